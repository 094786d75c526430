// How values of the domain become rows of bytes, kind by kind, and back.
#ifndef PASSUNG_ENGINE_STORAGE_ROW_KINDS_H_
#define PASSUNG_ENGINE_STORAGE_ROW_KINDS_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "engine/storage/row_store.h"
#include "passung/codec.h"
#include "passung/repository.h"

namespace passung::storage {

// kKind, Decode(bytes), IdOf(value) and Keys(value) of the rows that hold a T.
template <class T>
struct KindOf;

// Rows with a member `id` that is an Id<…>, and no keys.
template <class T, RowKind kRowKind, absl::StatusOr<T> (*kDecode)(absl::string_view)>
struct PlainKind {
  static constexpr RowKind kKind = kRowKind;
  static absl::StatusOr<T> Decode(absl::string_view bytes) { return kDecode(bytes); }
  static std::string IdOf(const T& value) { return value.id.value; }
  static RowKeys Keys(const T& /*value*/) { return {}; }
};

template <>
struct KindOf<Mentee> : PlainKind<Mentee, RowKind::kMentee, DecodeMentee> {};
template <>
struct KindOf<MenteeContact>
    : PlainKind<MenteeContact, RowKind::kMenteeContact, DecodeMenteeContact> {};
template <>
struct KindOf<Employer> : PlainKind<Employer, RowKind::kEmployer, DecodeEmployer> {};
template <>
struct KindOf<Mentor> : PlainKind<Mentor, RowKind::kMentor, DecodeMentor> {};
template <>
struct KindOf<Offer> : PlainKind<Offer, RowKind::kOffer, DecodeOffer> {};

// Rows of a mentee that go with them: its id is led by theirs.
template <class T, RowKind kRowKind, absl::StatusOr<T> (*kDecode)(absl::string_view)>
struct MenteesKind {
  static constexpr RowKind kKind = kRowKind;
  static absl::StatusOr<T> Decode(absl::string_view bytes) { return kDecode(bytes); }
  static RowKeys Keys(const T& value) {
    RowKeys keys;
    keys.owner = value.mentee.value;
    return keys;
  }
};

template <>
struct KindOf<Outcome> : MenteesKind<Outcome, RowKind::kOutcome, DecodeOutcome> {
  static std::string IdOf(const Outcome& outcome) {
    return OutcomeRowId(outcome.mentee, outcome.id);
  }
};
template <>
struct KindOf<Pin> : MenteesKind<Pin, RowKind::kPin, DecodePin> {
  static std::string IdOf(const Pin& pin) { return PinRowId(pin.mentee, pin.vacancy); }
};

template <>
struct KindOf<Vacancy> : PlainKind<Vacancy, RowKind::kVacancy, DecodeVacancy> {
  static RowKeys Keys(const Vacancy& vacancy) {
    RowKeys keys;
    if (!vacancy.occupations.empty() && vacancy.occupations.front().code) {
      keys.occupation = vacancy.occupations.front().code->ToString();
    }
    if (!vacancy.places.empty() && vacancy.places.front().district) {
      keys.district = vacancy.places.front().district->ToString();
    }
    return keys;
  }
};

template <>
struct KindOf<MenteeRecord> : PlainKind<MenteeRecord, RowKind::kMenteeRecord, DecodeMenteeRecord> {
  static RowKeys Keys(const MenteeRecord& record) {
    RowKeys keys;
    keys.owner = record.mentor.value;
    if (record.expire_time) keys.expires = record.expire_time->seconds;
    return keys;
  }
};

template <>
struct KindOf<ScoringProfile> {
  static constexpr RowKind kKind = RowKind::kProfile;
  static absl::StatusOr<ScoringProfile> Decode(absl::string_view bytes) {
    return DecodeProfile(bytes);
  }
  static std::string IdOf(const ScoringProfile& profile) {
    return ProfileRowId(profile.id, profile.version);
  }
  static RowKeys Keys(const ScoringProfile& /*profile*/) { return {}; }
};

template <>
struct KindOf<ActiveProfile> {
  static constexpr RowKind kKind = RowKind::kActiveProfile;
  static absl::StatusOr<ActiveProfile> Decode(absl::string_view bytes) {
    return DecodeActiveProfile(bytes);
  }
  static std::string IdOf(const ActiveProfile& active) { return active.id; }
  static RowKeys Keys(const ActiveProfile& /*active*/) { return {}; }
};

template <>
struct KindOf<StoredAnswer> {
  static constexpr RowKind kKind = RowKind::kAnswer;
  static absl::StatusOr<StoredAnswer> Decode(absl::string_view bytes) {
    return DecodeStoredAnswer(bytes);
  }
  static std::string IdOf(const StoredAnswer& answer) { return answer.id; }
  static RowKeys Keys(const StoredAnswer& answer) {
    RowKeys keys;
    keys.owner = answer.subject;
    keys.expires = answer.expire_time.seconds;
    return keys;
  }
};

inline absl::Status InRow(RowKind kind, absl::string_view id, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(RowKindName(kind), " \"", id, "\": ", status.message()));
}

template <class T>
absl::StatusOr<T> DecodeRow(absl::string_view id, absl::string_view bytes) {
  constexpr RowKind kKind = KindOf<T>::kKind;
  absl::StatusOr<T> value = KindOf<T>::Decode(bytes);
  if (!value.ok()) return InRow(kKind, id, value.status());
  if (const std::string its_id = KindOf<T>::IdOf(*value); its_id != id) {
    return InRow(kKind, id,
                 absl::DataLossError(absl::StrCat("its bytes are those of \"", its_id, "\"")));
  }
  return value;
}

}  // namespace passung::storage

#endif  // PASSUNG_ENGINE_STORAGE_ROW_KINDS_H_
