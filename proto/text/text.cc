#include "proto/text/text.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "embedded/catalogues.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "passung/profile.h"
#include "proto/text/pattern.h"
#include "proto/text/wording.h"

namespace passung::text {
namespace {

constexpr int32_t kScorePerMille = 100'000;  // of a score of 100 000 000

std::vector<Argument> ArgumentsOf(const ReasonParameters& parameters) {
  std::vector<Argument> arguments;
  for (const ReasonParameter& parameter : parameters) {
    arguments.push_back({std::string(Name(parameter.name)), parameter.value.ToString()});
  }
  return arguments;
}

void AddUnlessThere(std::vector<Argument>& arguments, absl::string_view name, std::string value) {
  for (const Argument& argument : arguments) {
    if (argument.name == name) return;
  }
  arguments.push_back({std::string(name), std::move(value)});
}

// How the official short titles abbreviate, in its several spellings; ohne Spezialisierung, sonstige
// spezifische Tätigkeitsangabe.
struct TitleAbbreviation {
  absl::string_view written;
  absl::string_view key;
};
constexpr TitleAbbreviation kTitleAbbreviations[] = {
    {"(o.S.)", "title.without_specialisation"},
    {"(o.S)", "title.without_specialisation"},
    {"(oS.)", "title.without_specialisation"},
    {"(oS)", "title.without_specialisation"},
    {"(s.s.T.)", "title.other_special"},
    {"(s.s.T)", "title.other_special"},
    {"(ssT.)", "title.other_special"},
    {"(ssT)", "title.other_special"},
    {"(ohne Produktspezial.)", "title.without_product"},
    {"(ohne Produktspezialis.)", "title.without_product"},
    {"(o. Produktspez)", "title.without_product"},
};

// "Gesundheits-,Krankenpflege(oS)-Fachkraft" as "Gesundheits-,Krankenpflege (ohne Spezialisierung) -
// Fachkraft".
std::string ReadableTitle(const Texts& texts, absl::string_view title) {
  for (const TitleAbbreviation& abbreviation : kTitleAbbreviations) {
    const size_t at = title.find(abbreviation.written);
    if (at == absl::string_view::npos) continue;
    absl::string_view rest =
        absl::StripLeadingAsciiWhitespace(title.substr(at + abbreviation.written.size()));
    const bool has_level = absl::ConsumePrefix(&rest, "-");
    return absl::StrCat(absl::StripTrailingAsciiWhitespace(title.substr(0, at)), " (",
                        texts.Get(abbreviation.key), ")",
                        has_level      ? " - "
                        : rest.empty() ? ""
                                       : " ",
                        absl::StripLeadingAsciiWhitespace(rest));
  }
  return std::string(title);
}

}  // namespace

absl::StatusOr<Locale> ParseLocale(absl::string_view tag) {
  const absl::string_view language = tag.substr(0, tag.find_first_of("-_"));
  if (language == "de") return Locale::kDe;
  if (language == "en") return Locale::kEn;
  return absl::InvalidArgumentError(absl::StrCat("locale \"", tag, "\" is not one of de, en"));
}

absl::string_view AudienceKey(Audience audience) {
  static constexpr absl::string_view kKeys[] = {"mentor", "mentee", "employer"};
  return kKeys[static_cast<size_t>(audience)];
}

Texts::Texts(Locale locale) : locale_(locale) {}
Texts::~Texts() = default;

const Texts& Texts::For(Locale locale) {
  const auto load = [](Locale which, absl::string_view file) {
    auto texts = Parse(which, embedded::Catalogues(file));
    PASSUNG_CHECK(texts.ok());  // compiled in and tested
    return *std::move(texts);
  };
  static const Texts& german = *load(Locale::kDe, "catalogue_de.txt").release();
  static const Texts& english = *load(Locale::kEn, "catalogue_en.txt").release();
  return locale == Locale::kDe ? german : english;
}

absl::StatusOr<std::unique_ptr<const Texts>> Texts::Parse(Locale locale,
                                                          absl::string_view catalogue) {
  std::unique_ptr<Texts> texts(new Texts(locale));
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(catalogue, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::pair<absl::string_view, absl::string_view> entry =
        absl::StrSplit(line, absl::MaxSplits(" = ", 1));
    if (entry.first.empty() || entry.second.empty()) {
      return absl::InvalidArgumentError(absl::StrCat("line ", number, ": not \"key = text\""));
    }
    auto pattern = Pattern::Compile(entry.second);
    if (!pattern.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, ": ", pattern.status().message()));
    }
    if (!texts->patterns_.emplace(entry.first, *std::move(pattern)).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, ": \"", entry.first, "\" comes twice"));
    }
  }
  return texts;
}

