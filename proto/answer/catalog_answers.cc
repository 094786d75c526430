#include "proto/answer/catalog_answers.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/answer/etag.h"
#include "proto/answer/field_mask.h"
#include "proto/answer/list_rows.h"
#include "proto/answer/views.h"
#include "proto/wire/field_error.h"
#include "proto/wire/resource_name.h"

namespace passung::answer {
namespace {

constexpr int kMostNamesTogether = 1000;

template <class Message, class Request>
absl::StatusOr<Message> GetPublic(const Request& request, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const auto id, ReadName<Message>(request.name()));
  PASSUNG_RETURN_IF_ERROR(CheckReadMask(request.read_mask(), *Message::descriptor()));
  PASSUNG_ASSIGN_OR_RETURN(const auto row, RowOf<Message>::Find(context.backend.repository(), id));
  Message message = ShowVersion<Message>(row, context);
  ApplyReadMask(request.read_mask(), message);
  return message;
}

// `add` gives the place of the next row in the response.
template <class Message, class Response, class Request>
absl::StatusOr<Response> ListPublic(const Request& request, const CallContext& context,
                                    Message* (Response::*add)()) {
  PASSUNG_RETURN_IF_ERROR(CheckReadMask(request.read_mask(), *Message::descriptor()));
  RowLister<Message> lister({.purpose = std::nullopt, .today = context.today}, context);
  PASSUNG_ASSIGN_OR_RETURN(const RowPage<Message> page, lister.List(request));
  Response response;
  for (const auto& row : page.rows) {
    Message& message = *(response.*add)();
    message = ShowVersion<Message>(row, context);
    ApplyReadMask(request.read_mask(), message);
  }
  response.set_next_page_token(page.next_page_token);
  response.set_snapshot_changed(page.snapshot_changed);
  return response;
}

absl::Status NamesFault(absl::string_view field, std::string description) {
  return wire::FieldErrorStatus(
      {{.field = std::string(field), .description = std::move(description)}});
}

// All of them, or the first fault.
absl::StatusOr<std::vector<VacancyId>> ReadNames(const v1::BatchGetVacanciesRequest& request) {
  const int count = request.names_size();
  if (count == 0 || count > kMostNamesTogether) {
    return NamesFault("names", absl::StrCat(count, " names; at least 1 and at most ",
                                            kMostNamesTogether, " are allowed"));
  }
  std::vector<VacancyId> ids;
  absl::flat_hash_map<std::string, int> first_at;
  for (int i = 0; i < count; ++i) {
    const std::string field = absl::StrCat("names[", i, "]");
    PASSUNG_ASSIGN_OR_RETURN(VacancyId id, ReadName<v1::Vacancy>(request.names(i), field));
    const auto [earlier, is_new] = first_at.emplace(id.value, i);
    if (!is_new) {
      return NamesFault(field, absl::StrCat("\"", request.names(i), "\" stands already in names[",
                                            earlier->second, "]"));
    }
    ids.push_back(std::move(id));
  }
  return ids;
}

v1::RowAge Shown(const RowAge& age) {
  v1::RowAge message;
  if (age.first) message.mutable_first_written()->set_seconds(age.first->seconds);
  if (age.present) message.mutable_last_written()->set_seconds(age.present->seconds);
  return message;
}

// NotFound: nothing was added.
absl::Status AddVacancy(const VacancyId& id, const google::protobuf::FieldMask& mask,
                        const CallContext& context, v1::BatchGetVacanciesResponse& response) {
  PASSUNG_ASSIGN_OR_RETURN(const Vacancy row, context.backend.repository().GetVacancy(id));
  PASSUNG_ASSIGN_OR_RETURN(const RowAge age, context.backend.repository().AgeOfVacancy(id));
  v1::Vacancy& message = *response.add_vacancies();
  message = ShowVersion<v1::Vacancy>(row, context);
  ApplyReadMask(mask, message);
  *response.add_ages() = Shown(age);
  return absl::OkStatus();
}

// One that is not there is named.
absl::Status AddIfThere(const VacancyId& id, const google::protobuf::FieldMask& mask,
                        const CallContext& context, v1::BatchGetVacanciesResponse& response) {
  const absl::Status added = AddVacancy(id, mask, context, response);
  if (!absl::IsNotFound(added)) return added;
  response.add_missing(wire::ResourceName(id));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::Mentee> GetMentee(const v1::GetMenteeRequest& request,
                                     const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId id, ReadName<v1::Mentee>(request.name()));
  PASSUNG_RETURN_IF_ERROR(CheckView(request.view()));
  PASSUNG_RETURN_IF_ERROR(CheckReadMask(request.read_mask(), *v1::Mentee::descriptor()));
  const v1::View view = ViewOr(request.view(), v1::VIEW_FULL, request.purpose());
  PASSUNG_ASSIGN_OR_RETURN(const Look look,
                           LookOf(request.purpose(), view, context.today, context.caller));
  const Repository& repository = context.backend.repository();
  // First: whether somebody is there is not for everybody to know.
  PASSUNG_RETURN_IF_ERROR(
      CheckStoredLook(repository, id, {.purpose = std::nullopt, .today = {}}, context.caller));
  PASSUNG_ASSIGN_OR_RETURN(const StoredMentee row, RowOf<v1::Mentee>::Find(repository, id));
  PASSUNG_RETURN_IF_ERROR(CheckLook(row.record ? &*row.record : nullptr, look, context.caller));
  v1::Mentee message = ShowVersion<v1::Mentee>(row, context);
  ApplyView(view, message);
  ApplyReadMask(request.read_mask(), message);
  return message;
}

absl::StatusOr<v1::ListMenteesResponse> ListMentees(const v1::ListMenteesRequest& request,
                                                    const CallContext& context) {
  PASSUNG_RETURN_IF_ERROR(CheckView(request.view()));
  const v1::View view = ViewOr(request.view(), v1::VIEW_BASIC, request.purpose());
  PASSUNG_ASSIGN_OR_RETURN(const Look look,
                           LookOf(request.purpose(), view, context.today, context.caller));
  PASSUNG_RETURN_IF_ERROR(CheckReadMask(request.read_mask(), *v1::Mentee::descriptor()));
  RowLister<v1::Mentee> lister(look, context);
  PASSUNG_ASSIGN_OR_RETURN(const RowPage<v1::Mentee> page, lister.List(request));
  v1::ListMenteesResponse response;
  for (const StoredMentee& row : page.rows) {
    v1::Mentee& message = *response.add_mentees();
    message = ShowVersion<v1::Mentee>(row, context);
    ApplyView(view, message);
    ApplyReadMask(request.read_mask(), message);
  }
  response.set_next_page_token(page.next_page_token);
  response.set_snapshot_changed(page.snapshot_changed);
  return response;
}

absl::StatusOr<v1::Vacancy> GetVacancy(const v1::GetVacancyRequest& request,
                                       const CallContext& context) {
  return GetPublic<v1::Vacancy>(request, context);
}
absl::StatusOr<v1::BatchGetVacanciesResponse> BatchGetVacancies(
    const v1::BatchGetVacanciesRequest& request, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<VacancyId> ids, ReadNames(request));
  PASSUNG_RETURN_IF_ERROR(CheckReadMask(request.read_mask(), *v1::Vacancy::descriptor()));
  v1::BatchGetVacanciesResponse response;
  for (const VacancyId& id : ids) {
    PASSUNG_RETURN_IF_ERROR(AddIfThere(id, request.read_mask(), context, response));
  }
  return response;
}
absl::StatusOr<v1::Employer> GetEmployer(const v1::GetEmployerRequest& request,
                                         const CallContext& context) {
  return GetPublic<v1::Employer>(request, context);
}
absl::StatusOr<v1::Mentor> GetMentor(const v1::GetMentorRequest& request,
                                     const CallContext& context) {
  return GetPublic<v1::Mentor>(request, context);
}
absl::StatusOr<v1::Offer> GetOffer(const v1::GetOfferRequest& request, const CallContext& context) {
  return GetPublic<v1::Offer>(request, context);
}

absl::StatusOr<v1::ListVacanciesResponse> ListVacancies(const v1::ListVacanciesRequest& request,
                                                        const CallContext& context) {
  return ListPublic(request, context, &v1::ListVacanciesResponse::add_vacancies);
}
absl::StatusOr<v1::ListEmployersResponse> ListEmployers(const v1::ListEmployersRequest& request,
                                                        const CallContext& context) {
  return ListPublic(request, context, &v1::ListEmployersResponse::add_employers);
}
absl::StatusOr<v1::ListMentorsResponse> ListMentors(const v1::ListMentorsRequest& request,
                                                    const CallContext& context) {
  return ListPublic(request, context, &v1::ListMentorsResponse::add_mentors);
}
absl::StatusOr<v1::ListOffersResponse> ListOffers(const v1::ListOffersRequest& request,
                                                  const CallContext& context) {
  return ListPublic(request, context, &v1::ListOffersResponse::add_offers);
}

}  // namespace passung::answer
