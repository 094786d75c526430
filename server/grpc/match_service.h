#ifndef PASSUNG_SERVER_GRPC_MATCH_SERVICE_H_
#define PASSUNG_SERVER_GRPC_MATCH_SERVICE_H_

#include <functional>

#include "passung/date.h"
#include "passung/v1/match_service.grpc.pb.h"
#include "server/catalog.h"
#include "server/grpc/request_log.h"

namespace passung::server {

// The face of the engine. Decides nothing: every answer comes from proto/answer, as on the command
// line. Thread-safe.
class MatchServiceImpl final : public v1::MatchService::Service {
 public:
  // The referents outlive it.
  MatchServiceImpl(const Catalog& catalog, std::function<Date()> today, RequestLog& log)
      : catalog_(catalog), today_(std::move(today)), log_(log) {}

  grpc::Status RankVacancies(grpc::ServerContext* context, const v1::RankVacanciesRequest* request,
                             v1::RankVacanciesResponse* response) override;
  grpc::Status RankMentees(grpc::ServerContext* context, const v1::RankMenteesRequest* request,
                           v1::RankMenteesResponse* response) override;
  grpc::Status ExplainMatch(grpc::ServerContext* context, const v1::ExplainMatchRequest* request,
                            v1::ExplainMatchResponse* response) override;

 private:
  const Catalog& catalog_;
  std::function<Date()> today_;
  RequestLog& log_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_MATCH_SERVICE_H_