bool Texts::Has(absl::string_view key) const { return patterns_.find(key) != patterns_.end(); }

std::vector<std::string> Texts::Keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, pattern] : patterns_) keys.push_back(key);
  return keys;
}

std::vector<std::string> Texts::Arguments(absl::string_view key) const {
  const auto found = patterns_.find(key);
  if (found == patterns_.end()) return {};
  return found->second->arguments();
}

absl::string_view Texts::Source(absl::string_view key) const {
  const auto found = patterns_.find(key);
  return found == patterns_.end() ? absl::string_view() : found->second->source();
}

std::string Texts::Get(absl::string_view key, absl::Span<const Argument> values) const {
  const auto found = patterns_.find(key);
  if (found == patterns_.end()) return std::string(key);
  Pattern::Values arguments;
  for (const Argument& value : values) arguments.emplace(value.name, value.value);
  return found->second->Format(arguments);
}

std::string Texts::Number(int64_t value) const {
  const bool negative = value < 0;
  // The least value has no positive twin; as unsigned it has.
  uint64_t rest = negative ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
  const char separator = locale_ == Locale::kDe ? '.' : ',';
  std::string digits;
  for (int count = 0; count == 0 || rest > 0; ++count, rest /= 10) {
    if (count > 0 && count % 3 == 0) digits.insert(digits.begin(), separator);
    digits.insert(digits.begin(), static_cast<char>('0' + rest % 10));
  }
  return absl::StrCat(negative ? "-" : "", digits);
}

std::string Texts::Day(Date date) const {
  const std::string iso = date.ToString();
  if (locale_ == Locale::kEn) return iso;
  return absl::StrCat(iso.substr(8, 2), ".", iso.substr(5, 2), ".", iso.substr(0, 4));
}

std::string Texts::Score(int32_t score) const {
  const int32_t per_mille = score / kScorePerMille;
  return Get("format.percent",
             {{{"value", absl::StrCat(per_mille / 10, locale_ == Locale::kDe ? "," : ".",
                                      per_mille % 10)}}});
}

std::string Texts::Occupation(OccupationCode code, Audience audience,
                              const Knowledge& knowledge) const {
  const std::string title = ReadableTitle(*this, knowledge.OccupationTitleOf(code));
  if (title.empty()) return code.ToString();
  if (audience != Audience::kMentor) return title;
  return Get("format.occupation", {{{"code", code.ToString()}, {"title", title}}});
}

std::string Texts::District(DistrictCode district, const Knowledge& knowledge) const {
  const std::string name = knowledge.DistrictName(district);
  return name.empty() ? district.ToString() : name;
}

std::string Texts::ReasonText(Reason reason, Audience audience,
                              absl::Span<const Argument> parameters,
                              const Knowledge& knowledge) const {
  return Sentence("reason", Name(reason), audience, parameters, knowledge);
}

std::string Texts::Sentence(absl::string_view family, absl::string_view topic, Audience audience,
                            absl::Span<const Argument> parameters,
                            const Knowledge& knowledge) const {
  const std::string key = absl::StrCat(family, ".", topic, ".", AudienceKey(audience));
  const auto found = patterns_.find(key);
  if (found == patterns_.end()) return "";
  const Wording wording(*this, topic, audience, knowledge);
  Pattern::Values arguments;
  for (const Argument& parameter : parameters) {
    if (parameter.value.empty()) continue;
    arguments.emplace(parameter.name, wording.Write(parameter.name, parameter.value));
    arguments.emplace(absl::StrCat(parameter.name, "_raw"), parameter.value);
    arguments.emplace(absl::StrCat(parameter.name, "_known"), "yes");
  }
  return found->second->Format(arguments);
}

