// Names of things on the wire: "mentees/{id}", "mentees/{id}/contact", "vacancies/{id}",
// "employers/{id}", "mentors/{id}", "offers/{id}", "profiles/{id}".
#ifndef PASSUNG_PROTO_WIRE_RESOURCE_NAME_H_
#define PASSUNG_PROTO_WIRE_RESOURCE_NAME_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/ids.h"

namespace passung::wire {

inline constexpr absl::string_view kMentees = "mentees";
inline constexpr absl::string_view kVacancies = "vacancies";
inline constexpr absl::string_view kEmployers = "employers";
inline constexpr absl::string_view kMentors = "mentors";
inline constexpr absl::string_view kOffers = "offers";
inline constexpr absl::string_view kProfiles = "profiles";

std::string ResourceName(const MenteeId& id);
std::string ResourceName(const VacancyId& id);
std::string ResourceName(const EmployerId& id);
// "mentees/{id}/contact".
std::string ContactName(const MenteeId& id);
// "collection/id"; empty for an empty id.
std::string ResourceName(absl::string_view collection, absl::string_view id);

// The id in `name`. InvalidArgument, without a field, quoting the name and the form that is asked
// for, where `name` is not of that form or its id is not one (passung/ids.h).
absl::StatusOr<std::string> IdInName(absl::string_view collection, absl::string_view name);
absl::StatusOr<MenteeId> ParseMenteeName(absl::string_view name);
// "mentees/{id}/collection/{id}": what belongs to a mentee.
std::string NameBelow(const MenteeId& mentee, absl::string_view collection, absl::string_view id);
struct NameOfPart {
  MenteeId mentee;
  std::string id;
};
// InvalidArgument as for IdInName.
absl::StatusOr<NameOfPart> ParseNameBelow(absl::string_view collection, absl::string_view name);
absl::StatusOr<VacancyId> ParseVacancyName(absl::string_view name);
absl::StatusOr<MenteeId> ParseContactName(absl::string_view name);
// The id of a profile; also takes the bare id. Empty stands for "default".
absl::StatusOr<std::string> ParseProfileName(absl::string_view name);

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_RESOURCE_NAME_H_
