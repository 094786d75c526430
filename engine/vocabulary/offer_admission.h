#ifndef PASSUNG_ENGINE_VOCABULARY_OFFER_ADMISSION_H_
#define PASSUNG_ENGINE_VOCABULARY_OFFER_ADMISSION_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/digest.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/residence.h"

// Who is admitted to what: it knows residence status, so only offers/admission may include it;
// everybody else meets the table as a forward declaration.

namespace passung {

// The names are the letters of offer_admission.csv.
enum class AdmissionCell : uint8_t {
  kAdmitted,   // P
  kOnRequest,  // A: decided case by case, or as long as there are places
  kWaiting,    // D: not before so many months of stay
  kNo,         // N
  kUnknown,    // ?
};
template <>
struct EnumNames<AdmissionCell> {
  static constexpr absl::string_view kNames[] = {"P", "A", "D", "N", "?"};
};

// One row (columns in engine/data/README.md). Absent months_below and bar mean that any value fits.
struct AdmissionRow {
  std::string scheme;
  std::vector<ResidenceStatus> statuses;  // rising; empty: whom no other row of the scheme names
  int months_from = 0;                    // full months of uninterrupted stay, at least …
  std::optional<int> months_below;        // … and less than
  std::optional<AccessBar> bar;
  AdmissionCell cell = AdmissionCell::kUnknown;
  Validity valid;
  std::string source;
  friend bool operator==(const AdmissionRow&, const AdmissionRow&) = default;
};

// What a row asks for beside the status.
struct AdmissionSituation {
  int months = 0;
  AccessBar bar = AccessBar::kNone;
};

// Rules of admission by scheme. Immutable.
class OfferAdmissionTable {
 public:
  // InvalidArgument naming file, line and column. Of the rows of a scheme that hold on one day at most
  // one fits any status, months and bar.
  static absl::StatusOr<OfferAdmissionTable> FromCsv(absl::string_view file,
                                                     absl::string_view text);

  std::span<const AdmissionRow> rows() const { return rows_; }
  std::vector<std::string> Schemes() const;  // rising
  // kUnknown where no row fits, or for a scheme that is not there.
  AdmissionCell CellOf(absl::string_view scheme, ResidenceStatus status,
                       const AdmissionSituation& situation, Date day) const;
  // The distinct months_from and months_below of all rows, rising, without 0.
  std::span<const int> month_thresholds() const { return month_thresholds_; }

  // Of all rows, in whatever order.
  const base::Digest128& digest() const { return digest_; }

 private:
  std::vector<AdmissionRow> rows_;
  absl::flat_hash_map<std::string, std::vector<int32_t>> rows_of_;
  std::vector<int> month_thresholds_;
  base::Digest128 digest_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_OFFER_ADMISSION_H_
