// Repositories for the tests of this folder: in memory, in a file, in a PostgreSQL server.
#ifndef PASSUNG_TESTS_ENGINE_STORAGE_REPOSITORY_FIXTURE_H_
#define PASSUNG_TESTS_ENGINE_STORAGE_REPOSITORY_FIXTURE_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "passung/repository.h"
#include "tests/support/postgres_server.h"

namespace passung::storage {

// A folder of its own that is gone with the test.
class TempFolder final {
 public:
  TempFolder() {
    std::string pattern = testing::TempDir() + "passung_storage_XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string File(absl::string_view name) const { return absl::StrCat(path_, "/", name); }

 private:
  std::string path_;
};

enum class Medium { kMemory, kSqlite, kPostgres };

inline auto AllMedia() {
  return testing::Values(Medium::kMemory, Medium::kSqlite, Medium::kPostgres);
}

inline std::string MediumName(const testing::TestParamInfo<Medium>& info) {
  switch (info.param) {
    case Medium::kMemory:
      return "Memory";
    case Medium::kSqlite:
      return "Sqlite";
    case Medium::kPostgres:
      break;
  }
  return "Postgres";
}

class RepositoryTest : public testing::TestWithParam<Medium> {
 protected:
  RepositoryTest() { BeginAnew(); }

  Repository& repository() { return *repository_; }

  // What a restart of the program does; memory has nothing to come back to and goes on.
  void Reopen() {
    if (GetParam() == Medium::kMemory) return;
    repository_.reset();
    Open();
  }

  int64_t Write(const WriteBatch& batch) { return repository_->Write(batch).value(); }

  // Another one, in which nothing is.
  void BeginAnew() {
    repository_.reset();
    folder_.emplace();
    if (GetParam() == Medium::kPostgres) PostgresServer::Shared().Clear();
    Open();
  }

 private:
  void Open() { repository_ = OpenRepository(Url()).value(); }

  std::string Url() const {
    switch (GetParam()) {
      case Medium::kMemory:
        return "memory:";
      case Medium::kSqlite:
        return "sqlite:" + folder_->File("passung.db");
      case Medium::kPostgres:
        break;
    }
    return PostgresServer::Shared().Url();
  }

  std::optional<TempFolder> folder_;
  std::unique_ptr<Repository> repository_;
};

inline Mentee SomeMentee(absl::string_view id, int32_t max_travel_minutes = 60) {
  Mentee mentee;
  mentee.id.value = std::string(id);
  mentee.facts.max_travel_minutes = max_travel_minutes;
  return mentee;
}

inline Vacancy SomeVacancy(absl::string_view id, int32_t openings = 1) {
  Vacancy vacancy;
  vacancy.id.value = std::string(id);
  vacancy.openings = openings;
  vacancy.title = "Pflegefachkraft (m/w/d)";
  return vacancy;
}

inline WriteBatch Mentees(std::vector<Mentee> mentees) {
  WriteBatch batch;
  batch.upsert_mentees = std::move(mentees);
  return batch;
}

inline WriteBatch Vacancies(std::vector<Vacancy> vacancies) {
  WriteBatch batch;
  batch.upsert_vacancies = std::move(vacancies);
  return batch;
}

inline WriteBatch Deletes(std::vector<MenteeId> mentees, std::vector<VacancyId> vacancies) {
  WriteBatch batch;
  batch.delete_mentees = std::move(mentees);
  batch.delete_vacancies = std::move(vacancies);
  return batch;
}

}  // namespace passung::storage

#endif  // PASSUNG_TESTS_ENGINE_STORAGE_REPOSITORY_FIXTURE_H_
