#ifndef PASSUNG_SERVER_GRPC_CATALOG_SERVICE_H_
#define PASSUNG_SERVER_GRPC_CATALOG_SERVICE_H_

#include "passung/v1/catalog_service.grpc.pb.h"
#include "server/catalog.h"
#include "server/grpc/request_log.h"

namespace passung::server {

// Reads and writes mentees and vacancies. A write is answered when it is durable and the next
// question sees it. Thread-safe.
class CatalogServiceImpl final : public v1::CatalogService::Service {
 public:
  // The referents outlive it.
  CatalogServiceImpl(Catalog& catalog, RequestLog& log) : catalog_(catalog), log_(log) {}

  grpc::Status GetMentee(grpc::ServerContext* context, const v1::GetMenteeRequest* request,
                         v1::Mentee* response) override;
  grpc::Status ListMentees(grpc::ServerContext* context, const v1::ListMenteesRequest* request,
                           v1::ListMenteesResponse* response) override;
  grpc::Status BatchUpsertMentees(grpc::ServerContext* context,
                                  const v1::BatchUpsertMenteesRequest* request,
                                  v1::BatchUpsertMenteesResponse* response) override;
  grpc::Status GetVacancy(grpc::ServerContext* context, const v1::GetVacancyRequest* request,
                          v1::Vacancy* response) override;
  grpc::Status ListVacancies(grpc::ServerContext* context, const v1::ListVacanciesRequest* request,
                             v1::ListVacanciesResponse* response) override;
  grpc::Status BatchUpsertVacancies(grpc::ServerContext* context,
                                    const v1::BatchUpsertVacanciesRequest* request,
                                    v1::BatchUpsertVacanciesResponse* response) override;

 private:
  Catalog& catalog_;
  RequestLog& log_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_CATALOG_SERVICE_H_
