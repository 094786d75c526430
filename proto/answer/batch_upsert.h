// Storing many rows at once: each is judged by itself, the good ones are one atomic write.
#ifndef PASSUNG_PROTO_ANSWER_BATCH_UPSERT_H_
#define PASSUNG_PROTO_ANSWER_BATCH_UPSERT_H_

#include "absl/status/statusor.h"
#include "passung/v1/catalog_service.pb.h"
#include "passung/v1/offer_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// The report has format "request" and records counted from 1. Of two rows with one name the later is
// refused, and so is a row with an etag of another version. InvalidArgument only for a batch that is
// empty or too large.
absl::StatusOr<v1::BatchUpsertMenteesResponse> BatchUpsertMentees(
    const v1::BatchUpsertMenteesRequest& request, const CallContext& context);
absl::StatusOr<v1::BatchUpsertVacanciesResponse> BatchUpsertVacancies(
    const v1::BatchUpsertVacanciesRequest& request, const CallContext& context);
absl::StatusOr<v1::BatchUpsertEmployersResponse> BatchUpsertEmployers(
    const v1::BatchUpsertEmployersRequest& request, const CallContext& context);
absl::StatusOr<v1::BatchUpsertMentorsResponse> BatchUpsertMentors(
    const v1::BatchUpsertMentorsRequest& request, const CallContext& context);
absl::StatusOr<v1::BatchUpsertOffersResponse> BatchUpsertOffers(
    const v1::BatchUpsertOffersRequest& request, const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_BATCH_UPSERT_H_
