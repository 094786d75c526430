#include "server/method/admin_methods.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "engine/base/status_macros.h"
#include "passung/backup.h"
#include "passung/repository.h"
#include "passung/v1/admin_service.pb.h"
#include "proto/answer/admin_answers.h"
#include "proto/wire/rpc_status.h"
#include "server/audit/replay.h"
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
  if (services.exploration_width > 0) {
    status->set_exploration_width(services.exploration_width);
    status->set_exploration_first_places(services.exploration_first_places);
  }
  return status;
}

absl::StatusOr<v1::ServerStatus> GetServerStatus(const v1::GetServerStatusRequest& request,
                                                 CallContext& context) {
  return Running(answer::GetServerStatus(request, AnswerContextOf(context)), context.services);
}

absl::StatusOr<v1::ServerStatus> Reload(const v1::ReloadRequest& request, CallContext& context) {
  return Running(answer::Reload(request, AnswerContextOf(context)), context.services);
}

absl::StatusOr<v1::ReplayAnswerResponse> ReplayAnswer(const v1::ReplayAnswerRequest& request,
                                                      CallContext& context) {
  if (context.services.access_log == nullptr) {
    return wire::WithReason(absl::FailedPreconditionError("this server keeps no log of answers"),
                            "NO_DECISION_LOG");
  }
  const answer::CallContext call = AnswerContextOf(context);
  return Replay(*context.services.access_log, call).Run(request);
}

// Files have no place in what clients are told.
absl::Status BackupFault(const absl::Status& status) {
  if (absl::IsResourceExhausted(status)) {
    return wire::WithReason(
        absl::ResourceExhaustedError("there is no space for a backup; none was made"),
        "STORAGE_FULL");
  }
  return status;
}

// Named after the time; of one second several, if need be.
absl::StatusOr<BackupState> BackUpInto(const Services& services, std::string& file) {
  constexpr int kMostOfOneSecond = 100;
  const std::string time = absl::FormatTime("%Y%m%dT%H%M%SZ", absl::Now(), absl::UTCTimeZone());
  absl::StatusOr<BackupState> state;
  for (int n = 1; n <= kMostOfOneSecond; ++n) {
    file = absl::StrCat("passung-", time, n == 1 ? "" : absl::StrCat("-", n), ".backup");
    state = BackUpDatabase(services.db, absl::StrCat(services.backup_folder, "/", file));
    if (!absl::IsAlreadyExists(state.status())) break;
  }
  return state;
}

absl::StatusOr<v1::BackUpResponse> BackUp(const v1::BackUpRequest& /*request*/,
                                          CallContext& context) {
  const Services& services = context.services;
  if (services.backup_folder.empty()) {
    return wire::WithReason(
        absl::FailedPreconditionError("this server has no folder for backups (backup_folder)"),
        "NO_BACKUP_FOLDER");
  }
  if (IsDatabaseServer(services.db)) {
    return wire::WithReason(absl::FailedPreconditionError(
                                "a PostgreSQL database is backed up by its own programs (pg_dump)"),
                            "NO_DATABASE_FILE");
  }
  std::string file;
  const auto state = BackUpInto(services, file);
  if (!state.ok()) return BackupFault(state.status());
  v1::BackUpResponse response;
  response.set_file(file);
  response.set_revision(state->revision);
  response.set_rows(state->rows);
  response.set_size_bytes(state->bytes);
  return response;
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
          {"passung.v1.AdminService.ReplayAnswer", Unary(ReplayAnswer)},
          {"passung.v1.AdminService.BackUp", Unary(BackUp)},
      }};
}

}  // namespace passung::server
