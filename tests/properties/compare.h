// Compares answers of the engine with those of the oracle, value by value.
#ifndef PASSUNG_TESTS_PROPERTIES_COMPARE_H_
#define PASSUNG_TESTS_PROPERTIES_COMPARE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "passung/engine.h"
#include "tests/support/oracle.h"
#include "tests/support/random_world.h"

namespace passung {

// Seed of the run: PASSUNG_SEED, else a fixed one.
uint64_t BaseSeed();
// Whether PASSUNG_SEED names one world to look at alone.
bool SeedGiven();
// 1, or 20 where PASSUNG_LONG is set.
int32_t LongFactor();
// "reproduce with: PASSUNG_SEED=…"
std::string Reproduce(uint64_t seed);

// The engine over a world, and the oracle's knowledge of the same files.
struct Universe {
  std::shared_ptr<const Knowledge> knowledge;
  oracle::OracleKnowledge known;
};
const Universe& WorldUniverse();    // with WorldClassification
const Universe& BuiltInUniverse();  // without a classification
// With WorldClassification and an operator's matrix: times or commuters for half of all pairs.
const Universe& MatrixUniverse();

// A fresh engine with these rows published. A row that BuildSnapshot refuses fails the test.
std::unique_ptr<Engine> EngineOver(const Universe& universe, std::vector<Mentee> mentees,
                                   std::vector<Vacancy> vacancies);

// One line for each difference; empty where all agrees.
std::vector<std::string> Differences(const Match& match, const oracle::Hit& hit,
                                     const oracle::Oracle& judge, const ScoreInterval& interval);
std::vector<std::string> Differences(const Summary& engine, const Summary& oracle);

// What counts of a person and a vacancy, in few lines.
std::string Describe(const Mentee& mentee);
std::string Describe(const Vacancy& vacancy);

}  // namespace passung

#endif  // PASSUNG_TESTS_PROPERTIES_COMPARE_H_
