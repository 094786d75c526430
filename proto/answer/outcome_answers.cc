#include "proto/answer/outcome_answers.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "passung/ingest.h"
#include "proto/answer/list_rows.h"
#include "proto/answer/outcome_book.h"
#include "proto/answer/outcome_rows.h"
#include "proto/answer/request_id.h"
#include "proto/answer/texts_for.h"
#include "proto/text/outcome_text.h"
#include "proto/wire/outcome_wire.h"
#include "proto/wire/result_wire.h"

namespace passung::answer {
namespace {

constexpr int kMostOutcomeRows = 1000;

v1::Outcome ShownOutcome(const Outcome& outcome, const text::Texts* texts,
                         const CallContext& context) {
  v1::Outcome message = ShowVersion<v1::Outcome>(outcome, context);
  if (texts != nullptr) message.set_text(text::OutcomeText(*texts, outcome));
  return message;
}

absl::StatusOr<OutcomeKey> KeyIn(const std::string& name, absl::string_view field) {
  absl::StatusOr<OutcomeKey> key = wire::ParseOutcomeName(name);
  if (!key.ok()) return wire::UnderField(field, key.status());
  return key;
}

// What is written is shown in full, for counselling alone.
absl::StatusOr<Look> LookOfWriter(v1::Purpose purpose, const CallContext& context) {
  return LookOf(purpose, v1::VIEW_FULL, context.today, context.caller);
}

// An answer that was given once is not given again to whoever lost the right to it.
absl::Status CheckMayAsk(const std::string& mentee, absl::string_view field, const Look& look,
                         const CallContext& context) {
  const auto id = wire::ParseMenteeName(mentee);
  if (!id.ok()) return wire::UnderField(field, id.status());
  return CheckStoredLook(context.backend.repository(), *id, look, context.caller);
}

absl::StatusOr<std::optional<OutcomeId>> ReplacedBy(const v1::RecordOutcomeRequest& request) {
  if (request.replaces().empty()) return std::nullopt;
  PASSUNG_ASSIGN_OR_RETURN(const OutcomeKey key, KeyIn(request.replaces(), "replaces"));
  if (wire::ResourceName(key.mentee) == request.outcome().mentee()) return key.id;
  return wire::FieldErrorStatus(
      {{.field = "replaces",
        .description =
            absl::StrCat("\"", request.replaces(), "\" is not of ", request.outcome().mentee())}});
}

// ---- Many rows ----------------------------------------------------------------------------------

// Whether the status is about the row, and not about the server.
bool IsFaultOfRow(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsPermissionDenied(status) ||
         absl::IsAlreadyExists(status);
}

void AddRefusal(const absl::Status& status, const std::string& path, RecordReport& record,
                ImportReport& report) {
  record.verdict = RecordVerdict::kRefused;
  ++report.refused;
  for (wire::FieldError& error : wire::FieldErrors(status)) {
    record.problems.push_back(OtherProblem(std::move(error.field), std::move(error.description)));
  }
  if (record.problems.empty()) {
    record.problems.push_back(
        OtherProblem(absl::StrCat(path, ".mentee"), std::string(status.message())));
  }
}

absl::StatusOr<ImportReport> TakeAll(const v1::BatchRecordOutcomesRequest& request,
                                     OutcomeBook& book) {
  ImportReport report;
  report.format = "request";
  for (const v1::Outcome& message : request.outcomes()) {
    const std::string path = absl::StrCat("outcomes[", report.records.size(), "]");
    const absl::StatusOr<Outcome> outcome = book.Take(message, path, std::nullopt);
    if (!outcome.ok() && !IsFaultOfRow(outcome.status())) return outcome.status();
    RecordReport& record = report.records.emplace_back();
    record.line = static_cast<int64_t>(report.records.size());
    if (outcome.ok()) {
      record.id = outcome->id.value;
      ++report.accepted;
    } else {
      AddRefusal(outcome.status(), path, record, report);
    }
  }
  return report;
}

}  // namespace

absl::StatusOr<v1::Outcome> RecordOutcome(const v1::RecordOutcomeRequest& request,
                                          const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const text::Texts* texts, TextsFor(request.locale()));
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookOfWriter(request.purpose(), context));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  PASSUNG_RETURN_IF_ERROR(CheckMayAsk(request.outcome().mentee(), "outcome.mentee", look, context));
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<OutcomeId> replaces, ReplacedBy(request));
  v1::Outcome answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (answered) return answer;
  OutcomeBook book(look, context);
  PASSUNG_ASSIGN_OR_RETURN(const Outcome outcome,
                           book.Take(request.outcome(), "outcome", replaces));
  answer = ShownOutcome(outcome, texts, context);
  if (request.validate_only() || !book.changes_anything()) return answer;
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(book.Batch(), outcome.mentee.value, answer));
  return answer;
}

