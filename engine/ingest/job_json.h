// JSON without a schema: every record of a file as a flat list of paths and texts. No type of a
// field is expected, so a field of an odd type is just another text.
#ifndef PASSUNG_ENGINE_INGEST_JOB_JSON_H_
#define PASSUNG_ENGINE_INGEST_JOB_JSON_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/record_problem.h"

namespace passung {

struct JsonScalar {
  enum class Type : uint8_t { kText, kNumber, kBoolean };
  Type type = Type::kText;
  std::string text;  // numbers as written, booleans as "true" and "false"
};

// One object. Null, and the values inside of objects and arrays nested more than 16 deep, are left
// out, and so are `facetten`, the counts of a whole search, which are many and of no record; of a key that comes twice
// the first counts.
struct JsonRecord {
  int64_t number = 0;  // 1 is the first of the file; of JSON lines: the number of the line
  // "stellenlokationen[0].adresse.plz" → "01099"
  std::map<std::string, JsonScalar> fields;
  // Why it could not be read; absent for a good one.
  std::optional<RecordProblem> fault;

  const JsonScalar* Find(absl::string_view path) const;
  // Whether anything is below `path` ("stellenlokationen[1]").
  bool HasBelow(absl::string_view path) const;
  // The fields below the object at `path`, as a record of their own.
  JsonRecord Below(absl::string_view path) const;
};

// An object, an array of objects, or one object a line, each told by the content. A fault in the
// syntax of a line spoils that line; in one document it spoils what comes after it, which is reported
// as one last record with a fault. Never throws.
std::vector<JsonRecord> ReadJsonRecords(absl::string_view text);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_JOB_JSON_H_
