// Judges the rows of a batch request one by one.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/answer/catalog_answers.h"
#include "proto/answer/known_occupations.h"
#include "proto/wire/field_error.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/vacancy_wire.h"

namespace passung::answer {
namespace {

constexpr int kMostRows = 1000;

void CountFindings(const Mentee& /*mentee*/, ImportReport& /*report*/) {}

void CountFindings(const Vacancy& vacancy, ImportReport& report) {
  if (!vacancy.occupations.empty() && vacancy.occupations.front().code) ++report.with_occupation;
  const SkillLevels& levels = vacancy.german.levels;
  if (std::any_of(levels.begin(), levels.end(),
                  [](const auto& level) { return level.has_value(); }))
    ++report.with_german;
}

// Judges rows in their order and remembers the ids it has seen.
template <class Row>
class BatchJudge {
 public:
  BatchJudge(absl::string_view field, const Knowledge& knowledge)
      : field_(field), knowledge_(knowledge) {
    batch_.report.format = "request";
  }

  template <class Message>
  void Add(const Message& message) {
    const std::string path = absl::StrCat(field_, "[", batch_.report.records.size(), "]");
    absl::StatusOr<Row> row = Read(message, path);
    RecordReport& record = batch_.report.records.emplace_back();
    record.line = static_cast<int64_t>(batch_.report.records.size());
    if (!row.ok()) {
      record.verdict = RecordVerdict::kRefused;
      ++batch_.report.refused;
      for (wire::FieldError& error : wire::FieldErrors(row.status())) {
        record.problems.push_back({std::move(error.field), std::move(error.description)});
      }
      return;
    }
    record.id = row->id.value;
    ++batch_.report.accepted;
    CountFindings(*row, batch_.report);
    batch_.rows.push_back(*std::move(row));
  }

  JudgedBatch<Row> Take() && { return std::move(batch_); }

 private:
  template <class Message>
  absl::StatusOr<Row> Read(const Message& message, const std::string& path) {
    PASSUNG_ASSIGN_OR_RETURN(Row row, wire::FromProto(message, {.path = path, .inline_id = {}}));
    PASSUNG_RETURN_IF_ERROR(wire::UnderField(path, Validate(row)));
    PASSUNG_RETURN_IF_ERROR(wire::UnderField(path, CheckOccupationsAreKnown(row, knowledge_)));
    const auto [earlier, is_new] = first_at_.emplace(row.id.value, batch_.report.records.size());
    if (!is_new) {
      return wire::FieldErrorStatus(
          {{.field = absl::StrCat(path, ".name"),
            .description = absl::StrCat("\"", message.name(), "\" stands already in ", field_, "[",
                                        earlier->second, "]")}});
    }
    return row;
  }

  absl::string_view field_;
  const Knowledge& knowledge_;
  absl::flat_hash_map<std::string, size_t> first_at_;
  JudgedBatch<Row> batch_;
};

template <class Row, class Messages>
absl::StatusOr<JudgedBatch<Row>> JudgeAll(const Messages& messages, absl::string_view field,
                                          const Knowledge& knowledge) {
  if (messages.empty() || messages.size() > kMostRows) {
    return wire::FieldErrorStatus(
        {{.field = std::string(field),
          .description = absl::StrCat(messages.size(), " rows, not 1 to ", kMostRows)}});
  }
  BatchJudge<Row> judge(field, knowledge);
  for (const auto& message : messages) judge.Add(message);
  return std::move(judge).Take();
}

}  // namespace

absl::StatusOr<JudgedBatch<Mentee>> Judge(const v1::BatchUpsertMenteesRequest& request,
                                          const Knowledge& knowledge) {
  return JudgeAll<Mentee>(request.mentees(), "mentees", knowledge);
}

absl::StatusOr<JudgedBatch<Vacancy>> Judge(const v1::BatchUpsertVacanciesRequest& request,
                                           const Knowledge& knowledge) {
  return JudgeAll<Vacancy>(request.vacancies(), "vacancies", knowledge);
}

}  // namespace passung::answer
