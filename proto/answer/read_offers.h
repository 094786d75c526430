#ifndef PASSUNG_PROTO_ANSWER_READ_OFFERS_H_
#define PASSUNG_PROTO_ANSWER_READ_OFFERS_H_

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/answer/row_walk.h"

namespace passung::answer {

// All that is stored, in the order of ids.
inline absl::StatusOr<std::vector<Offer>> ReadOffers(const CallContext& context) {
  std::vector<Offer> offers;
  PASSUNG_RETURN_IF_ERROR(WalkRows("", {}, context, [&](Offer offer) {
    offers.push_back(std::move(offer));
    return true;
  }));
  return offers;
}

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_READ_OFFERS_H_
