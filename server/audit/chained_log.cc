#include "server/audit/chained_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "server/audit/chain_files.h"
#include "server/audit/mark.h"

namespace passung::server {
namespace {

// A file descriptor that is closed at the end.
class Handle {
 public:
  Handle() = default;
  explicit Handle(int number) : number_(number) {}
  Handle(Handle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Handle() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_ = -1;
};

absl::Status Failed(absl::string_view path, absl::string_view what) {
  return absl::UnavailableError(absl::StrCat(path, ": ", what, ": ", std::strerror(errno)));
}

absl::StatusOr<Handle> OpenFile(const std::string& path, int flags) {
  constexpr mode_t kOwnerOnly = 0600;
  Handle handle(::open(path.c_str(), flags | O_CLOEXEC, kOwnerOnly));
  if (handle.number() < 0) return Failed(path, "cannot be opened");
  return handle;
}

// All of it at `offset`, or false.
bool WriteAll(int file, absl::string_view text, int64_t offset) {
  while (!text.empty()) {
    const ssize_t written = ::pwrite(file, text.data(), text.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
    offset += written;
  }
  return true;
}

absl::Status CheckOptions(const ChainedLog::Options& options) {
  const bool named =
      !options.name.empty() && std::all_of(options.name.begin(), options.name.end(), [](char c) {
        return absl::ascii_islower(static_cast<unsigned char>(c)) || c == '_';
      });
  if (!named) {
    return absl::InvalidArgumentError(
        absl::StrCat("name: \"", options.name, "\" is not of the letters a to z and _"));
  }
  if (options.key.size() < kFewestKeyBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        "key: has ", options.key.size(), " bytes, needed are at least ", kFewestKeyBytes));
  }
  if (options.largest_file < 1) {
    return absl::InvalidArgumentError("largest_file: is not at least 1");
  }
  return absl::OkStatus();
}

class FileLog final : public ChainedLog {
 public:
  explicit FileLog(Options options) : options_(std::move(options)) {}

  absl::Status Start() {
    const std::string path = ChainHeadPath(options_);
    PASSUNG_ASSIGN_OR_RETURN(head_, OpenFile(path, O_RDWR | O_CREAT));
    if (::flock(head_.number(), LOCK_EX | LOCK_NB) != 0) {
      return absl::UnavailableError(absl::StrCat(path, ": is in use by another process"));
    }
    PASSUNG_ASSIGN_OR_RETURN(const bool is_new, StartHead());
    if (is_new) return absl::OkStatus();
    PASSUNG_ASSIGN_OR_RETURN(const ChainState head, ReadChainHead(options_));
    PASSUNG_ASSIGN_OR_RETURN(const ChainEnd end, WalkChain(options_, head));
    state_ = end.state;
    // A crash may have come between the head and the files that it no longer names.
    PASSUNG_RETURN_IF_ERROR(RemoveFilesBefore(state_.first));
    if (end.files.empty()) return absl::OkStatus();
    const std::string& last = end.files.back().path;
    PASSUNG_ASSIGN_OR_RETURN(file_, OpenFile(last, O_RDWR));
    size_ = end.whole;
    if (::ftruncate(file_.number(), size_) != 0) return Failed(last, "cannot be cut");
    return WriteHead();
  }

  absl::StatusOr<int64_t> Append(absl::string_view entry) override {
    if (absl::StrContains(entry, '\n') || entry.empty() || entry.front() != '{') {
      return absl::InvalidArgumentError("entry: is not a JSON object in one line");
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    const int64_t number = state_.last + 1;
    if (file_.number() < 0 || size_ >= options_.largest_file || (file_ends_ && size_ > 0)) {
      PASSUNG_RETURN_IF_ERROR(NextFile(number));
    }
    std::string mark = ChainMark(options_.key, state_.mark, number, entry);
    const std::string line = ChainLine(number, mark, entry);
    if (!WriteAll(file_.number(), line, size_)) return TakeBack("cannot be written");
    const ChainState before = std::exchange(
        state_,
        {.first = state_.first, .before = state_.before, .last = number, .mark = std::move(mark)});
    if (const absl::Status written = WriteHead(); !written.ok()) {
      state_ = before;
      return TakeBack("the head cannot be written");
    }
    size_ += static_cast<int64_t>(line.size());
    return number;
  }

  absl::Status Sync() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (file_.number() >= 0 && ::fdatasync(file_.number()) != 0) {
      return Failed(options_.name, "cannot be brought to the disk");
    }
    if (::fdatasync(head_.number()) != 0)
      return Failed(options_.name, "head cannot be brought to the disk");
    return absl::OkStatus();
  }

  void EndFile() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    file_ends_ = true;
  }

