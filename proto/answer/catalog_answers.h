// Reading mentees and vacancies, and judging a batch of them before it is stored.
#ifndef PASSUNG_PROTO_ANSWER_CATALOG_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_CATALOG_ANSWERS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "passung/ingest.h"
#include "passung/knowledge.h"
#include "passung/repository.h"
#include "passung/v1/catalog_service.pb.h"

namespace passung::answer {

// InvalidArgument naming the field; NotFound.
absl::StatusOr<v1::Mentee> GetMentee(const v1::GetMenteeRequest& request,
                                     const Repository& repository);
absl::StatusOr<v1::Vacancy> GetVacancy(const v1::GetVacancyRequest& request,
                                       const Repository& repository);
absl::StatusOr<v1::ListMenteesResponse> ListMentees(const v1::ListMenteesRequest& request,
                                                    const Repository& repository);
absl::StatusOr<v1::ListVacanciesResponse> ListVacancies(const v1::ListVacanciesRequest& request,
                                                        const Repository& repository);

// The rows of a batch that may be stored, and what became of each.
template <class Row>
struct JudgedBatch {
  std::vector<Row> rows;
  ImportReport report;  // format "request", records counted from 1
};

// Each row by itself; of two with one name the later is refused. InvalidArgument only for a batch
// that is empty or too large.
absl::StatusOr<JudgedBatch<Mentee>> Judge(const v1::BatchUpsertMenteesRequest& request,
                                          const Knowledge& knowledge);
absl::StatusOr<JudgedBatch<Vacancy>> Judge(const v1::BatchUpsertVacanciesRequest& request,
                                           const Knowledge& knowledge);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_CATALOG_ANSWERS_H_
