// B4, B5, B9 and B10: training, time windows, an empty profile, an unstated level.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/stories/story_world.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using enum RuleKey;

constexpr char kBautzen[] = "14625";
constexpr char kGoerlitz[] = "14626";
constexpr char kMittelsachsen[] = "14522";
constexpr char kChemnitz[] = "14511";
constexpr char kLeipzig[] = "14713";
constexpr char kZittauPlz[] = "02763";
constexpr char kGoerlitzPlz[] = "02826";
constexpr auto kA2 = LanguageLevel::kA2;
constexpr auto kB1 = LanguageLevel::kB1;
constexpr auto kB2 = LanguageLevel::kB2;
constexpr auto kRequired = RequirementStrength::kRequired;

std::vector<Vacancy> TrainingVacancies() {
  const auto training = [](absl::string_view id, absl::string_view occupation,
                           absl::string_view start) {
    return StoryVacancy(id)
        .Kind(VacancyKind::kTrainingDual)
        .Of(occupation)
        .In(kBautzen)
        .Starts(start);
  };
  return {
      training("T1", "26112", "2026-08-01")
          .WantsSchool(SchoolCertificate::kMittlererAbschluss, kRequired),
      training("T2", "25212", "2026-08-01").WantsSchool(SchoolCertificate::kHauptschule, kRequired),
      StoryVacancy("T3").Kind(VacancyKind::kEntryQualification).Of("25212").In(kBautzen),
      StoryVacancy("T4").Of("51311").In(kBautzen),
      StoryVacancy("T4b").Of("25201").In(kBautzen),
      StoryVacancy("T5").Of("25212").In(kBautzen),
      training("T6", "81302", "2026-09-01")
          .WantsSchool(SchoolCertificate::kMittlererAbschluss, RequirementStrength::kByLaw, 10),
      training("T7", "81301", "2026-09-01")
          .WantsSchool(SchoolCertificate::kHauptschule, kRequired)};
}

MenteeBuilder NineteenAndWantsTraining() {
  return StoryMentee("b4")
      .In(kBautzen)
      .WithStatus(ResidenceStatus::kS25_2)
      .WithSchool(SchoolCertificate::kHauptschule, 9)
      .Wishes("26112")
      .Wishes("25212")
      .WithGerman(kB1)
      .WithCar(false)
      .TravelsAtMost(60)
      .OnTrack(Track::kTraining);
}

TEST(B4WantsTraining, OnlyTheLawBarsForASchoolCertificate) {
  const StoryAnswer answer = StoryWorld(TrainingVacancies()).Ask(NineteenAndWantsTraining());
  EXPECT_THAT(answer.Failing("T6"), ElementsAre("school_certificate"));
  EXPECT_EQ(answer.Outcome("T6", kSchoolCertificate).reason, Reason::kSchoolRequiredByLaw);
  EXPECT_EQ(answer.VerdictOf("T1", kSchoolCertificate), Verdict::kPass);
  EXPECT_EQ(answer.Points("T1", CriterionKey::kSkillsFit), 0);
  EXPECT_EQ(answer.Points("T2", CriterionKey::kSkillsFit), 10000);
  for (const char* id : {"T6", "T7"}) {
    EXPECT_EQ(answer.VerdictOf(id, kRegulatedProfession), Verdict::kPass) << id;
  }
}

TEST(B4WantsTraining, TrainingHasNoLevelGapAndAugustIsNotLate) {
  const StoryAnswer answer = StoryWorld(TrainingVacancies()).Ask(NineteenAndWantsTraining());
  for (const char* id : {"T1", "T2", "T6", "T7"}) {
    EXPECT_EQ(answer.Points(id, CriterionKey::kLevelAdequacy), 10000) << id;
    EXPECT_EQ(answer.Points(id, CriterionKey::kStartFit), 10000) << id;
  }
  EXPECT_EQ(answer.Points("T3", CriterionKey::kLevelAdequacy), 8500);
}

