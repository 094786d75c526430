// WatchMatches over the network: told while it is open, ended by a server that stops, gone on with afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "server/audit/chain_files.h"
#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

using testing::SizeIs;

class WatchMatchesTest : public ServerTest {
 protected:
  WatchMatchesTest() { PutSmallWorld(); }

  // One open stream.
  struct Watching {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientReader<v1::WatchMatchesResponse>> reader;
    v1::WatchMatchesResponse Read() {
      v1::WatchMatchesResponse response;
      EXPECT_TRUE(reader->Read(&response));
      return response;
    }
  };
  std::unique_ptr<Watching> Watch(const v1::WatchMatchesRequest& request) {
    auto watching = std::make_unique<Watching>();
    watching->context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    watching->reader = match_->WatchMatches(&watching->context, request);
    return watching;
  }
  static v1::WatchMatchesRequest OfTheNurse() {
    v1::WatchMatchesRequest request;
    request.add_mentees("mentees/nurse");
    return request;
  }
  static Vacancy Helper(absl::string_view id) { return StoryVacancy(id).Of("81301").In("14713"); }
};

TEST_F(WatchMatchesTest, AnOpenStreamIsToldOfAWriteByAnotherCall) {
  const auto watching = Watch(OfTheNurse());
  EXPECT_TRUE(watching->Read().whole());
  Put(std::vector<Vacancy>{Helper("helper2")});
  const v1::WatchMatchesResponse told = watching->Read();
  ASSERT_THAT(told.lists(), SizeIs(1));
  EXPECT_EQ(told.lists(0).changes(0).after().vacancy(), "vacancies/helper2");
  watching->context.TryCancel();
  EXPECT_EQ(watching->reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(WatchMatchesTest, ServerThatStopsEndsTheStreamAndAnotherGoesOnWithIt) {
  v1::WatchMatchesRequest request = OfTheNurse();
  const auto watching = Watch(request);
  request.set_resume_after(watching->Read().resume_after());
  // Long before the grace is over.
  auto stopped = std::async(std::launch::async,
                            [this] { app_->Shutdown(std::chrono::milliseconds(600'000)); });
  v1::WatchMatchesResponse none;
  EXPECT_FALSE(watching->reader->Read(&none));
  const grpc::Status status = watching->reader->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ErrorInfoOf(status).reason(), "STOPPING");
  stopped.get();

  Start();
  Put(std::vector<Vacancy>{Helper("missed")});
  Start();
  const auto resumed = Watch(request);
  const v1::WatchMatchesResponse told = resumed->Read();
  EXPECT_FALSE(told.whole());
  ASSERT_THAT(told.lists(), SizeIs(1));
  ASSERT_THAT(told.lists(0).changes(), SizeIs(1));
  EXPECT_EQ(told.lists(0).changes(0).after().vacancy(), "vacancies/missed");
  resumed->context.TryCancel();
  resumed->reader->Finish();
}

TEST_F(WatchMatchesTest, WhoLooksInNowAndThenIsToldAndLetGo) {
  v1::WatchMatchesRequest request = OfTheNurse();
  request.set_end_when_current(true);
  const auto first = Watch(request);
  request.set_resume_after(first->Read().resume_after());
  v1::WatchMatchesResponse none;
  EXPECT_FALSE(first->reader->Read(&none));
  EXPECT_TRUE(first->reader->Finish().ok());
  // Nothing happened: a message without lists says from where to go on.
  const auto second = Watch(request);
  const v1::WatchMatchesResponse quiet = second->Read();
  EXPECT_THAT(quiet.lists(), SizeIs(0));
  EXPECT_EQ(quiet.resume_after(), request.resume_after());
  EXPECT_FALSE(second->reader->Read(&none));
  EXPECT_TRUE(second->reader->Finish().ok());
}

TEST_F(WatchMatchesTest, WhoLooksInAndLearnsNothingIsNotInTheLogs) {
  KeepAccessLog();
  v1::WatchMatchesRequest request = OfTheNurse();
  request.set_end_when_current(true);
  const auto look_in = [&] {
    const auto watching = Watch(request);
    request.set_resume_after(watching->Read().resume_after());
    v1::WatchMatchesResponse none;
    EXPECT_FALSE(watching->reader->Read(&none));
    EXPECT_TRUE(watching->reader->Finish().ok());
  };
  const auto entries_in = [&](const char* log) {
    return ReadChainHead({.folder = config_.audit_folder, .name = log, .key = std::string(32, 'k')})
        .value()
        .last;
  };
  look_in();
  const int64_t looks = entries_in("access");
  EXPECT_EQ(entries_in("decisions"), 1) << "the whole list";
  look_in();
  EXPECT_EQ(entries_in("access"), looks);
  EXPECT_EQ(entries_in("decisions"), 1);
  Put(std::vector<Vacancy>{Helper("helper2")});
  look_in();
  EXPECT_GT(entries_in("access"), looks);
  EXPECT_EQ(entries_in("decisions"), 2);
}

TEST_F(WatchMatchesTest, EachMessageIsInTheAccessLogOfWhomItShows) {
  KeepAccessLog();
  v1::WatchMatchesRequest request = OfTheNurse();
  request.set_end_when_current(true);
  const auto watching = Watch(request);
  watching->Read();
  v1::WatchMatchesResponse none;
  EXPECT_FALSE(watching->reader->Read(&none));
  EXPECT_TRUE(watching->reader->Finish().ok());
  v1::ListAccessEntriesRequest asked;
  asked.set_method("WatchMatches");
  v1::ListAccessEntriesResponse noted;
  ASSERT_TRUE(Call(&v1::AdminService::Stub::ListAccessEntries, asked, noted).ok());
  ASSERT_THAT(noted.entries(), SizeIs(1));
  EXPECT_THAT(noted.entries(0).people(), SizeIs(1));
}

}  // namespace
}  // namespace passung::server
