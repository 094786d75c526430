// Any bytes as a mentee, a vacancy and a profile: refused with fields, or rows that are valid.
#include <google/protobuf/stubs/logging.h>

#include <cstdint>
#include <cstdlib>

#include "passung/mentee.h"
#include "passung/v1/mentee.pb.h"
#include "passung/v1/profile.pb.h"
#include "passung/v1/vacancy.pb.h"
#include "passung/vacancy.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/vacancy_wire.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // protobuf would say of each text that is no UTF-8 so.
  static const bool quiet = google::protobuf::SetLogHandler(nullptr) != nullptr;
  static_cast<void>(quiet);
  const int length = static_cast<int>(size);
  passung::v1::Mentee mentee;
  if (mentee.ParseFromArray(data, length)) {
    const auto row = passung::wire::FromProto(mentee);
    if (row.ok()) static_cast<void>(passung::Validate(*row));
  }
  passung::v1::Vacancy vacancy;
  if (vacancy.ParseFromArray(data, length)) {
    const auto row = passung::wire::FromProto(vacancy);
    if (row.ok()) static_cast<void>(passung::Validate(*row));
  }
  passung::v1::ScoringProfile profile;
  if (profile.ParseFromArray(data, length)) static_cast<void>(passung::wire::FromProto(profile));
  return 0;
}
