// Several passungd on one PostgreSQL server, as programs of their own.
#ifndef PASSUNG_TESTS_SERVER_REPLICAS_REPLICAS_H_
#define PASSUNG_TESTS_SERVER_REPLICAS_REPLICAS_H_

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "passung/v1/admin_service.grpc.pb.h"
#include "passung/v1/catalog_service.grpc.pb.h"
#include "passung/v1/match_service.grpc.pb.h"
#include "tests/support/postgres_server.h"
#include "tests/support/program.h"

namespace passung::server {

// A running passungd; killed at the end unless it was ended before.
class Replica final {
 public:
  Replica(const std::string& db, std::vector<std::string> more, int port = 0, int http_port = 0) {
    more.insert(more.end(), {"--dev", "--db", db, "--port", absl::StrCat(port), "--http-port",
                             absl::StrCat(http_port)});
    program_ = std::make_unique<Program>(PASSUNGD_BINARY, std::move(more));
    line_ = program_->ReadLine();
    address_ = GrpcAddressIn(line_);
    const size_t http = line_.rfind("127.0.0.1:");
    http_address_ = line_.substr(http, line_.find_first_not_of("0123456789.:", http) - http);
    // A log that nobody reads would stop the program some day.
    reading_ = std::thread([this] {
      while (!program_->ReadLine().empty()) continue;
    });
    channel_ = grpc::CreateChannel(address_, grpc::InsecureChannelCredentials());
  }
  ~Replica() {
    if (program_ != nullptr) End(SIGKILL);
  }
  Replica(const Replica&) = delete;
  Replica& operator=(const Replica&) = delete;

  // Its exit code; -1 if it was killed.
  int End(int signal) {
    program_->Signal(signal);
    const int code = program_->Wait();
    reading_.join();
    program_.reset();
    return code;
  }

  const std::string& line() const { return line_; }
  const std::string& address() const { return address_; }
  const std::string& http_address() const { return http_address_; }
  int port() const { return PortIn(address_); }
  int http_port() const { return PortIn(http_address_); }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  v1::ServerStatus Status() const {
    v1::ServerStatus answer;
    grpc::ClientContext context;
    const grpc::Status status =
        v1::AdminService::NewStub(channel_)->GetServerStatus(&context, {}, &answer);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return answer;
  }

  bool IsServing() const {
    grpc::health::v1::HealthCheckResponse response;
    grpc::ClientContext context;
    const grpc::Status status =
        grpc::health::v1::Health::NewStub(channel_)->Check(&context, {}, &response);
    return status.ok() && response.status() == grpc::health::v1::HealthCheckResponse::SERVING;
  }

 private:
  static int PortIn(const std::string& address) {
    return std::atoi(address.substr(address.rfind(':') + 1).c_str());
  }

  std::unique_ptr<Program> program_;
  std::string line_;
  std::string address_;
  std::string http_address_;
  std::thread reading_;
  std::shared_ptr<grpc::Channel> channel_;
};

// The number of openings of a vacancy is set, under an id, so that it may be asked for again.
inline grpc::Status SetOpenings(const std::shared_ptr<grpc::Channel>& channel,
                                const std::string& vacancy, int openings,
                                const std::string& request_id) {
  v1::UpdateVacancyRequest request;
  request.mutable_vacancy()->set_name(vacancy);
  request.mutable_vacancy()->set_openings(openings);
  request.mutable_update_mask()->add_paths("openings");
  request.set_request_id(request_id);
  v1::Vacancy answer;
  grpc::ClientContext context;
  return v1::CatalogService::NewStub(channel)->UpdateVacancy(&context, request, &answer);
}

// A database with a small market, and whoever serves it.
class ReplicasTest : public testing::Test {
 protected:
  ReplicasTest() {
    postgres().Clear();
    const auto repository = OpenRepository(postgres().Url()).value();
    MarketOptions options = {.mentees = kMentees, .vacancies = kVacancies, .seed = 1};
    // The servers have the clock of this machine, and purge whose time is over.
    options.today = Date::FromDays(
        static_cast<int32_t>(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())
                                 .time_since_epoch()
                                 .count()));
    const MarketMaker maker = MarketMaker::Create(options).value();
    WriteBatch batch;
    for (int64_t i = 0; i < kMentees; ++i) {
      batch.upsert_mentees.push_back(maker.MenteeAt(i));
      batch.upsert_records.push_back(maker.RecordAt(i));
    }
    for (int64_t i = 0; i < kVacancies; ++i) batch.upsert_vacancies.push_back(maker.VacancyAt(i));
    EXPECT_TRUE(repository->Write(batch).ok());
    mentee_ = "mentees/" + batch.upsert_mentees[0].id.value;
    for (const Vacancy& vacancy : batch.upsert_vacancies) {
      vacancies_.push_back("vacancies/" + vacancy.id.value);
    }
  }

  static constexpr int64_t kMentees = 20;
  static constexpr int64_t kVacancies = 200;

  static PostgresServer& postgres() { return PostgresServer::Shared(); }
  const std::string& mentee() const { return mentee_; }
  const std::vector<std::string>& vacancies() const { return vacancies_; }

 private:
  std::string mentee_;
  std::vector<std::string> vacancies_;
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_REPLICAS_REPLICAS_H_
