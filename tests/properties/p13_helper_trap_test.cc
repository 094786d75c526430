// Properties 13 and 14 enumerated in full (acceptance A8): no helper trap, training is no gap.

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "tests/properties/compare.h"
#include "tests/support/builders.h"

namespace passung {
namespace {

int32_t ScoreOf(const Engine& engine, const Mentee& mentee, const Vacancy& vacancy,
                const ScoringProfile& profile) {
  MatchOptions options;
  options.as_of = StoryDay();
  options.profile = profile;
  const auto result = engine.ExplainMatch(mentee, vacancy, options);
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? result->match.score : 0;
}

// A qualification, the job of the own occupation at the usable level, the helper job of it.
struct Family {
  const char* qualification;
  int32_t dqr_level;
  const char* capped_job;  // usable level at most 3
  const char* free_job;    // without a cap
  const char* helper_job;
  LanguageLevel by_law;  // the job of the own occupation demands at least this
};
constexpr Family kFamilies[] = {
    {"29302", 4, "29302", "29302", "29301", LanguageLevel::kA1},  // cook: bars nobody
    {"25103", 6, "25103", "25103", "25101", LanguageLevel::kA1},  // technician
    {"25104", 7, "25103", "25104", "25101",
     LanguageLevel::kA1},  // engineer: the title is protected
    {"81302", 4, "81302", "81302", "81301", LanguageLevel::kB2},  // nurse: barred
    {"81313", 6, "81313", "81313", "81301",
     LanguageLevel::kB2}};  // specialist nurse: barred, one profession

bool IsCapped(RecognitionOutcome outcome, RecognitionStep step) {
  const auto status = oracle::Status(outcome, step);
  return oracle::Capped(4, status, 3) == 3;
}

TEST(HelperTrapTest, TheOwnOccupationAtTheUsableLevelBeatsItsHelperJob) {
  const auto engine = EngineOver(BuiltInUniverse(), {}, {});
  int32_t compared = 0;
  for (const ScoringProfile& profile : ShippedProfiles()) {
    int32_t margin = 100'000'000;
    for (const Family& family : kFamilies) {
      for (size_t o = 0; o < EnumCount<RecognitionOutcome>(); ++o) {
        for (size_t p = 0; p < EnumCount<RecognitionStep>(); ++p) {
          const auto outcome = static_cast<RecognitionOutcome>(o);
          const auto step = static_cast<RecognitionStep>(p);
          const char* own = IsCapped(outcome, step) ? family.capped_job : family.free_job;
          for (auto wanted = static_cast<int32_t>(family.by_law); wanted <= 6; ++wanted) {
            // How many skills are one level short; which ones does not matter.
            for (size_t short_skills = 0; short_skills <= 4; ++short_skills) {
              const auto need = static_cast<LanguageLevel>(wanted);
              SkillLevels has = German(need);
              for (size_t s = 0; s < short_skills; ++s) {
                has[s] = static_cast<LanguageLevel>(wanted - 1);
              }
              const Mentee person = StoryMentee("m").In("14612").WithGerman(has).Qualified(
                  family.qualification, outcome, step, family.dqr_level);
              const auto score = [&](const char* code) {
                return ScoreOf(*engine, person,
                               StoryVacancy("v").Of(code).In("14612").WantsGerman(need), profile);
              };
              const int32_t ahead = score(own) - score(family.helper_job);
              margin = std::min(margin, ahead);
              ++compared;
              ASSERT_GT(ahead, 0) << profile.id << " " << family.qualification << " "
                                  << Name(outcome) << " " << Name(step) << " wanted " << Name(need)
                                  << ", " << short_skills << " skills short";
            }
          }
        }
      }
    }
    std::cout << profile.id << ": least margin " << margin << "\n";
  }
  std::cout << compared << " people compared\n";
}

// The relation to an occupation of the same four digits may differ by the fifth; everything else
// must not.
TEST(TrainingIsNoGapTest, TheFifthDigitOfATrainingMovesNothingButTheRelation) {
  const auto engine = EngineOver(BuiltInUniverse(), {}, {});
  const Mentee people[] = {StoryMentee("none").In("14612").WithGerman(LanguageLevel::kB1),
                           StoryMentee("wish").In("14612").Wishes("25104"),
                           StoryMentee("worked").In("14612").Worked("54101", 20),
                           StoryMentee("near").In("14612").Worked("29201", 40).Wishes("29402")};
  for (const ScoringProfile& profile : ShippedProfiles()) {
    for (const Mentee& person : people) {
      for (VacancyKind kind :
           {VacancyKind::kTrainingDual, VacancyKind::kTrainingSchool, VacancyKind::kRetraining}) {
        std::vector<int32_t> scores;
        for (const char* code : {"29301", "29302", "29303", "29304"}) {
          scores.push_back(
              ScoreOf(*engine, person, StoryVacancy("v").Of(code).In("14612").Kind(kind), profile));
        }
        for (int32_t score : scores) EXPECT_EQ(scores[0], score) << profile.id << person.id.value;
      }
    }
  }
}

}  // namespace
}  // namespace passung
