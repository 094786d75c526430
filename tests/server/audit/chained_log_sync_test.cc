// What is on the disk and when. This program's own fdatasync and fsync write down what they are asked for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "server/audit/chained_log.h"
#include "tests/support/status_matchers.h"

namespace {

std::mutex synced_mutex;
std::vector<std::string>& Synced() {
  static auto& paths = *new std::vector<std::string>;
  return paths;
}

void NoteSync(int file) {
  char path[4'096];
  const std::string link = absl::StrCat("/proc/self/fd/", file);
  const ssize_t size = readlink(link.c_str(), path, sizeof(path));
  const std::lock_guard<std::mutex> lock(synced_mutex);
  if (size > 0) Synced().emplace_back(path, static_cast<size_t>(size));
}

}  // namespace

extern "C" int fdatasync(int file) {
  NoteSync(file);
  return static_cast<int>(syscall(SYS_fdatasync, file));
}
extern "C" int fsync(int file) {
  NoteSync(file);
  return static_cast<int>(syscall(SYS_fsync, file));
}

namespace passung::server {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::EndsWith;

class ChainedLogSyncTest : public testing::Test {
 protected:
  ChainedLogSyncTest() : folder_(fs::path(testing::TempDir()) / "chained_log_sync") {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ChainedLogSyncTest() override { fs::remove_all(folder_); }
  std::vector<std::string> TakeSynced() {
    const std::lock_guard<std::mutex> lock(synced_mutex);
    return std::exchange(Synced(), {});
  }
  const fs::path folder_;
};

// Sync knows the present file only: entries of the last moment before a change would never be brought there.
TEST_F(ChainedLogSyncTest, AFullFileIsOnTheDiskBeforeTheNextOneBegins) {
  const auto log = *ChainedLog::Open({.folder = folder_.string(),
                                      .name = "access",
                                      .key = std::string(32, 'k'),
                                      .largest_file = 1});
  ASSERT_THAT(log->Append("{\"n\":1}"), IsOk());
  TakeSynced();
  ASSERT_THAT(log->Append("{\"n\":2}"), IsOk());
  const std::vector<std::string> synced = TakeSynced();
  EXPECT_THAT(synced, Contains(EndsWith("access-000000000001.jsonl")));
  EXPECT_THAT(synced, Contains(EndsWith("chained_log_sync"))) << "which files there are";
}

// A head that names files which a loss of power brought away would be a broken chain.
TEST_F(ChainedLogSyncTest, TheHeadIsOnTheDiskBeforeAFileGoes) {
  const auto log = *ChainedLog::Open({.folder = folder_.string(),
                                      .name = "access",
                                      .key = std::string(32, 'k'),
                                      .largest_file = 1});
  for (int i = 0; i < 3; ++i) ASSERT_THAT(log->Append("{\"n\":1}"), IsOk());
  TakeSynced();
  ASSERT_THAT(log->Forget(3), IsOk());
  EXPECT_THAT(TakeSynced(), Contains(EndsWith("access.head")));
  EXPECT_FALSE(fs::exists(folder_ / "access-000000000001.jsonl"));
}

}  // namespace
}  // namespace passung::server
