#include "server/method/match_methods.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "engine/base/status_macros.h"
#include "passung/v1/match_service.pb.h"
#include "proto/answer/analysis_answers.h"
#include "proto/answer/batch_ranking.h"
#include "proto/answer/insight_answers.h"
#include "proto/answer/keyed_code.h"
#include "proto/answer/match_answers.h"
#include "proto/answer/offer_answers.h"
#include "proto/answer/watch_answers.h"
#include "proto/wire/rpc_status.h"
#include "server/method/answer_methods.h"

namespace passung::server {
namespace {

// One thread a question: under load, threads per question would only take turns.
answer::MatchContext MatchContextOf(const CallContext& context) {
  return answer::MatchContextOf(AnswerContextOf(context));
}

// Other systems get what the engine says, and whoever tries the server out (--dev) what people see.
bool IsPerson(const Principal& principal) {
  return principal.open || absl::StartsWith(principal.id, "person/");
}

// The order of a person's lists stays the same for a day, however often they are looked at, and on all servers with one
// page key. Made from the pseudonym: once that is purged nobody can tell from the log whose order it was.
answer::Exploring ExploringFor(const CallContext& context) {
  const Services& services = context.services;
  if (services.exploration_width == 0 || context.visit == nullptr || !IsPerson(context.principal)) {
    return {};
  }
  return {.width = services.exploration_width,
          .first_places = services.exploration_first_places,
          .seed = [&context](const MenteeId& mentee, Date day) -> absl::StatusOr<uint64_t> {
            PASSUNG_ASSIGN_OR_RETURN(const std::string pseudonym,
                                     context.visit->PseudonymOf(mentee));
            return answer::KeyedNumber(context.services.page_key,
                                       {"near ties", pseudonym, day.ToString()});
          }};
}

absl::StatusOr<Encoded<v1::RankVacanciesResponse>> RankVacancies(
    const v1::RankVacanciesRequest& request, CallContext& context) {
  answer::MatchContext match = MatchContextOf(context);
  match.exploring = ExploringFor(context);
  PASSUNG_ASSIGN_OR_RETURN(std::string bytes, answer::EncodedRankVacancies(request, match));
  return Encoded<v1::RankVacanciesResponse>{std::move(bytes)};
}

absl::StatusOr<v1::RankMenteesResponse> RankMentees(const v1::RankMenteesRequest& request,
                                                    CallContext& context) {
  return answer::RankMentees(request, MatchContextOf(context));
}

absl::StatusOr<v1::ExplainMatchResponse> ExplainMatch(const v1::ExplainMatchRequest& request,
                                                      CallContext& context) {
  return answer::ExplainMatch(request, MatchContextOf(context));
}

absl::StatusOr<v1::ExplainAbsenceResponse> ExplainAbsence(const v1::ExplainAbsenceRequest& request,
                                                          CallContext& context) {
  return answer::ExplainAbsence(request, MatchContextOf(context));
}

absl::StatusOr<v1::FindCheapestWayResponse> FindCheapestWay(
    const v1::FindCheapestWayRequest& request, CallContext& context) {
  return answer::FindCheapestWay(request, MatchContextOf(context));
}

absl::StatusOr<v1::AnalyzeStabilityResponse> AnalyzeStability(
    const v1::AnalyzeStabilityRequest& request, CallContext& context) {
  return answer::AnalyzeStability(request, MatchContextOf(context));
}

absl::StatusOr<v1::AnalyzeUnknownsResponse> AnalyzeUnknowns(
    const v1::AnalyzeUnknownsRequest& request, CallContext& context) {
  return answer::AnalyzeUnknowns(request, MatchContextOf(context));
}

absl::StatusOr<v1::RankByFirstDayResponse> RankByFirstDay(const v1::RankByFirstDayRequest& request,
                                                          CallContext& context) {
  return answer::RankByFirstDay(request, MatchContextOf(context));
}

absl::StatusOr<v1::AnalyzeStepsResponse> AnalyzeSteps(const v1::AnalyzeStepsRequest& request,
                                                      CallContext& context) {
  const answer::CallContext call = AnswerContextOf(context);
  return answer::AnalyzeSteps(request, answer::MatchContextOf(call), call);
}

absl::StatusOr<v1::AnalyzeRelaxationsResponse> AnalyzeRelaxations(
    const v1::AnalyzeRelaxationsRequest& request, CallContext& context) {
  return answer::AnalyzeRelaxations(request, MatchContextOf(context));
}

using EncodedBatchAnswer = Encoded<v1::BatchRankVacanciesResponse>;

class BatchProducer final : public Producer<EncodedBatchAnswer> {
 public:
  explicit BatchProducer(std::unique_ptr<answer::BatchRanking> ranking)
      : ranking_(std::move(ranking)) {}
  absl::StatusOr<std::optional<EncodedBatchAnswer>> Next() override {
    PASSUNG_ASSIGN_OR_RETURN(std::optional<std::string> bytes, ranking_->Next());
    if (!bytes) return std::nullopt;
    return EncodedBatchAnswer{*std::move(bytes)};
  }
  bool TakesHelp() const override { return true; }
  bool Help() override { return ranking_->WorkAhead(); }

