#ifndef PASSUNG_MATCH_H_
#define PASSUNG_MATCH_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "passung/date.h"
#include "passung/ids.h"
#include "passung/judgement.h"
#include "passung/profile.h"
#include "passung/reason_parameter.h"
#include "passung/vocabulary.h"

// Questions and answers. A score is agreement with stated facts, 0 … 100 000 000; it is no
// probability of being hired. UNKNOWN is not no, PASS_AFTER is not yet yes.

namespace passung {

// Which combinations (vacancy, occupation, place) a search looks at; the others are as if they were
// not there, for hits and counts alike. Within a list any entry may match; all lists that are not
// empty have to. An unknown fact matches no entry. At most 500 entries each.
struct MatchFilter {
  std::vector<DistrictCode> districts;        // of the place
  std::vector<VacancyKind> kinds;             // of the vacancy
  std::vector<OccupationPrefix> occupations;  // beginnings of the occupation's code
  std::vector<EmployerId> employers;          // of the vacancy

  bool empty() const {
    return districts.empty() && kinds.empty() && occupations.empty() && employers.empty();
  }
  friend bool operator==(const MatchFilter&, const MatchFilter&) = default;
};

struct MatchOptions {
  // The day on which facts and laws are looked at; required, never read from a clock.
  Date as_of;
  int32_t limit = 20;  // 1 … 1 000 hits
  ScoringProfile profile;
  ProfileOverrides overrides;
  // What Apply(profile, overrides) returned, where many questions have these in common: then the two
  // are not read, and nothing is validated again. May be null. REQUIRES: made by Apply.
  std::shared_ptr<const AppliedProfile> applied;
  // Classes to list; `closed` hits come only if named here. Empty: open, later and unclear.
  std::vector<HitClass> classes;
  // Of a search over vacancies only; RankMentees and ExplainMatch refuse one that is not empty.
  MatchFilter filter;
  // Time stands still: planned facts and ends of waiting periods are not looked ahead to, so that
  // nothing passes "after a date".
  bool frozen = false;
  // Without it only the hits are looked for, which is hundreds of times faster in a large market.
  bool summary = true;
  int32_t threads = 1;  // 1 … 64; the answer does not depend on it
};

struct Contribution {
  CriterionKey criterion = CriterionKey::kOccupationFit;
  int32_t points = 0;        // 0 … 10 000
  int32_t weight = 0;        // as applied, 1 … 10 000
  int32_t contribution = 0;  // points × weight
  Reason reason = Reason::kNone;
  ReasonParameters parameters;  // evidence of both sides
  friend bool operator==(const Contribution&, const Contribution&) = default;
};

struct RuleOutcome {
  RuleKey rule = RuleKey::kWorkAccess;
  RuleSwitch rule_switch = RuleSwitch::kEnforce;
  Verdict verdict = Verdict::kPass;
  Reason reason = Reason::kNone;
  std::optional<Date> from;  // PASS_AFTER: the day
  Step step = Step::kNone;   // PASS_AFTER: the act asked for; FAIL: the way
  int32_t lead_days = 0;     // of the step; 0 where there is none
  ReasonParameters parameters;
  friend bool operator==(const RuleOutcome&, const RuleOutcome&) = default;
};

// Least and greatest total over all joint completions of the unknown facts of both sides, for the
// named combination. engine/SCORING.md lists each fact's finite domain.
struct ScoreInterval {
  int32_t min = 0;
  int32_t max = 0;
  friend bool operator==(const ScoreInterval&, const ScoreInterval&) = default;
};

// Copying one copies some 1 KB; the parameters of its reasons are shared by all copies and hits of the
// question (ReasonParameters), and live as long as one of them.
struct Match {
  MenteeId mentee;
  VacancyId vacancy;
  int32_t score = 0;  // Σ contribution
  HitClass hit_class = HitClass::kOpen;
  int32_t occupation_index = 0;  // the combination that counts; 0 also where none is stated
  int32_t place_index = 0;
  std::vector<Contribution> contributions;  // criteria of weight > 0, in the order of CriterionKey
  std::vector<RuleOutcome> outcomes;        // rules not switched off, in the order of RuleKey
  std::vector<Flag> flags;                  // rising, each once
  ScoreInterval interval;
  friend bool operator==(const Match&, const Match&) = default;
};

template <class T>
struct FacetCount {
  std::optional<T> value;  // absent: unknown
  int64_t count = 0;       // at least 1
  friend bool operator==(const FacetCount&, const FacetCount&) = default;
};

// The listed vacancies by what their combination that counts has: each list rises by value, unknown
// last, and sums to Summary::listed. A value can go into MatchFilter as it is.
struct Facets {
  std::vector<FacetCount<DistrictCode>> districts;
  std::vector<FacetCount<VacancyKind>> kinds;
  std::vector<FacetCount<OccupationPrefix>> main_groups;  // two digits of the KldB
  friend bool operator==(const Facets&, const Facets&) = default;
};

// Counted over *all* vacancies (or mentees) of the snapshot that the filter lets through, before
// limit and classes. All zero where the summary was not asked for.
struct Summary {
  int64_t listed = 0;  // open + later + unclear
  int64_t open = 0;
  int64_t later = 0;
  int64_t unclear = 0;
  int64_t closed = 0;  // dropped by an enforced rule
  // Among the closed: whose explained combination this rule drops; order of RuleKey.
  std::array<int64_t, kRuleCount> dropped_by_rule{};
  Facets facets;  // of vacancies; empty where mentees were ranked
  friend bool operator==(const Summary&, const Summary&) = default;
};

// What the answer was made from: enough to make it again.
struct VersionsUsed {
  std::string engine_version;
  std::string snapshot_digest;  // 32 hexadecimal digits
  int64_t snapshot_revision = 0;
  std::string profile_id;
  int32_t profile_version = 0;
  std::string profile_digest;
  std::array<int32_t, kCriterionCount> weights{};
  std::array<RuleSwitch, kRuleCount> switches{};
  Date as_of;
  friend bool operator==(const VersionsUsed&, const VersionsUsed&) = default;
};

struct RankResult {
  std::vector<Match> matches;  // by score falling, then by the id of the found side rising as bytes
  Summary summary;
  VersionsUsed versions;
};

struct PairResult {
  Match match;  // class `closed` where an enforced rule fails
  VersionsUsed versions;
};

}  // namespace passung

#endif  // PASSUNG_MATCH_H_
