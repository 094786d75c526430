// Answers about what mentors keep in mind of vacancies for a mentee.
#ifndef PASSUNG_PROTO_ANSWER_PIN_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_PIN_ANSWERS_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "passung/v1/pin_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// PermissionDenied as of person_guard.h; the other errors are those of the contract.
absl::StatusOr<v1::Pin> SetPin(const v1::SetPinRequest& request, const CallContext& context);
absl::StatusOr<google::protobuf::Empty> DeletePin(const v1::DeletePinRequest& request,
                                                  const CallContext& context);
absl::StatusOr<v1::ListPinsResponse> ListPins(const v1::ListPinsRequest& request,
                                              const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PIN_ANSWERS_H_
