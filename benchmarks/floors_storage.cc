// What storage promises (floors.csv, topic storage), measured on the machine at hand: one line a floor, 1 if any is
// short. What was loaded is compared with what was built before anything is timed. What tests prove is read from their
// reports (--tests A.json,B.json; `./dev floors storage` runs them in their long form first).

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "benchmarks/storage/import_rate.h"
#include "benchmarks/storage/proofs.h"
#include "benchmarks/storage/readers.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/floors.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "proto/answer/read_file.h"
#include "proto/answer/stored_backend.h"

namespace passung::bench {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kPromisedVacancies = 1'000'000;
constexpr int64_t kMentees = 1'500;
constexpr int64_t kWrittenTogether = 20'000;
// More than these are not asked about.
constexpr int64_t kAsked = 200;

absl::Status WriteMarket(int64_t vacancies, const std::string& url) {
  PASSUNG_ASSIGN_OR_RETURN(const Date today, Date::FromCivil(2026, 2, 15));
  PASSUNG_ASSIGN_OR_RETURN(
      const MarketMaker maker,
      MarketMaker::Create(
          {.mentees = kMentees, .vacancies = vacancies, .seed = 1, .today = today}));
  PASSUNG_ASSIGN_OR_RETURN(const auto repository, OpenRepository(url));
  WriteBatch batch;
  for (int64_t i = 0; i < maker.mentees(); ++i) batch.upsert_mentees.push_back(maker.MenteeAt(i));
  for (int64_t i = 0; i < maker.vacancies(); ++i) {
    batch.upsert_vacancies.push_back(maker.VacancyAt(i));
    if ((i + 1) % kWrittenTogether != 0 && i + 1 < maker.vacancies()) continue;
    PASSUNG_RETURN_IF_ERROR(repository->Write(batch).status());
    batch = {};
  }
  return absl::OkStatus();
}

// Asks both for the best of some mentees; how many answers differ.
absl::StatusOr<int64_t> CountDifferent(const std::shared_ptr<const Snapshot>& a,
                                       const std::shared_ptr<const Snapshot>& b,
                                       const std::vector<Mentee>& mentees) {
  PASSUNG_ASSIGN_OR_RETURN(const Date today, Date::FromCivil(2026, 2, 15));
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile profile, ShippedProfile("default"));
  Engine one;
  Engine other;
  one.Publish(a);
  other.Publish(b);
  int64_t different = a->digest() == b->digest() ? 0 : 1;
  for (const Mentee& mentee : mentees) {
    const MatchOptions options{.as_of = today, .profile = profile};
    PASSUNG_ASSIGN_OR_RETURN(const RankResult x, one.RankVacancies(mentee, options));
    PASSUNG_ASSIGN_OR_RETURN(const RankResult y, other.RankVacancies(mentee, options));
    if (x.matches != y.matches) ++different;
  }
  return different;
}

struct Restarts {
  Figure with_image;
  Figure without;
};

absl::StatusOr<Restarts> MeasureRestarts(const std::string& url, const std::string& image) {
  Restarts restarts;
  absl::Status unused;
  absl::StatusOr<std::unique_ptr<answer::StoredBackend>> built = absl::UnknownError("");
  const auto open = [&](auto& backend) {
    return Microseconds([&] {
      auto repository = OpenRepository(url);
      backend = repository.ok() ? answer::StoredBackend::OpenWithImage(*std::move(repository), {},
                                                                       image, unused)
                                : repository.status();
    });
  };
  restarts.without.value = open(built) / 1e6;
  PASSUNG_RETURN_IF_ERROR(built.status());
  PASSUNG_RETURN_IF_ERROR((*built)->KeepImage());
  absl::StatusOr<std::unique_ptr<answer::StoredBackend>> loaded = absl::UnknownError("");
  const double first = open(loaded);
  PASSUNG_RETURN_IF_ERROR(loaded.status());
  PASSUNG_RETURN_IF_ERROR(unused);
  PASSUNG_ASSIGN_OR_RETURN(const auto page, (*built)->repository().ListMentees("", kAsked));
  PASSUNG_ASSIGN_OR_RETURN(restarts.with_image.mismatches,
                           CountDifferent((*built)->snapshot(), (*loaded)->snapshot(), page.items));
  restarts.with_image.compared = static_cast<int64_t>(page.items.size()) + 1;
  loaded = absl::UnknownError("");
  const double second = open(loaded);
  PASSUNG_RETURN_IF_ERROR(loaded.status());
  restarts.with_image.value = std::max(first, second) / 1e6;
  const auto bytes = fs::file_size(image);
  restarts.with_image.note =
      absl::StrFormat("of two, the slower; image of %d MiB", static_cast<int64_t>(bytes >> 20U));
  return restarts;
}

