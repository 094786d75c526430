// Outcomes as rows that are listed.
#ifndef PASSUNG_PROTO_ANSWER_OUTCOME_ROWS_H_
#define PASSUNG_PROTO_ANSWER_OUTCOME_ROWS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "passung/codec.h"
#include "passung/outcome.h"
#include "passung/v1/outcome.pb.h"
#include "proto/answer/etag.h"
#include "proto/answer/list_filter.h"
#include "proto/answer/row_walk.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/outcome_wire.h"

namespace passung::answer {

// As far as lists need it (stored_rows.h): outcomes have a writer of their own. Its id is that of the row.
template <>
struct RowOf<v1::Outcome> {
  using Row = Outcome;
  static std::string IdOf(const Row& row) { return OutcomeRowId(row.mentee, row.id); }
  static v1::Outcome Show(const Row& row);
  static const std::vector<FilterField>& Fields();
  static std::vector<std::string> Values(const Row& row, size_t field);
};

// Their names are longer than those of other rows.
template <>
inline std::string EtagOf<v1::Outcome>(const Outcome& row, const CallContext& context) {
  return EtagOf(wire::OutcomeName(row.mentee, row.id), EncodeCanonical(row), context);
}

// Outcomes of those whom the caller may see for the purpose, by row.
absl::Status WalkRows(const std::string& after, const Look& look, const CallContext& context,
                      RowVisit<Outcome> visit);
// … of one of them, whom the caller may see.
absl::Status WalkOutcomesOf(const MenteeId& mentee, const std::string& after,
                            const CallContext& context, RowVisit<Outcome> visit);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_OUTCOME_ROWS_H_
