#ifndef PASSUNG_BACKUP_H_
#define PASSUNG_BACKUP_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace passung {

// What a backup holds.
struct BackupState {
  int64_t schema_version = 0;
  int64_t revision = 0;  // the backup is the database as it was right after that write
  int64_t rows = 0;      // versions of rows; the checksum of each of them was right
  int64_t bytes = 0;     // size of the file
};

// A backup is a database of SQLite with a line behind it that has the checksum (XXH3-128) of all before it.

// Writes the database `db` to `to`, whatever is written to it meanwhile; writers do not wait. The backup is read again
// and verified before it gets its name, so a file of that name is whole; only its owner may read it. AlreadyExists: `to`
// is there; DataLoss: the database is damaged; ResourceExhausted: no space; Unavailable: cannot be read or written.
// Nothing is left behind then.
absl::StatusOr<BackupState> BackUpDatabase(const std::string& db, const std::string& to);

// Reads all of a backup and changes nothing. DataLoss: no backup, cut off or changed; FailedPrecondition: of a newer
// version; Unavailable: cannot be read.
absl::StatusOr<BackupState> VerifyBackup(const std::string& backup);

struct RestoreOptions {
  bool replace = false;  // a database that is there is kept aside as "<db>.before-restore"
};

// Puts a backup that was verified in the place of `db`. REQUIRES: no program has `db` open; one that writes at this
// moment is noticed (Unavailable). AlreadyExists: there is a database and it is not to be replaced, or one is kept aside
// already. Other errors as of VerifyBackup; `db` is as it was then.
absl::StatusOr<BackupState> RestoreDatabase(const std::string& backup, const std::string& db,
                                            const RestoreOptions& options);

}  // namespace passung

#endif  // PASSUNG_BACKUP_H_
