#include "proto/wire/resource_name.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"

namespace passung::wire {
namespace {

constexpr absl::string_view kContactEnd = "/contact";

}  // namespace

std::string ResourceName(absl::string_view collection, absl::string_view id) {
  return id.empty() ? std::string() : absl::StrCat(collection, "/", id);
}

std::string ResourceName(const MenteeId& id) { return ResourceName(kMentees, id.value); }
std::string ResourceName(const VacancyId& id) { return ResourceName(kVacancies, id.value); }
std::string ResourceName(const EmployerId& id) { return ResourceName(kEmployers, id.value); }

std::string ContactName(const MenteeId& id) { return absl::StrCat(ResourceName(id), kContactEnd); }

absl::StatusOr<std::string> IdInName(absl::string_view collection, absl::string_view name) {
  absl::string_view id = name;
  if (!absl::ConsumePrefix(&id, collection) || !absl::ConsumePrefix(&id, "/") ||
      !ValidateId("id", id).ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", name, "\" is not \"", collection,
                     "/{id}\" with an id of 1 to 63 characters of A-Z, a-z, 0-9, \".\", \"_\", "
                     "\"-\""));
  }
  return std::string(id);
}

absl::StatusOr<MenteeId> ParseMenteeName(absl::string_view name) {
  PASSUNG_ASSIGN_OR_RETURN(std::string id, IdInName(kMentees, name));
  return MenteeId{std::move(id)};
}

absl::StatusOr<VacancyId> ParseVacancyName(absl::string_view name) {
  PASSUNG_ASSIGN_OR_RETURN(std::string id, IdInName(kVacancies, name));
  return VacancyId{std::move(id)};
}

std::string NameBelow(const MenteeId& mentee, absl::string_view collection, absl::string_view id) {
  return absl::StrCat(ResourceName(mentee), "/", collection, "/", id);
}

absl::StatusOr<NameOfPart> ParseNameBelow(absl::string_view collection, absl::string_view name) {
  const std::string middle = absl::StrCat("/", collection, "/");
  const size_t at = name.find(middle);
  if (at != absl::string_view::npos) {
    const absl::string_view id = name.substr(at + middle.size());
    absl::StatusOr<MenteeId> mentee = ParseMenteeName(name.substr(0, at));
    if (mentee.ok() && ValidateId("id", id).ok()) return NameOfPart{*mentee, std::string(id)};
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", name, "\" is not \"mentees/{id}/", collection, "/{id}\""));
}

absl::StatusOr<MenteeId> ParseContactName(absl::string_view name) {
  absl::string_view mentee = name;
  if (absl::ConsumeSuffix(&mentee, kContactEnd)) {
    if (absl::StatusOr<MenteeId> id = ParseMenteeName(mentee); id.ok()) return id;
  }
  return absl::InvalidArgumentError(absl::StrCat("\"", name, "\" is not \"mentees/{id}/contact\""));
}

absl::StatusOr<std::string> ParseProfileName(absl::string_view name) {
  if (name.empty()) return std::string("default");
  if (absl::StrContains(name, "/")) return IdInName(kProfiles, name);
  return IdInName(kProfiles, absl::StrCat(kProfiles, "/", name));
}

}  // namespace passung::wire
