// Changing the rows of the catalogue. Every change is one atomic write, made only while the rows are
// as they were read, and seen by the next question.
#ifndef PASSUNG_PROTO_ANSWER_CATALOG_CHANGES_H_
#define PASSUNG_PROTO_ANSWER_CATALOG_CHANGES_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "passung/v1/catalog_service.pb.h"
#include "passung/v1/offer_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// InvalidArgument naming the fields; AlreadyExists; PermissionDenied as of person_guard.h.
absl::StatusOr<v1::Mentee> CreateMentee(const v1::CreateMenteeRequest& request,
                                        const CallContext& context);
absl::StatusOr<v1::Vacancy> CreateVacancy(const v1::CreateVacancyRequest& request,
                                          const CallContext& context);
absl::StatusOr<v1::Employer> CreateEmployer(const v1::CreateEmployerRequest& request,
                                            const CallContext& context);
absl::StatusOr<v1::Mentor> CreateMentor(const v1::CreateMentorRequest& request,
                                        const CallContext& context);
absl::StatusOr<v1::Offer> CreateOffer(const v1::CreateOfferRequest& request,
                                      const CallContext& context);

// … NotFound; Aborted with the reason ETAG_MISMATCH, or where somebody else was faster.
absl::StatusOr<v1::Mentee> UpdateMentee(const v1::UpdateMenteeRequest& request,
                                        const CallContext& context);
absl::StatusOr<v1::Vacancy> UpdateVacancy(const v1::UpdateVacancyRequest& request,
                                          const CallContext& context);
absl::StatusOr<v1::Employer> UpdateEmployer(const v1::UpdateEmployerRequest& request,
                                            const CallContext& context);
absl::StatusOr<v1::Mentor> UpdateMentor(const v1::UpdateMentorRequest& request,
                                        const CallContext& context);
absl::StatusOr<v1::Offer> UpdateOffer(const v1::UpdateOfferRequest& request,
                                      const CallContext& context);

// … FailedPrecondition for a mentor who is responsible for somebody.
absl::StatusOr<google::protobuf::Empty> DeleteMentee(const v1::DeleteMenteeRequest& request,
                                                     const CallContext& context);
absl::StatusOr<google::protobuf::Empty> DeleteVacancy(const v1::DeleteVacancyRequest& request,
                                                      const CallContext& context);
absl::StatusOr<google::protobuf::Empty> DeleteEmployer(const v1::DeleteEmployerRequest& request,
                                                       const CallContext& context);
absl::StatusOr<google::protobuf::Empty> DeleteMentor(const v1::DeleteMentorRequest& request,
                                                     const CallContext& context);
absl::StatusOr<google::protobuf::Empty> DeleteOffer(const v1::DeleteOfferRequest& request,
                                                    const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_CATALOG_CHANGES_H_
