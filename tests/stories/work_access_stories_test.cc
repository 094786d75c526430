// B1 and B8: labour-market access decides when, never how well it fits.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stories/story_world.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using enum RuleKey;

constexpr char kZwickau[] = "14524";
constexpr char kDresden[] = "14612";

std::vector<Vacancy> KitchenVacancies() {
  return {StoryVacancy("V1")
              .Kind(VacancyKind::kTrainingDual)
              .Of("29302")
              .In(kZwickau)
              .Starts("2026-08-01")
              .WantsGerman(LanguageLevel::kB1),
          StoryVacancy("V2").Of("29301").In(kZwickau),
          StoryVacancy("V3").Of("29301").In(kZwickau).Agency(true),
          StoryVacancy("V4").Of("29302").In(kZwickau).WantsGerman(LanguageLevel::kB1),
          StoryVacancy("V5").Of("51311").In(kZwickau)};
}

// 50 months of Duldung on the day of the story.
MenteeBuilder KitchenHelper() {
  return StoryMentee("b1")
      .In(kZwickau)
      .WithStatus(ResidenceStatus::kDuldung60a)
      .HousedIn(Housing::kMunicipality)
      .StaySince("2021-12-15")
      .WithNote(AccessNote::kPermissionNeeded)
      .WithBar(AccessBar::kNone)
      .Worked("29301", 30)
      .Wishes("29302")
      .WithGerman(
          German(LanguageLevel::kB1, LanguageLevel::kB1, LanguageLevel::kB1, LanguageLevel::kA2))
      .WithCar(false)
      .OnTrack(Track::kTraining);
}

const std::vector<std::string> kAllFive = {"V1", "V2", "V3", "V4", "V5"};

TEST(B1FourYearsOfDuldung, EverythingIsLaterAndNothingIsDropped) {
  const StoryAnswer answer = StoryWorld(KitchenVacancies()).Ask(KitchenHelper());
  for (const std::string& id : kAllFive) {
    const RuleOutcome& access = answer.Outcome(id, kWorkAccess);
    EXPECT_EQ(access.verdict, Verdict::kPassAfter) << id;
    EXPECT_EQ(access.step, Step::kAskForeignersOffice) << id << " needs no consent of the BA";
    EXPECT_EQ(access.lead_days, 28) << id;
    EXPECT_FALSE(access.from.has_value()) << id;
  }
  EXPECT_EQ(answer.Order().size(), 5u);
  EXPECT_TRUE(answer.HasFlag("V3", Flag::kTemporaryAgency));
  EXPECT_FALSE(answer.HasFlag("V2", Flag::kTemporaryAgency));
}

TEST(B1FourYearsOfDuldung, TrainingComesFirst) {
  const StoryWorld world(KitchenVacancies());
  const StoryAnswer answer = world.Ask(KitchenHelper());
  EXPECT_NEAR(answer.Percent("V1"), 86.7, 0.06);
  EXPECT_NEAR(answer.Percent("V2"), 82.2, 0.06);
  EXPECT_NEAR(answer.Percent("V4"), 75.2, 0.06);
  EXPECT_NEAR(answer.Percent("V5"), 69.2, 0.06);
  EXPECT_THAT(answer.Order(), ElementsAre("V1", "V2", "V3", "V4", "V5"));
  EXPECT_EQ(answer.Score("V2"), answer.Score("V3"));
  EXPECT_EQ(answer.Points("V1", CriterionKey::kLevelAdequacy), 10000);
  EXPECT_EQ(answer.Points("V4", CriterionKey::kLevelAdequacy), 5000);

  const StoryAnswer training = world.Ask(KitchenHelper(), "training_first");
  EXPECT_GT(training.Score("V1"), training.Score("V2"));
  EXPECT_GE(training.Score("V1") - training.Score("V4"), 15'000'000);
}

struct Variant {
  const char* name;
  MenteeBuilder mentee;
};

TEST(B1FourYearsOfDuldung, NoVariantOfAccessMovesASingleDigit) {
  const StoryWorld world(KitchenVacancies());
  const StoryAnswer base = world.Ask(KitchenHelper());
  const Variant variants[] = {
      {"14 months", KitchenHelper().StaySince("2024-12-15")},
      {"2 months", KitchenHelper().StaySince("2025-12-15")},
      {"section 60b", KitchenHelper().WithStatus(ResidenceStatus::kDuldung60b)},
      {"status unknown", KitchenHelper().Change([](Mentee& m) { m.residence.titles.clear(); })},
      {"note: allowed", KitchenHelper().WithNote(AccessNote::kAllowed)}};
  for (const Variant& variant : variants) {
    const StoryAnswer answer = world.Ask(variant.mentee);
    for (const std::string& id : kAllFive) {
      EXPECT_EQ(answer.Score(id), base.Score(id)) << variant.name << " " << id;
    }
  }
}

TEST(B1FourYearsOfDuldung, AfterFourteenMonthsJobsNeedTheBaAndTrainingDoesNot) {
  const StoryAnswer answer =
      StoryWorld(KitchenVacancies()).Ask(KitchenHelper().StaySince("2024-12-15"));
  EXPECT_EQ(answer.Outcome("V1", kWorkAccess).step, Step::kAskForeignersOffice);
  for (const char* id : {"V2", "V3", "V4", "V5"}) {
    EXPECT_EQ(answer.Outcome(id, kWorkAccess).step, Step::kAskForeignersOfficeAndBa) << id;
    EXPECT_EQ(answer.Outcome(id, kWorkAccess).lead_days, 42) << id;
  }
}

