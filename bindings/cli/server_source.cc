// Answers from a running passungd.
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/cli/source.h"
#include "passung/v1/catalog_service.grpc.pb.h"
#include "passung/v1/match_service.grpc.pb.h"

namespace passung::cli {
namespace {

constexpr std::chrono::seconds kPatience(30);
// 1 000 hits with their sentences are more than gRPC takes by default.
constexpr int kLargestAnswer = 64 * 1024 * 1024;

class ServerSource final : public Source {
 public:
  explicit ServerSource(const std::string& address) : address_(address) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(kLargestAnswer);
    const auto channel =
        grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
    match_ = v1::MatchService::NewStub(channel);
    catalog_ = v1::CatalogService::NewStub(channel);
  }

  absl::StatusOr<v1::RankVacanciesResponse> Ask(const v1::RankVacanciesRequest& request) override {
    return Call<v1::RankVacanciesResponse>(*match_, &v1::MatchService::Stub::RankVacancies,
                                           request);
  }
  absl::StatusOr<v1::RankMenteesResponse> Ask(const v1::RankMenteesRequest& request) override {
    return Call<v1::RankMenteesResponse>(*match_, &v1::MatchService::Stub::RankMentees, request);
  }
  absl::StatusOr<v1::ExplainMatchResponse> Ask(const v1::ExplainMatchRequest& request) override {
    return Call<v1::ExplainMatchResponse>(*match_, &v1::MatchService::Stub::ExplainMatch, request);
  }
  absl::StatusOr<v1::ListMenteesResponse> Ask(const v1::ListMenteesRequest& request) override {
    return Call<v1::ListMenteesResponse>(*catalog_, &v1::CatalogService::Stub::ListMentees,
                                         request);
  }
  absl::StatusOr<v1::ListVacanciesResponse> Ask(const v1::ListVacanciesRequest& request) override {
    return Call<v1::ListVacanciesResponse>(*catalog_, &v1::CatalogService::Stub::ListVacancies,
                                           request);
  }
  absl::StatusOr<v1::ListEmployersResponse> Ask(const v1::ListEmployersRequest& request) override {
    return Call<v1::ListEmployersResponse>(*catalog_, &v1::CatalogService::Stub::ListEmployers,
                                           request);
  }
  absl::StatusOr<v1::ListMentorsResponse> Ask(const v1::ListMentorsRequest& request) override {
    return Call<v1::ListMentorsResponse>(*catalog_, &v1::CatalogService::Stub::ListMentors,
                                         request);
  }
  absl::StatusOr<v1::Mentee> Ask(const v1::GetMenteeRequest& request) override {
    return Call<v1::Mentee>(*catalog_, &v1::CatalogService::Stub::GetMentee, request);
  }
  absl::StatusOr<v1::Vacancy> Ask(const v1::GetVacancyRequest& request) override {
    return Call<v1::Vacancy>(*catalog_, &v1::CatalogService::Stub::GetVacancy, request);
  }

  // The server keeps its classification to itself; the main groups are enough for a table.
  absl::StatusOr<std::shared_ptr<const Knowledge>> LoadKnowledge() override {
    return Knowledge::BuiltIn();
  }

 private:
  template <class Response, class Stub, class Request>
  absl::StatusOr<Response> Call(Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kPatience);
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (status.ok()) return response;
    const auto code = static_cast<absl::StatusCode>(status.error_code());
    if (code == absl::StatusCode::kUnavailable) {
      return absl::UnavailableError(
          absl::StrCat("--server: ", address_, " does not answer: ", status.error_message()));
    }
    return absl::Status(code, status.error_message());
  }

  std::string address_;
  std::unique_ptr<v1::MatchService::Stub> match_;
  std::unique_ptr<v1::CatalogService::Stub> catalog_;
};

}  // namespace

std::unique_ptr<Source> ConnectServer(const std::string& address) {
  return std::make_unique<ServerSource>(address);
}

}  // namespace passung::cli
