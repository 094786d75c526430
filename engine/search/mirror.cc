#include "engine/search/mirror.h"

#include <algorithm>

#include "engine/base/parallel.h"

namespace passung {
namespace {

// Mentees a part of the work.
constexpr uint32_t kMenteeBlock = 256;

}  // namespace

Hit BestFor(const Query& query, const SingleVacancy& single, const Person& person,
            Summary* summary) {
  const QueryPlan plan = Compile(query, person);
  const Hit hit = BestRow(single.columns, plan, 0, single.columns.row_count());
  if (summary != nullptr) Count(single.columns, plan, hit, *summary);
  return hit;
}

SearchResult SearchEveryMentee(const Query& query, const SingleVacancy& single,
                               const SnapshotImpl& snapshot, const SearchOptions& options) {
  struct Part {
    explicit Part(size_t limit) : best(limit) {}
    TopK best;
    Summary summary;
  };
  const RecordStore<Mentee>& mentees = snapshot.mentees();
  const RecordSet& set = snapshot.mentee_set();
  const uint32_t blocks = (set.slots + kMenteeBlock - 1) / kMenteeBlock;
  const auto parts = static_cast<uint32_t>(std::max(1, options.threads));
  std::vector<Part> done(parts, Part(options.limit));
  ParallelFor(parts, options.threads, [&](size_t part) {
    for (auto block = static_cast<uint32_t>(part); block < blocks; block += parts) {
      const uint32_t end = std::min(set.slots, (block + 1) * kMenteeBlock);
      for (uint32_t slot = block * kMenteeBlock; slot < end; ++slot) {
        if (!set.Has(slot)) continue;
        Hit hit = BestFor(query, single, Person(query, mentees[slot]), &done[part].summary);
        hit.index = slot;
        hit.order = mentees.OrderOf(slot);
        if (options.classes[Index(hit.hit_class)]) done[part].best.Offer(hit);
      }
    }
  });
  SearchResult result;
  TopK best(options.limit);
  for (const Part& part : done) {
    best.Merge(part.best);
    AddTo(part.summary, result.summary);
  }
  result.hits = best.Sorted();
  return result;
}

}  // namespace passung
