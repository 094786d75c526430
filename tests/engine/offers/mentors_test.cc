#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/pairing.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

MentorLoad InDistrict(absl::string_view id, absl::string_view district) {
  MentorLoad load;
  load.mentor.id.value = std::string(id);
  load.mentor.districts = {Ags(district)};
  return load;
}

MentorRanking Rank(const Mentee& mentee, const std::vector<MentorLoad>& mentors,
                   bool include_full = false) {
  return RankMentors(*Knowledge::BuiltIn(), mentee, mentors,
                     {.as_of = StoryDay(), .include_full = include_full})
      .value();
}

std::vector<std::string> Ids(const MentorRanking& ranking) {
  std::vector<std::string> ids;
  for (const MentorSuggestion& mentor : ranking.mentors) ids.push_back(mentor.mentor.value);
  return ids;
}

const SuggestionPart& PartFor(const MentorSuggestion& mentor, SuggestionCriterion criterion) {
  for (const SuggestionPart& part : mentor.parts) {
    if (part.criterion == criterion) return part;
  }
  return mentor.parts.front();
}

const Mentee& Nurse() {
  static const Mentee& nurse = *new Mentee(MenteeBuilder("m")
                                               .In("14612")
                                               .Speaks("ar")
                                               .WithGerman(LanguageLevel::kA2)
                                               .Qualified("81302"));
  return nurse;
}

TEST(RankMentorsTest, PartsSumToTheScoreAndWeightsTo10000) {
  MentorLoad mentor = InDistrict("a", "14628");
  mentor.mentor.capacity = 30;
  mentor.mentees = 20;
  const MentorRanking ranking = Rank(Nurse(), {mentor});
  int32_t score = 0;
  int32_t weights = 0;
  for (const SuggestionPart& part : ranking.mentors[0].parts) {
    EXPECT_EQ(part.contribution, part.points * part.weight);
    score += part.contribution;
    weights += part.weight;
  }
  EXPECT_EQ(weights, 10'000);
  EXPECT_EQ(ranking.mentors[0].score, score);
  // Strong link 7500, German A2 2500, no field 5000, a third of the places 3333.
  EXPECT_EQ(score, 7'500 * 3'500 + 2'500 * 3'000 + 5'000 * 1'500 + 3'333 * 2'000);
}

TEST(RankMentorsTest, ALanguageInCommonOutweighsANeighbouringDistrict) {
  MentorLoad near = InDistrict("near", "14612");
  MentorLoad speaks = InDistrict("speaks", "14628");
  speaks.mentor.languages = {"fa", "ar"};
  const MentorRanking ranking = Rank(Nurse(), {near, speaks});
  EXPECT_THAT(Ids(ranking), ElementsAre("speaks", "near"));
  const SuggestionPart& language = PartFor(ranking.mentors[0], SuggestionCriterion::kLanguage);
  EXPECT_EQ(language.reason, SuggestionReason::kSpeaksLanguage);
  EXPECT_EQ(language.parameters[0].value.ToString(), "ar");
}

TEST(RankMentorsTest, AMentorOfTheFieldComesBeforeOneOfAnother) {
  MentorLoad care = InDistrict("care", "14612");
  care.mentor.fields = {OccupationPrefix::Parse("81").value()};
  MentorLoad metal = InDistrict("metal", "14612");
  metal.mentor.fields = {OccupationPrefix::Parse("24").value()};
  const MentorRanking ranking = Rank(Nurse(), {metal, care});
  EXPECT_THAT(Ids(ranking), ElementsAre("care", "metal"));
  EXPECT_EQ(PartFor(ranking.mentors[0], SuggestionCriterion::kField).points, 6'500);
  EXPECT_EQ(PartFor(ranking.mentors[1], SuggestionCriterion::kField).points, 0);
}

TEST(RankMentorsTest, WhoHasNoRoomIsCountedAndShownOnRequestOnly) {
  MentorLoad full = InDistrict("full", "14612");
  full.mentor.capacity = 25;
  full.mentees = 25;
  MentorLoad free = InDistrict("free", "14612");
  free.mentor.capacity = 25;
  free.mentees = 24;
  const MentorRanking ranking = Rank(Nurse(), {full, free});
  EXPECT_THAT(Ids(ranking), ElementsAre("free"));
  EXPECT_EQ(ranking.full, 1);
  const MentorRanking all = Rank(Nurse(), {full, free}, true);
  EXPECT_THAT(Ids(all), ElementsAre("free", "full"));
  EXPECT_TRUE(all.mentors[1].full);
  EXPECT_EQ(all.full, 0);
  EXPECT_EQ(PartFor(all.mentors[1], SuggestionCriterion::kCaseload).points, 0);
}

TEST(RankMentorsTest, RetiredMentorsAreNeverListed) {
  MentorLoad retired = InDistrict("r", "14612");
  retired.mentor.retired = true;
  EXPECT_TRUE(Rank(Nurse(), {retired}, true).mentors.empty());
}

TEST(RankMentorsTest, TiesGoByIdAndTheOrderOfMentorsMakesNoDifference) {
  const std::vector<MentorLoad> mentors = {InDistrict("b", "14612"), InDistrict("a", "14612"),
                                           InDistrict("c", "14713")};
  EXPECT_THAT(Ids(Rank(Nurse(), mentors)), ElementsAre("a", "b", "c"));
  EXPECT_THAT(Ids(Rank(Nurse(), {mentors[2], mentors[1], mentors[0]})), ElementsAre("a", "b", "c"));
}

TEST(RankMentorsTest, NothingKnownIsWorthTheSameForEverybody) {
  const Mentee nobody = MenteeBuilder("m");
  MentorLoad bare;
  bare.mentor.id.value = "a";
  const MentorRanking ranking = Rank(nobody, {bare, InDistrict("b", "14612")});
  EXPECT_THAT(Ids(ranking), ElementsAre("a", "b"));
  EXPECT_EQ(ranking.mentors[0].score, 50'000'000);
  EXPECT_EQ(ranking.mentors[1].score, 50'000'000);
}

TEST(RankMentorsTest, TheResidenceStatusChangesNoNumber) {
  MentorLoad mentor = InDistrict("a", "14612");
  Mentee other = Nurse();
  other.residence.titles.push_back({.status = ResidenceStatus::kDuldung60b});
  EXPECT_EQ(Rank(Nurse(), {mentor}).mentors, Rank(other, {mentor}).mentors);
}

TEST(RankMentorsTest, FaultyQuestionsAreRefused) {
  const auto fault = [](int32_t limit, const Mentee& mentee) {
    return RankMentors(*Knowledge::BuiltIn(), mentee, {}, {.as_of = StoryDay(), .limit = limit})
        .status();
  };
  using absl::StatusCode::kInvalidArgument;
  EXPECT_THAT(fault(0, Nurse()), StatusIs(kInvalidArgument, HasSubstr("limit: 0")));
  EXPECT_THAT(fault(1001, Nurse()), StatusIs(kInvalidArgument, HasSubstr("1 and 1000")));
  EXPECT_THAT(fault(1, Mentee()), StatusIs(kInvalidArgument, HasSubstr("id")));
}

}  // namespace
}  // namespace passung
