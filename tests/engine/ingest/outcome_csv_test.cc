#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/ingest.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using absl::StatusCode;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(OutcomeCsvTest, ReadsEveryColumn) {
  ASSERT_OK_AND_ASSIGN(
      const OutcomeImport import,
      ImportOutcomes("mentee,vacancy,kind,date,placement,declined_by,reason,source,decision\n"
                     "m1,vacancies/v1,proposed,2026-01-05,,,,,7\n"
                     "mentees/m1,v1,Declined,06.01.2026,,employer,another-person,employer,\n"
                     "m2,,placed,2026-01-07,self employment,,,office,\n"));
  ASSERT_THAT(import.outcomes, SizeIs(3));
  EXPECT_EQ(import.report.accepted, 3);
  EXPECT_EQ(import.report.format, "csv");
  const Outcome& proposed = import.outcomes[0];
  EXPECT_EQ(proposed.mentee.value, "m1");
  EXPECT_EQ(proposed.vacancy.value, "v1");
  EXPECT_EQ(proposed.decision->number, 7);
  EXPECT_EQ(proposed.source, OutcomeSource::kMentor);
  EXPECT_EQ(proposed.id, OutcomeIdOf(proposed));
  const Outcome& declined = import.outcomes[1];
  EXPECT_EQ(declined.mentee.value, "m1");
  EXPECT_EQ(declined.date.ToString(), "2026-01-06");
  EXPECT_EQ(declined.declined_by, DeclinedBy::kEmployer);
  EXPECT_EQ(declined.reason, OutcomeReason::kAnotherPerson);
  EXPECT_EQ(import.outcomes[2].placement, PlacementKind::kSelfEmployment);
  EXPECT_EQ(import.report.records[2].line, 4);
}

// What happened is told as a whole or not at all.
TEST(OutcomeCsvTest, RefusesARowWithAnythingThatCannotBeRead) {
  const std::string header =
      "mentee,vacancy,kind,date,placement,declined_by,reason,source,decision\n";
  const std::pair<const char*, const char*> rows[] = {
      {"m1,v1,hired,2026-01-05,,,,,", "kind"},
      {"m1,v1,,2026-01-05,,,,,", "kind"},
      {"m1,v1,proposed,tomorrow,,,,,", "date"},
      {"m1,v1,proposed,,,,,,", "date"},
      {"m1,v1,placed,2026-01-05,work,,,,", "placement"},
      {"m1,v1,placed,2026-01-05,,,,,", "placement"},
      {"m1,v1,declined,2026-01-05,,,,,", "declined_by"},
      {"m1,v1,declined,2026-01-05,,boss,,,", "declined_by"},
      {"m1,v1,declined,2026-01-05,,office,mood,,", "reason"},
      {"m1,v1,proposed,2026-01-05,,,,somebody,", "source"},
      {"m1,v1,proposed,2026-01-05,,,,,0", "decision"},
      {"m1,,proposed,2026-01-05,,,,,", "vacancy"},
      {"a b,v1,proposed,2026-01-05,,,,,", "mentee"},
      {",v1,proposed,2026-01-05,,,,,", "mentee"}};
  for (const auto& [row, column] : rows) {
    SCOPED_TRACE(row);
    ASSERT_OK_AND_ASSIGN(
        const OutcomeImport import,
        ImportOutcomes(absl::StrCat(header, row, "\nm1,v1,proposed,2026-01-01\n")));
    EXPECT_EQ(import.report.refused, 1);
    EXPECT_THAT(import.outcomes, SizeIs(1)) << "the other row is good";
    const RecordProblem& problem = import.report.records[0].problems.front();
    EXPECT_THAT(problem.field + problem.reason, HasSubstr(column));
  }
}

TEST(OutcomeCsvTest, NamesColumnsThatAreMissingOrUnknown) {
  EXPECT_THAT(ImportOutcomes("mentee,kind\nm1,placed\n"),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("\"date\"")));
  ASSERT_OK_AND_ASSIGN(const OutcomeImport import, ImportOutcomes("mentee,kind,date,mood\n"));
  EXPECT_THAT(import.outcomes, IsEmpty());
  ASSERT_THAT(import.report.problems, SizeIs(1));
  EXPECT_EQ(import.report.problems[0].field, "mood");
}

}  // namespace
}  // namespace passung
