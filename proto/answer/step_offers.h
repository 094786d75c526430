#ifndef PASSUNG_PROTO_ANSWER_STEP_OFFERS_H_
#define PASSUNG_PROTO_ANSWER_STEP_OFFERS_H_

#include "absl/status/status.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "passung/mentee.h"
#include "passung/steps.h"
#include "passung/v1/analysis.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// Adds to each step the offers that lead there, at most `limit` of them. REQUIRES: `messages` are the
// steps of the report on the wire. Reads all offers.
absl::Status AddStepOffers(const Mentee& mentee, const StepReport& report, int32_t limit,
                           const CallContext& context, const Knowledge& knowledge,
                           google::protobuf::RepeatedPtrField<v1::StepResult>& messages);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_STEP_OFFERS_H_
