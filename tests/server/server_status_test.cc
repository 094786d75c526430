// What an operator reads of a server that runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

class ServerStatusTest : public ServerTest {
 protected:
  v1::ServerStatus Status() {
    v1::ServerStatus status;
    const auto answered =
        Call(&v1::AdminService::Stub::GetServerStatus, v1::GetServerStatusRequest(), status);
    EXPECT_TRUE(answered.ok()) << answered.error_message();
    return status;
  }
};

TEST_F(ServerStatusTest, ItSaysWhatIsLoadedAndSinceWhen) {
  PutSmallWorld();
  const v1::ServerStatus status = Status();
  EXPECT_EQ(status.mentees(), 1);
  EXPECT_EQ(status.vacancies(), 3);
  EXPECT_EQ(status.snapshot_revision(), status.stored_revision());
  EXPECT_NEAR(static_cast<double>(status.start_time().seconds()),
              static_cast<double>(std::time(nullptr)), 300);
  v1::ServerStatus reloaded;
  ASSERT_TRUE(Call(&v1::AdminService::Stub::Reload, v1::ReloadRequest(), reloaded).ok());
  EXPECT_EQ(reloaded.start_time().seconds(), status.start_time().seconds());
}

TEST_F(ServerStatusTest, ItSaysWhetherDataAndLooksAreKept) {
  EXPECT_TRUE(Status().is_stored());
  EXPECT_FALSE(Status().keeps_access_log());
  KeepAccessLog();
  EXPECT_TRUE(Status().keeps_access_log());
  config_.db.clear();
  Start();
  EXPECT_FALSE(Status().is_stored()) << "a market in memory";
}

}  // namespace
}  // namespace passung::server