TEST(B4WantsTraining, WorkIsFlaggedAsOffTheTrackButStays) {
  const StoryAnswer answer = StoryWorld(TrainingVacancies()).Ask(NineteenAndWantsTraining());
  for (const char* id : {"T4", "T4b", "T5"}) {
    EXPECT_EQ(answer.VerdictOf(id, kKindAndTrack), Verdict::kFail) << id;
    EXPECT_EQ(answer.Outcome(id, kKindAndTrack).reason, Reason::kTrackIsTraining) << id;
    EXPECT_TRUE(answer.IsListed(id)) << id;
  }
  EXPECT_EQ(answer.VerdictOf("T3", kKindAndTrack), Verdict::kPass);
}

TEST(B4WantsTraining, TheWishedTradeThenTheBridgeThenHelperWork) {
  const StoryWorld world(TrainingVacancies());
  const StoryAnswer answer = world.Ask(NineteenAndWantsTraining());
  const std::pair<const char*, double> expected[] = {
      {"T2", 89.6}, {"T3", 86.2}, {"T4b", 73.0}, {"T1", 81.6}, {"T5", 68.6}};
  for (const auto& [id, percent] : expected) EXPECT_NEAR(answer.Percent(id), percent, 0.06) << id;

  const StoryAnswer training = world.Ask(NineteenAndWantsTraining(), "training_first");
  const std::pair<const char*, double> first[] = {{"T2", 92.9}, {"T3", 91.5},  {"T1", 89.9},
                                                  {"T7", 76.8}, {"T4b", 70.0}, {"T4", 65.2}};
  for (const auto& [id, percent] : first) EXPECT_NEAR(training.Percent(id), percent, 0.06) << id;
}

TEST(B4WantsTraining, AnUnknownCertificateIsTheFirstQuestion) {
  const Mentee unknown =
      NineteenAndWantsTraining().Change([](Mentee& mentee) { mentee.facts.schools.clear(); });
  const UnknownsResult result = StoryWorld(TrainingVacancies()).Questions(unknown);
  ASSERT_FALSE(result.questions.empty());
  EXPECT_EQ(result.questions.front().fact, UnknownFact::kSchool);
  EXPECT_GT(result.questions.front().places, 0);
}

TEST(B4WantsTraining, AnUnknownCertificateIsUnclearNotBarred) {
  const StoryAnswer answer =
      StoryWorld(TrainingVacancies()).Ask(NineteenAndWantsTraining().Change([](Mentee& m) {
        m.facts.schools.clear();
      }));
  EXPECT_EQ(answer.VerdictOf("T6", kSchoolCertificate), Verdict::kUnknown);
  EXPECT_TRUE(answer.IsListed("T6"));
}

TEST(B4WantsTraining, TheNextSchoolCertificateIsTheBestStepAndGermanOpensNothing) {
  const StorySteps steps = StoryWorld(TrainingVacancies()).Steps(NineteenAndWantsTraining());
  const StepResult& best = steps.best();
  EXPECT_EQ(best.step.act, Step::kSchoolCertificate);
  EXPECT_EQ(best.step.certificate, SchoolCertificate::kMittlererAbschluss);
  EXPECT_THAT(StorySteps::OpenedBy(best), ElementsAre("T6"));
  EXPECT_EQ(steps.ToGerman(kB2).gain.becomes_listed, 0);
}

TEST(B4WantsTraining, TheCertificateAlsoLiftsTheTradeWhoseEmployerWantsIt) {
  const StoryWorld world(TrainingVacancies());
  const MenteeBuilder today = NineteenAndWantsTraining();
  const Mentee after = AfterStep(today, world.Steps(today).best().step, StoryDay());
  const StoryAnswer before_it = world.Ask(today);
  const StoryAnswer with_it = world.Ask(after);
  EXPECT_EQ(with_it.Points("T1", CriterionKey::kSkillsFit), 10000);
  EXPECT_GT(with_it.Score("T1"), before_it.Score("T1"));
  EXPECT_TRUE(with_it.IsListed("T6"));
  // The other way to the nurse's training is open already: that of a care assistant.
  EXPECT_THAT(before_it.Failing("T7"), testing::IsEmpty());
}

