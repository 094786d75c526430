// A log in which no line can be changed, put in or taken out without its showing.
#ifndef PASSUNG_SERVER_AUDIT_CHAINED_LOG_H_
#define PASSUNG_SERVER_AUDIT_CHAINED_LOG_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::server {

// Where a chain stands.
struct ChainState {
  int64_t first = 1;   // number of the first entry that is kept
  std::string before;  // mark of the entry before that one; of none 64 zeros
  int64_t last = 0;    // number of the last entry; first - 1: there is none
  std::string mark;    // of the last entry, or `before`
};

// Files in one folder: `{name}-{number of its first entry}.jsonl`, in which each line is
//   {"n":7,"mark":"…","entry":{…}}
// and the mark is HMAC-SHA256, in hex, over the mark before it, the number and the entry; and
// `{name}.head`, which says how far the chain goes, under a mark of its own. Who has not the key can
// make neither. What is not found: that all files were put back to an earlier state together; for that
// a head belongs somewhere else from time to time.
//
// An entry is in the file when Append returns, so that a crash of the process loses none; on the disk it
// is after Sync. Thread-safe; one process at a time has a chain open (Unavailable otherwise).
class ChainedLog {
 public:
  struct Options {
    std::string folder;  // must exist
    std::string name;    // [a-z_]+
    std::string key;     // at least 32 bytes
    int64_t largest_file = int64_t{64} << 20;
  };

  // Goes on where the chain ends. Of a line that was cut off by a crash nothing stays. InvalidArgument
  // for faulty options; DataLoss where the chain does not hold, as Verify says.
  static absl::StatusOr<std::unique_ptr<ChainedLog>> Open(Options options);
  virtual ~ChainedLog() = default;

  // `entry` is a JSON object in one line. Its number. Unavailable where it cannot be written whole; then
  // nothing of it stays, and neither should what it was to tell of happen.
  virtual absl::StatusOr<int64_t> Append(absl::string_view entry) = 0;
  virtual absl::Status Sync() = 0;
  // The next entry begins a file, so that the present one can be forgotten as a whole one day.
  virtual void EndFile() = 0;
  // Removes the files all of whose entries have lower numbers; the rest of the chain still holds, and the
  // head says under its mark from where on. Each entry is checked before it goes: DataLoss where the chain
  // does not hold, and nothing is removed. Appending waits only while the present file is read.
  virtual absl::Status Forget(int64_t before) = 0;
  virtual ChainState state() const = 0;

  // Reads the whole chain. DataLoss naming file and entry where it does not hold; NotFound where there
  // is none.
  static absl::StatusOr<ChainState> Verify(const Options& options);
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_CHAINED_LOG_H_
