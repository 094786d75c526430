// That the access log misses no look and that no change to its files is missed, at a server that runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/util/json_util.h"
#include "server/audit/chain_files.h"
#include "tests/server/doors/http_client.h"
#include "tests/server/server_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

namespace fs = std::filesystem;
using testing::SizeIs;

constexpr char kRetentionJob[] = "passung.v1.AdminService/PurgeExpired";

std::string BytesOf(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}
void SetBytes(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

class AccessLogProofTest : public ServerTest {
 protected:
  AccessLogProofTest() {
    PutSmallWorld();
    KeepAccessLog();
  }

  // As they lie in the file; without the retention job, which runs when it is time.
  std::vector<v1::AccessEntry> Entries(bool of_the_job = false) const {
    std::vector<v1::AccessEntry> entries;
    const auto take = [&](const ChainEntry& line) -> absl::StatusOr<bool> {
      v1::AccessEntry entry;
      EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line.entry, &entry).ok());
      const bool is_job = entry.who() == "server" && entry.method() == kRetentionJob;
      if (is_job == of_the_job) entries.push_back(entry);
      return true;
    };
    EXPECT_THAT(ReadChain({.folder = config_.audit_folder, .name = "access"}, 1, take), IsOk());
    return entries;
  }
  // The retention job runs soon after the start. The first of its entries that `is_wanted`.
  v1::AccessEntry EntryOfTheJob(
      const std::function<bool(const v1::AccessEntry&)>& is_wanted) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < end) {
      for (const v1::AccessEntry& entry : Entries(true)) {
        if (is_wanted(entry)) return entry;
      }
      std::this_thread::yield();
    }
    ADD_FAILURE() << "no such entry";
    return {};
  }
  // Writes an end that is as near as may be written, and returns when it is over. The pseudonym of the
  // person.
  std::string LetExpire(const char* name) {
    v1::UpdateMenteeRequest update;
    update.mutable_mentee()->set_name(name);
    update.mutable_mentee()->mutable_record()->mutable_expire_time()->set_seconds(
        absl::ToUnixSeconds(absl::Now()) + 1);
    v1::Mentee updated;
    EXPECT_TRUE(Call(&v1::CatalogService::Stub::UpdateMentee, update, updated).ok());
    const std::string pseudonym = Entries().back().people(0);
    // Asking until it is over would be more than one caller may ask.
    const int64_t end = update.mentee().record().expire_time().seconds();
    while (absl::ToUnixSeconds(absl::Now()) <= end) std::this_thread::yield();
    return pseudonym;
  }
  grpc::Status Verify() {
    v1::VerifyAccessLogResponse verified;
    return Call(&v1::AdminService::Stub::VerifyAccessLog, v1::VerifyAccessLogRequest(), verified);
  }
  // One look at somebody, each time another way.
  bool Look(int n) {
    if (n % 4 == 0) {
      v1::GetMenteeRequest get;
      get.set_name("mentees/nurse");
      v1::Mentee shown;
      return Call(&v1::CatalogService::Stub::GetMentee, get, shown).ok();
    }
    if (n % 4 == 1) {
      v1::RankVacanciesRequest rank;
      rank.set_mentee("mentees/nurse");
      v1::RankVacanciesResponse shown;
      return Rank(rank, shown).ok();
    }
    const bool mirror = n % 4 == 2;
    const HttpAnswer answer = Ask(
        app_->http_address(), "POST",
        mirror ? "/passung.v1.MatchService/RankMentees" : "/passung.v1.CatalogService/ListMentees",
        mirror ? R"({"vacancy":"vacancies/helper"})" : R"({"pageSize":5})",
        {{"Content-Type", "application/json"}});
    return answer.status == 200;
  }
};

