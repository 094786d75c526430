#include "engine/vocabulary/residence_access.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/csv_table.h"
#include "engine/base/sort_unique.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/period.h"
#include "engine/vocabulary/table_row.h"

namespace passung {
namespace {

// The six cells stand in the order of AccessColumn from kFirstCell on.
enum WorkAccessColumn : size_t {
  kStatus = 0,
  kHousing,
  kMonthsFrom,
  kMonthsBelow,
  kAccessBar,
  kFirstCell,
  kAccessFrom = kFirstCell + 6,
  kAccessUntil,
  kAccessSource,
};
constexpr std::array<absl::string_view, 14> kWorkAccessColumns = {
    "status",     "housing",       "months_from",   "months_below",    "access_bar",
    "helper_job", "qualified_job", "dual_training", "school_training", "eq_internship",
    "agency",     "valid_from",    "valid_to",      "source"};
static_assert(EnumCount<AccessColumn>() == 6);

constexpr int kMaxMonths = 1'200;

absl::Status ReadConditions(const TableRow& fields, WorkAccessRow& row) {
  PASSUNG_ASSIGN_OR_RETURN(row.status, fields.Enum<ResidenceStatus>(kStatus));
  PASSUNG_ASSIGN_OR_RETURN(row.housing, fields.OptionalEnum<Housing>(kHousing));
  PASSUNG_ASSIGN_OR_RETURN(row.bar, fields.OptionalEnum<AccessBar>(kAccessBar));
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<int> from,
                           fields.OptionalInt(kMonthsFrom, 0, kMaxMonths));
  row.months_from = from.value_or(0);
  PASSUNG_ASSIGN_OR_RETURN(row.months_below, fields.OptionalInt(kMonthsBelow, 1, kMaxMonths));
  if (row.months_below && *row.months_below <= row.months_from) {
    return fields.Fault(
        kMonthsBelow,
        absl::StrCat("\"", *row.months_below, "\" is not more than months_from ", row.months_from));
  }
  return absl::OkStatus();
}

absl::StatusOr<WorkAccessRow> ReadWorkAccessRow(const TableRow& fields) {
  WorkAccessRow row;
  PASSUNG_RETURN_IF_ERROR(ReadConditions(fields, row));
  for (size_t i = 0; i < row.cells.size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(row.cells[i], fields.Enum<AccessCell>(kFirstCell + i));
  }
  PASSUNG_ASSIGN_OR_RETURN(row.valid, fields.Period(kAccessFrom, kAccessUntil));
  PASSUNG_ASSIGN_OR_RETURN(row.source, fields.RequiredText(kAccessSource));
  return row;
}

// Absent means any.
template <class T>
bool CanBeEqual(const std::optional<T>& a, const std::optional<T>& b) {
  return !a || !b || *a == *b;
}

bool MonthsOverlap(const WorkAccessRow& a, const WorkAccessRow& b) {
  return (!a.months_below || b.months_from < *a.months_below) &&
         (!b.months_below || a.months_from < *b.months_below);
}

// One person on one day could fit both.
bool Clash(const WorkAccessRow& a, const WorkAccessRow& b) {
  return a.status == b.status && CanBeEqual(a.housing, b.housing) && CanBeEqual(a.bar, b.bar) &&
         MonthsOverlap(a, b) && Overlap(a.valid, b.valid);
}

bool MayMeanNo(AccessCell cell) {
  return cell == AccessCell::kNo || cell == AccessCell::kWaiting ||
         cell == AccessCell::kTwentyHours;
}

std::vector<int> ThresholdsOf(const std::vector<WorkAccessRow>& rows) {
  std::vector<int> months;
  for (const WorkAccessRow& row : rows) {
    if (row.months_from > 0) months.push_back(row.months_from);
    if (row.months_below) months.push_back(*row.months_below);
  }
  base::SortUnique(months);
  return months;
}

}  // namespace

absl::StatusOr<WorkAccessTable> WorkAccessTable::FromCsv(absl::string_view file,
                                                         absl::string_view text) {
  PASSUNG_ASSIGN_OR_RETURN(const base::CsvTable table,
                           base::CsvTable::Parse(file, text, kWorkAccessColumns));
  WorkAccessTable access;
  for (size_t i = 0; i < table.size(); ++i) {
    const TableRow fields(table, i);
    PASSUNG_ASSIGN_OR_RETURN(WorkAccessRow row, ReadWorkAccessRow(fields));
    for (size_t j = 0; j < i; ++j) {
      if (!Clash(access.rows_[j], row)) continue;
      return fields.Fault(kStatus, absl::StrCat("\"", Name(row.status),
                                                "\": one person could fit this row and line ",
                                                table.line(j), " on one day"));
    }
    access.rows_.push_back(std::move(row));
  }
  access.month_thresholds_ = ThresholdsOf(access.rows_);
  for (size_t i = 0; i < access.rows_.size(); ++i) {
    const WorkAccessRow& row = access.rows_[i];
    access.rows_of_[Index(row.status)].push_back(static_cast<int32_t>(i));
    access.may_bar_[Index(row.status)] |=
        std::any_of(row.cells.begin(), row.cells.end(), MayMeanNo);
  }
  access.digest_ = table.digest();
  return access;
}

}  // namespace passung
