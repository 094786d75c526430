// Which offers help somebody, and which gaps no offer closes.
#ifndef PASSUNG_PROTO_ANSWER_OFFER_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_OFFER_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/v1/match_service.pb.h"
#include "passung/v1/offer_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// InvalidArgument naming the fields; NotFound; PermissionDenied as of person_guard.h;
// FailedPrecondition without a snapshot. Reads all offers.
absl::StatusOr<v1::SuggestOffersResponse> SuggestOffers(const v1::SuggestOffersRequest& request,
                                                        const CallContext& context);

// Over all people whom the caller may see for the purpose; figures below five are left out. Reads all
// offers and all of these people.
absl::StatusOr<v1::ListOfferGapsResponse> ListOfferGaps(const v1::ListOfferGapsRequest& request,
                                                        const CallContext& context);

// Which mentors could look after somebody; errors as of SuggestOffers. Reads all mentors and all records.
absl::StatusOr<v1::RankMentorsResponse> RankMentors(const v1::RankMentorsRequest& request,
                                                    const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_OFFER_ANSWERS_H_
