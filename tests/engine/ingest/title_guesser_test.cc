#include "engine/ingest/title_guesser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "passung/ingest.h"
#include "tests/engine/ingest/fake_knowledge.h"
#include "tests/engine/ingest/imported.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(TitleGuesserTest, NameItselfIsCertain) {
  const FakeKnowledge knowledge;
  const TitleGuesser guesser(knowledge);
  for (const ActivityName* activity : knowledge.Activities()) {
    const auto guess = guesser.Guess(activity->name);
    ASSERT_TRUE(guess.has_value()) << activity->name;
    EXPECT_EQ(guess->code.Prefix(3), activity->code.Prefix(3)) << activity->name;
  }
}

TEST(TitleGuesserTest, PartsOfCompoundsAreFound) {
  const FakeKnowledge knowledge;
  const TitleGuesser guesser(knowledge);
  const auto guess = guesser.Guess("Lagerhelferin (m/w/d) für unser Werk");
  ASSERT_TRUE(guess.has_value());
  EXPECT_EQ(guess->code.ToString(), "51311");
  EXPECT_LT(guess->confidence, 100);
  EXPECT_EQ(guesser.Guess("Jungkoch/-köchin")->code.ToString(), "29302");
}

TEST(TitleGuesserTest, WordsThatAreInNoNameLowerConfidence) {
  const FakeKnowledge knowledge;
  const TitleGuesser guesser(knowledge);
  EXPECT_GT(guesser.Guess("Koch")->confidence,
            guesser.Guess("Koch xylophon quarzbrunnen zypresse")->confidence);
}

TEST(TitleGuesserTest, WhatIsLikeNothingHasNoGuess) {
  const FakeKnowledge knowledge;
  const TitleGuesser guesser(knowledge);
  for (const char* title : {"", "   ", "(m/w/d)", "Qzqzqz", "Mitarbeiter gesucht"}) {
    EXPECT_FALSE(guesser.Guess(title).has_value()) << title;
  }
}

TEST(TitleGuesserTest, ImportTakesWhatIsSureEnoughAndSaysSo) {
  const FakeKnowledge knowledge;
  const std::string table = "id,title\n1,Physiotherapeut in Voll- und Teilzeit\n";
  EXPECT_THAT(ImportVacancies(table, knowledge)->vacancies[0].occupations, SizeIs(0));
  const auto taken = ImportVacancies(table, knowledge, {.guess_from = 1});
  ASSERT_THAT(taken, IsOk());
  ASSERT_THAT(taken->vacancies[0].occupations, SizeIs(1));
  EXPECT_EQ(taken->vacancies[0].occupations[0].code->ToString(), "81713");
  EXPECT_EQ(taken->vacancies[0].occupations[0].activity_level, 3);
  EXPECT_THAT(Problems(taken->report.records[0]),
              AllOf(HasSubstr("\"Physiotherapeut/in\", confidence "), HasSubstr("%: taken")));
  const auto unsure = ImportVacancies(table, knowledge, {.guess_from = 100});
  EXPECT_THAT(unsure->vacancies[0].occupations, SizeIs(0));
  EXPECT_THAT(Problems(unsure->report.records[0]), HasSubstr("too unsure to be taken"));
  EXPECT_THAT(ImportVacancies(table, knowledge, {.guess_from = 101}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("101 is not 0 to 100")));
}

TEST(TitleGuesserTest, MeasureHidesWhatTheSourceNames) {
  const FakeKnowledge knowledge;
  const auto measure = MeasureTitleGuesses(
      "id,title,occupation\n1,Koch "
      "(m/w/d),Koch/Köchin\n2,Koch,Koch/Köchin\n3,Koch,Altenpfleger/in\n"
      "4,Koch,29302\n5,Koch,\n6,Koch,Zauberer\n",
      knowledge);
  ASSERT_THAT(measure, IsOk());
  EXPECT_EQ(measure->rows.titles, 3);
  EXPECT_EQ(measure->distinct.titles, 2);
  EXPECT_THAT(measure->rows.right, ElementsAre(2, 2, 2, 2, 2));
  EXPECT_THAT(measure->distinct.right, ElementsAre(1, 1, 1, 1, 1));
  EXPECT_THAT(MeasureTitleGuesses("id,title\n1,Koch\n", knowledge).status(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("no vacancy in the file")));
}

}  // namespace
}  // namespace passung
