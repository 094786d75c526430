#include "server/audit/chain_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"
#include "proto/answer/read_file.h"
#include "server/audit/mark.h"

namespace passung::server {
namespace {

constexpr absl::string_view kBegin = "{\"n\":";
constexpr absl::string_view kMark = ",\"mark\":\"";
constexpr absl::string_view kEntry = "\",\"entry\":";
constexpr size_t kMarkDigits = 64;

absl::Status Broken(absl::string_view path, int64_t number, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(path, ": entry ", number, ": ", what));
}

struct Line {
  int64_t number = 0;
  absl::string_view mark;
  absl::string_view entry;
};

// In just the form that ChainLine gives: another spelling of the same JSON is a change, too.
bool ReadLine(absl::string_view text, Line& line) {
  if (!absl::ConsumePrefix(&text, kBegin)) return false;
  const size_t digits = text.find(',');
  if (digits == absl::string_view::npos) return false;
  if (!absl::SimpleAtoi(text.substr(0, digits), &line.number)) return false;
  if (absl::StrCat(line.number) != text.substr(0, digits)) return false;
  text.remove_prefix(digits);
  if (!absl::ConsumePrefix(&text, kMark) || text.size() < kMarkDigits) return false;
  line.mark = text.substr(0, kMarkDigits);
  text.remove_prefix(kMarkDigits);
  if (!absl::ConsumePrefix(&text, kEntry) || !absl::ConsumeSuffix(&text, "}")) return false;
  line.entry = text;
  return true;
}

ChainState BeginningOf(const ChainState& head) {
  return {.first = head.first, .before = head.before, .last = head.first - 1, .mark = head.before};
}

// Checks the lines of one file that goes on from `state`; the last bytes of the last one may be a line
// without an end.
absl::StatusOr<int64_t> WalkFile(const ChainedLog::Options& options, const ChainFile& file,
                                 bool is_last, ChainState& state) {
  if (file.first != state.last + 1) return Broken(file.path, state.last + 1, "is missing");
  PASSUNG_ASSIGN_OR_RETURN(const std::string text, answer::ReadFile(file.path));
  absl::string_view left = text;
  while (!left.empty()) {
    const size_t end = left.find('\n');
    if (end == absl::string_view::npos) {
      if (is_last) break;
      return Broken(file.path, state.last + 1, "is cut off");
    }
    Line line;
    if (!ReadLine(left.substr(0, end), line)) {
      return Broken(file.path, state.last + 1, "is not a line of this log");
    }
    if (line.number != state.last + 1) {
      return Broken(file.path, state.last + 1,
                    absl::StrCat("is missing, ", line.number, " follows"));
    }
    const std::string mark = ChainMark(options.key, state.mark, line.number, line.entry);
    if (!EqualMarks(mark, line.mark)) return Broken(file.path, line.number, "was changed");
    state.last = line.number;
    state.mark = mark;
    left.remove_prefix(end + 1);
  }
  return static_cast<int64_t>(text.size() - left.size());
}

using TakeEntry = absl::FunctionRef<absl::StatusOr<bool>(const ChainEntry&)>;

// Whether it goes on. What is behind the last line's end is being written.
absl::StatusOr<bool> ReadFileFrom(const std::string& path, int64_t first, TakeEntry take) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string text, answer::ReadFile(path));
  absl::string_view left = text;
  for (size_t end = left.find('\n'); end != absl::string_view::npos; end = left.find('\n')) {
    Line line;
    if (!ReadLine(left.substr(0, end), line)) {
      return absl::DataLossError(absl::StrCat(path, ": has a line that is not of this log"));
    }
    left.remove_prefix(end + 1);
    if (line.number < first) continue;
    PASSUNG_ASSIGN_OR_RETURN(const bool more,
                             take({.number = line.number, .entry = std::string(line.entry)}));
    if (!more) return false;
  }
  return true;
}

}  // namespace

