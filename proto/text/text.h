// The sentences and words that people read, in German and English. The catalogues beside this file
// hold them; here codes become words and parameters are put in.
#ifndef PASSUNG_PROTO_TEXT_TEXT_H_
#define PASSUNG_PROTO_TEXT_TEXT_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "passung/date.h"
#include "passung/gap.h"
#include "passung/judgement.h"
#include "passung/knowledge.h"
#include "passung/match.h"
#include "passung/suggestion.h"
#include "proto/text/enum_keys.h"

namespace passung::text {

enum class Locale : uint8_t { kDe, kEn };
// "de" or "en", also with a region ("de-DE", "en_GB"). InvalidArgument for everything else.
absl::StatusOr<Locale> ParseLocale(absl::string_view tag);

// The person seeking advice reads short sentences without paragraphs of law; the mentor reads fact,
// evidence and next step; the employer reads cells of a table that tell nothing of what is hidden
// from employers, whatever the reason.
enum class Audience : uint8_t { kMentor, kMentee, kEmployer };
// "mentor", "mentee", "employer": the last part of a key.
absl::string_view AudienceKey(Audience audience);

// What is put into a text, under the name that its pattern has for it.
struct Argument {
  std::string name;
  std::string value;
};

class Pattern;  // one compiled entry of a catalogue

// One catalogue. Immutable; any number of threads may use it. A text takes some microseconds.
class Texts {
 public:
  // Lives as long as the program.
  static const Texts& For(Locale locale);
  // A catalogue of your own: lines of `key = pattern`. InvalidArgument names the line of an entry
  // that is no entry, comes twice or has a faulty pattern.
  static absl::StatusOr<std::unique_ptr<const Texts>> Parse(Locale locale,
                                                            absl::string_view catalogue);
  ~Texts();

  Locale locale() const { return locale_; }
  bool Has(absl::string_view key) const;
  std::vector<std::string> Keys() const;  // sorted
  // Names of the arguments of a pattern, sorted, with suffixes (`x_known`, `x_raw`); none for an
  // unknown key.
  std::vector<std::string> Arguments(absl::string_view key) const;
  // The pattern as the catalogue has it; empty for an unknown key.
  absl::string_view Source(absl::string_view key) const;

  // The text of `key` with `values` put in as they are; a missing one shows as "…". An unknown key
  // comes back itself.
  std::string Get(absl::string_view key, absl::Span<const Argument> values = {}) const;

  // The word for an enumerator: Of(Verdict::kPass) is "möglich".
  template <class E>
  std::string Of(E value) const {
    return Get(EnumKey(value));
  }

  // 1234567 as "1.234.567", a day as "04.03.2027", a score of 0 … 100 000 000 as "82,4 %" (cut
  // after the first digit, so that nothing rounds up to 100).
  std::string Number(int64_t value) const;
  std::string Day(Date date) const;
  std::string Score(int32_t score) const;
  // "81302 Gesundheits- und Krankenpflege" for mentors, without the code for others; the code alone
  // where no title is known. What the classification shortens is written out: "(o.S.)", "(s.s.T.)".
  std::string Occupation(OccupationCode code, Audience audience, const Knowledge& knowledge) const;
  std::string District(DistrictCode district, const Knowledge& knowledge) const;

  // The sentence for a reason; its parameters' codes are written for people. Empty where there is
  // nothing to be said to this audience.
  std::string ReasonText(Reason reason, Audience audience, absl::Span<const Argument> parameters,
                         const Knowledge& knowledge) const;
  // … with points, weight and contribution, or with step, day and weeks, as further parameters.
  std::string ContributionText(const Contribution& contribution, Audience audience,
                               const Knowledge& knowledge) const;
  std::string OutcomeText(const RuleOutcome& outcome, Audience audience,
                          const Knowledge& knowledge) const;
  // What a gap is: "Deutsch: Sprechen B1 statt B2".
  std::string GapText(const Gap& gap, Audience audience, const Knowledge& knowledge) const;
  // The sentence for a part of a suggestion, or for what a gate says, for mentors.
  std::string SuggestionText(const SuggestionPart& part, const Knowledge& knowledge) const;
  std::string GateText(const GateOutcome& outcome, const Knowledge& knowledge) const;
  // For employers, of what is shown to them without a reason: the sum of occupation, level, skills and
  // recognition, and a rule about access by its verdict and day alone.
  std::string FoldedText(int32_t contribution, int32_t weight) const;
  std::string HiddenOutcomeText(Verdict verdict, std::optional<Date> from) const;
  // The sentence for a flag, or its name where there is none.
  std::string FlagText(Flag flag, Audience audience) const;

 private:
  explicit Texts(Locale locale);
  // The entry `family.topic.audience`; empty if there is none.
  std::string Sentence(absl::string_view family, absl::string_view topic, Audience audience,
                       absl::Span<const Argument> parameters, const Knowledge& knowledge) const;

  Locale locale_;
  std::map<std::string, std::unique_ptr<const Pattern>, std::less<>> patterns_;
};

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_TEXT_H_
