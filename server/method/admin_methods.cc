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

// What is loaded, and how this server runs.
absl::StatusOr<v1::ServerStatus> Running(absl::StatusOr<v1::ServerStatus> status,
                                         const Services& services) {
  if (!status.ok()) return status;
  status->mutable_start_time()->set_seconds(services.start_seconds);
  status->set_is_stored(services.is_stored);
  status->set_keeps_access_log(services.access_log != nullptr);
  return status;
}

absl::StatusOr<v1::ServerStatus> GetServerStatus(const v1::GetServerStatusRequest& request,
                                                 CallContext& context) {
  return Running(answer::GetServerStatus(request, AnswerContextOf(context)), context.services);
}

absl::StatusOr<v1::ServerStatus> Reload(const v1::ReloadRequest& request, CallContext& context) {
  return Running(answer::Reload(request, AnswerContextOf(context)), context.services);
}

}  // namespace

BoundFile AdminMethods() {
  return {
      .file = v1::ReloadRequest::descriptor()->file(),
      .bindings = {
          {"passung.v1.AdminService.GetServerStatus", Unary(GetServerStatus)},
          {"passung.v1.AdminService.Reload", Unary(Reload)},
          {"passung.v1.AdminService.ExportPerson", Unary(Answered<answer::ExportPerson>::Call)},
          {"passung.v1.AdminService.RestrictPerson", Unary(Answered<answer::RestrictPerson>::Call)},
          {"passung.v1.AdminService.PurgePerson", Unary(Answered<answer::PurgePerson>::Call)},
          {"passung.v1.AdminService.PurgeExpired", Unary(Answered<answer::PurgeExpired>::Call)},
          {"passung.v1.AdminService.ListAccessEntries", Unary(ListAccessEntries)},
          {"passung.v1.AdminService.VerifyAccessLog", Unary(VerifyAccessLog)},
      }};
}

}  // namespace passung::server
