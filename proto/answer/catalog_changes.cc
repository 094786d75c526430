#include "proto/answer/catalog_changes.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/answer/etag.h"
#include "proto/answer/field_mask.h"
#include "proto/answer/person_guard.h"
#include "proto/answer/request_id.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

using google::protobuf::Empty;

// ---- Who may change a row, and what of it is shown afterwards -----------------------------------

template <class Row>
absl::Status CheckMayChange(const Row& /*row*/, const CallContext& /*context*/) {
  return absl::OkStatus();
}
absl::Status CheckMayChange(const StoredMentee& row, const CallContext& context) {
  return CheckCaller(row.record ? &*row.record : nullptr, context.caller);
}

// To a mentor who is stored is no different from whose mentees they are: neither is told, and nobody is
// stored by trying.
template <class Message>
absl::Status CheckMayMiss(const CallContext& /*context*/) {
  return absl::OkStatus();
}
template <>
absl::Status CheckMayMiss<v1::Mentee>(const CallContext& context) {
  return CheckCaller(nullptr, context.caller);
}

// Before anything else: an answer that was given once is not given again to whoever lost the right to it,
// and a purpose that is none is a fault, not a reason to hide.
template <class Request, class Message>
absl::Status CheckMayAsk(const Request& /*request*/, const Message& /*asked*/,
                         const CallContext& /*context*/) {
  return absl::OkStatus();
}
template <class Request>
absl::Status CheckMayAsk(const Request& request, const v1::Mentee& asked,
                         const CallContext& context) {
  if (request.purpose() != v1::PURPOSE_UNSPECIFIED) {
    PASSUNG_RETURN_IF_ERROR(
        LookOf(request.purpose(), v1::VIEW_FULL, context.today, context.caller).status());
  }
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId id, ReadName<v1::Mentee>(asked.name(), "mentee.name"));
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<MenteeRecord> record,
                           FindRecord(context.backend.repository(), id));
  // Whether one without a record is there, and may be stored, is judged later.
  return record ? CheckCaller(&*record, context.caller) : absl::OkStatus();
}

template <class Request, class Message>
absl::Status HideWhatMayNotBeShown(const Request& /*request*/, const CallContext& /*context*/,
                                   Message& /*message*/) {
  return absl::OkStatus();
}
// Whoever writes a person's facts need not be allowed to read them.
template <class Request>
absl::Status HideWhatMayNotBeShown(const Request& request, const CallContext& context,
                                   v1::Mentee& message) {
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId id, ReadName<v1::Mentee>(message.name()));
  const bool named = request.purpose() != v1::PURPOSE_UNSPECIFIED;
  if (!named && !context.caller.needs_basis) return absl::OkStatus();
  if (named) {
    PASSUNG_ASSIGN_OR_RETURN(
        const Look look, LookOf(request.purpose(), v1::VIEW_FULL, context.today, context.caller));
    const absl::Status shown =
        CheckStoredLook(context.backend.repository(), id, look, context.caller);
    if (!absl::IsPermissionDenied(shown)) return shown;
  }
  message.clear_facts();
  message.clear_residence();
  return absl::OkStatus();
}

template <class Message>
std::string SubjectOf(const std::string& /*id*/) {
  return "";
}
template <>
std::string SubjectOf<v1::Mentee>(const std::string& id) {
  return id;
}

// ---- Writing ------------------------------------------------------------------------------------

template <class Message>
absl::StatusOr<std::optional<typename RowOf<Message>::Row>> FindRow(
    const typename RowOf<Message>::RowId& id, const CallContext& context) {
  auto row = RowOf<Message>::Find(context.backend.repository(), id);
  if (row.ok()) return *std::move(row);
  if (absl::IsNotFound(row.status())) return std::nullopt;
  return row.status();
}

// Stores `row` in the place of `before`, which may be null, unless only to be checked.
template <class Message, class Request>
absl::StatusOr<Message> StoreRow(const Request& request, typename RowOf<Message>::Row row,
                                 const typename RowOf<Message>::Row* before,
                                 const CallContext& context, RequestId& request_id) {
  using Traits = RowOf<Message>;
  const typename Traits::RowId id{Traits::IdOf(row)};
  Message answer = ShowVersion<Message>(row, context);
  WriteBatch batch;
  Traits::Expect(id, before, batch);
  Traits::Put(std::move(row), batch);
  if (request.validate_only()) return answer;
  PASSUNG_RETURN_IF_ERROR(
      request_id.Commit(std::move(batch), SubjectOf<Message>(id.value), answer));
  return answer;
}

