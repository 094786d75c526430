// Results of the Berufssprachkurssuche of the Bundesagentur für Arbeit.
#ifndef PASSUNG_ENGINE_INGEST_COURSE_JSON_H_
#define PASSUNG_ENGINE_INGEST_COURSE_JSON_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/ingest.h"

namespace passung {

// A page of results (`_embedded.termine`), several of them in an array or one a line, or the dates of
// courses themselves. InvalidArgument where there is none.
absl::StatusOr<OfferImport> ReadCourseJson(absl::string_view text, const Knowledge& knowledge);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_COURSE_JSON_H_
