// The oracle against numbers that others computed: the percentages beside the acceptance stories,
// and against values worked out by hand.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "passung/profile.h"
#include "tests/support/builders.h"
#include "tests/support/oracle.h"
#include "tests/support/oracle_interval.h"

namespace passung::oracle {
namespace {

using L = LanguageLevel;
using O = RecognitionOutcome;
using P = RecognitionStep;

// Exclusion notes of the KldB 2010 (2020) that the stories speak of.
ClassificationRows StoryRows() {
  return {.titles = {},
          .neighbours = {{"2510", "2722"},
                         {"8130", "8210"},
                         {"8130", "8313"},
                         {"8130", "8314"},
                         {"8131", "8210"},
                         {"262", "263"},
                         {"831", "841"},
                         {"841", "844"}},
          .activities = {}};
}

int32_t Score(const Mentee& mentee, const Vacancy& vacancy, const std::string& profile) {
  static const auto* const kKnowledge = new OracleKnowledge(ReadKnowledge({}, StoryRows()));
  MatchOptions options;
  options.as_of = StoryDay();
  options.profile = ShippedProfile(profile).value();
  const Oracle oracle(*kKnowledge, options);
  return oracle.JudgePair(mentee, vacancy)->judgement.score;
}

// The stories print a score in tenths of a percent, rounded: 86.7 is 867 here.
#define EXPECT_SCORE(tenths, score) EXPECT_NEAR((tenths)*100000, score, 50000)

VacancyBuilder Training(absl::string_view id, absl::string_view code) {
  return StoryVacancy(id).Of(code).Kind(VacancyKind::kTrainingDual).Starts("2026-08-01");
}

TEST(OracleStoriesTest, B1DuldungHasTheNumbersOfTheStory) {
  const Mentee person = StoryMentee("m")
                            .In("14524")
                            .Worked("29301", 30)
                            .Wishes("29302")
                            .WithGerman(German(L::kB1, L::kB1, L::kB1, L::kA2))
                            .WithCar(false);
  const auto in_zwickau = [](VacancyBuilder v) { return v.In("14524").Build(); };
  EXPECT_SCORE(867,
               Score(person, in_zwickau(Training("V1", "29302").WantsGerman(L::kB1)), "default"));
  EXPECT_SCORE(822, Score(person, in_zwickau(StoryVacancy("V2").Of("29301")), "default"));
  EXPECT_SCORE(752, Score(person, in_zwickau(StoryVacancy("V4").Of("29302").WantsGerman(L::kB1)),
                          "default"));
  EXPECT_SCORE(692, Score(person, in_zwickau(StoryVacancy("V5").Of("51311")), "default"));
}

TEST(OracleStoriesTest, B2NurseHasTheNumbersOfTheStory) {
  MenteeBuilder person = StoryMentee("m")
                             .In("14612")
                             .Qualified("81302", O::kFull, P::kPermitPending)
                             .Worked("81302", 60)
                             .WithGerman(L::kB1);
  const Vacancy w1 = StoryVacancy("W1").Of("81302").In("14612").WantsGermanByLaw(L::kB2);
  const Vacancy w5 = StoryVacancy("W5").Of("82102").In("14627").WantsGermanByLaw(L::kB2);
  const Vacancy w2 = StoryVacancy("W2").Of("82101").In("14612").Supports(
      {SupportItem::kGermanCourse, SupportItem::kRecognitionSupport});
  const Vacancy w2b = StoryVacancy("W2b").Of("81301").In("14612");
  const Vacancy w6 = StoryVacancy("W6").Of("83141").In("14612");
  const Vacancy w4 = StoryVacancy("W4").Of("54101").In("14612");
  EXPECT_SCORE(850, Score(person, w1, "default"));
  EXPECT_SCORE(813, Score(person, w5, "default"));
  EXPECT_SCORE(795, Score(person, w2, "default"));
  EXPECT_SCORE(781, Score(person, w2b, "default"));
  EXPECT_SCORE(703, Score(person, w6, "default"));
  EXPECT_SCORE(625, Score(person, w4, "default"));
  person.WithGerman(L::kB2).WithRecognition(O::kFull, P::kPermitGranted);
  EXPECT_SCORE(926, Score(person, w1, "default"));
  EXPECT_SCORE(889, Score(person, w5, "default"));
  EXPECT_SCORE(798, Score(person, w2, "default"));
}

TEST(OracleStoriesTest, B3EngineerHasTheNumbersOfTheStory) {
  const Mentee person = StoryMentee("m")
                            .In("14511")
                            .Qualified("25104", O::kOpen, P::kNotFiled, 7)
                            .Worked("25104", 48)
                            .WithGerman(German(L::kB2, L::kB2, L::kB2, L::kB1));
  const auto job = [](absl::string_view code) {
    return StoryVacancy("E").Of(code).In("14511").Build();
  };
  const Vacancy e1 = StoryVacancy("E1").Of("25104").In("14511").WantsGerman(L::kB2);
  EXPECT_SCORE(828, Score(person, e1, "default"));
  EXPECT_SCORE(842, Score(person, job("25103"), "default"));
  EXPECT_SCORE(775, Score(person, job("25122"), "default"));
  EXPECT_SCORE(750, Score(person, job("25101"), "default"));
  EXPECT_SCORE(594, Score(person, job("54101"), "default"));
  EXPECT_SCORE(764, Score(person, job("27223"), "default"));
  EXPECT_SCORE(449, Score(person, job("31104"), "default"));
}

TEST(OracleStoriesTest, B4TrainingHasTheNumbersOfTheStory) {
  const Mentee person = StoryMentee("m")
                            .In("14625")
                            .WithSchool(SchoolCertificate::kHauptschule, 9)
                            .Wishes("26112")
                            .Wishes("25212")
                            .WithGerman(L::kB1)
                            .WithCar(false)
                            .TravelsAtMost(60)
                            .OnTrack(Track::kTraining);
  const auto wanted = RequirementStrength::kRequired;
  const Vacancy t1 = Training("T1", "26112")
                         .In("14625")
                         .WantsSchool(SchoolCertificate::kMittlererAbschluss, wanted);
  const Vacancy t2 =
      Training("T2", "25212").In("14625").WantsSchool(SchoolCertificate::kHauptschule, wanted);
  const Vacancy t3 =
      StoryVacancy("T3").Of("25212").In("14625").Kind(VacancyKind::kEntryQualification);
  const Vacancy t4 = StoryVacancy("T4").Of("51311").In("14625");
  const Vacancy t4b = StoryVacancy("T4b").Of("25201").In("14625");
  const Vacancy t5 = StoryVacancy("T5").Of("25212").In("14625");
  const Vacancy t7 =
      Training("T7", "81301").In("14625").WantsSchool(SchoolCertificate::kHauptschule, wanted);
  EXPECT_SCORE(816, Score(person, t1, "default"));
  EXPECT_SCORE(896, Score(person, t2, "default"));
  EXPECT_SCORE(862, Score(person, t3, "default"));
  EXPECT_SCORE(730, Score(person, t4b, "default"));
  EXPECT_SCORE(686, Score(person, t5, "default"));
  EXPECT_SCORE(929, Score(person, t2, "training_first"));
  EXPECT_SCORE(915, Score(person, t3, "training_first"));
  EXPECT_SCORE(899, Score(person, t1, "training_first"));
  EXPECT_SCORE(768, Score(person, t7, "training_first"));
  EXPECT_SCORE(700, Score(person, t4b, "training_first"));
  EXPECT_SCORE(652, Score(person, t4, "training_first"));
}

TEST(OracleStoriesTest, B5PartTimeHasTheNumbersOfTheStory) {
  const std::vector<TimeWindow> free = MondayToFriday(At(8, 30), At(14, 30));
  const Mentee person = StoryMentee("m")
                            .In("14626")
                            .Qualified("62102", O::kPartial, P::kDecided)
                            .Worked("62102", 40)
                            .WithGerman(L::kB1)
                            .WithHours(WeeklyHours{20, 25}, free)
                            .WithCar(false)
                            .TravelsAtMost(45)
                            .WithMinutesTo("02763", 15)
                            .WithMinutesTo("02826", 55);
  const std::vector<TimeWindow> mornings = MondayToFriday(At(9), At(13, 30));
  const Vacancy p1 = StoryVacancy("P1")
                         .Of("62102")
                         .In("14626", "02763")
                         .Hours(WeeklyHours{20, 25})
                         .Shifts(mornings)
                         .WantsGerman(L::kB1);
  const Vacancy p5 = StoryVacancy("P5")
                         .Of("62101")
                         .In("14626", "02763")
                         .Hours(10)
                         .Shifts(MondayToFriday(At(9), At(11)))
                         .Kind(VacancyKind::kMinijob);
  const Vacancy p6 = VacancyBuilder("P6")
                         .Of("62102")
                         .In("14626", "02763")
                         .WantsGerman(L::kB1)
                         .Kind(VacancyKind::kJob)
                         .Starts("2026-03-01");
  const Vacancy p7 = StoryVacancy("P7").Of("62101").In("14626", "02763").Hours(22).Shifts(mornings);
  EXPECT_SCORE(913, Score(person, p1, "default"));
  EXPECT_SCORE(889, Score(person, p6, "default"));
  EXPECT_SCORE(793, Score(person, p7, "default"));
  EXPECT_SCORE(737, Score(person, p5, "default"));
  EXPECT_SCORE(942, Score(person, p1, "near_home"));
  EXPECT_SCORE(898, Score(person, p6, "near_home"));
  EXPECT_SCORE(879, Score(person, p7, "near_home"));
  EXPECT_SCORE(774, Score(person, p5, "near_home"));
}

TEST(OracleStoriesTest, B6LorryDriverHasTheNumbersOfTheStory) {
  const Mentee person = StoryMentee("m")
                            .In("14730")
                            .Worked("52122", 120)
                            .WithGerman(German(L::kA2, L::kA2, L::kA2, L::kA1));
  const Vacancy l1 = StoryVacancy("L1").Of("52122").In("14730").WantsGerman(
      German(L::kA2, L::kA2, L::kA2, L::kA1));
  const Vacancy l2 = StoryVacancy("L2").Of("51311").In("14730");
  const Vacancy l3 = StoryVacancy("L3").Of("52182").In("14730");
  const Vacancy l5 = Training("L5", "52122").In("14730").WantsGerman(L::kB1);
  EXPECT_SCORE(803, Score(person, l1, "default"));
  EXPECT_SCORE(668, Score(person, l2, "default"));
  EXPECT_SCORE(667, Score(person, l3, "default"));
  EXPECT_SCORE(796, Score(person, l5, "default"));
}

TEST(OracleStoriesTest, B7TeacherHasTheNumbersOfTheStory) {
  const Mentee person = StoryMentee("m")
                            .In("14713")
                            .Qualified("84124", O::kOpen, P::kNotFiled, 7)
                            .Worked("84124", 96)
                            .WithGerman(L::kB2);
  const auto job = [](absl::string_view code) { return StoryVacancy("Q").Of(code).In("14713"); };
  EXPECT_SCORE(746, Score(person, job("84124").WantsGerman(L::kC1), "default"));
  EXPECT_SCORE(751, Score(person, job("84404").WantsGerman(L::kB2), "default"));
  EXPECT_SCORE(673, Score(person, job("83131"), "default"));
  EXPECT_SCORE(553, Score(person, job("62102"), "default"));
}

TEST(OracleStoriesTest, B8WarehouseHelperHasTheNumbersOfTheStory) {
  const Mentee person = StoryMentee("m").In("14612").Worked("51311", 26).WithGerman(L::kA1);
  const auto job = [](absl::string_view code) { return StoryVacancy("R").Of(code).In("14612"); };
  EXPECT_SCORE(829, Score(person, job("51311").WantsGerman(L::kA1), "default"));
  EXPECT_SCORE(766, Score(person, job("51311"), "default"));
  EXPECT_SCORE(642, Score(person, job("51312"), "default"));
  EXPECT_SCORE(636, Score(person, job("62101"), "default"));
}

// The story's numbers count the unknown skills of the person (5 000) although the vacancies name
// none (6 000 by engine/SCORING.md): 0.8 of 100 less, the same for every vacancy.
TEST(OracleStoriesTest, B9NothingKnownHasTheNumbersOfTheStory) {
  const Mentee person = AMentee("m").In("14522");
  const auto job = [](absl::string_view code, absl::string_view district) {
    return AVacancy("X").Of(code).In(district).Kind(VacancyKind::kJob);
  };
  EXPECT_SCORE(545 + 8,
               Score(person, job("25212", "14522").Kind(VacancyKind::kTrainingDual), "default"));
  EXPECT_SCORE(539 + 8, Score(person, job("51311", "14522"), "default"));
  EXPECT_SCORE(515 + 8, Score(person, job("51311", "14511"), "default"));
  EXPECT_SCORE(461 + 8, Score(person, job("62102", "14522"), "default"));
  EXPECT_SCORE(422 + 8, Score(person, job("25104", "14522"), "default"));
  EXPECT_SCORE(421 + 8, Score(person, job("81302", "14522"), "default"));
}

TEST(OracleStoriesTest, B10LevelNotStatedHasTheNumbersOfTheStory) {
  MenteeBuilder person = StoryMentee("m")
                             .In("14713")
                             .Worked("51312", 14)
                             .WithGerman(German(L::kA2, L::kA2, L::kA2, L::kA1));
  const auto job = [] { return StoryVacancy("N").Of("51312").In("14713"); };
  const Vacancy n1 = job().WantsGerman(L::kB2);
  const Vacancy n2 = job();
  const Vacancy n3 = job().WantsGerman(German(L::kA2, L::kA2, L::kA2, L::kA1));
  EXPECT_SCORE(777, Score(person, n3, "default"));
  EXPECT_SCORE(690, Score(person, n2, "default"));
  EXPECT_SCORE(649, Score(person, n1, "default"));
  person.WithGerman(L::kB1);
  EXPECT_SCORE(690 + 61, Score(person, n2, "default"));
  EXPECT_SCORE(777, Score(person, n3, "default"));
}

TEST(OracleStoriesTest, B11ElectricianHasTheNumbersOfTheStory) {
  const Mentee person = StoryMentee("m")
                            .In("14524")
                            .Qualified("26252", O::kFull, P::kDecided)
                            .Worked("51311", 8)
                            .WithGerman(German(L::kB2, L::kB2, L::kB2, L::kB1));
  const auto job = [](absl::string_view code) {
    return StoryVacancy("A").Of(code).In("14524").Build();
  };
  EXPECT_SCORE(917, Score(person, job("26252"), "default"));
  EXPECT_SCORE(705, Score(person, job("26301"), "default"));
}

TEST(OracleDateTest, MonthsAreCountedToTheLastDayOfShorterMonths) {
  EXPECT_EQ(Day("2026-02-28"), AddMonths(Day("2026-01-31"), 1));
  EXPECT_EQ(Day("2028-02-29"), AddMonths(Day("2027-11-30"), 3));
  EXPECT_EQ(Day("2025-12-15"), AddMonths(Day("2026-01-15"), -1));
  EXPECT_EQ(0, FullMonths(Day("2026-01-31"), Day("2026-02-27")));
  EXPECT_EQ(1, FullMonths(Day("2026-01-31"), Day("2026-02-28")));
  EXPECT_EQ(-1, FullMonths(Day("2026-01-31"), Day("2026-01-30")));
}

}  // namespace
}  // namespace passung::oracle