 private:
  std::unique_ptr<answer::BatchRanking> ranking_;
};

absl::StatusOr<std::unique_ptr<Producer<EncodedBatchAnswer>>> BatchRankVacancies(
    const v1::BatchRankVacanciesRequest& request, CallContext& context) {
  auto ranking = answer::BatchRanking::Start(request, MatchContextOf(context),
                                             context.services.catalog.repository());
  if (!ranking.ok()) return ranking.status();
  return std::make_unique<BatchProducer>(*std::move(ranking));
}

// So long nothing is said where there is nothing to say: clients and what lies in between end connections
// that are silent for a minute.
constexpr std::chrono::seconds kLongestSilence(20);

class AlertProducer final : public Producer<v1::WatchMatchesResponse> {
 public:
  AlertProducer(std::unique_ptr<answer::AlertStream> alerts, bool end_when_current,
                CallContext& context)
      : alerts_(std::move(alerts)), end_when_current_(end_when_current), context_(context) {}

  absl::StatusOr<std::optional<v1::WatchMatchesResponse>> Next() override {
    if (context_.stopping) {
      return wire::WithReason(
          absl::UnavailableError("the server stops; go on with resume_after, here or elsewhere"),
          "STOPPING");
    }
    PASSUNG_ASSIGN_OR_RETURN(auto told, alerts_->Next(AnswerContextOf(context_)));
    const bool silent = last_ && (end_when_current_ || Clock::now() - *last_ < kLongestSilence);
    if (!told && silent) return std::nullopt;
    last_ = Clock::now();
    return told ? std::move(told) : alerts_->NothingNew();
  }
  bool IsWaiting() const override { return !end_when_current_; }

 private:
  const std::unique_ptr<answer::AlertStream> alerts_;
  const bool end_when_current_;
  CallContext& context_;
  std::optional<Clock::time_point> last_;  // message
};

absl::StatusOr<std::unique_ptr<Producer<v1::WatchMatchesResponse>>> WatchMatches(
    const v1::WatchMatchesRequest& request, CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(auto alerts,
                           answer::AlertStream::Start(request, AnswerContextOf(context)));
  return std::make_unique<AlertProducer>(std::move(alerts), request.end_when_current(), context);
}

}  // namespace

BoundFile MatchMethods() {
  return {.file = v1::RankVacanciesRequest::descriptor()->file(),
          .bindings = {
              {"passung.v1.MatchService.RankVacancies", Unary(RankVacancies)},
              {"passung.v1.MatchService.RankMentees", Unary(RankMentees)},
              {"passung.v1.MatchService.RankMentors", Unary(Answered<answer::RankMentors>::Call)},
              {"passung.v1.MatchService.ExplainMatch", Unary(ExplainMatch)},
              {"passung.v1.MatchService.ExplainAbsence", Unary(ExplainAbsence)},
              {"passung.v1.MatchService.FindCheapestWay", Unary(FindCheapestWay)},
              {"passung.v1.MatchService.AnalyzeStability", Unary(AnalyzeStability)},
              {"passung.v1.MatchService.AnalyzeUnknowns", Unary(AnalyzeUnknowns)},
              {"passung.v1.MatchService.RankByFirstDay", Unary(RankByFirstDay)},
              {"passung.v1.MatchService.AnalyzeSteps", Unary(AnalyzeSteps)},
              {"passung.v1.MatchService.AnalyzeRelaxations", Unary(AnalyzeRelaxations)},
              {"passung.v1.MatchService.BatchRankVacancies", ServerStream(BatchRankVacancies)},
              {"passung.v1.MatchService.WatchMatches", ServerStream(WatchMatches)},
          }};
}

}  // namespace passung::server
