#ifndef PASSUNG_REPOSITORY_H_
#define PASSUNG_REPOSITORY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"
#include "passung/vacancy.h"

namespace passung {

// One atomic change. Either all of it is stored, at one new revision, or nothing.
struct WriteBatch {
  std::vector<Mentee> upsert_mentees;
  std::vector<Vacancy> upsert_vacancies;
  std::vector<MenteeId> delete_mentees;
  std::vector<VacancyId> delete_vacancies;
};

template <class T>
struct Page {
  std::vector<T> items;  // by id rising, as bytes
  std::string next_key;  // the last id of this page; empty: there is no more
};

// Every row as of one revision, for BuildSnapshot.
struct RepositoryContents {
  std::vector<Mentee> mentees;     // by id rising, as bytes
  std::vector<Vacancy> vacancies;  // likewise
  ClassificationRows classification;
  int64_t revision = 0;
};

// Where mentees, vacancies and the classification are kept. Every write makes a new revision; the
// versions before it stay readable (`…AsOf`). Thread-safe. A write that returns OK is durable where
// the medium is.
class Repository {
 public:
  virtual ~Repository() = default;

  // The new revision. InvalidArgument: a faulty row or an id named twice in the batch, with the
  // field; NotFound: a row to delete does not exist. Nothing is stored then.
  virtual absl::StatusOr<int64_t> Write(const WriteBatch& batch) = 0;
  virtual absl::StatusOr<int64_t> revision() const = 0;

  virtual absl::StatusOr<Mentee> GetMentee(const MenteeId& id) const = 0;  // NotFound
  virtual absl::StatusOr<Vacancy> GetVacancy(const VacancyId& id) const = 0;
  // Rows with id > `after`, at most `page_size` (1 … 10 000).
  virtual absl::StatusOr<Page<Mentee>> ListMentees(absl::string_view after,
                                                   int page_size) const = 0;
  virtual absl::StatusOr<Page<Vacancy>> ListVacancies(absl::string_view after,
                                                      int page_size) const = 0;
  // The row as it was at `revision`; NotFound if it was not there then.
  virtual absl::StatusOr<Mentee> GetMenteeAsOf(const MenteeId& id, int64_t revision) const = 0;
  virtual absl::StatusOr<Vacancy> GetVacancyAsOf(const VacancyId& id, int64_t revision) const = 0;

  virtual absl::StatusOr<int64_t> WriteClassification(const ClassificationRows& rows) = 0;
  // Empty rows where none was written.
  virtual absl::StatusOr<ClassificationRows> ReadClassification() const = 0;

  // Consistent whatever is written meanwhile, which a walk over pages is not.
  virtual absl::StatusOr<RepositoryContents> ReadContents() const = 0;
};

// `memory:` or `sqlite:PATH` (a bare path means SQLite). Creates the database if it is not there.
// FailedPrecondition: written by a newer version, with both versions named; DataLoss: not a
// database of Passung or damaged; Unavailable: cannot be opened.
absl::StatusOr<std::unique_ptr<Repository>> OpenRepository(absl::string_view url);

inline absl::StatusOr<RepositoryContents> ReadAll(const Repository& repository) {
  return repository.ReadContents();
}

}  // namespace passung

#endif  // PASSUNG_REPOSITORY_H_
