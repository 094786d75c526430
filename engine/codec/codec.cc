#include "passung/codec.h"

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

absl::StatusOr<Mentee> DecodeMentee(absl::string_view bytes) {
  return codec::Decode<Mentee>(bytes);
}
absl::StatusOr<Vacancy> DecodeVacancy(absl::string_view bytes) {
  return codec::Decode<Vacancy>(bytes);
}
absl::StatusOr<ClassificationRows> DecodeClassification(absl::string_view bytes) {
  return codec::Decode<ClassificationRows>(bytes);
}

}  // namespace passung
