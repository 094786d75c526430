#include "proto/answer/admin_answers.h"

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/codec.h"
#include "passung/engine.h"
#include "proto/answer/contact_answers.h"
#include "proto/answer/etag.h"
#include "proto/answer/outcome_rows.h"
#include "proto/answer/person_guard.h"
#include "proto/answer/pin_rows.h"
#include "proto/answer/request_id.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/people_wire.h"

namespace passung::answer {
namespace {

constexpr int kExpiredPerRead = 1000;
constexpr int kMostTries = 5;

absl::StatusOr<v1::ServerStatus> StatusOf(const CallContext& context) {
  const auto snapshot = context.backend.snapshot();
  v1::ServerStatus status;
  status.set_engine_version(std::string(EngineVersion()));
  status.set_snapshot_revision(snapshot->revision());
  status.set_snapshot_digest(snapshot->digest());
  status.set_mentees(snapshot->size().mentees);
  status.set_vacancies(snapshot->size().vacancies);
  PASSUNG_ASSIGN_OR_RETURN(const int64_t stored, context.backend.repository().revision());
  status.set_stored_revision(stored);
  PASSUNG_ASSIGN_OR_RETURN(const int64_t kept, context.backend.repository().history_from());
  status.set_history_from(kept);
  return status;
}

template <class Row, class Version>
void SetRevisions(const RowVersion<Row>& row, Version& version) {
  version.set_from_revision(row.from_revision);
  if (row.to_revision != std::numeric_limits<int64_t>::max()) {
    version.set_to_revision(row.to_revision);
  }
}

absl::Status AddVersions(const Repository& repository, const MenteeId& id,
                         v1::PersonExport& answer) {
  PASSUNG_ASSIGN_OR_RETURN(const auto facts, repository.MenteeHistory(id));
  for (const RowVersion<Mentee>& row : facts) {
    v1::MenteeVersion& version = *answer.add_versions();
    *version.mutable_mentee() = wire::ToProto(row.value);
    SetRevisions(row, version);
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto records, repository.MenteeRecordHistory(id));
  for (const RowVersion<MenteeRecord>& row : records) {
    v1::MenteeRecordVersion& version = *answer.add_record_versions();
    version.mutable_mentee()->set_name(wire::ResourceName(id));
    *version.mutable_mentee()->mutable_record() = wire::ToProto(row.value);
    SetRevisions(row, version);
  }
  return absl::OkStatus();
}

// Adds somebody to those who are purged, unless their end was put off or they came back since they were
// listed; and if that happens now, nothing of the batch is done.
absl::Status AddExpired(const MenteeId& id, const CallContext& context, WriteBatch& batch) {
  const Repository& repository = context.backend.repository();
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<MenteeRecord> record, FindRecord(repository, id));
  if (record && !(record->expire_time && *record->expire_time < context.now)) {
    return absl::OkStatus();
  }
  if (!record) {
    const absl::Status facts = repository.GetMentee(id).status();
    if (!absl::IsNotFound(facts)) return facts;
    batch.expect.push_back({.kind = RowKind::kMentee, .id = id.value, .fingerprint = ""});
  }
  batch.purge_mentees.push_back(id);
  batch.expect.push_back({.kind = RowKind::kMenteeRecord,
                          .id = id.value,
                          .fingerprint = record ? FingerprintOf(EncodeCanonical(*record)) : ""});
  return absl::OkStatus();
}

// Adds those of the page after a key, and gives the key of the next one.
absl::StatusOr<std::string> AddExpiredAfter(const std::string& after, const CallContext& context,
                                            WriteBatch& batch) {
  PASSUNG_ASSIGN_OR_RETURN(const Page<MenteeRecord> page,
                           context.backend.repository().ListMenteeRecords(
                               {.expires_before = context.now}, after, kExpiredPerRead));
  for (const MenteeRecord& record : page.items) {
    PASSUNG_RETURN_IF_ERROR(AddExpired(record.id, context, batch));
  }
  return page.next_key;
}

absl::StatusOr<WriteBatch> PurgeOfExpired(const CallContext& context) {
  WriteBatch batch;
  batch.written = context.now;
  std::string after;
  do {
    PASSUNG_ASSIGN_OR_RETURN(after, AddExpiredAfter(after, context, batch));
  } while (!after.empty());
  return batch;
}

absl::StatusOr<v1::PurgeExpiredResponse> TryToPurgeExpired(const v1::PurgeExpiredRequest& request,
                                                           const CallContext& context) {
  v1::PurgeExpiredResponse answer;
  PASSUNG_ASSIGN_OR_RETURN(const WriteBatch batch, PurgeOfExpired(context));
  answer.set_purged(static_cast<int32_t>(batch.purge_mentees.size()));
  for (const MenteeId& id : batch.purge_mentees) answer.add_mentees(wire::ResourceName(id));
  if (request.validate_only() || batch.purge_mentees.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.repository().revision());
    answer.set_revision(revision);
    return answer;
  }
  if (context.before_purge) PASSUNG_RETURN_IF_ERROR(context.before_purge(batch.purge_mentees));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.Write(batch));
  PASSUNG_RETURN_IF_ERROR(context.backend.Scrub());
  answer.set_revision(revision);
  return answer;
}

