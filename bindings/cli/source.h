// Where the commands ask: a database opened by themselves or a running server. Both answer the same
// requests with the same messages.
#ifndef PASSUNG_BINDINGS_CLI_SOURCE_H_
#define PASSUNG_BINDINGS_CLI_SOURCE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "bindings/cli/console.h"
#include "bindings/cli/options.h"
#include "bindings/cli/resource_request.h"
#include "passung/knowledge.h"
#include "passung/profile.h"
#include "passung/repository.h"
#include "passung/v1/admin_service.pb.h"
#include "passung/v1/assignment_service.pb.h"
#include "passung/v1/catalog_service.pb.h"
#include "passung/v1/match_service.pb.h"
#include "passung/v1/offer_service.pb.h"
#include "passung/v1/outcome_service.pb.h"
#include "passung/v1/pin_service.pb.h"
#include "passung/v1/profile_service.pb.h"
#include "passung/v1/report_service.pb.h"

namespace passung::cli {

// Used on one thread. The statuses are those of proto/answer; Unavailable where a server cannot be
// reached.
class Source {
 public:
  virtual ~Source() = default;

  virtual absl::StatusOr<v1::RankVacanciesResponse> Ask(
      const v1::RankVacanciesRequest& request) = 0;
  virtual absl::StatusOr<v1::RankMenteesResponse> Ask(const v1::RankMenteesRequest& request) = 0;
  virtual absl::StatusOr<v1::ExplainMatchResponse> Ask(const v1::ExplainMatchRequest& request) = 0;
  virtual absl::StatusOr<v1::ExplainAbsenceResponse> Ask(
      const v1::ExplainAbsenceRequest& request) = 0;
  virtual absl::StatusOr<v1::FindCheapestWayResponse> Ask(
      const v1::FindCheapestWayRequest& request) = 0;
  virtual absl::StatusOr<v1::AnalyzeStabilityResponse> Ask(
      const v1::AnalyzeStabilityRequest& request) = 0;
  virtual absl::StatusOr<v1::AnalyzeUnknownsResponse> Ask(
      const v1::AnalyzeUnknownsRequest& request) = 0;
  virtual absl::StatusOr<v1::RankByFirstDayResponse> Ask(
      const v1::RankByFirstDayRequest& request) = 0;
  virtual absl::StatusOr<v1::AnalyzeStepsResponse> Ask(const v1::AnalyzeStepsRequest& request) = 0;
  virtual absl::StatusOr<v1::AnalyzeRelaxationsResponse> Ask(
      const v1::AnalyzeRelaxationsRequest& request) = 0;
  virtual absl::StatusOr<v1::ListMenteesResponse> Ask(const v1::ListMenteesRequest& request) = 0;
  virtual absl::StatusOr<v1::ListVacanciesResponse> Ask(
      const v1::ListVacanciesRequest& request) = 0;
  virtual absl::StatusOr<v1::BatchGetVacanciesResponse> Ask(
      const v1::BatchGetVacanciesRequest& request) = 0;
  virtual absl::StatusOr<v1::ListEmployersResponse> Ask(
      const v1::ListEmployersRequest& request) = 0;
  virtual absl::StatusOr<v1::ListMentorsResponse> Ask(const v1::ListMentorsRequest& request) = 0;
  virtual absl::StatusOr<v1::ListOffersResponse> Ask(const v1::ListOffersRequest& request) = 0;
  virtual absl::StatusOr<v1::SuggestOffersResponse> Ask(
      const v1::SuggestOffersRequest& request) = 0;
  virtual absl::StatusOr<v1::ListOfferGapsResponse> Ask(
      const v1::ListOfferGapsRequest& request) = 0;
  virtual absl::StatusOr<v1::ListFollowUpsResponse> Ask(
      const v1::ListFollowUpsRequest& request) = 0;
  virtual absl::StatusOr<v1::RankMentorsResponse> Ask(const v1::RankMentorsRequest& request) = 0;
  virtual absl::StatusOr<v1::ListStumblingBlocksResponse> Ask(
      const v1::ListStumblingBlocksRequest& request) = 0;
  virtual absl::StatusOr<v1::ReportAdequacyResponse> Ask(
      const v1::ReportAdequacyRequest& request) = 0;
  virtual absl::StatusOr<v1::ListUnmatchedMenteesResponse> Ask(
      const v1::ListUnmatchedMenteesRequest& request) = 0;
  virtual absl::StatusOr<v1::ListEmployersToCallResponse> Ask(
      const v1::ListEmployersToCallRequest& request) = 0;
  virtual absl::StatusOr<v1::PlanCoursesResponse> Ask(const v1::PlanCoursesRequest& request) = 0;
  virtual absl::StatusOr<v1::SolveAssignmentResponse> Ask(
      const v1::SolveAssignmentRequest& request) = 0;
  virtual absl::StatusOr<v1::ReportProgrammeResponse> Ask(
      const v1::ReportProgrammeRequest& request) = 0;
  virtual absl::StatusOr<v1::ReportWhatWorkedResponse> Ask(
      const v1::ReportWhatWorkedRequest& request) = 0;
  virtual absl::StatusOr<v1::Outcome> Ask(const v1::RecordOutcomeRequest& request) = 0;
  // From a database also more rows than a server takes, in one write.
  virtual absl::StatusOr<v1::BatchRecordOutcomesResponse> Ask(
      const v1::BatchRecordOutcomesRequest& request) = 0;
  virtual absl::StatusOr<v1::ListOutcomesResponse> Ask(const v1::ListOutcomesRequest& request) = 0;
  virtual absl::StatusOr<google::protobuf::Empty> Ask(const v1::DeleteOutcomeRequest& request) = 0;
  virtual absl::StatusOr<v1::Pin> Ask(const v1::SetPinRequest& request) = 0;
  virtual absl::StatusOr<v1::ListPinsResponse> Ask(const v1::ListPinsRequest& request) = 0;
  virtual absl::StatusOr<google::protobuf::Empty> Ask(const v1::DeletePinRequest& request) = 0;
  virtual absl::StatusOr<v1::PreviewProfileResponse> Ask(
      const v1::PreviewProfileRequest& request) = 0;
  virtual absl::StatusOr<v1::EvaluateProfileResponse> Ask(
      const v1::EvaluateProfileRequest& request) = 0;
  virtual absl::StatusOr<v1::TuneProfileResponse> Ask(const v1::TuneProfileRequest& request) = 0;
  virtual absl::StatusOr<v1::ListProfilesResponse> Ask(const v1::ListProfilesRequest& request) = 0;
  virtual absl::StatusOr<v1::ProfileVersion> Ask(
      const v1::CreateProfileVersionRequest& request) = 0;
  virtual absl::StatusOr<v1::ProfileVersion> Ask(const v1::ActivateProfileRequest& request) = 0;
  // Only a server has a log of answers, and only of its own database a backup is asked for: FailedPrecondition
  // otherwise.
  virtual absl::StatusOr<v1::ReplayAnswerResponse> Ask(const v1::ReplayAnswerRequest& request) = 0;
  virtual absl::StatusOr<v1::BackUpResponse> Ask(const v1::BackUpRequest& request) = 0;
  // "mentees/{id}", "mentees/{id}/contact", "vacancies/{id}" …, as the Get method of its kind answers.
  virtual absl::StatusOr<Resource> Get(const std::string& name) = 0;
  // Of mentees, vacancies, employers, mentors and offers. `validate_only`: only whether it could be.
  virtual absl::Status Delete(const std::string& name, bool validate_only) = 0;

