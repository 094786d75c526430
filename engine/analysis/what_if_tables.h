#ifndef PASSUNG_ENGINE_ANALYSIS_WHAT_IF_TABLES_H_
#define PASSUNG_ENGINE_ANALYSIS_WHAT_IF_TABLES_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/analysis/fact_parts.h"
#include "engine/criteria/criterion.h"
#include "engine/search/person.h"

namespace passung {

// A person as they would be.
struct Variant {
  const Person* person = nullptr;
  FactParts changed = 0;  // in which this person differs from the base
  ActSet granted = 0;     // what an office has given for the vacancy in question
};

// Which variants, one bit each; the highest bit is the base.
using VariantSet = uint64_t;
inline constexpr size_t kMostVariants = 63;
inline constexpr VariantSet kBaseBit = VariantSet{1} << kMostVariants;

// What a code, or a row, amounts to: the total of the base, and for whom some enforced rule fails, is
// unknown or passes after something. All variants are judged with one operation.
struct Standing {
  int32_t total = 0;
  VariantSet fails = 0;
  VariantSet unknown = 0;
  VariantSet after = 0;

  void Add(const Standing& code) {
    total += code.total;
    fails |= code.fails;
    unknown |= code.unknown;
    after |= code.after;
  }
  VariantSet open() const { return ~(fails | unknown | after); }
  HitClass ClassOf(VariantSet one) const {
    if ((fails & one) != 0) return HitClass::kClosed;
    if ((unknown & one) != 0) return HitClass::kUnclear;
    return (after & one) != 0 ? HitClass::kLater : HitClass::kOpen;
  }
  friend bool operator==(const Standing&, const Standing&) = default;
};

// Whether all rows of a vacancy have the same code: what neither its occupations nor its places decide
// (index/row_writer.cc).
constexpr bool IsOfVacancy(ColumnId column) {
  switch (column) {
    case ColumnId::kSkills:
    case ColumnId::kHours:
    case ColumnId::kStart:
    case ColumnId::kSupport:
    case ColumnId::kSchool:
    case ColumnId::kOpen:
      return true;
    default:
      return false;
  }
}

// All thinking of a question with its variants, once for each code. Without skills_fit, whose codes
// are too many: it is asked about the vacancies that need it.
class WhatIfTables {
 public:
  // At most kMostVariants of them.
  WhatIfTables(const Query& query, const Person& base, std::span<const Variant> variants);

  // What all rows of a vacancy have in common, from the codes of any of them …
  Standing OfVacancy(const CodeTuple& codes) const {
    Standing standing = common_;
    of_vacancy_.AddTo(standing, codes);
    return standing;
  }
  // … and what a row adds to that.
  void AddRow(const CodeTuple& codes, Standing& standing) const { of_row_.AddTo(standing, codes); }

  // Adds to `totals`, one for each variant, what each of them changes.
  void AddDifferences(const CodeTuple& codes, std::span<int32_t> totals) const {
    for (const Difference& difference : differences_) {
      const int32_t* of_code =
          difference.values.data() + size_t{codes[difference.column]} * difference.count;
      int32_t* of_variant = totals.data() + difference.first;
      for (size_t i = 0; i < difference.count; ++i) of_variant[i] += of_code[i];
    }
  }
  // … for one of them.
  int32_t DifferenceOf(size_t variant, const CodeTuple& codes) const {
    int32_t sum = 0;
    for (const Difference& difference : differences_) {
      if (variant < difference.first || variant >= difference.first + difference.count) continue;
      sum += difference.values[size_t{codes[difference.column]} * difference.count + variant -
                               difference.first];
    }
    return sum;
  }
  // No row's total rises by more.
  int32_t MostGainOf(size_t variant) const { return most_gain_[variant]; }

  // For whom an enforced rule is better off, or fails as before but names another way.
  VariantSet Furthered(const CodeTuple& codes) const {
    VariantSet furthered = 0;
    for (const FurtheringColumn& column : furthering_) {
      furthered |= column.sets[codes[column.column]];
    }
    return furthered;
  }

 private:
  // Columns by their place in a CodeTuple; tables by code.
  struct JudgedColumn {
    size_t column = 0;
    std::vector<Standing> entries;
  };
  struct ScoredColumn {
    size_t column = 0;
    std::vector<int32_t> totals;
  };
  struct ColumnGroup {
    std::vector<JudgedColumn> judged;  // in which verdicts differ
    std::vector<ScoredColumn> scored;  // in which only totals do

    void AddTo(Standing& standing, const CodeTuple& codes) const {
      for (const JudgedColumn& column : judged) standing.Add(column.entries[codes[column.column]]);
      for (const ScoredColumn& column : scored) {
        standing.total += column.totals[codes[column.column]];
      }
    }
  };
  // What neighbouring variants make different in one criterion.
  struct Difference {
    size_t column = 0;
    size_t first = 0;  // variant
    size_t count = 0;
    std::vector<int32_t> values;  // [code × count + variant - first]
  };
  struct FurtheringColumn {
    size_t column = 0;
    std::vector<VariantSet> sets;
  };
  // What a rule says of a code.
  struct Said {
    Verdict verdict = Verdict::kPass;
    Step step = Step::kNone;
    bool on_a_day = false;  // PASS_AFTER a day, which no grant brings nearer
  };

  std::vector<Standing>& EntriesOf(const Query& query, ColumnId column);
  static Said Ask(const Query& query, const Person& person, const Rule& rule, uint32_t code);
  void AddRule(const Query& query, const Rule& rule, const Person& base,
               std::span<const Variant> variants);
  void AddCriterion(const Query& query, const Criterion& criterion, int32_t weight,
                    const Person& base, std::span<const Variant> variants);
  void AddDifference(const Query& query, const Criterion& criterion, int32_t weight,
                     std::span<const int32_t> before, std::span<const Variant> variants,
                     Difference difference);
  void Finish();

  std::array<std::vector<Standing>, kColumnIdCount> drafts_;  // columns being made
  std::array<std::vector<VariantSet>, kColumnIdCount> furthering_drafts_;
  ColumnGroup of_vacancy_;
  ColumnGroup of_row_;
  std::vector<FurtheringColumn> furthering_;
  Standing common_;  // of the columns in which nothing differs
  std::vector<Difference> differences_;
  std::vector<int32_t> most_gain_;   // by variant
  std::vector<uint32_t> all_codes_;  // 0, 1, 2 …
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_WHAT_IF_TABLES_H_
