#ifndef PASSUNG_ENGINE_INDEX_COLUMNS_H_
#define PASSUNG_ENGINE_INDEX_COLUMNS_H_

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/prefetch.h"
#include "engine/base/stable_vector.h"
#include "engine/index/dictionary.h"
#include "engine/index/keys.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/vacancy.h"

namespace passung {

// The columns of the index; several rules and criteria may read one.
enum class ColumnId : uint8_t {
  kJob,
  kLanguage,
  kSkills,
  kPlace,
  kReach,
  kHours,
  kStart,
  kSupport,
  kAccess,
  kRegulated,
  kSchool,
  kLicence,
  kTrack,
  kObligation,
  kExclusion,
  kOpen,
};
inline constexpr int kColumnIdCount = 16;

struct Dictionaries {
  Dictionary<JobKey> job;
  Dictionary<LanguageKey> language;
  Dictionary<SkillsKey> skills;
  Dictionary<PlaceKey> place;
  Dictionary<ReachKey> reach;
  Dictionary<HoursKey> hours;
  Dictionary<StartKey> start;
  Dictionary<SupportKey> support;
  Dictionary<AccessKey> access;
  Dictionary<RegulatedKey> regulated;
  Dictionary<SchoolKey> school;
  Dictionary<LicenceKey> licence;
  Dictionary<TrackKey> track;
  Dictionary<ObligationKey> obligation;
  Dictionary<ExclusionKey> exclusion;
  Dictionary<OpenKey> open;
  Dictionary<std::string> skill_ids;     // no column: the skills that SkillsKey names by number
  Dictionary<std::string> employer_ids;  // no column: Columns::employer
  // Of these alone, as long as the process runs: whoever keeps what was found out of a code notes it.
  uint64_t number = NextNumber();

  static uint64_t NextNumber();  // from 1

  uint32_t size(ColumnId column) const;
  // See Dictionary.
  void ForgetReaders();
};

using CodeTuple = std::array<uint32_t, kColumnIdCount>;

// The low 16 bits of the codes of one row, half a cache line.
using LowCodes = std::array<uint16_t, kColumnIdCount>;

// One combination by its place in a vacancy.
struct Combination {
  int32_t occupation_index = 0;
  int32_t place_index = 0;
};

// One row per combination. Rows of one vacancy lie together, by occupation index, then place index.
// Rows are appended by one thread while others read those before.
//
// Codes have 24 bits. Few columns have more than 65 536 distinct values, so that the high bits of a
// column lie apart, and only from the first code on that needs them.
class Columns {
 public:
  // Codes above this one do not fit.
  static constexpr uint32_t kLargestCode = (1U << 24U) - 1;

  Dictionaries dictionaries;
  base::StableVector<uint32_t> first_row;  // [slot of a vacancy], with one more at the end
  base::StableVector<uint32_t> employer;   // [slot], a code of employer_ids; unknown: the empty id

  uint32_t row_count() const { return low_.size(); }
  uint32_t CodeAt(ColumnId column, uint32_t row) const {
    return low_[row][Index(column)] | HighAt(column, row) << kLowBits;
  }
  CodeTuple Tuple(uint32_t row) const {
    CodeTuple tuple;
    const LowCodes& low = low_[row];
    for (size_t i = 0; i < tuple.size(); ++i) tuple[i] = low[i];
    for (uint32_t left = has_high_.bits(); left != 0; left &= left - 1) {
      const auto i = static_cast<size_t>(std::countr_zero(left));
      tuple[i] |= HighAt(static_cast<ColumnId>(i), row) << kLowBits;
    }
    return tuple;
  }
  // The codes of one row, for whoever needs several of them.
  class Row {
   public:
    uint32_t operator[](ColumnId column) const {
      const uint32_t low = (*low_)[Index(column)];
      if ((columns_->has_high_.bits() >> Index(column) & 1U) == 0) {
        return low;
      }
      return low | columns_->HighAt(column, row_) << kLowBits;
    }

   private:
    friend class Columns;
    Row(const Columns* columns, const LowCodes* low, uint32_t row)
        : columns_(columns), low_(low), row_(row) {}

    const Columns* columns_;
    const LowCodes* low_;
    uint32_t row_;
  };
  Row RowAt(uint32_t row) const { return {this, &low_[row], row}; }
  // Of one column, by row. O(rows).
  std::vector<uint32_t> CodesOf(ColumnId column) const;
  // Asks the processor to fetch a row.
  void Prefetch(uint32_t row) const {
    base::Prefetch(&low_[row]);
    for (uint32_t left = has_high_.bits(); left != 0; left &= left - 1) {
      const auto& high = high_[static_cast<size_t>(std::countr_zero(left))];
      if (row < high.size()) base::Prefetch(&high[row]);
    }
  }

