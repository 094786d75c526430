#include "proto/answer/answer_again.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"
#include "proto/answer/analysis_answers.h"
#include "proto/answer/insight_answers.h"
#include "proto/answer/match_answers.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

using MessagePtr = std::unique_ptr<google::protobuf::Message>;
using Again = absl::StatusOr<MessagePtr> (*)(const Question&, const CallContext&);

// The request with its person in it again.
template <class Request>
absl::StatusOr<Request> RequestOf(const Question& question) {
  Request request;
  if (!question.request.UnpackTo(&request)) {
    return absl::DataLossError(
        absl::StrCat("the log has no request of ", question.method, " in the entry"));
  }
  if constexpr (requires { request.mutable_inline_mentee(); }) {
    if (question.described != nullptr) {
      *request.mutable_inline_mentee() = *question.described;
    } else if (!question.mentee.empty()) {
      request.set_mentee(question.mentee);
    }
  }
  return request;
}

template <auto kFunction>
struct Repeated;
template <class Request, class Response,
          absl::StatusOr<Response> (*kFunction)(const Request&, const MatchContext&)>
struct Repeated<kFunction> {
  static absl::StatusOr<MessagePtr> Ask(const Question& question, const CallContext& context) {
    PASSUNG_ASSIGN_OR_RETURN(const Request request, RequestOf<Request>(question));
    PASSUNG_ASSIGN_OR_RETURN(Response response, kFunction(request, MatchContextOf(context)));
    return std::make_unique<Response>(std::move(response));
  }
};

absl::StatusOr<v1::AnalyzeStepsResponse> StepsOf(const v1::AnalyzeStepsRequest& request,
                                                 const CallContext& context) {
  return AnalyzeSteps(request, MatchContextOf(context), context);
}

absl::StatusOr<MessagePtr> AskSteps(const Question& question, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto request, RequestOf<v1::AnalyzeStepsRequest>(question));
  PASSUNG_ASSIGN_OR_RETURN(auto response, StepsOf(request, context));
  return std::make_unique<v1::AnalyzeStepsResponse>(std::move(response));
}

// Those that are answered from rows with a history alone. What reports count of outcomes has none.
const std::map<absl::string_view, Again>& Methods() {
  static const auto& methods = *new std::map<absl::string_view, Again>{
      {"RankVacancies", Repeated<RankVacancies>::Ask},
      {"BatchRankVacancies", Repeated<RankVacancies>::Ask},
      {"RankMentees", Repeated<RankMentees>::Ask},
      {"ExplainMatch", Repeated<ExplainMatch>::Ask},
      {"ExplainAbsence", Repeated<ExplainAbsence>::Ask},
      {"FindCheapestWay", Repeated<FindCheapestWay>::Ask},
      {"AnalyzeStability", Repeated<AnalyzeStability>::Ask},
      {"AnalyzeUnknowns", Repeated<AnalyzeUnknowns>::Ask},
      {"RankByFirstDay", Repeated<RankByFirstDay>::Ask},
      {"AnalyzeRelaxations", Repeated<AnalyzeRelaxations>::Ask},
      {"AnalyzeSteps", AskSteps},
  };
  return methods;
}

}  // namespace

absl::StatusOr<MessagePtr> AnswerAgain(const Question& question, const CallContext& context) {
  absl::string_view name = question.method;
  if (absl::ConsumePrefix(&name, "passung.v1.MatchService/")) {
    const auto found = Methods().find(name);
    if (found != Methods().end()) return found->second(question, context);
  }
  return wire::WithReason(absl::FailedPreconditionError(
                              absl::StrCat("answers of ", question.method, " are not given again")),
                          "NOT_REPLAYABLE");
}

}  // namespace passung::answer
