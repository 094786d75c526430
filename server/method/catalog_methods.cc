#include "server/method/catalog_methods.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "passung/v1/catalog_service.pb.h"
#include "proto/answer/catalog_answers.h"
#include "proto/wire/result_wire.h"

namespace passung::server {
namespace {

void PutRows(std::vector<Mentee> rows, WriteBatch& batch) {
  batch.upsert_mentees = std::move(rows);
}
void PutRows(std::vector<Vacancy> rows, WriteBatch& batch) {
  batch.upsert_vacancies = std::move(rows);
}

template <class Request, class Response>
absl::StatusOr<Response> BatchUpsert(const Request& request, CallContext& context) {
  Catalog& catalog = context.services.catalog;
  PASSUNG_ASSIGN_OR_RETURN(auto judged, answer::Judge(request, catalog.snapshot()->knowledge()));
  Response response;
  *response.mutable_report() = wire::ToProto(judged.report);
  if (request.validate_only() || judged.rows.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, catalog.repository().revision());
    response.set_revision(revision);
    return response;
  }
  WriteBatch batch;
  PutRows(std::move(judged.rows), batch);
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, catalog.Write(batch));
  response.set_revision(revision);
  return response;
}

absl::StatusOr<v1::Mentee> GetMentee(const v1::GetMenteeRequest& request, CallContext& context) {
  return answer::GetMentee(request, context.services.catalog.repository());
}

absl::StatusOr<v1::ListMenteesResponse> ListMentees(const v1::ListMenteesRequest& request,
                                                    CallContext& context) {
  return answer::ListMentees(request, context.services.catalog.repository());
}

absl::StatusOr<v1::Vacancy> GetVacancy(const v1::GetVacancyRequest& request, CallContext& context) {
  return answer::GetVacancy(request, context.services.catalog.repository());
}

absl::StatusOr<v1::ListVacanciesResponse> ListVacancies(const v1::ListVacanciesRequest& request,
                                                        CallContext& context) {
  return answer::ListVacancies(request, context.services.catalog.repository());
}

}  // namespace

BoundFile CatalogMethods() {
  const auto upsert_mentees =
      BatchUpsert<v1::BatchUpsertMenteesRequest, v1::BatchUpsertMenteesResponse>;
  const auto upsert_vacancies =
      BatchUpsert<v1::BatchUpsertVacanciesRequest, v1::BatchUpsertVacanciesResponse>;
  return {.file = v1::GetMenteeRequest::descriptor()->file(),
          .bindings = {
              {"passung.v1.CatalogService.GetMentee", Unary(GetMentee)},
              {"passung.v1.CatalogService.ListMentees", Unary(ListMentees)},
              {"passung.v1.CatalogService.BatchUpsertMentees", Unary(upsert_mentees)},
              {"passung.v1.CatalogService.GetVacancy", Unary(GetVacancy)},
              {"passung.v1.CatalogService.ListVacancies", Unary(ListVacancies)},
              {"passung.v1.CatalogService.BatchUpsertVacancies", Unary(upsert_vacancies)},
          }};
}

}  // namespace passung::server
