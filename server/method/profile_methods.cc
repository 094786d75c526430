#include "server/method/profile_methods.h"

#include <utility>

#include "passung/v1/profile_service.pb.h"
#include "proto/answer/profile_answers.h"
#include "proto/answer/profile_preview.h"
#include "proto/answer/profile_tuning.h"
#include "server/method/answer_methods.h"

namespace passung::server {

BoundFile ProfileMethods() {
  return {
      .file = v1::GetProfileRequest::descriptor()->file(),
      .bindings = {
          {"passung.v1.ProfileService.ListProfiles", Unary(Answered<answer::ListProfiles>::Call)},
          {"passung.v1.ProfileService.GetProfile", Unary(Answered<answer::GetProfile>::Call)},
          {"passung.v1.ProfileService.ValidateProfile",
           Unary(Answered<answer::ValidateProfile>::Call)},
          {"passung.v1.ProfileService.PreviewProfile",
           Unary(Answered<answer::PreviewProfile>::Call)},
          {"passung.v1.ProfileService.EvaluateProfile",
           Unary(Answered<answer::EvaluateProfile>::Call)},
          {"passung.v1.ProfileService.TuneProfile", Unary(Answered<answer::TuneProfile>::Call)},
          {"passung.v1.ProfileService.CreateProfileVersion",
           Unary(Answered<answer::CreateProfileVersion>::Call)},
          {"passung.v1.ProfileService.ActivateProfile",
           Unary(Answered<answer::ActivateProfile>::Call)},
      }};
}

}  // namespace passung::server