  absl::Status Forget(int64_t before) override {
    const std::lock_guard<std::mutex> forgetting(forget_mutex_);
    const ChainState from = state();
    PASSUNG_ASSIGN_OR_RETURN(ChainState gone, WalkFullFiles(options_, from, before));
    const std::lock_guard<std::mutex> lock(mutex_);
    const bool all = state_.last < before && gone.last < state_.last;
    if (all) {
      PASSUNG_ASSIGN_OR_RETURN(const ChainEnd end, WalkChain(options_, state_));
      gone = end.state;
    }
    if (gone.last < state_.first) return absl::OkStatus();
    PASSUNG_RETURN_IF_ERROR(GoOnFrom(gone));
    if (all) {
      file_ = Handle();
      size_ = 0;
    }
    return RemoveFilesBefore(state_.first);
  }

  ChainState state() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return state_;
  }

 private:
  // With the entry after the last one of `gone`. On the disk before any file goes: a head that names files
  // which are not there would be a broken chain.
  absl::Status GoOnFrom(const ChainState& gone) {
    const ChainState before = state_;
    state_.first = gone.last + 1;
    state_.before = gone.mark;
    absl::Status written = WriteHead();
    if (written.ok() && ::fdatasync(head_.number()) != 0) {
      written = Failed(options_.name, "head cannot be brought to the disk");
    }
    if (!written.ok()) state_ = before;
    return written;
  }

  absl::Status RemoveFilesBefore(int64_t first) const {
    PASSUNG_ASSIGN_OR_RETURN(const std::vector<ChainFile> files, ChainFilesOf(options_));
    for (const ChainFile& file : files) {
      if (file.first >= first) continue;
      std::error_code error;
      std::filesystem::remove(file.path, error);
      if (error) return absl::UnavailableError(absl::StrCat(file.path, ": ", error.message()));
    }
    return absl::OkStatus();
  }

  // Whether there was no chain.
  absl::StatusOr<bool> StartHead() {
    const off_t size = ::lseek(head_.number(), 0, SEEK_END);
    if (size != 0) return false;
    PASSUNG_ASSIGN_OR_RETURN(const auto files, ChainFilesOf(options_));
    if (!files.empty()) {
      return absl::DataLossError(
          absl::StrCat(ChainHeadPath(options_), ": is empty, but there are entries"));
    }
    state_.before = state_.mark = std::string(kMarkSize, '0');
    PASSUNG_RETURN_IF_ERROR(WriteHead());
    PASSUNG_RETURN_IF_ERROR(SyncFolder());
    return true;
  }

  // In its place: it is shorter than a sector of any disk, and always of one length.
  absl::Status WriteHead() const {
    if (!WriteAll(head_.number(), ChainHead(options_.key, state_), 0)) {
      return Failed(ChainHeadPath(options_), "cannot be written");
    }
    return absl::OkStatus();
  }

  absl::Status NextFile(int64_t number) {
    // Sync knows the present file only, so that what is in the one before has to be on the disk by now.
    if (file_.number() >= 0 && ::fdatasync(file_.number()) != 0) {
      return Failed(options_.name, "cannot be brought to the disk");
    }
    const std::string path = ChainFilePath(options_, number);
    PASSUNG_ASSIGN_OR_RETURN(Handle next, OpenFile(path, O_RDWR | O_CREAT | O_TRUNC));
    PASSUNG_RETURN_IF_ERROR(SyncFolder());
    file_ = std::move(next);
    file_ends_ = false;
    size_ = 0;
    return absl::OkStatus();
  }

  // Which files there are is on the disk.
  absl::Status SyncFolder() const {
    PASSUNG_ASSIGN_OR_RETURN(const Handle folder,
                             OpenFile(options_.folder, O_RDONLY | O_DIRECTORY));
    if (::fsync(folder.number()) == 0) return absl::OkStatus();
    return Failed(options_.folder, "cannot be brought to the disk");
  }

  // If even that fails, the next entry is written over what is left of this one.
  absl::Status TakeBack(absl::string_view what) const {
    absl::Status failed = Failed(options_.name, what);
    if (::ftruncate(file_.number(), size_) == 0) return failed;
    return Failed(options_.name, absl::StrCat(what, ", nor taken back"));
  }

  static constexpr size_t kMarkSize = 64;

  const Options options_;
  mutable std::mutex mutex_;
  ChainState state_;  // this and the following are guarded
  Handle head_;
  Handle file_;  // the last one; none before the first entry
  bool file_ends_ = false;
  int64_t size_ = 0;
  std::mutex forget_mutex_;  // held by one that removes files; taken before the other
};

}  // namespace

absl::StatusOr<std::unique_ptr<ChainedLog>> ChainedLog::Open(Options options) {
  PASSUNG_RETURN_IF_ERROR(CheckOptions(options));
  auto log = std::make_unique<FileLog>(std::move(options));
  PASSUNG_RETURN_IF_ERROR(log->Start());
  return log;
}

absl::StatusOr<ChainState> ChainedLog::Verify(const Options& options) {
  PASSUNG_RETURN_IF_ERROR(CheckOptions(options));
  PASSUNG_ASSIGN_OR_RETURN(const ChainState head, ReadChainHead(options));
  PASSUNG_ASSIGN_OR_RETURN(const ChainEnd end, WalkChain(options, head));
  return end.state;
}

}  // namespace passung::server
