#include "passung/market.h"

#include <algorithm>
#include <set>
#include <string>

#include "engine/base/digest.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "passung/codec.h"
#include "tests/engine/market/made_market.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::StartsWith;

constexpr Date kToday = Date::FromDays(20499);  // 2026-02-15

MarketOptions Small() { return {.mentees = 2000, .vacancies = 8000, .seed = 1, .today = kToday}; }

std::string DigestOf(const Market& market) {
  base::Digest digest;
  for (const Mentee& mentee : market.mentees) digest.Update(EncodeCanonical(mentee));
  for (const Vacancy& vacancy : market.vacancies) digest.Update(EncodeCanonical(vacancy));
  return digest.ToHex();
}

// A change here changes everybody's demo and every figure of the benchmarks: it must be meant.
TEST(MarketTest, TheSameOptionsGiveTheSameBytesForEver) {
  const MarketOptions options = {.mentees = 200, .vacancies = 1000, .seed = 7, .today = kToday};
  EXPECT_EQ(DigestOf(MadeMarket(options)), "b1e0acec4ed0d7713d083281e20df47a");
  MarketOptions germany = options;
  germany.region = MarketRegion::kGermany;
  EXPECT_EQ(DigestOf(MadeMarket(germany)), "bc4ed014abd0e5be91be5b7525302a60");
}

TEST(MarketTest, OutcomesAreACourseThatContradictsNothingAndAreTheSameEachTime) {
  const MarketOptions options = {.mentees = 300, .vacancies = 2000, .seed = 7, .today = kToday};
  const MarketMaker maker = MarketMaker::Create(options).value();
  const MarketMaker again = MarketMaker::Create(options).value();
  std::set<OutcomeKind> kinds;
  std::set<PlacementKind> placements;
  for (int64_t i = 0; i < maker.mentees(); ++i) {
    const std::vector<Outcome> outcomes = maker.OutcomesAt(i);
    EXPECT_EQ(again.OutcomesAt(i), outcomes);
    EXPECT_OK(CheckCourse(outcomes));
    std::set<std::string> ids;
    for (const Outcome& outcome : outcomes) {
      EXPECT_OK(Validate(outcome));
      EXPECT_EQ(outcome.mentee, maker.MenteeAt(i).id);
      EXPECT_LE(outcome.date, kToday);
      EXPECT_TRUE(ids.insert(outcome.id.value).second) << outcome.id.value;
      kinds.insert(outcome.kind);
      if (outcome.placement) placements.insert(*outcome.placement);
    }
  }
  EXPECT_EQ(kinds.size(), EnumCount<OutcomeKind>());
  EXPECT_GE(placements.size(), 3U);
  EXPECT_THAT(MarketMaker::Create({.mentees = 1, .vacancies = 0, .today = kToday})->OutcomesAt(0),
              IsEmpty());
}

TEST(MarketTest, AnotherSeedGivesAnotherMarket) {
  MarketOptions options = {.mentees = 20, .vacancies = 50, .seed = 1, .today = kToday};
  const std::string one = DigestOf(MadeMarket(options));
  options.seed = 2;
  EXPECT_NE(DigestOf(MadeMarket(options)), one);
}

TEST(MarketTest, ASmallerMarketIsTheBeginningOfALargerOne) {
  const Market large = MadeMarket(Small());
  const Market small = MadeMarket({.mentees = 100, .vacancies = 300, .seed = 1, .today = kToday});
  ASSERT_EQ(small.mentees.size(), 100u);
  ASSERT_EQ(small.vacancies.size(), 300u);
  EXPECT_TRUE(std::equal(small.mentees.begin(), small.mentees.end(), large.mentees.begin()));
  EXPECT_TRUE(std::equal(small.vacancies.begin(), small.vacancies.end(), large.vacancies.begin()));
}

TEST(MarketTest, AnEmptyMarketIsAllowed) {
  const Market market = MadeMarket({.mentees = 0, .vacancies = 0, .seed = 1, .today = kToday});
  EXPECT_THAT(market.mentees, IsEmpty());
  EXPECT_THAT(market.vacancies, IsEmpty());
  EXPECT_EQ(ComputeStats(market), MarketStats());
}

