#include "engine/search/person.h"

#include <algorithm>

#include "engine/rules/registry.h"

namespace passung {
namespace {

std::vector<Date> LaterDays(const Query& query, const Mentee& mentee) {
  std::vector<Date> days = EventDates(mentee.facts, query.as_of);
  for (const Rule* rule : AllRules()) {
    rule->AddEventDates(query, mentee.residence, query.as_of, days);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace

Person MakePerson(const Query& query, const Mentee& mentee) {
  Person person{.today = ResolveFacts(mentee.facts, mentee.residence, query.as_of), .later = {}};
  if (query.frozen) return person;
  for (const Date day : LaterDays(query, mentee)) {
    person.later.push_back(ResolveFacts(mentee.facts, mentee.residence, day));
  }
  return person;
}

Finding JudgeAhead(const Query& query, const Person& person, const Rule& rule, uint32_t code) {
  const Finding today = rule.Judge(query, person.today, code);
  if (today.verdict != Verdict::kFail || !rule.LooksAhead()) return today;
  for (const DayFacts& facts : person.later) {
    Finding then = rule.Judge(query, facts, code);
    if (then.verdict == Verdict::kFail) continue;
    // A day on which nobody can say is no day to name.
    if (then.verdict == Verdict::kUnknown) return today;
    // The reason stays what bars today; the step is what is still to be done then.
    return {.verdict = Verdict::kPassAfter,
            .reason = today.reason,
            .step = then.step,
            .lead_days = then.lead_days,
            .from = facts.day};
  }
  return today;
}

}  // namespace passung
