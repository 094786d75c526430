#include "proto/answer/shown_report.h"

#include <cstddef>
#include <vector>

#include "proto/text/problem_text.h"
#include "proto/wire/result_wire.h"

namespace passung::answer {
namespace {

void AddTexts(const text::Texts& texts, const std::vector<RecordProblem>& problems,
              google::protobuf::RepeatedPtrField<v1::RecordProblem>& messages) {
  for (size_t i = 0; i < problems.size(); ++i) {
    messages.Mutable(static_cast<int>(i))->set_text(text::ProblemText(texts, problems[i]));
  }
}

}  // namespace

v1::ImportReport ShownReport(const ImportReport& report, const text::Texts* texts) {
  v1::ImportReport message = wire::ToProto(report);
  if (texts == nullptr) return message;
  AddTexts(*texts, report.problems, *message.mutable_problems());
  for (size_t i = 0; i < report.records.size(); ++i) {
    AddTexts(*texts, report.records[i].problems,
             *message.mutable_records(static_cast<int>(i))->mutable_problems());
  }
  return message;
}

}  // namespace passung::answer
