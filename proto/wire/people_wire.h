// Records about people, their contact, and partners, between the engine and the wire. Etags are left
// to who keeps the rows.
#ifndef PASSUNG_PROTO_WIRE_PEOPLE_WIRE_H_
#define PASSUNG_PROTO_WIRE_PEOPLE_WIRE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/contact.h"
#include "passung/partner.h"
#include "passung/record.h"
#include "passung/v1/contact.pb.h"
#include "passung/v1/partner.pb.h"
#include "passung/v1/record.pb.h"

namespace passung::wire {

// REQUIRES: the values are valid. The id of a record stands in the mentee's name.
v1::MenteeRecord ToProto(const MenteeRecord& record);
v1::MenteeContact ToProto(const MenteeContact& contact);
v1::Employer ToProto(const Employer& employer);
v1::Mentor ToProto(const Mentor& mentor);

// InvalidArgument with all faulty fields, their paths led by `path`, as for a mentee; of a contact
// without quoting what stands in it. passung::Validate comes next. A record comes without its id.
absl::StatusOr<MenteeRecord> FromProto(const v1::MenteeRecord& message,
                                       absl::string_view path = "");
absl::StatusOr<MenteeContact> FromProto(const v1::MenteeContact& message,
                                        absl::string_view path = "");
absl::StatusOr<Employer> FromProto(const v1::Employer& message, absl::string_view path = "");
absl::StatusOr<Mentor> FromProto(const v1::Mentor& message, absl::string_view path = "");

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_PEOPLE_WIRE_H_
