#ifndef PASSUNG_REPORTS_H_
#define PASSUNG_REPORTS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/change_gain.h"
#include "passung/ids.h"
#include "passung/judgement.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/safe_counts.h"
#include "passung/snapshot.h"
#include "passung/vocabulary.h"

// What coordinators ask about many people at once: where each of them stands, and figures made of that.
// Nothing here reads a clock or keeps anything; all functions may be called by any number of threads.

namespace passung {

// ---- Where each person stands --------------------------------------------------------------------

struct SurveyOptions {
  // As for RankVacancies; `limit` is the k of the first k. `classes` and `filter` must be empty,
  // `summary` is ignored. `threads` people are looked at at a time; the answer does not depend on it.
  MatchOptions match;
  int32_t bar = 70'000'000;  // a *good* vacancy has at least this score, 0 … 100 000 000
  // Whether nobody waits for the answer any more, asked between two people, on several threads at a time; then
  // the answer is Cancelled. May be empty.
  std::function<bool()> is_over = nullptr;
};

// What one enforced rule keeps from somebody: vacancies whose combination that counts is closed and
// would be good.
struct RuleBlock {
  int64_t vacancies = 0;  // that the rule drops
  int64_t alone = 0;      // … and no other rule does
  friend bool operator==(const RuleBlock&, const RuleBlock&) = default;
};

// A vacancy that a person might have but for one rule.
struct NearMiss {
  VacancyId vacancy;
  EmployerId employer;  // never empty
  int32_t score = 0;
  RuleKey rule = RuleKey::kVacancyOpen;
  friend bool operator==(const NearMiss&, const NearMiss&) = default;
};

struct MenteeStanding {
  MenteeId mentee;
  std::optional<DistrictCode> district;  // home; absent: unknown
  ClassCounts vacancies;                 // all of the snapshot that are ranked
  int64_t good = 0;                      // listed and good
  int64_t blocked = 0;                   // closed, and would be good
  std::array<RuleBlock, kRuleCount> blocks{};
  // The best that is listed, as the ranked list has it first; absent where nothing is.
  std::optional<VacancyId> best;
  int32_t best_score = 0;
  HitClass best_class = HitClass::kOpen;
  // Of the best: where most of what is missing to 100 000 000 is missing; of equal ones the first.
  std::optional<CriterionKey> weakest;
  bool best_bridge = false;      // BRIDGE
  bool best_under_used = false;  // UNDER_USED
  // Of the first k: listed ones, and those with the flag.
  int32_t listed = 0;
  int32_t bridge = 0;
  int32_t under_used = 0;
  // Of those that name an employer the good ones that one rule alone drops: vacancy_open, because the
  // vacancy is over; or what an employer decides: working_time_possible, start_window, and
  // language_floor where the law does not ask for the level. Best first; only for whom nothing is
  // good, at most 500.
  std::vector<NearMiss> near_misses;
  friend bool operator==(const MenteeStanding&, const MenteeStanding&) = default;
};

struct Survey {
  std::vector<MenteeStanding> people;  // in the order of the cohort
  VersionsUsed versions;
};

// Judges all vacancies of the snapshot for each person. InvalidArgument naming the option, or the
// person's faulty field; Cancelled. Cost: a look at every row for each.
absl::StatusOr<Survey> SurveyCohort(const std::shared_ptr<const Snapshot>& snapshot,
                                    std::span<const Mentee> cohort, const SurveyOptions& options);

// ---- Stumbling blocks ----------------------------------------------------------------------------

struct BlockFigures {
  RuleKey rule = RuleKey::kWorkAccess;
  // To whom the rule closes some good vacancy.
  std::optional<int64_t> people;
  // Pairs of person and good vacancy that it closes, and that it alone closes. Absent where they would
  // tell of too few people.
  std::optional<int64_t> pairs;
  std::optional<int64_t> pairs_alone;
  friend bool operator==(const BlockFigures&, const BlockFigures&) = default;
};

struct DistrictBlocks {
  std::optional<DistrictCode> district;  // home
  std::optional<int64_t> people;         // who live there
  std::vector<BlockFigures> rules;       // that close some good vacancy to anybody, in their order
  friend bool operator==(const DistrictBlocks&, const DistrictBlocks&) = default;
};

struct BlockReport {
  std::vector<DistrictBlocks> districts;  // rising, unknown first
  DistrictBlocks all;                     // the same over all of them
  friend bool operator==(const BlockReport&, const BlockReport&) = default;
};

// Absent figures: HideSmall over districts × (alone, together with others, not at all), rule by rule;
// `least` as there.
BlockReport StumblingBlocks(std::span<const MenteeStanding> people, int64_t least);

// ---- Adequacy ------------------------------------------------------------------------------------

// How adequate the best vacancy of somebody is.
enum class BestFit : uint8_t { kAdequate, kBridge, kUnderUsed, kNone };
template <>
struct EnumNames<BestFit> {
  static constexpr absl::string_view kNames[] = {"adequate", "bridge", "under_used", "none"};
};
BestFit BestFitOf(const MenteeStanding& standing);

struct AdequacyFigures {
  std::optional<DistrictCode> district;  // home
  std::optional<int64_t> people;
  std::array<std::optional<int64_t>, EnumCount<BestFit>()> by_best;  // people, by BestFit
  // Over the first k of everybody there. Absent where they would tell of too few people who have such
  // vacancies, or have none.
  std::optional<int64_t> listed;
  std::optional<int64_t> bridge;
  std::optional<int64_t> under_used;
  friend bool operator==(const AdequacyFigures&, const AdequacyFigures&) = default;
};

struct AdequacyReport {
  std::vector<AdequacyFigures> districts;  // rising, unknown first
  AdequacyFigures all;
  friend bool operator==(const AdequacyReport&, const AdequacyReport&) = default;
};

// Absent figures: HideSmall over districts × BestFit.
AdequacyReport AdequacyOf(std::span<const MenteeStanding> people, int64_t least);

// ---- Who has no good match -----------------------------------------------------------------------

enum class UnmatchedCause : uint8_t {
  kBlocked,      // rules close what would be good
  kNothingGood,  // no vacancy would be good, not even a closed one
};
template <>
struct EnumNames<UnmatchedCause> {
  static constexpr absl::string_view kNames[] = {"blocked", "nothing_good"};
};

struct Unmatched {
  const MenteeStanding* standing = nullptr;
  UnmatchedCause cause = UnmatchedCause::kNothingGood;
  // kBlocked: the rule that alone closes most good ones, or, where none does so alone, closes most;
  // of equal ones the first.
  std::optional<RuleKey> rule;
};

// Those for whom nothing is good, in the order of `people`. Points into `people`.
std::vector<Unmatched> FindUnmatched(std::span<const MenteeStanding> people);

// ---- Which employers to call ---------------------------------------------------------------------

struct CallReason {
  MenteeId mentee;
  NearMiss near;  // the person's best at the employer
  friend bool operator==(const CallReason&, const CallReason&) = default;
};

struct EmployerCall {
  EmployerId employer;
  int64_t people = 0;               // for whom a vacancy there comes near
  int64_t added = 0;                // … of whom none of the employers before tells
  std::vector<CallReason> reasons;  // one for each of `people`, by score falling, then by id
  friend bool operator==(const EmployerCall&, const EmployerCall&) = default;
};

// The employers whose vacancies come near for people without a good match (`near_misses`). Each next
// one is that which adds most people whom none before it reaches; then most people; then the first id.
// At most `limit`; none that adds nobody.
std::vector<EmployerCall> EmployersToCall(std::span<const MenteeStanding> people, int32_t limit);

}  // namespace passung

#endif  // PASSUNG_REPORTS_H_
