#include "proto/text/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "proto/text/pattern.h"
#include "proto/text/wording.h"
#include "tests/support/status_matchers.h"

namespace passung::text {
namespace {

using testing::HasSubstr;
using testing::Not;

// Knows one occupation, one district.
class TinyKnowledge : public Knowledge {
 public:
  std::string OccupationTitleOf(OccupationCode code) const override {
    return code.ToString() == "81302" ? "Gesundheits- und Krankenpflege" : "";
  }
  std::string DistrictName(DistrictCode district) const override {
    return district.ToString() == "14713" ? "Leipzig, Stadt" : "";
  }
  bool IsKnownOccupation(OccupationCode) const override { return true; }
  bool has_classification() const override { return false; }
  const ActivityName* FindActivity(absl::string_view) const override { return nullptr; }
  OccupationRelation Relate(OccupationCode, OccupationCode) const override {
    return OccupationRelation::kUnrelated;
  }
  DistrictRelation Relate(DistrictCode, DistrictCode) const override {
    return DistrictRelation::kFar;
  }
  const std::string& digest() const override { return digest_; }

 private:
  std::string digest_;
};

const Texts& German() { return Texts::For(Locale::kDe); }
const Texts& English() { return Texts::For(Locale::kEn); }

std::string Say(const Texts& texts, Reason reason, Audience audience,
                const std::vector<Argument>& parameters) {
  return texts.ReasonText(reason, audience, parameters, TinyKnowledge());
}

TEST(TextTest, LanguageGapIsToldToTheMenteeInThreeShortSentences) {
  EXPECT_EQ(Say(German(), Reason::kLanguageShort, Audience::kMentee,
                {{"skills", "speaking:B1<B2"}, {"need", "B2"}, {"have", "B1"}}),
            "Für diese Stelle brauchen Sie Deutsch auf Niveau B2. Sie haben jetzt B1. Ein Kurs "
            "kann die Lücke schließen.");
}

TEST(TextTest, LanguageGapIsToldToTheMentorSkillBySkillWithItsEvidence) {
  EXPECT_EQ(Say(German(), Reason::kLanguageShort, Audience::kMentor,
                {{"skills", "speaking:B1<B2,writing:A2<B2"},
                 {"strength", "inferred"},
                 {"phrase", "gute Deutschkenntnisse"}}),
            "Deutsch unter der Anforderung: Sprechen B1 statt B2, Schreiben A2 statt B2. "
            "Anforderung aus dem Text abgeleitet: „gute Deutschkenntnisse“. Ein Kurs kann die "
            "Lücke schließen.");
}

TEST(TextTest, MissingParametersShowAsAnEllipsisAndOptionalPartsVanish) {
  EXPECT_EQ(Say(German(), Reason::kTravelTooLong, Audience::kMentor, {{"minutes", "55"}}),
            "Wegzeit 55 min über der Grenze von … min. Eine weitere Grenze öffnet mehr Stellen.");
  EXPECT_EQ(Say(German(), Reason::kVacancyClosed, Audience::kMentor, {}),
            "Bewerbung nicht mehr möglich.");
  EXPECT_EQ(Say(German(), Reason::kVacancyClosed, Audience::kMentor, {{"until", "2027-03-04"}}),
            "Bewerbung nicht mehr möglich (Frist: 04.03.2027).");
}

// The rule names no usual level, since it judges by none; the criterion does.
TEST(TextTest, TheUsualLevelOfGermanIsToldOnlyWhereItWasCountedWith) {
  EXPECT_EQ(Say(German(), Reason::kLanguageNotStated, Audience::kMentor, {}),
            "Deutschniveau nicht angegeben. Empfehlung: im Betrieb nachfragen.");
  EXPECT_EQ(Say(German(), Reason::kLanguageNotStated, Audience::kMentee, {}),
            "In der Anzeige steht nicht, wie viel Deutsch Sie brauchen. Wir fragen im Betrieb "
            "nach.");
  EXPECT_THAT(Say(German(), Reason::kLanguageNotStated, Audience::kMentor, {{"usual", "A2"}}),
              HasSubstr("mit dem Üblichen für diese Tätigkeit (meist A2). Empfehlung"));
  EXPECT_EQ(Say(English(), Reason::kLanguageNotStated, Audience::kMentor, {}),
            "Level of German not stated. Suggestion: ask the firm.");
}

TEST(TextTest, EveryReasonSpeaksWithoutAnyParameterAndWithNonsense) {
  std::vector<Argument> nonsense;
  for (const char* name :
       {"need", "have", "window", "skills", "missing", "relation", "own", "area", "until",
        "language", "licence", "items", "own_level", "state", "weeks"}) {
    nonsense.push_back({name, "{'<:,- \xF0\x9F\x98\x80"});
  }
  for (const Texts* texts : {&German(), &English()}) {
    for (size_t i = 0; i < EnumCount<Reason>(); ++i) {
      const Reason reason = static_cast<Reason>(i);
      EXPECT_NE(Say(*texts, reason, Audience::kMentor, {}), "") << Name(reason);
      EXPECT_NE(Say(*texts, reason, Audience::kMentor, nonsense), "") << Name(reason);
      EXPECT_THAT(Say(*texts, reason, Audience::kMentor, {}), Not(HasSubstr("{")));
    }
  }
}

TEST(TextTest, CodesBecomeWords) {
  EXPECT_EQ(Say(German(), Reason::kOccupationRelation, Audience::kMentor,
                {{"own", "81302"},
                 {"source", "experience_36"},
                 {"months", "60"},
                 {"vacancy", "82102"},
                 {"relation", "same_4"}}),
            "Gleiches Fach: 81302 Gesundheits- und Krankenpflege (Quelle: Erfahrung ab 36 "
            "Monaten, 60 Monate) und 82102.");
  EXPECT_EQ(Say(German(), Reason::kOccupationRelation, Audience::kMentee,
                {{"own", "81302"}, {"source", "wish"}}),
            "Die Stelle passt zu Ihrem Berufswunsch: Gesundheits- und Krankenpflege.");
  EXPECT_EQ(Say(German(), Reason::kDistrictRelation, Audience::kMentor,
                {{"home", "14713"}, {"place", "14729"}, {"relation", "strong"}}),
            "Wohnort Leipzig, Stadt, Arbeitsort 14729: enge Pendelverbindung.");
  EXPECT_EQ(Say(German(), Reason::kObligationKept, Audience::kMentor, {{"area", "14"}}),
            "Die Wohnsitzauflage (Sachsen) bleibt gewahrt.");
  EXPECT_EQ(Say(English(), Reason::kWorkingLanguageSpoken, Audience::kMentee, {{"language", "uk"}}),
            "This firm works in Ukrainian. You speak it.");
  EXPECT_EQ(Say(German(), Reason::kLevelAboveJob, Audience::kMentor,
                {{"job_level", "level_1"}, {"own_level", "3"}}),
            "Anforderungsniveau Helferniveau unter dem nutzbaren Niveau: Spezialistenniveau.");
  EXPECT_EQ(Say(German(), Reason::kPermitPending, Audience::kMentee,
                {{"profession", "Pflegefachkraft"}, {"missing", "german:B2"}}),
            "Ihr Abschluss ist gleichwertig. Für die Arbeit als Pflegefachkraft fehlt noch: "
            "Deutsch B2. Bis dahin können Sie in einer Helfertätigkeit im gleichen Bereich "
            "arbeiten.");
}

TEST(TextTest, SkillsThatAreMissingAreCalledByTheirNames) {
  EXPECT_EQ(Say(German(), Reason::kSkillsMatched, Audience::kMentor,
                {{"met", "1"}, {"named", "3"}, {"missing", "goods-receipt,K.4711"}}),
            "Genannte Anforderungen: 1 von 3 erfüllt (nach Gewicht); es fehlt: Wareneingang, "
            "K.4711.");
  EXPECT_THAT(Say(English(), Reason::kSkillsMatched, Audience::kMentee,
                  {{"missing", "goods-receipt,driving_b"}}),
              HasSubstr("goods receipt, driving licence B"));
}

TEST(TextTest, NeedIsReadAsTheReasonAsksForIt) {
  EXPECT_THAT(Say(German(), Reason::kSchoolRequiredByLaw, Audience::kMentor,
                  {{"need", "mittlerer_abschluss"}, {"have", "none"}, {"years", "10"}}),
              HasSubstr("mittlerer Schulabschluss oder 10 Schuljahre. Vorhanden: kein "
                        "Schulabschluss."));
  EXPECT_THAT(
      Say(German(), Reason::kLanguageEnough, Audience::kMentor, {{"need", "none"}, {"have", "A1"}}),
      HasSubstr("verlangt kein Deutsch, vorhanden A1"));
  EXPECT_THAT(Say(German(), Reason::kWorkingTimeOutside, Audience::kMentee,
                  {{"need", "35-40"}, {"window", "0 08:30-14:30,1 08:30-14:30"}}),
              HasSubstr("Die Stelle: 35 bis 40 Stunden pro Woche. Ihre Zeiten: Mo–Di 8:30–14:30."));
}

TEST(TextTest, PermissionNamesTheOfficeConsentAndNote) {
  EXPECT_EQ(Say(German(), Reason::kWorkPermissionNeeded, Audience::kMentor,
                {{"office", "foreigners_office"},
                 {"ba", "not_needed"},
                 {"weeks", "4"},
                 {"note", "permission_needed"},
                 {"status", "duldung_60a"}}),
            "Beschäftigung erst mit Erlaubnis: Ausländerbehörde. Zustimmung der Bundesagentur für "
            "Arbeit: nicht erforderlich. Richtwert 4 Wochen. Eintrag im Dokument: „Beschäftigung "
            "nur mit Erlaubnis der Ausländerbehörde“. Status: Duldung, § 60a AufenthG.");
}

TEST(TextTest, WhatIsNotKnownSaysOfWhichSide) {
  const auto say = [](Reason reason, const std::vector<Argument>& parameters) {
    return Say(German(), reason, Audience::kMentor, parameters);
  };
  EXPECT_EQ(
      say(Reason::kWorkingTimeUnknown, {{"need", "35-40"}}),
      "Wann und wie lange die Person arbeiten kann, ist nicht bekannt; die Stelle verlangt 35 "
      "bis 40 Stunden pro Woche. Bitte die Person fragen.");
  EXPECT_EQ(
      say(Reason::kWorkingTimeUnknown, {{"window", "0 08:30-14:30"}}),
      "Die Arbeitszeiten der Stelle sind nicht bekannt; die Person kann arbeiten: Mo 8:30–14:30. "
      "Bitte im Betrieb nachfragen.");
  EXPECT_THAT(say(Reason::kWorkingTimeUnknown, {}),
              HasSubstr("Weder die Arbeitszeiten der Stelle"));
  EXPECT_THAT(say(Reason::kStartUnknown, {{"start", "2026-03-01"}}),
              HasSubstr("Ab wann die Person anfangen kann, ist nicht bekannt"));
  EXPECT_EQ(say(Reason::kStartUnknown, {}),
            "Die Anzeige nennt keinen Beginn. Bitte im Betrieb nachfragen.");
  EXPECT_THAT(say(Reason::kLevelUnknown, {{"vacancy", "81302"}}),
              HasSubstr("Niveau der Person nicht bekannt"));
  EXPECT_THAT(say(Reason::kLevelUnknown, {}), HasSubstr("Anforderungsniveau der Stelle"));
}

// A rule that a level short does not fail must not say that the German is enough.
TEST(TextTest, ARuleSaysThatGermanExcludesNobodyAndOnlyTheCriterionThatItIsEnough) {
  EXPECT_EQ(
      Say(German(), Reason::kLanguageEnough, Audience::kMentor, {{"need", "B2"}, {"have", "none"}}),
      "Deutsch schließt nicht aus: verlangt B2, vorhanden kein Deutsch.");
  EXPECT_EQ(Say(German(), Reason::kLanguageEnough, Audience::kMentee, {{"need", "B2"}}),
            "Sie können sich mit Ihrem Deutsch bewerben.");
  EXPECT_EQ(Say(German(), Reason::kLanguageEnough, Audience::kMentee,
                {{"need", "B1"}, {"points", "10000"}}),
            "Ihr Deutsch reicht für diese Stelle.");
}

TEST(TextTest, ATrainingFitsNobodysQualificationSinceItAsksForNone) {
  EXPECT_EQ(Say(German(), Reason::kLevelFits, Audience::kMentee,
                {{"job_level", "training"}, {"own_level", "1"}}),
            "Für diese Ausbildung brauchen Sie keinen Berufsabschluss.");
  EXPECT_EQ(Say(German(), Reason::kLevelFits, Audience::kMentee,
                {{"job_level", "level_2"}, {"own_level", "2"}}),
            "Die Stelle passt zu Ihrem Abschluss.");
}

TEST(TextTest, AMeasuredWayNamesBothDistrictsOrTheOneThatItIsIn) {
  EXPECT_EQ(Say(German(), Reason::kTravelMinutes, Audience::kMentor,
                {{"minutes", "20"}, {"home", "14713"}}),
            "Innerhalb von Leipzig, Stadt etwa 20 min.");
  EXPECT_EQ(Say(German(), Reason::kTravelUnknown, Audience::kMentor,
                {{"minutes", "91"}, {"limit", "90"}, {"home", "14713"}, {"place", "14729"}}),
            "Wegzeit nicht bekannt. Zwischen Leipzig, Stadt und 14729 sind es etwa 91 min, die "
            "Grenze ist 90 min. Bitte die Verbindung prüfen.");
  EXPECT_EQ(Say(German(), Reason::kTravelWithin, Audience::kMentor,
                {{"minutes", "31"},
                 {"limit", "90"},
                 {"home", "14713"},
                 {"place", "14729"},
                 {"relation", "strong"}}),
            "Wegzeit 31 min, Grenze 90 min.")
      << "the person's own";
}

TEST(TextTest, TheEmployerReadsNeitherCodesNorWhatIsHidden) {
  EXPECT_EQ(Say(German(), Reason::kWorkPermissionNeeded, Audience::kEmployer,
                {{"status", "duldung_60a"}, {"from", "2026-03-01"}, {"weeks", "4"}}),
            "Beginn möglich ab 01.03.2026.");
  EXPECT_EQ(Say(German(), Reason::kOccupationRelation, Audience::kEmployer,
                {{"own", "81302"}, {"source", "wish"}}),
            "Gehört zur Summe aus Beruf, Niveau, Kenntnissen und Anerkennung.");
  EXPECT_EQ(German().FoldedText(31'000'000, 6'200),
            "Beruf, Niveau, Kenntnisse und Anerkennung zusammen: 50 % des Möglichen.");
  EXPECT_EQ(German().FoldedText(0, 0),
            "Beruf, Niveau, Kenntnisse und Anerkennung zusammen: 0 % des Möglichen.");
  EXPECT_EQ(German().HiddenOutcomeText(Verdict::kPassAfter, *Date::FromCivil(2026, 3, 1)),
            "Beginn möglich ab 01.03.2026.");
  EXPECT_EQ(German().HiddenOutcomeText(Verdict::kPassAfter, std::nullopt),
            "Beginn möglich nach einer Klärung durch die Beratung.");
  EXPECT_EQ(English().HiddenOutcomeText(Verdict::kFail, std::nullopt), "Not possible at present.");
}

TEST(TextTest, AbbreviationsOfOfficialTitlesAreWrittenOut) {
  class Titles final : public TinyKnowledge {
   public:
    explicit Titles(const char* title) : title_(title) {}
    std::string OccupationTitleOf(OccupationCode) const override { return title_; }

   private:
    const char* title_;
  };
  const auto shown = [](const char* title) {
    return German().Occupation(*OccupationCode::Parse("54101"), Audience::kMentee, Titles(title));
  };
  EXPECT_EQ(shown("Reinigung (o.S.) - Helfer"), "Reinigung (ohne Spezialisierung) - Helfer");
  EXPECT_EQ(shown("Gesundheits-,Krankenpflege(oS)-Fachkraft"),
            "Gesundheits-,Krankenpflege (ohne Spezialisierung) - Fachkraft");
  EXPECT_EQ(shown("Musikinstrumentenbau (s.s.T.)-Spezialist"),
            "Musikinstrumentenbau (sonstige besondere Tätigkeit) - Spezialist");
  EXPECT_EQ(shown("Berufe Gesundheits-, Krankenpflege (o.S)"),
            "Berufe Gesundheits-, Krankenpflege (ohne Spezialisierung)");
  EXPECT_EQ(shown("Lagerwirtschaft - Helfer"), "Lagerwirtschaft - Helfer");
  EXPECT_EQ(shown(""), "54101");
}

TEST(TextTest, MenteeIsToldNothingWhereNothingIsToBeSaid) {
  EXPECT_EQ(Say(German(), Reason::kRecognitionNotRelevant, Audience::kMentee, {}), "");
}

TEST(TextTest, ContributionTellsItsArithmetic) {
  Contribution contribution;
  contribution.points = 9500;
  contribution.weight = 2600;
  contribution.contribution = 24'700'000;
  contribution.reason = Reason::kOccupationRelation;
  EXPECT_THAT(German().ContributionText(contribution, Audience::kMentor, TinyKnowledge()),
              HasSubstr("9.500 von 10.000 Punkten × Gewicht 2.600 = 24.700.000."));
}

TEST(TextTest, OutcomeTellsStepAndWeeksRoundedUp) {
  RuleOutcome outcome;
  outcome.reason = Reason::kObligationLifted;
  outcome.step = Step::kLiftResidenceObligation;
  outcome.lead_days = 29;
  outcome.parameters = {{ParameterName::kArea, *ParameterValue::Parse("14")}};
  EXPECT_THAT(German().OutcomeText(outcome, Audience::kMentor, TinyKnowledge()),
              HasSubstr("Richtwert 5 Wochen."));
  outcome.reason = Reason::kRecognitionRequired;
  outcome.step = Step::kFileRecognition;
  EXPECT_THAT(German().OutcomeText(outcome, Audience::kMentee, TinyKnowledge()),
              HasSubstr("Der nächste Schritt ist: Anerkennung beantragen."));
}

TEST(TextTest, FlagsHaveSentencesOrAtLeastTheirName) {
  EXPECT_THAT(German().FlagText(Flag::kBridge, Audience::kMentor), HasSubstr("Brücke"));
  EXPECT_EQ(German().FlagText(Flag::kTemporaryAgency, Audience::kMentee), "Zeitarbeit");
}

TEST(TextTest, NumbersDaysAndScoresAreWrittenAsTheLanguageDoes) {
  EXPECT_EQ(German().Number(1234567), "1.234.567");
  EXPECT_EQ(English().Number(1234567), "1,234,567");
  EXPECT_EQ(German().Number(999), "999");
  EXPECT_EQ(German().Number(-1000), "-1.000");
  EXPECT_EQ(German().Number(0), "0");
  EXPECT_EQ(German().Number(std::numeric_limits<int64_t>::min()), "-9.223.372.036.854.775.808");
  EXPECT_EQ(German().Day(*Date::FromCivil(2027, 3, 4)), "04.03.2027");
  EXPECT_EQ(English().Day(*Date::FromCivil(2027, 3, 4)), "2027-03-04");
  EXPECT_EQ(German().Score(82'499'999), "82,4 %");
  EXPECT_EQ(German().Score(99'999'999), "99,9 %");
  EXPECT_EQ(English().Score(100'000'000), "100.0 %");
}

TEST(TextTest, WindowsOfConsecutiveDaysAreJoined) {
  EXPECT_EQ(WriteWindows(German(), "0 08:30-14:30,1 08:30-14:30,2 08:30-14:30,5 06:00-12:00"),
            "Mo–Mi 8:30–14:30, Sa 6:00–12:00");
  EXPECT_EQ(WriteWindows(German(), "0 08:00-12:00,0 13:00-17:00,1 08:00-12:00,1 13:00-17:00"),
            "Mo–Di 8:00–12:00, Mo–Di 13:00–17:00");
  EXPECT_EQ(WriteWindows(German(), "7 08:00-12:00"), "7 08:00-12:00");
  EXPECT_EQ(WriteWindows(German(), "nachts"), "nachts");
}

TEST(TextTest, UnknownKeyComesBackItself) {
  EXPECT_EQ(German().Get("no.such.key"), "no.such.key");
  EXPECT_EQ(German().Of(Verdict::kPassAfter), "später möglich");
}

TEST(TextTest, LocaleTagsMayCarryARegion) {
  EXPECT_THAT(ParseLocale("de"), IsOkAndHolds(Locale::kDe));
  EXPECT_THAT(ParseLocale("de-DE"), IsOkAndHolds(Locale::kDe));
  EXPECT_THAT(ParseLocale("en_GB"), IsOkAndHolds(Locale::kEn));
  EXPECT_THAT(ParseLocale("fr"),
              StatusIs(absl::StatusCode::kInvalidArgument, "locale \"fr\" is not one of de, en"));
  EXPECT_THAT(ParseLocale(""), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(CatalogueParserTest, FaultyCataloguesNameTheLine) {
  const auto parse = [](absl::string_view text) {
    return Texts::Parse(Locale::kDe, text).status();
  };
  EXPECT_OK(parse("# remark\n\na.b = x {y}\n"));
  EXPECT_THAT(parse("a = x\nb\n"), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr("line 2: not \"key = text\"")));
  EXPECT_THAT(parse("a = x\na = y\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 2: \"a\" comes twice")));
  EXPECT_THAT(parse("a = x {y\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 1: faulty pattern")));
  EXPECT_THAT(parse("a = {n, plural, other{x}}\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 1: only {x}")));
  EXPECT_THAT(parse("a = {0}\n"), StatusIs(absl::StatusCode::kInvalidArgument,
                                           HasSubstr("line 1: arguments must have names")));
}

}  // namespace
}  // namespace passung::text
