// Alerts, from a database opened by the command itself or from a running server.
#ifndef PASSUNG_BINDINGS_CLI_ALERT_SOURCE_H_
#define PASSUNG_BINDINGS_CLI_ALERT_SOURCE_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "bindings/cli/source.h"
#include "passung/v1/match_service.pb.h"

namespace passung::cli {

// Who hears alerts.
struct AlertListener {
  // Each message, also one that nothing changed; an error ends it all.
  absl::FunctionRef<absl::Status(const v1::WatchMatchesResponse& message)> told;
  // Returns once nobody listens any more, after `longest` at the latest: whether it is over. Zero: at once.
  absl::FunctionRef<bool(absl::Duration longest)> is_over_within;
};

// What `request` asks for: with `end_when_current` until all up to now is told, otherwise until it is over. What others
// write into the database is told of within a second. The errors of AlertStream and of OpenStored.
absl::Status ListenToDatabase(const SourceOptions& source, int32_t threads,
                              const v1::WatchMatchesRequest& request,
                              const AlertListener& listener);
// The same. A connection that ends is made again, and goes on with what was missed; Unavailable where there never was
// one.
absl::Status ListenToServer(const ServerAccess& access, v1::WatchMatchesRequest request,
                            const AlertListener& listener);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_ALERT_SOURCE_H_
