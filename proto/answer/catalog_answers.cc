#include "proto/answer/catalog_answers.h"

#include <string>
#include <utility>

#include "engine/base/status_macros.h"
#include "proto/answer/page_token.h"
#include "proto/wire/field_error.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vacancy_wire.h"

namespace passung::answer {

absl::StatusOr<v1::Mentee> GetMentee(const v1::GetMenteeRequest& request,
                                     const Repository& repository) {
  const auto id = wire::ParseMenteeName(request.name());
  if (!id.ok()) return wire::UnderField("name", id.status());
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, repository.GetMentee(*id));
  return wire::ToProto(mentee);
}

absl::StatusOr<v1::Vacancy> GetVacancy(const v1::GetVacancyRequest& request,
                                       const Repository& repository) {
  const auto id = wire::ParseVacancyName(request.name());
  if (!id.ok()) return wire::UnderField("name", id.status());
  PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, repository.GetVacancy(*id));
  return wire::ToProto(vacancy);
}

absl::StatusOr<v1::ListMenteesResponse> ListMentees(const v1::ListMenteesRequest& request,
                                                    const Repository& repository) {
  PASSUNG_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  PASSUNG_ASSIGN_OR_RETURN(const std::string after,
                           ParsePageToken(wire::kMentees, request.page_token()));
  PASSUNG_ASSIGN_OR_RETURN(const Page<Mentee> page, repository.ListMentees(after, size));
  v1::ListMenteesResponse response;
  for (const Mentee& mentee : page.items) *response.add_mentees() = wire::ToProto(mentee);
  response.set_next_page_token(MakePageToken(wire::kMentees, page.next_key));
  return response;
}

absl::StatusOr<v1::ListVacanciesResponse> ListVacancies(const v1::ListVacanciesRequest& request,
                                                        const Repository& repository) {
  PASSUNG_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  PASSUNG_ASSIGN_OR_RETURN(const std::string after,
                           ParsePageToken(wire::kVacancies, request.page_token()));
  PASSUNG_ASSIGN_OR_RETURN(const Page<Vacancy> page, repository.ListVacancies(after, size));
  v1::ListVacanciesResponse response;
  for (const Vacancy& vacancy : page.items) *response.add_vacancies() = wire::ToProto(vacancy);
  response.set_next_page_token(MakePageToken(wire::kVacancies, page.next_key));
  return response;
}

}  // namespace passung::answer
