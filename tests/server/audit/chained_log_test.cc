#include "server/audit/chained_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string Content(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}
void Overwrite(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

class ChainedLogTest : public testing::Test {
 protected:
  ChainedLogTest()
      : folder_(fs::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ChainedLogTest() override { fs::remove_all(folder_); }

  ChainedLog::Options Options() const {
    return {.folder = folder_.string(),
            .name = "access",
            .key = std::string(32, 'k'),
            .largest_file = 2'000};
  }
  std::unique_ptr<ChainedLog> Open() const { return *ChainedLog::Open(Options()); }
  // Entries of which some files are full.
  void Write(int count) const {
    const auto log = Open();
    for (int i = 0; i < count; ++i) {
      ASSERT_THAT(log->Append(absl::StrCat("{\"who\":\"person/u", i, "\"}")), IsOk());
    }
  }
  std::vector<fs::path> Files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
  }

  const fs::path folder_;
};

TEST_F(ChainedLogTest, EntriesAreNumberedAndGoOnAfterReopening) {
  Write(30);
  const auto log = Open();
  EXPECT_EQ(log->state().last, 30);
  EXPECT_EQ(*log->Append("{\"x\":1}"), 31);
  EXPECT_THAT(log->Sync(), IsOk());
  EXPECT_EQ(ChainedLog::Verify(Options())->last, 31);
  EXPECT_GE(Files().size(), 3u) << "files of 2 000 bytes";
}

TEST_F(ChainedLogTest, AnEmptyChainHolds) {
  { const auto log = Open(); }
  const auto state = ChainedLog::Verify(Options());
  ASSERT_THAT(state, IsOk());
  EXPECT_EQ(state->last, 0);
  EXPECT_THAT(
      ChainedLog::Verify({.folder = folder_.string(), .name = "other", .key = Options().key}),
      StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(ChainedLogTest, OnlyOneProcessHasItOpen) {
  const auto log = Open();
  EXPECT_THAT(ChainedLog::Open(Options()),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("in use")));
}

TEST_F(ChainedLogTest, WhatIsNoEntryIsRefused) {
  const auto log = Open();
  for (const char* entry : {"", "text", "{\"a\":\n1}", "[1]"}) {
    EXPECT_THAT(log->Append(entry), StatusIs(absl::StatusCode::kInvalidArgument)) << entry;
  }
  EXPECT_EQ(log->state().last, 0);
}

TEST_F(ChainedLogTest, FaultyOptionsAreNamed) {
  ChainedLog::Options options = Options();
  options.key = "short";
  EXPECT_THAT(ChainedLog::Open(options),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("key:")));
  options = Options();
  options.name = "../x";
  EXPECT_THAT(ChainedLog::Open(options),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("name:")));
  options = Options();
  options.folder = "/nowhere/at/all";
  EXPECT_THAT(ChainedLog::Open(options), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(ChainedLogTest, ALineThatACrashCutOffIsNotThereAndTheChainGoesOn) {
  Write(5);
  const fs::path file = Files()[0];
  std::ofstream(file, std::ios::app | std::ios::binary) << "{\"n\":6,\"mark\":\"ab";
  EXPECT_THAT(ChainedLog::Verify(Options()), IsOk());
  const auto log = Open();
  EXPECT_EQ(*log->Append("{\"x\":1}"), 6);
  EXPECT_EQ(ChainedLog::Verify(Options())->last, 6);
}

TEST_F(ChainedLogTest, AnEntryWhoseHeadACrashLeftBehindCounts) {
  Write(5);
  const fs::path head = folder_ / "access.head";
  const std::string before = Content(head);
  Write(1);
  Overwrite(head, before);
  EXPECT_EQ(ChainedLog::Verify(Options())->last, 6);
  EXPECT_EQ(Open()->state().last, 6);
}

TEST_F(ChainedLogTest, OldFilesCanGoAndTheRestStillHolds) {
  Write(60);
  const auto log = Open();
  const size_t files = Files().size();
  ASSERT_THAT(log->Forget(30), IsOk());
  EXPECT_LT(Files().size(), files);
  EXPECT_GT(log->state().first, 1);
  EXPECT_LE(log->state().first, 30);
  EXPECT_EQ(*log->Append("{\"x\":1}"), 61);
  EXPECT_EQ(ChainedLog::Verify(Options())->last, 61);
  ASSERT_THAT(log->Forget(61), IsOk());
  EXPECT_EQ(ChainedLog::Verify(Options())->last, 61) << "the last file stays";
}

TEST_F(ChainedLogTest, AllMayGoAndNumbersAndMarksGoOn) {
  Write(20);
  {
    const auto log = Open();
    const std::string mark = log->state().mark;
    ASSERT_THAT(log->Forget(21), IsOk());
    EXPECT_EQ(log->state().first, 21);
    EXPECT_EQ(log->state().before, mark);
    EXPECT_EQ(Files().size(), 1u) << "the head";
  }
  const auto log = Open();
  EXPECT_EQ(*log->Append("{\"x\":1}"), 21);
  EXPECT_EQ(ChainedLog::Verify(Options())->last, 21);
}

TEST_F(ChainedLogTest, AFileThatEndsGoesByItself) {
  const auto log = Open();
  ASSERT_THAT(log->Append("{\"x\":1}"), IsOk());
  log->EndFile();
  ASSERT_THAT(log->Append("{\"x\":2}"), IsOk());
  ASSERT_THAT(log->Append("{\"x\":3}"), IsOk());
  EXPECT_EQ(Files().size(), 3u) << "two and the head";
  ASSERT_THAT(log->Forget(2), IsOk());
  EXPECT_EQ(log->state().first, 2);
  EXPECT_EQ(Files().size(), 2u);
}

// A crash between the head and the files that it no longer names.
TEST_F(ChainedLogTest, WhatIsLeftOfARemovalGoesWithTheNextStart) {
  Write(60);
  const fs::path first = Files()[0];
  const std::string content = Content(first);
  ASSERT_THAT(Open()->Forget(30), IsOk());
  ASSERT_FALSE(fs::exists(first));
  Overwrite(first, content);
  EXPECT_EQ(ChainedLog::Verify(Options())->last, 60) << "it is not looked at";
  EXPECT_EQ(Open()->state().last, 60);
  EXPECT_FALSE(fs::exists(first));
}

TEST_F(ChainedLogTest, NothingGoesWhereTheOldPartDoesNotHold) {
  Write(60);
  const auto log = Open();
  const fs::path first = Files()[0];
  std::string content = Content(first);
  content[content.size() / 2] ^= 1;
  Overwrite(first, content);
  EXPECT_THAT(log->Forget(30), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_EQ(log->state().first, 1);
  EXPECT_TRUE(fs::exists(first));
}

TEST_F(ChainedLogTest, ARemovedFileIsFound) {
  Write(60);
  for (const fs::path& file : Files()) {
    const std::string content = Content(file);
    fs::remove(file);
    EXPECT_FALSE(ChainedLog::Verify(Options()).ok()) << file;
    Overwrite(file, content);
  }
  EXPECT_THAT(ChainedLog::Verify(Options()), IsOk());
}

TEST_F(ChainedLogTest, AnotherKeyCannotHaveWrittenIt) {
  Write(3);
  ChainedLog::Options options = Options();
  options.key = std::string(32, 'x');
  EXPECT_THAT(ChainedLog::Verify(options), StatusIs(absl::StatusCode::kDataLoss));
}

// One byte changed, one line taken out, doubled, exchanged with the next, or put in, at random; the
// end cut off at any place.
TEST_F(ChainedLogTest, EachOfAThousandTamperingsIsFound) {
  Write(60);
  std::vector<fs::path> files = Files();
  files.pop_back();  // the head has a test of its own
  std::mt19937 random(7);
  const auto below = [&](size_t n) { return random() % n; };
  for (int i = 0; i < 1'000; ++i) {
    const fs::path& file = files[below(files.size())];
    const std::string content = Content(file);
    std::vector<std::string> lines;
    std::istringstream in(content);
    for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
    const size_t at = below(lines.size());
    const int kind = static_cast<int>(below(6));
    if (kind == 0) {
      std::string& line = lines[at];
      char& byte = line[below(line.size())];
      byte = static_cast<char>(byte ^ static_cast<char>(1 + below(127)));
    } else if (kind == 1) {
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
    } else if (kind == 2) {
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[at]);
    } else if (kind == 3) {
      std::swap(lines[at], lines[at + 1 < lines.size() ? at + 1 : at - 1]);
    } else if (kind == 4) {
      lines[at] = lines[at].substr(0, below(lines[at].size()));
    } else {
      lines[at].insert(below(lines[at].size()), " ");
    }
    std::string changed;
    for (const std::string& line : lines) changed += line;
    if (changed == content) continue;
    Overwrite(file, changed);
    ASSERT_THAT(ChainedLog::Verify(Options()), StatusIs(absl::StatusCode::kDataLoss))
        << "kind " << kind << ", line " << at << " of " << file;
    ASSERT_THAT(ChainedLog::Open(Options()), StatusIs(absl::StatusCode::kDataLoss));
    Overwrite(file, content);
  }
  EXPECT_THAT(ChainedLog::Verify(Options()), IsOk());
}

TEST_F(ChainedLogTest, NoByteOfTheHeadCanBeChanged) {
  Write(3);
  const fs::path head = folder_ / "access.head";
  const std::string content = Content(head);
  for (size_t at = 0; at < content.size(); ++at) {
    std::string changed = content;
    changed[at] = changed[at] == '1' ? '2' : '1';
    Overwrite(head, changed);
    EXPECT_THAT(ChainedLog::Verify(Options()), StatusIs(absl::StatusCode::kDataLoss)) << at;
  }
}

}  // namespace
}  // namespace passung::server
