// What reasons speak of, in answers of all kinds.
#ifndef PASSUNG_PROTO_WIRE_PARAMETER_WIRE_H_
#define PASSUNG_PROTO_WIRE_PARAMETER_WIRE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "passung/reason_parameter.h"
#include "passung/v1/result.pb.h"
#include "proto/wire/archive.h"

namespace passung::wire {

namespace parameter_internal {

// A name as it travels: a string.
struct WrittenName {
  ParameterName name = ParameterName::kNeed;

  static absl::StatusOr<WrittenName> Parse(absl::string_view text) {
    if (const auto name = FromName<ParameterName>(text)) return WrittenName{*name};
    return absl::InvalidArgumentError(
        absl::StrCat("\"", text, "\" is not the name of a parameter"));
  }
  absl::string_view text() const { return Name(name); }
  std::string ToString() const { return std::string(text()); }
};

}  // namespace parameter_internal

template <>
struct Fields<ReasonParameter> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& parameter) {
    parameter_internal::WrittenName written{parameter.name};
    archive(v1::ReasonParameter::kNameFieldNumber, written);
    if constexpr (Archive::kReads) parameter.name = written.name;
    archive(v1::ReasonParameter::kValueFieldNumber, parameter.value);
  }
};

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_PARAMETER_WIRE_H_
