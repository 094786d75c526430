#include "server/method/match_methods.h"

#include <utility>

#include "passung/v1/match_service.pb.h"
#include "proto/answer/batch_ranking.h"
#include "proto/answer/match_answers.h"
#include "server/method/answer_methods.h"

namespace passung::server {
namespace {

// One thread a question: under load, threads per question would only take turns.
answer::MatchContext MatchContextOf(const CallContext& context) {
  return answer::MatchContextOf(AnswerContextOf(context));
}

absl::StatusOr<v1::RankVacanciesResponse> RankVacancies(const v1::RankVacanciesRequest& request,
                                                        CallContext& context) {
  return answer::RankVacancies(request, MatchContextOf(context));
}

absl::StatusOr<v1::RankMenteesResponse> RankMentees(const v1::RankMenteesRequest& request,
                                                    CallContext& context) {
  return answer::RankMentees(request, MatchContextOf(context));
}

absl::StatusOr<v1::ExplainMatchResponse> ExplainMatch(const v1::ExplainMatchRequest& request,
                                                      CallContext& context) {
  return answer::ExplainMatch(request, MatchContextOf(context));
}

class BatchProducer final : public Producer<v1::BatchRankVacanciesResponse> {
 public:
  explicit BatchProducer(std::unique_ptr<answer::BatchRanking> ranking)
      : ranking_(std::move(ranking)) {}
  absl::StatusOr<std::optional<v1::BatchRankVacanciesResponse>> Next() override {
    return ranking_->Next();
  }

 private:
  std::unique_ptr<answer::BatchRanking> ranking_;
};

absl::StatusOr<std::unique_ptr<Producer<v1::BatchRankVacanciesResponse>>> BatchRankVacancies(
    const v1::BatchRankVacanciesRequest& request, CallContext& context) {
  auto ranking = answer::BatchRanking::Start(request, MatchContextOf(context),
                                             context.services.catalog.repository());
  if (!ranking.ok()) return ranking.status();
  return std::make_unique<BatchProducer>(*std::move(ranking));
}

}  // namespace

BoundFile MatchMethods() {
  return {.file = v1::RankVacanciesRequest::descriptor()->file(),
          .bindings = {
              {"passung.v1.MatchService.RankVacancies", Unary(RankVacancies)},
              {"passung.v1.MatchService.RankMentees", Unary(RankMentees)},
              {"passung.v1.MatchService.ExplainMatch", Unary(ExplainMatch)},
              {"passung.v1.MatchService.BatchRankVacancies", ServerStream(BatchRankVacancies)},
          }};
}

}  // namespace passung::server
