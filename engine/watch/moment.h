#ifndef PASSUNG_ENGINE_WATCH_MOMENT_H_
#define PASSUNG_ENGINE_WATCH_MOMENT_H_

#include <array>
#include <memory>
#include <utility>

#include "engine/index/query.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "engine/search/search.h"
#include "engine/watch/listed.h"
#include "passung/watch.h"

namespace passung {

// A moment, ready for questions. Not to be copied: it points into itself.
class MomentAsked {
 public:
  // REQUIRES: `moment.applied` is not null.
  MomentAsked(WatchMoment moment, bool frozen, const SearchOptions& search)
      : moment_(std::move(moment)),
        snapshot_(SnapshotImpl::From(*moment_.snapshot)),
        market_(moment_.vacancies == nullptr ? snapshot_ : SnapshotImpl::From(*moment_.vacancies)),
        query_{snapshot_.knowledge_impl(), *moment_.applied, moment_.as_of,
               snapshot_.columns().dictionaries, frozen},
        search_(search) {}
  MomentAsked(const MomentAsked&) = delete;
  MomentAsked& operator=(const MomentAsked&) = delete;

  const WatchMoment& moment() const { return moment_; }
  const SnapshotImpl& snapshot() const { return snapshot_; }
  // Where vacancies are; the same unless the moment names another.
  const SnapshotImpl& market() const { return market_; }
  // On all vacancies of the snapshot.
  const Query& query() const { return query_; }
  const SearchOptions& search() const { return search_; }

  // The slot of a record that is there.
  template <class Record>
  static std::optional<uint32_t> Find(const RecordStore<Record>& store, const RecordSet& set,
                                      absl::string_view id) {
    const auto slot = store.Find(id, set.slots);
    return slot && set.Has(*slot) ? slot : std::nullopt;
  }
  std::optional<uint32_t> FindMentee(absl::string_view id) const {
    return Find(snapshot_.mentees(), snapshot_.mentee_set(), id);
  }
  std::optional<uint32_t> FindVacancy(absl::string_view id) const {
    return Find(market_.vacancies(), market_.vacancy_set(), id);
  }

  // The best vacancies for a mentee, as RankVacancies has them. On any thread.
  ListedHits VacanciesFor(const Mentee& mentee) const;
  // The best mentees for a vacancy, as RankMentees has them without a summary.
  ListedHits MenteesFor(const Vacancy& vacancy) const;
  // Everything there is to say of some combinations of one mentee. Rows are the vacancies'.
  std::vector<Match> Explain(const Mentee& mentee, std::span<const Listed> vacancies) const;
  // The same of one of any vacancy.
  Match ExplainPair(const Mentee& mentee, const Vacancy& vacancy, uint32_t row) const;
  // Whether a vacancy would be listed for a mentee if there were room.
  bool IsListed(const Mentee& mentee, const Vacancy& vacancy) const;

 private:
  const WatchMoment moment_;
  const SnapshotImpl& snapshot_;
  const SnapshotImpl& market_;
  const Query query_;
  const SearchOptions search_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_WATCH_MOMENT_H_
