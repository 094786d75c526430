// The same question gets the same bytes: however many threads answer, whichever instructions the machine has,
// whoever asks at the same time, at both doors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <thread>

#include "absl/strings/str_format.h"
#include "passung/cpu_path.h"
#include "passung/market.h"
#include "passung/repository.h"
#include "tests/server/sample_requests.h"

namespace passung::server {
namespace {

class DeterminismTest : public ServerTest {
 protected:
  ~DeterminismTest() override { (void)ForceCpuPath(""); }

  void FillWithMarket() const {
    const MarketMaker maker =
        MarketMaker::Create({.mentees = 60, .vacancies = 3'000, .seed = 5, .today = StoryDay()})
            .value();
    WriteBatch batch;
    for (int64_t i = 0; i < maker.mentees(); ++i) batch.upsert_mentees.push_back(maker.MenteeAt(i));
    for (int64_t i = 0; i < maker.vacancies(); ++i) {
      batch.upsert_vacancies.push_back(maker.VacancyAt(i));
    }
    ASSERT_TRUE(OpenRepository("sqlite:" + db_).value()->Write(batch).ok());
  }

  // Every question with its answer's messages, asked by several callers at once.
  std::map<std::string, std::vector<std::string>> Answers() const {
    std::vector<std::pair<std::string, std::string>> questions;
    for (int i = 1; i <= 60; i += 7) {
      const std::string mentee = absl::StrFormat("mentees/m%06d", i);
      questions.emplace_back("passung.v1.MatchService/RankVacancies",
                             absl::StrCat(R"({"locale":"de","mentee":")", mentee, "\"}"));
      questions.emplace_back(
          "passung.v1.MatchService/ExplainMatch",
          absl::StrCat(R"({"locale":"en","vacancy":"vacancies/v0000007","mentee":")", mentee,
                       "\"}"));
    }
    questions.emplace_back("passung.v1.MatchService/RankMentees",
                           R"({"vacancy":"vacancies/v0000001","limit":50})");
    questions.emplace_back("passung.v1.MatchService/BatchRankVacancies",
                           R"({"allMentees":true,"ranking":{"limit":5}})");
    questions.emplace_back("passung.v1.CatalogService/ListVacancies",
                           R"({"pageSize":100,"orderBy":"published desc"})");
    std::map<std::string, std::vector<std::string>> answers;
    std::mutex mutex;
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 4; ++caller) {
      callers.emplace_back([&, caller] {
        for (size_t q = 0; q < questions.size(); ++q) {
          const auto& [path, json] =
              questions[(q + static_cast<size_t>(caller) * 5) % questions.size()];
          const Method& method = *methods_->Find(path);
          const auto bytes = ToBytes(method, {json});
          const RawAnswer answer =
              caller % 2 == 0 ? OverGrpc(channel_, method, bytes)
                              : OverHttp(app_->http_address(), method, Encoding::kProto, bytes);
          EXPECT_EQ(answer.status.code(), 0) << path << json << answer.status.message();
          const std::lock_guard<std::mutex> lock(mutex);
          const auto [at, is_new] = answers.emplace(path + json, answer.messages);
          EXPECT_TRUE(is_new || at->second == answer.messages) << path << json;
        }
      });
    }
    for (std::thread& caller : callers) caller.join();
    EXPECT_EQ(answers.size(), questions.size());
    return answers;
  }

  const std::unique_ptr<MethodTable> methods_ = MethodTable::Create(AllMethods()).value();
};

TEST_F(DeterminismTest, BytesDependNeitherOnThreadsNorOnTheProcessor) {
  app_.reset();
  FillWithMarket();
  // Nobody is to be refused for load here.
  config_.longest_wait_ms = 10'000;
  config_.principal_rate = 0;
  std::map<std::string, std::vector<std::string>> first;
  for (const int workers : {1, 2, 8}) {
    for (const absl::string_view path : CpuPaths()) {
      SCOPED_TRACE(absl::StrCat(workers, " threads, ", path));
      ASSERT_TRUE(ForceCpuPath(path).ok());
      config_.workers = workers;
      Start();
      const auto answers = Answers();
      if (first.empty()) first = answers;
      EXPECT_TRUE(answers == first);
    }
  }
  EXPECT_GE(CpuPaths().size(), 1u);
}

}  // namespace
}  // namespace passung::server
