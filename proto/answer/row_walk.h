// Walks over stored rows in the order of their ids, as far as the caller may see them.
#ifndef PASSUNG_PROTO_ANSWER_ROW_WALK_H_
#define PASSUNG_PROTO_ANSWER_ROW_WALK_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "engine/base/status_macros.h"
#include "proto/answer/backend.h"
#include "proto/answer/person_guard.h"
#include "proto/answer/stored_rows.h"

namespace passung::answer {

// Returns whether to go on.
template <class Row>
using RowVisit = absl::FunctionRef<bool(Row row)>;

inline constexpr int kRowsPerRead = 500;

// Reads no page once nobody waits for the answer: Cancelled.
template <class Row, class ReadPage>
absl::Status WalkPages(std::string after, const CallContext& context, ReadPage read_page,
                       RowVisit<Row> visit) {
  while (true) {
    if (context.is_over && context.is_over()) {
      return absl::CancelledError("nobody waits for the answer any more");
    }
    PASSUNG_ASSIGN_OR_RETURN(Page<Row> page, read_page(after));
    for (Row& row : page.items) {
      if (!visit(std::move(row))) return absl::OkStatus();
    }
    if (page.next_key.empty()) return absl::OkStatus();
    after = page.next_key;
  }
}

// Rows with id > `after`. Of mentees only those whom the caller may see for the purpose; a mentor's
// come by way of the mentor.
inline absl::Status WalkRows(const std::string& after, const Look& /*look*/,
                             const CallContext& context, RowVisit<Vacancy> visit) {
  return WalkPages<Vacancy>(
      after, context,
      [&](const std::string& key) {
        return context.backend.repository().ListVacancies(key, kRowsPerRead);
      },
      visit);
}
inline absl::Status WalkRows(const std::string& after, const Look& /*look*/,
                             const CallContext& context, RowVisit<Employer> visit) {
  return WalkPages<Employer>(
      after, context,
      [&](const std::string& key) {
        return context.backend.repository().ListEmployers(key, kRowsPerRead);
      },
      visit);
}
inline absl::Status WalkRows(const std::string& after, const Look& /*look*/,
                             const CallContext& context, RowVisit<Mentor> visit) {
  return WalkPages<Mentor>(
      after, context,
      [&](const std::string& key) {
        return context.backend.repository().ListMentors(key, kRowsPerRead);
      },
      visit);
}
inline absl::Status WalkRows(const std::string& after, const Look& /*look*/,
                             const CallContext& context, RowVisit<Offer> visit) {
  return WalkPages<Offer>(
      after, context,
      [&](const std::string& key) {
        return context.backend.repository().ListOffers(key, kRowsPerRead);
      },
      visit);
}
absl::Status WalkRows(const std::string& after, const Look& look, const CallContext& context,
                      RowVisit<StoredMentee> visit);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_ROW_WALK_H_
