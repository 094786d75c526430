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

// A person as they are, and as they would be.
struct Variant {
  const Person* person = nullptr;
  FactParts changed = 0;  // in which this person differs
  ActSet granted = 0;     // what an office has given for the vacancy in question
};

// What a combination amounts to in one word: its total below, and above how many enforced rules pass
// after something, are unknown, or fail. Words of columns add up to that of their row, and the
// difference that a variant makes to a code can be added, too, in arithmetic modulo 2^64.
class RowWord {
 public:
  constexpr RowWord() = default;
  explicit constexpr RowWord(uint64_t word) : word_(word) {}
  static constexpr RowWord Of(int32_t contribution) {
    return RowWord(static_cast<uint64_t>(contribution));
  }
  static constexpr RowWord Of(Verdict verdict) {
    switch (verdict) {
      case Verdict::kPass:
        break;
      case Verdict::kPassAfter:
        return RowWord(uint64_t{1} << kAfterShift);
      case Verdict::kUnknown:
        return RowWord(uint64_t{1} << kUnknownShift);
      case Verdict::kFail:
        return RowWord(uint64_t{1} << kFailShift);
    }
    return RowWord();
  }

  constexpr int32_t total() const { return static_cast<int32_t>(word_ & UINT32_MAX); }
  constexpr bool fails() const { return word_ >> kFailShift != 0; }
  constexpr HitClass hit_class() const {
    if (fails()) return HitClass::kClosed;
    if (word_ >> kUnknownShift != 0) return HitClass::kUnclear;
    return word_ >> kAfterShift != 0 ? HitClass::kLater : HitClass::kOpen;
  }
  constexpr uint64_t bits() const { return word_; }

  friend constexpr RowWord operator+(RowWord a, RowWord b) { return RowWord(a.word_ + b.word_); }
  friend constexpr RowWord operator-(RowWord a, RowWord b) { return RowWord(a.word_ - b.word_); }
  friend constexpr bool operator==(RowWord, RowWord) = default;

 private:
  static constexpr int kAfterShift = 32;  // thirteen rules at most: none runs over into the next
  static constexpr int kUnknownShift = 40;
  static constexpr int kFailShift = 48;
  uint64_t word_ = 0;
};

// Which of at most 64 variants.
using VariantSet = uint64_t;

// All thinking of a question with its variants, once for each code. Without skills_fit, whose codes
// are too many: it is asked about the vacancies that need it.
class WhatIfTables {
 public:
  static constexpr size_t kMostVariants = 64;

  struct CodeEntry {
    RowWord word;
    VariantSet matters = 0;  // to whom a verdict, or the way that a failure names, differs
  };
  struct Column {
    ColumnId column = ColumnId::kJob;
    std::vector<CodeEntry> entries;  // by code
  };
  // What one variant makes different in one column.
  struct Change {
    ColumnId column = ColumnId::kJob;
    std::vector<RowWord> difference;  // by code
    // By code: an enforced rule that failed does not fail any more, or names another way.
    std::vector<uint8_t> furthers;
  };

  // At most kMostVariants of them.
  WhatIfTables(const Query& query, const Person& base, std::span<const Variant> variants);

  // Those in which codes differ; the rest is in `common()`.
  const std::vector<Column>& columns() const { return columns_; }
  RowWord common() const { return common_; }
  const std::vector<Change>& ChangesOf(size_t variant) const { return changes_[variant]; }
  // No row's total rises by more, without skills_fit.
  int32_t MostGainOf(size_t variant) const { return most_gain_[variant]; }

  // The word of a row, from everything.
  RowWord WordOf(const passung::Columns& columns, uint32_t row) const;

 private:
  struct Cell {
    Verdict verdict = Verdict::kPass;
    Step step = Step::kNone;
    friend bool operator==(const Cell&, const Cell&) = default;
  };
  // The column while it is being made.
  struct Draft {
    std::vector<CodeEntry> entries;
    bool used = false;
  };

  Draft& DraftOf(const Query& query, ColumnId column);
  Change& ChangeOf(const Query& query, size_t variant, ColumnId column);
  void AddRule(const Query& query, const Rule& rule, const Person& base,
               std::span<const Variant> variants);
  void AddCriterion(const Query& query, const Criterion& criterion, int32_t weight,
                    const Person& base, std::span<const Variant> variants);
  void Finish();

  std::array<Draft, kColumnIdCount> drafts_;
  std::vector<Column> columns_;
  RowWord common_;
  std::vector<std::vector<Change>> changes_;  // by variant
  std::vector<int32_t> most_gain_;            // by variant
  std::vector<uint32_t> all_codes_;           // 0, 1, 2 …
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_WHAT_IF_TABLES_H_
