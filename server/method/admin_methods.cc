#include "server/method/admin_methods.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "passung/v1/admin_service.pb.h"
#include "proto/answer/admin_answers.h"
#include "server/method/answer_methods.h"

namespace passung::server {
namespace {

absl::StatusOr<AccessLog*> LogOf(const CallContext& context) {
  if (context.services.access_log != nullptr) return context.services.access_log;
  return absl::FailedPreconditionError("this server keeps no access log");
}

absl::StatusOr<v1::ListAccessEntriesResponse> ListAccessEntries(
    const v1::ListAccessEntriesRequest& request, CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(AccessLog* const log, LogOf(context));
  return log->List(request);
}

absl::StatusOr<v1::VerifyAccessLogResponse> VerifyAccessLog(
    const v1::VerifyAccessLogRequest& /*request*/, CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(AccessLog* const log, LogOf(context));
  return log->Verify();
}

}  // namespace

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
          {"passung.v1.AdminService.ListAccessEntries", Unary(ListAccessEntries)},
          {"passung.v1.AdminService.VerifyAccessLog", Unary(VerifyAccessLog)},
      }};
}

}  // namespace passung::server
