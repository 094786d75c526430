// The gate behind all readers: takes what a record gave, turns away what cannot be stored.
#ifndef PASSUNG_ENGINE_INGEST_COLLECTOR_H_
#define PASSUNG_ENGINE_INGEST_COLLECTOR_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/value_readers.h"
#include "passung/ingest.h"
#include "passung/mentee.h"
#include "passung/vacancy.h"

namespace passung {

// `Record` is Vacancy, Mentee or Offer. Of records with one id the first is kept.
template <class Record>
class Collector final {
 public:
  explicit Collector(ImportReport& report) : report_(report) {}

  void Add(Record record, RecordLog log, int64_t line) {
    const std::string id = record.id.value;
    if (!log.refused()) CheckId(id, log);
    if (!log.refused()) {
      if (const absl::Status status = Validate(record); !status.ok()) {
        log.Refuse("", absl::string_view(status.message()));
      }
    }
    AddRecord(log.ToReport(line, id), report_);
    if (log.refused()) return;
    lines_.emplace(id, line);
    records_.push_back(std::move(record));
  }

  // For so many records, as far as one can tell.
  void Reserve(size_t records) {
    records_.reserve(records);
    report_.records.reserve(records);
    lines_.reserve(records);
  }

  std::vector<Record> Take() && { return std::move(records_); }

 private:
  void CheckId(const std::string& id, RecordLog& log) const {
    if (const absl::Status status = ValidateId("id", id); !status.ok()) {
      log.Refuse("id", absl::string_view(status.message()));
    } else if (const auto found = lines_.find(id); found != lines_.end()) {
      log.Refuse("id", absl::StrCat("id ", Quoted(id), " stands already on line ", found->second));
    }
  }

  ImportReport& report_;
  std::vector<Record> records_;
  absl::flat_hash_map<std::string, int64_t> lines_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_COLLECTOR_H_
