// Answers from a running passungd.
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/v1/admin_service.grpc.pb.h"
#include "passung/v1/assignment_service.grpc.pb.h"
#include "passung/v1/catalog_service.grpc.pb.h"
#include "passung/v1/match_service.grpc.pb.h"
#include "passung/v1/offer_service.grpc.pb.h"
#include "passung/v1/outcome_service.grpc.pb.h"
#include "passung/v1/pin_service.grpc.pb.h"
#include "passung/v1/profile_service.grpc.pb.h"
#include "passung/v1/report_service.grpc.pb.h"

namespace passung::cli {
namespace {

constexpr std::chrono::seconds kPatience(30);
// Of what reads all of a database.
constexpr std::chrono::seconds kLongPatience(300);

// What a request that is about people says it is for. What is printed needs all of a match: a purpose that
// opens less is refused there, and no half of one is met with here.
template <class Request>
void SetPurpose(v1::Purpose purpose, Request& request) {
  if constexpr (requires { request.set_purpose(purpose); }) request.set_purpose(purpose);
  if constexpr (requires { request.set_view(v1::VIEW_FULL); }) {
    if (request.view() == v1::VIEW_UNSPECIFIED) request.set_view(v1::VIEW_FULL);
  }
}

class ServerSource final : public Source {
 public:
  ServerSource(const ServerAccess& access, const Credentials& credentials)
      : access_(access), credentials_(credentials) {
    const auto channel = ChannelTo(access, credentials);
    match_ = v1::MatchService::NewStub(channel);
    catalog_ = v1::CatalogService::NewStub(channel);
    offers_ = v1::OfferService::NewStub(channel);
    outcomes_ = v1::OutcomeService::NewStub(channel);
    pins_ = v1::PinService::NewStub(channel);
    assignments_ = v1::AssignmentService::NewStub(channel);
    reports_ = v1::ReportService::NewStub(channel);
    profiles_ = v1::ProfileService::NewStub(channel);
    admin_ = v1::AdminService::NewStub(channel);
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
  absl::StatusOr<v1::ExplainAbsenceResponse> Ask(
      const v1::ExplainAbsenceRequest& request) override {
    return Call<v1::ExplainAbsenceResponse>(*match_, &v1::MatchService::Stub::ExplainAbsence,
                                            request);
  }
  absl::StatusOr<v1::FindCheapestWayResponse> Ask(
      const v1::FindCheapestWayRequest& request) override {
    return Call<v1::FindCheapestWayResponse>(*match_, &v1::MatchService::Stub::FindCheapestWay,
                                             request);
  }
  absl::StatusOr<v1::AnalyzeStabilityResponse> Ask(
      const v1::AnalyzeStabilityRequest& request) override {
    return Call<v1::AnalyzeStabilityResponse>(*match_, &v1::MatchService::Stub::AnalyzeStability,
                                              request);
  }
  absl::StatusOr<v1::AnalyzeUnknownsResponse> Ask(
      const v1::AnalyzeUnknownsRequest& request) override {
    return Call<v1::AnalyzeUnknownsResponse>(*match_, &v1::MatchService::Stub::AnalyzeUnknowns,
                                             request);
  }
  absl::StatusOr<v1::RankByFirstDayResponse> Ask(
      const v1::RankByFirstDayRequest& request) override {
    return Call<v1::RankByFirstDayResponse>(*match_, &v1::MatchService::Stub::RankByFirstDay,
                                            request);
  }
  absl::StatusOr<v1::AnalyzeStepsResponse> Ask(const v1::AnalyzeStepsRequest& request) override {
    return Call<v1::AnalyzeStepsResponse>(*match_, &v1::MatchService::Stub::AnalyzeSteps, request);
  }
  absl::StatusOr<v1::AnalyzeRelaxationsResponse> Ask(
      const v1::AnalyzeRelaxationsRequest& request) override {
    return Call<v1::AnalyzeRelaxationsResponse>(
        *match_, &v1::MatchService::Stub::AnalyzeRelaxations, request);
  }
  absl::StatusOr<v1::ListMenteesResponse> Ask(const v1::ListMenteesRequest& request) override {
    return Call<v1::ListMenteesResponse>(*catalog_, &v1::CatalogService::Stub::ListMentees,
                                         request);
  }
  absl::StatusOr<v1::ListVacanciesResponse> Ask(const v1::ListVacanciesRequest& request) override {
    return Call<v1::ListVacanciesResponse>(*catalog_, &v1::CatalogService::Stub::ListVacancies,
                                           request);
  }
  absl::StatusOr<v1::BatchGetVacanciesResponse> Ask(
      const v1::BatchGetVacanciesRequest& request) override {
    return Call<v1::BatchGetVacanciesResponse>(
        *catalog_, &v1::CatalogService::Stub::BatchGetVacancies, request);
  }
  absl::StatusOr<v1::ListEmployersResponse> Ask(const v1::ListEmployersRequest& request) override {
    return Call<v1::ListEmployersResponse>(*catalog_, &v1::CatalogService::Stub::ListEmployers,
                                           request);
  }
  absl::StatusOr<v1::ListMentorsResponse> Ask(const v1::ListMentorsRequest& request) override {
    return Call<v1::ListMentorsResponse>(*catalog_, &v1::CatalogService::Stub::ListMentors,
                                         request);
  }
  absl::StatusOr<v1::ListOffersResponse> Ask(const v1::ListOffersRequest& request) override {
    return Call<v1::ListOffersResponse>(*offers_, &v1::OfferService::Stub::ListOffers, request);
  }
  absl::StatusOr<v1::SuggestOffersResponse> Ask(const v1::SuggestOffersRequest& request) override {
    return Call<v1::SuggestOffersResponse>(*offers_, &v1::OfferService::Stub::SuggestOffers,
                                           request);
  }
  absl::StatusOr<v1::ListOfferGapsResponse> Ask(const v1::ListOfferGapsRequest& request) override {
    return Call<v1::ListOfferGapsResponse>(*offers_, &v1::OfferService::Stub::ListOfferGaps,
                                           request);
  }
  absl::StatusOr<v1::ListFollowUpsResponse> Ask(const v1::ListFollowUpsRequest& request) override {
    return Call<v1::ListFollowUpsResponse>(*offers_, &v1::OfferService::Stub::ListFollowUps,
                                           request);
  }
  absl::StatusOr<v1::RankMentorsResponse> Ask(const v1::RankMentorsRequest& request) override {
    return Call<v1::RankMentorsResponse>(*match_, &v1::MatchService::Stub::RankMentors, request);
  }
  absl::StatusOr<v1::ListStumblingBlocksResponse> Ask(
      const v1::ListStumblingBlocksRequest& request) override {
    return Call<v1::ListStumblingBlocksResponse>(
        *reports_, &v1::ReportService::Stub::ListStumblingBlocks, request);
  }
  absl::StatusOr<v1::ReportAdequacyResponse> Ask(
      const v1::ReportAdequacyRequest& request) override {
    return Call<v1::ReportAdequacyResponse>(*reports_, &v1::ReportService::Stub::ReportAdequacy,
                                            request);
  }
  absl::StatusOr<v1::ListUnmatchedMenteesResponse> Ask(
      const v1::ListUnmatchedMenteesRequest& request) override {
    return Call<v1::ListUnmatchedMenteesResponse>(
        *reports_, &v1::ReportService::Stub::ListUnmatchedMentees, request);
  }
  absl::StatusOr<v1::ListEmployersToCallResponse> Ask(
      const v1::ListEmployersToCallRequest& request) override {
    return Call<v1::ListEmployersToCallResponse>(
        *reports_, &v1::ReportService::Stub::ListEmployersToCall, request);
  }
  absl::StatusOr<v1::PlanCoursesResponse> Ask(const v1::PlanCoursesRequest& request) override {
    return Call<v1::PlanCoursesResponse>(*reports_, &v1::ReportService::Stub::PlanCourses, request);
  }
  absl::StatusOr<v1::SolveAssignmentResponse> Ask(
      const v1::SolveAssignmentRequest& request) override {
    return Call<v1::SolveAssignmentResponse>(
        *assignments_, &v1::AssignmentService::Stub::SolveAssignment, request);
  }
  absl::StatusOr<v1::ReportProgrammeResponse> Ask(
      const v1::ReportProgrammeRequest& request) override {
    return Call<v1::ReportProgrammeResponse>(*reports_, &v1::ReportService::Stub::ReportProgramme,
                                             request);
  }
  absl::StatusOr<v1::ReportWhatWorkedResponse> Ask(
      const v1::ReportWhatWorkedRequest& request) override {
    return Call<v1::ReportWhatWorkedResponse>(*reports_, &v1::ReportService::Stub::ReportWhatWorked,
                                              request);
  }
  absl::StatusOr<v1::Outcome> Ask(const v1::RecordOutcomeRequest& request) override {
    return Call<v1::Outcome>(*outcomes_, &v1::OutcomeService::Stub::RecordOutcome, request);
  }
  absl::StatusOr<v1::BatchRecordOutcomesResponse> Ask(
      const v1::BatchRecordOutcomesRequest& request) override {
    return Call<v1::BatchRecordOutcomesResponse>(
        *outcomes_, &v1::OutcomeService::Stub::BatchRecordOutcomes, request);
  }
  absl::StatusOr<v1::ListOutcomesResponse> Ask(const v1::ListOutcomesRequest& request) override {
    return Call<v1::ListOutcomesResponse>(*outcomes_, &v1::OutcomeService::Stub::ListOutcomes,
                                          request);
  }
  absl::StatusOr<google::protobuf::Empty> Ask(const v1::DeleteOutcomeRequest& request) override {
    return Call<google::protobuf::Empty>(*outcomes_, &v1::OutcomeService::Stub::DeleteOutcome,
                                         request);
  }
  absl::StatusOr<v1::Pin> Ask(const v1::SetPinRequest& request) override {
    return Call<v1::Pin>(*pins_, &v1::PinService::Stub::SetPin, request);
  }
  absl::StatusOr<v1::ListPinsResponse> Ask(const v1::ListPinsRequest& request) override {
    return Call<v1::ListPinsResponse>(*pins_, &v1::PinService::Stub::ListPins, request);
  }
  absl::StatusOr<google::protobuf::Empty> Ask(const v1::DeletePinRequest& request) override {
    return Call<google::protobuf::Empty>(*pins_, &v1::PinService::Stub::DeletePin, request);
  }
  absl::StatusOr<v1::PreviewProfileResponse> Ask(
      const v1::PreviewProfileRequest& request) override {
    return Call<v1::PreviewProfileResponse>(*profiles_, &v1::ProfileService::Stub::PreviewProfile,
                                            request);
  }
  absl::StatusOr<v1::EvaluateProfileResponse> Ask(
      const v1::EvaluateProfileRequest& request) override {
    return Call<v1::EvaluateProfileResponse>(*profiles_, &v1::ProfileService::Stub::EvaluateProfile,
                                             request, kLongPatience);
  }
  absl::StatusOr<v1::TuneProfileResponse> Ask(const v1::TuneProfileRequest& request) override {
    return Call<v1::TuneProfileResponse>(*profiles_, &v1::ProfileService::Stub::TuneProfile,
                                         request, kLongPatience);
  }
  absl::StatusOr<v1::ListProfilesResponse> Ask(const v1::ListProfilesRequest& request) override {
    return Call<v1::ListProfilesResponse>(*profiles_, &v1::ProfileService::Stub::ListProfiles,
                                          request);
  }
  absl::StatusOr<v1::ProfileVersion> Ask(const v1::CreateProfileVersionRequest& request) override {
    return Call<v1::ProfileVersion>(*profiles_, &v1::ProfileService::Stub::CreateProfileVersion,
                                    request);
  }
  absl::StatusOr<v1::ProfileVersion> Ask(const v1::ActivateProfileRequest& request) override {
    return Call<v1::ProfileVersion>(*profiles_, &v1::ProfileService::Stub::ActivateProfile,
                                    request);
  }
  absl::StatusOr<v1::ReplayAnswerResponse> Ask(const v1::ReplayAnswerRequest& request) override {
    return Call<v1::ReplayAnswerResponse>(*admin_, &v1::AdminService::Stub::ReplayAnswer, request,
                                          kLongPatience);
  }
  absl::StatusOr<v1::BackUpResponse> Ask(const v1::BackUpRequest& request) override {
    return Call<v1::BackUpResponse>(*admin_, &v1::AdminService::Stub::BackUp, request,
                                    kLongPatience);
  }
  absl::StatusOr<Resource> Get(const std::string& name) override {
    return GetResource(name, Calls{*this});
  }
  absl::Status Delete(const std::string& name, bool validate_only) override {
    return DeleteResource(name, validate_only, Calls{*this});
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
                                Request request, std::chrono::seconds patience = kPatience) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + patience);
    if (!credentials_.token.empty()) {
      context.AddMetadata("authorization", absl::StrCat("Bearer ", credentials_.token));
    }
    SetPurpose(credentials_.purpose, request);
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (status.ok()) return response;
    return ErrorOf(status, access_, credentials_);
  }

