#ifndef PASSUNG_ENGINE_SEARCH_MIRROR_H_
#define PASSUNG_ENGINE_SEARCH_MIRROR_H_

#include <vector>

#include "engine/index/snapshot_internal.h"
#include "engine/search/search.h"

namespace passung {

// A vacancy by itself, as columns of their own: the mirror and the pair read the same rows that a
// search over all vacancies would.
struct SingleVacancy {
  SingleVacancy(const Vacancy& the_vacancy, const KnowledgeImpl& knowledge) : vacancy(the_vacancy) {
    AppendRows(vacancy, knowledge, columns);
  }
  Where At(uint32_t row) const {
    return {vacancy, CombinationOf(vacancy, row), columns.Tuple(row)};
  }
  const Vacancy& vacancy;
  Columns columns;
};

// The combination of the vacancy that counts for one mentee, also where a rule drops it.
// `query.dictionaries` are those of `single`. `summary` may be null.
Hit BestFor(const Query& query, const SingleVacancy& single, const Person& person,
            Summary* summary);

// The best mentees of a snapshot, each of them judged: hits and summary.
SearchResult SearchEveryMentee(const Query& query, const SingleVacancy& single,
                               const SnapshotImpl& snapshot, const SearchOptions& options);

// The same hits without judging everybody, on this thread: those who were there when the snapshot's
// storage was built come in groups, in the order of the most that any of a group can score, until
// that is no more than what the worst kept hit has; those who came later one by one.
std::vector<Hit> SearchMenteesBestFirst(const Query& query, const SingleVacancy& single,
                                        const SnapshotImpl& snapshot, const SearchOptions& options);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MIRROR_H_
