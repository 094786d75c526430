// The gate behind all readers: takes what a record gave, turns away what cannot be stored.
#ifndef PASSUNG_ENGINE_INGEST_COLLECTOR_H_
#define PASSUNG_ENGINE_INGEST_COLLECTOR_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "engine/ingest/record_log.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/problem_status.h"
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
        log.Refuse(ProblemOf(status));
      }
    }
    AddRecord(log.ToReport(line, id), report_);
    if (log.refused()) return;
    taken_.insert(static_cast<uint32_t>(report_.records.size() - 1));
    records_.push_back(std::move(record));
  }

  // Room for so many records: what is not needed of it is hardly touched.
  void Reserve(size_t records) {
    records_.reserve(records);
    report_.records.reserve(records);
    taken_.reserve(records);
  }

  std::vector<Record> Take() && { return std::move(records_); }

 private:
  void CheckId(const std::string& id, RecordLog& log) const {
    if (!ValidateId("id", id).ok()) {
      ValueContext{.field = "id", .log = log}.RefuseNotAllowed(id, AllowedCode::kId);
    } else if (const auto found = taken_.find(id); found != taken_.end()) {
      log.Refuse("id", ProblemCode::kIdTwice,
                 {{"value", Shown(id)}, {"line", absl::StrCat(report_.records[*found].line)}});
    }
  }

  // Places in the report, found by the ids that stand there: a table of ids of its own would take as much
  // memory again.
  struct IdAt {
    using is_transparent = void;
    const ImportReport* report;
    absl::string_view operator()(uint32_t place) const { return report->records[place].id; }
    absl::string_view operator()(absl::string_view id) const { return id; }
  };
  struct HashOfId : IdAt {
    template <class T>
    size_t operator()(const T& of) const {
      return absl::Hash<absl::string_view>()(IdAt::operator()(of));
    }
  };
  struct SameId : IdAt {
    template <class T, class U>
    bool operator()(const T& left, const U& right) const {
      return IdAt::operator()(left) == IdAt::operator()(right);
    }
  };

  ImportReport& report_;
  std::vector<Record> records_;
  absl::flat_hash_set<uint32_t, HashOfId, SameId> taken_{0, HashOfId{{&report_}},
                                                         SameId{{&report_}}};
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_COLLECTOR_H_