std::vector<Vacancy> ZittauVacancies() {
  const auto mornings = MondayToFriday(At(9), At(13, 30));
  const auto p1 = [&](absl::string_view id, absl::string_view postal_code) {
    return StoryVacancy(id)
        .Of("62102")
        .In(kGoerlitz, postal_code)
        .Hours(WeeklyHours{20, 25})
        .Shifts(mornings)
        .WantsGerman(kB1);
  };
  std::vector<TimeWindow> late = MondayToFriday(At(12), At(20));
  late.push_back({5, At(9), At(18)});
  return {p1("P1", kZittauPlz),
          p1("P2", kZittauPlz).Hours(39).Shifts(late),
          p1("P3", kGoerlitzPlz),
          StoryVacancy("P4")
              .Of("54101")
              .In(kGoerlitz, kZittauPlz)
              .Hours(15)
              .Shifts(MondayToFriday(At(5), At(8))),
          StoryVacancy("P5")
              .Of("62101")
              .In(kGoerlitz, kZittauPlz)
              .Kind(VacancyKind::kMinijob)
              .Hours(10)
              .Shifts(MondayToFriday(At(9), At(11))),
          p1("P6", kZittauPlz).Hours(std::nullopt).Shifts(std::nullopt),
          StoryVacancy("P7").Of("62101").In(kGoerlitz, kZittauPlz).Hours(22).Shifts(mornings)};
}

MenteeBuilder Zittau() {
  return StoryMentee("b5")
      .In(kGoerlitz)
      .WithStatus(ResidenceStatus::kS25_3)
      .Qualified("62102", RecognitionOutcome::kPartial, RecognitionStep::kDecided)
      .Worked("62102", 40)
      .WithGerman(kB1)
      .WithHours(WeeklyHours{20, 25}, MondayToFriday(At(8, 30), At(14, 30)))
      .WithCar(false)
      .TravelsAtMost(45)
      .WithMinutesTo(kZittauPlz, 15)
      .WithMinutesTo(kGoerlitzPlz, 55);
}

TEST(B5TimeWindowsAndBus, StatedTimesOutsideTheWindowsAndALongWayAreClosed) {
  const StoryAnswer answer = StoryWorld(ZittauVacancies()).Ask(Zittau());
  for (const char* id : {"P2", "P4"}) {
    EXPECT_EQ(answer.VerdictOf(id, kWorkingTimePossible), Verdict::kFail) << id;
    EXPECT_EQ(answer.Outcome(id, kWorkingTimePossible).reason, Reason::kWorkingTimeOutside) << id;
    EXPECT_EQ(answer.Outcome(id, kWorkingTimePossible).parameters.size(), 2u)
        << "both times are named";
  }
  EXPECT_EQ(answer.VerdictOf("P3", kReach), Verdict::kFail);
  EXPECT_EQ(answer.Outcome("P3", kReach).reason, Reason::kTravelTooLong);
  EXPECT_EQ(answer.VerdictOf("P6", kWorkingTimePossible), Verdict::kUnknown);
  EXPECT_TRUE(answer.IsListed("P6"));
  EXPECT_TRUE(answer.HasFlag("P5", Flag::kNotSociallyInsured));
}

TEST(B5TimeWindowsAndBus, TheOrderHoldsInBothProfiles) {
  const StoryWorld world(ZittauVacancies());
  const StoryAnswer answer = world.Ask(Zittau());
  EXPECT_THAT(answer.Order(), ElementsAre("P1", "P6", "P7", "P5"));
  const std::pair<const char*, double> expected[] = {
      {"P1", 91.3}, {"P6", 88.9}, {"P7", 79.3}, {"P5", 73.7}};
  for (const auto& [id, percent] : expected) EXPECT_NEAR(answer.Percent(id), percent, 0.06) << id;

  const StoryAnswer near_home = world.Ask(Zittau(), "near_home");
  EXPECT_THAT(near_home.Order(), ElementsAre("P1", "P6", "P7", "P5"));
  const std::pair<const char*, double> near[] = {
      {"P1", 94.2}, {"P6", 89.8}, {"P7", 87.9}, {"P5", 77.4}};
  for (const auto& [id, percent] : near) EXPECT_NEAR(near_home.Percent(id), percent, 0.06) << id;

  const StoryAnswer adequate = world.Ask(Zittau(), "adequate_employment");
  EXPECT_FALSE(adequate.IsListed("P5"));
  EXPECT_FALSE(adequate.IsListed("P7"));
}

