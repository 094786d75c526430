// Small worlds in which everything collides: few codes, few places, few days, so that ties, unknown
// and planned facts, several occupations and places meet often. A function of the seed alone.
#ifndef PASSUNG_TESTS_SUPPORT_RANDOM_WORLD_H_
#define PASSUNG_TESTS_SUPPORT_RANDOM_WORLD_H_

#include <cstdint>
#include <vector>

#include "passung/knowledge.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/vacancy.h"
#include "tests/support/random_source.h"

namespace passung {

struct RandomWorldOptions {
  int32_t mentees = 3;
  int32_t vacancies = 20;
  int32_t unknown_percent = 25;  // how often a fact is left out
};

struct RandomWorld {
  std::vector<Mentee> mentees;
  std::vector<Vacancy> vacancies;
};

// The days of a world lie around this one.
Date WorldDay();
// A classification of some twenty codes with official neighbours among them.
const ClassificationRows& WorldClassification();

Mentee RandomMentee(RandomSource& random, int32_t unknown_percent, int32_t number);
Vacancy RandomVacancy(RandomSource& random, int32_t unknown_percent, int32_t number);
RandomWorld MakeRandomWorld(RandomSource& random, const RandomWorldOptions& options);

// Valid in every order that Validate demands: random weights with zeros, random monotone tables.
ScoringProfile RandomProfile(RandomSource& random);
// A shipped profile or a random one, with overrides, classes, limit, day and frozen.
MatchOptions RandomMatchOptions(RandomSource& random);
// The same with a filter, often an empty one: for questions on many vacancies.
MatchOptions RandomSearchOptions(RandomSource& random);

}  // namespace passung

#endif  // PASSUNG_TESTS_SUPPORT_RANDOM_WORLD_H_
