// Mentees as rows of the catalogue.
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "engine/base/status_macros.h"
#include "passung/codec.h"
#include "proto/answer/known_occupations.h"
#include "proto/answer/person_guard.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/people_wire.h"
#include "proto/wire/row_error.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

enum MenteeField : size_t { kName, kMentor, kDistrict, kTrack, kAvailableFrom, kExpireTime };

std::string RecordBytes(const StoredMentee& row) {
  return row.record ? EncodeCanonical(*row.record) : std::string();
}

std::string TimeText(UnixTime time) {
  return absl::FormatTime(absl::RFC3339_sec, absl::FromUnixSeconds(time.seconds),
                          absl::UTCTimeZone());
}

absl::Status NotForMentors(absl::string_view path) {
  return wire::WithReason(
      absl::PermissionDeniedError(absl::StrCat(path, ": is not for mentors to change")),
      "NOT_FOR_MENTORS");
}

// What a mentor could use to keep a person for ever, to have one purged, or to open more of one.
absl::Status CheckMayWrite(const MenteeRecord* known, const MenteeRecord& record,
                           absl::string_view path, const Caller& caller) {
  if (!caller.mentor) return absl::OkStatus();
  if (record.expire_time != (known == nullptr ? std::nullopt : known->expire_time)) {
    return NotForMentors(absl::StrCat(path, ".expire_time"));
  }
  if (record.legal_bases != (known == nullptr ? std::vector<LegalBasis>() : known->legal_bases)) {
    return NotForMentors(absl::StrCat(path, ".legal_bases"));
  }
  return absl::OkStatus();
}

// An end that stays as it is may have passed, or be of a time when people were kept for longer.
absl::Status CheckEnd(const MenteeRecord* known, UnixTime end, absl::string_view path,
                      const CallContext& context) {
  if (known != nullptr && known->expire_time == end) return absl::OkStatus();
  const UnixTime last = MonthsAfter(context.now, context.expire_after_months);
  if (end >= context.now && end <= last) return absl::OkStatus();
  return wire::FieldErrorStatus(
      {{.field = absl::StrCat(path, ".expire_time"),
        .description = absl::StrCat(TimeText(end), " is not from now (", TimeText(context.now),
                                    ") to the end of the time for which people are kept (",
                                    TimeText(last), ")")}});
}

absl::StatusOr<MenteeRecord> ReadRecord(const v1::Mentee& message, absl::string_view path,
                                        const StoredMentee* before, const CallContext& context) {
  const std::string record_path = absl::StrCat(path, path.empty() ? "" : ".", "record");
  const MenteeRecord* known = before != nullptr && before->record ? &*before->record : nullptr;
  MenteeRecord record = known != nullptr ? *known : MenteeRecord();
  if (message.has_record()) {
    PASSUNG_ASSIGN_OR_RETURN(record, wire::FromProto(message.record(), record_path));
    record.restricted = known != nullptr && known->restricted;
  }
  if (!record.expire_time) {
    record.expire_time = MonthsAfter(context.now, context.expire_after_months);
  }
  PASSUNG_RETURN_IF_ERROR(CheckMayWrite(known, record, record_path, context.caller));
  PASSUNG_RETURN_IF_ERROR(CheckEnd(known, *record.expire_time, record_path, context));
  // A mentor's mentees are the mentor's own.
  if (context.caller.mentor && record.mentor.value.empty()) record.mentor = *context.caller.mentor;
  return record;
}

}  // namespace

using MenteeRows = RowOf<v1::Mentee>;

absl::StatusOr<StoredMentee> MenteeRows::Find(const Repository& repository, const MenteeId& id) {
  StoredMentee row;
  PASSUNG_ASSIGN_OR_RETURN(row.mentee, repository.GetMentee(id));
  PASSUNG_ASSIGN_OR_RETURN(row.record, FindRecord(repository, id));
  return row;
}

