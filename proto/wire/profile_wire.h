// Scoring profiles between the engine, the wire and profile files.
#ifndef PASSUNG_PROTO_WIRE_PROFILE_WIRE_H_
#define PASSUNG_PROTO_WIRE_PROFILE_WIRE_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "passung/profile.h"
#include "passung/v1/match_service.pb.h"
#include "passung/v1/profile.pb.h"

namespace passung::wire {

// REQUIRES: `profile` is valid.
v1::ScoringProfile ToProto(const ScoringProfile& profile);
// InvalidArgument with all missing and faulty fields; passung::Validate comes next.
absl::StatusOr<ScoringProfile> FromProto(const v1::ScoringProfile& message,
                                         absl::string_view path = "");

// A profile file: the text form of v1::ScoringProfile, rows of a table on one line each. The same
// profile always gives the same text.
std::string ProfileToText(const ScoringProfile& profile);
// Reads and validates a profile file. InvalidArgument naming line and column of a syntax error or
// an unknown field, and the field of a missing or faulty value.
absl::StatusOr<ScoringProfile> ProfileFromText(absl::string_view text);

// What a request changes in its profile; faulty fields as `weight_overrides[0].criterion`. A key
// that comes twice is left to passung::Apply.
absl::StatusOr<ProfileOverrides> FromProto(
    const google::protobuf::RepeatedPtrField<v1::WeightOverride>& weights,
    const google::protobuf::RepeatedPtrField<v1::SwitchOverride>& switches);

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_PROFILE_WIRE_H_
