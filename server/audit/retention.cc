#include "server/audit/retention.h"

#include <google/protobuf/util/json_util.h>

#include <string>
#include <vector>

#include "engine/base/status_macros.h"
#include "passung/v1/audit.pb.h"
#include "server/audit/chain_files.h"

namespace passung::server {
namespace {

// Entries of all chains have the same field for it.
std::optional<absl::Time> TimeOf(const std::string& entry) {
  v1::AccessEntry read;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  const bool is_entry =
      google::protobuf::util::JsonStringToMessage(entry, &read, options).ok() && read.has_time();
  if (!is_entry) return std::nullopt;
  return absl::FromUnixSeconds(read.time().seconds()) + absl::Nanoseconds(read.time().nanos());
}

absl::StatusOr<std::vector<ChainFile>> KeptFiles(const ChainedLog::Options& options,
                                                 const ChainState& state) {
  PASSUNG_ASSIGN_OR_RETURN(std::vector<ChainFile> files, ChainFilesOf(options));
  std::erase_if(files, [&](const ChainFile& file) { return file.first < state.first; });
  return files;
}

absl::StatusOr<std::optional<absl::Time>> TimeOfFirst(const ChainFile& file) {
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<ChainEntry> first, FirstEntryOf(file));
  return first ? TimeOf(first->entry) : std::nullopt;
}

absl::StatusOr<std::optional<absl::Time>> TimeOfNumber(const ChainedLog::Options& options,
                                                       int64_t number) {
  std::optional<absl::Time> time;
  PASSUNG_RETURN_IF_ERROR(
      ReadChain(options, number, [&](const ChainEntry& entry) -> absl::StatusOr<bool> {
        time = TimeOf(entry.entry);
        return false;
      }));
  return time;
}

}  // namespace

absl::StatusOr<std::optional<absl::Time>> OldestTime(const ChainedLog::Options& options) {
  PASSUNG_ASSIGN_OR_RETURN(const ChainState state, ReadChainHead(options));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<ChainFile> files, KeptFiles(options, state));
  if (files.empty()) return std::optional<absl::Time>();
  return TimeOfFirst(files.front());
}

absl::StatusOr<bool> ForgetOldEntries(const ChainedLog::Options& options, const ForgetTimes& times,
                                      ChainedLog& log) {
  const ChainState state = log.state();
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<ChainFile> files, KeptFiles(options, state));
  int64_t kept = state.first;
  for (size_t i = 0; i < files.size() && kept <= state.last; ++i) {
    const int64_t newest = i + 1 < files.size() ? files[i + 1].first - 1 : state.last;
    PASSUNG_ASSIGN_OR_RETURN(const auto time, TimeOfNumber(options, newest));
    if (!time || *time >= times.end) break;
    kept = newest + 1;
  }
  if (kept <= state.last && !files.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(const auto begun, TimeOfFirst(files.back()));
    if (begun && *begun + kLogFileSpan <= times.now) log.EndFile();
  }
  PASSUNG_RETURN_IF_ERROR(log.Forget(kept));
  return log.state().first > state.first;
}

}  // namespace passung::server
