#include "passung/codec.h"

#include "engine/base/digest.h"
#include "engine/codec/decoder.h"
#include "engine/codec/encoder.h"

namespace passung {
namespace {

template <class T>
std::string Encode(const T& value) {
  codec::Encoder encoder;
  encoder.Put(value);
  return std::move(encoder).Finish();
}

}  // namespace

std::string EncodeCanonical(const Mentee& mentee) { return Encode(mentee); }
std::string EncodeCanonical(const Vacancy& vacancy) { return Encode(vacancy); }
std::string EncodeCanonical(const ScoringProfile& profile) { return Encode(profile); }
std::string EncodeCanonical(const ClassificationRows& rows) { return Encode(rows); }
std::string EncodeCanonical(const MenteeRecord& record) { return Encode(record); }
std::string EncodeCanonical(const MenteeContact& contact) { return Encode(contact); }
std::string EncodeCanonical(const Employer& employer) { return Encode(employer); }
std::string EncodeCanonical(const Mentor& mentor) { return Encode(mentor); }
std::string EncodeCanonical(const Offer& offer) { return Encode(offer); }
std::string EncodeCanonical(const Outcome& outcome) { return Encode(outcome); }
std::string EncodeCanonical(const Pin& pin) { return Encode(pin); }
std::string EncodeCanonical(const ActiveProfile& active) { return Encode(active); }
std::string EncodeCanonical(const StoredAnswer& answer) { return Encode(answer); }

std::string FingerprintOf(absl::string_view bytes) { return base::DigestOf(bytes).ToHex(); }

absl::StatusOr<Mentee> DecodeMentee(absl::string_view bytes) {
  return codec::Decode<Mentee>(bytes);
}
absl::StatusOr<Vacancy> DecodeVacancy(absl::string_view bytes) {
  return codec::Decode<Vacancy>(bytes);
}
absl::StatusOr<ClassificationRows> DecodeClassification(absl::string_view bytes) {
  return codec::Decode<ClassificationRows>(bytes);
}
absl::StatusOr<ScoringProfile> DecodeProfile(absl::string_view bytes) {
  return codec::Decode<ScoringProfile>(bytes);
}
absl::StatusOr<MenteeRecord> DecodeMenteeRecord(absl::string_view bytes) {
  return codec::Decode<MenteeRecord>(bytes);
}
absl::StatusOr<MenteeContact> DecodeMenteeContact(absl::string_view bytes) {
  return codec::Decode<MenteeContact>(bytes);
}
absl::StatusOr<Employer> DecodeEmployer(absl::string_view bytes) {
  return codec::Decode<Employer>(bytes);
}
absl::StatusOr<Mentor> DecodeMentor(absl::string_view bytes) {
  return codec::Decode<Mentor>(bytes);
}
absl::StatusOr<Offer> DecodeOffer(absl::string_view bytes) { return codec::Decode<Offer>(bytes); }
absl::StatusOr<Outcome> DecodeOutcome(absl::string_view bytes) {
  return codec::Decode<Outcome>(bytes);
}
absl::StatusOr<Pin> DecodePin(absl::string_view bytes) { return codec::Decode<Pin>(bytes); }
absl::StatusOr<ActiveProfile> DecodeActiveProfile(absl::string_view bytes) {
  return codec::Decode<ActiveProfile>(bytes);
}
absl::StatusOr<StoredAnswer> DecodeStoredAnswer(absl::string_view bytes) {
  return codec::Decode<StoredAnswer>(bytes);
}

}  // namespace passung
