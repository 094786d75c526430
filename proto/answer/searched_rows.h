// Which of the stored rows are searched: all but restricted people (Art. 18 GDPR).
#ifndef PASSUNG_PROTO_ANSWER_SEARCHED_ROWS_H_
#define PASSUNG_PROTO_ANSWER_SEARCHED_ROWS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/repository.h"
#include "passung/snapshot.h"

namespace passung::answer {

// Removes the mentees of `mentees` whose record says that they are restricted.
absl::Status LeaveOutRestricted(const Repository& repository, std::vector<Mentee>& mentees);

// What changes in the searched rows when `batch`, which was just written to `repository`, is applied
// to `before`.
absl::StatusOr<WriteBatch> SearchedRows(const WriteBatch& batch, const Repository& repository,
                                        const Snapshot& before);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_SEARCHED_ROWS_H_