bool IsOvertaken(const absl::Status& status) {
  return absl::IsAborted(status) || absl::IsAlreadyExists(status);
}

}  // namespace

absl::StatusOr<v1::ServerStatus> GetServerStatus(const v1::GetServerStatusRequest& /*request*/,
                                                 const CallContext& context) {
  return StatusOf(context);
}

absl::StatusOr<v1::ServerStatus> Reload(const v1::ReloadRequest& /*request*/,
                                        const CallContext& context) {
  PASSUNG_RETURN_IF_ERROR(context.backend.Reload());
  return StatusOf(context);
}

absl::StatusOr<v1::PersonExport> ExportPerson(const v1::ExportPersonRequest& request,
                                              const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId id, ReadName<v1::Mentee>(request.name()));
  const Repository& repository = context.backend.repository();
  v1::PersonExport answer;
  PASSUNG_RETURN_IF_ERROR(AddVersions(repository, id, answer));
  if (answer.versions().empty() && answer.record_versions().empty()) {
    return absl::NotFoundError(absl::StrCat(request.name(), " is not stored"));
  }
  const absl::StatusOr<StoredMentee> row = RowOf<v1::Mentee>::Find(repository, id);
  if (row.ok()) *answer.mutable_mentee() = ShowVersion<v1::Mentee>(*row, context);
  PASSUNG_ASSIGN_OR_RETURN(*answer.mutable_contact(), StoredContact(id, context));
  PASSUNG_RETURN_IF_ERROR(WalkOutcomesOf(id, "", context, [&](const Outcome& outcome) {
    *answer.add_outcomes() = ShowVersion<v1::Outcome>(outcome, context);
    return true;
  }));
  PASSUNG_RETURN_IF_ERROR(WalkPinsOf(id, "", context, [&](const Pin& pin) {
    *answer.add_pins() = ShowVersion<v1::Pin>(pin, context);
    return true;
  }));
  answer.mutable_export_time()->set_seconds(context.now.seconds);
  return answer;
}

absl::StatusOr<v1::RestrictPersonResponse> RestrictPerson(const v1::RestrictPersonRequest& request,
                                                          const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId id, ReadName<v1::Mentee>(request.name()));
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  v1::RestrictPersonResponse answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (answered) return answer;
  PASSUNG_ASSIGN_OR_RETURN(StoredMentee row,
                           RowOf<v1::Mentee>::Find(context.backend.repository(), id));
  WriteBatch batch;
  RowOf<v1::Mentee>::Expect(id, &row, batch);
  MenteeRecord record = row.record ? *row.record : MenteeRecord();
  record.id = id;
  record.restricted = request.restricted();
  if (!record.expire_time) {
    record.expire_time = MonthsAfter(context.now, context.expire_after_months);
  }
  batch.upsert_records.push_back(std::move(record));
  answer.set_name(request.name());
  answer.set_restricted(request.restricted());
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(std::move(batch), id.value, answer));
  return answer;
}

absl::StatusOr<v1::PurgePersonResponse> PurgePerson(const v1::PurgePersonRequest& request,
                                                    const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const MenteeId id, ReadName<v1::Mentee>(request.name()));
  WriteBatch batch;
  batch.purge_mentees = {id};
  batch.written = context.now;
  v1::PurgePersonResponse answer;
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.Write(batch));
  PASSUNG_RETURN_IF_ERROR(context.backend.Scrub());
  answer.set_revision(revision);
  return answer;
}

absl::StatusOr<v1::PurgeExpiredResponse> PurgeExpired(const v1::PurgeExpiredRequest& request,
                                                      const CallContext& context) {
  if (!request.validate_only()) {
    PASSUNG_RETURN_IF_ERROR(context.backend.ForgetAnswers(context.now).status());
  }
  absl::StatusOr<v1::PurgeExpiredResponse> answer = TryToPurgeExpired(request, context);
  for (int again = 1; again < kMostTries && IsOvertaken(answer.status()); ++again) {
    answer = TryToPurgeExpired(request, context);
  }
  return answer;
}

}  // namespace passung::answer
