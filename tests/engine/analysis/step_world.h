// A random mentee and a few vacancies, of which the unlock analysis is asked.
#ifndef PASSUNG_TESTS_ENGINE_ANALYSIS_STEP_WORLD_H_
#define PASSUNG_TESTS_ENGINE_ANALYSIS_STEP_WORLD_H_

#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include "passung/engine.h"
#include "tests/support/builders.h"
#include "tests/support/oracle.h"
#include "tests/support/random_world.h"

namespace passung {

struct WorldKnowledgePair {
  std::shared_ptr<const Knowledge> knowledge = *Knowledge::Create({}, WorldClassification());
  oracle::OracleKnowledge known = oracle::ReadKnowledge({}, WorldClassification());
};
inline const WorldKnowledgePair& WorldKnown() {
  static const auto& known = *new WorldKnowledgePair;
  return known;
}

inline int32_t LongFactor() { return std::getenv("PASSUNG_LONG") != nullptr ? 20 : 1; }

class StepWorld {
 public:
  explicit StepWorld(uint64_t seed, int32_t most_vacancies = 9) : random_(seed) {
    Set(MakeRandomWorld(random_, {.mentees = 1,
                                  .vacancies = random_.Between(3, most_vacancies),
                                  .unknown_percent = random_.Pick<int32_t>({0, 10, 25})}));
  }
  // Of these people and vacancies, with random options.
  StepWorld(uint64_t seed, RandomWorld world) : random_(seed) { Set(std::move(world)); }

  const Mentee& mentee() const { return world_.mentees.front(); }
  const std::vector<Vacancy>& vacancies() const { return world_.vacancies; }
  StepOptions& options() { return options_; }
  absl::StatusOr<StepReport> Ask() const { return Ask(mentee()); }
  absl::StatusOr<StepReport> Ask(const Mentee& mentee) const { return Ask(mentee, options_); }
  absl::StatusOr<StepReport> Ask(const Mentee& mentee, const StepOptions& options) const {
    return engine_.AnalyzeSteps(mentee, options);
  }

 private:
  void Set(RandomWorld world) {
    world_ = std::move(world);
    options_.match = RandomSearchOptions(random_);
    options_.match.classes.clear();
    options_.match.limit = random_.Pick<int32_t>({1, 2, 4, 20});
    options_.bar = random_.Pick<int32_t>({0, 40'000'000, 55'000'000, 70'000'000, 100'000'000});
    options_.examples = random_.Pick<int32_t>({0, 1, 3, 20});
    SnapshotInput input{.knowledge = WorldKnown().knowledge, .vacancies = world_.vacancies};
    engine_.Publish(*BuildSnapshot(std::move(input)));
  }

  RandomSource random_;
  RandomWorld world_;
  StepOptions options_;
  Engine engine_;
};

}  // namespace passung

#endif  // PASSUNG_TESTS_ENGINE_ANALYSIS_STEP_WORLD_H_
