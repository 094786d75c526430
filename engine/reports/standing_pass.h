#ifndef PASSUNG_ENGINE_REPORTS_STANDING_PASS_H_
#define PASSUNG_ENGINE_REPORTS_STANDING_PASS_H_

#include <cstddef>
#include <cstdint>

#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "passung/reports.h"

namespace passung {

struct StandingQuestion {
  const SnapshotImpl& snapshot;
  const Query& query;
  size_t limit = 20;
  int32_t bar = 0;
};

// Where one person stands. Reads every row once.
MenteeStanding StandingOf(const StandingQuestion& question, const Mentee& mentee);

}  // namespace passung

#endif  // PASSUNG_ENGINE_REPORTS_STANDING_PASS_H_