  // Rows that lie together, as ForEachRun gives them.
  class Run {
   public:
    uint32_t size() const { return count_; }
    // Calls `visit(i, code)` for the code of each row in a column.
    template <class F>
    void ForEachCode(ColumnId column, F&& visit) const {
      const size_t at = Index(column);
      const base::StableVector<uint8_t>& high = columns_->high_[at];
      if (high.empty()) {
        for (uint32_t i = 0; i < count_; ++i) visit(i, uint32_t{low_[i][at]});
        return;
      }
      for (uint32_t i = 0; i < count_; ++i) {
        visit(i, low_[i][at] | columns_->HighAt(column, first_ + i) << kLowBits);
      }
    }

   private:
    friend class Columns;
    Run(const Columns* columns, uint32_t first, const LowCodes* low, uint32_t count)
        : columns_(columns), first_(first), low_(low), count_(count) {}

    const Columns* columns_;
    uint32_t first_;  // row
    const LowCodes* low_;
    uint32_t count_;
  };
  // Calls `visit(run)` for the runs in which rows first … last - 1 lie.
  template <class F>
  void ForEachRun(uint32_t first, uint32_t last, F&& visit) const {
    low_.ForEachRun(first, last, [&](const LowCodes* low, uint32_t count) {
      visit(Run(this, first, low, count));
      first += count;
    });
  }

  // The same for all rows, in runs of which the nearest memory holds one: for those who go through
  // several columns.
  template <class F>
  void ForEachShortRun(F&& visit) const {
    constexpr uint32_t kShort = 1024;
    for (uint32_t row = 0; row < row_count(); row += kShort) {
      ForEachRun(row, std::min(row + kShort, row_count()), visit);
    }
  }

  // REQUIRES: no code above kLargestCode.
  void AppendRow(const CodeTuple& codes);

  // All rows as they lie in memory, for who keeps them elsewhere: low bits by row, and by column the
  // bits above them of the first rows, none where no code needs them.
  const base::StableVector<LowCodes>& low() const { return low_; }
  const base::StableVector<uint8_t>& high(size_t column) const { return high_[column]; }
  // Takes such rows up again. REQUIRES: there is none yet; as many high bits of a column as rows, or none.
  void TakeRows(std::span<const LowCodes> low,
                const std::array<std::span<const uint8_t>, kColumnIdCount>& high);

 private:
  static constexpr int kLowBits = 16;

  // Set by one thread while others look at them.
  class SharedBits {
   public:
    SharedBits() = default;
    // Not while others look.
    SharedBits(SharedBits&& other) noexcept : bits_(other.bits_.exchange(0)) {}
    SharedBits& operator=(SharedBits&& other) noexcept {
      bits_ = other.bits_.exchange(0);
      return *this;
    }
    uint32_t bits() const { return bits_.load(std::memory_order_acquire); }
    void Set(uint32_t bits) { bits_.store(bits, std::memory_order_release); }

   private:
    std::atomic<uint32_t> bits_{0};
  };

  // One bit for each column whose code needs more than the low bits.
  static uint32_t HighColumnsOf(const CodeTuple& codes);
  uint32_t HighAt(ColumnId column, uint32_t row) const {
    const base::StableVector<uint8_t>& high = high_[Index(column)];
    return row < high.size() ? high[row] : 0U;
  }

  base::StableVector<LowCodes> low_;  // [row]
  // [column][row]; empty as long as no code needs it.
  std::array<base::StableVector<uint8_t>, kColumnIdCount> high_;
  // One bit for each column of which that is not empty. Set before a row that needs it is there.
  SharedBits has_high_;
};

// Whether a dictionary is so nearly full that one more vacancy might not find a code:
// with some five million vacancies or more, none of which is like another.
bool IsFull(const Dictionaries& dictionaries);

// So many vacancies surely find codes before a dictionary can be full; 0 only where one is.
uint32_t VacanciesThatFit(const Dictionaries& dictionaries);

// Whether those of `part` can be given codes, too.
bool HaveRoomFor(const Dictionaries& part, const Dictionaries& whole);

// Appends the rows of one vacancy (row_writer.h); none for kind self_employed. Returns their number.
// REQUIRES: valid; !IsFull(columns.dictionaries).
uint32_t AppendRows(const Vacancy& vacancy, const KnowledgeImpl& knowledge, Columns& columns);

// The combination of the nth row of a vacancy.
Combination CombinationOf(const Vacancy& vacancy, uint32_t nth_row);

// engine/SCORING.md section 1; `level` 0 is unknown.
Column ColumnOf(std::optional<VacancyKind> kind, int level);
KindClass ClassOf(std::optional<VacancyKind> kind);
// Requirement level 1 … 4, 0 where it is unknown.
int RequirementLevelOf(const VacancyOccupation& occupation);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_COLUMNS_H_