absl::StatusOr<v1::BatchRecordOutcomesResponse> RecordAllOutcomes(
    const v1::BatchRecordOutcomesRequest& request, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookOfWriter(request.purpose(), context));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  v1::BatchRecordOutcomesResponse response;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(response));
  if (answered) return response;
  OutcomeBook book(look, context);
  PASSUNG_ASSIGN_OR_RETURN(const ImportReport report, TakeAll(request, book));
  *response.mutable_report() = wire::ToProto(report);
  if (request.validate_only() || !book.changes_anything()) {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.repository().revision());
    response.set_revision(revision);
    return response;
  }
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(book.Batch(), kManyPeople, response));
  return response;
}

absl::StatusOr<v1::BatchRecordOutcomesResponse> BatchRecordOutcomes(
    const v1::BatchRecordOutcomesRequest& request, const CallContext& context) {
  if (request.outcomes().empty() || request.outcomes_size() > kMostOutcomeRows) {
    return wire::FieldErrorStatus(
        {{.field = "outcomes",
          .description =
              absl::StrCat(request.outcomes_size(), " rows, not 1 to ", kMostOutcomeRows)}});
  }
  return RecordAllOutcomes(request, context);
}

absl::StatusOr<v1::Outcome> GetOutcome(const v1::GetOutcomeRequest& request,
                                       const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const OutcomeKey key, KeyIn(request.name(), "name"));
  PASSUNG_ASSIGN_OR_RETURN(const text::Texts* texts, TextsFor(request.locale()));
  PASSUNG_ASSIGN_OR_RETURN(
      const Look look, LookOf(request.purpose(), v1::VIEW_BASIC, context.today, context.caller));
  const Repository& repository = context.backend.repository();
  PASSUNG_RETURN_IF_ERROR(CheckStoredLook(repository, key.mentee, look, context.caller));
  const absl::StatusOr<Outcome> outcome = repository.GetOutcome(key);
  if (absl::IsNotFound(outcome.status())) {
    return absl::NotFoundError(absl::StrCat(request.name(), " is not stored"));
  }
  PASSUNG_RETURN_IF_ERROR(outcome.status());
  return ShownOutcome(*outcome, texts, context);
}

absl::StatusOr<v1::ListOutcomesResponse> ListOutcomes(const v1::ListOutcomesRequest& request,
                                                      const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const text::Texts* texts, TextsFor(request.locale()));
  PASSUNG_ASSIGN_OR_RETURN(
      const Look look, LookOf(request.purpose(), v1::VIEW_BASIC, context.today, context.caller));
  RowLister<v1::Outcome> lister(look, context);
  PASSUNG_ASSIGN_OR_RETURN(const RowPage<v1::Outcome> page, lister.List(request));
  v1::ListOutcomesResponse response;
  for (const Outcome& outcome : page.rows)
    *response.add_outcomes() = ShownOutcome(outcome, texts, context);
  response.set_next_page_token(page.next_page_token);
  response.set_snapshot_changed(page.snapshot_changed);
  return response;
}

absl::StatusOr<google::protobuf::Empty> DeleteOutcome(const v1::DeleteOutcomeRequest& request,
                                                      const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const OutcomeKey key, KeyIn(request.name(), "name"));
  PASSUNG_ASSIGN_OR_RETURN(const Look look, LookOfWriter(request.purpose(), context));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  PASSUNG_RETURN_IF_ERROR(
      CheckStoredLook(context.backend.repository(), key.mentee, look, context.caller));
  google::protobuf::Empty answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (answered) return answer;
  OutcomeBook book(look, context);
  const absl::Status withdrawn = book.Withdraw(key, request.etag());
  if (absl::IsNotFound(withdrawn) && request.allow_missing()) return answer;
  PASSUNG_RETURN_IF_ERROR(withdrawn);
  if (request.validate_only()) return answer;
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(book.Batch(), key.mentee.value, answer));
  return answer;
}

}  // namespace passung::answer
