#ifndef PASSUNG_SAFE_COUNTS_H_
#define PASSUNG_SAFE_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

// Counts of people that identify nobody.

namespace passung {

// Fewer could be recognised.
inline constexpr int64_t kLeastShown = 5;

// Which figures of a table are left out. The table has rows, columns, the sum of each and the sum of
// all, and tells of no small number: neither by a figure, nor by what is left when shown figures are
// taken from shown sums, in however many steps.
class HiddenCounts {
 public:
  HiddenCounts(size_t rows, size_t columns)
      : rows_(rows), columns_(columns), hidden_((rows + 1) * (columns + 1)) {}

  bool cell(size_t row, size_t column) const { return At(row, column); }
  bool row_sum(size_t row) const { return At(row, columns_); }
  bool column_sum(size_t column) const { return At(rows_, column); }
  bool sum() const { return At(rows_, columns_); }

  size_t rows() const { return rows_; }
  size_t columns() const { return columns_; }
  // `row` = rows() is that of the sums, `column` = columns() likewise.
  bool At(size_t row, size_t column) const { return hidden_[row * (columns_ + 1) + column]; }
  void Hide(size_t row, size_t column) { hidden_[row * (columns_ + 1) + column] = true; }

 private:
  size_t rows_;
  size_t columns_;
  std::vector<bool> hidden_;
};

// `people` has the people of each cell by row and column; each person is in one cell. Hidden are
//   1. figures of 1 … `least` - 1, sums among them;
//   2. more of a row or column, the smallest first, until those hidden in it are none, or have
//      `least` people together where their sum can be told;
//   3. for a hidden figure that the equations of the table would still give, three others that
//      leave it open, those with the fewest people.
// With a sum of all that is small itself everything is hidden. `least` of 1 or less hides nothing.
// REQUIRES: no negative count, rows of one length. Deterministic; O(cells²) at worst.
HiddenCounts HideSmall(const std::vector<std::vector<int64_t>>& people,
                       int64_t least = kLeastShown);

}  // namespace passung

#endif  // PASSUNG_SAFE_COUNTS_H_
