#include "engine/vocabulary/district_matrix.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/csv_table.h"
#include "engine/base/sort_unique.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/table_row.h"

namespace passung {
namespace {

enum MatrixColumn : size_t {
  kMatrixHome,
  kMatrixWork,
  kMatrixMinutes,
  kMatrixKm,
  kMatrixKmh,
  kMatrixCommuters,
  kMatrixSource
};
constexpr std::array<absl::string_view, 7> kMatrixColumns = {"home", "work",      "minutes", "km",
                                                             "kmh",  "commuters", "source"};

constexpr size_t kMatrixNumbers = 17'000;  // five digits, the first two 01 to 16

absl::StatusOr<DistrictCode> ReadKnown(const TableRow& fields, size_t column,
                                       const std::function<bool(DistrictCode)>& is_known) {
  PASSUNG_ASSIGN_OR_RETURN(const DistrictCode code, fields.District(column));
  if (is_known(code)) return code;
  return fields.Fault(column,
                      absl::StrCat("\"", code.ToString(),
                                   "\" is neither in districts.csv nor another German district"));
}

// A length takes the time that its speed needs, rounded up to a minute.
absl::StatusOr<std::optional<int>> ReadMinutes(const TableRow& fields) {
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<int> minutes,
                           fields.OptionalInt(kMatrixMinutes, 0, DistrictMatrix::kMostMinutes));
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<int> km,
                           fields.OptionalInt(kMatrixKm, 0, DistrictMatrix::kMostKm));
  PASSUNG_ASSIGN_OR_RETURN(
      const std::optional<int> kmh,
      fields.OptionalInt(kMatrixKmh, DistrictMatrix::kLeastKmh, DistrictMatrix::kMostKmh));
  if (km && !kmh) {
    return fields.Fault(kMatrixKmh,
                        absl::StrCat("must be given with km: ", DistrictMatrix::kLeastKmh, " to ",
                                     DistrictMatrix::kMostKmh, ", the speed over the whole way"));
  }
  if (kmh && !km) return fields.Fault(kMatrixKm, "must be given with kmh");
  if (!km) return minutes;
  if (minutes) {
    return fields.Fault(kMatrixMinutes, absl::StrCat("\"", *minutes, "\": give minutes or km"));
  }
  const int needed = (*km * 60 + *kmh - 1) / *kmh;
  if (needed <= DistrictMatrix::kMostMinutes) return std::optional(needed);
  return fields.Fault(kMatrixKm, absl::StrCat("\"", *km, "\" takes ", needed, " minutes; at most ",
                                              DistrictMatrix::kMostMinutes, " are allowed"));
}

}  // namespace

struct DistrictMatrix::Row {
  DistrictCode home;
  DistrictCode work;
  std::optional<int> minutes;
  std::optional<int> commuters;

  static absl::StatusOr<Row> Read(const TableRow& fields,
                                  const std::function<bool(DistrictCode)>& is_known) {
    Row row;
    PASSUNG_ASSIGN_OR_RETURN(row.home, ReadKnown(fields, kMatrixHome, is_known));
    PASSUNG_ASSIGN_OR_RETURN(row.work, ReadKnown(fields, kMatrixWork, is_known));
    PASSUNG_ASSIGN_OR_RETURN(row.minutes, ReadMinutes(fields));
    PASSUNG_ASSIGN_OR_RETURN(
        row.commuters, fields.OptionalInt(kMatrixCommuters, 0, DistrictMatrix::kMostCommuters));
    PASSUNG_RETURN_IF_ERROR(fields.RequiredText(kMatrixSource).status());
    if (!row.minutes && !row.commuters) {
      return fields.Fault("one of minutes, km with kmh, or commuters must be given");
    }
    if (row.commuters && row.home == row.work) {
      return fields.Fault(kMatrixCommuters,
                          absl::StrCat("\"", *row.commuters, "\": home and work are one district"));
    }
    return row;
  }
};

absl::StatusOr<DistrictMatrix> DistrictMatrix::FromCsv(
    absl::string_view file, absl::string_view text,
    const std::function<bool(DistrictCode)>& is_known) {
  PASSUNG_ASSIGN_OR_RETURN(const base::CsvTable table,
                           base::CsvTable::Parse(file, text, kMatrixColumns));
  std::vector<Row> rows;
  std::map<std::pair<DistrictCode, DistrictCode>, int> line_of;
  for (size_t i = 0; i < table.size(); ++i) {
    const TableRow fields(table, i);
    PASSUNG_ASSIGN_OR_RETURN(const Row row, Row::Read(fields, is_known));
    const auto [at, is_new] = line_of.try_emplace({row.home, row.work}, table.line(i));
    if (!is_new) {
      return fields.Fault(kMatrixWork,
                          absl::StrCat("the pair of line ", at->second, " is repeated"));
    }
    rows.push_back(row);
  }
  DistrictMatrix matrix;
  matrix.Fill(rows);
  matrix.digest_ = table.digest();
  return matrix;
}

void DistrictMatrix::Fill(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    districts_.push_back(row.home);
    districts_.push_back(row.work);
  }
  base::SortUnique(districts_);
  index_by_number_.assign(kMatrixNumbers, -1);
  for (size_t i = 0; i < districts_.size(); ++i) {
    index_by_number_[static_cast<size_t>(districts_[i].number())] = static_cast<int16_t>(i);
  }
  minutes_.assign(districts_.size() * districts_.size(), kNothing);
  commuters_ = minutes_;
  for (const Row& row : rows) {
    const auto home = static_cast<size_t>(index_by_number_[static_cast<size_t>(row.home.number())]);
    const auto work = static_cast<size_t>(index_by_number_[static_cast<size_t>(row.work.number())]);
    const size_t at = home * districts_.size() + work;
    minutes_[at] = row.minutes.value_or(kNothing);
    commuters_[at] = row.commuters.value_or(kNothing);
    shortest_ = std::min(shortest_, row.minutes.value_or(shortest_));
    longest_ = std::max(longest_, row.minutes.value_or(longest_));
    has_minutes_ = has_minutes_ || row.minutes.has_value();
    has_commuters_ = has_commuters_ || row.commuters.has_value();
  }
}

int32_t DistrictMatrix::At(const std::vector<int32_t>& table, DistrictCode home,
                           DistrictCode work) const {
  const int16_t home_at = index_by_number_[static_cast<size_t>(home.number())];
  const int16_t work_at = index_by_number_[static_cast<size_t>(work.number())];
  if (home_at < 0 || work_at < 0) return kNothing;
  return table[static_cast<size_t>(home_at) * districts_.size() + static_cast<size_t>(work_at)];
}

}  // namespace passung
