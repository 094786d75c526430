#include "passung/safe_counts.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace passung {
namespace {

using Table = std::vector<std::vector<int64_t>>;

std::string Text(const Table& people, const HiddenCounts& hidden) {
  std::string text;
  for (size_t row = 0; row <= people.size(); ++row) {
    for (size_t column = 0; column <= people.front().size(); ++column) {
      absl::StrAppend(&text, hidden.At(row, column) ? "·" : "o",
                      row < people.size() && column < people[row].size()
                          ? absl::StrCat(people[row][column])
                          : std::string("Σ"),
                      " ");
    }
    absl::StrAppend(&text, "\n");
  }
  return text;
}

// What somebody who sees the table can tell: every table of counts that shows the same figures, tried
// one after the other.
class Reader {
 public:
  Reader(const Table& people, const HiddenCounts& hidden)
      : people_(people), hidden_(hidden), guess_(people) {
    for (const auto& row : people) {
      for (const int64_t count : row) most_ += count;
    }
    possible_.assign(people.size(), std::vector<std::vector<int64_t>>(people.front().size()));
    Try(0);
  }

  // Whether a cell could be 0, or `least` and more, as far as the reader knows.
  bool IsLeftOpen(size_t row, size_t column, int64_t least) const {
    for (const int64_t count : possible_[row][column]) {
      if (count == 0 || count >= least) return true;
    }
    return false;
  }

 private:
  int64_t Sum(const Table& table, std::optional<size_t> row, std::optional<size_t> column) const {
    int64_t sum = 0;
    for (size_t r = 0; r < table.size(); ++r) {
      for (size_t c = 0; c < table[r].size(); ++c) {
        if ((!row || *row == r) && (!column || *column == c)) sum += table[r][c];
      }
    }
    return sum;
  }
  bool Agrees(std::optional<size_t> row, std::optional<size_t> column) const {
    return Sum(guess_, row, column) == Sum(people_, row, column);
  }
  bool AgreesWithAllSums() const {
    for (size_t row = 0; row < people_.size(); ++row) {
      if (!hidden_.row_sum(row) && !Agrees(row, std::nullopt)) return false;
    }
    for (size_t column = 0; column < people_.front().size(); ++column) {
      if (!hidden_.column_sum(column) && !Agrees(std::nullopt, column)) return false;
    }
    return hidden_.sum() || Agrees(std::nullopt, std::nullopt);
  }

  void Try(size_t cell) {
    const size_t columns = people_.front().size();
    if (cell == people_.size() * columns) {
      if (!AgreesWithAllSums()) return;
      for (size_t row = 0; row < people_.size(); ++row) {
        for (size_t column = 0; column < columns; ++column) {
          possible_[row][column].push_back(guess_[row][column]);
        }
      }
      return;
    }
    const size_t row = cell / columns;
    const size_t column = cell % columns;
    if (!hidden_.cell(row, column)) return Try(cell + 1);
    for (int64_t count = 0; count <= most_; ++count) {
      guess_[row][column] = count;
      // Rows are filled one after the other, so that a wrong one is given up early.
      if (column + 1 == columns && !hidden_.row_sum(row) && !Agrees(row, std::nullopt)) continue;
      if (Sum(guess_, row, std::nullopt) > most_ + Sum(people_, row, std::nullopt)) break;
      Try(cell + 1);
    }
    guess_[row][column] = people_[row][column];
  }

