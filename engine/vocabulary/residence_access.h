#ifndef PASSUNG_ENGINE_VOCABULARY_RESIDENCE_ACCESS_H_
#define PASSUNG_ENGINE_VOCABULARY_RESIDENCE_ACCESS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/digest.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/residence.h"

// The only header of this folder that knows residence status. Only rules/work_access may include
// it; everybody else meets the table as a forward declaration.

namespace passung {

// What the table says of one column. The names are the letters of work_access.csv.
enum class AccessCell : uint8_t {
  kPass,                   // P
  kForeignersOffice,       // A: after the permission of the Ausländerbehörde
  kForeignersOfficeAndBa,  // B: with the consent of the Bundesagentur as well
  kWaiting,                // D: a waiting period is running
  kNo,                     // N
  kUnknown,                // ?
  kTwentyHours,            // H: a side job of at most 20 hours a week, nothing beyond
};
template <>
struct EnumNames<AccessCell> {
  static constexpr absl::string_view kNames[] = {"P", "A", "B", "D", "N", "?", "H"};
};

enum class AccessColumn : uint8_t {
  kHelperJob,
  kQualifiedJob,
  kDualTraining,
  kSchoolTraining,
  kEqInternship,
  kAgency,
};
template <>
struct EnumNames<AccessColumn> {
  static constexpr absl::string_view kNames[] = {
      "helper_job", "qualified_job", "dual_training", "school_training", "eq_internship", "agency"};
};

// One row of work_access.csv (columns in engine/data/README.md). Absent housing, months_below and
// bar mean that any value fits.
struct WorkAccessRow {
  ResidenceStatus status = ResidenceStatus::kGerman;
  std::optional<Housing> housing;
  int months_from = 0;              // full months of uninterrupted stay, at least …
  std::optional<int> months_below;  // … and less than
  std::optional<AccessBar> bar;
  std::array<AccessCell, 6> cells{};  // in the order of AccessColumn
  Validity valid;
  std::string source;

  AccessCell cell(AccessColumn column) const { return cells[Index(column)]; }
  friend bool operator==(const WorkAccessRow&, const WorkAccessRow&) = default;
};

// Labour-market access by residence status. Immutable.
class WorkAccessTable {
 public:
  // InvalidArgument naming file, line and column. Of the rows that hold on one day at most one fits
  // any status, housing, months and bar. None may fit: then nothing is known.
  static absl::StatusOr<WorkAccessTable> FromCsv(absl::string_view file, absl::string_view text);

  std::span<const WorkAccessRow> rows() const { return rows_; }
  // Rising indexes into rows().
  std::span<const int32_t> RowsOf(ResidenceStatus status) const { return rows_of_[Index(status)]; }
  // Whether some row of a status, of whatever date, lets somebody not work in some column.
  bool MayBar(ResidenceStatus status) const { return may_bar_[Index(status)]; }
  // The distinct months_from and months_below of all rows, rising, without 0.
  std::span<const int> month_thresholds() const { return month_thresholds_; }

  // Of all rows, in whatever order.
  const base::Digest128& digest() const { return digest_; }

 private:
  std::vector<WorkAccessRow> rows_;
  std::array<std::vector<int32_t>, EnumCount<ResidenceStatus>()> rows_of_;
  std::array<bool, EnumCount<ResidenceStatus>()> may_bar_{};
  std::vector<int> month_thresholds_;
  base::Digest128 digest_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_RESIDENCE_ACCESS_H_
