#include "proto/text/change_text.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace passung::text {
namespace {

const Texts& De() { return Texts::For(Locale::kDe); }
const Texts& En() { return Texts::For(Locale::kEn); }

std::string Mentor(const SingleStep& step) {
  return StepText(De(), step, Audience::kMentor, *Knowledge::BuiltIn());
}

TEST(ChangeTextTest, AStepIsASentenceWithItsValues) {
  EXPECT_EQ(Mentor({.act = Step::kLearnGerman, .level = LanguageLevel::kB2}),
            "Deutschkurs: alle Fertigkeiten auf mindestens B2 bringen");
  EXPECT_EQ(Mentor({.act = Step::kLearnGerman,
                    .skill = LanguageSkill::kWriting,
                    .level = LanguageLevel::kB2}),
            "Deutsch Schreiben auf B2 bringen");
  EXPECT_EQ(Mentor({.act = Step::kTravelFurther, .minutes = 60}), "Weg zur Arbeit bis 60 Minuten");
  EXPECT_EQ(Mentor({.act = Step::kMoveHome, .district = Ags("14612")}), "Umzug nach: Dresden");
  EXPECT_EQ(Mentor({.act = Step::kStartEarlier, .day = Day("2026-03-01")}),
            "Beginn schon ab 01.03.2026");
  EXPECT_EQ(Mentor({.act = Step::kWidenWindows, .windows = MondayToFriday(At(5), At(14, 30))}),
            "Mögliche Arbeitszeiten erweitern auf Mo–Fr 5:00–14:30");
  EXPECT_EQ(StepText(En(), {.act = Step::kConvertLicence, .licence = LicenceKind::kDrivingB},
                     Audience::kMentor, *Knowledge::BuiltIn()),
            "Have converted: " + En().Of(LicenceKind::kDrivingB));
}

TEST(ChangeTextTest, ASkillIsNamedWhereItHasWordsAndIsItsIdElsewhere) {
  EXPECT_EQ(Mentor({.act = Step::kAcquireSkill, .skill_id = "order-picking"}),
            "Gefragte Fertigkeit erwerben: Kommissionieren");
  EXPECT_EQ(StepText(En(), {.act = Step::kAcquireSkill, .skill_id = "cnc-machining"},
                     Audience::kMentor, *Knowledge::BuiltIn()),
            "Acquire a skill that is asked for: CNC machining");
  EXPECT_EQ(Mentor({.act = Step::kAcquireSkill, .skill_id = "K.4711"}),
            "Gefragte Fertigkeit erwerben: K.4711");
}

TEST(ChangeTextTest, TheMenteeReadsNoCode) {
  const auto knowledge =
      *Knowledge::Create({}, {.titles = {{"81302", "Gesundheits- und Krankenpflege"}}});
  const SingleStep file{.act = Step::kFileRecognition,
                        .qualification = 0,
                        .occupation = Kldb("81302"),
                        .outcome = RecognitionOutcome::kOpen,
                        .recognition_step = RecognitionStep::kFiled};
  EXPECT_EQ(StepText(De(), file, Audience::kMentee, *knowledge),
            "Beantragen Sie die Anerkennung Ihres Abschlusses: Gesundheits- und Krankenpflege. Wir "
            "helfen Ihnen dabei.");
  EXPECT_EQ(StepText(De(), file, Audience::kMentor, *knowledge),
            "Anerkennung beantragen: 81302 Gesundheits- und Krankenpflege. Das Ergebnis ist offen");
}

TEST(ChangeTextTest, AGainNamesWhatChangesAndNothingElse) {
  const GainScale scale{.limit = 20, .bar = 70'000'000};
  EXPECT_EQ(GainText(De(), {}, Counted::kVacancies, scale), "Öffnet zurzeit keine weitere Stelle.");
  ChangeGain gain;
  gain.becomes_listed = 1;
  gain.opens = 1;
  gain.enters_top = 1204;
  EXPECT_EQ(GainText(De(), gain, Counted::kVacancies, scale),
            "1 Stelle kommt neu infrage; 1.204 kommen unter die ersten 20.");
  gain = {};
  gain.enters_bar = 2;
  gain.furthers = 3;
  EXPECT_EQ(GainText(En(), gain, Counted::kMentees, scale),
            "for 3 people one obstacle goes, another stays; 2 reach a fit of 70.0 %.");
  gain = {};
  gain.top_gain = 5;
  EXPECT_EQ(GainText(De(), gain, Counted::kVacancies, scale),
            "die ersten 20 Stellen passen besser.");
}

TEST(ChangeTextTest, ARelaxationIsASentenceWithItsValues) {
  EXPECT_EQ(RelaxationText(De(), {.kind = RelaxationKind::kPartTime, .hours = WeeklyHours{20, 39}},
                           *Knowledge::BuiltIn()),
            "Teilzeit ermöglichen: 20 bis 39 Stunden pro Woche");
  EXPECT_EQ(RelaxationText(De(), {.kind = RelaxationKind::kGermanOneLower}, *Knowledge::BuiltIn()),
            "Deutsch: eine Stufe weniger verlangen");
}

}  // namespace
}  // namespace passung::text