  const Table& people_;
  const HiddenCounts& hidden_;
  Table guess_;
  int64_t most_ = 0;
  std::vector<std::vector<std::vector<int64_t>>> possible_;
};

TEST(HideSmallTest, ShowsWhatIsNoneOrEnough) {
  const Table people = {{0, 5}, {7, 12}};
  const HiddenCounts hidden = HideSmall(people);
  for (size_t row = 0; row <= 2; ++row) {
    for (size_t column = 0; column <= 2; ++column) EXPECT_FALSE(hidden.At(row, column));
  }
}

TEST(HideSmallTest, HidesAnotherWhereASumWouldTell) {
  const HiddenCounts hidden = HideSmall({{3, 9, 20}});
  EXPECT_TRUE(hidden.cell(0, 0));
  EXPECT_TRUE(hidden.cell(0, 1));
  EXPECT_FALSE(hidden.cell(0, 2));
  EXPECT_FALSE(hidden.row_sum(0));
}

TEST(HideSmallTest, HidesMoreWhereTheHiddenAreFewTogether) {
  const HiddenCounts hidden = HideSmall({{1, 2, 9, 20}});
  EXPECT_TRUE(hidden.cell(0, 2));
  EXPECT_FALSE(hidden.cell(0, 3));
}

TEST(HideSmallTest, HidesEverythingOfFewPeople) {
  const HiddenCounts hidden = HideSmall({{1, 2}, {0, 1}});
  EXPECT_TRUE(hidden.sum());
  EXPECT_TRUE(hidden.cell(1, 0));
}

TEST(HideSmallTest, HidesNothingFromWhoKnowsThemAll) {
  const HiddenCounts hidden = HideSmall({{1, 2}, {0, 1}}, 1);
  for (size_t row = 0; row <= 2; ++row) {
    for (size_t column = 0; column <= 2; ++column) EXPECT_FALSE(hidden.At(row, column));
  }
}

TEST(HideSmallTest, AnEmptyTableIsNoTrouble) { EXPECT_FALSE(HideSmall({}).sum()); }

// The reader tries all tables, so these are small.
TEST(HideSmallTest, NobodyCanTellThatFewPeopleAreInACell) {
  constexpr int64_t kLeast = 3;
  std::mt19937 random(20260215);
  for (int world = 0; world < 400; ++world) {
    const size_t rows = 1 + random() % 3;
    const size_t columns = 1 + random() % 2;
    Table people(rows, std::vector<int64_t>(columns));
    for (auto& row : people) {
      for (int64_t& count : row) count = static_cast<int64_t>(random() % 3 == 0 ? 0 : random() % 6);
    }
    const HiddenCounts hidden = HideSmall(people, kLeast);
    const Reader reader(people, hidden);
    for (size_t row = 0; row < rows; ++row) {
      for (size_t column = 0; column < columns; ++column) {
        const bool is_small = people[row][column] > 0 && people[row][column] < kLeast;
        if (!is_small) continue;
        ASSERT_TRUE(hidden.cell(row, column));
        ASSERT_TRUE(reader.IsLeftOpen(row, column, kLeast))
            << "world " << world << ", cell " << row << " " << column << "\n"
            << Text(people, hidden);
      }
    }
  }
}

// In larger tables: nothing hidden follows from the equations of the table.
TEST(HideSmallTest, NoHiddenFigureFollowsFromTheOthers) {
  std::mt19937 random(7);
  for (int world = 0; world < 200; ++world) {
    const size_t rows = 1 + random() % 13;
    const size_t columns = 1 + random() % 5;
    Table people(rows, std::vector<int64_t>(columns));
    int64_t all = 0;
    for (auto& row : people) {
      for (int64_t& count : row) {
        count = static_cast<int64_t>(random() % 4 == 0 ? random() % 6 : random() % 60);
        all += count;
      }
    }
    if (all < kLeastShown) continue;
    const HiddenCounts hidden = HideSmall(people);
    ASSERT_FALSE(hidden.sum());
    // Solves again and again whatever one row or column gives.
    Table known(rows + 1, std::vector<int64_t>(columns + 1, 1));
    for (size_t row = 0; row <= rows; ++row) {
      for (size_t column = 0; column <= columns; ++column) {
        if (hidden.At(row, column)) known[row][column] = 0;
      }
    }
    for (size_t row = 0; row <= rows; ++row) {
      int64_t unknown = 0;
      for (const int64_t one : known[row]) unknown += 1 - one;
      EXPECT_NE(unknown, 1) << "world " << world << ", row " << row << "\n" << Text(people, hidden);
    }
    for (size_t column = 0; column <= columns; ++column) {
      int64_t unknown = 0;
      for (size_t row = 0; row <= rows; ++row) unknown += 1 - known[row][column];
      EXPECT_NE(unknown, 1) << "world " << world << ", column " << column << "\n"
                            << Text(people, hidden);
    }
  }
}

}  // namespace
}  // namespace passung