  // Titles of occupations and districts, for tables.
  virtual absl::StatusOr<std::shared_ptr<const Knowledge>> LoadKnowledge() = 0;
};

// InvalidArgument where `name` is of another kind.
template <class Message>
absl::StatusOr<Message> GetAs(Source& source, const std::string& name) {
  const absl::StatusOr<Resource> found = source.Get(name);
  if (!found.ok()) return found.status();
  if (const auto* message = dynamic_cast<const Message*>(found->get())) return *message;
  return NoResource(name, Message::descriptor()->name());
}

// Settings that only a database of one's own takes.
struct LocalSettings {
  Date today;
  int32_t threads = 1;
  std::optional<ScoringProfile> profile;  // of a profile file
  KnowledgeFiles tables;                  // of a data folder
};

// A database file that is there, for commands that ask the engine itself; NotFound if it is not.
absl::StatusOr<std::unique_ptr<Repository>> OpenStored(const std::string& path);
// NotFound for a database that does not exist.
absl::StatusOr<std::unique_ptr<Source>> OpenDatabase(const std::string& path,
                                                     LocalSettings settings);
// The errors of ReadCredentials. Every request is sent with the purpose that the access names.
absl::StatusOr<std::unique_ptr<Source>> ConnectServer(const ServerAccess& access);

// The one of both that the options name.
absl::StatusOr<std::unique_ptr<Source>> OpenSource(const SourceOptions& options,
                                                   LocalSettings settings);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_SOURCE_H_
