#ifndef PASSUNG_ENGINE_EXPLAIN_DISTINCT_CODES_H_
#define PASSUNG_ENGINE_EXPLAIN_DISTINCT_CODES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "engine/index/columns.h"

namespace passung {

// The codes that some rows have in each column, each once: hits of one question have most in common,
// and what is said of a code is worked out once for all of them.
class DistinctCodes {
 public:
  DistinctCodes() = default;
  explicit DistinctCodes(absl::Span<const CodeTuple> rows) { Take(rows); }
  // Those of other rows, in the memory that there is.
  void Take(absl::Span<const CodeTuple> rows);

  // In the order of first use.
  absl::Span<const uint32_t> In(ColumnId column) const {
    const size_t at = Index(column);
    return absl::MakeConstSpan(codes_).subspan(begin_[at], begin_[at + 1] - begin_[at]);
  }
  // Position in In(column) of the code of the nth row.
  uint32_t NumberOf(ColumnId column, size_t row) const {
    return numbers_[Index(column) * rows_ + row];
  }

 private:
  size_t rows_ = 0;
  std::array<size_t, kColumnIdCount + 1> begin_{};  // by column, in codes_
  std::vector<uint32_t> codes_;                     // column after column
  std::vector<uint32_t> numbers_;                   // [column][row]
  std::vector<uint64_t> slots_;                     // while they are numbered
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_DISTINCT_CODES_H_
