#include "tests/support/judge_pair.h"

#include <algorithm>

#include "engine/base/check.h"

namespace passung {

Match JudgePair(const Mentee& mentee, const Vacancy& vacancy, const PairOptions& options) {
  auto snapshot = BuildSnapshot({.knowledge = options.knowledge, .mentees = {}, .vacancies = {}});
  PASSUNG_CHECK(snapshot.ok());
  Engine engine;
  engine.Publish(*std::move(snapshot));
  const auto result = engine.ExplainMatch(mentee, vacancy,
                                          {.as_of = options.as_of,
                                           .profile = *ShippedProfile(options.profile),
                                           .overrides = options.overrides,
                                           .frozen = options.frozen});
  PASSUNG_CHECK(result.ok());
  return result->match;
}

RuleOutcome OutcomeOf(RuleKey rule, const Mentee& mentee, const Vacancy& vacancy,
                      const PairOptions& options) {
  const Match match = JudgePair(mentee, vacancy, options);
  const auto at = std::find_if(match.outcomes.begin(), match.outcomes.end(),
                               [&](const RuleOutcome& outcome) { return outcome.rule == rule; });
  PASSUNG_CHECK(at != match.outcomes.end());
  return *at;
}

Contribution ContributionOf(CriterionKey criterion, const Mentee& mentee, const Vacancy& vacancy,
                            const PairOptions& options) {
  const Match match = JudgePair(mentee, vacancy, options);
  const auto at =
      std::find_if(match.contributions.begin(), match.contributions.end(),
                   [&](const Contribution& entry) { return entry.criterion == criterion; });
  PASSUNG_CHECK(at != match.contributions.end());
  return *at;
}

std::string Parameter(const ReasonParameters& parameters, absl::string_view name) {
  for (const ReasonParameter& parameter : parameters) {
    if (Name(parameter.name) == name) return parameter.value.ToString();
  }
  return "";
}

std::shared_ptr<const Knowledge> KnowledgeWithNeighbours() {
  ClassificationRows rows;
  rows.neighbours = {{"2510", "2722"}, {"8130", "8314"}, {"8130", "8313"},
                     {"2625", "2630"}, {"841", "831"},   {"841", "844"}};
  auto knowledge = Knowledge::Create({}, rows);
  PASSUNG_CHECK(knowledge.ok());
  return *std::move(knowledge);
}

}  // namespace passung
