// Mentees as JSON, usually one object a line: the columns of the table as keys.
#ifndef PASSUNG_ENGINE_INGEST_MENTEE_JSON_H_
#define PASSUNG_ENGINE_INGEST_MENTEE_JSON_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/ingest/vacancy_facts.h"
#include "passung/ingest.h"

namespace passung {

// A value is a text as in a cell, a number, true or false; an entry with details may be an object whose `value` is the
// entry, and several entries a list. `text` is UTF-8. InvalidArgument if no record can be read.
absl::StatusOr<MenteeImport> ReadMenteeJson(absl::string_view text,
                                            const OccupationReader& occupations);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_MENTEE_JSON_H_
