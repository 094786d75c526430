// Answers from a database file, in this process.
#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/snapshot.h"
#include "proto/answer/analysis_answers.h"
#include "proto/answer/assignment_answers.h"
#include "proto/answer/backend.h"
#include "proto/answer/catalog_answers.h"
#include "proto/answer/catalog_changes.h"
#include "proto/answer/contact_answers.h"
#include "proto/answer/data_folder.h"
#include "proto/answer/follow_up_answers.h"
#include "proto/answer/insight_answers.h"
#include "proto/answer/loading.h"
#include "proto/answer/match_answers.h"
#include "proto/answer/offer_answers.h"
#include "proto/answer/outcome_answers.h"
#include "proto/answer/outcome_report_answers.h"
#include "proto/answer/own_data.h"
#include "proto/answer/pin_answers.h"
#include "proto/answer/profile_answers.h"
#include "proto/answer/profile_preview.h"
#include "proto/answer/profile_tuning.h"
#include "proto/answer/report_answers.h"
#include "proto/answer/stored_backend.h"

namespace passung::cli {
namespace {

// A database of one's own: read without a snapshot, which takes long to make and no list needs.
class FileBackend final : public answer::Backend {
 public:
  FileBackend(std::unique_ptr<Repository> repository, KnowledgeFiles tables)
      : repository_(std::move(repository)), tables_(std::move(tables)) {}

  const Repository& repository() const override { return *repository_; }
  std::shared_ptr<const Snapshot> snapshot() const override { return snapshot_; }
  std::shared_ptr<const answer::ProfileSet> profiles() const override { return profiles_; }
  answer::VisibleMentees& visible_mentees() override { return visible_; }
  absl::StatusOr<int64_t> Write(const WriteBatch& batch) override {
    snapshot_ = nullptr;
    return repository_->Write(batch);
  }
  absl::Status AddPseudonymKeys(const std::vector<PseudonymKey>& keys) override {
    return repository_->AddPseudonymKeys(keys);
  }
  absl::StatusOr<int64_t> ForgetAnswers(UnixTime before) override {
    return repository_->ForgetAnswers(before);
  }
  absl::Status Scrub() override { return repository_->Scrub(); }
  absl::StatusOr<int64_t> ForgetHistory(UnixTime now, UnixTime before) override {
    return repository_->ForgetHistory(now, before);
  }
  absl::StatusOr<std::shared_ptr<answer::Backend>> AsOf(int64_t revision) const override {
    PASSUNG_ASSIGN_OR_RETURN(auto past, repository_->AsOf(revision));
    return answer::StoredBackend::Open(std::move(past), tables_);
  }
  absl::Status Reload() override {
    PASSUNG_RETURN_IF_ERROR(ReloadProfiles());
    PASSUNG_ASSIGN_OR_RETURN(snapshot_, answer::LoadSnapshot(*repository_, tables_));
    return absl::OkStatus();
  }

  absl::Status ReloadProfiles() {
    PASSUNG_ASSIGN_OR_RETURN(profiles_, answer::ProfileSet::Load(*repository_));
    return absl::OkStatus();
  }

  const KnowledgeFiles& tables() const { return tables_; }

 private:
  const std::unique_ptr<Repository> repository_;
  const KnowledgeFiles tables_;
  std::shared_ptr<const Snapshot> snapshot_;  // null before Reload
  std::shared_ptr<const answer::ProfileSet> profiles_ = answer::ProfileSet::Shipped();
  answer::VisibleMentees visible_;
};

// One resource, answered here.
struct Answers {
  answer::CallContext context;

