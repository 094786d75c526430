// The stage of the acceptance stories: a few vacancies, one mentee, any shipped profile.
#ifndef PASSUNG_TESTS_STORIES_STORY_WORLD_H_
#define PASSUNG_TESTS_STORIES_STORY_WORLD_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/engine.h"
#include "tests/support/builders.h"

namespace passung {

// Listening, reading and speaking A2, writing A1.
inline SkillLevels AlmostA2() {
  constexpr auto kA2 = LanguageLevel::kA2;
  return German(kA2, kA2, kA2, LanguageLevel::kA1);
}

// The list of one mentee under one profile; hits that enforced rules drop included.
class StoryAnswer {
 public:
  explicit StoryAnswer(RankResult result);

  const Match& At(absl::string_view vacancy) const;
  int32_t Score(absl::string_view vacancy) const { return At(vacancy).score; }
  // Per cent of the greatest score, as people see it.
  double Percent(absl::string_view vacancy) const { return Score(vacancy) / 1'000'000.0; }
  bool IsListed(absl::string_view vacancy) const {
    return At(vacancy).hit_class != HitClass::kClosed;
  }
  const RuleOutcome& Outcome(absl::string_view vacancy, RuleKey rule) const;
  Verdict VerdictOf(absl::string_view vacancy, RuleKey rule) const {
    return Outcome(vacancy, rule).verdict;
  }
  bool HasFlag(absl::string_view vacancy, Flag flag) const;
  int32_t Points(absl::string_view vacancy, CriterionKey criterion) const;
  // The worst verdict over all rules that are not `vacancy_open`-like details of the story: every
  // rule judged passes.
  bool AllPass(absl::string_view vacancy) const;
  // Names of the rules that fail.
  std::vector<std::string> Failing(absl::string_view vacancy) const;
  // Listed vacancies in the order of the list.
  std::vector<std::string> Order() const;

 private:
  std::map<std::string, Match> matches_;
  std::vector<std::string> order_;
};

// The steps of one mentee under one profile.
class StorySteps {
 public:
  explicit StorySteps(StepReport report) : report_(std::move(report)) {}

  const std::vector<StepResult>& all() const { return report_.steps; }
  const StepResult& best() const { return report_.steps.front(); }
  bool Has(Step act) const { return Find(act) != nullptr; }
  // The first of this kind; of German the one to `level` in all skills.
  const StepResult& Of(Step act) const;
  const StepResult& OfLicence(LicenceKind licence) const;
  const StepResult& ToGerman(LanguageLevel level) const;
  // The vacancies that a step opens, in the order of ids.
  static std::vector<std::string> OpenedBy(const StepResult& result);
  // No step but this one opens anything.
  bool OnlyOneOpens(const StepResult& result) const;

 private:
  const StepResult* Find(Step act) const;

  StepReport report_;
};

class StoryWorld {
 public:
  explicit StoryWorld(std::vector<Vacancy> vacancies);

  StoryAnswer Ask(const Mentee& mentee, absl::string_view profile = "default",
                  Date as_of = StoryDay()) const;
  // Ids of the listed mentees in the order of the mirror, under the profile `default`.
  static std::vector<std::string> OrderFor(const Vacancy& vacancy, std::vector<Mentee> mentees);
  // What is not known of the mentee, under the profile `default`.
  UnknownsResult Questions(const Mentee& mentee, ProfileOverrides overrides = {}) const;
  StorySteps Steps(const Mentee& mentee, absl::string_view profile = "default",
                   Date as_of = StoryDay()) const;
  // The best bundle of at most four steps, under the profile `default`.
  StepBundle Bundle(const Mentee& mentee, StepGoal goal = StepGoal::kListed) const;

 private:
  Engine engine_;
};

}  // namespace passung

#endif  // PASSUNG_TESTS_STORIES_STORY_WORLD_H_