template <class Message, class Request>
absl::StatusOr<Message> Create(const Request& request, const Message& asked,
                               const CallContext& context, RequestId& request_id) {
  using Traits = RowOf<Message>;
  const std::string name_path = absl::StrCat(Traits::kField, ".name");
  PASSUNG_ASSIGN_OR_RETURN(const auto id, ReadName<Message>(asked.name(), name_path));
  PASSUNG_ASSIGN_OR_RETURN(const auto there, FindRow<Message>(id, context));
  if (there) return absl::AlreadyExistsError(absl::StrCat(asked.name(), " is already stored"));
  PASSUNG_ASSIGN_OR_RETURN(auto row, Traits::Read(asked, Traits::kField, nullptr, context));
  PASSUNG_RETURN_IF_ERROR(CheckMayChange(row, context));
  return StoreRow<Message>(request, std::move(row), nullptr, context, request_id);
}

template <class Message, class Request>
absl::StatusOr<Message> Update(const Request& request, const Message& asked,
                               const CallContext& context, RequestId& request_id) {
  using Traits = RowOf<Message>;
  const std::string name_path = absl::StrCat(Traits::kField, ".name");
  PASSUNG_ASSIGN_OR_RETURN(const auto id, ReadName<Message>(asked.name(), name_path));
  PASSUNG_ASSIGN_OR_RETURN(const auto before, FindRow<Message>(id, context));
  if (!before) {
    PASSUNG_RETURN_IF_ERROR(CheckMayMiss<Message>(context));
    if (request.allow_missing()) return Create<Message>(request, asked, context, request_id);
    return absl::NotFoundError(absl::StrCat(asked.name(), " is not stored"));
  }
  PASSUNG_RETURN_IF_ERROR(CheckMayChange(*before, context));
  Message changed = ShowVersion<Message>(*before, context);
  PASSUNG_RETURN_IF_ERROR(CheckEtag(asked.etag(), changed.etag()));
  PASSUNG_RETURN_IF_ERROR(ApplyUpdateMask(request.update_mask(), asked, changed));
  PASSUNG_ASSIGN_OR_RETURN(auto row, Traits::Read(changed, Traits::kField, &*before, context));
  PASSUNG_RETURN_IF_ERROR(CheckMayChange(row, context));
  return StoreRow<Message>(request, std::move(row), &*before, context, request_id);
}

// A request that answers with the resource; `work` is Create or Update.
template <class Message, class Request, class Work>
absl::StatusOr<Message> Change(const Request& request, const Message& asked,
                               const CallContext& context, Work work) {
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  PASSUNG_RETURN_IF_ERROR(CheckMayAsk(request, asked, context));
  Message answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (!answered) {
    PASSUNG_ASSIGN_OR_RETURN(answer, work(request, asked, context, request_id));
  }
  PASSUNG_RETURN_IF_ERROR(HideWhatMayNotBeShown(request, context, answer));
  return answer;
}

template <class Message, class Request>
absl::StatusOr<Message> CreateRow(const Request& request, const Message& asked,
                                  const CallContext& context) {
  return Change(request, asked, context, Create<Message, Request>);
}
template <class Message, class Request>
absl::StatusOr<Message> UpdateRow(const Request& request, const Message& asked,
                                  const CallContext& context) {
  return Change(request, asked, context, Update<Message, Request>);
}

// ---- Deleting -----------------------------------------------------------------------------------

template <class Row>
absl::Status CheckMayGo(const Row& /*row*/, const CallContext& /*context*/) {
  return absl::OkStatus();
}
absl::Status CheckMayGo(const Mentor& mentor, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(
      const Page<MenteeRecord> mentees,
      context.backend.repository().ListMenteeRecords({.mentor = mentor.id}, "", 1));
  if (mentees.items.empty()) return absl::OkStatus();
  return wire::WithReason(
      absl::FailedPreconditionError("the mentor is responsible for mentees; hand them over first"),
      "MENTOR_HAS_MENTEES");
}