TEST(B1FourYearsOfDuldung, AfterTwoMonthsJobsWaitForADay) {
  const StoryAnswer answer =
      StoryWorld(KitchenVacancies()).Ask(KitchenHelper().StaySince("2025-12-15"));
  EXPECT_EQ(answer.Outcome("V1", kWorkAccess).step, Step::kAskForeignersOffice);
  EXPECT_FALSE(answer.Outcome("V1", kWorkAccess).from.has_value());
  for (const char* id : {"V2", "V3", "V4", "V5"}) {
    EXPECT_EQ(answer.VerdictOf(id, kWorkAccess), Verdict::kPassAfter) << id;
    EXPECT_EQ(answer.Outcome(id, kWorkAccess).from, Day("2026-03-15")) << id;
  }
}

TEST(B1FourYearsOfDuldung, Section60bBarsWorkButNotSchool) {
  std::vector<Vacancy> vacancies = KitchenVacancies();
  vacancies.push_back(
      StoryVacancy("school").Kind(VacancyKind::kTrainingSchool).Of("29302").In(kZwickau));
  const StoryAnswer answer =
      StoryWorld(vacancies).Ask(KitchenHelper().WithStatus(ResidenceStatus::kDuldung60b));
  for (const std::string& id : kAllFive) {
    EXPECT_EQ(answer.VerdictOf(id, kWorkAccess), Verdict::kFail) << id;
    EXPECT_EQ(answer.Outcome(id, kWorkAccess).reason, Reason::kWorkNotAllowed) << id;
  }
  EXPECT_EQ(answer.VerdictOf("school", kWorkAccess), Verdict::kPass);
}

TEST(B1FourYearsOfDuldung, AnUnknownStatusDropsNothing) {
  const StoryAnswer answer =
      StoryWorld(KitchenVacancies()).Ask(KitchenHelper().Change([](Mentee& m) {
        m.residence.titles.clear();
      }));
  for (const std::string& id : kAllFive) {
    EXPECT_EQ(answer.VerdictOf(id, kWorkAccess), Verdict::kUnknown) << id;
    EXPECT_TRUE(answer.IsListed(id)) << id;
  }
}

TEST(B1FourYearsOfDuldung, TheNoteInTheDocumentBeatsTheTable) {
  const StoryAnswer answer =
      StoryWorld(KitchenVacancies()).Ask(KitchenHelper().WithNote(AccessNote::kAllowed));
  for (const std::string& id : kAllFive) {
    EXPECT_EQ(answer.VerdictOf(id, kWorkAccess), Verdict::kPass) << id;
  }
}

TEST(B1FourYearsOfDuldung, ThePermissionIsTheBestStepAndEveryVacancyWaitsForIt) {
  const StorySteps steps = StoryWorld(KitchenVacancies()).Steps(KitchenHelper());
  const StepResult& best = steps.best();
  EXPECT_EQ(best.step.act, Step::kAskForeignersOffice);
  EXPECT_EQ(best.lead_days, 28);
  EXPECT_EQ(best.lead_source, LeadSource::kPractice);
  // Where German is not stated, that question stays.
  EXPECT_EQ(best.gain.becomes_open, 2);
  EXPECT_EQ(best.gain.becomes_open + best.gain.furthers, 5);
  EXPECT_FALSE(steps.Has(Step::kAskForeignersOfficeAndBa));
}

TEST(B1FourYearsOfDuldung, AfterFourteenMonthsTrainingAndJobsTakeDifferentPermissions) {
  const StorySteps steps =
      StoryWorld(KitchenVacancies()).Steps(KitchenHelper().StaySince("2024-12-15"));
  const ChangeGain& office = steps.Of(Step::kAskForeignersOffice).gain;
  const ChangeGain& with_ba = steps.Of(Step::kAskForeignersOfficeAndBa).gain;
  EXPECT_EQ(office.becomes_open + office.furthers, 1);
  EXPECT_EQ(with_ba.becomes_open + with_ba.furthers, 4);
  EXPECT_EQ(steps.Of(Step::kAskForeignersOfficeAndBa).lead_days, 42);
}

TEST(B8UnpaidWages, AnEuCitizenMayTakeAnyWorkAndExperienceLeads) {
  const auto a1 = LanguageLevel::kA1;
  const StoryWorld world({StoryVacancy("R1").Of("51311").In(kDresden).WantsGerman(a1),
                          StoryVacancy("R2").Of("51311").In(kDresden),
                          StoryVacancy("R3").Of("51312").In(kDresden),
                          StoryVacancy("R4").Of("62101").In(kDresden),
                          StoryVacancy("agency").Of("51311").In(kDresden).Agency(true)});
  const StoryAnswer answer = world.Ask(StoryMentee("b8")
                                           .In(kDresden)
                                           .WithStatus(ResidenceStatus::kEuFreeMovement)
                                           .Worked("51311", 26)
                                           .WithGerman(a1)
                                           .Speaks("ro"));
  for (const char* id : {"R1", "R2", "R3", "R4", "agency"}) {
    EXPECT_EQ(answer.VerdictOf(id, kWorkAccess), Verdict::kPass) << id;
  }
  EXPECT_NEAR(answer.Percent("R1"), 82.9, 0.06);
  EXPECT_NEAR(answer.Percent("R2"), 76.6, 0.06);
  EXPECT_NEAR(answer.Percent("R3"), 64.2, 0.06);
  EXPECT_NEAR(answer.Percent("R4"), 63.6, 0.06);
  EXPECT_GT(answer.Score("R1"), answer.Score("R2"));
  EXPECT_GT(answer.Score("R2"), answer.Score("R3"));
  EXPECT_GT(answer.Score("R2"), answer.Score("R4"));
}

}  // namespace
}  // namespace passung
