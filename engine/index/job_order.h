#ifndef PASSUNG_ENGINE_INDEX_JOB_ORDER_H_
#define PASSUNG_ENGINE_INDEX_JOB_ORDER_H_

#include <array>
#include <cstdint>
#include <vector>

#include "engine/index/columns.h"
#include "passung/profile.h"

namespace passung {

// The jobs of a market (codes of ColumnId::kJob) in the order of their occupations, so that all
// jobs of an occupation, a group or an area lie together. Jobs of unknown occupation come last.
// Positions in this order name jobs everywhere in the index.
class JobOrder {
 public:
  JobOrder() = default;
  explicit JobOrder(const Dictionary<JobKey>& jobs);

  uint32_t size() const { return static_cast<uint32_t>(code_at_.size()); }
  uint32_t code_at(uint32_t position) const { return code_at_[position]; }
  Column column_at(uint32_t position) const { return column_at_[position]; }
  uint32_t position_of(uint32_t code) const { return position_of_[code]; }

  struct Range {
    uint32_t first = 0;
    uint32_t last = 0;  // one past
  };
  // Positions of all jobs whose occupation begins with these leading digits; 1 to 4 of them.
  Range WithPrefix(int32_t prefix, int digits) const;
  Range WithCode(OccupationCode code) const;
  // All positions of one column, rising.
  const std::vector<uint32_t>& OfColumn(Column column) const { return of_column_[Index(column)]; }

 private:
  std::vector<uint32_t> code_at_;
  std::vector<uint32_t> position_of_;
  std::vector<Column> column_at_;
  std::vector<int32_t> number_at_;  // of the occupation
  // Position of the first job whose first four digits are at least the index.
  std::vector<uint32_t> begin_of_;
  std::array<std::vector<uint32_t>, kColumnCount> of_column_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_JOB_ORDER_H_
