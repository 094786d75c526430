#include "proto/answer/profile_set.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/base/status_macros.h"

namespace passung::answer {
namespace {

// A faulty one is left out: whoever asks for it is told why by Apply.
void AddApplied(const ScoringProfile& profile, ProfileSet::Versions& versions) {
  auto applied = Apply(profile, {});
  if (!applied.ok()) return;
  versions.applied.emplace(profile.version,
                           std::make_shared<const AppliedProfile>(*std::move(applied)));
}

}  // namespace

ProfileSet::ProfileSet() {
  for (const ScoringProfile& profile : ShippedProfiles()) {
    Versions& versions = profiles_[profile.id];
    versions.shipped = profile.version;
    versions.active = profile.version;
    versions.by_number.emplace(profile.version, profile);
    AddApplied(profile, versions);
  }
}

std::shared_ptr<const ProfileSet> ProfileSet::Shipped() {
  static const auto& shipped =
      *new std::shared_ptr<const ProfileSet>(std::shared_ptr<ProfileSet>(new ProfileSet));
  return shipped;
}

absl::StatusOr<std::shared_ptr<const ProfileSet>> ProfileSet::Load(const Repository& repository) {
  std::shared_ptr<ProfileSet> set(new ProfileSet);
  PASSUNG_ASSIGN_OR_RETURN(std::vector<ScoringProfile> stored, repository.ReadProfiles());
  for (ScoringProfile& profile : stored) set->Add(std::move(profile));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<ActiveProfile> active,
                           repository.ReadActiveProfiles());
  for (const ActiveProfile& chosen : active) {
    const auto found = set->profiles_.find(chosen.id);
    if (found == set->profiles_.end() || !found->second.by_number.contains(chosen.version)) {
      return absl::DataLossError(absl::StrCat("profile \"", chosen.id, "\" has no version ",
                                              chosen.version, ", which is to be used"));
    }
    found->second.active = chosen.version;
  }
  return set;
}

void ProfileSet::Add(ScoringProfile profile) {
  Versions& versions = profiles_[profile.id];
  if (versions.active == 0) versions.active = profile.version;
  const int32_t number = profile.version;
  AddApplied(profile, versions);
  versions.by_number.emplace(number, std::move(profile));
}

absl::StatusOr<const ProfileSet::Versions*> ProfileSet::FindVersions(absl::string_view id) const {
  const auto found = profiles_.find(id);
  if (found != profiles_.end()) return &found->second;
  return absl::NotFoundError(
      absl::StrCat("profile \"", id, "\" is not one of ",
                   absl::StrJoin(profiles_, ", ", [](std::string* out, const auto& profile) {
                     absl::StrAppend(out, profile.first);
                   })));
}

absl::StatusOr<ScoringProfile> ProfileSet::Find(absl::string_view id, int32_t version) const {
  PASSUNG_ASSIGN_OR_RETURN(const Versions* versions, FindVersions(id));
  const auto chosen = versions->by_number.find(version == 0 ? versions->active : version);
  if (chosen != versions->by_number.end()) return chosen->second;
  return absl::NotFoundError(absl::StrCat("profile \"", id, "\" has no version ", version,
                                          "; the newest is ", versions->by_number.rbegin()->first));
}

absl::StatusOr<std::shared_ptr<const AppliedProfile>> ProfileSet::FindApplied(
    absl::string_view id) const {
  PASSUNG_ASSIGN_OR_RETURN(const Versions* versions, FindVersions(id));
  const auto ready = versions->applied.find(versions->active);
  if (ready != versions->applied.end()) return ready->second;
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied,
                           Apply(versions->by_number.at(versions->active), {}));
  return std::make_shared<const AppliedProfile>(std::move(applied));
}

}  // namespace passung::answer
