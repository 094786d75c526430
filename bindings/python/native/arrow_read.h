// Columns that somebody else owns, read where they lie.
#ifndef PASSUNG_PYTHON_ARROW_READ_H_
#define PASSUNG_PYTHON_ARROW_READ_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "bindings/python/native/arrow_abi.h"

namespace passung::python {

// Owns one of the interface's structs and releases it at the end. Moving is what the specification calls moving.
template <class Struct>
class ArrowOwned {
 public:
  ArrowOwned() = default;
  explicit ArrowOwned(Struct* moved) : value_(*moved) { moved->release = nullptr; }
  ArrowOwned(ArrowOwned&& other) noexcept : value_(other.value_) { other.value_.release = nullptr; }
  ArrowOwned& operator=(ArrowOwned&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~ArrowOwned() {
    if (value_.release != nullptr) value_.release(&value_);
  }
  Struct* get() { return &value_; }
  const Struct* get() const { return &value_; }
  bool empty() const { return value_.release == nullptr; }

 private:
  Struct value_{};
};

// One column of a record batch. Refers to the batch.
class ArrowColumn {
 public:
  ArrowColumn(const ArrowSchema& schema, const ArrowArray& array, int64_t offset)
      : schema_(&schema), array_(&array), offset_(offset + array.offset) {}

  absl::string_view name() const { return schema_->name == nullptr ? "" : schema_->name; }
  // Whether Cell can read it; otherwise the error names the column and what is allowed.
  absl::Status CheckReadable() const;
  bool IsBinary() const;
  bool IsNull(int64_t row) const;
  // The bytes of a text or binary value, where they lie. REQUIRES: text or binary, not null.
  absl::string_view Bytes(int64_t row) const;
  // A value as it would be written in a cell of a table; nothing for null. Entries of a list are joined by "|".
  // REQUIRES: CheckReadable().
  std::optional<std::string> Cell(int64_t row) const;

 private:
  absl::string_view format() const { return schema_->format; }
  std::string ListCell(int64_t row) const;
  std::string NumberCell(int64_t at) const;
  std::optional<std::string> DictionaryCell(int64_t at) const;

  const ArrowSchema* schema_;
  const ArrowArray* array_;
  int64_t offset_;  // of row 0 in the buffers
};

// A record batch: columns of equal length. Refers to `schema` and `array`.
// InvalidArgument naming `field` where it is no batch of columns.
class ArrowBatch {
 public:
  static absl::StatusOr<ArrowBatch> Of(const ArrowSchema& schema, const ArrowArray& array,
                                       absl::string_view field);

  int64_t rows() const { return array_->length; }
  std::vector<ArrowColumn> Columns() const;
  std::optional<ArrowColumn> Find(absl::string_view name) const;

 private:
  ArrowBatch(const ArrowSchema& schema, const ArrowArray& array)
      : schema_(&schema), array_(&array) {}
  const ArrowSchema* schema_;
  const ArrowArray* array_;
};

// A schema and the batches that came with it.
struct ArrowTable {
  ArrowOwned<ArrowSchema> schema;
  std::vector<ArrowOwned<ArrowArray>> batches;
};

// Everything of a stream; the batches stay where they are. InvalidArgument with the words of the stream if it fails.
// `field` is what it was given as.
absl::StatusOr<ArrowTable> ReadStream(ArrowOwned<ArrowArrayStream> stream, absl::string_view field);

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_ARROW_READ_H_