template <class Message, class Request>
absl::StatusOr<Empty> DeleteRow(const Request& request, const CallContext& context) {
  using Traits = RowOf<Message>;
  PASSUNG_ASSIGN_OR_RETURN(const auto id, ReadName<Message>(request.name()));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  Empty answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (answered) return answer;
  PASSUNG_ASSIGN_OR_RETURN(const auto row, FindRow<Message>(id, context));
  if (!row) {
    PASSUNG_RETURN_IF_ERROR(CheckMayMiss<Message>(context));
    if (request.allow_missing()) return answer;
    return absl::NotFoundError(absl::StrCat(request.name(), " is not stored"));
  }
  PASSUNG_RETURN_IF_ERROR(CheckMayChange(*row, context));
  PASSUNG_RETURN_IF_ERROR(CheckEtag(request.etag(), EtagOf<Message>(*row, context)));
  PASSUNG_RETURN_IF_ERROR(CheckMayGo(*row, context));
  if (request.validate_only()) return answer;
  WriteBatch batch;
  Traits::Expect(id, &*row, batch);
  Traits::Delete(id, batch);
  PASSUNG_RETURN_IF_ERROR(
      request_id.Commit(std::move(batch), SubjectOf<Message>(id.value), answer));
  return answer;
}

}  // namespace

absl::StatusOr<v1::Mentee> CreateMentee(const v1::CreateMenteeRequest& request,
                                        const CallContext& context) {
  return CreateRow(request, request.mentee(), context);
}
absl::StatusOr<v1::Vacancy> CreateVacancy(const v1::CreateVacancyRequest& request,
                                          const CallContext& context) {
  return CreateRow(request, request.vacancy(), context);
}
absl::StatusOr<v1::Employer> CreateEmployer(const v1::CreateEmployerRequest& request,
                                            const CallContext& context) {
  return CreateRow(request, request.employer(), context);
}
absl::StatusOr<v1::Mentor> CreateMentor(const v1::CreateMentorRequest& request,
                                        const CallContext& context) {
  return CreateRow(request, request.mentor(), context);
}

absl::StatusOr<v1::Offer> CreateOffer(const v1::CreateOfferRequest& request,
                                      const CallContext& context) {
  return CreateRow(request, request.offer(), context);
}

absl::StatusOr<v1::Mentee> UpdateMentee(const v1::UpdateMenteeRequest& request,
                                        const CallContext& context) {
  return UpdateRow(request, request.mentee(), context);
}
absl::StatusOr<v1::Vacancy> UpdateVacancy(const v1::UpdateVacancyRequest& request,
                                          const CallContext& context) {
  return UpdateRow(request, request.vacancy(), context);
}
absl::StatusOr<v1::Employer> UpdateEmployer(const v1::UpdateEmployerRequest& request,
                                            const CallContext& context) {
  return UpdateRow(request, request.employer(), context);
}
absl::StatusOr<v1::Mentor> UpdateMentor(const v1::UpdateMentorRequest& request,
                                        const CallContext& context) {
  return UpdateRow(request, request.mentor(), context);
}

absl::StatusOr<v1::Offer> UpdateOffer(const v1::UpdateOfferRequest& request,
                                      const CallContext& context) {
  return UpdateRow(request, request.offer(), context);
}

absl::StatusOr<Empty> DeleteMentee(const v1::DeleteMenteeRequest& request,
                                   const CallContext& context) {
  return DeleteRow<v1::Mentee>(request, context);
}
absl::StatusOr<Empty> DeleteVacancy(const v1::DeleteVacancyRequest& request,
                                    const CallContext& context) {
  return DeleteRow<v1::Vacancy>(request, context);
}
absl::StatusOr<Empty> DeleteEmployer(const v1::DeleteEmployerRequest& request,
                                     const CallContext& context) {
  return DeleteRow<v1::Employer>(request, context);
}
absl::StatusOr<Empty> DeleteMentor(const v1::DeleteMentorRequest& request,
                                   const CallContext& context) {
  return DeleteRow<v1::Mentor>(request, context);
}
absl::StatusOr<Empty> DeleteOffer(const v1::DeleteOfferRequest& request,
                                  const CallContext& context) {
  return DeleteRow<v1::Offer>(request, context);
}

}  // namespace passung::answer
