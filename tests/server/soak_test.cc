// passungd under a mixed load: no call fails, and it keeps no more files open, nor ever more memory. PASSUNG_LONG=1 goes
// on for ten minutes; what it took of memory is noted for `./dev floors storage`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/grpcpp.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "passung/v1/catalog_service.grpc.pb.h"
#include "passung/v1/match_service.grpc.pb.h"
#include "tests/server/program.h"

namespace passung::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kSoakMentees = 50;
constexpr int64_t kSoakVacancies = 2'000;

// A market in a file of its own.
class SoakTest : public testing::Test {
 protected:
  SoakTest() {
    Remove();
    const auto repository = OpenRepository(db_).value();
    const MarketMaker maker = MarketMaker::Create({.mentees = kSoakMentees,
                                                   .vacancies = kSoakVacancies,
                                                   .seed = 1,
                                                   .today = Date::FromDays(TodayInDays())})
                                  .value();
    WriteBatch batch;
    for (int64_t i = 0; i < kSoakMentees; ++i) {
      batch.upsert_mentees.push_back(maker.MenteeAt(i));
      batch.upsert_records.push_back(maker.RecordAt(i));
      mentees_.push_back("mentees/" + maker.MenteeAt(i).id.value);
    }
    for (int64_t i = 0; i < kSoakVacancies; ++i) {
      batch.upsert_vacancies.push_back(maker.VacancyAt(i));
      const Vacancy& vacancy = batch.upsert_vacancies.back();
      // Nobody is ranked for one of these: a refusal that is right.
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      vacancies_.push_back("vacancies/" + vacancy.id.value);
    }
    EXPECT_TRUE(repository->Write(batch).ok());
  }
  ~SoakTest() override { Remove(); }

  static int32_t TodayInDays() {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return static_cast<int32_t>(today.time_since_epoch().count());
  }

  void Remove() {
    for (const char* suffix : {"", "-wal", "-shm", "-acknowledged"}) {
      std::filesystem::remove(db_ + suffix);
    }
  }

  // Everything that a client may do all day, again and again.
  void Load(const std::shared_ptr<grpc::Channel>& channel, size_t begin) {
    const auto match = v1::MatchService::NewStub(channel);
    const auto catalog = v1::CatalogService::NewStub(channel);
    for (size_t i = begin; !stop_; ++i) {
      const std::string& mentee = mentees_[i % mentees_.size()];
      const std::string& vacancy = vacancies_[i * 7 % vacancies_.size()];
      Count(Ask(&v1::MatchService::Stub::RankVacancies, *match,
                [&](v1::RankVacanciesRequest& request) { request.set_mentee(mentee); }));
      Count(Ask(&v1::MatchService::Stub::RankMentees, *match,
                [&](v1::RankMenteesRequest& request) { request.set_vacancy(vacancy); }));
      Count(Ask(&v1::MatchService::Stub::AnalyzeUnknowns, *match,
                [&](v1::AnalyzeUnknownsRequest& request) { request.set_mentee(mentee); }));
      Count(Ask(&v1::CatalogService::Stub::UpdateVacancy, *catalog,
                [&](v1::UpdateVacancyRequest& request) {
                  request.mutable_vacancy()->set_name(vacancy);
                  request.mutable_vacancy()->set_openings(static_cast<int32_t>(i % 90 + 1));
                  request.mutable_update_mask()->add_paths("openings");
                }));
      Count(Ask(&v1::CatalogService::Stub::ListVacancies, *catalog,
                [&](v1::ListVacanciesRequest& request) { request.set_page_size(20); }));
    }
  }

  template <class Stub, class Request, class Answer, class Fill>
  static grpc::Status Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                       Answer*),
                          Stub& stub, Fill&& fill) {
    Request request;
    fill(request);
    Answer answer;
    grpc::ClientContext context;
    return (stub.*method)(&context, request, &answer);
  }

  void Count(const grpc::Status& status) {
    // Two who write the same row at once: one of them is told to read it anew.
    const bool is_fine = status.ok() || status.error_code() == grpc::StatusCode::ABORTED;
    if (!is_fine) ++failed_;
    ++calls_;
    calls_.notify_all();
    EXPECT_TRUE(is_fine) << status.error_code() << " " << status.error_message();
  }

  void AwaitCalls(int64_t more) const {
    const int64_t enough = calls_ + more;
    for (int64_t calls = calls_; calls < enough && failed_ == 0; calls = calls_) calls_.wait(calls);
  }

  const std::string db_ = testing::TempDir() + "/passung_soak_test.db";
  std::vector<std::string> mentees_;
  std::vector<std::string> vacancies_;
  std::atomic<int64_t> calls_ = 0;
  std::atomic<int64_t> failed_ = 0;
  std::atomic<bool> stop_ = false;
};

