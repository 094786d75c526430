#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "engine/ingest/utf8.h"
#include "passung/ingest.h"

namespace passung {
namespace {

struct Case {
  const char* text;
  const char* expected;  // "B2 required", "" for nothing
};

std::string Found(absl::string_view text) {
  const GermanPhrase phrase = FindGermanRequirement(text);
  if (!phrase.found) return "";
  EXPECT_EQ(phrase.requirement.levels, AllSkills(*phrase.requirement.levels[0]));
  return std::string(Name(*phrase.requirement.levels[0])) + " " +
         std::string(Name(phrase.requirement.strength));
}

void ExpectAll(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(Found(c.text), c.expected) << c.text;
}

TEST(GermanPhraseTest, NamedLevelIsRequired) {
  ExpectAll({
      {"Sehr gute Deutschkenntnisse in Wort und Schrift (mind. B2-Niveau)", "B2 required"},
      {"mindestens Deutsch C1", "C1 required"},
      {"Deutschkenntnisse (B1)", "B1 required"},
      {"Deutsch B2 oder höher", "B2 required"},
      {"DEUTSCHKENNTNISSE AUF B1-NIVEAU SIND VORAUSSETZUNG", "B1 required"},
      {"Sprachniveau: mindestens B2", "B2 required"},
      {"Deutsch\u00A0(B1+)", "B1 required"},
      {"Deutschkenntnisse (Niveau B 2)", "B2 required"},
      {"Kenntnisse der deutschen Sprache auf dem Niveau B2", "B2 required"},
      {"German language skills at least B2", "B2 required"},
      {"goethe-zertifikat B2", "B2 required"},
  });
}

TEST(GermanPhraseTest, LowerOfTwoNamedLevelsIsEnough) {
  ExpectAll({{"Deutsch B1/B2", "B1 required"},
             {"Deutschkenntnisse B2–C1", "B2 required"},
             {"Deutsch mindestens B2, idealerweise C1", "B2 required"}});
}

TEST(GermanPhraseTest, WishedLevelIsDesired) {
  ExpectAll({{"Deutschkenntnisse auf B2-Niveau sind wünschenswert", "B2 desired"},
             {"Deutsch B1 von Vorteil", "B1 desired"},
             {"Idealerweise Deutsch C1", "C1 desired"},
             {"Deutsch B2, Führerschein wünschenswert", "B2 required"},
             {"Deutsch B2, Englisch von Vorteil", "B2 required"},
             {"Führerschein wünschenswert, Deutsch B2", "B2 required"}});
}

TEST(GermanPhraseTest, QualityIsInferred) {
  ExpectAll({
      {"Sehr gute Deutschkenntnisse in Wort und Schrift", "C1 inferred"},
      {"Gute Deutschkenntnisse", "B2 inferred"},
      {"gute deutsche Sprachkenntnisse", "B2 inferred"},
      {"Grundkenntnisse in Deutsch", "A2 inferred"},
      {"Deutsch-Grundkenntnisse", "A2 inferred"},
      {"verhandlungssicheres Deutsch", "C1 inferred"},
      {"Deutsch fließend in Wort und Schrift", "C1 inferred"},
      {"Sie sprechen fliessend Deutsch", "C1 inferred"},
      {"Good knowledge of German and English, both written and spoken", "B2 inferred"},
      {"Fluent German is a must", "C1 inferred"},
      {"very good command of German", "C1 inferred"},
      {"Sehr gute Englisch- und Deutschkenntnisse", "C1 inferred"},
      {"gute Kenntnisse der deutschen Sprache", "B2 inferred"},
      {"Gute MS-Office-Kenntnisse sowie sehr gute Deutschkenntnisse", "C1 inferred"},
      {"ausreichende Deutschkenntnisse", "B1 inferred"},
      {"GUTE DEUTSCHKENNTNISSE WÜNSCHENSWERT", "B2 inferred"},
  });
}

TEST(GermanPhraseTest, NamedLevelBeatsAPhraseElsewhere) {
  ExpectAll(
      {{"Gute Deutschkenntnisse.\nNachweis: Deutsch C1", "C1 required"},
       {"Sehr gute Deutschkenntnisse sind Pflicht. Zertifikat Deutsch B1 reicht.", "B1 required"}});
}

TEST(GermanPhraseTest, LevelsOfOtherThingsAreNotGerman) {
  ExpectAll({{"Führerschein B1", ""},
             {"C1-Führerschein", ""},
             {"Fuehrerschein Klasse C1", ""},
             {"Treffpunkt Raum B2", ""},
             {"Erfahrung im B2B-Vertrieb", ""},
             {"Englisch C1", ""},
             {"Englischkenntnisse mindestens B2", ""},
             {"direkt an der Autobahn A1", ""},
             {"nahe A2", ""},
             {"Entgeltgruppe A2", ""},
             {"Führerschein der Klasse C1 und Deutschkenntnisse B1", "B1 required"},
             {"Englisch C1, Deutsch B2", "B2 required"},
             {"C1 Englisch, B1 Deutsch", "B1 required"},
             {"Deutsch B2 und Englisch C1", "B2 required"}});
}

TEST(GermanPhraseTest, QualityOfOtherThingsIsNotGerman) {
  ExpectAll({{"Gute Bezahlung bei der Deutschen Bahn", ""},
             {"Gute Englischkenntnisse", ""},
             {"Wir bieten einen guten Deutschkurs", ""},
             {"Ein gutes Team in ganz Deutschland", ""},
             {"Gute Noten in Deutsch und Mathematik", ""},
             {"Deutschkenntnisse erforderlich", ""},
             {"Deutsch, gute EDV-Kenntnisse", ""},
             {"", ""}});
}

TEST(GermanPhraseTest, DeniedNeedIsNone) {
  ExpectAll({{"Keine Deutschkenntnisse erforderlich", "none inferred"},
             {"Deutschkenntnisse sind nicht notwendig", "none inferred"},
             {"auch ohne Deutschkenntnisse", "none inferred"},
             {"Keine perfekten Deutschkenntnisse nötig", ""}});
}

TEST(GermanPhraseTest, EvidenceIsTheSentence) {
  const GermanPhrase phrase =
      FindGermanRequirement("Wir sind ein Team.<br>• Deutsch (mind. B1)<li>Führerschein</li>");
  EXPECT_EQ(phrase.requirement.phrase, "Deutsch (mind. B1)");
}

TEST(GermanPhraseTest, EvidenceIsCutBetweenCharacters) {
  std::string text = "Deutsch B2 ";
  while (text.size() < 900) text += "ä";
  const GermanPhrase phrase = FindGermanRequirement(text);
  ASSERT_TRUE(phrase.found);
  EXPECT_LE(phrase.requirement.phrase.size(), 300U);
  EXPECT_EQ(phrase.requirement.phrase.find(std::string(kReplacementCharacter)), std::string::npos);
  EXPECT_EQ(CutUtf8(phrase.requirement.phrase, 299).size() % 2, 1U);
}

TEST(GermanPhraseTest, HugeTextWithoutSentencesIsSearched) {
  std::string text(5 << 20, 'x');
  text += " Deutsch B2";
  EXPECT_EQ(Found(text), "B2 required");
  EXPECT_EQ(Found(std::string(1 << 20, '<')), "");
}

}  // namespace
}  // namespace passung