TEST(MarketTest, EveryRecordIsValid) {
  for (const uint64_t seed : {1, 2, 3}) {
    MarketOptions options = Small();
    options.seed = seed;
    const Market market = MadeMarket(options);
    for (const Mentee& mentee : market.mentees) ASSERT_OK(Validate(mentee)) << mentee.id.value;
    for (const Vacancy& vacancy : market.vacancies) {
      ASSERT_OK(Validate(vacancy)) << vacancy.id.value;
    }
  }
}

TEST(MarketTest, EveryRecordIsValidOnTheFirstAndLastPossibleDay) {
  for (const int32_t days : {10957, 47846}) {
    MarketOptions options = Small();
    options.today = Date::FromDays(days);
    const Market market = MadeMarket(options);
    for (const Mentee& mentee : market.mentees) ASSERT_OK(Validate(mentee)) << mentee.id.value;
    for (const Vacancy& vacancy : market.vacancies) {
      ASSERT_OK(Validate(vacancy)) << vacancy.id.value;
    }
  }
}

TEST(MarketTest, IdsAreNumberedFromOne) {
  const Market market = MadeMarket({.mentees = 2, .vacancies = 2, .seed = 1, .today = kToday});
  EXPECT_EQ(market.mentees[0].id.value, "m000001");
  EXPECT_EQ(market.mentees[1].id.value, "m000002");
  EXPECT_EQ(market.vacancies[0].id.value, "v0000001");
  EXPECT_EQ(market.vacancies[1].id.value, "v0000002");
}

TEST(MarketTest, VacanciesAreMarkedAsTestDataOfInventedEmployers) {
  for (const Vacancy& vacancy : MadeMarket(Small()).vacancies) {
    EXPECT_TRUE(vacancy.test_data);
    EXPECT_EQ(vacancy.source, "market");
    if (!vacancy.employer_name.empty()) {
      EXPECT_THAT(vacancy.employer_name, StartsWith("Muster"));
    }
  }
}

TEST(MarketTest, ItIsNotEasy) {
  const MarketStats stats = ComputeStats(MadeMarket(Small()));
  EXPECT_THAT(stats.rows, Ge(stats.vacancies * 18 / 10));
  EXPECT_THAT(PerMille(stats.unknown_german, stats.vacancies), AllOf(Ge(300), Le(600)));
  EXPECT_THAT(PerMille(stats.unknown_hours, stats.vacancies), AllOf(Ge(300), Le(600)));
  EXPECT_THAT(PerMille(stats.unknown_start, stats.vacancies), AllOf(Ge(200), Le(500)));
  EXPECT_THAT(PerMille(stats.unknown_support, stats.vacancies), AllOf(Ge(400), Le(700)));
  EXPECT_THAT(PerMille(stats.repeated_offers, stats.vacancies), AllOf(Ge(40), Le(80)));
}

TEST(MarketTest, FewEmployersOfferMuchAndNoneRulesTheMarket) {
  const MarketStats stats = ComputeStats(MadeMarket(Small()));
  EXPECT_THAT(PerMille(stats.ten_biggest_employers, stats.vacancies), Ge(40));
  EXPECT_THAT(PerMille(stats.biggest_employer, stats.vacancies), AllOf(Ge(8), Le(40)));
  EXPECT_THAT(stats.employers, Ge(stats.vacancies / 4));
}

TEST(MarketTest, MenteesHaveOneToFourOccupations) {
  const MarketStats stats = ComputeStats(MadeMarket(Small()));
  const auto& counts = stats.mentees_by_occupations;
  EXPECT_THAT(PerMille(counts[0], stats.mentees), Le(20));  // nothing known yet
  EXPECT_THAT(PerMille(counts[1], stats.mentees), Ge(150));
  EXPECT_THAT(PerMille(counts[2], stats.mentees), Ge(200));
  EXPECT_THAT(PerMille(counts[3], stats.mentees), Ge(100));
  EXPECT_THAT(PerMille(counts[4], stats.mentees), Ge(40));
  for (const Mentee& mentee : MadeMarket(Small()).mentees) {
    std::set<OccupationCode> codes;
    for (const auto& claim : mentee.facts.qualifications) codes.insert(claim.occupation);
    for (const auto& claim : mentee.facts.experiences) codes.insert(claim.occupation);
    for (const auto& claim : mentee.facts.wishes) codes.insert(claim.occupation);
    EXPECT_THAT(codes.size(), Le(4u)) << mentee.id.value;
  }
}

