// The verdicts of the fourteen rules, one plain function each, section 5 of SCORING.md. Reasons and
// texts are not the oracle's business; verdict, day, step and lead time are.
#ifndef PASSUNG_TESTS_SUPPORT_ORACLE_RULES_H_
#define PASSUNG_TESTS_SUPPORT_ORACLE_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "passung/match.h"
#include "passung/profile.h"
#include "tests/support/oracle_case.h"

namespace passung::oracle {

struct Outcome {
  Verdict verdict = Verdict::kPass;
  std::optional<Date> from;
  Step step = Step::kNone;  // PASS_AFTER: what is asked for; FAIL: the way
  int32_t lead_days = 0;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};
Outcome Passed();
Outcome Unclear();
Outcome After(Step step);  // PASS_AFTER the act, with its lead time
Outcome Fail(Step way = Step::kNone);
std::string ToString(const Outcome& outcome);
// FAIL > UNKNOWN > PASS_AFTER > PASS; the first of equal verdicts.
Outcome Worse(const Outcome& a, const Outcome& b);

// Everything a rule may look at. `facts` are those of the day that is judged, which lies after
// `as_of` where the rule looks ahead.
struct Question {
  const OracleKnowledge* knowledge = nullptr;
  const ScoringProfile* profile = nullptr;
  const DayFacts* facts = nullptr;
  const Combination* combination = nullptr;
  Date as_of;
  bool frozen = false;
  RuleSwitch rule_switch = RuleSwitch::kEnforce;
};

inline const Vacancy& VacancyOf(const Question& q) { return *q.combination->vacancy; }

// Without looking ahead.
Outcome JudgeOnTheDay(RuleKey rule, const Question& question);
Outcome WorkAccess(const Question& question);
Outcome RegulatedProfession(const Question& q);
Outcome LanguageFloor(const Question& q);
Outcome SchoolCertificateByLaw(const Question& q);
Outcome LicenceRequired(const Question& q);
Outcome BetterThanPresentJob(const Question& q);

// With looking ahead: `days` are the days on which a fact begins or has ended, `later` the facts of
// those days.
Outcome Judge(RuleKey rule, const Question& question, const std::vector<DayFacts>& later);

std::vector<Flag> FlagsOf(const Question& question);

}  // namespace passung::oracle

#endif  // PASSUNG_TESTS_SUPPORT_ORACLE_RULES_H_
