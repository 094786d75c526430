#ifndef PASSUNG_ENGINE_SEARCH_PERSON_H_
#define PASSUNG_ENGINE_SEARCH_PERSON_H_

#include <vector>

#include "engine/rules/rule.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/mentee.h"

namespace passung {

// A mentee as one request sees them: the facts of its day, and those of every later day on which
// something changes. Views into the mentee, which must outlive it.
struct Person {
  DayFacts today;
  std::vector<DayFacts> later;  // by day; empty where the request is frozen
};

Person MakePerson(const Query& query, const Mentee& mentee);

// What a rule says of a code, planned facts and ends of waiting periods taken into account:
// engine/SCORING.md section 5, "looking ahead".
Finding JudgeAhead(const Query& query, const Person& person, const Rule& rule, uint32_t code);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_PERSON_H_