std::string Texts::ContributionText(const Contribution& contribution, Audience audience,
                                    const Knowledge& knowledge) const {
  std::vector<Argument> parameters = ArgumentsOf(contribution.parameters);
  AddUnlessThere(parameters, "points", absl::StrCat(contribution.points));
  AddUnlessThere(parameters, "weight", absl::StrCat(contribution.weight));
  AddUnlessThere(parameters, "contribution", absl::StrCat(contribution.contribution));
  return ReasonText(contribution.reason, audience, parameters, knowledge);
}

std::string Texts::OutcomeText(const RuleOutcome& outcome, Audience audience,
                               const Knowledge& knowledge) const {
  std::vector<Argument> parameters = ArgumentsOf(outcome.parameters);
  if (outcome.step != Step::kNone) {
    AddUnlessThere(parameters, "step", std::string(Name(outcome.step)));
  }
  if (outcome.from) AddUnlessThere(parameters, "from", outcome.from->ToString());
  if (outcome.lead_days > 0) {
    constexpr int32_t kDaysAWeek = 7;
    const int32_t weeks = (outcome.lead_days + kDaysAWeek - 1) / kDaysAWeek;
    AddUnlessThere(parameters, "weeks", absl::StrCat(weeks));
  }
  return ReasonText(outcome.reason, audience, parameters, knowledge);
}

std::string Texts::GapText(const Gap& gap, Audience audience, const Knowledge& knowledge) const {
  std::vector<Argument> parameters;
  const auto add = [&](absl::string_view name, const ParameterValue& value) {
    if (!value.empty()) parameters.push_back({std::string(name), value.ToString()});
  };
  add("skills", ParameterValue::Missing(gap.has, gap.needs));
  if (gap.occupation) add("occupation", ParameterValue::Of(*gap.occupation));
  if (gap.licence) add("licence", *gap.licence);
  if (gap.school) add("need", *gap.school);
  return Sentence("gap", Name(gap.kind), audience, parameters, knowledge);
}

std::string Texts::SuggestionText(const SuggestionPart& part, const Knowledge& knowledge) const {
  return Sentence("suggestion", Name(part.reason), Audience::kMentor, ArgumentsOf(part.parameters),
                  knowledge);
}

std::string Texts::GateText(const GateOutcome& outcome, const Knowledge& knowledge) const {
  std::vector<Argument> parameters = ArgumentsOf(outcome.parameters);
  for (Argument& parameter : parameters) {
    const std::string scheme = absl::StrCat("admission.", parameter.value);
    if (parameter.name == Name(ParameterName::kKind) && Has(scheme)) {
      parameter.value = Get(scheme);
    }
  }
  if (outcome.from) AddUnlessThere(parameters, "from", outcome.from->ToString());
  return Sentence("suggestion", Name(outcome.reason), Audience::kMentor, parameters, knowledge);
}

std::string Texts::FoldedText(int32_t contribution, int32_t weight) const {
  const int64_t most = int64_t{weight} * kMaxPoints;
  const int64_t share = most == 0 ? 0 : int64_t{contribution} * 100 / most;
  return Get("employer.folded", {{{"share", Number(share)}}});
}

std::string Texts::HiddenOutcomeText(Verdict verdict, std::optional<Date> from) const {
  std::vector<Argument> arguments;
  if (from) arguments = {{"from", Day(*from)}, {"from_known", "yes"}};
  return Get(absl::StrCat("employer.hidden.", Name(verdict)), arguments);
}

std::string Texts::FlagText(Flag flag, Audience audience) const {
  const std::string key = absl::StrCat("flag.", Name(flag), ".", AudienceKey(audience));
  return Has(key) ? Get(key) : Of(flag);
}

}  // namespace passung::text
