#include "engine/search/kept_tables.h"

#include <gtest/gtest.h>

#include <string>

namespace passung {
namespace {

TEST(KeptTablesTest, ATableHasNothingAskedAtFirstAndThenWhatWasWritten) {
  KeptTables<std::string> tables;
  tables.BeginQuestion();
  EXPECT_EQ(tables.Of("night", 3), (std::vector<int32_t>{-1, -1, -1}));
  tables.Of("night", 3)[1] = 700;
  tables.BeginQuestion();
  EXPECT_EQ(tables.Of("day", 3), (std::vector<int32_t>{-1, -1, -1}));
  EXPECT_EQ(tables.Of("night", 3), (std::vector<int32_t>{-1, 700, -1}));
  tables.Forget();
  EXPECT_EQ(tables.Of("night", 2), (std::vector<int32_t>{-1, -1}));
}

TEST(KeptTablesTest, TablesOfAQuestionStayWhereTheyAreAndOldOnesAreForgottenOnceTheyAreMany) {
  using Tables = KeptTables<int>;
  Tables tables;
  tables.BeginQuestion();
  int32_t* const first = tables.Of(0, 1).data();
  *first = 42;
  for (size_t key = 1; key < Tables::kMostKeys; ++key) tables.Of(static_cast<int>(key), 1);
  EXPECT_EQ(tables.Of(0, 1).data(), first);
  EXPECT_EQ(*first, 42);
  tables.BeginQuestion();
  EXPECT_EQ(tables.Of(0, 1), (std::vector<int32_t>{-1}));
}

}  // namespace
}  // namespace passung
