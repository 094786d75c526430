// Filters and facets on small markets; tests/properties compare them with the oracle.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/engine.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

DistrictCode DistrictOf(int32_t number) { return DistrictCode::FromNumber(number); }
OccupationPrefix Prefix(absl::string_view digits) {
  return OccupationPrefix::Parse(digits).value();
}

Vacancy Cook(absl::string_view id, absl::string_view employer) {
  return StoryVacancy(id).Of("29302").In("14612").Change(
      [&](Vacancy& v) { v.employer.value = std::string(employer); });
}

class FilterTest : public testing::Test {
 protected:
  FilterTest() {
    // Two occupations in two places each: four combinations.
    const Vacancy wide = StoryVacancy("wide").Of("29302").In("14612").Change([](Vacancy& v) {
      v.occupations.push_back({.code = OccupationCode::FromNumber(81302)});
      v.places.push_back({.district = DistrictOf(14713)});
    });
    const Vacancy unknown = StoryVacancy("unknown").Change([](Vacancy& v) {
      v.kind.reset();
      v.occupations.clear();
      v.places.clear();
    });
    const Vacancy training =
        StoryVacancy("training").Of("29302").In("14713").Kind(VacancyKind::kTrainingDual);
    engine_.Publish(*BuildSnapshot(
        {.knowledge = Knowledge::BuiltIn(),
         .vacancies = {wide, unknown, training, Cook("a", "E1"), Cook("b", "E2"), Cook("c", "")}}));
    options_.as_of = StoryDay();
    options_.profile = *ShippedProfile("default");
    options_.classes = {HitClass::kOpen, HitClass::kLater, HitClass::kUnclear, HitClass::kClosed};
  }

  RankResult Ask() const {
    auto result = engine_.RankVacancies(StoryMentee("m").In("14612"), options_);
    EXPECT_THAT(result, IsOk());
    return *std::move(result);
  }
  std::vector<std::string> Found() const {
    const RankResult result = Ask();
    EXPECT_EQ(result.summary.listed + result.summary.closed,
              static_cast<int64_t>(result.matches.size()))
        << "counts are of the same vacancies";
    std::vector<std::string> ids;
    for (const Match& match : result.matches) ids.push_back(match.vacancy.value);
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  Engine engine_;
  MatchOptions options_;
};

TEST_F(FilterTest, AnUnknownFactMatchesNoFilter) {
  EXPECT_THAT(Found(), ElementsAre("a", "b", "c", "training", "unknown", "wide"));
  options_.filter = {.districts = {DistrictOf(14612), DistrictOf(14713)}};
  EXPECT_THAT(Found(), ElementsAre("a", "b", "c", "training", "wide"));
  options_.filter = {.kinds = {VacancyKind::kJob, VacancyKind::kTrainingDual}};
  EXPECT_THAT(Found(), ElementsAre("a", "b", "c", "training", "wide"));
  options_.filter = {.occupations = {Prefix("2"), Prefix("8")}};
  EXPECT_THAT(Found(), ElementsAre("a", "b", "c", "training", "wide"));
  options_.filter = {.employers = {{"E1"}, {"E2"}, {"E3"}}};
  EXPECT_THAT(Found(), ElementsAre("a", "b"));
}

TEST_F(FilterTest, AllListsHaveToMatchOneCombination) {
  options_.filter = {.districts = {DistrictOf(14713)}, .occupations = {Prefix("813")}};
  const RankResult result = Ask();
  ASSERT_EQ(result.matches.size(), 1u);
  EXPECT_EQ(result.matches[0].vacancy.value, "wide");
  EXPECT_EQ(result.matches[0].occupation_index, 1);
  EXPECT_EQ(result.matches[0].place_index, 1);
  options_.filter.kinds = {VacancyKind::kTrainingDual};
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(FilterTest, AValueThatNobodyHasFindsNothing) {
  options_.filter = {.employers = {{"E9"}}};
  EXPECT_THAT(Found(), IsEmpty());
  options_.filter = {.kinds = {VacancyKind::kSelfEmployed}};
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(FilterTest, FaultyEntriesAreNamed) {
  const auto refused = [this](MatchFilter filter, const char* what) {
    options_.filter = std::move(filter);
    EXPECT_THAT(engine_.RankVacancies(StoryMentee("m"), options_),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(what)));
  };
  refused({.districts = {DistrictOf(14612), DistrictOf(99999)}}, "filter.districts[1] \"99999\"");
  refused({.kinds = {static_cast<VacancyKind>(77)}}, "filter.kinds[0] \"77\"");
  refused({.employers = {{""}}}, "filter.employers[0] \"\"");
  refused({.occupations = std::vector<OccupationPrefix>(501)}, "filter.occupations \"501\"");
}

TEST_F(FilterTest, WhereOneVacancyIsAskedAboutAFilterIsRefused) {
  options_.filter = {.kinds = {VacancyKind::kJob}};
  EXPECT_THAT(engine_.RankMentees(Cook("a", "E1"), options_),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("filter")));
  EXPECT_THAT(engine_.ExplainMatch(StoryMentee("m"), Cook("a", "E1"), options_),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("filter")));
}

template <class T>
FacetCount<T> Count(T value, int64_t count) {
  return {value, count};
}

TEST_F(FilterTest, FacetsCountTheListedByTheCombinationThatCounts) {
  options_.filter = {.employers = {{"E1"}, {"E2"}}};
  const Facets facets = Ask().summary.facets;
  EXPECT_THAT(facets.districts, ElementsAre(Count(DistrictOf(14612), 2)));
  EXPECT_THAT(facets.kinds, ElementsAre(Count(VacancyKind::kJob, 2)));
  EXPECT_THAT(facets.main_groups, ElementsAre(Count(Prefix("29"), 2)));
  options_.summary = false;
  EXPECT_EQ(Ask().summary, Summary{});
}

}  // namespace
}  // namespace passung
