// The market of all 400 districts: where people live and work, and that it is as hard as Saxony's.
#include <algorithm>
#include <map>
#include <set>

#include "engine/market/places.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "passung/market.h"
#include "tests/engine/market/made_market.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

MarketOptions Options(int64_t mentees, int64_t vacancies) {
  return {.mentees = mentees,
          .vacancies = vacancies,
          .seed = 1,
          .today = Date::FromDays(20499),
          .region = MarketRegion::kGermany};
}

// Counts by district, with 0 for those in which nothing is.
using Counts = std::map<int32_t, int64_t>;

// Each district's part of all is that of its population, give or take `sigmas` times the square
// root of what is expected.
void ExpectByPopulation(const Counts& counts, int64_t sigmas) {
  int64_t people = 0;
  int64_t all = 0;
  const auto districts = market::PlacesOf(MarketRegion::kGermany).districts;
  for (const market::MarketDistrict& district : districts) people += district.population;
  for (const auto& [district, count] : counts) all += count;
  for (const market::MarketDistrict& district : districts) {
    const auto found = counts.find(district.number);
    const int64_t count = found == counts.end() ? 0 : found->second;
    const int64_t expected = all * district.population / people;
    const int64_t off = count - expected;
    EXPECT_LE(off * off, sigmas * sigmas * (expected + 1)) << district.number << ": " << count;
  }
}