TEST(B5TimeWindowsAndBus, AnEarlyShiftWithoutACarIsAQuestionNotAPass) {
  const StoryAnswer answer = StoryWorld(ZittauVacancies()).Ask(Zittau().WithHoursUnknown());
  EXPECT_EQ(answer.VerdictOf("P4", kReach), Verdict::kUnknown);
  EXPECT_EQ(answer.Outcome("P4", kReach).reason, Reason::kShiftTransportUnknown);
  EXPECT_TRUE(answer.IsListed("P4"));
}

TEST(B5TimeWindowsAndBus, FifteenMinutesMoreComeFirstThenTheWindowsEachWithItsCount) {
  const StorySteps steps = StoryWorld(ZittauVacancies()).Steps(Zittau());
  const StepResult& best = steps.best();
  EXPECT_EQ(best.step.act, Step::kTravelFurther);
  EXPECT_EQ(best.step.minutes, 60);
  EXPECT_THAT(StorySteps::OpenedBy(best), ElementsAre("P3"));
  std::vector<std::string> opened;
  for (const StepResult& result : steps.all()) {
    if (result.step.act != Step::kWidenWindows) continue;
    EXPECT_EQ(result.gain.becomes_listed, 1);
    for (const std::string& id : StorySteps::OpenedBy(result)) opened.push_back(id);
    const std::vector<TimeWindow> early = MondayToFriday(At(5), At(14, 30));
    std::vector<TimeWindow> late = MondayToFriday(At(8, 30), At(20));
    late.push_back({5, At(9), At(18)});
    EXPECT_TRUE(result.step.windows == early || result.step.windows == late);
  }
  EXPECT_THAT(opened, testing::UnorderedElementsAre("P2", "P4"));
}

std::vector<Vacancy> SixOfAllKinds() {
  return {StoryVacancy("X1").Of("51311").In(kMittelsachsen),
          StoryVacancy("X2").Of("51311").In(kChemnitz),
          StoryVacancy("X3").Of("25104").In(kMittelsachsen),
          StoryVacancy("X4")
              .Kind(VacancyKind::kTrainingDual)
              .Of("25212")
              .In(kMittelsachsen)
              .Starts("2026-08-01"),
          StoryVacancy("X5").Of("81302").In(kMittelsachsen),
          StoryVacancy("X6").Of("62102").In(kMittelsachsen)};
}

