#ifndef PASSUNG_ENGINE_SEARCH_PERSON_H_
#define PASSUNG_ENGINE_SEARCH_PERSON_H_

#include <optional>
#include <vector>

#include "engine/rules/rule.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/mentee.h"

namespace passung {

// A mentee as one request sees them: the facts of its day, and those of every later day on which
// something changes. Views into query and mentee, which must outlive it. Belongs to one thread.
class Person {
 public:
  Person(const Query& query, const Mentee& mentee);

  DayFacts today;

  // Number of later days; 0 where the request is frozen. The days are looked for when first asked:
  // many requests never do.
  size_t later_count() const;
  // The facts of the nth of them, by day; resolved when first asked.
  const DayFacts& later(size_t n) const;

 private:
  const Query& query_;
  const Mentee& mentee_;
  mutable std::optional<std::vector<Date>> days_;
  mutable std::vector<DayFacts> later_;
};

// What a rule says of a code, planned facts and ends of waiting periods taken into account:
// engine/SCORING.md section 5, "looking ahead".
Finding JudgeAhead(const Query& query, const Person& person, const Rule& rule, uint32_t code);

// The class of a combination with these codes: the worst verdict of the enforced rules.
HitClass ClassOf(const Query& query, const Person& person, const CodeTuple& codes);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_PERSON_H_
