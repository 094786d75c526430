#ifndef PASSUNG_SEARCH_PROFILE_H_
#define PASSUNG_SEARCH_PROFILE_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/snapshot.h"

// What a question costs, on one's own market and with one's own profile: for whoever sets weights and
// rules. `passung bench` prints it. The engine knows no clock: the caller's is read.
//
// All functions are safe to call from any number of threads; a clock is read on the calling thread.

namespace passung {

// What a search looked at. Jobs (occupation and column), blocks of at most 16 chunks, chunks of at most
// 256 combinations and strips of at most 32 are opened from the most promising down; a job of one
// block and a block of one chunk together with it.
struct SearchWork {
  int64_t nodes = 0;  // tiers to strips whose bound was worked out, and rows of a strip that waited
  int64_t ruled_out = 0;  // not opened: an enforced rule or the filter lets nothing in them pass
  int64_t jobs = 0;       // opened
  int64_t blocks = 0;     // opened
  int64_t chunks = 0;     // opened
  int64_t rows = 0;       // combinations in opened strips, also of vacancies deleted since
  int64_t scored = 0;     // combinations whose score was worked out to the end
  int64_t offered = 0;    // combinations good enough for the list as it was, which no rule drops
  int64_t chunks_in_vain = 0;  // opened, and nothing in them was offered
  int32_t first_bound = 0;     // of the most promising job: what the best hit can score at most
  friend bool operator==(const SearchWork&, const SearchWork&) = default;
};

// How tight the bound of an opened chunk was. Scores are those of Match: bound >= best >= best_listed.
// `best` is that of any combination in it, 0 where all were deleted since; `best_listed` that of those
// which the filter lets through and no enforced rule drops, -1 where there is none.
struct OpenedChunk {
  int32_t bound = 0;
  int32_t best = 0;
  int32_t best_listed = -1;
  friend bool operator==(const OpenedChunk&, const OpenedChunk&) = default;
};

// Nanoseconds since any moment; never falls.
using NanosecondClock = std::function<int64_t()>;

struct SearchProfile {
  int64_t plan_ns = 0;     // preparing: filter, facts of the day, bounds of all bins
  int64_t search_ns = 0;   // opening, scoring, judging
  int64_t explain_ns = 0;  // everything that is said of the hits
  int64_t total_ns() const { return plan_ns + search_ns + explain_ns; }

  SearchWork work;
  std::vector<Match> matches;  // exactly those of Engine::RankVacancies
};

// Asks for the best vacancies of a mentee as Engine::RankVacancies does, and says what that cost.
// The clock is read four times. Options are checked, and a profile that is not yet `applied` is
// applied, before the first.
//
// InvalidArgument for a faulty mentee, profile or option as in RankVacancies; also for `summary` and
// for the class `closed`, which read every row and leave nothing to be profiled, and for no clock.
absl::StatusOr<SearchProfile> ProfileSearch(const Snapshot& snapshot, const Mentee& mentee,
                                            const MatchOptions& options,
                                            const NanosecondClock& clock);

// The chunks that the same search opens, in its order. Scores every combination in them, which takes
// some times as long as the search. InvalidArgument as ProfileSearch.
absl::StatusOr<std::vector<OpenedChunk>> MeasureBounds(const Snapshot& snapshot,
                                                       const Mentee& mentee,
                                                       const MatchOptions& options);

}  // namespace passung

#endif  // PASSUNG_SEARCH_PROFILE_H_