absl::Status SetRestarts(const std::string& folder, int64_t vacancies, FloorReport& report) {
  const std::string url = absl::StrCat("sqlite:", folder, "/market.db");
  PASSUNG_RETURN_IF_ERROR(WriteMarket(vacancies, url));
  PASSUNG_ASSIGN_OR_RETURN(Restarts restarts,
                           MeasureRestarts(url, absl::StrCat(folder, "/market.image")));
  restarts.with_image.complete = restarts.without.complete = vacancies >= kPromisedVacancies;
  PASSUNG_RETURN_IF_ERROR(
      report.Set("restart with the image, 1 M vacancies: ready", std::move(restarts.with_image)));
  return report.Set("restart without the image, 1 M vacancies: ready", std::move(restarts.without));
}

absl::Status SetImport(const std::string& folder, int64_t vacancies, FloorReport& report) {
  PASSUNG_ASSIGN_OR_RETURN(ImportFigures import, MeasureImport(folder, vacancies));
  import.rows_per_second.complete = import.bytes_per_row.complete = vacancies >= kPromisedVacancies;
  PASSUNG_RETURN_IF_ERROR(report.Set("import of 1 M vacancies, from CSV to SQLite and index",
                                     std::move(import.rows_per_second)));
  return report.Set("import of 1 M vacancies: memory beyond the file",
                    std::move(import.bytes_per_row));
}

absl::Status SetReaders(const std::string& folder, int64_t vacancies, double seconds,
                        FloorReport& report) {
  PASSUNG_ASSIGN_OR_RETURN(ReaderFigures readers, MeasureReaders(folder, vacancies, seconds));
  PASSUNG_RETURN_IF_ERROR(
      report.Set("1 000 durable writes/s: a reader loses", std::move(readers.loss)));
  return report.Set("a write is not seen by its writer's next question", std::move(readers.unseen));
}

absl::Status SetTests(const std::string& paths, FloorReport& report) {
  std::vector<RanCase> cases;
  for (const absl::string_view path : absl::StrSplit(paths, ',', absl::SkipEmpty())) {
    PASSUNG_ASSIGN_OR_RETURN(const std::string text, answer::ReadFile(std::string(path)));
    PASSUNG_ASSIGN_OR_RETURN(std::vector<RanCase> of_one, ReadTestReport(text));
    cases.insert(cases.end(), of_one.begin(), of_one.end());
  }
  return SetProofs(cases, report);
}

absl::StatusOr<int> RunStorageFloors(const Arguments& arguments) {
  const bool quick = arguments.Has("quick");
  PASSUNG_ASSIGN_OR_RETURN(const int64_t vacancies,
                           arguments.Number("vacancies", quick ? 20'000 : kPromisedVacancies));
  const std::string json = arguments.Text("json", "");
  PASSUNG_ASSIGN_OR_RETURN(auto floors, PromisedFloors("storage"));
  FloorReport report(std::move(floors));
  absl::PrintF("command: %s\nmachine: %s, load %s\n", arguments.command(), Machine(), Load());
  const fs::path folder = fs::temp_directory_path() / absl::StrCat("floors_storage_", getpid());
  fs::create_directories(folder);
  const absl::Cleanup remove = [&] { fs::remove_all(folder); };
  // The import first: its memory is not to be that of others before it.
  PASSUNG_RETURN_IF_ERROR(SetImport(folder.string(), vacancies, report));
  PASSUNG_RETURN_IF_ERROR(
      SetReaders(folder.string(), std::min<int64_t>(vacancies, 100'000), quick ? 2 : 20, report));
  PASSUNG_RETURN_IF_ERROR(SetRestarts(folder.string(), vacancies, report));
  PASSUNG_RETURN_IF_ERROR(SetTests(arguments.Text("tests", ""), report));
  absl::PrintF("\n%s", report.Table());
  if (!json.empty()) PASSUNG_RETURN_IF_ERROR(report.WriteJson(json));
  return report.CountShort() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"vacancies", "peers", "json", "tests"},
                                    {"quick", "long"}, passung::bench::RunStorageFloors);
}
