#include "engine/search/person.h"

#include <algorithm>

#include "engine/base/sort_unique.h"
#include "engine/rules/registry.h"

namespace passung {
namespace {

std::vector<Date> LaterDays(const Query& query, const Mentee& mentee) {
  std::vector<Date> days = EventDates(mentee.facts, mentee.jobs, query.as_of);
  for (const Rule* rule : AllRules()) {
    rule->AddEventDates(query, mentee.residence, query.as_of, days);
  }
  base::SortUnique(days);
  return days;
}

}  // namespace

Person::Person(const Query& query, const Mentee& mentee)
    : today(ResolveFacts(mentee.facts, mentee.residence, mentee.jobs, query.as_of)),
      query_(query),
      mentee_(mentee) {
  for (const absl::string_view skill : today.skills) {
    const auto number = query.dictionaries.skill_ids.Find(skill);
    if (number) today.skill_numbers.push_back(*number);
  }
}

size_t Person::later_count() const {
  if (!days_) days_ = query_.frozen ? std::vector<Date>() : LaterDays(query_, mentee_);
  return days_->size();
}

const DayFacts& Person::later(size_t n) const {
  later_.reserve(later_count());  // what was given out stays where it is
  while (later_.size() <= n) {
    later_.push_back(
        ResolveFacts(mentee_.facts, mentee_.residence, mentee_.jobs, (*days_)[later_.size()]));
  }
  return later_[n];
}

Finding JudgeAhead(const Query& query, const Person& person, const Rule& rule, uint32_t code) {
  const Finding today = rule.Judge(query, person.today, code);
  if (today.verdict != Verdict::kFail || !rule.LooksAhead()) return today;
  for (size_t n = 0; n < person.later_count(); ++n) {
    const DayFacts& facts = person.later(n);
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

HitClass ClassOf(const Query& query, const Person& person, const CodeTuple& codes) {
  Verdict worst = Verdict::kPass;
  for (const Rule* rule : AllRules()) {
    if (query.profile().switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
    worst = std::max(worst, JudgeAhead(query, person, *rule, codes[Index(rule->column())]).verdict);
  }
  return static_cast<HitClass>(worst);
}

}  // namespace passung