// 77 helper, 385 skilled, 159 specialist, 79 expert of 700 real ones, for work; trainings are coded
// as skilled or specialist.
TEST(MarketTest, WorkHasTheRequirementLevelsOfRealVacancies) {
  std::array<int64_t, 5> jobs{};
  for (const Vacancy& vacancy : MadeMarket(Small()).vacancies) {
    if (vacancy.kind != VacancyKind::kJob || vacancy.occupations.empty()) continue;
    const auto& code = vacancy.occupations[0].code;
    if (!code) continue;
    ++jobs[0];
    ++jobs[static_cast<size_t>(code->requirement_level())];
  }
  EXPECT_THAT(PerMille(jobs[1], jobs[0]), AllOf(Ge(90), Le(130)));
  EXPECT_THAT(PerMille(jobs[2], jobs[0]), AllOf(Ge(520), Le(580)));
  EXPECT_THAT(PerMille(jobs[3], jobs[0]), AllOf(Ge(200), Le(255)));
  EXPECT_THAT(PerMille(jobs[4], jobs[0]), AllOf(Ge(90), Le(135)));
}

TEST(MarketTest, HomesFollowThePopulation) {
  std::array<int64_t, 3> at{};  // Leipzig, Nordsachsen, anywhere
  for (const Mentee& mentee : MadeMarket(Small()).mentees) {
    if (mentee.facts.homes.empty()) continue;
    const int32_t district = mentee.facts.homes[0].district.number();
    at[0] += district == 14713 ? 1 : 0;
    at[1] += district == 14730 ? 1 : 0;
    ++at[2];
  }
  EXPECT_THAT(PerMille(at[0], at[2]), AllOf(Ge(125), Le(180)));  // 611 850 of 4 042 422
  EXPECT_THAT(PerMille(at[1], at[2]), AllOf(Ge(33), Le(66)));    // 199 422
}

TEST(MarketTest, GermanGrowsWithTheStay) {
  std::array<int64_t, 2> sum{};
  std::array<int64_t, 2> count{};
  for (const Mentee& mentee : MadeMarket(Small()).mentees) {
    if (mentee.facts.german.empty() || mentee.residence.titles.empty()) continue;
    const auto& since = mentee.residence.titles[0].stay_since;
    const auto& speaking = mentee.facts.german[0].levels[2];
    if (!since || !speaking) continue;
    const size_t group = FullMonthsBetween(*since, kToday) < 12 ? 0 : 1;
    sum[group] += static_cast<int64_t>(*speaking);
    ++count[group];
  }
  ASSERT_THAT(count, Each(Ge(50)));
  EXPECT_THAT(sum[1] * count[0], Ge(sum[0] * count[1] + count[0] * count[1]))
      << "a year of stay is worth less than one level";
}

TEST(MarketTest, EveryKindStatusAndStandingOccurs) {
  const Market market =
      MadeMarket({.mentees = 20000, .vacancies = 8000, .seed = 1, .today = kToday});
  std::set<std::optional<VacancyKind>> kinds;
  for (const Vacancy& vacancy : market.vacancies) kinds.insert(vacancy.kind);
  EXPECT_EQ(kinds.size(), EnumCount<VacancyKind>() + 1);  // and unknown
  std::set<std::optional<ResidenceStatus>> statuses;
  std::set<std::optional<RecognitionStatus>> standings;
  for (const Mentee& mentee : market.mentees) {
    for (const ResidenceFact& title : mentee.residence.titles) statuses.insert(title.status);
    for (const Qualification& qualification : mentee.facts.qualifications) {
      for (const Recognition& recognition : qualification.recognitions) {
        standings.insert(StatusOf(recognition.outcome, recognition.step));
      }
    }
  }
  EXPECT_EQ(statuses.size(), EnumCount<ResidenceStatus>() + 1);
  // All but `none`, which is no recognition at all; and unknown.
  EXPECT_EQ(standings.size(), EnumCount<RecognitionStatus>());
}

