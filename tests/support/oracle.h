// The row-at-a-time oracle: judges every combination of every pair by itself and sorts everything.
// Written from engine/SCORING.md alone; shares with the engine only the structs and enumerations of
// its public headers. Naive on purpose: its slowness is the price of being obviously right.
#ifndef PASSUNG_TESTS_SUPPORT_ORACLE_H_
#define PASSUNG_TESTS_SUPPORT_ORACLE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/vacancy.h"
#include "tests/support/oracle_criteria.h"
#include "tests/support/oracle_rules.h"

namespace passung::oracle {

struct Judgement {  // of one combination
  Combination combination;
  Points points{};
  int32_t score = 0;
  std::array<std::optional<Outcome>, kRuleCount> outcomes;  // absent: switched off
  HitClass hit_class = HitClass::kOpen;                     // over the enforced rules
  std::vector<Flag> flags;
  Case seen;  // what the criteria saw: intervals start from it
};

struct Hit {
  MenteeId mentee;
  VacancyId vacancy;
  Judgement judgement;  // of the combination that counts
};

struct Ranking {
  std::vector<Hit> hits;
  Summary summary;
};

class Oracle {
 public:
  // `knowledge` must outlive the oracle.
  Oracle(const OracleKnowledge& knowledge, const MatchOptions& options);

  const std::array<int32_t, kCriterionCount>& weights() const { return weights_; }
  const ScoringProfile& profile() const { return options_.profile; }  // switches as applied
  const OracleKnowledge& knowledge() const { return knowledge_; }

  Judgement Judge(const Mentee& mentee, const Combination& combination) const;
  // Every combination that passes the filter, in order; none for self-employment.
  std::vector<Judgement> JudgeAll(const Mentee& mentee, const Vacancy& vacancy) const;
  // The combination that counts.
  std::optional<Hit> JudgePair(const Mentee& mentee, const Vacancy& vacancy) const;

  Ranking RankVacancies(const Mentee& mentee, const std::vector<Vacancy>& vacancies) const;
  Ranking RankMentees(const Vacancy& vacancy, const std::vector<Mentee>& mentees) const;

 private:
  Ranking Sort(std::vector<Hit> hits, bool by_vacancy) const;

  const OracleKnowledge& knowledge_;
  MatchOptions options_;
  std::array<int32_t, kCriterionCount> weights_;
};

}  // namespace passung::oracle

#endif  // PASSUNG_TESTS_SUPPORT_ORACLE_H_
