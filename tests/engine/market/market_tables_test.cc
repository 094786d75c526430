#include <algorithm>
#include <set>
#include <string>

#include "engine/market/occupations.h"
#include "engine/market/places.h"
#include "engine/market/random.h"
#include "engine/market/record_id.h"
#include "engine/market/skills.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "passung/ids.h"
#include "passung/market.h"
#include "tests/support/status_matchers.h"

namespace passung::market {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;
using ::testing::MatchesRegex;

std::set<std::string> Vocabulary() {
  std::set<std::string> ids;
  for (const absl::string_view id : GeneralSkills()) ids.emplace(id);
  for (int field = 0; field < kFieldCount; ++field) {
    for (const absl::string_view id : SkillsOf(static_cast<Field>(field))) ids.emplace(id);
  }
  return ids;
}

TEST(MarketTablesTest, EveryOccupationIsAValidCodeAndListedOnce) {
  std::set<int32_t> seen;
  for (const MarketOccupation& occupation : Occupations()) {
    EXPECT_OK(OccupationCode::Parse(occupation.code().ToString()));
    EXPECT_TRUE(seen.insert(occupation.number).second) << occupation.number;
    EXPECT_FALSE(occupation.title.empty());
  }
}

TEST(MarketTablesTest, EveryFieldHasWorkOfSeveralOccupations) {
  std::vector<int> count(kFieldCount);
  for (const MarketOccupation& occupation : Occupations()) {
    count[static_cast<size_t>(occupation.field)] += occupation.vacancies > 0 ? 1 : 0;
  }
  EXPECT_THAT(count, testing::Each(Ge(4)));
}

// The list of what registered seekers look for begins so.
TEST(MarketTablesTest, WishesForWorkWithoutTrainingKeepTheOrderOfTheSeekers) {
  std::vector<int32_t> helpers;
  for (const MarketOccupation& occupation : Occupations()) {
    if (occupation.level() == 1) helpers.push_back(occupation.number);
  }
  const auto seekers = [](int32_t number) {
    for (const MarketOccupation& occupation : Occupations()) {
      if (occupation.number == number) return occupation.seekers;
    }
    return 0;
  };
  std::sort(helpers.begin(), helpers.end(),
            [&](int32_t a, int32_t b) { return seekers(a) > seekers(b); });
  helpers.resize(6);
  EXPECT_THAT(helpers, testing::ElementsAre(51311, 54101, 62101, 29301, 71401, 12101));
}

TEST(MarketTablesTest, EverySkillIsAValidIdAndListedOnce) {
  size_t listed = GeneralSkills().size();
  for (int field = 0; field < kFieldCount; ++field) {
    listed += SkillsOf(static_cast<Field>(field)).size();
  }
  EXPECT_EQ(Vocabulary().size(), listed);
  EXPECT_THAT(listed, AllOf(Ge(150u), Le(300u)));
  for (const std::string& id : Vocabulary()) EXPECT_OK(ValidateId("skill", id));
}

int64_t PopulationOf(const Places& places) {
  int64_t population = 0;
  for (const MarketDistrict& district : places.districts) population += district.population;
  return population;
}

// Rising districts, and the towns of each together and in their order.
void ExpectInOrder(const Places& places) {
  size_t next = 0;
  int32_t before = 0;
  for (const MarketDistrict& district : places.districts) {
    EXPECT_LT(before, district.number);
    before = district.number;
    const size_t first = next;
    while (next < places.towns.size() && places.towns[next].district == district.number) ++next;
    EXPECT_LT(first, next) << district.number << " has no town";
  }
  EXPECT_EQ(next, places.towns.size());
}

TEST(MarketTablesTest, EveryDistrictOfSaxonyHasTowns) {
  const Places& saxony = PlacesOf(MarketRegion::kSaxony);
  EXPECT_EQ(saxony.districts.size(), 13u);
  EXPECT_EQ(PopulationOf(saxony), 4'042'422);
  ExpectInOrder(saxony);
}

TEST(MarketTablesTest, All400DistrictsOfGermanyHaveTowns) {
  const Places& germany = PlacesOf(MarketRegion::kGermany);
  EXPECT_EQ(germany.districts.size(), 400u);
  // 83 019 213 on 31 December 2018, of these 4 077 937 in Saxony, whose figures are of 2024.
  EXPECT_EQ(PopulationOf(germany), 83'019'213 - 4'077'937 + 4'042'422);
  ExpectInOrder(germany);
  std::set<int32_t> lands;
  for (const MarketDistrict& district : germany.districts) lands.insert(district.number / 1000);
  EXPECT_EQ(lands.size(), 16u);
}

TEST(MarketTablesTest, GermanTownsHaveTheirOwnCodeAndLieInTheirLand) {
  std::set<absl::string_view> codes;
  for (const MarketTown& town : PlacesOf(MarketRegion::kGermany).towns) {
    EXPECT_THAT(std::string(town.postal_code), MatchesRegex("[0-9]{5}")) << town.name;
    EXPECT_TRUE(codes.insert(town.postal_code).second) << town.postal_code;
    EXPECT_FALSE(town.name.empty()) << town.postal_code;
    EXPECT_THAT(town.weight, Ge(1)) << town.name;
    EXPECT_THAT(town.latitude_e6, AllOf(Ge(47'270'000), Le(55'060'000))) << town.name;
    EXPECT_THAT(town.longitude_e6, AllOf(Ge(5'866'000), Le(15'042'000))) << town.name;
  }
  EXPECT_THAT(codes.size(), Ge(1200u));
}

// A mistyped code puts a town into another part of the country.
TEST(MarketTablesTest, TownsOfADistrictAreNearEachOther) {
  const MarketTown* first = nullptr;
  for (const MarketTown& town : PlacesOf(MarketRegion::kGermany).towns) {
    if (first == nullptr || first->district != town.district) first = &town;
    EXPECT_THAT(Kilometres(first->point(), town.point()), Le(85)) << town.name;
  }
}

TEST(MarketTablesTest, IdsKeepTheOrderOfNumbersBeyondTheirWidth) {
  EXPECT_EQ(RecordId("m", 6, 1), "m000001");
  EXPECT_EQ(RecordId("m", 6, 999'999), "m999999");
  EXPECT_EQ(RecordId("m", 6, 1'000'000), "ma1000000");
  EXPECT_EQ(RecordId("v", 7, 10'000'000), "va10000000");
  for (const int64_t number : {999'999, 1'000'000, 9'999'999, 10'000'000}) {
    EXPECT_LT(RecordId("m", 6, number), RecordId("m", 6, number + 1));
    EXPECT_LT(RecordId("v", 7, number), RecordId("v", 7, number + 1));
    EXPECT_OK(ValidateId("mentee", RecordId("m", 6, number)));
  }
}

TEST(MarketTablesTest, KilometresAreMeasuredAsTheCrowFlies) {
  const GeoPoint leipzig = {51'340'000, 12'375'000};
  const GeoPoint dresden = {51'050'000, 13'740'000};
  EXPECT_THAT(Kilometres(leipzig, dresden), AllOf(Ge(98), Le(102)));
  EXPECT_EQ(Kilometres(dresden, dresden), 0);
  EXPECT_EQ(Kilometres(leipzig, dresden), Kilometres(dresden, leipzig));
}

TEST(RandomTest, WeightsOfZeroAreNeverDrawn) {
  Random random(1, Stream::kVacancy, 0);
  WeightedTable table;
  for (const int64_t weight : {0, 3, 0, 1, 0}) table.Add(weight);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_THAT(table.Draw(random), testing::AnyOf(1u, 3u));
    EXPECT_THAT(random.Pick({0, 5, 0, 2}), testing::AnyOf(1u, 3u));
  }
}

TEST(RandomTest, StreamsAndPositionsAreIndependent) {
  EXPECT_NE(Random(1, Stream::kVacancy, 5).Next(), Random(1, Stream::kMentee, 5).Next());
  EXPECT_NE(Random(1, Stream::kVacancy, 5).Next(), Random(1, Stream::kVacancy, 6).Next());
  EXPECT_NE(Random(1, Stream::kVacancy, 5).Next(), Random(2, Stream::kVacancy, 5).Next());
  EXPECT_EQ(Random(1, Stream::kVacancy, 5).Next(), Random(1, Stream::kVacancy, 5).Next());
}

// Every text of a mentee comes from a short list of codes; nothing could name a person.
TEST(MarketPrivacyTest, NoFieldOfAMenteeCouldIdentifyAnybody) {
  std::set<std::string> postal_codes;
  std::set<std::pair<int32_t, int32_t>> points;
  for (const MarketTown& town : PlacesOf(MarketRegion::kSaxony).towns) {
    postal_codes.emplace(town.postal_code);
    points.insert({town.latitude_e6, town.longitude_e6});
  }
  const std::set<std::string> skills = Vocabulary();
  const auto market =
      MakeMarket({.mentees = 3000, .vacancies = 0, .seed = 4, .today = Date::FromDays(20499)});
  ASSERT_OK(market);
  for (const Mentee& mentee : market->mentees) {
    const MenteeFacts& facts = mentee.facts;
    EXPECT_THAT(mentee.id.value, MatchesRegex("m[0-9]+"));
    for (const Home& home : facts.homes) {
      EXPECT_TRUE(home.postal_code.empty() || postal_codes.contains(home.postal_code));
      if (home.point) {
        EXPECT_TRUE(points.contains({home.point->latitude_e6, home.point->longitude_e6}));
      }
    }
    for (const TravelTime& time : facts.travel_times) {
      EXPECT_TRUE(postal_codes.contains(time.postal_code));
    }
    for (const std::string& language : facts.other_languages) {
      EXPECT_THAT(language, MatchesRegex("[a-z][a-z]"));
    }
    if (!facts.skills) continue;
    for (const SkillFact& skill : *facts.skills) EXPECT_TRUE(skills.contains(skill.id));
  }
}

}  // namespace
}  // namespace passung::market
