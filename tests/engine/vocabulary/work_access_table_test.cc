#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "engine/vocabulary/residence_access.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const WorkAccessTable& BuiltInAccess() {
  static const auto& knowledge = *new std::shared_ptr<const Knowledge>(Knowledge::BuiltIn());
  return KnowledgeImpl::From(*knowledge).work_access();
}

struct Person {
  ResidenceStatus status;
  Housing housing = Housing::kMunicipality;
  int months = 0;
  AccessBar bar = AccessBar::kNone;
};

std::vector<const WorkAccessRow*> RowsFor(const WorkAccessTable& table, const Person& person) {
  std::vector<const WorkAccessRow*> rows;
  for (const WorkAccessRow& row : table.rows()) {
    if (row.valid.Holds(StoryDay()) && row.status == person.status &&
        (!row.housing || *row.housing == person.housing) && row.months_from <= person.months &&
        (!row.months_below || person.months < *row.months_below) &&
        (!row.bar || *row.bar == person.bar)) {
      rows.push_back(&row);
    }
  }
  return rows;
}

// The cells as letters, in the order helper job, qualified job, dual training, school-based
// training, entry qualification and internship, agency work.
std::string Cells(const Person& person) {
  const auto rows = RowsFor(BuiltInAccess(), person);
  if (rows.size() != 1) return absl::StrCat(rows.size(), " rows");
  std::string letters;
  for (const AccessCell cell : rows[0]->cells) absl::StrAppend(&letters, Name(cell));
  return letters;
}

constexpr Housing kHousings[] = {Housing::kMunicipality, Housing::kReceptionCentre};
constexpr AccessBar kBars[] = {AccessBar::kNone, AccessBar::kBarred};
constexpr int kMonths[] = {0, 2, 3, 5, 6, 7, 47, 48, 49, 600};

TEST(WorkAccessTableTest, ExactlyOneRowFitsEverybody) {
  for (size_t i = 0; i < EnumCount<ResidenceStatus>(); ++i) {
    for (const Housing housing : kHousings) {
      for (const int months : kMonths) {
        for (const AccessBar bar : kBars) {
          const auto status = static_cast<ResidenceStatus>(i);
          EXPECT_EQ(RowsFor(BuiltInAccess(), {status, housing, months, bar}).size(), 1u)
              << Name(status) << " " << Name(housing) << " " << months << " " << Name(bar);
        }
      }
    }
  }
}

TEST(WorkAccessTableTest, SchoolBasedTrainingIsNoEmploymentAndAlwaysPasses) {
  for (const WorkAccessRow& row : BuiltInAccess().rows()) {
    EXPECT_EQ(row.cell(AccessColumn::kSchoolTraining), AccessCell::kPass) << Name(row.status);
  }
}

TEST(WorkAccessTableTest, EveryRowIsDatedAndNamesItsSource) {
  for (const WorkAccessRow& row : BuiltInAccess().rows()) {
    EXPECT_TRUE(row.valid.from.has_value()) << Name(row.status);
    EXPECT_FALSE(row.source.empty()) << Name(row.status);
  }
}

TEST(WorkAccessTableTest, ThresholdsAreThoseOfTheWaitingPeriods) {
  EXPECT_THAT(BuiltInAccess().month_thresholds(), ElementsAre(3, 6, 48));
}

// Statuses whose cells depend on neither housing, stay nor bar.
TEST(WorkAccessTableTest, TitlesGiveTheSameAccessToEverybodyWhoHasThem) {
  using S = ResidenceStatus;
  const std::pair<S, const char*> expected[] = {{S::kGerman, "PPPPPP"},
                                                {S::kEuFreeMovement, "PPPPPP"},
                                                {S::kSettlement, "PPPPPP"},
                                                {S::kS25_1, "PPPPPP"},
                                                {S::kS25_2, "PPPPPP"},
                                                {S::kS25_3, "PPPPPP"},
                                                {S::kS24, "PPPPPP"},
                                                {S::kFamily, "PPPPPP"},
                                                {S::kHumanitarianOther, "PPPPPP"},
                                                {S::kHumanitarianBanned, "AAAPAA"},
                                                {S::kS18a18b, "NBPPPN"},
                                                {S::kS18g, "N??P?N"},
                                                {S::kS16d, "HH?P??"},
                                                {S::kS16d5, "NNNPNN"},
                                                {S::kS16g, "HHPP?A"},
                                                {S::kS16a16b, "HHPP??"},
                                                {S::kS19c2, "NB?P?N"},
                                                {S::kS19d, "?B?P?N"},
                                                {S::kFictional81_4, "???P??"},
                                                {S::kFictional81_3, "???P??"},
                                                {S::kDuldung60b, "NNNPNN"},
                                                {S::kDuldung60c, "AAPP?A"}};
  for (const auto& [status, cells] : expected) {
    for (const Housing housing : kHousings) {
      for (const int months : kMonths) {
        for (const AccessBar bar : kBars) {
          EXPECT_EQ(Cells({status, housing, months, bar}), cells) << Name(status);
        }
      }
    }
  }
}

