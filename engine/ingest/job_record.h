// A record of job details, read field by field under the names of either form.
#ifndef PASSUNG_ENGINE_INGEST_JOB_RECORD_H_
#define PASSUNG_ENGINE_INGEST_JOB_RECORD_H_

#include <initializer_list>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "engine/ingest/job_json.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/value_readers.h"

namespace passung {

// Keeps references to both.
class JobRecord final {
 public:
  JobRecord(const JsonRecord& json, RecordLog& log) : json_(json), log_(log) {}

  // The first of `paths` that is there; `path` is empty where none is.
  struct Value {
    absl::string_view path;
    absl::string_view text;  // without outer blanks
  };
  Value First(std::initializer_list<absl::string_view> paths) const;

  std::string Text(std::initializer_list<absl::string_view> paths, size_t max_bytes) const;
  // Any length, no warnings: only searched, never kept as a whole.
  absl::string_view LongText(std::initializer_list<absl::string_view> paths) const;
  std::optional<bool> Flag(std::initializer_list<absl::string_view> paths) const;
  // Takes the day of a timestamp ("2021-07-25T13:12:33.913").
  std::optional<Date> Day(std::initializer_list<absl::string_view> paths) const;
  std::optional<int32_t> Integer(std::initializer_list<absl::string_view> paths,
                                 IntegerRange range) const;

  bool HasBelow(absl::string_view path) const { return json_.HasBelow(path); }
  const JsonRecord& json() const { return json_; }
  RecordLog& log() const { return log_; }

 private:
  const JsonRecord& json_;
  RecordLog& log_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_JOB_RECORD_H_