int64_t OpenFiles(pid_t pid) {
  const std::filesystem::directory_iterator files(absl::StrCat("/proc/", pid, "/fd"));
  return std::distance(begin(files), end(files));
}

// Resident memory in KiB.
double ResidentKibibytes(pid_t pid) {
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  std::string word;
  while (status >> word) {
    if (word != "VmRSS:") continue;
    double kibibytes = 0;
    status >> kibibytes;
    return kibibytes;
  }
  return 0;
}

// Connections to the database are opened when so many readers come at once for the first time, which may be late: files
// become no more after some round, but of a call that keeps one they do in each.
constexpr int kRoundsUntilPoolsAreFull = 20;

// How fast the second of each pair rises over the first, by least squares.
double Slope(const std::vector<std::pair<double, double>>& points) {
  double x = 0;
  double y = 0;
  for (const auto& [at, value] : points) {
    x += at / static_cast<double>(points.size());
    y += value / static_cast<double>(points.size());
  }
  double above = 0;
  double below = 0;
  for (const auto& [at, value] : points) {
    above += (at - x) * (value - y);
    below += (at - x) * (at - x);
  }
  return below == 0 ? 0 : above / below;
}

TEST_F(SoakTest, NoCallFailsAndNothingIsKept) {
  const bool is_long = std::getenv("PASSUNG_LONG") != nullptr;
  const auto length = is_long ? std::chrono::minutes(10) : std::chrono::minutes(0);
  const Passungd program({"--dev", "--port", "0", "--db", db_, "--longest-wait-ms", "10000"});
  const auto channel =
      grpc::CreateChannel(GrpcAddressIn(program.ReadLine()), grpc::InsecureChannelCredentials());
  // A log that nobody reads would stop the program some day.
  std::thread reading([&program] {
    while (!program.ReadLine().empty()) continue;
  });
  std::vector<std::thread> clients;
  for (size_t i = 0; i < 2; ++i)
    clients.emplace_back([this, &channel, i] { Load(channel, i * 13); });
  const int64_t calls = is_long ? 5'000 : 300;
  // Caches are full and threads are there; in the long form also what is kept on purpose: 20 000 changes are, of which
  // every fifth call makes one.
  AwaitCalls(is_long ? 150'000 : calls);
  const int64_t files = OpenFiles(program.pid());
  std::vector<std::pair<double, double>> memory;
  const Clock::time_point begin = Clock::now();
  int64_t most_files = files;
  int64_t files_more = 0;
  do {
    AwaitCalls(calls);
    const double minutes =
        std::chrono::duration<double, std::ratio<60>>(Clock::now() - begin).count();
    memory.emplace_back(minutes, ResidentKibibytes(program.pid()));
    files_more = OpenFiles(program.pid()) - most_files;
    most_files += std::max<int64_t>(0, files_more);
  } while (failed_ == 0 && (Clock::now() - begin < length ||
                            (files_more > 0 && std::ssize(memory) < kRoundsUntilPoolsAreFull)));
  stop_ = true;
  for (std::thread& client : clients) client.join();
  program.Signal(SIGTERM);
  EXPECT_EQ(program.Wait(), 0);
  reading.join();
  EXPECT_EQ(failed_, 0);
  EXPECT_LE(files_more, 0) << "still in round " << memory.size() << " of " << calls
                           << " calls, from " << files << " to " << most_files;
  RecordProperty("calls", absl::StrCat(calls_.load()));
  RecordProperty("files_more", absl::StrCat(most_files - files));
  RecordProperty("kib_a_minute", absl::StrCat(Slope(memory)));
}

}  // namespace
}  // namespace passung::server