TEST(WorkAccessTableTest, GestattungInAMunicipality) {
  const Person person = {.status = ResidenceStatus::kGestattung};
  const std::pair<int, const char*> expected[] = {{0, "DDDPDD"},  {2, "DDDPDD"},  {3, "BBAPAB"},
                                                  {47, "BBAPAB"}, {48, "AAAPAA"}, {600, "AAAPAA"}};
  for (const auto& [months, cells] : expected) {
    Person at = person;
    at.months = months;
    EXPECT_EQ(Cells(at), cells) << months;
  }
}

TEST(WorkAccessTableTest, DuldungInAMunicipality) {
  const std::pair<int, const char*> expected[] = {{0, "DDAPAD"},  {2, "DDAPAD"},  {3, "BBAPAB"},
                                                  {47, "BBAPAB"}, {48, "AAAPAA"}, {600, "AAAPAA"}};
  for (const auto& [months, cells] : expected) {
    EXPECT_EQ(Cells({.status = ResidenceStatus::kDuldung60a, .months = months}), cells) << months;
  }
}

TEST(WorkAccessTableTest, BothInAReceptionCentre) {
  const std::pair<int, const char*> expected[] = {{0, "DDDPDD"},  {3, "DDDPDD"},  {5, "DDDPDD"},
                                                  {6, "BBAPAB"},  {47, "BBAPAB"}, {48, "AAAPAA"},
                                                  {600, "AAAPAA"}};
  for (const ResidenceStatus status :
       {ResidenceStatus::kGestattung, ResidenceStatus::kDuldung60a}) {
    for (const auto& [months, cells] : expected) {
      EXPECT_EQ(Cells({.status = status, .housing = Housing::kReceptionCentre, .months = months}),
                cells)
          << Name(status) << " " << months;
    }
  }
}

TEST(WorkAccessTableTest, ABarLeavesOnlySchoolBasedTraining) {
  for (const ResidenceStatus status :
       {ResidenceStatus::kGestattung, ResidenceStatus::kDuldung60a}) {
    for (const Housing housing : kHousings) {
      for (const int months : kMonths) {
        EXPECT_EQ(Cells({status, housing, months, AccessBar::kBarred}), "NNNPNN") << Name(status);
      }
    }
  }
}

TEST(WorkAccessTableTest, EmploymentDuldungFollowsTheStay) {
  EXPECT_EQ(Cells({.status = ResidenceStatus::kDuldung60d, .months = 47}), "BBAPAB");
  EXPECT_EQ(Cells({.status = ResidenceStatus::kDuldung60d, .months = 48}), "AAAPAA");
}

// ---- Files of one's own --------------------------------------------------------------------------

constexpr absl::string_view kAccessHeader =
    "status,housing,months_from,months_below,access_bar,helper_job,qualified_job,dual_training,"
    "school_training,eq_internship,agency,valid_from,valid_to,source\n";

absl::StatusOr<WorkAccessTable> ReadAccess(absl::string_view rows) {
  return WorkAccessTable::FromCsv("access.csv", absl::StrCat(kAccessHeader, rows));
}

TEST(WorkAccessFileTest, ReadsConditionsCellsAndDays) {
  ASSERT_OK_AND_ASSIGN(
      const WorkAccessTable table,
      ReadAccess("gestattung,reception_centre,6,48,none,P,A,B,D,N,?,2026-01-01,2026-12-31,S\n"));
  ASSERT_EQ(table.rows().size(), 1u);
  const WorkAccessRow& row = table.rows()[0];
  EXPECT_EQ(row.status, ResidenceStatus::kGestattung);
  EXPECT_EQ(row.housing, Housing::kReceptionCentre);
  EXPECT_EQ(row.months_from, 6);
  EXPECT_EQ(row.months_below, 48);
  EXPECT_EQ(row.bar, AccessBar::kNone);
  EXPECT_THAT(row.cells, ElementsAre(AccessCell::kPass, AccessCell::kForeignersOffice,
                                     AccessCell::kForeignersOfficeAndBa, AccessCell::kWaiting,
                                     AccessCell::kNo, AccessCell::kUnknown));
  EXPECT_EQ(row.cell(AccessColumn::kEqInternship), AccessCell::kNo);
  EXPECT_EQ(row.valid, (Validity{Day("2026-01-01"), Day("2026-12-31")}));
  EXPECT_THAT(table.month_thresholds(), ElementsAre(6, 48));
}

