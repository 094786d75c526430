#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_SEARCH_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_SEARCH_H_

#include <vector>

#include "engine/index/snapshot_internal.h"
#include "engine/search/search.h"
#include "engine/search/single_vacancy.h"

namespace passung {

// What a search for mentees did.
struct MenteeSearchWork {
  int64_t bounded = 0;  // entries of opened groups
  int64_t scored = 0;   // mentees whose score was worked out
  int64_t judged = 0;   // of them, whom all rules judged
};

// The hits of SearchEveryMentee without looking at everybody, on the calling thread: groups, then
// mentees, in the order of the most that they can score, until that is no more than what the worst
// kept hit has. Those who came after the snapshot's storage was built are judged one by one. `work`
// may be null.
std::vector<Hit> SearchMenteesBestFirst(const Query& query, const SingleVacancy& single,
                                        const SnapshotImpl& snapshot, const SearchOptions& options,
                                        MenteeSearchWork* work = nullptr);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_SEARCH_H_
