#ifndef PASSUNG_ENGINE_ANALYSIS_SHOWN_HITS_H_
#define PASSUNG_ENGINE_ANALYSIS_SHOWN_HITS_H_

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/search/top_k.h"
#include "passung/change_gain.h"

namespace passung {

// Hits of one kind, of which the best few are shown; none at all with a limit of 0.
class ShownHits {
 public:
  explicit ShownHits(size_t limit) : limit_(limit), best_(std::max<size_t>(1, limit)) {}

  bool MayEnter(int32_t score, uint64_t order) const {
    return limit_ > 0 && best_.MayEnter(score, order);
  }
  void Offer(const Hit& hit) {
    if (limit_ > 0) best_.Offer(hit);
  }
  void Merge(const ShownHits& other) { best_.Merge(other.best_); }
  std::vector<Hit> Sorted() const { return limit_ > 0 ? best_.Sorted() : std::vector<Hit>(); }

 private:
  size_t limit_;
  TopK best_;
};

// Those of the first k after that were not there before, best first; counts them and what the first k
// gain.
inline std::vector<Hit> EnteringTop(const std::vector<Hit>& before, const std::vector<Hit>& after,
                                    ChangeGain& gain) {
  std::vector<Hit> entering;
  for (const Hit& hit : after) {
    gain.top_gain += hit.score;
    const bool was_there = std::any_of(before.begin(), before.end(),
                                       [&](const Hit& old) { return old.index == hit.index; });
    if (!was_there) entering.push_back(hit);
  }
  for (const Hit& hit : before) gain.top_gain -= hit.score;
  gain.enters_top = static_cast<int64_t>(entering.size());
  return entering;
}

// Adds those that are not there yet, up to `limit` in all, with their rank among the first k.
template <class F>
void AddExamples(const std::vector<Hit>& hits, const std::vector<Hit>& top, size_t limit,
                 std::vector<ChangeExample>& examples, F&& example_of) {
  for (const Hit& hit : hits) {
    if (examples.size() >= limit) return;
    ChangeExample example = example_of(hit);
    const bool is_there = std::any_of(examples.begin(), examples.end(), [&](const auto& other) {
      return other.vacancy == example.vacancy && other.mentee == example.mentee;
    });
    if (is_there) continue;
    const auto at = std::find_if(top.begin(), top.end(),
                                 [&](const Hit& other) { return other.index == hit.index; });
    if (at != top.end()) example.rank_after = static_cast<int32_t>(at - top.begin()) + 1;
    examples.push_back(std::move(example));
  }
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_SHOWN_HITS_H_
