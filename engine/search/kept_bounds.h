#ifndef PASSUNG_ENGINE_SEARCH_KEPT_BOUNDS_H_
#define PASSUNG_ENGINE_SEARCH_KEPT_BOUNDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "engine/criteria/criterion.h"
#include "engine/search/kept_for.h"

namespace passung {

class ColumnBound;

// Bounds that questions of one thread worked out, for the next question about somebody of whom the criterion knows the
// same (Criterion::LikenessOf): many people have the same German, and all of a district the same home. They hold as
// long as profile, weights, day, law and bins are the same. One thread.
class KeptBounds {
 public:
  // So many are kept at most of a criterion, a kilobyte each: then all of them are forgotten.
  static constexpr size_t kMost = 512;

  KeptBounds();
  ~KeptBounds();
  KeptBounds(const KeptBounds&) = delete;
  KeptBounds& operator=(const KeptBounds&) = delete;

  // Before the bounds of a question are asked for. What is kept was for questions like the one before; where each has
  // weights of its own, nothing is kept.
  void BeginQuestion(const Query& query);
  // That of people of such a likeness, of the bins with this number; nullptr: not known. Valid until the next question.
  const ColumnBound* Find(CriterionKey criterion, uint64_t bins, const Likeness& likeness);
  // A copy of the one that Find did not find; nullptr: it is not kept.
  const ColumnBound* Keep(CriterionKey criterion, const Likeness& likeness,
                          const ColumnBound& bound);

 private:
  struct OfCriterion {
    uint64_t bins = 0;  // none have the number 0
    absl::flat_hash_map<Likeness, std::unique_ptr<const ColumnBound>> bounds;
  };

  KeptFor kept_for_;
  bool keeps_ = false;
  std::array<OfCriterion, kCriterionCount> criteria_;
};

// That of the calling thread.
KeptBounds& ThisThreadsKeptBounds();

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_KEPT_BOUNDS_H_
