#ifndef PASSUNG_OFFERS_H_
#define PASSUNG_OFFERS_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/gap.h"
#include "passung/knowledge.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/offer.h"
#include "passung/steps.h"
#include "passung/suggestion.h"
#include "passung/vacancy.h"

// Which offers lead over a person's gaps, and which gaps no offer closes. Nothing here reads a clock or
// keeps anything; all functions may be called by any number of threads.

namespace passung {

inline constexpr int32_t kMostGaps = 64;

struct OfferQuestion {
  Date as_of;  // of facts, of law and of what is still to be had
  // In the order in which they are answered, at most kMostGaps. One of German that does not say what is
  // there takes it from the mentee.
  std::vector<Gap> gaps;
  // Whether the person has work now. Absent: true where a present job is known, else not known.
  std::optional<bool> employed;
  // Only offers for these. Absent: for mentees and mentors.
  std::optional<OfferAudience> audience;
  int32_t limit = 5;  // of offers for each gap, 1 … 100
};

// One offer for one gap. The score is in the order and on the scale of a match, 0 … 100 000 000.
struct OfferSuggestion {
  OfferId offer;
  int32_t score = 0;                     // Σ contribution
  HitClass hit_class = HitClass::kOpen;  // open, later or unclear by the worst gate, never closed
  bool full = false;                     // no place is left
  std::optional<Date> earliest;  // first day to apply: what it is for begins months_before later
  std::vector<SuggestionPart> parts;  // in the order of SuggestionCriterion
  std::vector<GateOutcome> gates;     // all, in the order of OfferGate
  friend bool operator==(const OfferSuggestion&, const OfferSuggestion&) = default;
};

struct GapSuggestions {
  Gap gap;
  // By score falling, then by id rising as bytes; none that a gate bars.
  std::vector<OfferSuggestion> offers;
  int32_t found = 0;  // offers that help and that no gate bars, before the limit
  // Offers that would help but for this gate: the first one that bars, in the order of OfferGate.
  std::array<int32_t, kOfferGateCount> barred{};
  friend bool operator==(const GapSuggestions&, const GapSuggestions&) = default;
};

// The best offers for each gap. InvalidArgument naming the faulty field of the question or the mentee.
// REQUIRES: valid offers, no id twice. Cost: gaps × offers that help with their kind.
absl::StatusOr<std::vector<GapSuggestions>> SuggestOffers(const Knowledge& knowledge,
                                                          const Mentee& mentee,
                                                          std::span<const Offer> offers,
                                                          const OfferQuestion& question);

// What stands between a person and one vacancy, by the explanation of the pair for this day
// (Engine::ExplainMatch): of rules that do not pass, the worst verdict first, then of what the person
// could improve. No two gaps are about the same; those of German are one. Nothing for what no offer
// changes: a question that is open, the person's own no, the state of the vacancy. `start` is that of
// the vacancy, if known.
std::vector<Gap> GapsBehind(const Mentee& mentee, const Match& match, Date as_of,
                            std::optional<Date> start);

// What stands between a person and their own aims, of which no vacancy need be there: for each claim
// the usual demands of such work (of training, for a wish without a qualification) in the home
// district, judged by the same rules under the profile "default"; and what no rule speaks of: no
// vocational qualification, licences that ended. No two gaps alike. InvalidArgument for a faulty mentee.
// About 50 µs a claim.
absl::StatusOr<std::vector<Gap>> NeedsOf(const Knowledge& knowledge, const Mentee& mentee,
                                         Date as_of);

// What offers can lead over so that a step is taken (passung/steps.h): of German the skills that the step
// lifts, what is there as on the day. Absent for what nobody but the person decides: where to live, from
// when on to work. REQUIRES: a step of this mentee.
std::optional<Gap> GapOfStep(const Mentee& mentee, const SingleStep& step, Date as_of);

// A kind of gap in one place, as coordinators look at it.
struct GapGroup {
  std::optional<DistrictCode> district;  // home; absent: unknown
  GapKind kind = GapKind::kGerman;
  std::optional<LanguageLevel> level;          // kGerman: the next level that somebody needs
  std::optional<OccupationPrefix> occupation;  // three digits, where the gap has an occupation
  std::optional<LicenceKind> licence;
  std::optional<SchoolCertificate> school;
  friend auto operator<=>(const GapGroup&, const GapGroup&) = default;
};

struct GapCount {
  GapGroup group;
  int64_t people = 0;     // who have the gap
  int64_t without = 0;    // … and no offer that could lead over it
  int64_t only_full = 0;  // … and offers that are full, no others
  friend bool operator==(const GapCount&, const GapCount&) = default;
};

// Counts over many people which gaps no offer closes. Belongs to one thread.
class OfferGapCounter final {
 public:
  // Keeps both. REQUIRES: not null, valid offers, no id twice.
  OfferGapCounter(std::shared_ptr<const Knowledge> knowledge,
                  std::shared_ptr<const std::vector<Offer>> offers, Date as_of);
  ~OfferGapCounter();
  OfferGapCounter(const OfferGapCounter&) = delete;
  OfferGapCounter& operator=(const OfferGapCounter&) = delete;

  // NeedsOf the person, each against all offers. Of needs of one group a person is counted once, as
  // without an offer if one of them is. InvalidArgument for a faulty mentee, who is not counted.
  absl::Status Add(const Mentee& mentee);
  // Rising by group.
  std::vector<GapCount> Counts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace passung

#endif  // PASSUNG_OFFERS_H_
