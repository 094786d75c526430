// Columns of our own, lent to others by the Arrow C data interface: what they read is what we have, and it lives until
// the last of them is done.
#ifndef PASSUNG_PYTHON_ARROW_WRITE_H_
#define PASSUNG_PYTHON_ARROW_WRITE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "bindings/python/native/arrow_abi.h"

namespace passung::python {

// A column of text or of bytes, appended to value by value.
class TextColumn {
 public:
  void Add(absl::string_view text) {
    bytes_.append(text.data(), text.size());
    End(true);
  }
  void AddNull() { End(false); }

  // Makes room for so many values of so many bytes in all.
  void Reserve(size_t values, size_t bytes);

  // A value begins at int32 offsets: beyond this size nothing more may be added.
  bool IsFull() const { return bytes_.size() > kMostBytes; }
  int64_t size() const { return static_cast<int64_t>(offsets_.size()) - 1; }
  int64_t nulls() const { return nulls_; }
  // REQUIRES: at < size().
  absl::string_view At(int64_t at) const;
  // Validity, offsets and bytes, as the format "u" has them.
  std::vector<const void*> Buffers() const {
    return {nulls_ == 0 ? nullptr : validity_.data(), offsets_.data(), bytes_.data()};
  }

 private:
  static constexpr size_t kMostBytes = 2'000'000'000;
  void End(bool valid);

  std::vector<uint8_t> validity_;
  std::vector<int32_t> offsets_ = {0};
  std::string bytes_;
  int64_t nulls_ = 0;
};

// How a column is shown to others; the buffers belong to whoever lends it.
struct LentColumn {
  std::string name;
  std::string format;
  bool nullable = false;
  int64_t length = 0;
  int64_t nulls = 0;
  std::vector<const void*> buffers;
  std::vector<LentColumn> children = {};
};

LentColumn Lend(std::string name, const TextColumn& column, const char* format = "u");
LentColumn Lend(std::string name, const std::vector<int32_t>& column);
LentColumn Lend(std::string name, const std::vector<double>& column);
// Rows of the columns, which are of one length, as the format of a record batch.
LentColumn LendBatch(std::vector<LentColumn> columns, int64_t length);

// Fill `out`, which whoever gets it releases. `owner` keeps the buffers alive so long.
void ExportSchema(const LentColumn& column, ArrowSchema* out);
void ExportArray(const LentColumn& column, const std::shared_ptr<const void>& owner,
                 ArrowArray* out);
// A stream of the one batch.
void ExportStream(LentColumn batch, std::shared_ptr<const void> owner, ArrowArrayStream* out);

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_ARROW_WRITE_H_