TEST(WorkAccessFileTest, RowsOfDifferentPeriodsMayFollowEachOther) {
  EXPECT_OK(
      ReadAccess("s24,,,,,P,P,P,P,P,P,2026-01-01,2027-03-04,S\n"
                 "s24,,,,,?,?,?,P,?,?,2027-03-05,,S\n"));
}

TEST(WorkAccessFileTest, RefusesRowsThatOnePersonCouldFitOnOneDay) {
  const std::pair<const char*, const char*> overlapping[] = {
      {"s24,,,,,P,P,P,P,P,P,2026-01-01,2027-03-04,S\n", "s24,,,,,N,N,N,P,N,N,2027-03-04,,S\n"},
      {"s24,municipality,,,,P,P,P,P,P,P,2026-01-01,,S\n", "s24,,,,,N,N,N,P,N,N,2026-01-01,,S\n"},
      {"s24,,0,4,,P,P,P,P,P,P,2026-01-01,,S\n", "s24,,3,48,,N,N,N,P,N,N,2026-01-01,,S\n"},
      {"s24,,,,none,P,P,P,P,P,P,2026-01-01,,S\n", "s24,,,,,N,N,N,P,N,N,2026-01-01,,S\n"}};
  for (const auto& [first, second] : overlapping) {
    EXPECT_THAT(ReadAccess(absl::StrCat(first, second)),
                StatusIs(kInvalid,
                         "access.csv line 3, column \"status\": \"s24\": one person could "
                         "fit this row and line 2 on one day"));
  }
  EXPECT_OK(
      ReadAccess("s24,,0,3,,P,P,P,P,P,P,2026-01-01,,S\ns24,,3,,,N,N,N,P,N,N,2026-01-01,,S\n"));
  EXPECT_OK(
      ReadAccess("s24,,,,none,P,P,P,P,P,P,2026-01-01,,S\n"
                 "s24,,,,barred,N,N,N,P,N,N,2026-01-01,,S\n"));
}

TEST(WorkAccessFileTest, FaultsNameFileLineAndColumn) {
  const std::pair<const char*, const char*> faults[] = {
      {"s99,,,,,P,P,P,P,P,P,2026-01-01,,S\n", "column \"status\": \"s99\" is not one of german, "},
      {"s24,tent,,,,P,P,P,P,P,P,2026-01-01,,S\n", "column \"housing\": \"tent\" is not one of "},
      {"s24,,-1,,,P,P,P,P,P,P,2026-01-01,,S\n", "column \"months_from\": \"-1\""},
      {"s24,,,x,,P,P,P,P,P,P,2026-01-01,,S\n", "column \"months_below\": \"x\""},
      {"s24,,6,6,,P,P,P,P,P,P,2026-01-01,,S\n", "column \"months_below\": \"6\" is not more than"},
      {"s24,,,,maybe,P,P,P,P,P,P,2026-01-01,,S\n", "column \"access_bar\": \"maybe\""},
      {"s24,,,,,p,P,P,P,P,P,2026-01-01,,S\n", "column \"helper_job\": \"p\" is not one of P, A, B"},
      {"s24,,,,,P,P,P,P,P,,2026-01-01,,S\n", "column \"agency\": \"\" is not one of"},
      {"s24,,,,,P,P,P,P,P,P,01.01.2026,,S\n", "column \"valid_from\": date \"01.01.2026\""},
      {"s24,,,,,P,P,P,P,P,P,,,S\n", "column \"valid_from\": is empty"},
      {"s24,,,,,P,P,P,P,P,P,2026-01-01,2025-01-01,S\n", "column \"valid_to\": \"2025-01-01\""},
      {"s24,,,,,P,P,P,P,P,P,2026-01-01,,\n", "column \"source\": is empty"}};
  for (const auto& [row, message] : faults) {
    EXPECT_THAT(ReadAccess(row), StatusIs(kInvalid, HasSubstr(message)));
    EXPECT_THAT(ReadAccess(row), StatusIs(kInvalid, HasSubstr("access.csv line 2, ")));
  }
}

TEST(WorkAccessFileTest, AMissingColumnIsNamed) {
  EXPECT_THAT(WorkAccessTable::FromCsv("access.csv", "status,housing\n"),
              StatusIs(kInvalid, "access.csv line 1: column \"months_from\" is missing"));
}

}  // namespace
}  // namespace passung
