// passungd is killed while it is written to, again and again: what it acknowledged is there. PASSUNG_LONG=1 kills it two
// hundred times.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "grpcpp/grpcpp.h"
#include "passung/inspect.h"
#include "passung/repository.h"
#include "passung/v1/catalog_service.grpc.pb.h"
#include "tests/server/program.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

class KillTest : public testing::Test {
 protected:
  KillTest() { Remove(); }
  ~KillTest() override { Remove(); }

  // Writes vacancies until the server is gone, each answered one noted; then what was under way is asked for again.
  void WriteUntilTheEnd(const std::string& address, int64_t most, std::atomic<int64_t>& answered) {
    const auto stub = v1::CatalogService::NewStub(
        grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
    for (int64_t i = 0; i < most; ++i) {
      const std::string name = absl::StrCat("vacancies/v", next_);
      if (!Create(*stub, name)) return;
      acknowledged_.insert(name);
      ++next_;
      ++answered;
    }
  }

  // With a request_id, so that asking again does not make it twice.
  static bool Create(v1::CatalogService::Stub& stub, const std::string& name) {
    v1::CreateVacancyRequest request;
    request.mutable_vacancy()->set_name(name);
    request.set_request_id(name);
    v1::Vacancy created;
    grpc::ClientContext context;
    const grpc::Status status = stub.CreateVacancy(&context, request, &created);
    EXPECT_NE(status.error_code(), grpc::StatusCode::ALREADY_EXISTS) << name;
    return status.ok();
  }

  void Remove() {
    for (const char* suffix : {"", "-wal", "-shm", "-acknowledged"}) {
      std::filesystem::remove(db_ + suffix);
    }
  }

  const std::string db_ = testing::TempDir() + "/passung_kill_test.db";
  int64_t next_ = 0;
  std::set<std::string> acknowledged_;
};

TEST_F(KillTest, NothingThatWasAcknowledgedIsLostOrDoubled) {
  const int rounds = std::getenv("PASSUNG_LONG") != nullptr ? 200 : 4;
  std::mt19937_64 random(5);
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(absl::StrCat("round ", round));
    const Passungd program({"--dev", "--port", "0", "--db", db_});
    const std::string address = GrpcAddressIn(program.ReadLine());
    // Killed at some answer, while the next request is under way.
    const auto at = static_cast<int64_t>(20 + random() % 60);
    std::atomic<int64_t> answered = 0;
    std::thread writer([&] { WriteUntilTheEnd(address, 1000, answered); });
    while (answered < at) std::this_thread::yield();
    program.Signal(SIGKILL);
    EXPECT_EQ(program.Wait(), -1);
    writer.join();
  }
  ASSERT_OK(InspectDatabase(db_));
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(db_));
  ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(*repository));
  std::set<std::string> stored;
  for (const Vacancy& vacancy : contents.vacancies) {
    stored.insert(absl::StrCat("vacancies/", vacancy.id.value));
  }
  for (const std::string& name : acknowledged_) EXPECT_TRUE(stored.contains(name)) << name;
  // At most the one that was under way is there without its answer having come, and it was then asked for again.
  EXPECT_LE(stored.size(), acknowledged_.size() + 1);
  EXPECT_EQ(static_cast<int64_t>(stored.size()), contents.revision);
  EXPECT_GE(static_cast<int>(acknowledged_.size()), rounds * 20);
  RecordProperty("kills", rounds);
  RecordProperty("acknowledged", static_cast<int>(acknowledged_.size()));
}

}  // namespace
}  // namespace passung::server
