// Reading the rows of the catalogue, one by name or many page by page.
#ifndef PASSUNG_PROTO_ANSWER_CATALOG_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_CATALOG_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/v1/catalog_service.pb.h"
#include "passung/v1/offer_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// InvalidArgument naming the fields; NotFound; PermissionDenied as of person_guard.h.
absl::StatusOr<v1::Mentee> GetMentee(const v1::GetMenteeRequest& request,
                                     const CallContext& context);
absl::StatusOr<v1::Vacancy> GetVacancy(const v1::GetVacancyRequest& request,
                                       const CallContext& context);
// Those that are not there are named and fail nothing.
absl::StatusOr<v1::BatchGetVacanciesResponse> BatchGetVacancies(
    const v1::BatchGetVacanciesRequest& request, const CallContext& context);
absl::StatusOr<v1::Employer> GetEmployer(const v1::GetEmployerRequest& request,
                                         const CallContext& context);
absl::StatusOr<v1::Mentor> GetMentor(const v1::GetMentorRequest& request,
                                     const CallContext& context);
absl::StatusOr<v1::Offer> GetOffer(const v1::GetOfferRequest& request, const CallContext& context);

// People whom the caller may not see for the purpose are not listed.
absl::StatusOr<v1::ListMenteesResponse> ListMentees(const v1::ListMenteesRequest& request,
                                                    const CallContext& context);
absl::StatusOr<v1::ListVacanciesResponse> ListVacancies(const v1::ListVacanciesRequest& request,
                                                        const CallContext& context);
absl::StatusOr<v1::ListEmployersResponse> ListEmployers(const v1::ListEmployersRequest& request,
                                                        const CallContext& context);
absl::StatusOr<v1::ListMentorsResponse> ListMentors(const v1::ListMentorsRequest& request,
                                                    const CallContext& context);
absl::StatusOr<v1::ListOffersResponse> ListOffers(const v1::ListOffersRequest& request,
                                                  const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_CATALOG_ANSWERS_H_
