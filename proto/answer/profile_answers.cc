#include "proto/answer/profile_answers.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/codec.h"
#include "passung/record_problem.h"
#include "proto/answer/list_rows.h"
#include "proto/answer/page_token.h"
#include "proto/answer/request_id.h"
#include "proto/wire/field_error.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/result_wire.h"

namespace passung::answer {
namespace {

absl::StatusOr<std::string> ProfileId(absl::string_view name) {
  absl::StatusOr<std::string> id = wire::IdInName(wire::kProfiles, name);
  if (!id.ok()) return wire::UnderField("name", id.status());
  return id;
}

absl::StatusOr<v1::ProfileVersion> ShowVersion(const ScoringProfile& profile, bool active,
                                               bool shipped) {
  v1::ProfileVersion shown;
  *shown.mutable_profile() = wire::ToProto(profile);
  shown.set_active(active);
  shown.set_shipped(shipped);
  PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile applied, Apply(profile, {}));
  shown.set_digest(applied.digest);
  return shown;
}

absl::StatusOr<v1::ProfileVersion> ShowVersion(const ScoringProfile& profile,
                                               const ProfileSet& profiles) {
  const auto known = profiles.all().find(profile.id);
  if (known == profiles.all().end()) return ShowVersion(profile, false, false);
  return ShowVersion(profile, known->second.active == profile.version,
                     known->second.shipped == profile.version);
}

// The profile of a request, complete and valid; `version` 0 becomes `next`.
absl::StatusOr<ScoringProfile> ReadProfile(v1::ScoringProfile message, int32_t next) {
  if (message.version() == 0) message.set_version(next);
  PASSUNG_ASSIGN_OR_RETURN(ScoringProfile profile, wire::FromProto(message, "profile"));
  PASSUNG_RETURN_IF_ERROR(wire::UnderField("profile", Validate(profile)));
  return profile;
}

int32_t NextVersion(absl::string_view name, const ProfileSet& profiles) {
  const absl::StatusOr<std::string> id = wire::IdInName(wire::kProfiles, name);
  if (!id.ok()) return 1;
  const auto known = profiles.all().find(*id);
  return known == profiles.all().end() ? 1 : known->second.by_number.rbegin()->first + 1;
}

RowState NotThere(const ScoringProfile& profile) {
  return {.kind = RowKind::kProfile,
          .id = ProfileRowId(profile.id, profile.version),
          .fingerprint = ""};
}

}  // namespace

absl::StatusOr<ScoringProfile> ReadTriedProfile(const v1::ScoringProfile& message,
                                                const CallContext& context) {
  return ReadProfile(message, NextVersion(message.name(), *context.backend.profiles()));
}

absl::StatusOr<v1::ListProfilesResponse> ListProfiles(const v1::ListProfilesRequest& request,
                                                      const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string question = QuestionOf(request, context.caller);
  PASSUNG_ASSIGN_OR_RETURN(const PageEnd end,
                           ParsePageToken(context.page_key, question, request.page_token()));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, context.backend.repository().revision());
  v1::ListProfilesResponse response;
  response.set_snapshot_changed(!end.id.empty() && end.revision != revision);
  PageEnd next = {.revision = end.id.empty() ? revision : end.revision};
  const auto profiles = context.backend.profiles();
  for (const auto& [id, versions] : profiles->all()) {
    for (const auto& [number, profile] : versions.by_number) {
      std::string row_id = ProfileRowId(id, number);
      if (row_id <= end.id) continue;
      if (response.profiles_size() == size) {
        response.set_next_page_token(MakePageToken(context.page_key, question, next));
        return response;
      }
      PASSUNG_ASSIGN_OR_RETURN(*response.add_profiles(), ShowVersion(profile, *profiles));
      next.id = std::move(row_id);
    }
  }
  return response;
}

absl::StatusOr<v1::ProfileVersion> GetProfile(const v1::GetProfileRequest& request,
                                              const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string id, ProfileId(request.name()));
  const auto profiles = context.backend.profiles();
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile profile, profiles->Find(id, request.version()));
  return ShowVersion(profile, *profiles);
}

absl::StatusOr<v1::ValidateProfileResponse> ValidateProfile(
    const v1::ValidateProfileRequest& request, const CallContext& context) {
  v1::ValidateProfileResponse response;
  const auto profile = ReadTriedProfile(request.profile(), context);
  if (!profile.ok()) {
    for (wire::FieldError& error : wire::FieldErrors(profile.status())) {
      *response.add_problems() =
          wire::ToProto(OtherProblem(std::move(error.field), std::move(error.description)));
    }
    return response;
  }
  PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile applied, Apply(*profile, {}));
  response.set_digest(applied.digest);
  return response;
}

absl::StatusOr<v1::ProfileVersion> CreateProfileVersion(
    const v1::CreateProfileVersionRequest& request, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  v1::ProfileVersion answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (answered) return answer;
  const auto profiles = context.backend.profiles();
  const int32_t next = NextVersion(request.profile().name(), *profiles);
  PASSUNG_ASSIGN_OR_RETURN(ScoringProfile profile, ReadProfile(request.profile(), next));
  if (profile.version != next) {
    return wire::FieldErrorStatus(
        {{.field = "profile.version",
          .description = absl::StrCat(profile.version, " is neither 0 nor the next version, ", next,
                                      "; versions are never edited")}});
  }
  PASSUNG_ASSIGN_OR_RETURN(answer, ShowVersion(profile, next == 1, false));
  if (request.validate_only()) return answer;
  WriteBatch batch;
  batch.expect.push_back(NotThere(profile));
  batch.add_profiles.push_back(std::move(profile));
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(std::move(batch), "", answer));
  return answer;
}

absl::StatusOr<v1::ProfileVersion> ActivateProfile(const v1::ActivateProfileRequest& request,
                                                   const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string id, ProfileId(request.name()));
  if (request.version() < 1) {
    return wire::FieldErrorStatus(
        {{.field = "version",
          .description = absl::StrCat(request.version(), " is not at least 1")}});
  }
  PASSUNG_ASSIGN_OR_RETURN(RequestId request_id,
                           RequestId::Of(request, request.request_id(), context));
  v1::ProfileVersion answer;
  PASSUNG_ASSIGN_OR_RETURN(const bool answered, request_id.FindAnswer(answer));
  if (answered) return answer;
  const auto profiles = context.backend.profiles();
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile profile, profiles->Find(id, request.version()));
  const int32_t shipped = profiles->all().find(id)->second.shipped;
  PASSUNG_ASSIGN_OR_RETURN(answer, ShowVersion(profile, true, shipped == profile.version));
  if (request.validate_only()) return answer;
  WriteBatch batch;
  batch.activate.push_back({.id = id, .version = request.version()});
  PASSUNG_RETURN_IF_ERROR(request_id.Commit(std::move(batch), "", answer));
  return answer;
}

}  // namespace passung::answer
