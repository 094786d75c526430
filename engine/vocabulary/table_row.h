#ifndef PASSUNG_ENGINE_VOCABULARY_TABLE_ROW_H_
#define PASSUNG_ENGINE_VOCABULARY_TABLE_ROW_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "engine/base/csv_table.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/vocabulary.h"

namespace passung {

// Reads the fields of one row of a data file. Every failure names file, line, column and value.
class TableRow {
 public:
  // Keeps a reference to the table.
  TableRow(const base::CsvTable& table, size_t row) : table_(table), row_(row) {}

  absl::string_view Text(size_t column) const { return table_.cell(row_, column); }
  // Not empty.
  absl::StatusOr<std::string> RequiredText(size_t column) const;
  absl::StatusOr<int> Int(size_t column, int low, int high) const;
  // Empty: absent. The same for the other optional ones.
  absl::StatusOr<std::optional<int>> OptionalInt(size_t column, int low, int high) const;
  // Decimal degrees with at most six decimals, such as "51.3545", as millionths.
  absl::StatusOr<int32_t> DegreesE6(size_t column, int limit) const;
  // Two columns of days; the first is required and not after the second.
  absl::StatusOr<Validity> Period(size_t from_column, size_t until_column) const;
  // Codes with blanks between them, as a rising list without repetition.
  absl::StatusOr<std::vector<OccupationCode>> Occupations(size_t column) const;
  absl::StatusOr<DistrictCode> District(size_t column) const;

  template <class E>
  absl::StatusOr<E> Enum(size_t column) const {
    const std::optional<E> value = FromName<E>(Text(column));
    if (value) return *value;
    return Fault(column, absl::StrCat("\"", Text(column), "\" is not one of ",
                                      absl::StrJoin(Names<E>(), ", ")));
  }
  template <class E>
  absl::StatusOr<std::optional<E>> OptionalEnum(size_t column) const {
    if (Text(column).empty()) return std::optional<E>();
    const absl::StatusOr<E> value = Enum<E>(column);
    if (!value.ok()) return value.status();
    return std::optional<E>(*value);
  }

  absl::Status Fault(size_t column, absl::string_view message) const {
    return table_.Fault(row_, column, message);
  }
  absl::Status Fault(absl::string_view message) const { return table_.Fault(row_, message); }

 private:
  const base::CsvTable& table_;
  size_t row_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_TABLE_ROW_H_
