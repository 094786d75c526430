// The places of a record of job details.
#ifndef PASSUNG_ENGINE_INGEST_JOB_PLACES_H_
#define PASSUNG_ENGINE_INGEST_JOB_PLACES_H_

#include <vector>

#include "engine/ingest/job_record.h"
#include "passung/vacancy.h"

namespace passung {

// Places outside Germany (Austrian posts come in through partner exchanges) are dropped with a
// warning; if nothing else is there the record is refused, since nobody could tell such a place from
// one that is merely unknown.
std::vector<Place> ReadJobPlaces(const JobRecord& record);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_JOB_PLACES_H_
