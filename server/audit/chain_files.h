// The files of a chained log: their names, and what is in them.
#ifndef PASSUNG_SERVER_AUDIT_CHAIN_FILES_H_
#define PASSUNG_SERVER_AUDIT_CHAIN_FILES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/audit/chained_log.h"

namespace passung::server {

struct ChainFile {
  std::string path;
  int64_t first = 0;  // number of its first entry
};

std::string ChainFilePath(const ChainedLog::Options& options, int64_t first);
std::string ChainHeadPath(const ChainedLog::Options& options);
// By first entry rising.
absl::StatusOr<std::vector<ChainFile>> ChainFilesOf(const ChainedLog::Options& options);

// One line with its end.
std::string ChainLine(int64_t number, absl::string_view mark, absl::string_view entry);
std::string ChainMark(absl::string_view key, absl::string_view before, int64_t number,
                      absl::string_view entry);

// An entry as it lies in a file.
struct ChainEntry {
  int64_t number = 0;
  std::string entry;
};
// Calls `take` with each entry from number `first` on until it says false or fails. Checks no marks.
// DataLoss for a line that is none of a chain.
absl::Status ReadChain(const ChainedLog::Options& options, int64_t first,
                       absl::FunctionRef<absl::StatusOr<bool>(const ChainEntry&)> take);
// The first entry of a file, without reading the rest; nothing where no line of it is whole. DataLoss for a
// line that is none of a chain.
absl::StatusOr<std::optional<ChainEntry>> FirstEntryOf(const ChainFile& file);

// The whole of the head file.
std::string ChainHead(absl::string_view key, const ChainState& state);
// DataLoss: it is not one under this key. NotFound: there is none.
absl::StatusOr<ChainState> ReadChainHead(const ChainedLog::Options& options);

// How far the files go, from what the head says of the beginning; files from before that are not
// looked at. Each entry is checked. DataLoss where the chain does not hold, or ends before the head does.
struct ChainEnd {
  ChainState state;
  std::vector<ChainFile> files;  // from the first entry that is kept
  int64_t whole = 0;  // bytes of the last one's whole lines: a crash may have cut one off
};
absl::StatusOr<ChainEnd> WalkChain(const ChainedLog::Options& options, const ChainState& head);
// Likewise of the files all of whose entries have lower numbers than `before`, as the beginning of the next
// file shows. Entries may be appended meanwhile.
absl::StatusOr<ChainState> WalkFullFiles(const ChainedLog::Options& options, const ChainState& head,
                                         int64_t before);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_CHAIN_FILES_H_