TEST(B9NothingKnown, NothingIsDroppedAndTheOpenFactsAreUnknown) {
  const StoryWorld world(SixOfAllKinds());
  const StoryAnswer answer = world.Ask(AMentee("b9").In(kMittelsachsen));
  EXPECT_EQ(answer.Order().size(), 6u);
  EXPECT_EQ(answer.VerdictOf("X1", kWorkAccess), Verdict::kUnknown);
  EXPECT_EQ(answer.VerdictOf("X5", kRegulatedProfession), Verdict::kUnknown);
  EXPECT_EQ(answer.VerdictOf("X5", kLanguageFloor), Verdict::kUnknown);
  EXPECT_EQ(answer.VerdictOf("X1", kKindAndTrack), Verdict::kUnknown);
  EXPECT_EQ(answer.VerdictOf("X1", kMovementRestriction), Verdict::kUnknown);
  EXPECT_EQ(answer.VerdictOf("X4", kStartWindow), Verdict::kUnknown);

  EXPECT_GT(answer.Score("X4"), answer.Score("X6"));
  EXPECT_GT(answer.Score("X1"), answer.Score("X6"));
  EXPECT_GT(answer.Score("X6"), answer.Score("X5"));
  EXPECT_GT(answer.Score("X1"), answer.Score("X2"));
  EXPECT_GT(answer.Score("X1"), answer.Score("X3"));

  // Whoever it turns out to be: the scores of the people of other stories lie inside.
  const Mentee people[] = {
      NineteenAndWantsTraining().In(kMittelsachsen),
      Zittau().In(kMittelsachsen),
      StoryMentee("b6")
          .In(kMittelsachsen)
          .WithStatus(ResidenceStatus::kS25_2)
          .Worked("52122", 120)
          .WithLicence(LicenceKind::kDrivingCE, Until("2025-06-30"))
          .WithGerman(AlmostA2()),
      StoryMentee("b3")
          .In(kMittelsachsen)
          .Qualified("25104", RecognitionOutcome::kOpen, RecognitionStep::kNotFiled, 7)
          .Worked("25104", 48)
          .WithGerman(German(kB2, kB2, kB2, kB1)),
      StoryMentee("b2")
          .In(kMittelsachsen)
          .Qualified("81302", RecognitionOutcome::kFull, RecognitionStep::kPermitPending)
          .Worked("81302", 60)
          .WithGerman(kB1),
      StoryMentee("b1")
          .In(kMittelsachsen)
          .WithStatus(ResidenceStatus::kDuldung60a)
          .Worked("29301", 30)
          .Wishes("29302")
          .WithGerman(German(kB1, kB1, kB1, kA2)),
      StoryMentee("b7")
          .In(kMittelsachsen)
          .WithStatus(ResidenceStatus::kS24)
          .Qualified("84124", RecognitionOutcome::kOpen, RecognitionStep::kNotFiled, 7)
          .Worked("84124", 96)
          .WithGerman(kB2),
      StoryMentee("b8")
          .In(kMittelsachsen)
          .WithStatus(ResidenceStatus::kEuFreeMovement)
          .Worked("51311", 26)
          .WithGerman(LanguageLevel::kA1)};
  for (const Mentee& person : people) {
    const StoryAnswer known = world.Ask(person);
    for (const char* id : {"X1", "X2", "X3", "X4", "X5", "X6"}) {
      EXPECT_GE(known.Score(id), answer.At(id).interval.min) << person.id.value << " " << id;
      EXPECT_LE(known.Score(id), answer.At(id).interval.max) << person.id.value << " " << id;
    }
  }
}

TEST(B9NothingKnown, WhatIsUnknownIsAQuestionAndNoStep) {
  const StoryWorld world({StoryVacancy("X1").Of("51311").In(kMittelsachsen),
                          StoryVacancy("X5").Of("81302").In(kMittelsachsen)});
  EXPECT_THAT(world.Steps(AMentee("b9").In(kMittelsachsen)).all(), testing::IsEmpty());
}

TEST(B9NothingKnown, TheDocumentOrTheOccupationIsAskedForFirst) {
  const UnknownsResult result =
      StoryWorld(SixOfAllKinds()).Questions(AMentee("b9").In(kMittelsachsen));
  std::map<UnknownFact, size_t> at;
  for (size_t i = 0; i < result.questions.size(); ++i) at[result.questions[i].fact] = i;
  EXPECT_EQ(std::min(at[UnknownFact::kResidence], at[UnknownFact::kClaims]), 0u);
  EXPECT_LT(at[UnknownFact::kGerman], 3u);
  // Support is the employer's: no question to this person.
  for (const UnknownFact late : {UnknownFact::kFirstDay, UnknownFact::kSkills}) {
    for (const UnknownFact early :
         {UnknownFact::kResidence, UnknownFact::kClaims, UnknownFact::kGerman}) {
      EXPECT_GT(at[late], at[early]) << Name(late) << " before " << Name(early);
    }
  }
}

