#include "engine/vocabulary/classification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::NotNull;

ClassificationRows SmallClassification() {
  return {.titles = {{"81302", "Gesundheits- und Krankenpflege - Fachkraft"},
                     {"813", "Gesundheits- und Krankenpflege"},
                     {"8130", "Gesundheits- und Krankenpflege o.S."},
                     {"25104", "Maschinenbau - Experte"},
                     {"81122", "Podologie (weggefallen)"},
                     {"8", "Gesundheit, Soziales, Lehre und Erziehung"}},
          .neighbours = {{"2510", "2722"}, {"813", "831"}, {"8130", "821"}},
          .activities = {{"Pflegefachmann/-frau", Kldb("81302"), 2},
                         {"Ingenieur/in - Maschinenbau", Kldb("25104"), std::nullopt}}};
}

TEST(ClassificationTest, WithoutAnImportEveryCodeOfAMainGroupIsPossible) {
  ASSERT_OK_AND_ASSIGN(const Classification built_in, Classification::Create({}));
  EXPECT_FALSE(built_in.imported());
  EXPECT_EQ(built_in.AllCodes().size(), 37u * 100u * 4u);
  EXPECT_TRUE(std::is_sorted(built_in.AllCodes().begin(), built_in.AllCodes().end()));
  EXPECT_TRUE(built_in.Contains(Kldb("81302")));
  EXPECT_TRUE(built_in.Contains(Kldb("54994")));
}

TEST(ClassificationTest, WithoutAnImportTitlesAreThoseOfTheMainGroups) {
  ASSERT_OK_AND_ASSIGN(const Classification built_in, Classification::Create({}));
  EXPECT_EQ(built_in.TitleOf(Kldb("81302")), "Medizinische Gesundheitsberufe");
  EXPECT_EQ(built_in.TitleOf(Kldb("01104")), "Angehörige der regulären Streitkräfte");
  EXPECT_EQ(built_in.FindActivity("Koch/Köchin"), nullptr);
}

TEST(ClassificationTest, AnImportNamesTheValidCodes) {
  ASSERT_OK_AND_ASSIGN(const Classification imported,
                       Classification::Create(SmallClassification()));
  EXPECT_TRUE(imported.imported());
  EXPECT_THAT(imported.AllCodes(), ElementsAre(Kldb("25104"), Kldb("81302")));
  EXPECT_TRUE(imported.Contains(Kldb("81302")));
  EXPECT_FALSE(imported.Contains(Kldb("81301")));
  EXPECT_FALSE(imported.Contains(Kldb("81772")));
}

TEST(ClassificationTest, TitlesFallBackToTheNearestAncestor) {
  ASSERT_OK_AND_ASSIGN(const Classification imported,
                       Classification::Create(SmallClassification()));
  EXPECT_EQ(imported.TitleOf(Kldb("81302")), "Gesundheits- und Krankenpflege - Fachkraft");
  EXPECT_EQ(imported.TitleOf(Kldb("81301")), "Gesundheits- und Krankenpflege o.S.");
  EXPECT_EQ(imported.TitleOf(Kldb("81393")), "Gesundheits- und Krankenpflege");
  EXPECT_EQ(imported.TitleOf(Kldb("81404")), "Medizinische Gesundheitsberufe");
}

TEST(ClassificationTest, NeighboursHoldInBothDirectionsAndForEveryCodeOfTheGroups) {
  ASSERT_OK_AND_ASSIGN(const Classification imported,
                       Classification::Create(SmallClassification()));
  EXPECT_TRUE(imported.Neighbours(Kldb("25104"), Kldb("27223")));
  EXPECT_TRUE(imported.Neighbours(Kldb("27223"), Kldb("25104")));
  EXPECT_FALSE(imported.Neighbours(Kldb("25114"), Kldb("27223")));
  EXPECT_TRUE(imported.Neighbours(Kldb("81313"), Kldb("83141")));
  EXPECT_TRUE(imported.Neighbours(Kldb("83141"), Kldb("81302")));
  // A group of four digits may stand beside one of three.
  EXPECT_TRUE(imported.Neighbours(Kldb("82102"), Kldb("81302")));
  EXPECT_FALSE(imported.Neighbours(Kldb("82102"), Kldb("81313")));
  EXPECT_FALSE(imported.Neighbours(Kldb("81302"), Kldb("81302")));
}

