#include "engine/ingest/title_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

std::string Kind(absl::string_view title) {
  const TitleFacts facts = ReadTitleFacts(title);
  return facts.kind ? std::string(Name(*facts.kind)) : "";
}
std::string Hours(absl::string_view title) {
  const TitleFacts facts = ReadTitleFacts(title);
  return facts.hours ? absl::StrCat(facts.hours->min, "-", facts.hours->max) : "";
}

TEST(TitleFactsTest, WordForAKindIsFound) {
  EXPECT_EQ(Kind("Praktikant im Handwerk (m/w/d)"), "internship");
  EXPECT_EQ(Kind("Schülerpraktikum Tischlerei"), "internship");
  EXPECT_EQ(Kind("Ausbildung zum Elektroniker (m/w/d) im Handwerk"), "training_dual");
  EXPECT_EQ(Kind("AZUBI Koch (m/w/d) 2026"), "training_dual");
  EXPECT_EQ(Kind("Auszubildende zur Verkäuferin"), "training_dual");
  EXPECT_EQ(Kind("Duales Studium Soziale Arbeit"), "training_dual");
  EXPECT_EQ(Kind("Schulische Ausbildung Altenpflegehilfe"), "training_school");
  EXPECT_EQ(Kind("Umschulung zum Fachlageristen"), "retraining");
  EXPECT_EQ(Kind("Einstiegsqualifizierung (EQ) Metall"), "entry_qualification");
  EXPECT_EQ(Kind("Anpassungslehrgang Pflege"), "adaptation");
  EXPECT_EQ(Kind("Teilqualifizierung Lager"), "part_qualification");
  EXPECT_EQ(Kind("Servicemitarbeiter für die Gastronomie (m/w/d) *Minijob*"), "minijob");
  EXPECT_EQ(Kind("Fahrer auf 538-Euro-Basis"), "minijob");
  EXPECT_EQ(Kind("Küchenhilfe 603 € Job"), "minijob");
  EXPECT_EQ(Kind("Reinigungskraft, geringfügige Beschäftigung"), "minijob");
  EXPECT_EQ(Kind("Werkstudent Gastronomie (m/w/d)"), "job");
}

TEST(TitleFactsTest, PeopleWhoWorkWithLearnersAreNone) {
  EXPECT_EQ(Kind("Ausbilder (m/w/d) in der Fahrschule"), "");
  EXPECT_EQ(Kind("Ausbildungsleiter (m/w/d)"), "");
  EXPECT_EQ(Kind("Praktikantenbetreuer"), "");
  EXPECT_EQ(Kind("Pflegehelfer mit oder ohne Ausbildung"), "");
  EXPECT_EQ(Kind("Elektriker mit abgeschlossener Ausbildung"), "");
  EXPECT_EQ(Kind("Meister für die Ausbildung"), "");
  EXPECT_EQ(Kind("Praktischer Helfer"), "");
  EXPECT_EQ(Kind("Individualbegleitung / Kindergarten"), "");
  EXPECT_EQ(Kind("Trainee Vertrieb"), "");
}

TEST(TitleFactsTest, CasualWorkHasNoKind) {
  const TitleFacts facts = ReadTitleFacts("Aushilfe Verkauf");
  EXPECT_FALSE(facts.kind.has_value());
  EXPECT_TRUE(facts.casual);
}

TEST(TitleFactsTest, WordForHoursIsFound) {
  EXPECT_EQ(Hours("Verkäufer (m/w/x) - Teilzeit"), "1-34");
  EXPECT_EQ(Hours("Vorarbeiter Reinigung in Vollzeit (m/w/d)"), "35-40");
  EXPECT_EQ(Hours("Verkäufer:in in Voll- und Teilzeit (m/w/d)"), "1-40");
  EXPECT_EQ(Hours("Hauswirtschaftliche Leitung in Teil- oder Vollzeit"), "1-40");
  EXPECT_EQ(Hours("Koch VZ/TZ"), "1-40");
  EXPECT_EQ(Hours("Minijob Lager"), "1-10");
  EXPECT_EQ(Hours("Werkstudent IT"), "1-20");
  EXPECT_EQ(Hours("Koch (m/w/d)"), "");
  EXPECT_EQ(Hours("Teilprojektleiter"), "");
}

TEST(TitleFactsTest, NumberOfWeeklyHoursIsFound) {
  EXPECT_EQ(Hours("Reinigungskraft 20 Std./Woche"), "20-20");
  EXPECT_EQ(Hours("Erzieher 30-35 Wochenstunden"), "30-35");
  EXPECT_EQ(Hours("Erzieher 30 bis 35 Stunden pro Woche"), "30-35");
  EXPECT_EQ(Hours("Verwaltung (38,5 Stunden wöchentlich)"), "38-38");
  EXPECT_EQ(Hours("24-Stunden-Pflege"), "");
  EXPECT_EQ(Hours("Fahrer 8 Stunden Schicht"), "");
}

}  // namespace
}  // namespace passung
