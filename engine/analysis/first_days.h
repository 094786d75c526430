#ifndef PASSUNG_ENGINE_ANALYSIS_FIRST_DAYS_H_
#define PASSUNG_ENGINE_ANALYSIS_FIRST_DAYS_H_

#include <cstdint>

#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "passung/first_days.h"
#include "passung/mentee.h"

namespace passung {

// The vacancies by their first day, the best `places` of each; all but the versions. Reads every row
// once, and asks each enforced rule about each code and day.
FirstDaysResult FirstDaysOf(const SnapshotImpl& snapshot, const Query& query, const Mentee& mentee,
                            int32_t places);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_FIRST_DAYS_H_
