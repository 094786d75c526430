// What an import makes of a text that it does not refuse as a whole, with FakeKnowledge.
#ifndef PASSUNG_TESTS_ENGINE_INGEST_IMPORTED_H_
#define PASSUNG_TESTS_ENGINE_INGEST_IMPORTED_H_

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "passung/ingest.h"
#include "tests/engine/ingest/fake_knowledge.h"
#include "tests/support/status_matchers.h"

namespace passung {

inline MenteeImport ImportedMentees(absl::string_view text) {
  const FakeKnowledge knowledge;
  absl::StatusOr<MenteeImport> import = ImportMentees(text, knowledge);
  EXPECT_THAT(import, IsOk());
  return import.ok() ? *std::move(import) : MenteeImport();
}

inline VacancyImport ImportedVacancies(absl::string_view text) {
  const FakeKnowledge knowledge;
  absl::StatusOr<VacancyImport> import = ImportVacancies(text, knowledge);
  EXPECT_THAT(import, IsOk());
  return import.ok() ? *std::move(import) : VacancyImport();
}

inline std::string Problems(const RecordReport& record) {
  std::string all;
  for (const RecordProblem& problem : record.problems) {
    absl::StrAppend(&all, problem.field, ": ", problem.reason, "\n");
  }
  return all;
}

}  // namespace passung

#endif  // PASSUNG_TESTS_ENGINE_INGEST_IMPORTED_H_
