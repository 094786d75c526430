#ifndef PASSUNG_SNAPSHOT_H_
#define PASSUNG_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"
#include "passung/vacancy.h"

namespace passung {

// How many records a snapshot has.
struct SnapshotSize {
  int64_t mentees = 0;
  int64_t vacancies = 0;
};

// The same with figures of its rows, for `passung market` and for tests.
struct SnapshotStats {
  int64_t mentees = 0;
  int64_t vacancies = 0;
  int64_t rows = 0;         // combinations (vacancy, occupation, place)
  int64_t code_tuples = 0;  // distinct tuples of codes over all rows
};

// An immutable, searchable image of vacancies and mentees. Any number of threads may read it;
// whoever holds the pointer keeps it alive.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
  virtual int64_t revision() const = 0;
  // Independent of the order of insertion and of the revision; 32 hexadecimal digits.
  virtual const std::string& digest() const = 0;
  // O(1).
  virtual SnapshotSize size() const = 0;
  // Looks at every row, O(rows): whoever wants to know how many records there are asks for size().
  virtual SnapshotStats stats() const = 0;
  virtual const Knowledge& knowledge() const = 0;
  // nullptr if there is none.
  virtual const Vacancy* FindVacancy(const VacancyId& id) const = 0;
  virtual const Mentee* FindMentee(const MenteeId& id) const = 0;
};

struct SnapshotInput {
  std::shared_ptr<const Knowledge> knowledge;  // must not be null
  std::vector<Mentee> mentees;
  std::vector<Vacancy> vacancies;
  int64_t revision = 0;
  // To build on; 0: as many as the machine runs at once, at most 16. The snapshot does not depend on it.
  int threads = 1;
};

// Validates every row; a faulty row or an id that comes twice is InvalidArgument naming it.
// Vacancies of kind self_employed are kept and found, never ranked. O(n log n).
absl::StatusOr<std::shared_ptr<const Snapshot>> BuildSnapshot(SnapshotInput input);

}  // namespace passung

#endif  // PASSUNG_SNAPSHOT_H_
