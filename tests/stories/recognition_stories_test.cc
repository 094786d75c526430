// B2, B3, B7 and B11: recognition bars only where a law says so, and helper work stays a bridge.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/stories/story_world.h"

namespace passung {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using enum RuleKey;

constexpr char kDresden[] = "14612";
constexpr char kMeissen[] = "14627";
constexpr char kChemnitz[] = "14511";
constexpr char kLeipzig[] = "14713";
constexpr char kZwickau[] = "14524";
constexpr auto kB1 = LanguageLevel::kB1;
constexpr auto kB2 = LanguageLevel::kB2;

std::vector<Vacancy> CareVacancies() {
  return {StoryVacancy("W1").Of("81302").In(kDresden),
          StoryVacancy("W5").Of("82102").In(kMeissen),
          StoryVacancy("W2").Of("82101").In(kDresden).Supports(
              {SupportItem::kGermanCourse, SupportItem::kRecognitionSupport}),
          StoryVacancy("W2b").Of("81301").In(kDresden),
          StoryVacancy("W6").Of("83141").In(kDresden),
          StoryVacancy("W4").Of("54101").In(kDresden)};
}

MenteeBuilder Nurse(RecognitionOutcome outcome, RecognitionStep step, LanguageLevel german) {
  return StoryMentee("b2")
      .In(kDresden)
      .WithStatus(ResidenceStatus::kS24)
      .DocumentUntil("2027-03-04")
      .Qualified("81302", outcome, step)
      .Worked("81302", 60)
      .WithGerman(german);
}

MenteeBuilder NurseWithPermitPending(LanguageLevel german) {
  return Nurse(RecognitionOutcome::kFull, RecognitionStep::kPermitPending, german);
}

TEST(B2NurseWithoutB2, HospitalAndElderlyCareAreClosedByThePermitAndByGermanAlone) {
  const StoryAnswer answer = StoryWorld(CareVacancies()).Ask(NurseWithPermitPending(kB1));
  for (const char* id : {"W1", "W5"}) {
    EXPECT_FALSE(answer.IsListed(id)) << id;
    EXPECT_THAT(answer.Failing(id), ElementsAre("regulated_profession", "language_floor")) << id;
    EXPECT_EQ(answer.Outcome(id, kRegulatedProfession).reason, Reason::kPermitPending) << id;
    EXPECT_EQ(answer.Outcome(id, kRegulatedProfession).step, Step::kLearnGerman) << id;
  }
  EXPECT_THAT(answer.Order(), ElementsAre("W2", "W2b", "W6", "W4"));
}

TEST(B2NurseWithoutB2, B2InAllSkillsOpensBothAfterTheIssueOfThePermit) {
  const StoryAnswer answer = StoryWorld(CareVacancies()).Ask(NurseWithPermitPending(kB2));
  for (const char* id : {"W1", "W5"}) {
    EXPECT_EQ(answer.VerdictOf(id, kLanguageFloor), Verdict::kPass) << id;
    EXPECT_EQ(answer.VerdictOf(id, kRegulatedProfession), Verdict::kPassAfter) << id;
    EXPECT_EQ(answer.Outcome(id, kRegulatedProfession).step, Step::kIssueOfPermit) << id;
    EXPECT_EQ(answer.At(id).hit_class, HitClass::kLater) << id;
  }
}

TEST(B2NurseWithoutB2, HelperWorkInTheFieldIsABridgeAndCleaningIsNot) {
  const StoryAnswer answer = StoryWorld(CareVacancies()).Ask(NurseWithPermitPending(kB1));
  for (const char* id : {"W2", "W2b", "W6"}) {
    EXPECT_TRUE(answer.AllPass(id) || answer.At(id).hit_class == HitClass::kUnclear) << id;
    EXPECT_EQ(answer.VerdictOf(id, kRegulatedProfession), Verdict::kPass) << id;
    EXPECT_TRUE(answer.HasFlag(id, Flag::kBridge)) << id;
    EXPECT_FALSE(answer.HasFlag(id, Flag::kUnderUsed)) << id;
  }
  EXPECT_TRUE(answer.HasFlag("W4", Flag::kUnderUsed));
}

TEST(B2NurseWithoutB2, TheOwnProfessionLeadsTheOrderOfScores) {
  const StoryAnswer answer = StoryWorld(CareVacancies()).Ask(NurseWithPermitPending(kB1));
  const std::pair<const char*, double> expected[] = {{"W1", 85.0},  {"W5", 81.3}, {"W2", 79.5},
                                                     {"W2b", 78.1}, {"W6", 70.3}, {"W4", 62.5}};
  for (const auto& [id, percent] : expected) EXPECT_NEAR(answer.Percent(id), percent, 0.06) << id;
}

TEST(B2NurseWithoutB2, WithB2AndPermitTheProfessionOpensAndHelperWorkIsUnderUse) {
  const StoryWorld world(CareVacancies());
  const Mentee nurse = Nurse(RecognitionOutcome::kFull, RecognitionStep::kPermitGranted, kB2);
  const StoryAnswer answer = world.Ask(nurse);
  EXPECT_NEAR(answer.Percent("W1"), 92.6, 0.06);
  EXPECT_NEAR(answer.Percent("W5"), 88.9, 0.06);
  EXPECT_NEAR(answer.Percent("W2"), 79.8, 0.06);
  EXPECT_TRUE(answer.IsListed("W1"));
  EXPECT_TRUE(answer.HasFlag("W2", Flag::kUnderUsed));
  EXPECT_THAT(world.Ask(nurse, "adequate_employment").Order(), ElementsAre("W1", "W5"));
}

TEST(B2NurseWithoutB2, AnAdaptationCourseStandsAboveHelperWork) {
  std::vector<Vacancy> vacancies = CareVacancies();
  vacancies.push_back(
      StoryVacancy("course").Kind(VacancyKind::kAdaptation).Of("81302").In(kDresden));
  const StoryAnswer answer = StoryWorld(vacancies).Ask(
      Nurse(RecognitionOutcome::kCompensation, RecognitionStep::kDecided, kB1));
  EXPECT_TRUE(answer.IsListed("course"));
  EXPECT_EQ(answer.VerdictOf("course", kRegulatedProfession), Verdict::kPass);
  EXPECT_GT(answer.Score("course"), answer.Score("W2"));
  EXPECT_FALSE(answer.IsListed("W1"));
  EXPECT_EQ(answer.Outcome("W1", kRegulatedProfession).step, Step::kTakeMeasure);
}

TEST(B2NurseWithoutB2, NotFiledNamesFilingAsTheWay) {
  const StoryAnswer answer =
      StoryWorld(CareVacancies())
          .Ask(Nurse(RecognitionOutcome::kOpen, RecognitionStep::kNotFiled, kB1));
  EXPECT_EQ(answer.Outcome("W1", kRegulatedProfession).reason, Reason::kRecognitionRequired);
  EXPECT_EQ(answer.Outcome("W1", kRegulatedProfession).step, Step::kFileRecognition);
}

TEST(B2NurseWithoutB2, B2InAllSkillsIsTheBestStepAndOpensExactlyBothAloneOfAll) {
  const StorySteps steps = StoryWorld(CareVacancies()).Steps(NurseWithPermitPending(kB1));
  const StepResult& best = steps.best();
  EXPECT_TRUE(best.step == steps.ToGerman(kB2).step);
  EXPECT_EQ(best.gain.becomes_listed, 2);
  EXPECT_THAT(StorySteps::OpenedBy(best), ElementsAre("W1", "W5"));
  EXPECT_TRUE(steps.OnlyOneOpens(best));
  for (const Step act : {Step::kFileRecognition, Step::kTakeMeasure, Step::kIssueOfPermit}) {
    EXPECT_FALSE(steps.Has(act)) << Name(act);
  }
}

TEST(B2NurseWithoutB2, WithAMeasureDecidedNoSingleStepOpensTheProfessionButTheMeasureAndB2Do) {
  const StoryWorld world(CareVacancies());
  const Mentee nurse = Nurse(RecognitionOutcome::kCompensation, RecognitionStep::kDecided, kB1);
  const StorySteps steps = world.Steps(nurse);
  for (const StepResult& result : steps.all()) EXPECT_EQ(result.gain.becomes_listed, 0);
  EXPECT_EQ(steps.Of(Step::kTakeMeasure).gain.furthers, 2);
  EXPECT_EQ(steps.ToGerman(kB2).gain.furthers, 2);
  const Mentee after = AfterStep(nurse, steps.Of(Step::kTakeMeasure).step, StoryDay());
  EXPECT_THAT(StorySteps::OpenedBy(world.Steps(after).ToGerman(kB2)), ElementsAre("W1", "W5"));
}

TEST(B2NurseWithoutB2, NotFiledTheFirstStepIsToFile) {
  const StorySteps steps =
      StoryWorld(CareVacancies())
          .Steps(Nurse(RecognitionOutcome::kOpen, RecognitionStep::kNotFiled, kB1));
  const StepResult& best = steps.best();
  EXPECT_EQ(best.step.act, Step::kFileRecognition);
  EXPECT_EQ(best.lead_days, 98);
  ASSERT_EQ(best.outcomes.size(), 3u);
  EXPECT_EQ(best.outcomes[0].outcome, RecognitionOutcome::kFull);
  EXPECT_EQ(best.outcomes[0].recognition_step, RecognitionStep::kPermitPending);
  EXPECT_EQ(best.outcomes[1].outcome, RecognitionOutcome::kCompensation);
}

TEST(B2NurseWithoutB2, ADocumentThatEndsWithinHalfAYearOfTheStartIsFlagged) {
  const StoryWorld world({StoryVacancy("soon").Of("82101").In(kDresden).Starts("2026-10-01"),
                          StoryVacancy("early").Of("82101").In(kDresden).Starts("2026-06-01")});
  const StoryAnswer answer = world.Ask(NurseWithPermitPending(kB1));
  EXPECT_TRUE(answer.HasFlag("soon", Flag::kDocumentExpires));
  EXPECT_FALSE(answer.HasFlag("early", Flag::kDocumentExpires));
}

std::vector<Vacancy> EngineeringVacancies() {
  return {StoryVacancy("E1").Of("25104").In(kChemnitz).WantsGerman(kB2),
          StoryVacancy("E2").Of("27223").In(kChemnitz),
          StoryVacancy("E2b").Of("25103").In(kChemnitz),
          StoryVacancy("E3").Of("25122").In(kChemnitz),
          StoryVacancy("E4").Of("25101").In(kChemnitz),
          StoryVacancy("E5").Of("31104").In(kChemnitz),
          StoryVacancy("E6").Of("54101").In(kChemnitz)};
}

MenteeBuilder Engineer(RecognitionOutcome outcome = RecognitionOutcome::kOpen) {
  return StoryMentee("b3")
      .In(kChemnitz)
      .WithStatus(ResidenceStatus::kS25_2)
      .Qualified("25104", outcome, RecognitionStep::kNotFiled, 7)
      .Worked("25104", 48)
      .WithGerman(German(kB2, kB2, kB2, kB1));
}

TEST(B3EngineerWithoutRecognition, NothingIsBarredAndTheTitleIsNamed) {
  const StoryAnswer answer = StoryWorld(EngineeringVacancies()).Ask(Engineer());
  for (const char* id : {"E1", "E2", "E2b", "E3", "E4", "E5", "E6"}) {
    EXPECT_THAT(answer.Failing(id), testing::IsEmpty()) << id;
    EXPECT_EQ(answer.VerdictOf(id, kRegulatedProfession), Verdict::kPass) << id;
  }
  EXPECT_TRUE(answer.AllPass("E1"));
  EXPECT_EQ(answer.Outcome("E1", kRegulatedProfession).reason, Reason::kTitleOnly);
  EXPECT_TRUE(answer.HasFlag("E4", Flag::kUnderUsed));
  EXPECT_TRUE(answer.HasFlag("E6", Flag::kUnderUsed));
}

TEST(B3EngineerWithoutRecognition, TheOwnTradeLeadsAtEveryLevel) {
  const StoryWorld world(EngineeringVacancies());
  const StoryAnswer answer = world.Ask(Engineer());
  const std::pair<const char*, double> expected[] = {{"E2b", 84.2}, {"E1", 82.8}, {"E3", 77.5},
                                                     {"E2", 76.4},  {"E4", 75.0}, {"E6", 59.4},
                                                     {"E5", 44.9}};
  for (const auto& [id, percent] : expected) EXPECT_NEAR(answer.Percent(id), percent, 0.06) << id;

  const StoryAnswer adequate = world.Ask(Engineer(), "adequate_employment");
  EXPECT_GT(adequate.Score("E1"), adequate.Score("E2"));
  EXPECT_GT(adequate.Score("E2"), adequate.Score("E3"));
  EXPECT_GT(adequate.Score("E3"), adequate.Score("E4"));
  EXPECT_FALSE(adequate.IsListed("E4"));
  EXPECT_FALSE(adequate.IsListed("E6"));
  EXPECT_EQ(adequate.Outcome("E4", kKindAndTrack).reason, Reason::kHelperWorkBelowLevel);
}

TEST(B3EngineerWithoutRecognition, AStatementOfComparabilityPutsTheOwnLevelFirst) {
  const StoryWorld world(EngineeringVacancies());
  const StoryAnswer answer = world.Ask(Engineer(RecognitionOutcome::kComparable));
  EXPECT_NEAR(answer.Percent("E1"), 89.9, 0.06);
  EXPECT_NEAR(answer.Percent("E2b"), 84.8, 0.06);
}

TEST(B3EngineerWithoutRecognition, AStatementOfComparabilityComesBeforeWritingB2) {
  const StorySteps steps = StoryWorld(EngineeringVacancies()).Steps(Engineer());
  const auto place_of = [&](auto is_it) {
    return std::find_if(steps.all().begin(), steps.all().end(), is_it);
  };
  const auto statement = place_of(
      [](const StepResult& result) { return result.step.act == Step::kStatementOfComparability; });
  const auto writing = place_of([](const StepResult& result) {
    return result.step.skill == LanguageSkill::kWriting && result.step.level == kB2;
  });
  ASSERT_NE(statement, steps.all().end());
  ASSERT_NE(writing, steps.all().end());
  EXPECT_LT(statement, writing);
  EXPECT_EQ(statement->lead_days, 85);
  for (const StepResult& result : steps.all()) EXPECT_EQ(result.gain.becomes_listed, 0);
}

TEST(B3EngineerWithoutRecognition, TheStatementIsWorthMoreThanB2InWriting) {
  const StoryWorld world(EngineeringVacancies());
  const double today = world.Ask(Engineer()).Percent("E1");
  EXPECT_NEAR(world.Ask(Engineer(RecognitionOutcome::kComparable)).Percent("E1") - today, 7.1,
              0.06);
  EXPECT_NEAR(world.Ask(Engineer().WithGerman(kB2)).Percent("E1") - today, 1.4, 0.06);
}

TEST(B7Teacher, AfterSchoolCareNamesTheOfficeAndTheIndividualDecision) {
  const StoryAnswer answer =
      StoryWorld({StoryVacancy("Q6").Of("83113").In(kLeipzig)})
          .Ask(StoryMentee("b7")
                   .In(kLeipzig)
                   .WithStatus(ResidenceStatus::kS24)
                   .Qualified("84124", RecognitionOutcome::kOpen, RecognitionStep::kNotFiled, 7)
                   .WithGerman(kB2));
  const RuleOutcome& outcome = answer.Outcome("Q6", kRegulatedProfession);
  EXPECT_EQ(outcome.verdict, Verdict::kFail);
  for (const char* office : {"LaSuB", "Landesjugendamt"}) {
    EXPECT_THAT(outcome.parameters,
                Contains(testing::Field(
                    &ReasonParameter::value,
                    testing::Property(&ParameterValue::ToString, testing::HasSubstr(office)))));
  }
}

TEST(B7Teacher, PublicSchoolNeedsRecognitionAndAdultEducationDoesNot) {
  const StoryWorld world(
      {StoryVacancy("Q1").Of("84124").In(kLeipzig).WantsGerman(LanguageLevel::kC1),
       StoryVacancy("Q4").Of("84404").In(kLeipzig).WantsGerman(kB2),
       StoryVacancy("Q3").Of("83131").In(kLeipzig), StoryVacancy("Q6").Of("83113").In(kLeipzig),
       StoryVacancy("Q5").Of("62102").In(kLeipzig), StoryVacancy("Q7").Of("84124").In("15002")});
  const auto teacher = [](RecognitionStep step) {
    return StoryMentee("b7")
        .In(kLeipzig)
        .WithStatus(ResidenceStatus::kS24)
        .Qualified("84124", RecognitionOutcome::kOpen, step, 7)
        .Worked("84124", 96)
        .WithGerman(kB2);
  };
  const StoryAnswer answer = world.Ask(teacher(RecognitionStep::kNotFiled));
  EXPECT_THAT(answer.Failing("Q1"), ElementsAre("regulated_profession"))
      << "C1 is one level short of a required level";
  const RuleOutcome& barred = answer.Outcome("Q1", kRegulatedProfession);
  EXPECT_EQ(barred.reason, Reason::kRecognitionRequired);
  EXPECT_THAT(barred.parameters,
              Contains(testing::Field(
                  &ReasonParameter::value,
                  testing::Property(&ParameterValue::ToString, testing::HasSubstr("LaSuB")))));
  EXPECT_EQ(answer.VerdictOf("Q6", kRegulatedProfession), Verdict::kFail);
  EXPECT_EQ(answer.VerdictOf("Q7", kRegulatedProfession), Verdict::kUnknown)
      << "no row for Saxony-Anhalt";
  EXPECT_TRUE(answer.AllPass("Q4"));
  EXPECT_TRUE(answer.HasFlag("Q3", Flag::kUnderUsed));

  EXPECT_NEAR(answer.Percent("Q4"), 75.1, 0.06);
  EXPECT_NEAR(answer.Percent("Q3"), 67.3, 0.06);
  EXPECT_NEAR(answer.Percent("Q5"), 55.3, 0.06);
  EXPECT_NEAR(answer.Percent("Q1"), 74.6, 0.06);

  const StoryAnswer filed = world.Ask(teacher(RecognitionStep::kFiled));
  EXPECT_TRUE(filed.HasFlag("Q3", Flag::kBridge));
  const StoryAnswer adequate =
      world.Ask(teacher(RecognitionStep::kNotFiled), "adequate_employment");
  EXPECT_GE(adequate.Score("Q4") - adequate.Score("Q3"), 15'000'000);
  EXPECT_FALSE(adequate.IsListed("Q3"));
  EXPECT_TRUE(world.Ask(teacher(RecognitionStep::kFiled), "adequate_employment").IsListed("Q3"));
}

TEST(B7Teacher, ToFileIsTheBestStepTowardsTheSchoolWhateverTheOutcomeAndC1OpensNothing) {
  const StoryWorld world(
      {StoryVacancy("Q1").Of("84124").In(kLeipzig).WantsGerman(LanguageLevel::kC1),
       StoryVacancy("Q4").Of("84404").In(kLeipzig).WantsGerman(kB2),
       StoryVacancy("Q3").Of("83131").In(kLeipzig), StoryVacancy("Q6").Of("83113").In(kLeipzig),
       StoryVacancy("Q5").Of("62102").In(kLeipzig)});
  const StorySteps steps =
      world.Steps(StoryMentee("b7")
                      .In(kLeipzig)
                      .WithStatus(ResidenceStatus::kS24)
                      .Qualified("84124", RecognitionOutcome::kOpen, RecognitionStep::kNotFiled, 7)
                      .Worked("84124", 96)
                      .WithGerman(kB2));
  const StepResult& best = steps.best();
  EXPECT_EQ(best.step.act, Step::kFileRecognition);
  EXPECT_EQ(best.gain.becomes_listed, 0);
  EXPECT_EQ(best.gain.furthers, 1) << "of the vacancies that are closed the school's alone";
  EXPECT_EQ(best.outcomes[0].gain.becomes_listed, 1) << "full recognition opens it";
  EXPECT_EQ(best.outcomes[2].gain.becomes_listed, 0);
  EXPECT_EQ(steps.ToGerman(LanguageLevel::kC1).gain.becomes_listed, 0);
}

TEST(B11AfterPlacement, TheRecognisedTradeStandsAboveThePresentHelperJob) {
  const StoryWorld world({StoryVacancy("A1").Of("26252").In(kZwickau),
                          StoryVacancy("A0").Of("51311").In(kZwickau),
                          StoryVacancy("A2").Of("26301").In(kZwickau)});
  const auto electrician = [](absl::string_view recognised_from) {
    return StoryMentee("b11")
        .In(kZwickau)
        .WithStatus(ResidenceStatus::kS25_2)
        .Qualified("26252", RecognitionOutcome::kOpen, RecognitionStep::kFiled)
        .WithRecognition(RecognitionOutcome::kFull, RecognitionStep::kPermitGranted,
                         From(recognised_from))
        .Worked("51311", 8)
        .WithGerman(German(kB2, kB2, kB2, kB1));
  };
  const StoryAnswer answer = world.Ask(electrician("2026-01-15"));
  EXPECT_NEAR(answer.Percent("A1"), 91.7, 0.06);
  EXPECT_NEAR(answer.Percent("A0"), 70.5, 0.06);
  EXPECT_NEAR(answer.Percent("A2"), 70.5, 0.06);
  EXPECT_TRUE(answer.HasFlag("A2", Flag::kUnderUsed));
  EXPECT_TRUE(answer.HasFlag("A0", Flag::kUnderUsed));

  const auto at_work = electrician("2026-01-15").WorksAs("51311", 38);
  const StoryAnswer employed = world.Ask(at_work);
  EXPECT_EQ(employed.Outcome("A1", kBetterThanPresentJob).reason, Reason::kLevelAbovePresentJob);
  EXPECT_EQ(employed.VerdictOf("A0", kBetterThanPresentJob), Verdict::kFail);
  EXPECT_EQ(employed.VerdictOf("A2", kBetterThanPresentJob), Verdict::kFail)
      << "helper work, be it in the own trade";
  EXPECT_THAT(employed.Order(), ElementsAre("A1"));
  EXPECT_EQ(employed.Percent("A2"), answer.Percent("A2")) << "gates do not score";

  const StoryAnswer before = world.Ask(electrician("2026-03-15"));
  EXPECT_TRUE(before.HasFlag("A2", Flag::kBridge)) << "until the day of the recognition";
}

}  // namespace
}  // namespace passung