absl::Status ReadChain(const ChainedLog::Options& options, int64_t first, TakeEntry take) {
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<ChainFile> files, ChainFilesOf(options));
  for (size_t i = 0; i < files.size(); ++i) {
    if (i + 1 < files.size() && files[i + 1].first <= first) continue;
    PASSUNG_ASSIGN_OR_RETURN(const bool more, ReadFileFrom(files[i].path, first, take));
    if (!more) return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<ChainEntry>> FirstEntryOf(const ChainFile& file) {
  std::ifstream stream(file.path, std::ios::binary);
  if (!stream) return absl::NotFoundError(absl::StrCat(file.path, ": cannot be read"));
  std::string text;
  // What is behind the last line's end is being written.
  if (!std::getline(stream, text) || stream.eof()) return std::optional<ChainEntry>();
  Line line;
  if (!ReadLine(text, line)) {
    return absl::DataLossError(absl::StrCat(file.path, ": begins with no line of this log"));
  }
  return ChainEntry{.number = line.number, .entry = std::string(line.entry)};
}

std::string ChainFilePath(const ChainedLog::Options& options, int64_t first) {
  return absl::StrFormat("%s/%s-%012d.jsonl", options.folder, options.name, first);
}

std::string ChainHeadPath(const ChainedLog::Options& options) {
  return absl::StrCat(options.folder, "/", options.name, ".head");
}

absl::StatusOr<std::vector<ChainFile>> ChainFilesOf(const ChainedLog::Options& options) {
  std::vector<ChainFile> files;
  std::error_code error;
  const std::string prefix = absl::StrCat(options.name, "-");
  std::filesystem::directory_iterator entry(options.folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    absl::string_view rest = name;
    int64_t first = 0;
    if (!absl::ConsumePrefix(&rest, prefix) || !absl::ConsumeSuffix(&rest, ".jsonl")) continue;
    if (!absl::SimpleAtoi(rest, &first)) continue;
    files.push_back({.path = entry->path().string(), .first = first});
  }
  if (error) {
    return absl::NotFoundError(absl::StrCat(options.folder, ": ", error.message()));
  }
  std::sort(files.begin(), files.end(),
            [](const ChainFile& a, const ChainFile& b) { return a.first < b.first; });
  return files;
}

std::string ChainMark(absl::string_view key, absl::string_view before, int64_t number,
                      absl::string_view entry) {
  return MarkOf(key, absl::StrCat(before, "\n", number, "\n", entry));
}

std::string ChainLine(int64_t number, absl::string_view mark, absl::string_view entry) {
  return absl::StrCat(kBegin, number, kMark, mark, kEntry, entry, "}\n");
}

std::string ChainHead(absl::string_view key, const ChainState& state) {
  const std::string text =
      absl::StrFormat("%012d %s %012d %s", state.first, state.before, state.last, state.mark);
  return absl::StrCat(text, " ", MarkOf(key, absl::StrCat("head\n", text)), "\n");
}

absl::StatusOr<ChainState> ReadChainHead(const ChainedLog::Options& options) {
  const std::string path = ChainHeadPath(options);
  PASSUNG_ASSIGN_OR_RETURN(const std::string text, answer::ReadFile(path));
  const std::vector<std::string> parts = absl::StrSplit(text, ' ');
  ChainState state;
  const bool good = parts.size() == 5 && absl::SimpleAtoi(parts[0], &state.first) &&
                    absl::SimpleAtoi(parts[2], &state.last);
  if (good) {
    state.before = parts[1];
    state.mark = parts[3];
  }
  if (!good || !EqualMarks(ChainHead(options.key, state), text)) {
    return absl::DataLossError(absl::StrCat(path, ": was not written under this key"));
  }
  return state;
}

absl::StatusOr<ChainEnd> WalkChain(const ChainedLog::Options& options, const ChainState& head) {
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<ChainFile> files, ChainFilesOf(options));
  ChainEnd end;
  end.state = BeginningOf(head);
  for (size_t i = 0; i < files.size(); ++i) {
    if (files[i].first < head.first) continue;
    PASSUNG_ASSIGN_OR_RETURN(end.whole,
                             WalkFile(options, files[i], i + 1 == files.size(), end.state));
    end.files.push_back(files[i]);
  }
  if (end.state.last < head.last) {
    return Broken(ChainHeadPath(options), end.state.last + 1,
                  absl::StrCat("is missing; the chain went to ", head.last));
  }
  return end;
}

absl::StatusOr<ChainState> WalkFullFiles(const ChainedLog::Options& options, const ChainState& head,
                                         int64_t before) {
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<ChainFile> files, ChainFilesOf(options));
  ChainState state = BeginningOf(head);
  for (size_t i = 0; i + 1 < files.size() && files[i + 1].first <= before; ++i) {
    if (files[i].first < head.first) continue;
    PASSUNG_RETURN_IF_ERROR(WalkFile(options, files[i], /*is_last=*/false, state).status());
  }
  return state;
}

}  // namespace passung::server
