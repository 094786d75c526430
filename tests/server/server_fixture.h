// A server on a free port of this machine, over a database of its own, at the story day.
#ifndef PASSUNG_TESTS_SERVER_SERVER_FIXTURE_H_
#define PASSUNG_TESTS_SERVER_SERVER_FIXTURE_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/grpcpp.h"
#include "passung/market.h"
#include "passung/v1/admin_service.grpc.pb.h"
#include "passung/v1/catalog_service.grpc.pb.h"
#include "passung/v1/match_service.grpc.pb.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/vacancy_wire.h"
#include "server/app.h"
#include "tests/support/builders.h"

namespace passung::server {

// The faulty fields that an error's details name.
inline std::vector<std::string> FaultyFields(const grpc::Status& status) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  std::vector<std::string> fields;
  for (const auto& any : details.details()) {
    google::rpc::BadRequest bad_request;
    if (!any.UnpackTo(&bad_request)) continue;
    for (const auto& violation : bad_request.field_violations()) {
      fields.push_back(violation.field());
    }
  }
  return fields;
}

inline google::rpc::ErrorInfo ErrorInfoOf(const grpc::Status& status) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  google::rpc::ErrorInfo info;
  for (const auto& any : details.details()) {
    if (any.Is<google::rpc::ErrorInfo>()) any.UnpackTo(&info);
  }
  return info;
}

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    db_ = testing::TempDir() + "/passung_" + test->test_suite_name() + "_" + test->name() + ".db";
    RemoveDatabase();
    config_.db = db_;
    Start();
  }
  ~ServerTest() override {
    app_.reset();
    RemoveDatabase();
    std::filesystem::remove_all(audit_);
  }

  // Starts it again, with an access log in `audit_`.
  void KeepAccessLog() {
    audit_ = db_ + ".audit";
    std::filesystem::remove_all(audit_);
    std::filesystem::create_directories(audit_ / "key");
    config_.audit_key = audit_ / "key" / "key";
    std::ofstream(config_.audit_key) << std::string(32, 'k') << "\n";
    config_.audit_folder = audit_ / "log";
    std::filesystem::create_directories(config_.audit_folder);
    Start();
  }

  // Also starts it again, over the same database.
  void Start() {
    app_.reset();
    auto app = App::Start(
        config_, [this] { return day_; }, log_);
    app_ = std::move(app).value();
    channel_ = grpc::CreateChannel(app_->address(), grpc::InsecureChannelCredentials());
    match_ = v1::MatchService::NewStub(channel_);
    catalog_ = v1::CatalogService::NewStub(channel_);
    admin_ = v1::AdminService::NewStub(channel_);
  }

  template <class Response, class Request>
  grpc::Status Call(grpc::Status (v1::MatchService::Stub::*method)(grpc::ClientContext*,
                                                                   const Request&, Response*),
                    const Request& request, Response& response) {
    grpc::ClientContext context;
    return (match_.get()->*method)(&context, request, &response);
  }
  template <class Response, class Request>
  grpc::Status Call(grpc::Status (v1::CatalogService::Stub::*method)(grpc::ClientContext*,
                                                                     const Request&, Response*),
                    const Request& request, Response& response) {
    grpc::ClientContext context;
    return (catalog_.get()->*method)(&context, request, &response);
  }
  template <class Response, class Request>
  grpc::Status Call(grpc::Status (v1::AdminService::Stub::*method)(grpc::ClientContext*,
                                                                   const Request&, Response*),
                    const Request& request, Response& response) {
    grpc::ClientContext context;
    return (admin_.get()->*method)(&context, request, &response);
  }

  grpc::Status Rank(const v1::RankVacanciesRequest& request, v1::RankVacanciesResponse& response) {
    return Call(&v1::MatchService::Stub::RankVacancies, request, response);
  }

  v1::BatchUpsertMenteesResponse Put(const std::vector<Mentee>& mentees) {
    v1::BatchUpsertMenteesRequest request;
    for (const Mentee& mentee : mentees) *request.add_mentees() = wire::ToProto(mentee);
    v1::BatchUpsertMenteesResponse response;
    const auto status = Call(&v1::CatalogService::Stub::BatchUpsertMentees, request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::BatchUpsertVacanciesResponse Put(const std::vector<Vacancy>& vacancies) {
    v1::BatchUpsertVacanciesRequest request;
    for (const Vacancy& vacancy : vacancies) *request.add_vacancies() = wire::ToProto(vacancy);
    v1::BatchUpsertVacanciesResponse response;
    const auto status = Call(&v1::CatalogService::Stub::BatchUpsertVacancies, request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  void Put(const MarketMaker& market) {
    std::vector<Mentee> mentees;
    std::vector<Vacancy> vacancies;
    for (int64_t i = 0; i < market.mentees(); ++i) mentees.push_back(market.MenteeAt(i));
    for (int64_t i = 0; i < market.vacancies(); ++i) vacancies.push_back(market.VacancyAt(i));
    Put(mentees);
    Put(vacancies);
  }

  // A nurse in Leipzig and three vacancies there.
  void PutSmallWorld() {
    Put(std::vector<Mentee>{
        StoryMentee("nurse").In("14713").Qualified("81302").WithGerman(LanguageLevel::kB1)});
    Put(std::vector<Vacancy>{StoryVacancy("ward").Of("81302").In("14713"),
                             StoryVacancy("helper").Of("81301").In("14713"),
                             StoryVacancy("shop").Of("62102").In("14612")});
  }

  Date day_ = StoryDay();  // what the server takes for today
  std::string db_;
  std::filesystem::path audit_;  // empty: no access log is kept
  Config config_{.dev = true, .port = 0};
  std::ostringstream log_;
  std::unique_ptr<App> app_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::MatchService::Stub> match_;
  std::unique_ptr<v1::CatalogService::Stub> catalog_;
  std::unique_ptr<v1::AdminService::Stub> admin_;

 private:
  void RemoveDatabase() const {
    for (const char* suffix : {"", "-wal", "-shm", "-acknowledged"}) {
      std::remove((db_ + suffix).c_str());
    }
  }
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_SERVER_FIXTURE_H_
