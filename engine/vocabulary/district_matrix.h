#ifndef PASSUNG_ENGINE_VOCABULARY_DISTRICT_MATRIX_H_
#define PASSUNG_ENGINE_VOCABULARY_DISTRICT_MATRIX_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/digest.h"
#include "passung/vocabulary.h"

namespace passung {

// What an operator has measured between districts, from home to work: travel times (given, or as a
// length and a speed) and commuters. Any pair may be left out. Immutable.
class DistrictMatrix {
 public:
  // From so many commuters in one direction on, a link is strong.
  static constexpr int32_t kStrongCommuters = 4'000;
  // The greatest figures of a row.
  static constexpr int32_t kMostMinutes = 600;  // as of a person's own travel times
  static constexpr int32_t kMostKm = 1'500;
  static constexpr int32_t kLeastKmh = 5;
  static constexpr int32_t kMostKmh = 300;
  static constexpr int32_t kMostCommuters = 10'000'000;

  DistrictMatrix() = default;
  // InvalidArgument naming file, line, column and value: a code that `is_known` does not know, a pair
  // that is repeated, a row that says nothing, time and length in one row, a length without a speed,
  // a time above kMostMinutes, commuters within one district.
  static absl::StatusOr<DistrictMatrix> FromCsv(absl::string_view file, absl::string_view text,
                                                const std::function<bool(DistrictCode)>& is_known);

  bool has_minutes() const { return has_minutes_; }
  bool has_commuters() const { return has_commuters_; }
  // Of all times. REQUIRES: has_minutes().
  int32_t shortest() const { return shortest_; }
  int32_t longest() const { return longest_; }
  // Districts with at least one row, rising.
  std::span<const DistrictCode> districts() const { return districts_; }
  // Absent: not measured.
  std::optional<int32_t> Minutes(DistrictCode home, DistrictCode work) const {
    const int32_t value = has_minutes_ ? At(minutes_, home, work) : kNothing;
    return value == kNothing ? std::nullopt : std::optional(value);
  }
  std::optional<int32_t> Commuters(DistrictCode home, DistrictCode work) const {
    const int32_t value = has_commuters_ ? At(commuters_, home, work) : kNothing;
    return value == kNothing ? std::nullopt : std::optional(value);
  }

  // Of all rows, in whatever order.
  const base::Digest128& digest() const { return digest_; }

 private:
  struct Row;
  static constexpr int32_t kNothing = -1;

  void Fill(const std::vector<Row>& rows);
  int32_t At(const std::vector<int32_t>& table, DistrictCode home, DistrictCode work) const;

  std::vector<DistrictCode> districts_;
  std::vector<int16_t> index_by_number_;  // -1: in no row
  std::vector<int32_t> minutes_;          // districts squared, row = home; kNothing: not measured
  std::vector<int32_t> commuters_;
  int32_t shortest_ = kMostMinutes;
  int32_t longest_ = 0;
  bool has_minutes_ = false;
  bool has_commuters_ = false;
  base::Digest128 digest_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_DISTRICT_MATRIX_H_
