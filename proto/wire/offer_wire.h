// Support offers, gaps and the reasons of suggestions between the engine and the wire. Etags are left to who
// keeps the rows, texts to who knows the language.
#ifndef PASSUNG_PROTO_WIRE_OFFER_WIRE_H_
#define PASSUNG_PROTO_WIRE_OFFER_WIRE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/gap.h"
#include "passung/offer.h"
#include "passung/suggestion.h"
#include "passung/v1/offer.pb.h"
#include "passung/v1/suggestion.pb.h"

namespace passung::wire {

// REQUIRES: the values are valid.
v1::Offer ToProto(const Offer& offer);
v1::Gap ToProto(const Gap& gap);
v1::SuggestionPart ToProto(const SuggestionPart& part);
v1::GateOutcome ToProto(const GateOutcome& outcome);

// InvalidArgument with all faulty fields, their paths led by `path`, as for a mentee. passung::Validate
// comes next for an offer or a gap.
absl::StatusOr<Offer> FromProto(const v1::Offer& message, absl::string_view path = "");
absl::StatusOr<Gap> FromProto(const v1::Gap& message, absl::string_view path = "");
// For clients.
absl::StatusOr<SuggestionPart> FromProto(const v1::SuggestionPart& message);
absl::StatusOr<GateOutcome> FromProto(const v1::GateOutcome& message);

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_OFFER_WIRE_H_
