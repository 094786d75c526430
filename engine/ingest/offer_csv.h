// Support offers in the columns of engine/ingest/README.md.
#ifndef PASSUNG_ENGINE_INGEST_OFFER_CSV_H_
#define PASSUNG_ENGINE_INGEST_OFFER_CSV_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/ingest/record_log.h"
#include "passung/ingest.h"

namespace passung {

// InvalidArgument without the columns `id` and `kind`.
absl::StatusOr<OfferImport> ReadOfferCsv(absl::string_view text, const Knowledge& knowledge,
                                         const ReadOptions& options);

// Warns of a scheme that the table of admission does not have.
void WarnOfScheme(const Offer& offer, const Knowledge& knowledge, RecordLog& log);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_OFFER_CSV_H_
