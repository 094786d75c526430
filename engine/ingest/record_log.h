// What is wrong with one record, collected while it is read.
#ifndef PASSUNG_ENGINE_INGEST_RECORD_LOG_H_
#define PASSUNG_ENGINE_INGEST_RECORD_LOG_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/ingest.h"

namespace passung {

class RecordLog final {
 public:
  // The field stays unknown or is changed, the record is kept.
  void Warn(RecordProblem problem);
  void Warn(absl::string_view field, ProblemCode code, std::vector<ProblemValue> values = {}) {
    Warn(MakeProblem(std::string(field), code, std::move(values)));
  }
  // The record cannot be used.
  void Refuse(RecordProblem problem);
  void Refuse(absl::string_view field, ProblemCode code, std::vector<ProblemValue> values = {}) {
    Refuse(MakeProblem(std::string(field), code, std::move(values)));
  }

  bool refused() const { return refusals_ > 0; }
  // A refusing problem comes before the warnings. Afterwards the log knows only whether the record is refused.
  RecordReport ToReport(int64_t line, absl::string_view id);

 private:
  std::vector<RecordProblem> problems_;
  size_t refusals_ = 0;
};

// Adds `record` and counts its verdict.
void AddRecord(RecordReport record, ImportReport& report);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_RECORD_LOG_H_