TEST(MarketTest, SomeFactsArePlannedAndSomeStaysAreStillWaiting) {
  int64_t planned = 0;
  int64_t waiting = 0;
  for (const Mentee& mentee : MadeMarket(Small()).mentees) {
    for (const GermanFact& german : mentee.facts.german) {
      planned += german.valid.from && *german.valid.from > kToday ? 1 : 0;
    }
    for (const ResidenceFact& title : mentee.residence.titles) {
      const bool tolerated = title.status == ResidenceStatus::kGestattung ||
                             title.status == ResidenceStatus::kDuldung60a;
      if (tolerated && title.stay_since && FullMonthsBetween(*title.stay_since, kToday) < 3) {
        ++waiting;
      }
    }
  }
  EXPECT_THAT(planned, Ge(100));
  EXPECT_THAT(waiting, Ge(20));
}

TEST(MarketTest, RefusesCountsOutOfRange) {
  const auto refused = [](int64_t mentees, int64_t vacancies, absl::string_view message) {
    const MarketOptions options = {.mentees = mentees, .vacancies = vacancies, .today = kToday};
    EXPECT_THAT(MarketMaker::Create(options),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)));
  };
  refused(-1, 0, "mentees: -1 is not between 0 and 3000000");
  refused(3'000'001, 0, "mentees: 3000001");
  refused(0, -5, "vacancies: -5 is not between 0 and 10000000");
  refused(0, 10'000'001, "vacancies: 10000001");
  EXPECT_THAT(MakeMarket({.mentees = -1, .today = kToday}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("mentees: -1")));
}

// Nothing is made that nobody asks for: the last record of the largest market comes at once.
TEST(MarketTest, TheLargestMarketIsMadeRecordByRecord) {
  for (const MarketRegion region : {MarketRegion::kSaxony, MarketRegion::kGermany}) {
    const auto maker = MarketMaker::Create({.mentees = kMostMarketMentees,
                                            .vacancies = kMostMarketVacancies,
                                            .seed = 1,
                                            .today = kToday,
                                            .region = region});
    ASSERT_OK(maker);
    const Mentee mentee = maker->MenteeAt(maker->mentees() - 1);
    EXPECT_EQ(mentee.id.value, "ma3000000");
    EXPECT_OK(Validate(mentee));
    EXPECT_LT(maker->MenteeAt(999'998).id, maker->MenteeAt(999'999).id);
    const Vacancy vacancy = maker->VacancyAt(maker->vacancies() - 1);
    EXPECT_EQ(vacancy.id.value, "va10000000");
    EXPECT_OK(Validate(vacancy));
    EXPECT_EQ(maker->VacancyAt(9'999'998).id.value, "v9999999");
    EXPECT_LT(maker->VacancyAt(9'999'998).id, vacancy.id);
  }
}

TEST(MarketTest, ARecordDoesNotDependOnWhatWasMadeBefore) {
  const Market market = MadeMarket(Small());
  const auto maker = MarketMaker::Create(Small());
  ASSERT_OK(maker);
  for (const size_t position : {1999u, 0u, 1234u, 7u}) {
    EXPECT_EQ(maker->MenteeAt(static_cast<int64_t>(position)), market.mentees[position]);
    EXPECT_EQ(maker->VacancyAt(static_cast<int64_t>(position)), market.vacancies[position]);
  }
}

TEST(MarketTest, CountingRecordByRecordGivesTheFiguresOfTheWhole) {
  const Market market = MadeMarket({.mentees = 50, .vacancies = 400, .seed = 1, .today = kToday});
  MarketCounter counter;
  for (const Vacancy& vacancy : market.vacancies) counter.Add(vacancy);
  for (const Mentee& mentee : market.mentees) counter.Add(mentee);
  EXPECT_EQ(counter.stats(), ComputeStats(market));
  // Word for word, with no digest in between.
  int64_t repeated = 0;
  for (size_t i = 0; i < market.vacancies.size(); ++i) {
    Vacancy offer = market.vacancies[i];
    repeated += std::any_of(market.vacancies.begin(),
                            market.vacancies.begin() + static_cast<std::ptrdiff_t>(i),
                            [&](const Vacancy& earlier) {
                              offer.id = earlier.id;
                              return offer == earlier;
                            });
  }
  EXPECT_EQ(counter.stats().repeated_offers, repeated);
}

TEST(MarketTest, RefusesADayOutOfRangeAndAForgottenOne) {
  MarketOptions options = Small();
  options.today = Date();
  EXPECT_THAT(MakeMarket(options),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("today \"1970-01-01\"")));
  options.today = Date::FromDays(47847);
  EXPECT_THAT(MakeMarket(options),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("today \"2101-01-01\"")));
}

}  // namespace
}  // namespace passung
