#include "engine/vocabulary/offer_admission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kHeader[] =
    "scheme,statuses,months_from,months_below,access_bar,admission,valid_from,valid_to,source\n";

absl::StatusOr<OfferAdmissionTable> Table(absl::string_view rows) {
  return OfferAdmissionTable::FromCsv("a.csv", absl::StrCat(kHeader, rows));
}

const OfferAdmissionTable& BuiltInAdmission() {
  static const auto& knowledge = *new std::shared_ptr<const Knowledge>(Knowledge::BuiltIn());
  return KnowledgeImpl::From(*knowledge).offer_admission();
}

std::string Cell(absl::string_view scheme, ResidenceStatus status, int months = 100,
                 AccessBar bar = AccessBar::kNone, Date day = StoryDay()) {
  return std::string(
      Name(BuiltInAdmission().CellOf(scheme, status, {.months = months, .bar = bar}, day)));
}

// Typed a second time, from engine/data/README.md and its sources.
TEST(OfferAdmissionTest, WhoIsAdmittedToWhatOnTheStoryDay) {
  using S = ResidenceStatus;
  EXPECT_EQ(Cell("integration_course", S::kS25_1), "P");
  EXPECT_EQ(Cell("integration_course", S::kS25_2), "P");
  EXPECT_EQ(Cell("integration_course", S::kEuFreeMovement), "N");
  EXPECT_EQ(Cell("integration_course", S::kS24), "N");
  EXPECT_EQ(Cell("integration_course", S::kGestattung), "N");
  EXPECT_EQ(Cell("integration_course", S::kDuldung60a), "N");
  EXPECT_EQ(Cell("integration_course", S::kSettlement), "?");
  EXPECT_EQ(Cell("vocational_german", S::kEuFreeMovement), "P");
  EXPECT_EQ(Cell("vocational_german", S::kS24), "P");
  EXPECT_EQ(Cell("vocational_german", S::kDuldung60a, 5), "D");
  EXPECT_EQ(Cell("vocational_german", S::kDuldung60a, 6), "A");
  EXPECT_EQ(Cell("vocational_german", S::kDuldung60b), "N");
  EXPECT_EQ(Cell("vocational_german", S::kGestattung, 10, AccessBar::kBarred), "N");
  EXPECT_EQ(Cell("labour_law_eu", S::kEuFreeMovement), "P");
  EXPECT_EQ(Cell("labour_law_eu", S::kS25_2), "N");
  EXPECT_EQ(Cell("labour_law_third_country", S::kEuFreeMovement), "N");
  EXPECT_EQ(Cell("labour_law_third_country", S::kGerman), "N");
  EXPECT_EQ(Cell("labour_law_third_country", S::kDuldung60b), "P");
  EXPECT_EQ(Cell("stay_by_training", S::kDuldung60a, 2), "D");
  EXPECT_EQ(Cell("stay_by_training", S::kDuldung60a, 3), "P");
  EXPECT_EQ(Cell("stay_by_training", S::kDuldung60a, 50, AccessBar::kBarred), "N");
  EXPECT_EQ(Cell("stay_by_training", S::kS25_2), "N");
}

TEST(OfferAdmissionTest, RowsHoldOnTheirDaysOnly) {
  using S = ResidenceStatus;
  const auto eu = [](absl::string_view day) {
    return Cell("integration_course", S::kEuFreeMovement, 0, AccessBar::kNone, Day(day));
  };
  EXPECT_EQ(eu("2024-02-29"), "?");
  EXPECT_EQ(eu("2026-02-08"), "A");
  EXPECT_EQ(eu("2026-02-09"), "N");
}

TEST(OfferAdmissionTest, ASchemeThatIsNotThereIsUnknown) {
  EXPECT_EQ(Cell("nothing", ResidenceStatus::kGerman), "?");
}

TEST(OfferAdmissionTest, OthersAreWhomNoRowOfTheDayNames) {
  ASSERT_OK_AND_ASSIGN(const auto table, Table("s,german,,,,P,2026-01-01,2026-01-31,x\n"
                                               "s,german,,,,A,2026-03-01,,x\n"
                                               "s,*,,,,N,2026-01-01,,x\n"));
  const auto cell = [&](ResidenceStatus status, absl::string_view day) {
    return table.CellOf("s", status, {}, Day(day));
  };
  EXPECT_EQ(cell(ResidenceStatus::kGerman, "2026-01-31"), AdmissionCell::kAdmitted);
  EXPECT_EQ(cell(ResidenceStatus::kGerman, "2026-02-01"), AdmissionCell::kNo);
  EXPECT_EQ(cell(ResidenceStatus::kGerman, "2026-03-01"), AdmissionCell::kOnRequest);
  EXPECT_EQ(cell(ResidenceStatus::kS24, "2026-01-31"), AdmissionCell::kNo);
}

TEST(OfferAdmissionTest, FaultyRowsAreRefusedWithTheirLine) {
  const auto fault = [](absl::string_view rows) { return Table(rows).status(); };
  EXPECT_THAT(fault("a b,german,,,,P,2026-01-01,,x\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("line 2, column \"scheme\"")));
  EXPECT_THAT(fault("s,polish,,,,P,2026-01-01,,x\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("\"polish\" is not one of")));
  EXPECT_THAT(fault("s,,,,,P,2026-01-01,,x\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("is empty")));
  EXPECT_THAT(fault("s,german german,,,,P,2026-01-01,,x\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("twice")));
  EXPECT_THAT(fault("s,german,6,6,,P,2026-01-01,,x\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("not more than months_from")));
  EXPECT_THAT(fault("s,german,,,,D,2026-01-01,,x\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("needs months_below")));
  EXPECT_THAT(fault("s,german,,,,X,2026-01-01,,x\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("\"X\" is not one of P, A, D")));
  EXPECT_THAT(fault("s,german,,,,P,,,x\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("every row of law is dated")));
  EXPECT_THAT(fault("s,german,,,,P,2026-01-01,,\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("source")));
}

TEST(OfferAdmissionTest, TwoRowsThatOnePersonCouldFitAreRefused) {
  EXPECT_THAT(Table("s,german s24,,,,P,2026-01-01,,x\ns,s24,,,,N,2026-06-01,,x\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("line 2 on one day")));
  EXPECT_OK(Table("s,german s24,,,,P,2026-01-01,2026-05-31,x\ns,s24,,,,N,2026-06-01,,x\n"));
  EXPECT_OK(Table("s,s24,0,6,,D,2026-01-01,,x\ns,s24,6,,,P,2026-01-01,,x\n"));
  EXPECT_OK(Table("s,s24,,,none,P,2026-01-01,,x\ns,s24,,,barred,N,2026-01-01,,x\n"));
}

TEST(OfferAdmissionTest, TheTableIsReplacedByAFileAndEntersTheDigest) {
  ASSERT_OK_AND_ASSIGN(
      const auto own,
      Knowledge::Create(
          {.offer_admission_csv = absl::StrCat(kHeader, "own,*,,,,P,2026-01-01,,x\n")}, {}));
  EXPECT_THAT(own->AdmissionSchemes(), ElementsAre("own"));
  EXPECT_NE(own->digest(), Knowledge::BuiltIn()->digest());
  EXPECT_THAT(Knowledge::BuiltIn()->AdmissionSchemes(),
              ElementsAre("integration_course", "labour_law_eu", "labour_law_third_country",
                          "stay_by_training", "vocational_german"));
}

}  // namespace
}  // namespace passung
