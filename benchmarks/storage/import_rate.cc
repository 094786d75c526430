#include "benchmarks/storage/import_rate.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "engine/base/status_macros.h"
#include "passung/ingest.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "passung/snapshot.h"
#include "passung/vocabulary.h"
#include "proto/answer/read_file.h"

namespace passung::bench {
namespace {

constexpr int64_t kComparedRows = 1'000;

std::string Cell(const std::optional<int32_t>& number) {
  return number ? absl::StrCat(*number) : "";
}

// The columns that most tables of vacancies have.
std::string RowOf(const Vacancy& vacancy) {
  std::string occupation;
  if (!vacancy.occupations.empty() && vacancy.occupations[0].code) {
    occupation = vacancy.occupations[0].code->ToString();
  }
  std::string place = ",,";
  if (!vacancy.places.empty()) {
    const Place& first = vacancy.places[0];
    place = absl::StrCat(first.district ? first.district->ToString() : "", ",", first.postal_code,
                         ",\"", first.town, "\"");
  }
  return absl::StrCat(
      vacancy.id.value, ",\"", vacancy.title, "\",\"", vacancy.employer_name, "\",",
      vacancy.kind ? Names<VacancyKind>()[static_cast<size_t>(*vacancy.kind)] : "", ",", occupation,
      ",", place, ",", Cell(vacancy.openings), ",",
      vacancy.hours ? absl::StrCat(vacancy.hours->min, ",", vacancy.hours->max) : ",", ",",
      vacancy.start ? vacancy.start->ToString() : "", ",",
      vacancy.published ? vacancy.published->ToString() : "", "\n");
}

absl::Status WriteTable(const std::string& path, int64_t vacancies) {
  PASSUNG_ASSIGN_OR_RETURN(const Date today, Date::FromCivil(2026, 2, 15));
  PASSUNG_ASSIGN_OR_RETURN(
      const MarketMaker maker,
      MarketMaker::Create({.mentees = 0, .vacancies = vacancies, .seed = 1, .today = today}));
  std::ofstream out(path, std::ios::binary);
  out << "id,title,employer,kind,occupation,district,postal_code,town,openings,hours_min,hours_max,"
         "start,published\n";
  for (int64_t i = 0; i < maker.vacancies(); ++i) out << RowOf(maker.VacancyAt(i));
  out.close();
  return out ? absl::OkStatus() : absl::UnavailableError(absl::StrCat(path, ": not written"));
}

struct Imported {
  std::vector<Vacancy> sample;  // as they were read
  int64_t accepted = 0;
  std::shared_ptr<const Snapshot> snapshot;
};

absl::StatusOr<Imported> ImportTable(const std::string& path, Repository& repository) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string content, answer::ReadFile(path));
  ReadOptions how;
  how.threads = static_cast<int>(std::max(sysconf(_SC_NPROCESSORS_ONLN), 1L));
  PASSUNG_ASSIGN_OR_RETURN(VacancyImport read,
                           ImportVacancies(content, *Knowledge::BuiltIn(), how));
  Imported imported;
  imported.accepted = read.report.accepted + read.report.accepted_with_warnings;
  WriteBatch batch;
  batch.upsert_vacancies = std::move(read.vacancies);
  PASSUNG_ASSIGN_OR_RETURN(const int64_t revision, repository.Write(batch));
  const size_t step = std::max<size_t>(batch.upsert_vacancies.size() / kComparedRows, 1);
  for (size_t i = 0; i < batch.upsert_vacancies.size(); i += step) {
    imported.sample.push_back(batch.upsert_vacancies[i]);
  }
  SnapshotInput input;
  input.knowledge = Knowledge::BuiltIn();
  input.vacancies = std::move(batch.upsert_vacancies);
  input.revision = revision;
  input.threads = 0;
  PASSUNG_ASSIGN_OR_RETURN(imported.snapshot, BuildSnapshot(std::move(input)));
  return imported;
}

// From now on the peak is that of what comes.
void ForgetPeak() { std::ofstream("/proc/self/clear_refs") << "5"; }

}  // namespace

absl::StatusOr<ImportFigures> MeasureImport(const std::string& folder, int64_t vacancies) {
  const std::string table = absl::StrCat(folder, "/import.csv");
  PASSUNG_RETURN_IF_ERROR(WriteTable(table, vacancies));
  const std::string url = absl::StrCat("sqlite:", folder, "/import.db");
  PASSUNG_ASSIGN_OR_RETURN(const auto repository, OpenRepository(url));
  ForgetPeak();
  const int64_t before = ResidentMebibytes();
  absl::StatusOr<Imported> imported = absl::UnknownError("");
  const double time = Microseconds([&] { imported = ImportTable(table, *repository); });
  PASSUNG_RETURN_IF_ERROR(imported.status());
  std::ifstream file(table, std::ios::binary | std::ios::ate);
  const auto file_bytes = static_cast<int64_t>(file.tellg());
  const int64_t peak = ((PeakMebibytes() - before) << 20U) - file_bytes;

  ImportFigures figures;
  Figure& rate = figures.rows_per_second;
  rate.value = static_cast<double>(vacancies) / (time / 1e6);
  rate.compared = static_cast<int64_t>(imported->sample.size());
  for (const Vacancy& vacancy : imported->sample) {
    const auto stored = repository->GetVacancy(vacancy.id);
    if (!stored.ok() || *stored != vacancy) ++rate.mismatches;
  }
  if (imported->accepted != vacancies || imported->snapshot->stats().vacancies != vacancies) {
    ++rate.mismatches;
  }
  rate.note = absl::StrFormat("%d rows of %d bytes in %s", vacancies, file_bytes / vacancies,
                              Duration(time));
  figures.bytes_per_row = {.value = static_cast<double>(peak) / static_cast<double>(vacancies),
                           .compared = rate.compared,
                           .mismatches = rate.mismatches,
                           .note = ""};
  return figures;
}

}  // namespace passung::bench