absl::StatusOr<StoredMentee> MenteeRows::Read(const v1::Mentee& message, absl::string_view path,
                                              const StoredMentee* before,
                                              const CallContext& context) {
  StoredMentee row;
  PASSUNG_ASSIGN_OR_RETURN(row.mentee, wire::FromProto(message, {.path = path, .inline_id = {}}));
  PASSUNG_RETURN_IF_ERROR(wire::UnderRow(path, Validate(row.mentee)));
  PASSUNG_RETURN_IF_ERROR(wire::UnderField(
      path, CheckOccupationsAreKnown(row.mentee, context.backend.snapshot()->knowledge())));
  PASSUNG_ASSIGN_OR_RETURN(row.record, ReadRecord(message, path, before, context));
  row.record->id = row.mentee.id;
  PASSUNG_RETURN_IF_ERROR(
      wire::UnderField(path, wire::UnderField("record", Validate(*row.record))));
  return row;
}

v1::Mentee MenteeRows::Show(const StoredMentee& row) {
  v1::Mentee message = wire::ToProto(row.mentee);
  if (row.record) *message.mutable_record() = wire::ToProto(*row.record);
  return message;
}

std::string MenteeRows::Bytes(const StoredMentee& row) {
  const std::string facts = EncodeCanonical(row.mentee);
  return absl::StrCat(facts.size(), ":", facts, RecordBytes(row));
}

void MenteeRows::Put(StoredMentee row, WriteBatch& batch) {
  if (row.record) batch.upsert_records.push_back(*std::move(row.record));
  batch.upsert_mentees.push_back(std::move(row.mentee));
}

void MenteeRows::Expect(const MenteeId& id, const StoredMentee* row, WriteBatch& batch) {
  batch.expect.push_back(
      {.kind = RowKind::kMentee,
       .id = id.value,
       .fingerprint = row == nullptr ? "" : FingerprintOf(EncodeCanonical(row->mentee))});
  if (row == nullptr) return;
  batch.expect.push_back({.kind = RowKind::kMenteeRecord,
                          .id = id.value,
                          .fingerprint = row->record ? FingerprintOf(RecordBytes(*row)) : ""});
}

const std::vector<FilterField>& MenteeRows::Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {.name = "name", .type = FilterType::kText, .orders = true},
      {.name = "mentor", .type = FilterType::kText},
      {.name = "district", .type = FilterType::kText},
      {.name = "track", .type = FilterType::kEnum, .values = v1::Track_descriptor()},
      {.name = "available_from", .type = FilterType::kDate, .orders = true},
      {.name = "expire_time", .type = FilterType::kTime, .orders = true}};
  return fields;
}

std::vector<std::string> MenteeRows::Values(const StoredMentee& row, size_t field) {
  const MenteeFacts& facts = row.mentee.facts;
  switch (field) {
    case kName:
      return {wire::ResourceName(row.mentee.id)};
    case kMentor:
      if (!row.record || row.record->mentor.value.empty()) return {};
      return {wire::ResourceName(wire::kMentors, row.record->mentor.value)};
    case kDistrict: {
      std::vector<std::string> districts;
      for (const Home& home : facts.homes) districts.push_back(home.district.ToString());
      return districts;
    }
    case kTrack:
      if (!facts.track) return {};
      return {v1::Track_Name(static_cast<int>(*facts.track) + 1)};
    case kAvailableFrom:
      if (!facts.available_from) return {};
      return {facts.available_from->ToString()};
    case kExpireTime:
      if (!row.record || !row.record->expire_time) return {};
      return {ComparableTime(row.record->expire_time->seconds)};
    default:
      return {};
  }
}

UnixTime MonthsAfter(UnixTime now, int months) {
  const int64_t day = now.seconds / kSecondsPerDay;
  const Date end = Date::FromDays(static_cast<int32_t>(day)).PlusMonths(months);
  return {end.days() * kSecondsPerDay + now.seconds % kSecondsPerDay};
}

}  // namespace passung::answer
