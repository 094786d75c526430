#include "engine/vocabulary/offer_admission.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/base/csv_table.h"
#include "engine/base/sort_unique.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/period.h"
#include "engine/vocabulary/table_row.h"
#include "passung/ids.h"

namespace passung {
namespace {

enum AdmissionColumn : size_t {
  kScheme,
  kStatuses,
  kStayFrom,
  kStayBelow,
  kBar,
  kAdmission,
  kAdmissionFrom,
  kAdmissionUntil,
  kAdmissionSource,
};
constexpr std::array<absl::string_view, 9> kAdmissionColumns = {
    "scheme",    "statuses",   "months_from", "months_below", "access_bar",
    "admission", "valid_from", "valid_to",    "source"};

constexpr int kMostMonths = 1'200;
// In the place of statuses: everybody whom no other row of the scheme names.
constexpr absl::string_view kAllOthers = "*";

absl::StatusOr<std::vector<ResidenceStatus>> ReadStatuses(const TableRow& fields) {
  std::vector<ResidenceStatus> statuses;
  const absl::string_view cell = fields.Text(kStatuses);
  if (cell == kAllOthers) return statuses;
  for (const absl::string_view word : absl::StrSplit(cell, ' ', absl::SkipEmpty())) {
    const std::optional<ResidenceStatus> status = FromName<ResidenceStatus>(word);
    if (!status) {
      return fields.Fault(kStatuses, absl::StrCat("\"", word, "\" is not one of ",
                                                  absl::StrJoin(Names<ResidenceStatus>(), ", ")));
    }
    statuses.push_back(*status);
  }
  std::sort(statuses.begin(), statuses.end());
  const auto twice = std::adjacent_find(statuses.begin(), statuses.end());
  if (twice != statuses.end()) {
    return fields.Fault(kStatuses, absl::StrCat("\"", Name(*twice), "\" stands there twice"));
  }
  if (statuses.empty()) return fields.Fault(kStatuses, "is empty; \"*\" stands for all others");
  return statuses;
}

absl::Status ReadMonths(const TableRow& fields, AdmissionRow& row) {
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<int> from,
                           fields.OptionalInt(kStayFrom, 0, kMostMonths));
  row.months_from = from.value_or(0);
  PASSUNG_ASSIGN_OR_RETURN(row.months_below, fields.OptionalInt(kStayBelow, 1, kMostMonths));
  if (!row.months_below || *row.months_below > row.months_from) return absl::OkStatus();
  return fields.Fault(
      kStayBelow,
      absl::StrCat("\"", *row.months_below, "\" is not more than months_from ", row.months_from));
}

absl::StatusOr<AdmissionRow> ReadAdmissionRow(const TableRow& fields) {
  AdmissionRow row;
  PASSUNG_ASSIGN_OR_RETURN(row.scheme, fields.RequiredText(kScheme));
  if (!ValidateId("scheme", row.scheme).ok()) {
    return fields.Fault(
        kScheme, absl::StrCat("\"", row.scheme, "\" is not 1 to 63 characters of [A-Za-z0-9._-]"));
  }
  PASSUNG_ASSIGN_OR_RETURN(row.statuses, ReadStatuses(fields));
  PASSUNG_RETURN_IF_ERROR(ReadMonths(fields, row));
  PASSUNG_ASSIGN_OR_RETURN(row.bar, fields.OptionalEnum<AccessBar>(kBar));
  PASSUNG_ASSIGN_OR_RETURN(row.cell, fields.Enum<AdmissionCell>(kAdmission));
  if (row.cell == AdmissionCell::kWaiting && !row.months_below) {
    return fields.Fault(kAdmission, "\"D\" needs months_below: until when somebody waits");
  }
  PASSUNG_ASSIGN_OR_RETURN(row.valid, fields.Period(kAdmissionFrom, kAdmissionUntil));
  PASSUNG_ASSIGN_OR_RETURN(row.source, fields.RequiredText(kAdmissionSource));
  return row;
}

bool ShareStatus(const AdmissionRow& a, const AdmissionRow& b) {
  if (a.statuses.empty() || b.statuses.empty()) return a.statuses.empty() && b.statuses.empty();
  return std::any_of(a.statuses.begin(), a.statuses.end(), [&](ResidenceStatus status) {
    return std::binary_search(b.statuses.begin(), b.statuses.end(), status);
  });
}

bool StaysOverlap(const AdmissionRow& a, const AdmissionRow& b) {
  return (!a.months_below || b.months_from < *a.months_below) &&
         (!b.months_below || a.months_from < *b.months_below);
}

// One person on one day could fit both.
bool CouldFitBoth(const AdmissionRow& a, const AdmissionRow& b) {
  const bool bars_meet = !a.bar || !b.bar || *a.bar == *b.bar;
  return a.scheme == b.scheme && bars_meet && ShareStatus(a, b) && StaysOverlap(a, b) &&
         Overlap(a.valid, b.valid);
}

bool IsIn(const AdmissionRow& row, const AdmissionSituation& situation) {
  return row.months_from <= situation.months &&
         (!row.months_below || situation.months < *row.months_below) &&
         (!row.bar || *row.bar == situation.bar);
}

}  // namespace

absl::StatusOr<OfferAdmissionTable> OfferAdmissionTable::FromCsv(absl::string_view file,
                                                                 absl::string_view text) {
  PASSUNG_ASSIGN_OR_RETURN(const base::CsvTable table,
                           base::CsvTable::Parse(file, text, kAdmissionColumns));
  OfferAdmissionTable admission;
  for (size_t i = 0; i < table.size(); ++i) {
    const TableRow fields(table, i);
    PASSUNG_ASSIGN_OR_RETURN(AdmissionRow row, ReadAdmissionRow(fields));
    for (size_t j = 0; j < i; ++j) {
      if (!CouldFitBoth(admission.rows_[j], row)) continue;
      return fields.Fault(kStatuses, absl::StrCat("one person could fit this row and line ",
                                                  table.line(j), " on one day"));
    }
    if (row.months_from > 0) admission.month_thresholds_.push_back(row.months_from);
    if (row.months_below) admission.month_thresholds_.push_back(*row.months_below);
    admission.rows_of_[row.scheme].push_back(static_cast<int32_t>(i));
    admission.rows_.push_back(std::move(row));
  }
  base::SortUnique(admission.month_thresholds_);
  admission.digest_ = table.digest();
  return admission;
}

std::vector<std::string> OfferAdmissionTable::Schemes() const {
  std::vector<std::string> schemes;
  for (const AdmissionRow& row : rows_) schemes.push_back(row.scheme);
  base::SortUnique(schemes);
  return schemes;
}

AdmissionCell OfferAdmissionTable::CellOf(absl::string_view scheme, ResidenceStatus status,
                                          const AdmissionSituation& situation, Date day) const {
  const auto found = rows_of_.find(scheme);
  if (found == rows_of_.end()) return AdmissionCell::kUnknown;
  bool named = false;
  AdmissionCell cell = AdmissionCell::kUnknown;
  AdmissionCell others = AdmissionCell::kUnknown;
  for (const int32_t index : found->second) {
    const AdmissionRow& row = rows_[static_cast<size_t>(index)];
    if (!row.valid.Holds(day)) continue;
    const bool for_others = row.statuses.empty();
    if (!for_others && !std::binary_search(row.statuses.begin(), row.statuses.end(), status)) {
      continue;
    }
    named = named || !for_others;
    if (IsIn(row, situation)) (for_others ? others : cell) = row.cell;
  }
  return named ? cell : others;
}

}  // namespace passung