TEST(ClassificationTest, ActivitiesAreFoundByTheirExactName) {
  ASSERT_OK_AND_ASSIGN(const Classification imported,
                       Classification::Create(SmallClassification()));
  const ActivityName* nurse = imported.FindActivity("Pflegefachmann/-frau");
  ASSERT_THAT(nurse, NotNull());
  EXPECT_EQ(nurse->code, Kldb("81302"));
  EXPECT_EQ(nurse->level, 2);
  EXPECT_EQ(imported.FindActivity("pflegefachmann/-frau"), nullptr);
  EXPECT_EQ(imported.FindActivity(""), nullptr);
}

TEST(ClassificationTest, OfSeveralActivitiesWithOneNameTheFirstCounts) {
  ClassificationRows rows = SmallClassification();
  rows.activities.push_back({"Pflegefachmann/-frau", Kldb("82102"), std::nullopt});
  ASSERT_OK_AND_ASSIGN(const Classification imported, Classification::Create(rows));
  EXPECT_EQ(imported.FindActivity("Pflegefachmann/-frau")->code, Kldb("81302"));
}

TEST(ClassificationTest, TheDigestIsThatOfTheContentWhateverTheOrder) {
  ClassificationRows rows = SmallClassification();
  ASSERT_OK_AND_ASSIGN(const Classification one, Classification::Create(rows));
  std::reverse(rows.titles.begin(), rows.titles.end());
  std::reverse(rows.neighbours.begin(), rows.neighbours.end());
  std::reverse(rows.activities.begin(), rows.activities.end());
  std::swap(rows.neighbours[0].code, rows.neighbours[0].neighbour);
  ASSERT_OK_AND_ASSIGN(const Classification same, Classification::Create(rows));
  EXPECT_EQ(one.digest(), same.digest());
  rows.activities[0].level = 4;
  ASSERT_OK_AND_ASSIGN(const Classification other, Classification::Create(rows));
  EXPECT_NE(one.digest(), other.digest());
}

TEST(ClassificationTest, RefusesCodesThatAreNone) {
  EXPECT_THAT(Classification::Create(
                  {.titles = {{"81302", "x"}, {"813x", "y"}}, .neighbours = {}, .activities = {}}),
              StatusIs(kInvalid, HasSubstr("titles row 2: occupation prefix \"813x\"")));
  EXPECT_THAT(
      Classification::Create({.titles = {}, .neighbours = {{"813", "999"}}, .activities = {}}),
      StatusIs(kInvalid, HasSubstr("neighbours row 1: occupation prefix \"999\"")));
  EXPECT_THAT(
      Classification::Create({.titles = {}, .neighbours = {{"81", "831"}}, .activities = {}}),
      StatusIs(kInvalid, HasSubstr("\"81\" has not 3 or 4 digits")));
}

TEST(ClassificationTest, RefusesRepeatedAndEmptyTitles) {
  EXPECT_THAT(Classification::Create(
                  {.titles = {{"81302", "x"}, {"81302", "y"}}, .neighbours = {}, .activities = {}}),
              StatusIs(kInvalid, HasSubstr("titles row 2: code \"81302\" is repeated")));
  EXPECT_THAT(
      Classification::Create({.titles = {{"81302", ""}}, .neighbours = {}, .activities = {}}),
      StatusIs(kInvalid, HasSubstr("titles row 1")));
}

TEST(ClassificationTest, RefusesTitlesWithoutAnyFiveDigitCode) {
  EXPECT_THAT(
      Classification::Create({.titles = {{"813", "x"}}, .neighbours = {}, .activities = {}}),
      StatusIs(kInvalid, HasSubstr("no code has five digits")));
}

TEST(ClassificationTest, RefusesActivitiesWithoutNameOrWithAnImpossibleLevel) {
  EXPECT_THAT(Classification::Create(
                  {.titles = {}, .neighbours = {}, .activities = {{"", Kldb("81302"), 2}}}),
              StatusIs(kInvalid, HasSubstr("activities row 1")));
  EXPECT_THAT(Classification::Create(
                  {.titles = {}, .neighbours = {}, .activities = {{"x", Kldb("81302"), 5}}}),
              StatusIs(kInvalid, HasSubstr("level \"5\" is not 1 to 4")));
}

}  // namespace
}  // namespace passung
