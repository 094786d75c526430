// One mentee and one vacancy, judged by the engine: what a test of a single rule or criterion needs.
#ifndef PASSUNG_TESTS_SUPPORT_JUDGE_PAIR_H_
#define PASSUNG_TESTS_SUPPORT_JUDGE_PAIR_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "passung/engine.h"
#include "tests/support/builders.h"

namespace passung {

struct PairOptions {
  std::string profile = "default";
  Date as_of = StoryDay();
  bool frozen = false;
  ProfileOverrides overrides;
  std::shared_ptr<const Knowledge> knowledge = Knowledge::BuiltIn();
};

// The whole answer. A refusal ends the test program: it is a mistake in the test.
Match JudgePair(const Mentee& mentee, const Vacancy& vacancy, const PairOptions& options = {});

RuleOutcome OutcomeOf(RuleKey rule, const Mentee& mentee, const Vacancy& vacancy,
                      const PairOptions& options = {});
Contribution ContributionOf(CriterionKey criterion, const Mentee& mentee, const Vacancy& vacancy,
                            const PairOptions& options = {});
inline int32_t PointsOf(CriterionKey criterion, const Mentee& mentee, const Vacancy& vacancy,
                        const PairOptions& options = {}) {
  return ContributionOf(criterion, mentee, vacancy, options).points;
}

// The value of a parameter, empty if it is not there.
std::string Parameter(const ReasonParameters& parameters, absl::string_view name);

// The built-in knowledge with the official neighbours that the tests speak of.
std::shared_ptr<const Knowledge> KnowledgeWithNeighbours();

}  // namespace passung

#endif  // PASSUNG_TESTS_SUPPORT_JUDGE_PAIR_H_
