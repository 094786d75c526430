#include "proto/answer/batch_upsert.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/ingest.h"
#include "proto/answer/etag.h"
#include "proto/answer/person_guard.h"
#include "proto/answer/request_id.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/result_wire.h"

namespace passung::answer {
namespace {

constexpr int kMostRows = 1000;

template <class Row>
void CountFindings(const Row& /*row*/, ImportReport& /*report*/) {}
void CountFindings(const Vacancy& vacancy, ImportReport& report) {
  if (!vacancy.occupations.empty() && vacancy.occupations.front().code) ++report.with_occupation;
  const SkillLevels& levels = vacancy.german.levels;
  if (std::any_of(levels.begin(), levels.end(),
                  [](const auto& level) { return level.has_value(); })) {
    ++report.with_german;
  }
}

absl::Status RowFault(absl::string_view path, absl::string_view field,
                      absl::string_view description) {
  return wire::FieldErrorStatus(
      {{.field = absl::StrCat(path, ".", field), .description = std::string(description)}});
}

template <class Row>
absl::Status CheckMayReplace(absl::string_view /*path*/, const Row& /*row*/,
                             const CallContext& /*context*/) {
  return absl::OkStatus();
}
absl::Status CheckMayReplace(absl::string_view path, const StoredMentee& row,
                             const CallContext& context) {
  const absl::Status status = CheckCaller(row.record ? &*row.record : nullptr, context.caller);
  return status.ok() ? status : RowFault(path, "name", status.message());
}

// Judges rows in their order and remembers the ids it has seen.
template <class Message>
class BatchJudge {
 public:
  using Traits = RowOf<Message>;
  using Row = typename Traits::Row;

  BatchJudge(absl::string_view field, const CallContext& context)
      : field_(field), context_(context) {
    report_.format = "request";
  }

  absl::Status Add(const Message& message) {
    const std::string path = absl::StrCat(field_, "[", report_.records.size(), "]");
    absl::StatusOr<Row> row = Read(message, path);
    // Anything else is no fault of the row.
    if (!row.ok() && !absl::IsInvalidArgument(row.status())) return row.status();
    RecordReport& record = report_.records.emplace_back();
    record.line = static_cast<int64_t>(report_.records.size());
    if (!row.ok()) {
      record.verdict = RecordVerdict::kRefused;
      ++report_.refused;
      for (wire::FieldError& error : wire::FieldErrors(row.status())) {
        record.problems.push_back(
            OtherProblem(std::move(error.field), std::move(error.description)));
      }
      return absl::OkStatus();
    }
    record.id = Traits::IdOf(*row);
    ++report_.accepted;
    CountFindings(*row, report_);
    Traits::Put(*std::move(row), batch_);
    return absl::OkStatus();
  }

  const ImportReport& report() const { return report_; }
  WriteBatch& batch() { return batch_; }

 private:
  absl::StatusOr<Row> Read(const Message& message, const std::string& path) {
    PASSUNG_ASSIGN_OR_RETURN(const auto id,
                             ReadName<Message>(message.name(), absl::StrCat(path, ".name")));
    PASSUNG_ASSIGN_OR_RETURN(const std::optional<Row> before, Before(id));
    if (before) PASSUNG_RETURN_IF_ERROR(CheckMayReplace(path, *before, context_));
    PASSUNG_ASSIGN_OR_RETURN(Row row,
                             Traits::Read(message, path, before ? &*before : nullptr, context_));
    PASSUNG_RETURN_IF_ERROR(CheckMayReplace(path, row, context_));
    if (!message.etag().empty() &&
        (!before || EtagOf<Message>(*before, context_) != message.etag())) {
      return RowFault(path, "etag", "is not that of the stored version");
    }
    const auto [earlier, is_new] = first_at_.emplace(id.value, report_.records.size());
    if (!is_new) {
      return RowFault(path, "name",
                      absl::StrCat("\"", message.name(), "\" stands already in ", field_, "[",
                                   earlier->second, "]"));
    }
    Traits::Expect(id, before ? &*before : nullptr, batch_);
    return row;
  }

  absl::StatusOr<std::optional<Row>> Before(const typename Traits::RowId& id) {
    absl::StatusOr<Row> row = Traits::Find(context_.backend.repository(), id);
    if (row.ok()) return *std::move(row);
    if (absl::IsNotFound(row.status())) return std::nullopt;
    return row.status();
  }

  absl::string_view field_;
  const CallContext& context_;
  absl::flat_hash_map<std::string, size_t> first_at_;
  ImportReport report_;
  WriteBatch batch_;
};

template <class Message, class Response, class Request, class Messages>
absl::StatusOr<Response> Upsert(const Request& request, const Messages& messages,
                                absl::string_view field, absl::string_view subject,
                                const CallContext& context) {
  if (messages.empty() || messages.size() > kMostRows) {
    return wire::FieldErrorStatus(
        {{.field = std::string(field),
          .description = absl::StrCat(messages.size(), " rows, not 1 to ", kMostRows)}});
  }
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  Response response;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(response));
  if (answered) return response;
  BatchJudge<Message> judge(field, context);
  for (const Message& message : messages) PASSUNG_RETURN_IF_ERROR(judge.Add(message));
  *response.mutable_report() = wire::ToProto(judge.report());
  if (request.validate_only() || judge.report().accepted == 0) {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.repository().revision());
    response.set_revision(revision);
    return response;
  }
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(std::move(judge.batch()), subject, response));
  return response;
}

}  // namespace

absl::StatusOr<v1::BatchUpsertMenteesResponse> BatchUpsertMentees(
    const v1::BatchUpsertMenteesRequest& request, const CallContext& context) {
  return Upsert<v1::Mentee, v1::BatchUpsertMenteesResponse>(request, request.mentees(), "mentees",
                                                            kManyPeople, context);
}
absl::StatusOr<v1::BatchUpsertVacanciesResponse> BatchUpsertVacancies(
    const v1::BatchUpsertVacanciesRequest& request, const CallContext& context) {
  return Upsert<v1::Vacancy, v1::BatchUpsertVacanciesResponse>(request, request.vacancies(),
                                                               "vacancies", "", context);
}
absl::StatusOr<v1::BatchUpsertEmployersResponse> BatchUpsertEmployers(
    const v1::BatchUpsertEmployersRequest& request, const CallContext& context) {
  return Upsert<v1::Employer, v1::BatchUpsertEmployersResponse>(request, request.employers(),
                                                                "employers", "", context);
}
absl::StatusOr<v1::BatchUpsertMentorsResponse> BatchUpsertMentors(
    const v1::BatchUpsertMentorsRequest& request, const CallContext& context) {
  return Upsert<v1::Mentor, v1::BatchUpsertMentorsResponse>(request, request.mentors(), "mentors",
                                                            "", context);
}
absl::StatusOr<v1::BatchUpsertOffersResponse> BatchUpsertOffers(
    const v1::BatchUpsertOffersRequest& request, const CallContext& context) {
  return Upsert<v1::Offer, v1::BatchUpsertOffersResponse>(request, request.offers(), "offers", "",
                                                          context);
}

}  // namespace passung::answer
