// Shows what changed in lists.
#ifndef PASSUNG_BINDINGS_CLI_ALERT_VIEW_H_
#define PASSUNG_BINDINGS_CLI_ALERT_VIEW_H_

#include "absl/status/status.h"
#include "bindings/cli/console.h"
#include "bindings/cli/source.h"
#include "passung/v1/match_service.pb.h"
#include "proto/text/text.h"

namespace passung::cli {

// A line for each change: + entered, − left, ~ changed; below it who was displaced, why something left, what speaks for
// what entered and what stands in its way. Vacancies that are not stored any more are shown by their names.
absl::Status PrintAlert(const v1::WatchMatchesResponse& message, const text::Texts& texts,
                        Source& source, const Console& console);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_ALERT_VIEW_H_
