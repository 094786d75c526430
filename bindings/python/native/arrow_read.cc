#include "bindings/python/native/arrow_read.h"

#include <array>
#include <cmath>
#include <cstring>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "passung/date.h"

namespace passung::python {
namespace {

constexpr int64_t kMillisecondsADay = 86'400'000;

// Formats of the specification whose values are a number of one type.
constexpr absl::string_view kNumbers = "cCsSiIlLfg";

bool IsNumber(absl::string_view format) {
  return format.size() == 1 && absl::StrContains(kNumbers, format);
}

bool IsText(absl::string_view format) {
  return format == "u" || format == "U" || format == "vu" || format == "z" || format == "Z" ||
         format == "vz";
}

bool IsList(absl::string_view format) { return format == "+l" || format == "+L"; }

bool IsReadableScalar(absl::string_view format) {
  return IsNumber(format) || IsText(format) || format == "b" || format == "n" || format == "tdD" ||
         format == "tdm";
}

bool BitAt(const void* bits, int64_t at) {
  return ((static_cast<const uint8_t*>(bits)[at / 8] >> (at % 8)) & 1) != 0;
}

template <class T>
T At(const void* values, int64_t at) {
  return static_cast<const T*>(values)[at];
}

// A whole number has no decimal point, so that a column that became one of floats through missing values still reads.
std::string FloatText(double value) {
  constexpr double kLargest =
      9'007'199'254'740'992;  // 2^53: up to here whole numbers are themselves
  if (!(std::abs(value) <= kLargest)) return absl::StrCat(value);  // not a number, too
  const auto whole = static_cast<int64_t>(value);
  return static_cast<double>(whole) == value ? absl::StrCat(whole) : absl::StrCat(value);
}

// The layout of a value in a column of views: short ones lie in it, others in a buffer that it names.
struct View {
  static constexpr int32_t kInline = 12;
  int32_t length;
  std::array<char, 4> prefix;
  int32_t buffer;
  int32_t offset;
};

absl::string_view ViewAt(const ArrowArray& array, int64_t at) {
  const View* view = static_cast<const View*>(array.buffers[1]) + at;
  const auto length = static_cast<size_t>(view->length);
  if (view->length <= View::kInline) {
    return {reinterpret_cast<const char*>(view) + sizeof(int32_t), length};
  }
  return {static_cast<const char*>(array.buffers[2 + view->buffer]) + view->offset, length};
}

template <class Offset>
absl::string_view SliceAt(const ArrowArray& array, int64_t at) {
  const auto* offsets = static_cast<const Offset*>(array.buffers[1]);
  const auto length = static_cast<size_t>(offsets[at + 1] - offsets[at]);
  if (length == 0) return {};
  return {static_cast<const char*>(array.buffers[2]) + offsets[at], length};
}

int64_t IndexAt(absl::string_view format, const void* values, int64_t at) {
  switch (format[0]) {
    case 'c':
      return At<int8_t>(values, at);
    case 'C':
      return At<uint8_t>(values, at);
    case 's':
      return At<int16_t>(values, at);
    case 'S':
      return At<uint16_t>(values, at);
    case 'i':
      return At<int32_t>(values, at);
    case 'I':
      return At<uint32_t>(values, at);
    default:
      return At<int64_t>(values, at);
  }
}

}  // namespace

absl::Status ArrowColumn::CheckReadable() const {
  const ArrowSchema& each = IsList(format()) ? *schema_->children[0] : *schema_;
  const bool readable =
      each.dictionary != nullptr ? IsText(each.dictionary->format) : IsReadableScalar(each.format);
  if (readable) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(name(), ": a column of the Arrow format \"", format(),
                   "\" is not one of text, numbers, yes/no, days, or lists of these"));
}

bool ArrowColumn::IsBinary() const {
  return schema_->dictionary == nullptr && (format() == "z" || format() == "Z" || format() == "vz");
}

bool ArrowColumn::IsNull(int64_t row) const {
  if (format() == "n") return true;
  if (array_->null_count == 0 || array_->n_buffers == 0 || array_->buffers[0] == nullptr) {
    return false;
  }
  return !BitAt(array_->buffers[0], offset_ + row);
}

