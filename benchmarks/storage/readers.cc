#include "benchmarks/storage/readers.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "proto/answer/stored_backend.h"

namespace passung::bench {
namespace {

constexpr int64_t kReaders = 1'000;  // mentees who are asked for
constexpr int kWriters = 4;
constexpr int kWritesASecond = 1'000;
constexpr int kRounds = 5;

using Clock = std::chrono::steady_clock;

struct Shelf {
  std::unique_ptr<answer::StoredBackend> backend;
  std::vector<Mentee> mentees;
  std::vector<Vacancy> vacancies;  // some, to be changed
  MatchOptions options;
};

absl::StatusOr<Shelf> MakeShelf(const std::string& url, int64_t vacancies) {
  PASSUNG_ASSIGN_OR_RETURN(const Date today, Date::FromCivil(2026, 2, 15));
  PASSUNG_ASSIGN_OR_RETURN(
      const MarketMaker maker,
      MarketMaker::Create(
          {.mentees = kReaders, .vacancies = vacancies, .seed = 1, .today = today}));
  PASSUNG_ASSIGN_OR_RETURN(auto repository, OpenRepository(url));
  WriteBatch batch;
  Shelf shelf;
  for (int64_t i = 0; i < maker.mentees(); ++i) shelf.mentees.push_back(maker.MenteeAt(i));
  for (int64_t i = 0; i < maker.vacancies(); ++i) {
    batch.upsert_vacancies.push_back(maker.VacancyAt(i));
    if (i < 10'000) shelf.vacancies.push_back(batch.upsert_vacancies.back());
  }
  PASSUNG_RETURN_IF_ERROR(repository->Write(batch).status());
  PASSUNG_ASSIGN_OR_RETURN(shelf.backend, answer::StoredBackend::Open(std::move(repository), {}));
  PASSUNG_ASSIGN_OR_RETURN(shelf.options.profile, ShippedProfile("default"));
  shelf.options.as_of = today;
  return shelf;
}

// Questions that one reader gets through.
absl::StatusOr<int64_t> Read(const Shelf& shelf, Clock::duration time) {
  const auto end = Clock::now() + time;
  Engine engine;
  int64_t asked = 0;
  for (size_t i = 0; Clock::now() < end; i = (i + 1) % shelf.mentees.size(), ++asked) {
    engine.Publish(shelf.backend->snapshot());
    PASSUNG_RETURN_IF_ERROR(engine.RankVacancies(shelf.mentees[i], shelf.options).status());
  }
  return asked;
}

// Writers that keep to a pace, until they are told to stop.
class Writers final {
 public:
  explicit Writers(Shelf& shelf) : shelf_(shelf) {
    for (int i = 0; i < kWriters; ++i) threads_.emplace_back([this, i] { Write(i); });
  }
  ~Writers() { Stop(); }
  Writers(const Writers&) = delete;
  Writers& operator=(const Writers&) = delete;

  void Stop() {
    done_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  int64_t written() const { return written_; }
  int64_t failed() const { return failed_; }
  int64_t unseen() const { return unseen_; }

 private:
  void Write(int writer) {
    auto next = Clock::now();
    for (size_t i = static_cast<size_t>(writer); !done_; i += kWriters) {
      std::this_thread::sleep_until(next);
      next += std::chrono::microseconds(1'000'000 * kWriters / kWritesASecond);
      WriteBatch batch;
      batch.upsert_vacancies.push_back(shelf_.vacancies[i % shelf_.vacancies.size()]);
      Vacancy& vacancy = batch.upsert_vacancies[0];
      vacancy.openings = static_cast<int32_t>(i / shelf_.vacancies.size() % 90 + 2);
      if (!shelf_.backend->Write(batch).ok()) {
        ++failed_;
        continue;
      }
      ++written_;
      const auto snapshot = shelf_.backend->snapshot();
      const Vacancy* const seen = snapshot->FindVacancy(vacancy.id);
      if (seen == nullptr || *seen != vacancy) ++unseen_;
    }
  }

  Shelf& shelf_;
  std::atomic<bool> done_ = false;
  std::atomic<int64_t> written_ = 0;
  std::atomic<int64_t> failed_ = 0;
  std::atomic<int64_t> unseen_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace

absl::StatusOr<ReaderFigures> MeasureReaders(const std::string& folder, int64_t vacancies,
                                             double seconds) {
  PASSUNG_ASSIGN_OR_RETURN(Shelf shelf,
                           MakeShelf(absl::StrCat("sqlite:", folder, "/readers.db"), vacancies));
  const auto time = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(std::max(0.2, seconds / (2 * kRounds))));
  PASSUNG_RETURN_IF_ERROR(Read(shelf, time).status());  // warm
  std::vector<double> losses;
  ReaderFigures figures;
  int64_t written = 0;
  int64_t failed = 0;
  double busy = 0;
  for (int round = 0; round < kRounds; ++round) {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t alone, Read(shelf, time));
    Writers writers(shelf);
    absl::StatusOr<int64_t> beside = 0;
    busy += Microseconds([&] { beside = Read(shelf, time); }) / 1e6;
    writers.Stop();
    PASSUNG_RETURN_IF_ERROR(beside.status());
    losses.push_back(100.0 * (1 - static_cast<double>(*beside) / static_cast<double>(alone)));
    written += writers.written();
    failed += writers.failed();
    figures.unseen.mismatches += writers.unseen();
  }
  const double rate = static_cast<double>(written) / busy;
  figures.loss = {.value = Median(losses),
                  .compared = written,
                  .mismatches = failed,
                  .note = absl::StrFormat("%.0f writes/s", rate),
                  .complete = rate >= 0.97 * kWritesASecond};
  figures.unseen.value = static_cast<double>(figures.unseen.mismatches);
  figures.unseen.compared = written;
  return figures;
}

}  // namespace passung::bench
