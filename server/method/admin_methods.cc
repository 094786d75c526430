#include "server/method/admin_methods.h"

#include <utility>

#include "passung/v1/admin_service.pb.h"
#include "proto/answer/admin_answers.h"
#include "server/method/answer_methods.h"

namespace passung::server {

BoundFile AdminMethods() {
  return {
      .file = v1::ReloadRequest::descriptor()->file(),
      .bindings = {
          {"passung.v1.AdminService.GetServerStatus",
           Unary(Answered<answer::GetServerStatus>::Call)},
          {"passung.v1.AdminService.Reload", Unary(Answered<answer::Reload>::Call)},
          {"passung.v1.AdminService.ExportPerson", Unary(Answered<answer::ExportPerson>::Call)},
          {"passung.v1.AdminService.RestrictPerson", Unary(Answered<answer::RestrictPerson>::Call)},
          {"passung.v1.AdminService.PurgePerson", Unary(Answered<answer::PurgePerson>::Call)},
          {"passung.v1.AdminService.PurgeExpired", Unary(Answered<answer::PurgeExpired>::Call)},
      }};
}

}  // namespace passung::server