  auto operator()(const v1::GetMenteeRequest& request) const {
    return answer::GetMentee(request, context);
  }
  auto operator()(const v1::GetMenteeContactRequest& request) const {
    return answer::GetMenteeContact(request, context);
  }
  auto operator()(const v1::GetVacancyRequest& request) const {
    return answer::GetVacancy(request, context);
  }
  auto operator()(const v1::GetEmployerRequest& request) const {
    return answer::GetEmployer(request, context);
  }
  auto operator()(const v1::GetMentorRequest& request) const {
    return answer::GetMentor(request, context);
  }
  auto operator()(const v1::GetOfferRequest& request) const {
    return answer::GetOffer(request, context);
  }
  auto operator()(const v1::GetProfileRequest& request) const {
    return answer::GetProfile(request, context);
  }
  auto operator()(const v1::DeleteMenteeRequest& request) const {
    return answer::DeleteMentee(request, context);
  }
  auto operator()(const v1::DeleteVacancyRequest& request) const {
    return answer::DeleteVacancy(request, context);
  }
  auto operator()(const v1::DeleteEmployerRequest& request) const {
    return answer::DeleteEmployer(request, context);
  }
  auto operator()(const v1::DeleteMentorRequest& request) const {
    return answer::DeleteMentor(request, context);
  }
  auto operator()(const v1::DeleteOfferRequest& request) const {
    return answer::DeleteOffer(request, context);
  }
};

class LocalSource final : public Source {
 public:
  LocalSource(std::unique_ptr<Repository> repository, LocalSettings settings)
      : backend_(std::move(repository), settings.tables), settings_(std::move(settings)) {}

