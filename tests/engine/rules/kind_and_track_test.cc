#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kKindAndTrack;

PairOptions Enforced() { return {.profile = "adequate_employment"}; }
VacancyBuilder Job(absl::string_view occupation) {
  return StoryVacancy("v").Of(occupation).In("14612");
}
MenteeBuilder Cook() {
  return StoryMentee("m").Qualified("29302", RecognitionOutcome::kFull,
                                    RecognitionStep::kPermitGranted);
}

TEST(KindAndTrackTest, WorkIsOffTheTrackOfTrainingAndBridgesAreNot) {
  const Mentee mentee = StoryMentee("m").Wishes("29302").OnTrack(Track::kTraining);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Job("29302")).reason, Reason::kTrackIsTraining);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Job("29302").Kind(VacancyKind::kEntryQualification)).verdict,
            Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Job("29302").Kind(VacancyKind::kTrainingDual)).verdict,
            Verdict::kPass);
}

TEST(KindAndTrackTest, TrainingIsOffTheTrackOfEmploymentOnlyForTheQualified) {
  const auto training = Job("29302").Kind(VacancyKind::kTrainingDual);
  EXPECT_EQ(OutcomeOf(kRule, Cook(), training).reason, Reason::kTrackIsEmployment);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").Wishes("29302"), training).verdict, Verdict::kPass);
}

// Rule 1 of the programme: who has no qualification is led to training, who has one to work; and A7: in
// principle only, unless it is enforced. P pass, F fail, ? unknown.
TEST(KindAndTrackTest, EveryTrackAndKindIsJudgedAsTheProgrammeSays) {
  constexpr VacancyKind kKinds[] = {VacancyKind::kJob,
                                    VacancyKind::kMinijob,
                                    VacancyKind::kTrainingDual,
                                    VacancyKind::kTrainingSchool,
                                    VacancyKind::kRetraining,
                                    VacancyKind::kEntryQualification,
                                    VacancyKind::kInternship,
                                    VacancyKind::kAdaptation,
                                    VacancyKind::kPartQualification};
  struct Row {
    std::optional<Track> track;
    bool qualified;
    absl::string_view flagged;
    absl::string_view enforced;
  };
  const Row rows[] = {{Track::kTraining, false, "FFPPPPPPP", "FFPPPPPPP"},
                      {Track::kTraining, true, "FFPPPPPPP", "FFPPPPPPP"},
                      {Track::kEmployment, false, "PPPPPPPPP", "PFPPPPPPP"},
                      {Track::kEmployment, true, "PPFFFPPPP", "PFFFFPPPP"},
                      {std::nullopt, false, "?????PPPP", "?F???PPPP"},
                      {std::nullopt, true, "?????PPPP", "?F???PPPP"}};
  const auto letter_of = [](Verdict verdict) {
    return verdict == Verdict::kPass ? 'P' : verdict == Verdict::kFail ? 'F' : '?';
  };
  for (const Row& row : rows) {
    Mentee mentee = row.qualified ? Cook() : StoryMentee("m").Worked("29301", 8);
    mentee.facts.track = row.track;
    std::string flagged;
    std::string enforced;
    for (const VacancyKind kind : kKinds) {
      const Vacancy vacancy = Job("29302").Kind(kind);
      flagged += letter_of(OutcomeOf(kRule, mentee, vacancy).verdict);
      enforced += letter_of(OutcomeOf(kRule, mentee, vacancy, Enforced()).verdict);
    }
    EXPECT_EQ(flagged, row.flagged) << "qualified " << row.qualified;
    EXPECT_EQ(enforced, row.enforced) << "qualified " << row.qualified;
  }
}

TEST(KindAndTrackTest, UnknownTrackOrKindIsUnclear) {
  const auto no_track = Cook().Change([](Mentee& m) { m.facts.track.reset(); });
  EXPECT_EQ(OutcomeOf(kRule, no_track, Job("29302")).reason, Reason::kTrackUnknown);
  EXPECT_EQ(OutcomeOf(kRule, Cook(), Job("29302").Kind(std::nullopt)).reason, Reason::kKindUnknown);
}

TEST(KindAndTrackTest, EnforcedItAlsoDropsMinijobsUnpaidWorkAndHelperWorkOfTheQualified) {
  EXPECT_EQ(OutcomeOf(kRule, Cook(), Job("29302").Kind(VacancyKind::kMinijob), Enforced()).reason,
            Reason::kNotSociallyInsured);
  EXPECT_EQ(OutcomeOf(kRule, Cook(), Job("29302").Paid(false), Enforced()).reason,
            Reason::kNotSociallyInsured);
  EXPECT_EQ(OutcomeOf(kRule, Cook(), Job("29301"), Enforced()).reason,
            Reason::kHelperWorkBelowLevel);
  EXPECT_EQ(OutcomeOf(kRule, Cook(), Job("29301")).verdict, Verdict::kPass) << "flagged only";
  EXPECT_EQ(OutcomeOf(kRule, Cook(), Job("29302"), Enforced()).verdict, Verdict::kPass);
}

TEST(KindAndTrackTest, HelperWorkWithAStepUnderWayIsABridge) {
  const auto filed =
      StoryMentee("m").Qualified("29302", RecognitionOutcome::kOpen, RecognitionStep::kFiled);
  EXPECT_EQ(OutcomeOf(kRule, filed, Job("29301"), Enforced()).verdict, Verdict::kPass);
  EXPECT_THAT(JudgePair(filed, Job("29301")).flags, testing::ElementsAre(Flag::kBridge));
  EXPECT_THAT(JudgePair(filed, Job("54101")).flags, testing::ElementsAre(Flag::kUnderUsed));
  EXPECT_THAT(JudgePair(Cook(), Job("29301").Kind(VacancyKind::kMinijob)).flags,
              testing::ElementsAre(Flag::kUnderUsed, Flag::kNotSociallyInsured));
}

}  // namespace
}  // namespace passung
