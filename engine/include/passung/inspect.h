#ifndef PASSUNG_INSPECT_H_
#define PASSUNG_INSPECT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace passung {

// What a database file holds, without changing it.
struct DatabaseState {
  int64_t schema_version = 0;  // OpenRepository brings a lower one to `newest_schema`
  int64_t newest_schema = 0;   // of this program
  int64_t rows = 0;            // versions of rows; the checksum of each of them was right
  int64_t mentees = 0;         // current rows
  int64_t vacancies = 0;
};

// Opens the file for reading only and checks every page, index and row of it, which reads all of it twice, and that it
// goes as far as what was acknowledged. Unavailable: cannot be opened; DataLoss: not a database of Passung or damaged; FailedPrecondition:
// written by a newer version.
absl::StatusOr<DatabaseState> InspectDatabase(const std::string& path);

}  // namespace passung

#endif  // PASSUNG_INSPECT_H_
