// The server is killed by SIGKILL again and again while two write: what was acknowledged is there, once.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "passung/repository.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/postgres_server.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

constexpr int kWriters = 2;
// So many writes are acknowledged between two kills.
constexpr int kBetweenKills = 40;

int Kills() { return std::getenv("PASSUNG_LONG") != nullptr ? 100 : 4; }

// What one writer knows: every write has a new id, so that none can stand for another.
struct AcknowledgedWrites {
  std::map<std::string, int64_t> revisions;
  int64_t failures = 0;
};

class PostgresKills {
 public:
  void Run() {
    std::vector<std::unique_ptr<Repository>> repositories;
    for (int writer = 0; writer < kWriters; ++writer) {
      repositories.push_back(OpenRepository(server_.Url()).value());
    }
    std::vector<std::thread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.emplace_back(
          [this, writer, &repository = *repositories[static_cast<size_t>(writer)]] {
            Write(writer, repository);
          });
    }
    for (int kill = 1; kill <= Kills(); ++kill) {
      while (acknowledged_ < kill * kBetweenKills) std::this_thread::yield();
      server_.Kill();
      server_.Start();
    }
    stop_ = true;
    for (std::thread& writer : writers) writer.join();
  }

  void Check() {
    ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(server_.Url()));
    int64_t lost = 0;
    int64_t acknowledged = 0;
    for (const AcknowledgedWrites& writer : written_) {
      for (const auto& [id, revision] : writer.revisions) {
        ++acknowledged;
        const auto history = repository->MenteeHistory({id});
        ASSERT_OK(history.status());
        // One version, at the revision that was told.
        if (history->size() != 1 || history->front().from_revision != revision) ++lost;
      }
    }
    EXPECT_EQ(lost, 0);
    EXPECT_GE(acknowledged, Kills() * kBetweenKills);
    // One revision for each row: nothing was written twice, and no number was left out.
    EXPECT_EQ(server_.Run("SELECT count(*) - max(revision) FROM passung.revision"), "0");
    EXPECT_EQ(server_.Run("SELECT (SELECT count(*) FROM passung.stored_row) - "
                          "(SELECT count(*) FROM passung.revision)"),
              "0");
    testing::Test::RecordProperty("kills", absl::StrCat(Kills()));
    testing::Test::RecordProperty("acknowledged", absl::StrCat(acknowledged));
    testing::Test::RecordProperty("lost", absl::StrCat(lost));
  }

 private:
  void Write(int writer, Repository& repository) {
    for (int i = 0; !stop_; ++i) {
      const std::string id = absl::StrCat("w", writer, "_", i);
      const auto revision = repository.Write(Mentees({SomeMentee(id)}));
      if (!revision.ok()) {
        EXPECT_THAT(revision, StatusIs(absl::StatusCode::kUnavailable));
        ++written_[writer].failures;
        continue;
      }
      written_[writer].revisions[id] = *revision;
      ++acknowledged_;
    }
  }

  PostgresServer server_;
  AcknowledgedWrites written_[kWriters];
  std::atomic<int> acknowledged_{0};
  std::atomic<bool> stop_{false};
};

TEST(PostgresKillLoop, NoAcknowledgedWriteIsLostOrDoubled) {
  PostgresKills loop;
  loop.Run();
  loop.Check();
}

}  // namespace
}  // namespace passung::storage
