// Two profiles slice by slice, without telling of few people.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "passung/evaluation.h"
#include "passung/safe_counts.h"

namespace passung {
namespace {

constexpr size_t kNdcg = Index(Metric::kNdcg);

// nDCG of the people whom both have.
PairedComparison CompareNdcg(std::span<const PersonFigures> before,
                             std::span<const PersonFigures> after, uint64_t seed) {
  std::vector<double> was;
  std::vector<double> is;
  size_t j = 0;
  for (const PersonFigures& figures : before) {
    while (j < after.size() && after[j].mentee < figures.mentee) ++j;
    if (j == after.size() || after[j].mentee != figures.mentee) continue;
    was.push_back(figures.metrics[kNdcg]);
    is.push_back(after[j].metrics[kNdcg]);
  }
  PairedComparison comparison = ComparePaired(was, is, {.seed = seed});
  comparison.difference = Within(comparison.difference, -1, 1);
  return comparison;
}

// Better, worse, alike.
using Counts = std::vector<int64_t>;

Counts CountsOf(const PairedComparison& comparison) {
  const int64_t differ = comparison.better + comparison.worse;
  return {comparison.better, comparison.worse, comparison.difference.count - differ};
}

bool HidesAny(const HiddenCounts& hidden, size_t row) {
  for (size_t column = 0; column <= hidden.columns(); ++column) {
    if (hidden.At(row, column)) return true;
  }
  return false;
}

void HideCounts(PairedComparison& comparison) {
  comparison.better = comparison.worse = 0;
  comparison.wilcoxon = 0;
  comparison.p_wilcoxon = 1;
  comparison.counts_hidden = true;
}

class SliceCounts {
 public:
  explicit SliceCounts(SlicedComparison& comparison)
      : comparison_(comparison), sum_(CountsOf(comparison.all)) {}

  // A table of one kind of which everybody is in one slice: its slices that are shown, what is in none of them, and the sum of all.
  void HideIn(SliceKind kind) {
    std::vector<Counts> rows;
    std::vector<PairedComparison*> shown;
    Counts rest = sum_;
    for (SliceComparison& slice : comparison_.slices) {
      if (slice.kind != kind || slice.hidden) continue;
      shown.push_back(&slice.ndcg);
      rows.push_back(CountsOf(slice.ndcg));
      for (size_t i = 0; i < rest.size(); ++i) rest[i] -= rows.back()[i];
    }
    if (shown.empty()) return;
    rows.push_back(rest);
    const HiddenCounts hidden = HideSmall(rows);
    for (size_t row = 0; row < shown.size(); ++row) {
      if (HidesAny(hidden, row)) to_hide_.push_back(shown[row]);
    }
    if (HidesAny(hidden, hidden.rows())) to_hide_.push_back(&comparison_.all);
  }

  // Of kinds of vacancies people may be in several: each slice is held against all by itself. Somebody who has only
  // vacancies of the one kind is better off in both or in none.
  void HideInKinds() {
    for (SliceComparison& slice : comparison_.slices) {
      if (slice.kind != SliceKind::kVacancyKind || slice.hidden) continue;
      const Counts counts = CountsOf(slice.ndcg);
      for (size_t i = 0; i < counts.size(); ++i) {
        const int64_t others = sum_[i] - counts[i];
        if (others > 0 && others < kLeastShown) to_hide_.push_back(&slice.ndcg);
      }
    }
  }

  // After all tables, which need the counts.
  void Finish() {
    comparison_.all = WithoutSmallCounts(comparison_.all);
    for (SliceComparison& slice : comparison_.slices) {
      if (!slice.hidden) slice.ndcg = WithoutSmallCounts(slice.ndcg);
    }
    for (PairedComparison* comparison : to_hide_) HideCounts(*comparison);
  }

 private:
  SlicedComparison& comparison_;
  const Counts sum_;
  std::vector<PairedComparison*> to_hide_;
};

SliceComparison CompareSlice(const EvaluationSlice& before, const EvaluationSlice& after,
                             uint64_t seed) {
  SliceComparison comparison = {
      .kind = before.kind, .value = before.value, .hidden = before.hidden || after.hidden};
  if (comparison.hidden) return comparison;
  comparison.people = before.people;
  comparison.before = before.metrics[kNdcg];
  comparison.after = after.metrics[kNdcg];
  comparison.ndcg = CompareNdcg(before.figures, after.figures, seed);
  return comparison;
}

}  // namespace

SlicedComparison CompareBySlice(const Evaluation& before, const Evaluation& after, uint64_t seed) {
  SlicedComparison comparison = {.all = CompareNdcg(before.figures, after.figures, seed)};
  for (size_t i = 0; i < before.slices.size(); ++i) {
    comparison.slices.push_back(CompareSlice(before.slices[i], after.slices[i], seed));
  }
  SliceCounts counts(comparison);
  for (const SliceKind kind : {SliceKind::kDistrict, SliceKind::kLevel, SliceKind::kGroup}) {
    counts.HideIn(kind);
  }
  counts.HideInKinds();
  counts.Finish();
  return comparison;
}

}  // namespace passung
