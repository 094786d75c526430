#ifndef PASSUNG_CODEC_H_
#define PASSUNG_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/contact.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"
#include "passung/offer.h"
#include "passung/outcome.h"
#include "passung/partner.h"
#include "passung/pin.h"
#include "passung/profile.h"
#include "passung/record.h"
#include "passung/stored.h"
#include "passung/vacancy.h"

// Canonical bytes: one value has exactly one encoding, on every machine. Storage keeps them,
// digests are taken over them.

namespace passung {

std::string EncodeCanonical(const Mentee& mentee);
std::string EncodeCanonical(const Vacancy& vacancy);
std::string EncodeCanonical(const ScoringProfile& profile);
std::string EncodeCanonical(const ClassificationRows& rows);
std::string EncodeCanonical(const MenteeRecord& record);
std::string EncodeCanonical(const MenteeContact& contact);
std::string EncodeCanonical(const Employer& employer);
std::string EncodeCanonical(const Mentor& mentor);
std::string EncodeCanonical(const Offer& offer);
std::string EncodeCanonical(const Outcome& outcome);
std::string EncodeCanonical(const Pin& pin);
std::string EncodeCanonical(const ActiveProfile& active);
std::string EncodeCanonical(const StoredAnswer& answer);

// 32 hexadecimal digits that tell contents apart, and protect nothing.
std::string FingerprintOf(absl::string_view bytes);

// DataLoss where the bytes are cut, have a rest, or hold a value outside its enumeration;
// FailedPrecondition where they were written by a newer format.
absl::StatusOr<Mentee> DecodeMentee(absl::string_view bytes);
absl::StatusOr<Vacancy> DecodeVacancy(absl::string_view bytes);
absl::StatusOr<ClassificationRows> DecodeClassification(absl::string_view bytes);
absl::StatusOr<ScoringProfile> DecodeProfile(absl::string_view bytes);
absl::StatusOr<MenteeRecord> DecodeMenteeRecord(absl::string_view bytes);
absl::StatusOr<MenteeContact> DecodeMenteeContact(absl::string_view bytes);
absl::StatusOr<Employer> DecodeEmployer(absl::string_view bytes);
absl::StatusOr<Mentor> DecodeMentor(absl::string_view bytes);
absl::StatusOr<Offer> DecodeOffer(absl::string_view bytes);
absl::StatusOr<Outcome> DecodeOutcome(absl::string_view bytes);
absl::StatusOr<Pin> DecodePin(absl::string_view bytes);
absl::StatusOr<ActiveProfile> DecodeActiveProfile(absl::string_view bytes);
absl::StatusOr<StoredAnswer> DecodeStoredAnswer(absl::string_view bytes);

}  // namespace passung

#endif  // PASSUNG_CODEC_H_
