#ifndef PASSUNG_ENGINE_ANALYSIS_UNKNOWNS_H_
#define PASSUNG_ENGINE_ANALYSIS_UNKNOWNS_H_

#include <cstdint>

#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "passung/mentee.h"
#include "passung/unknowns.h"

namespace passung {

// The first `places`, where the unknown could put them, and what to ask; all but the versions. Reads
// every row once, and asks one best-first search for each answer.
UnknownsResult UnknownsOf(const SnapshotImpl& snapshot, const Query& query, const Mentee& mentee,
                          int32_t places);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_UNKNOWNS_H_
