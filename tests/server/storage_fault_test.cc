// A disk that is full or fails: changes are refused, questions are answered, health says so, and all is well again when
// the disk is. And backups by call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "grpc/health/v1/health.grpc.pb.h"
#include "passung/backup.h"
#include "tests/server/doors/http_client.h"
#include "tests/server/server_fixture.h"
#include "tests/support/disk/fault_vfs.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using grpc::health::v1::HealthCheckResponse;
using storage::Fault;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// The disk is SQLite's before the server opens its database, and until it has closed it.
class StorageFaultTest : public testing::Test {
 protected:
  class Server : public ServerTest {
   public:
    using ServerTest::admin_;
    using ServerTest::app_;
    using ServerTest::Call;
    using ServerTest::catalog_;
    using ServerTest::channel_;
    using ServerTest::PutSmallWorld;
    using ServerTest::Rank;
    void TestBody() override {}
  };

  StorageFaultTest() { server_.PutSmallWorld(); }

  grpc::Status Change() {
    v1::UpdateVacancyRequest request;
    request.mutable_vacancy()->set_name("vacancies/shop");
    request.mutable_vacancy()->set_openings(++openings_);
    request.mutable_update_mask()->add_paths("openings");
    v1::Vacancy changed;
    return server_.Call(&v1::CatalogService::Stub::UpdateVacancy, request, changed);
  }
  int32_t StoredOpenings() {
    v1::GetVacancyRequest request;
    request.set_name("vacancies/shop");
    v1::Vacancy vacancy;
    EXPECT_TRUE(server_.Call(&v1::CatalogService::Stub::GetVacancy, request, vacancy).ok());
    return vacancy.openings();
  }
  void ExpectAnswers() {
    v1::RankVacanciesRequest request;
    request.set_mentee("mentees/nurse");
    v1::RankVacanciesResponse response;
    EXPECT_TRUE(server_.Rank(request, response).ok());
    EXPECT_GT(response.matches_size(), 0);
  }
  HealthCheckResponse::ServingStatus HealthOf(const std::string& service) {
    const auto health = grpc::health::v1::Health::NewStub(server_.channel_);
    grpc::ClientContext context;
    grpc::health::v1::HealthCheckRequest request;
    request.set_service(service);
    HealthCheckResponse response;
    EXPECT_TRUE(health->Check(&context, request, &response).ok());
    return response.status();
  }
  // The server looks every second.
  void WaitUntilWritesAre(HealthCheckResponse::ServingStatus wanted) {
    while (HealthOf("passung.writes") != wanted) std::this_thread::yield();
  }
  std::string Ready() {
    const HttpAnswer answer = Ask(server_.app_->http_address(), "GET", "/readyz");
    EXPECT_EQ(answer.status, 200);
    return answer.body;
  }

  storage::FaultVfs disk_;
  Server server_;
  int32_t openings_ = 0;
};

TEST_F(StorageFaultTest, AFullDiskRefusesChangesWithoutNamingItsFileAndRecovers) {
  ASSERT_TRUE(Change().ok());
  const int32_t stored = StoredOpenings();
  disk_.FailAt(1, Fault::kDiskFull);
  const grpc::Status refused = Change();
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(ErrorInfoOf(refused).reason(), "STORAGE_FULL");
  EXPECT_THAT(refused.error_message(),
              AllOf(HasSubstr("full"), Not(HasSubstr(".db")), Not(HasSubstr("/"))));
  EXPECT_EQ(StoredOpenings(), stored);
  ExpectAnswers();
  WaitUntilWritesAre(HealthCheckResponse::NOT_SERVING);
  EXPECT_EQ(HealthOf(""), HealthCheckResponse::SERVING);
  EXPECT_EQ(HealthOf("passung.v1.MatchService"), HealthCheckResponse::SERVING);
  EXPECT_EQ(Ready(), "ok, but changes cannot be stored\n");
  EXPECT_THAT(Ask(server_.app_->http_address(), "GET", "/metrics").body,
              HasSubstr("passung_writable 0"));
  disk_.Heal();
  // Nobody has to try.
  WaitUntilWritesAre(HealthCheckResponse::SERVING);
  EXPECT_EQ(Ready(), "ok\n");
  EXPECT_TRUE(Change().ok());
  EXPECT_EQ(StoredOpenings(), openings_);
}

TEST_F(StorageFaultTest, AFailingDiskRefusesChangesAndRecovers) {
  disk_.FailAt(1, Fault::kIoErrorFromThen);
  const grpc::Status refused = Change();
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(refused.error_message(), Not(HasSubstr(".db")));
  WaitUntilWritesAre(HealthCheckResponse::NOT_SERVING);
  disk_.Heal();
  WaitUntilWritesAre(HealthCheckResponse::SERVING);
  EXPECT_TRUE(Change().ok());
}

TEST_F(StorageFaultTest, WithoutAFolderForThemNoBackupsAreMade) {
  v1::BackUpResponse response;
  const grpc::Status status =
      server_.Call(&v1::AdminService::Stub::BackUp, v1::BackUpRequest(), response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ErrorInfoOf(status).reason(), "NO_BACKUP_FOLDER");
}

// ---- Backups ------------------------------------------------------------------------------------

class BackUpTest : public ServerTest {
 protected:
  BackUpTest() {
    config_.backup_folder = db_ + ".backups";
    std::filesystem::remove_all(config_.backup_folder);
    std::filesystem::create_directories(config_.backup_folder);
    Start();
    PutSmallWorld();
  }
  ~BackUpTest() override { std::filesystem::remove_all(config_.backup_folder); }
  grpc::Status BackUp(v1::BackUpResponse& response) {
    return Call(&v1::AdminService::Stub::BackUp, v1::BackUpRequest(), response);
  }
};

TEST_F(BackUpTest, ABackupThatWasAskedForIsWholeAndIsTheDatabase) {
  v1::BackUpResponse first;
  v1::BackUpResponse second;
  ASSERT_TRUE(BackUp(first).ok());
  ASSERT_TRUE(BackUp(second).ok());  // perhaps in the same second
  EXPECT_NE(first.file(), second.file());
  const std::string path = config_.backup_folder + "/" + first.file();
  ASSERT_OK_AND_ASSIGN(const BackupState state, VerifyBackup(path));
  EXPECT_EQ(state.revision, first.revision());
  EXPECT_EQ(state.rows, first.rows());
  EXPECT_EQ(state.bytes, first.size_bytes());
  const std::string restored = db_ + ".backups/restored.db";
  ASSERT_OK(RestoreDatabase(path, restored, {}));
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(restored));
  EXPECT_OK(repository->GetMentee({"nurse"}));
}

TEST_F(BackUpTest, AFolderThatIsGoneIsNotNamedToTheCaller) {
  std::filesystem::remove_all(config_.backup_folder);
  v1::BackUpResponse response;
  const grpc::Status status = BackUp(response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), Not(HasSubstr("backups")));
}

TEST_F(BackUpTest, AFolderThatIsNotThereIsNoticedAtTheStart) {
  Config config = config_;
  config.backup_folder = "/there/is/none";
  app_.reset();
  EXPECT_THAT(App::Start(
                  config, [] { return StoryDay(); }, log_),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--backup-folder")));
}

}  // namespace
}  // namespace passung::server
