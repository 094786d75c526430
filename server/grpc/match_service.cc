#include "server/grpc/match_service.h"

#include "proto/answer/match_answers.h"
#include "server/grpc/call.h"

namespace passung::server {
namespace {

answer::MatchContext ContextOf(const Catalog& catalog, Date today) {
  answer::MatchContext context;
  context.snapshot = catalog.snapshot();
  context.today = today;
  context.profiles = catalog.profiles();
  context.records = &catalog.repository();
  return context;
}

}  // namespace

// One thread a question: under load, threads per question would only take turns.
grpc::Status MatchServiceImpl::RankVacancies(grpc::ServerContext* context,
                                             const v1::RankVacanciesRequest* request,
                                             v1::RankVacanciesResponse* response) {
  return RunCall("passung.v1.MatchService/RankVacancies", *context, log_, *response,
                 [&] { return answer::RankVacancies(*request, ContextOf(catalog_, today_())); });
}

grpc::Status MatchServiceImpl::RankMentees(grpc::ServerContext* context,
                                           const v1::RankMenteesRequest* request,
                                           v1::RankMenteesResponse* response) {
  return RunCall("passung.v1.MatchService/RankMentees", *context, log_, *response,
                 [&] { return answer::RankMentees(*request, ContextOf(catalog_, today_())); });
}

grpc::Status MatchServiceImpl::ExplainMatch(grpc::ServerContext* context,
                                            const v1::ExplainMatchRequest* request,
                                            v1::ExplainMatchResponse* response) {
  return RunCall("passung.v1.MatchService/ExplainMatch", *context, log_, *response,
                 [&] { return answer::ExplainMatch(*request, ContextOf(catalog_, today_())); });
}

}  // namespace passung::server
