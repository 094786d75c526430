#ifndef PASSUNG_ENGINE_SEARCH_MIRROR_H_
#define PASSUNG_ENGINE_SEARCH_MIRROR_H_

#include "engine/index/snapshot_internal.h"
#include "engine/search/search.h"
#include "engine/search/single_vacancy.h"

namespace passung {

// The combination of the vacancy that counts for one mentee, also where a rule drops it.
// `query.dictionaries` are those of `single`. `summary` may be null.
Hit BestFor(const Query& query, const SingleVacancy& single, const Person& person,
            Summary* summary);

// The best mentees of a snapshot, each of them judged: hits and summary.
SearchResult SearchEveryMentee(const Query& query, const SingleVacancy& single,
                               const SnapshotImpl& snapshot, const SearchOptions& options);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MIRROR_H_
