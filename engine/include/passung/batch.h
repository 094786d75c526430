#ifndef PASSUNG_BATCH_H_
#define PASSUNG_BATCH_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/statusor.h"
#include "passung/match.h"
#include "passung/mentee.h"

// Many mentees against all vacancies, as a stream: what Engine::RankBatch takes and gives.

namespace passung {

// Gives the next mentee, or nothing at the end. An error in place of a mentee (a line that could
// not be read) becomes that place's answer.
using MenteeSource = std::function<std::optional<absl::StatusOr<Mentee>>()>;

struct BatchAnswer {
  int64_t number = 0;  // place of the mentee in the source, from 0; so many answers came before
  // The error of a faulty mentee, as RankVacancies has it, or of the source.
  absl::StatusOr<RankResult> result;
};

// Takes the answer to each mentee, in the order of the source. False: nothing more is wanted.
using BatchSink = std::function<bool(BatchAnswer answer)>;

struct BatchOptions {
  // `threads` mentees are worked on at a time, each on one thread. `summary` is not read: see below.
  MatchOptions match;
  // Contributions, outcomes, flags and interval of every match. Without them a match has ids, score,
  // class and combination, which are the same.
  bool explain = false;
  // Counts over all vacancies, which cost a look at every row for every mentee.
  bool summary = false;
  // Most mentees underway: taken from the source, their answers not yet with the sink. 1 … 65 536.
  // 0: 64 for each thread.
  int32_t window = 0;
  // Where set to true, by any thread, the batch ends soon. May be null; must outlive the call.
  const std::atomic<bool>* cancelled = nullptr;
};

}  // namespace passung

#endif  // PASSUNG_BATCH_H_
