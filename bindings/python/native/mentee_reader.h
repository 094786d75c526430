// Mentees as others have them: texts in the formats of engine/ingest/README.md, columns of a table, or canonical bytes.
#ifndef PASSUNG_PYTHON_MENTEE_READER_H_
#define PASSUNG_PYTHON_MENTEE_READER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "bindings/python/native/arrow_read.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"

namespace passung::python {

// The two columns as which mentees are given to others: ids, and each mentee as a whole (passung/codec.h).
inline constexpr char kIdColumn[] = "id";
inline constexpr char kRecordColumn[] = "record";

// What became of one record: a mentee, or the fault of its first value that is not allowed.
struct ReadMentee {
  std::string id;  // also of a faulty one, where it could be read
  absl::StatusOr<Mentee> mentee;
};

// The column of ids of a batch, where there is one. InvalidArgument where its type is none that can be read.
absl::StatusOr<std::optional<ArrowColumn>> FindIds(const ArrowBatch& batch);

// The mentee of one row of a column of canonical bytes. A missing one, bytes that are none, and an id beside it that is
// another's are InvalidArgument naming the column.
ReadMentee ReadRecord(const ArrowColumn& records, const std::optional<ArrowColumn>& ids,
                      int64_t row);

// CSV or JSON. A value that is not allowed makes its record faulty, which the importer would have left unknown: whoever
// computes with people wants to know. InvalidArgument where nothing can be read, or for a field that there is not.
absl::StatusOr<std::vector<ReadMentee>> ReadMenteeText(absl::string_view text,
                                                       const Knowledge& knowledge);

// The rows of a batch: those with a column `record` from its bytes, others from columns named as in
// engine/ingest/README.md. As ReadMenteeText.
absl::StatusOr<std::vector<ReadMentee>> ReadMenteeBatch(const ArrowBatch& batch,
                                                        const Knowledge& knowledge);

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_MENTEE_READER_H_