TEST_F(AccessLogProofTest, AsManyEntriesAsLooksFromManyCallersAtBothDoors) {
  constexpr int kCallers = 4;
  constexpr int kLooks = 75;
  std::atomic<int> answered{0};
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([&] {
      for (int n = 0; n < kLooks; ++n) answered += Look(n) ? 1 : 0;
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_GT(answered, 0);
  const auto entries = Entries();
  const auto good = std::count_if(entries.begin(), entries.end(),
                                  [](const auto& entry) { return entry.code() == "OK"; });
  EXPECT_EQ(good, answered);
  for (const v1::AccessEntry& entry : entries) {
    EXPECT_THAT(entry.people(), SizeIs(1)) << entry.DebugString();
  }
  EXPECT_TRUE(Verify().ok());
}

// One byte changed, a line taken out, doubled, exchanged with the next or cut, in any file of either log.
TEST_F(AccessLogProofTest, TheServerFindsEachOfAThousandTamperings) {
  // Its entry must not come while a file is put back to what was read before.
  EntryOfTheJob([](const auto& /*entry*/) { return true; });
  for (int n = 0; n < 40; ++n) EXPECT_TRUE(Look(n));
  ASSERT_TRUE(Verify().ok());
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(config_.audit_folder)) {
    files.push_back(file.path());
  }
  std::sort(files.begin(), files.end());
  ASSERT_THAT(files, SizeIs(4)) << "two logs and their heads";
  std::mt19937 random(11);
  const auto below = [&](size_t n) { return random() % n; };
  int tampered = 0;
  while (tampered < 1'000) {
    const fs::path& file = files[below(files.size())];
    const std::string content = BytesOf(file);
    std::vector<std::string> lines;
    std::istringstream in(content);
    for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
    const size_t at = below(lines.size());
    std::string& line = lines[at];
    switch (below(5)) {
      case 0:
        line[below(line.size())] ^= static_cast<char>(1 + below(127));
        break;
      case 1:
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 2:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[at]);
        break;
      case 3:
        std::swap(lines[at], lines[(at + 1) % lines.size()]);
        break;
      default:
        line.resize(below(line.size()));
    }
    std::string changed;
    for (const std::string& part : lines) changed += part;
    if (changed == content) continue;
    ++tampered;
    SetBytes(file, changed);
    const grpc::Status found = Verify();
    SetBytes(file, content);
    ASSERT_TRUE(found.error_code() == grpc::StatusCode::DATA_LOSS ||
                found.error_code() == grpc::StatusCode::NOT_FOUND)
        << file << " line " << at << ": " << found.error_message();
  }
  EXPECT_TRUE(Verify().ok());
}

TEST_F(AccessLogProofTest, ThoseWhoseTimeIsOverArePurgedByThemselvesAndThatIsNoted) {
  const std::string pseudonym = LetExpire("mentees/nurse");
  Start();
  const auto entry = EntryOfTheJob([](const auto& e) { return e.results() == 1; });
  EXPECT_THAT(entry.people(), testing::ElementsAre(pseudonym));
  EXPECT_EQ(entry.code(), "OK");
  v1::ListAccessEntriesRequest about;
  about.set_mentee("mentees/nurse");
  v1::ListAccessEntriesResponse none;
  EXPECT_EQ(Call(&v1::AdminService::Stub::ListAccessEntries, about, none).error_code(),
            grpc::StatusCode::NOT_FOUND)
      << "nobody can tell any more whose the entries were";
  EXPECT_TRUE(Verify().ok());
}

TEST_F(AccessLogProofTest, APurgeOfTheExpiredNamesTheirPseudonymsAndCutsThemOff) {
  // It must not come first.
  EntryOfTheJob([](const auto& /*entry*/) { return true; });
  v1::UpdateMenteeRequest update;
  update.mutable_mentee()->set_name("mentees/nurse");
  update.mutable_mentee()->mutable_record()->mutable_expire_time()->set_seconds(
      absl::ToUnixSeconds(absl::Now()) + 3'600);
  v1::Mentee updated;
  ASSERT_TRUE(Call(&v1::CatalogService::Stub::UpdateMentee, update, updated).ok());
  v1::PurgeExpiredResponse purged;
  ASSERT_TRUE(Call(&v1::AdminService::Stub::PurgeExpired, v1::PurgeExpiredRequest(), purged).ok());
  EXPECT_EQ(purged.purged(), 0) << "not yet";
  EXPECT_THAT(Entries().back().people(), testing::IsEmpty());
  const std::string pseudonym = LetExpire("mentees/nurse");
  v1::PurgeExpiredRequest look;
  look.set_validate_only(true);
  ASSERT_TRUE(Call(&v1::AdminService::Stub::PurgeExpired, look, purged).ok());
  EXPECT_THAT(purged.mentees(), testing::ElementsAre("mentees/nurse"));
  EXPECT_THAT(Entries().back().people(), testing::ElementsAre(pseudonym)) << "a look is noted, too";
  ASSERT_TRUE(Call(&v1::AdminService::Stub::PurgeExpired, v1::PurgeExpiredRequest(), purged).ok());
  EXPECT_EQ(purged.purged(), 1);
  EXPECT_THAT(Entries().back().people(), testing::ElementsAre(pseudonym));
  PutSmallWorld();
  EXPECT_NE(Entries().back().people(0), pseudonym) << "whoever comes back is somebody else";
}

}  // namespace
}  // namespace passung::server
