#include "proto/wire/people_wire.h"

#include "engine/base/status_macros.h"
#include "google/protobuf/timestamp.pb.h"
#include "proto/wire/archive.h"
#include "proto/wire/place_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {

template <>
struct Fields<UnixTime> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& time) {
    archive(google::protobuf::Timestamp::kSecondsFieldNumber, time.seconds);
  }
};

template <>
struct Fields<LegalBasis> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& basis) {
    archive(v1::LegalBasis::kPurposeFieldNumber, basis.purpose);
    archive(v1::LegalBasis::kKindFieldNumber, basis.kind);
    archive(v1::LegalBasis::kReferenceFieldNumber, basis.reference);
    archive(v1::LegalBasis::kValidFieldNumber, basis.valid);
  }
};

template <>
struct Fields<MenteeRecord> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& record) {
    archive.NameOrEmpty(v1::MenteeRecord::kMentorFieldNumber, record.mentor);
    archive(v1::MenteeRecord::kExpireTimeFieldNumber, record.expire_time);
    archive(v1::MenteeRecord::kLegalBasesFieldNumber, record.legal_bases);
    archive(v1::MenteeRecord::kRestrictedFieldNumber, record.restricted);
  }
};

// But for the name, which is not of the form of others.
template <>
struct Fields<MenteeContact> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& contact) {
    archive(v1::MenteeContact::kDisplayNameFieldNumber, contact.display_name);
    archive(v1::MenteeContact::kPhoneFieldNumber, contact.phone);
    archive(v1::MenteeContact::kEmailFieldNumber, contact.email);
    archive(v1::MenteeContact::kAddressFieldNumber, contact.address);
  }
};

template <>
struct Fields<Employer> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& employer) {
    archive.Name(v1::Employer::kNameFieldNumber, employer.id);
    archive(v1::Employer::kDisplayNameFieldNumber, employer.display_name);
    archive(v1::Employer::kPlacesFieldNumber, employer.places);
    archive(v1::Employer::kWebsiteFieldNumber, employer.website);
    archive(v1::Employer::kSourceFieldNumber, employer.source);
    archive(v1::Employer::kSourceReferenceFieldNumber, employer.source_reference);
    archive(v1::Employer::kTestDataFieldNumber, employer.test_data);
  }
};

template <>
struct Fields<Mentor> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& mentor) {
    archive.Name(v1::Mentor::kNameFieldNumber, mentor.id);
    archive(v1::Mentor::kDisplayNameFieldNumber, mentor.display_name);
    archive(v1::Mentor::kDistrictsFieldNumber, mentor.districts);
    archive(v1::Mentor::kRetiredFieldNumber, mentor.retired);
    archive(v1::Mentor::kLanguagesFieldNumber, mentor.languages);
    archive(v1::Mentor::kFieldsFieldNumber, mentor.fields);
    archive(v1::Mentor::kCapacityFieldNumber, mentor.capacity);
  }
};

v1::MenteeRecord ToProto(const MenteeRecord& record) {
  return WriteMessage<v1::MenteeRecord>(record);
}
v1::MenteeContact ToProto(const MenteeContact& contact) {
  auto message = WriteMessage<v1::MenteeContact>(contact);
  message.set_name(ContactName(contact.id));
  return message;
}
v1::Employer ToProto(const Employer& employer) { return WriteMessage<v1::Employer>(employer); }
v1::Mentor ToProto(const Mentor& mentor) { return WriteMessage<v1::Mentor>(mentor); }

absl::StatusOr<MenteeRecord> FromProto(const v1::MenteeRecord& message, absl::string_view path) {
  return ReadMessage<MenteeRecord>(message, path);
}
absl::StatusOr<MenteeContact> FromProto(const v1::MenteeContact& message, absl::string_view path) {
  const absl::StatusOr<MenteeId> id = ParseContactName(message.name());
  if (!id.ok()) return UnderField(path, UnderField("name", id.status()));
  PASSUNG_ASSIGN_OR_RETURN(MenteeContact contact, ReadMessage<MenteeContact>(message, path));
  contact.id = *id;
  return contact;
}
absl::StatusOr<Employer> FromProto(const v1::Employer& message, absl::string_view path) {
  return ReadMessage<Employer>(message, path);
}
absl::StatusOr<Mentor> FromProto(const v1::Mentor& message, absl::string_view path) {
  return ReadMessage<Mentor>(message, path);
}

}  // namespace passung::wire
