// Any bytes as a file of vacancies or mentees (CSV, JSON of all forms, HTML), as a table with foreign headings or as a
// table of commuters: a report, and what it took is valid.
#include <cstdint>
#include <cstdlib>

#include "passung/ingest.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto& knowledge = *passung::Knowledge::BuiltIn();
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto vacancies = passung::ImportVacancies(text, knowledge); vacancies.ok()) {
    for (const passung::Vacancy& vacancy : vacancies->vacancies) {
      if (!passung::Validate(vacancy).ok()) std::abort();
    }
  }
  if (const auto mentees = passung::ImportMentees(text, knowledge); mentees.ok()) {
    for (const passung::Mentee& mentee : mentees->mentees) {
      if (!passung::Validate(mentee).ok()) std::abort();
    }
  }
  const passung::ReadOptions renamed = {.columns = {{"title", "id"}, {"id", "title"}}};
  if (const auto foreign = passung::ImportVacancies(text, knowledge, renamed); foreign.ok()) {
    for (const passung::Vacancy& vacancy : foreign->vacancies) {
      if (!passung::Validate(vacancy).ok()) std::abort();
    }
  }
  const passung::MatrixColumns columns = {.kmh = 60, .source = "s"};
  if (const auto matrix = passung::ImportDistrictMatrix(text, columns, knowledge); matrix.ok()) {
    passung::KnowledgeFiles files;
    files.district_matrix_csv = matrix->csv;
    if (!passung::Knowledge::Create(files, {}).ok()) std::abort();
  }
  return 0;
}
