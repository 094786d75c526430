#include "server/grpc/catalog_service.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "proto/answer/catalog_answers.h"
#include "proto/wire/result_wire.h"
#include "server/grpc/call.h"

namespace passung::server {
namespace {

void Put(std::vector<Mentee> rows, WriteBatch& batch) { batch.upsert_mentees = std::move(rows); }
void Put(std::vector<Vacancy> rows, WriteBatch& batch) { batch.upsert_vacancies = std::move(rows); }

template <class Response, class Request>
absl::StatusOr<Response> Upsert(const Request& request, Catalog& catalog) {
  PASSUNG_ASSIGN_OR_RETURN(auto judged, answer::Judge(request, catalog.snapshot()->knowledge()));
  Response response;
  *response.mutable_report() = wire::ToProto(judged.report);
  if (request.validate_only() || judged.rows.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, catalog.repository().revision());
    response.set_revision(revision);
    return response;
  }
  WriteBatch batch;
  Put(std::move(judged.rows), batch);
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, catalog.Write(batch));
  response.set_revision(revision);
  return response;
}

}  // namespace

grpc::Status CatalogServiceImpl::GetMentee(grpc::ServerContext* context,
                                           const v1::GetMenteeRequest* request,
                                           v1::Mentee* response) {
  return RunCall("passung.v1.CatalogService/GetMentee", *context, log_, *response,
                 [&] { return answer::GetMentee(*request, catalog_.repository()); });
}

grpc::Status CatalogServiceImpl::ListMentees(grpc::ServerContext* context,
                                             const v1::ListMenteesRequest* request,
                                             v1::ListMenteesResponse* response) {
  return RunCall("passung.v1.CatalogService/ListMentees", *context, log_, *response,
                 [&] { return answer::ListMentees(*request, catalog_.repository()); });
}

grpc::Status CatalogServiceImpl::BatchUpsertMentees(grpc::ServerContext* context,
                                                    const v1::BatchUpsertMenteesRequest* request,
                                                    v1::BatchUpsertMenteesResponse* response) {
  return RunCall("passung.v1.CatalogService/BatchUpsertMentees", *context, log_, *response,
                 [&] { return Upsert<v1::BatchUpsertMenteesResponse>(*request, catalog_); });
}

grpc::Status CatalogServiceImpl::GetVacancy(grpc::ServerContext* context,
                                            const v1::GetVacancyRequest* request,
                                            v1::Vacancy* response) {
  return RunCall("passung.v1.CatalogService/GetVacancy", *context, log_, *response,
                 [&] { return answer::GetVacancy(*request, catalog_.repository()); });
}

grpc::Status CatalogServiceImpl::ListVacancies(grpc::ServerContext* context,
                                               const v1::ListVacanciesRequest* request,
                                               v1::ListVacanciesResponse* response) {
  return RunCall("passung.v1.CatalogService/ListVacancies", *context, log_, *response,
                 [&] { return answer::ListVacancies(*request, catalog_.repository()); });
}

grpc::Status CatalogServiceImpl::BatchUpsertVacancies(
    grpc::ServerContext* context, const v1::BatchUpsertVacanciesRequest* request,
    v1::BatchUpsertVacanciesResponse* response) {
  return RunCall("passung.v1.CatalogService/BatchUpsertVacancies", *context, log_, *response,
                 [&] { return Upsert<v1::BatchUpsertVacanciesResponse>(*request, catalog_); });
}

}  // namespace passung::server