TEST(GermanMarketTest, HomesAreSpreadByPopulationOverAllDistricts) {
  const auto maker = MarketMaker::Create(Options(200'000, 0));
  ASSERT_OK(maker);
  Counts counts;
  for (int64_t i = 0; i < maker->mentees(); ++i) {
    const Mentee mentee = maker->MenteeAt(i);
    if (!mentee.facts.homes.empty()) ++counts[mentee.facts.homes[0].district.number()];
  }
  EXPECT_EQ(counts.size(), 400u);
  ExpectByPopulation(counts, 5);
}

// Employers bring many vacancies to the district of their seat, so single districts are off by
// more than chance; the Länder are not.
TEST(GermanMarketTest, VacanciesAreInEveryDistrictAndSpreadOverTheLands) {
  const auto maker = MarketMaker::Create(Options(0, 100'000));
  ASSERT_OK(maker);
  Counts districts;
  std::map<int, int64_t> lands;
  int64_t places = 0;
  for (int64_t i = 0; i < maker->vacancies(); ++i) {
    for (const Place& place : maker->VacancyAt(i).places) {
      ASSERT_TRUE(place.district.has_value());
      ++districts[place.district->number()];
      ++lands[place.district->land()];
      ++places;
    }
  }
  EXPECT_EQ(districts.size(), 400u);
  EXPECT_THAT(PerMille(lands[5], places), AllOf(Ge(180), Le(260)));        // 17.9 of 83.0 million
  EXPECT_THAT(PerMille(lands[9], places), AllOf(Ge(130), Le(190)));        // 13.1
  EXPECT_THAT(PerMille(lands[14], places), AllOf(Ge(33), Le(66)));         // 4.0
  EXPECT_THAT(PerMille(lands[4], places), AllOf(Ge(4), Le(13)));           // 0.7
  EXPECT_THAT(PerMille(districts[11000], places), AllOf(Ge(30), Le(60)));  // 3.6
}

TEST(GermanMarketTest, EveryRecordIsValidAndASmallerMarketTheBeginning) {
  const Market large = MadeMarket(Options(2000, 8000));
  for (const Mentee& mentee : large.mentees) ASSERT_OK(Validate(mentee)) << mentee.id.value;
  for (const Vacancy& vacancy : large.vacancies) ASSERT_OK(Validate(vacancy)) << vacancy.id.value;
  const Market small = MadeMarket(Options(100, 300));
  EXPECT_TRUE(std::equal(small.mentees.begin(), small.mentees.end(), large.mentees.begin()));
  EXPECT_TRUE(std::equal(small.vacancies.begin(), small.vacancies.end(), large.vacancies.begin()));
}

TEST(GermanMarketTest, WaysLeadToAFewPlacesNearTheHome) {
  int64_t with_ways = 0;
  int64_t elsewhere = 0;
  std::map<absl::string_view, market::MarketTown> by_code;
  for (const market::MarketTown& town : market::PlacesOf(MarketRegion::kGermany).towns) {
    by_code[town.postal_code] = town;
  }
  for (const Mentee& mentee : MadeMarket(Options(5000, 0)).mentees) {
    const auto& times = mentee.facts.travel_times;
    EXPECT_THAT(times.size(), Le(8u)) << mentee.id.value;
    with_ways += times.empty() ? 0 : 1;
    for (const TravelTime& time : times) {
      ASSERT_TRUE(by_code.contains(time.postal_code)) << time.postal_code;
      // 80 km between the seats and the way to both of them.
      EXPECT_THAT(time.minutes, AllOf(Ge(8), Le(330))) << mentee.id.value;
      if (mentee.facts.homes.empty() || !mentee.facts.homes[0].point) continue;
      const market::MarketTown& town = by_code[time.postal_code];
      EXPECT_THAT(market::Kilometres(*mentee.facts.homes[0].point, town.point()), Le(170));
      elsewhere += town.district != mentee.facts.homes[0].district.number() ? 1 : 0;
    }
  }
  EXPECT_THAT(with_ways, AllOf(Ge(1500), Le(2000)));
  EXPECT_THAT(elsewhere, Ge(1000));
}

TEST(GermanMarketTest, LimitsOfResidenceNameTheOwnLandOrDistrict) {
  int64_t lands = 0;
  int64_t districts = 0;
  for (const Mentee& mentee : MadeMarket(Options(5000, 0)).mentees) {
    if (mentee.facts.homes.empty()) continue;
    for (const AreaLimit& limit : mentee.residence.obligations) {
      if (!limit.limited) continue;
      EXPECT_TRUE(limit.area.Contains(mentee.facts.homes[0].district)) << mentee.id.value;
      ++(limit.area.number() < 100 ? lands : districts);
    }
  }
  EXPECT_THAT(lands, Ge(300));
  EXPECT_THAT(districts, Ge(100));
}

// Whatever does not hang on places is as in Saxony; both regions are measured, neither assumed.
TEST(GermanMarketTest, ItIsAsHardAsSaxony) {
  MarketOptions options = Options(2000, 8000);
  const MarketStats germany = ComputeStats(MadeMarket(options));
  options.region = MarketRegion::kSaxony;
  const MarketStats saxony = ComputeStats(MadeMarket(options));
  EXPECT_THAT(germany.rows, Ge(germany.vacancies * 18 / 10));
  const auto near = [&](int64_t MarketStats::*figure, int64_t whole) {
    return std::abs(PerMille(germany.*figure, whole) - PerMille(saxony.*figure, whole)) <= 30;
  };
  EXPECT_TRUE(near(&MarketStats::unknown_german, 8000)) << germany.unknown_german;
  EXPECT_TRUE(near(&MarketStats::unknown_hours, 8000)) << germany.unknown_hours;
  EXPECT_TRUE(near(&MarketStats::unknown_start, 8000)) << germany.unknown_start;
  EXPECT_TRUE(near(&MarketStats::unknown_support, 8000)) << germany.unknown_support;
  EXPECT_TRUE(near(&MarketStats::unknown_shifts, 8000)) << germany.unknown_shifts;
  EXPECT_TRUE(near(&MarketStats::repeated_offers, 8000)) << germany.repeated_offers;
  EXPECT_TRUE(near(&MarketStats::biggest_employer, 8000)) << germany.biggest_employer;
  EXPECT_THAT(PerMille(germany.mentees_by_occupations[1], germany.mentees), Ge(150));
  EXPECT_THAT(PerMille(germany.mentees_by_occupations[4], germany.mentees), Ge(40));
}

}  // namespace
}  // namespace passung
