#ifndef PASSUNG_WATCH_H_
#define PASSUNG_WATCH_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/match.h"
#include "passung/snapshot.h"

// Alerts: whose list of the best k changes when vacancies, mentees, the profile or the day change, and
// how. A list is what RankVacancies (or RankMentees) gives: ids, scores, classes and combinations of the
// first k. What is told from one moment to the next, put together, is exactly the difference between
// asking anew at both.

namespace passung {

// A moment that a watch is at: the answers of a snapshot, on a day, under a profile.
struct WatchMoment {
  std::shared_ptr<const Snapshot> snapshot;  // must not be null
  Date as_of;
  // Null: as before; MatchOptions::applied or the profile of the options at the beginning.
  std::shared_ptr<const AppliedProfile> applied;
  // Of a CandidateWatch: where its vacancies are, if `snapshot` has only those mentees who may be seen. Null:
  // in `snapshot`. Then its revision is the one that is told.
  std::shared_ptr<const Snapshot> vacancies = nullptr;
};

// Somebody or something in a list.
struct ListedMatch {
  MenteeId mentee;
  VacancyId vacancy;
  int32_t rank = 0;  // 1 … k
  int32_t score = 0;
  HitClass hit_class = HitClass::kOpen;
  int32_t occupation_index = 0;  // the combination that counts
  int32_t place_index = 0;
  friend bool operator==(const ListedMatch&, const ListedMatch&) = default;
};

enum class ListEvent : uint8_t {
  kEntered,  // came into the list
  kLeft,     // is not in the list any more
  kChanged,  // is still in it, with another score, class or combination
};

// Why something left a list.
enum class LeftBecause : uint8_t {
  kDisplaced,  // it would still be listed, others are better
  kBarred,     // a rule drops it now, or its class is not among those asked for
  kNotThere,   // it does not exist any more
};

// One change of a list. What only moves because others enter or leave is not told of: order follows
// from score and id.
struct ListChange {
  ListEvent event = ListEvent::kEntered;
  std::optional<ListedMatch> before;              // kLeft, kChanged
  std::optional<ListedMatch> after;               // kEntered, kChanged
  LeftBecause because = LeftBecause::kDisplaced;  // of kLeft
  // Who pushed out whom, those that enter being put in one by one, the best first: of what left as
  // kDisplaced the index in `changes` of what pushed it out, and the other way round. Absent: nobody.
  std::optional<int32_t> counterpart;
  // Of kEntered and kChanged where WatchOptions::explain is set: contributions, outcomes and the rest.
  std::optional<Match> match;
};

// What changed in the list of one mentee, or, in the mirror, of one vacancy.
struct ListDelta {
  MenteeId mentee;       // empty in the mirror
  VacancyId vacancy;     // empty but in the mirror
  bool is_there = true;  // false: whose list it was does not exist any more; everything left
  // What entered or changed by its rank after, then what left by its rank before.
  std::vector<ListChange> changes;
};

struct WatchDelta {
  int64_t from_revision = 0;  // of the moment before
  VersionsUsed versions;      // of the moment that is told of
  // Those that changed, and of who or what does not exist any more; by id rising, as bytes.
  std::vector<ListDelta> lists;
};

struct WatchOptions {
  // `limit` is k. `filter`, and `closed` among the classes, are InvalidArgument; `as_of`, `summary` are
  // not read. `threads`, the caller's among them: for lists that have to be asked anew; and, where there
  // are groups (below), for a new vacancy and for telling: these are started once, sleep between two
  // moments and end with the watch. Nothing that is told depends on them.
  MatchOptions match;
  bool explain = false;  // ListChange::match
  // From so many watched lists on, what must be reached to enter each is kept by groups of mentees: then a
  // new vacancy is compared with few of them. Takes 20 bytes a mentee of the snapshot and occupation
  // claimed, and 12 a mentee. Nothing else depends on it.
  int32_t grouped_from = 1'000;
};

// What an Advance did.
struct WatchWork {
  int64_t bounded = 0;     // entries of groups that were looked at
  int64_t judged = 0;      // pairs of mentee and vacancy that were judged
  int64_t asked_anew = 0;  // lists that were ranked again
  int64_t compared = 0;    // lists before and after
};

// The lists of some mentees, or of all, kept up to date. One thread at a time; it holds the snapshot of
// its moment. Memory: some 40 bytes a listed match.
//
//   auto watch = MatchWatch::Start({snapshot, day}, {.match = options}, {{"mentees-1"}});
//   …
//   auto delta = (*watch)->Advance({next, day});
//   for (const ListDelta& list : delta->lists) …
class MatchWatch {
 public:
  // Of these mentees, who need not be there (yet); without a list: of all there are, and of those who
  // will come. InvalidArgument as RankVacancies, and for what WatchOptions refuses.
  static absl::StatusOr<std::unique_ptr<MatchWatch>> Start(
      const WatchMoment& moment, const WatchOptions& options,
      const std::optional<std::vector<MenteeId>>& mentees);
  virtual ~MatchWatch() = default;

  virtual const WatchMoment& moment() const = 0;
  // The whole list of a mentee, best first; empty also for one who is not there. NotFound: not watched.
  virtual absl::StatusOr<std::vector<ListedMatch>> ListOf(const MenteeId& mentee) const = 0;

  // All lists as if nothing had been told before: everything in them entered.
  virtual WatchDelta Whole() const = 0;
  // Goes on to another moment, which may lie before the present one, and tells what is different. What
  // changed is found by comparing the snapshots: O(changes) between those that one SnapshotWriter made
  // from each other, O(n) where everything was built anew in between.
  //
  // A new or changed vacancy costs as much as the mentees who may have it in their lists; one that is gone
  // a question for each who had it, unless something new takes its place; a mentee who changed a
  // question; another day or profile a question for each watched mentee.
  virtual WatchDelta Advance(const WatchMoment& to) = 0;
  // Of the last Advance.
  virtual const WatchWork& work() const = 0;
};

// The mirror: the best mentees for some vacancies, kept up to date. As MatchWatch; each change of a
// mentee asks about each watched vacancy anew, which costs as much as RankMentees without a summary.
class CandidateWatch {
 public:
  static absl::StatusOr<std::unique_ptr<CandidateWatch>> Start(
      const WatchMoment& moment, const WatchOptions& options,
      const std::vector<VacancyId>& vacancies);
  virtual ~CandidateWatch() = default;

  virtual const WatchMoment& moment() const = 0;
  virtual absl::StatusOr<std::vector<ListedMatch>> ListOf(const VacancyId& vacancy) const = 0;
  virtual WatchDelta Whole() const = 0;
  virtual WatchDelta Advance(const WatchMoment& to) = 0;
};

}  // namespace passung

#endif  // PASSUNG_WATCH_H_
