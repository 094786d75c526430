// Pins as rows that are listed.
#ifndef PASSUNG_PROTO_ANSWER_PIN_ROWS_H_
#define PASSUNG_PROTO_ANSWER_PIN_ROWS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "passung/codec.h"
#include "passung/pin.h"
#include "passung/v1/pin.pb.h"
#include "proto/answer/etag.h"
#include "proto/answer/list_filter.h"
#include "proto/answer/row_walk.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/pin_wire.h"

namespace passung::answer {

// As far as lists need it (stored_rows.h): pins have a writer of their own. Its id is that of the row.
template <>
struct RowOf<v1::Pin> {
  using Row = Pin;
  static std::string IdOf(const Row& row) { return PinRowId(row.mentee, row.vacancy); }
  static v1::Pin Show(const Row& row) { return wire::ToProto(row); }
  static const std::vector<FilterField>& Fields();
  static std::vector<std::string> Values(const Row& row, size_t field);
};

// Their names are longer than those of other rows.
template <>
inline std::string EtagOf<v1::Pin>(const Pin& row, const CallContext& context) {
  return EtagOf(wire::PinName(row.mentee, row.vacancy), EncodeCanonical(row), context);
}

// Those of a mentee whom the caller may see, by vacancy.
absl::Status WalkPinsOf(const MenteeId& mentee, const std::string& after,
                        const CallContext& context, RowVisit<Pin> visit);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PIN_ROWS_H_
