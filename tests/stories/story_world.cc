#include "tests/stories/story_world.h"

#include <algorithm>

#include "engine/base/check.h"
#include "tests/support/judge_pair.h"

namespace passung {
StoryAnswer::StoryAnswer(RankResult result) {
  for (Match& match : result.matches) {
    if (match.hit_class != HitClass::kClosed) order_.push_back(match.vacancy.value);
    matches_.emplace(match.vacancy.value, std::move(match));
  }
}

const Match& StoryAnswer::At(absl::string_view vacancy) const {
  const auto at = matches_.find(std::string(vacancy));
  PASSUNG_CHECK(at != matches_.end());
  return at->second;
}

const RuleOutcome& StoryAnswer::Outcome(absl::string_view vacancy, RuleKey rule) const {
  const auto& outcomes = At(vacancy).outcomes;
  const auto at = std::find_if(outcomes.begin(), outcomes.end(),
                               [&](const RuleOutcome& outcome) { return outcome.rule == rule; });
  PASSUNG_CHECK(at != outcomes.end());
  return *at;
}

bool StoryAnswer::HasFlag(absl::string_view vacancy, Flag flag) const {
  const auto& flags = At(vacancy).flags;
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

int32_t StoryAnswer::Points(absl::string_view vacancy, CriterionKey criterion) const {
  const auto& contributions = At(vacancy).contributions;
  const auto at =
      std::find_if(contributions.begin(), contributions.end(),
                   [&](const Contribution& entry) { return entry.criterion == criterion; });
  PASSUNG_CHECK(at != contributions.end());
  return at->points;
}

bool StoryAnswer::AllPass(absl::string_view vacancy) const {
  const auto& outcomes = At(vacancy).outcomes;
  return std::all_of(outcomes.begin(), outcomes.end(),
                     [](const RuleOutcome& outcome) { return outcome.verdict == Verdict::kPass; });
}

std::vector<std::string> StoryAnswer::Failing(absl::string_view vacancy) const {
  std::vector<std::string> names;
  for (const RuleOutcome& outcome : At(vacancy).outcomes) {
    if (outcome.verdict == Verdict::kFail) names.emplace_back(Name(outcome.rule));
  }
  return names;
}

std::vector<std::string> StoryAnswer::Order() const { return order_; }

StoryWorld::StoryWorld(std::vector<Vacancy> vacancies) {
  auto snapshot = BuildSnapshot(
      {.knowledge = KnowledgeWithNeighbours(), .mentees = {}, .vacancies = std::move(vacancies)});
  PASSUNG_CHECK(snapshot.ok());
  engine_.Publish(*std::move(snapshot));
}

StoryAnswer StoryWorld::Ask(const Mentee& mentee, absl::string_view profile, Date as_of) const {
  MatchOptions options{.as_of = as_of, .limit = 1000, .profile = *ShippedProfile(profile)};
  options.classes = {HitClass::kOpen, HitClass::kLater, HitClass::kUnclear, HitClass::kClosed};
  auto result = engine_.RankVacancies(mentee, options);
  PASSUNG_CHECK(result.ok());
  return StoryAnswer(*std::move(result));
}

std::vector<std::string> StoryWorld::OrderFor(const Vacancy& vacancy, std::vector<Mentee> mentees) {
  Engine engine;
  engine.Publish(
      BuildSnapshot({.knowledge = KnowledgeWithNeighbours(), .mentees = std::move(mentees)})
          .value());
  const auto ranked = engine.RankMentees(
      vacancy, {.as_of = StoryDay(), .limit = 1000, .profile = *ShippedProfile("default")});
  PASSUNG_CHECK(ranked.ok());
  std::vector<std::string> order;
  for (const Match& match : ranked->matches) order.push_back(match.mentee.value);
  return order;
}

UnknownsResult StoryWorld::Questions(const Mentee& mentee, ProfileOverrides overrides) const {
  MatchOptions options{.as_of = StoryDay(), .profile = ShippedProfile("default").value()};
  options.overrides = std::move(overrides);
  return engine_.AnalyzeUnknowns(mentee, options).value();
}

StorySteps StoryWorld::Steps(const Mentee& mentee, absl::string_view profile, Date as_of) const {
  StepOptions options;
  options.match.as_of = as_of;
  options.match.profile = *ShippedProfile(profile);
  options.examples = 20;
  auto report = engine_.AnalyzeSteps(mentee, options);
  PASSUNG_CHECK(report.ok());
  return StorySteps(*std::move(report));
}

StepBundle StoryWorld::Bundle(const Mentee& mentee, StepGoal goal) const {
  StepOptions options;
  options.match.as_of = StoryDay();
  options.match.profile = *ShippedProfile("default");
  options.examples = 20;
  options.bundle = {.goal = goal, .without = {Step::kMoveHome}};
  return *engine_.AnalyzeSteps(mentee, options)->bundle;
}

const StepResult* StorySteps::Find(Step act) const {
  for (const StepResult& result : report_.steps) {
    if (result.step.act == act) return &result;
  }
  return nullptr;
}

const StepResult& StorySteps::Of(Step act) const {
  const StepResult* found = Find(act);
  PASSUNG_CHECK(found != nullptr);
  return *found;
}

const StepResult& StorySteps::OfLicence(LicenceKind licence) const {
  const auto found =
      std::find_if(report_.steps.begin(), report_.steps.end(),
                   [&](const StepResult& result) { return result.step.licence == licence; });
  PASSUNG_CHECK(found != report_.steps.end());
  return *found;
}

const StepResult& StorySteps::ToGerman(LanguageLevel level) const {
  const auto found =
      std::find_if(report_.steps.begin(), report_.steps.end(), [&](const StepResult& result) {
        return result.step.act == Step::kLearnGerman && !result.step.skill &&
               result.step.level == level;
      });
  PASSUNG_CHECK(found != report_.steps.end());
  return *found;
}

std::vector<std::string> StorySteps::OpenedBy(const StepResult& result) {
  std::vector<std::string> opened;
  for (const ChangeExample& example : result.gain.examples) {
    if (example.class_before == HitClass::kClosed && example.class_after != HitClass::kClosed) {
      opened.push_back(example.vacancy.value);
    }
  }
  std::sort(opened.begin(), opened.end());
  return opened;
}

bool StorySteps::OnlyOneOpens(const StepResult& result) const {
  return std::all_of(report_.steps.begin(), report_.steps.end(), [&](const StepResult& other) {
    return other.step == result.step || other.gain.becomes_listed == 0;
  });
}

}  // namespace passung
