#include "engine/storage/sqlite_statements.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/storage/sqlite_database.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using testing::HasSubstr;
using testing::Not;

// How the database would go about a statement.
std::string PlanOf(const std::string& path, const std::string& sql) {
  SQLite::Database database(path, SQLite::OPEN_READONLY);
  SQLite::Statement plan(database, "EXPLAIN QUERY PLAN " + sql);
  std::string text;
  while (plan.executeStep()) text += plan.getColumn(3).getString() + "\n";
  return text;
}

class SqliteStatementsTest : public testing::Test {
 protected:
  SqliteStatementsTest() { EXPECT_OK(OpenRepository("sqlite:" + path_)); }
  ~SqliteStatementsTest() override { std::filesystem::remove(path_); }
  const std::string path_ = testing::TempDir() + "sqlite_statements.db";
};

// Every write with a request_id and every purge does it, under the lock of writers.
TEST_F(SqliteStatementsTest, AnswersAreErasedByAnIndexAndNotByReadingAll) {
  const std::string owned = PlanOf(path_, EraseOwnedSql(RowKind::kAnswer));
  EXPECT_THAT(owned, HasSubstr("answer_by_owner"));
  EXPECT_THAT(owned, Not(HasSubstr("SCAN")));
  const std::string expired = PlanOf(path_, EraseExpiredSql(RowKind::kAnswer));
  EXPECT_THAT(expired, HasSubstr("answer_by_expires"));
  EXPECT_THAT(expired, Not(HasSubstr("SCAN")));
}

TEST_F(SqliteStatementsTest, TheMenteesOfAMentorAreFoundByAnIndex) {
  const std::string plan =
      PlanOf(path_, LookupSql(RowKind::kMenteeRecord, {.owner = "w1", .expires_before = {}}));
  EXPECT_THAT(plan, HasSubstr("mentee_record_by_owner"));
  EXPECT_THAT(plan, Not(HasSubstr("SCAN")));
}

}  // namespace
}  // namespace passung::storage