  absl::StatusOr<v1::RankVacanciesResponse> Ask(const v1::RankVacanciesRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::RankVacancies(request, context);
  }
  absl::StatusOr<v1::RankMenteesResponse> Ask(const v1::RankMenteesRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::RankMentees(request, context);
  }
  absl::StatusOr<v1::ExplainMatchResponse> Ask(const v1::ExplainMatchRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::ExplainMatch(request, context);
  }
  absl::StatusOr<v1::ExplainAbsenceResponse> Ask(
      const v1::ExplainAbsenceRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::ExplainAbsence(request, context);
  }
  absl::StatusOr<v1::FindCheapestWayResponse> Ask(
      const v1::FindCheapestWayRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::FindCheapestWay(request, context);
  }
  absl::StatusOr<v1::AnalyzeStabilityResponse> Ask(
      const v1::AnalyzeStabilityRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::AnalyzeStability(request, context);
  }
  absl::StatusOr<v1::AnalyzeUnknownsResponse> Ask(
      const v1::AnalyzeUnknownsRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::AnalyzeUnknowns(request, context);
  }
  absl::StatusOr<v1::RankByFirstDayResponse> Ask(
      const v1::RankByFirstDayRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::RankByFirstDay(request, context);
  }
  absl::StatusOr<v1::AnalyzeStepsResponse> Ask(const v1::AnalyzeStepsRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::AnalyzeSteps(request, context, CallContext());
  }
  absl::StatusOr<v1::AnalyzeRelaxationsResponse> Ask(
      const v1::AnalyzeRelaxationsRequest& request) override {
    PASSUNG_ASSIGN_OR_RETURN(const auto context, MatchContext());
    return answer::AnalyzeRelaxations(request, context);
  }
  absl::StatusOr<v1::ListMenteesResponse> Ask(const v1::ListMenteesRequest& request) override {
    return answer::ListMentees(request, CallContext());
  }
  absl::StatusOr<v1::ListVacanciesResponse> Ask(const v1::ListVacanciesRequest& request) override {
    return answer::ListVacancies(request, CallContext());
  }
  absl::StatusOr<v1::BatchGetVacanciesResponse> Ask(
      const v1::BatchGetVacanciesRequest& request) override {
    return answer::BatchGetVacancies(request, CallContext());
  }
  absl::StatusOr<v1::ListEmployersResponse> Ask(const v1::ListEmployersRequest& request) override {
    return answer::ListEmployers(request, CallContext());
  }
  absl::StatusOr<v1::ListMentorsResponse> Ask(const v1::ListMentorsRequest& request) override {
    return answer::ListMentors(request, CallContext());
  }
  absl::StatusOr<v1::ListOffersResponse> Ask(const v1::ListOffersRequest& request) override {
    return answer::ListOffers(request, CallContext());
  }
  absl::StatusOr<v1::SuggestOffersResponse> Ask(const v1::SuggestOffersRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::SuggestOffers(request, CallContext());
  }
  absl::StatusOr<v1::ListOfferGapsResponse> Ask(const v1::ListOfferGapsRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::ListOfferGaps(request, CallContext());
  }
  absl::StatusOr<v1::ListFollowUpsResponse> Ask(const v1::ListFollowUpsRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::ListFollowUps(request, CallContext());
  }
  absl::StatusOr<v1::RankMentorsResponse> Ask(const v1::RankMentorsRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::RankMentors(request, CallContext());
  }
  absl::StatusOr<v1::ListStumblingBlocksResponse> Ask(
      const v1::ListStumblingBlocksRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::ListStumblingBlocks(request, CallContext());
  }
  absl::StatusOr<v1::ReportAdequacyResponse> Ask(
      const v1::ReportAdequacyRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::ReportAdequacy(request, CallContext());
  }
  absl::StatusOr<v1::ListUnmatchedMenteesResponse> Ask(
      const v1::ListUnmatchedMenteesRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::ListUnmatchedMentees(request, CallContext());
  }
  absl::StatusOr<v1::ListEmployersToCallResponse> Ask(
      const v1::ListEmployersToCallRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::ListEmployersToCall(request, CallContext());
  }
  absl::StatusOr<v1::PlanCoursesResponse> Ask(const v1::PlanCoursesRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::PlanCourses(request, CallContext());
  }
  absl::StatusOr<v1::SolveAssignmentResponse> Ask(
      const v1::SolveAssignmentRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::SolveAssignment(request, CallContext());
  }
  absl::StatusOr<v1::ReportProgrammeResponse> Ask(
      const v1::ReportProgrammeRequest& request) override {
    return answer::ReportProgramme(request, CallContext());
  }
  absl::StatusOr<v1::ReportWhatWorkedResponse> Ask(
      const v1::ReportWhatWorkedRequest& request) override {
    return answer::ReportWhatWorked(request, CallContext());
  }
  absl::StatusOr<v1::Outcome> Ask(const v1::RecordOutcomeRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::RecordOutcome(request, CallContext());
  }
  absl::StatusOr<v1::BatchRecordOutcomesResponse> Ask(
      const v1::BatchRecordOutcomesRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::RecordAllOutcomes(request, CallContext());
  }
  absl::StatusOr<v1::ListOutcomesResponse> Ask(const v1::ListOutcomesRequest& request) override {
    return answer::ListOutcomes(request, CallContext());
  }
  absl::StatusOr<google::protobuf::Empty> Ask(const v1::DeleteOutcomeRequest& request) override {
    return answer::DeleteOutcome(request, CallContext());
  }
  absl::StatusOr<v1::Pin> Ask(const v1::SetPinRequest& request) override {
    return answer::SetPin(request, CallContext());
  }
  absl::StatusOr<v1::ListPinsResponse> Ask(const v1::ListPinsRequest& request) override {
    return answer::ListPins(request, CallContext());
  }
  absl::StatusOr<google::protobuf::Empty> Ask(const v1::DeletePinRequest& request) override {
    return answer::DeletePin(request, CallContext());
  }
  absl::StatusOr<v1::PreviewProfileResponse> Ask(
      const v1::PreviewProfileRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::PreviewProfile(request, CallContext());
  }
  absl::StatusOr<v1::EvaluateProfileResponse> Ask(
      const v1::EvaluateProfileRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::EvaluateProfile(request, CallContext());
  }
  absl::StatusOr<v1::TuneProfileResponse> Ask(const v1::TuneProfileRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    return answer::TuneProfile(request, CallContext());
  }
  absl::StatusOr<v1::ListProfilesResponse> Ask(const v1::ListProfilesRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(backend_.ReloadProfiles());
    return answer::ListProfiles(request, CallContext());
  }
  absl::StatusOr<v1::ProfileVersion> Ask(const v1::CreateProfileVersionRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(backend_.ReloadProfiles());
    return answer::CreateProfileVersion(request, CallContext());
  }
  absl::StatusOr<v1::ProfileVersion> Ask(const v1::ActivateProfileRequest& request) override {
    PASSUNG_RETURN_IF_ERROR(backend_.ReloadProfiles());
    return answer::ActivateProfile(request, CallContext());
  }
  absl::StatusOr<v1::ReplayAnswerResponse> Ask(
      const v1::ReplayAnswerRequest& /*request*/) override {
    return absl::FailedPreconditionError("a database alone has no log of answers: --server has");
  }
  absl::StatusOr<v1::BackUpResponse> Ask(const v1::BackUpRequest& /*request*/) override {
    return absl::FailedPreconditionError("a database file is backed up by --db and --to");
  }
  absl::StatusOr<Resource> Get(const std::string& name) override {
    PASSUNG_RETURN_IF_ERROR(backend_.ReloadProfiles());
    return GetResource(name, Answers{CallContext()});
  }
  absl::Status Delete(const std::string& name, bool validate_only) override {
    return DeleteResource(name, validate_only, Answers{CallContext()});
  }

