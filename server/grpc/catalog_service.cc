#include "server/grpc/catalog_service.h"

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "proto/answer/batch_upsert.h"
#include "proto/answer/catalog_answers.h"
#include "proto/answer/today.h"
#include "server/grpc/call.h"

namespace passung::server {
namespace {

// Pages of a server that anybody on this machine may ask anything need no secret.
constexpr char kDevelopmentKey[] = "development";

answer::CallContext CallContextOf(Catalog& catalog) {
  return {.backend = catalog,
          .now = {absl::ToUnixSeconds(absl::Now())},
          .today = answer::TodayInGermany(),
          .caller = {},
          .page_key = kDevelopmentKey};
}

}  // namespace

grpc::Status CatalogServiceImpl::GetMentee(grpc::ServerContext* context,
                                           const v1::GetMenteeRequest* request,
                                           v1::Mentee* response) {
  return RunCall("passung.v1.CatalogService/GetMentee", *context, log_, *response,
                 [&] { return answer::GetMentee(*request, CallContextOf(catalog_)); });
}

grpc::Status CatalogServiceImpl::ListMentees(grpc::ServerContext* context,
                                             const v1::ListMenteesRequest* request,
                                             v1::ListMenteesResponse* response) {
  return RunCall("passung.v1.CatalogService/ListMentees", *context, log_, *response,
                 [&] { return answer::ListMentees(*request, CallContextOf(catalog_)); });
}

grpc::Status CatalogServiceImpl::BatchUpsertMentees(grpc::ServerContext* context,
                                                    const v1::BatchUpsertMenteesRequest* request,
                                                    v1::BatchUpsertMenteesResponse* response) {
  return RunCall("passung.v1.CatalogService/BatchUpsertMentees", *context, log_, *response,
                 [&] { return answer::BatchUpsertMentees(*request, CallContextOf(catalog_)); });
}

grpc::Status CatalogServiceImpl::GetVacancy(grpc::ServerContext* context,
                                            const v1::GetVacancyRequest* request,
                                            v1::Vacancy* response) {
  return RunCall("passung.v1.CatalogService/GetVacancy", *context, log_, *response,
                 [&] { return answer::GetVacancy(*request, CallContextOf(catalog_)); });
}

grpc::Status CatalogServiceImpl::ListVacancies(grpc::ServerContext* context,
                                               const v1::ListVacanciesRequest* request,
                                               v1::ListVacanciesResponse* response) {
  return RunCall("passung.v1.CatalogService/ListVacancies", *context, log_, *response,
                 [&] { return answer::ListVacancies(*request, CallContextOf(catalog_)); });
}

grpc::Status CatalogServiceImpl::BatchUpsertVacancies(
    grpc::ServerContext* context, const v1::BatchUpsertVacanciesRequest* request,
    v1::BatchUpsertVacanciesResponse* response) {
  return RunCall("passung.v1.CatalogService/BatchUpsertVacancies", *context, log_, *response,
                 [&] { return answer::BatchUpsertVacancies(*request, CallContextOf(catalog_)); });
}

}  // namespace passung::server