  // One resource, answered there.
  struct Calls {
    using Stub = v1::CatalogService::Stub;
    ServerSource& source;

    auto operator()(const v1::GetMenteeRequest& request) const {
      return source.Call<v1::Mentee>(*source.catalog_, &Stub::GetMentee, request);
    }
    auto operator()(const v1::GetMenteeContactRequest& request) const {
      return source.Call<v1::MenteeContact>(*source.catalog_, &Stub::GetMenteeContact, request);
    }
    auto operator()(const v1::GetVacancyRequest& request) const {
      return source.Call<v1::Vacancy>(*source.catalog_, &Stub::GetVacancy, request);
    }
    auto operator()(const v1::GetEmployerRequest& request) const {
      return source.Call<v1::Employer>(*source.catalog_, &Stub::GetEmployer, request);
    }
    auto operator()(const v1::GetMentorRequest& request) const {
      return source.Call<v1::Mentor>(*source.catalog_, &Stub::GetMentor, request);
    }
    auto operator()(const v1::GetOfferRequest& request) const {
      return source.Call<v1::Offer>(*source.offers_, &v1::OfferService::Stub::GetOffer, request);
    }
    auto operator()(const v1::GetProfileRequest& request) const {
      return source.Call<v1::ProfileVersion>(*source.profiles_,
                                             &v1::ProfileService::Stub::GetProfile, request);
    }
    auto operator()(const v1::DeleteMenteeRequest& request) const {
      return source.Call<google::protobuf::Empty>(*source.catalog_, &Stub::DeleteMentee, request);
    }
    auto operator()(const v1::DeleteVacancyRequest& request) const {
      return source.Call<google::protobuf::Empty>(*source.catalog_, &Stub::DeleteVacancy, request);
    }
    auto operator()(const v1::DeleteEmployerRequest& request) const {
      return source.Call<google::protobuf::Empty>(*source.catalog_, &Stub::DeleteEmployer, request);
    }
    auto operator()(const v1::DeleteMentorRequest& request) const {
      return source.Call<google::protobuf::Empty>(*source.catalog_, &Stub::DeleteMentor, request);
    }
    auto operator()(const v1::DeleteOfferRequest& request) const {
      return source.Call<google::protobuf::Empty>(*source.offers_,
                                                  &v1::OfferService::Stub::DeleteOffer, request);
    }
  };

  ServerAccess access_;
  Credentials credentials_;
  std::unique_ptr<v1::MatchService::Stub> match_;
  std::unique_ptr<v1::CatalogService::Stub> catalog_;
  std::unique_ptr<v1::OfferService::Stub> offers_;
  std::unique_ptr<v1::OutcomeService::Stub> outcomes_;
  std::unique_ptr<v1::PinService::Stub> pins_;
  std::unique_ptr<v1::AssignmentService::Stub> assignments_;
  std::unique_ptr<v1::ReportService::Stub> reports_;
  std::unique_ptr<v1::ProfileService::Stub> profiles_;
  std::unique_ptr<v1::AdminService::Stub> admin_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Source>> ConnectServer(const ServerAccess& access) {
  PASSUNG_ASSIGN_OR_RETURN(const Credentials credentials,
                           ReadCredentials(access, std::getenv("PASSUNG_TOKEN")));
  return std::make_unique<ServerSource>(access, credentials);
}

}  // namespace passung::cli