  absl::StatusOr<std::shared_ptr<const Knowledge>> LoadKnowledge() override {
    PASSUNG_ASSIGN_OR_RETURN(const ClassificationRows rows,
                             backend_.repository().ReadClassification());
    return Knowledge::Create(backend_.tables(), rows);
  }

 private:
  answer::CallContext CallContext() {
    return {.backend = backend_,
            .now = {absl::ToUnixSeconds(absl::Now())},
            .today = settings_.today,
            .caller = {},
            .page_key = answer::kOwnDataKey,
            .threads = settings_.threads};
  }

  absl::Status NeedSnapshot() {
    return backend_.snapshot() == nullptr ? backend_.Reload() : absl::OkStatus();
  }

  absl::StatusOr<answer::MatchContext> MatchContext() {
    PASSUNG_RETURN_IF_ERROR(NeedSnapshot());
    answer::MatchContext context = answer::MatchContextOf(CallContext());
    context.profile = settings_.profile ? &*settings_.profile : nullptr;
    return context;
  }

  FileBackend backend_;
  LocalSettings settings_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Repository>> OpenStored(const std::string& path) {
  // Opening would create it, and a misspelt name would look like an empty market.
  std::error_code ignored;
  if (!IsDatabaseServer(path) && !std::filesystem::exists(path, ignored)) {
    return absl::NotFoundError(absl::StrCat(
        "--db: there is no file \"", path,
        "\"; `passung market --db FILE` or `passung import --db FILE` makes a database"));
  }
  return OpenRepository(DatabaseUrl(path));
}

absl::StatusOr<std::unique_ptr<Source>> OpenDatabase(const std::string& path,
                                                     LocalSettings settings) {
  PASSUNG_ASSIGN_OR_RETURN(auto repository, OpenStored(path));
  return std::make_unique<LocalSource>(std::move(repository), std::move(settings));
}

namespace {

// Options that would have no effect are not taken.
absl::Status CheckNoAccess(const ServerAccess& access) {
  for (const auto& [option, value] :
       {std::pair("--ca", &access.ca), std::pair("--cert", &access.certificate),
        std::pair("--key", &access.key), std::pair("--token-file", &access.token_file),
        std::pair("--purpose", &access.purpose)}) {
    if (!value->empty()) return UsageError(absl::StrCat(option, ": works with --server only"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Source>> OpenSource(const SourceOptions& options,
                                                   LocalSettings settings) {
  if (options.server.address.empty()) {
    PASSUNG_RETURN_IF_ERROR(CheckNoAccess(options.server));
    if (!options.data.empty()) {
      PASSUNG_ASSIGN_OR_RETURN(settings.tables, answer::ReadDataFolder(options.data));
    }
    return OpenDatabase(options.db, std::move(settings));
  }
  if (!options.data.empty()) {
    return UsageError("--data works with --db only: a server is given its own tables");
  }
  if (settings.profile) {
    return UsageError("--profile-file works with --db only: a server knows its own profiles");
  }
  return ConnectServer(options.server);
}

}  // namespace passung::cli
