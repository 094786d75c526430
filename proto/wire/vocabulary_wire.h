// Enumerations and the value types that mentees, vacancies and requests share.
#ifndef PASSUNG_PROTO_WIRE_VOCABULARY_WIRE_H_
#define PASSUNG_PROTO_WIRE_VOCABULARY_WIRE_H_

#include <type_traits>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/v1/judgement.pb.h"
#include "passung/v1/vocabulary.pb.h"
#include "passung/vocabulary.h"
#include "proto/wire/archive.h"
#include "proto/wire/field_error.h"

namespace passung::wire {

// ToProto<v1::HitClass>(HitClass::kOpen)
template <class ProtoEnum, class E>
ProtoEnum ToProto(E value) {
  static_assert(std::is_enum_v<E>);
  return static_cast<ProtoEnum>(static_cast<int>(value) + 1);
}

// FromProto<HitClass>(request.classes(0), "classes[0]"); InvalidArgument naming `field` where the
// number is UNSPECIFIED or no value of the enumeration.
template <class E, class ProtoEnum>
absl::StatusOr<E> FromProto(ProtoEnum value, absl::string_view field) {
  static_assert(std::is_enum_v<E> && google::protobuf::is_proto_enum<ProtoEnum>::value);
  const int number = static_cast<int>(value);
  if (number >= 1 && number <= static_cast<int>(EnumCount<E>())) return static_cast<E>(number - 1);
  return FieldErrorStatus({{.field = std::string(field),
                            .description = absl::StrCat(
                                number, number == 0 ? " is no choice of " : " is not a value of ",
                                google::protobuf::GetEnumDescriptor<ProtoEnum>()->name())}});
}

template <>
struct Fields<Validity> {
  static constexpr bool kOmitDefault = true;
  template <class Archive, class T>
  static void Visit(Archive& archive, T& valid) {
    archive(v1::Validity::kFromFieldNumber, valid.from);
    archive(v1::Validity::kUntilFieldNumber, valid.until);
  }
};

template <>
struct Fields<WeeklyHours> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& hours) {
    archive(v1::WeeklyHours::kMinFieldNumber, hours.min);
    archive(v1::WeeklyHours::kMaxFieldNumber, hours.max);
  }
};

template <>
struct Fields<TimeWindow> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& window) {
    archive(v1::TimeWindow::kWeekdayFieldNumber, window.weekday);
    archive(v1::TimeWindow::kFromMinuteFieldNumber, window.from_minute);
    archive(v1::TimeWindow::kToMinuteFieldNumber, window.to_minute);
  }
};

template <>
struct Fields<GeoPoint> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& point) {
    archive(v1::GeoPoint::kLatitudeE6FieldNumber, point.latitude_e6);
    archive(v1::GeoPoint::kLongitudeE6FieldNumber, point.longitude_e6);
  }
};

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_VOCABULARY_WIRE_H_