absl::string_view ArrowColumn::Bytes(int64_t row) const {
  const int64_t at = offset_ + row;
  if (format()[0] == 'v') return ViewAt(*array_, at);
  if (format() == "U" || format() == "Z") return SliceAt<int64_t>(*array_, at);
  return SliceAt<int32_t>(*array_, at);
}

std::optional<std::string> ArrowColumn::Cell(int64_t row) const {
  if (IsNull(row)) return std::nullopt;
  const int64_t at = offset_ + row;
  if (schema_->dictionary != nullptr) return DictionaryCell(at);
  if (IsText(format())) return std::string(Bytes(row));
  if (IsList(format())) return ListCell(row);
  if (format() == "b") return BitAt(array_->buffers[1], at) ? "yes" : "no";
  if (format() == "tdD") return Date::FromDays(At<int32_t>(array_->buffers[1], at)).ToString();
  if (format() == "tdm") {
    return Date::FromDays(
               static_cast<int32_t>(At<int64_t>(array_->buffers[1], at) / kMillisecondsADay))
        .ToString();
  }
  return NumberCell(at);
}

std::string ArrowColumn::NumberCell(int64_t at) const {
  const void* values = array_->buffers[1];
  if (format() == "f") return FloatText(At<float>(values, at));
  if (format() == "g") return FloatText(At<double>(values, at));
  if (format() == "L") return absl::StrCat(At<uint64_t>(values, at));
  return absl::StrCat(IndexAt(format(), values, at));
}

std::optional<std::string> ArrowColumn::DictionaryCell(int64_t at) const {
  const ArrowColumn values(*schema_->dictionary, *array_->dictionary, 0);
  return values.Cell(IndexAt(format(), array_->buffers[1], at));
}

std::string ArrowColumn::ListCell(int64_t row) const {
  const int64_t at = offset_ + row;
  const ArrowColumn entries(*schema_->children[0], *array_->children[0], 0);
  const bool wide = format() == "+L";
  const void* offsets = array_->buffers[1];
  const int64_t begin = wide ? At<int64_t>(offsets, at) : At<int32_t>(offsets, at);
  const int64_t end = wide ? At<int64_t>(offsets, at + 1) : At<int32_t>(offsets, at + 1);
  std::string cell;
  for (int64_t i = begin; i < end; ++i) {
    const std::optional<std::string> entry = entries.Cell(i);
    if (!entry) continue;
    absl::StrAppend(&cell, cell.empty() ? "" : "|", *entry);
  }
  return cell;
}

absl::StatusOr<ArrowBatch> ArrowBatch::Of(const ArrowSchema& schema, const ArrowArray& array,
                                          absl::string_view field) {
  if (absl::string_view(schema.format) != "+s" || array.n_children != schema.n_children) {
    return absl::InvalidArgumentError(
        absl::StrCat(field, ": Arrow data of the format \"", schema.format,
                     "\" is no table; a record batch, a table or a stream of batches is"));
  }
  return ArrowBatch(schema, array);
}

std::vector<ArrowColumn> ArrowBatch::Columns() const {
  std::vector<ArrowColumn> columns;
  for (int64_t i = 0; i < schema_->n_children; ++i) {
    columns.emplace_back(*schema_->children[i], *array_->children[i], array_->offset);
  }
  return columns;
}

std::optional<ArrowColumn> ArrowBatch::Find(absl::string_view name) const {
  for (const ArrowColumn& column : Columns()) {
    if (column.name() == name) return column;
  }
  return std::nullopt;
}

absl::StatusOr<ArrowTable> ReadStream(ArrowOwned<ArrowArrayStream> stream,
                                      absl::string_view field) {
  const auto fault = [&] {
    const char* words = stream.get()->get_last_error(stream.get());
    return absl::InvalidArgumentError(absl::StrCat(
        field, ": the Arrow stream failed: ", words == nullptr ? "no reason given" : words));
  };
  ArrowTable table;
  if (stream.get()->get_schema(stream.get(), table.schema.get()) != 0) return fault();
  while (true) {
    ArrowOwned<ArrowArray> batch;
    if (stream.get()->get_next(stream.get(), batch.get()) != 0) return fault();
    if (batch.empty()) return table;
    table.batches.push_back(std::move(batch));
  }
}

}  // namespace passung::python
