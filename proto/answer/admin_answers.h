// What operators and data protection officers ask for.
#ifndef PASSUNG_PROTO_ANSWER_ADMIN_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_ADMIN_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/v1/admin_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

absl::StatusOr<v1::ServerStatus> GetServerStatus(const v1::GetServerStatusRequest& request,
                                                 const CallContext& context);
absl::StatusOr<v1::ServerStatus> Reload(const v1::ReloadRequest& request,
                                        const CallContext& context);

// NotFound where nothing is stored of the person, not even history.
absl::StatusOr<v1::PersonExport> ExportPerson(const v1::ExportPersonRequest& request,
                                              const CallContext& context);
// NotFound.
absl::StatusOr<v1::RestrictPersonResponse> RestrictPerson(const v1::RestrictPersonRequest& request,
                                                          const CallContext& context);
// Unavailable where the person is purged and another process kept the traces from being overwritten;
// then the same call does the rest.
absl::StatusOr<v1::PurgePersonResponse> PurgePerson(const v1::PurgePersonRequest& request,
                                                    const CallContext& context);
// Everybody whose end lies before `context.now`.
absl::StatusOr<v1::PurgeExpiredResponse> PurgeExpired(const v1::PurgeExpiredRequest& request,
                                                      const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_ADMIN_ANSWERS_H_
