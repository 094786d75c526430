// How long the entries of a chain are kept.
#ifndef PASSUNG_SERVER_AUDIT_RETENTION_H_
#define PASSUNG_SERVER_AUDIT_RETENTION_H_

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/audit/chained_log.h"

namespace passung::server {

// A file goes on for a day at least, so that entries are kept at most that much longer than they should.
inline constexpr absl::Duration kLogFileSpan = absl::Hours(24);

// The time of the oldest entry that is kept; nothing where there is none. Reads the head, whose errors it
// has, and one line.
absl::StatusOr<std::optional<absl::Time>> OldestTime(const ChainedLog::Options& options);

// Removes the files all of whose entries were written before `end`, and has the next entry begin a file
// where the present one began more than kLogFileSpan before `now`. Whether anything was removed. The
// errors of ChainedLog::Forget. Reads the oldest file that stays, and those that go.
struct ForgetTimes {
  absl::Time now;
  absl::Time end;
};
absl::StatusOr<bool> ForgetOldEntries(const ChainedLog::Options& options, const ForgetTimes& times,
                                      ChainedLog& log);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_RETENTION_H_
