// What a step brings, by ranking anew: the oracle judges every vacancy before and after, and everything
// is counted and sorted as passung/steps.h says.
#ifndef PASSUNG_TESTS_ENGINE_ANALYSIS_STEP_ORACLE_H_
#define PASSUNG_TESTS_ENGINE_ANALYSIS_STEP_ORACLE_H_

#include <string>
#include <vector>

#include "passung/steps.h"
#include "tests/support/oracle.h"

namespace passung {

class StepOracle {
 public:
  // All must outlive it.
  StepOracle(const oracle::OracleKnowledge& knowledge, const std::vector<Vacancy>& vacancies,
             const Mentee& mentee, const StepOptions& options);

  // `acts`: what an office has granted beside.
  ChangeGain GainOf(const Mentee& after, const std::vector<Step>& acts) const;
  ChangeGain GainOf(const SingleStep& step) const;
  ClassCounts Before() const;

 private:
  struct Judged {
    const Vacancy* vacancy = nullptr;
    int32_t score = 0;
    HitClass hit_class = HitClass::kClosed;
    size_t combination = 0;
    std::vector<oracle::Judgement> all;  // of each combination, what was granted put in
  };
  std::vector<Judged> JudgeAll(const Mentee& mentee, const std::vector<Step>& acts) const;
  // The first k that are listed, best first, as places in `judged`.
  std::vector<size_t> TopOf(const std::vector<Judged>& judged) const;
  bool IsFurthered(const Judged& before, const Judged& after) const;

  oracle::Oracle oracle_;
  const std::vector<Vacancy>& vacancies_;
  const Mentee& mentee_;
  const StepOptions& options_;
  std::vector<Judged> before_;
  std::vector<size_t> top_before_;
};

// One line for each difference.
std::vector<std::string> GainDifferences(const ChangeGain& engine, const ChangeGain& oracle);
std::string Describe(const SingleStep& step);

}  // namespace passung

#endif  // PASSUNG_TESTS_ENGINE_ANALYSIS_STEP_ORACLE_H_