TEST(B10GermanNotStated, ItsPlacesReachFromBehindTheStricterToBeforeTheEasierOne) {
  const StoryWorld world({StoryVacancy("N1").Of("51312").In(kLeipzig).WantsGerman(kB2),
                          StoryVacancy("N2").Of("51312").In(kLeipzig),
                          StoryVacancy("N3").Of("51312").In(kLeipzig).WantsGerman(AlmostA2())});
  const Mentee person = StoryMentee("b10")
                            .In(kLeipzig)
                            .WithStatus(ResidenceStatus::kS25_2)
                            .Worked("51312", 14)
                            .WithGerman(AlmostA2());
  // N1 is closed, unless its rule only marks it.
  const auto places = [&](ProfileOverrides overrides) {
    for (const UncertainHit& hit : world.Questions(person, std::move(overrides)).hits) {
      if (hit.match.vacancy.value == "N2") return std::pair(hit.best_place, hit.worst_place);
    }
    return std::pair<int64_t, int64_t>(0, 0);
  };
  EXPECT_EQ(places({}), (std::pair<int64_t, int64_t>(1, 2)));
  EXPECT_EQ(places({.switches = {{kLanguageFloor, RuleSwitch::kFlag}}}),
            (std::pair<int64_t, int64_t>(1, 3)));
}

TEST(B10GermanNotStated, TheUnstatedLevelLiesBetweenAndItsIntervalSaysSo) {
  const StoryWorld world({StoryVacancy("N1").Of("51312").In(kLeipzig).WantsGerman(kB2),
                          StoryVacancy("N2").Of("51312").In(kLeipzig),
                          StoryVacancy("N3").Of("51312").In(kLeipzig).WantsGerman(AlmostA2())});
  const auto person = [](SkillLevels german) {
    return StoryMentee("b10")
        .In(kLeipzig)
        .WithStatus(ResidenceStatus::kS25_2)
        .Worked("51312", 14)
        .WithGerman(german);
  };
  const StoryAnswer answer = world.Ask(person(AlmostA2()));
  EXPECT_NEAR(answer.Percent("N3"), 77.7, 0.06);
  EXPECT_NEAR(answer.Percent("N2"), 69.0, 0.06);
  EXPECT_NEAR(answer.Percent("N1"), 64.9, 0.06);
  EXPECT_LT(answer.At("N2").interval.min, answer.Score("N1"));
  EXPECT_GE(answer.At("N2").interval.max, answer.Score("N3"));
  EXPECT_EQ(answer.VerdictOf("N1", kLanguageFloor), Verdict::kFail);
  EXPECT_EQ(answer.VerdictOf("N2", kLanguageFloor), Verdict::kUnknown);
  EXPECT_EQ(answer.VerdictOf("N3", kLanguageFloor), Verdict::kPass);

  const StoryAnswer b1 = world.Ask(person(German(kB1)));
  EXPECT_NEAR(b1.Percent("N2") - answer.Percent("N2"), 6.1, 0.06);
  EXPECT_EQ(b1.Score("N3"), answer.Score("N3"));
  EXPECT_EQ(b1.VerdictOf("N1", kLanguageFloor), Verdict::kPass) << "one level short is not closed";
  EXPECT_GT(b1.Score("N2"), answer.Score("N2")) << "the mirror: B1 stands above this person";

  const StorySteps steps = world.Steps(person(AlmostA2()));
  const StepResult& course = steps.ToGerman(kB1);
  EXPECT_THAT(StorySteps::OpenedBy(course), ElementsAre("N1"));
  EXPECT_TRUE(AfterStep(person(AlmostA2()), course.step, StoryDay()).facts.german.back().levels ==
              German(kB1));
  EXPECT_EQ(course.lead_days, 110 + 110 + 40) << "writing needs two levels";
}

TEST(B10GermanNotStated, InTheMirrorB1StandsAboveThisPerson) {
  const Vacancy n2 = StoryVacancy("N2").Of("51312").In(kLeipzig);
  const auto person = [](absl::string_view id, SkillLevels german) -> Mentee {
    return StoryMentee(id)
        .In(kLeipzig)
        .WithStatus(ResidenceStatus::kS25_2)
        .Worked("51312", 14)
        .WithGerman(german);
  };
  EXPECT_THAT(StoryWorld({n2}).OrderFor(n2, {person("a2", AlmostA2()), person("b1", German(kB1))}),
              ElementsAre("b1", "a2"));
}

}  // namespace
}  // namespace passung
