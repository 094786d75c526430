#include "engine/search/kept_bounds.h"

#include "engine/base/prefetch.h"
#include "engine/search/bounds.h"

namespace passung {

KeptBounds::KeptBounds() = default;
KeptBounds::~KeptBounds() = default;

void KeptBounds::BeginQuestion(const Query& query) {
  keeps_ = kept_for_.Holds(query);
  if (keeps_) return;
  kept_for_ = KeptFor::Of(query);
  for (OfCriterion& of : criteria_) of.bounds.clear();
}

const ColumnBound* KeptBounds::Find(CriterionKey criterion, uint64_t bins,
                                    const Likeness& likeness) {
  OfCriterion& of = criteria_[Index(criterion)];
  if (of.bins != bins) {
    of.bins = bins;
    of.bounds.clear();
  }
  const auto found = of.bounds.find(likeness);
  if (found == of.bounds.end()) return nullptr;
  // Somebody's question of long ago left it there: it is out of the caches.
  base::PrefetchBytes(found->second.get(), sizeof(ColumnBound));
  return found->second.get();
}

const ColumnBound* KeptBounds::Keep(CriterionKey criterion, const Likeness& likeness,
                                    const ColumnBound& bound) {
  if (!keeps_) return nullptr;
  OfCriterion& of = criteria_[Index(criterion)];
  if (of.bounds.size() >= kMost) of.bounds.clear();
  auto& kept = of.bounds[likeness];
  kept = std::make_unique<const ColumnBound>(bound);
  return kept.get();
}

KeptBounds& ThisThreadsKeptBounds() {
  thread_local KeptBounds bounds;
  return bounds;
}

}  // namespace passung
