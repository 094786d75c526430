// Entries are appended, read and verified while old ones go.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/audit/chain_files.h"
#include "server/audit/chained_log.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

namespace fs = std::filesystem;

TEST(ChainedLogConcurrencyTest, NobodyLosesAnEntryWhileOldOnesGo) {
  const fs::path folder = fs::path(testing::TempDir()) / "chained_log_concurrency";
  fs::remove_all(folder);
  fs::create_directories(folder);
  const ChainedLog::Options options = {.folder = folder.string(),
                                       .name = "access",
                                       .key = std::string(32, 'k'),
                                       .largest_file = 2'000};
  const auto log = ChainedLog::Open(options).value();
  constexpr int kWriters = 2;
  constexpr int kEntries = 400;
  std::atomic<int> writing = kWriters;
  std::vector<std::thread> threads;
  for (int t = 0; t < kWriters; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < kEntries; ++i) EXPECT_THAT(log->Append("{\"x\":1}"), IsOk());
      --writing;
    });
  }
  while (writing > 0) {
    const int64_t last = log->state().last;
    EXPECT_THAT(log->Forget(last - 20), IsOk());
    log->EndFile();
    EXPECT_GE(log->state().last, last);
  }
  for (std::thread& thread : threads) thread.join();
  const ChainState state = ChainedLog::Verify(options).value();
  EXPECT_EQ(state.last, kWriters * kEntries);
  EXPECT_LE(state.first, state.last - 20);
  EXPECT_THAT(log->Forget(state.last + 1), IsOk());
  EXPECT_EQ(ChainedLog::Verify(options)->first, state.last + 1);
  EXPECT_THAT(log->Append("{\"x\":1}"), IsOk());
  EXPECT_EQ(ChainedLog::Verify(options)->last, state.last + 1);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace passung::server
