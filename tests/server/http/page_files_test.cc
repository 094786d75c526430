// The page as browsers get it: what is given, compressed or not, kept how long, and which folders are no page.
#include "server/http/page_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "tests/server/kept_answer.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using testing::HasSubstr;
using testing::Not;

class PageFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / "page_files_test";
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "assets");
    Put("index.html", "<!doctype html>");
    Put("index.html.gz", "compressed page");
    Put("assets/main-AB12.js", "let a = 1");
  }

  void Put(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  auto Read() const { return PageFiles::Read(folder_.string()); }

  // What is answered to a request; status 0: nothing.
  KeptAnswer Ask(const std::string& path, HttpHeaders headers = {},
                 const std::string& method = "GET") const {
    const auto page = Read();
    EXPECT_THAT(page, IsOk());
    KeptAnswer answer;
    HttpRequest request{.method = method, .path = path};
    request.headers = std::move(headers);
    const bool answered = (*page)->Answer(request, answer);
    EXPECT_EQ(answered, answer.head.status != 0);
    return answer;
  }

  std::filesystem::path folder_;
};

TEST_F(PageFilesTest, TheRootIsTheIndexAndFilesHaveTheirPaths) {
  EXPECT_EQ(Ask("/").text, "<!doctype html>");
  EXPECT_EQ(Ask("/index.html").text, "<!doctype html>");
  EXPECT_EQ(Ask("/").head.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(Ask("/assets/main-AB12.js").text, "let a = 1");
  EXPECT_EQ(Ask("/assets/main-AB12.js").head.content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(Ask("/", {}, "HEAD").head.status, 200);
}

TEST_F(PageFilesTest, OfAServerThatIsOpenToAllTheIndexSaysSo) {
  Put("index.html", "<html><head></head></html>");
  const auto open = PageFiles::Read(folder_.string(), true);
  ASSERT_THAT(open, IsOk());
  std::set<std::string> etags = {Ask("/").Header("ETag")};
  for (const char* path : {"/", "/index.html"}) {
    KeptAnswer answer;
    HttpRequest request{.method = "GET", .path = path};
    request.headers = {{"accept-encoding", "gzip"}};
    ASSERT_TRUE((*open)->Answer(request, answer));
    EXPECT_THAT(answer.text, HasSubstr(R"(<meta name="passung-open" content="yes">)"));
    EXPECT_EQ(answer.Header("Content-Encoding"), "");
    etags.insert(answer.Header("ETag"));
  }
  EXPECT_EQ(etags.size(), 2U) << "what says something else has another etag";
  EXPECT_THAT(Ask("/").text, Not(HasSubstr("passung-open")));
}

TEST_F(PageFilesTest, WhatIsNoFileOfThePageIsLeftToOthers) {
  EXPECT_EQ(Ask("/secret").head.status, 0);
  EXPECT_EQ(Ask("/assets").head.status, 0);
  EXPECT_EQ(Ask("/assets/../index.html").head.status, 0);
  EXPECT_EQ(Ask("/index.html.gz").head.status, 0);
  EXPECT_EQ(Ask("/", {}, "POST").head.status, 0);
}

TEST_F(PageFilesTest, OnlyWhoTakesGzipGetsIt) {
  for (const char* accepted : {"gzip", "br, gzip", "gzip;q=0.5, br"}) {
    const KeptAnswer answer = Ask("/", {{"accept-encoding", accepted}});
    EXPECT_EQ(answer.text, "compressed page") << accepted;
    EXPECT_EQ(answer.Header("Content-Encoding"), "gzip");
  }
  for (const char* accepted : {"", "br", "gzip;q=0", "xgzip"}) {
    const KeptAnswer answer = Ask("/", {{"accept-encoding", accepted}});
    EXPECT_EQ(answer.text, "<!doctype html>") << accepted;
    EXPECT_EQ(answer.Header("Content-Encoding"), "");
  }
  EXPECT_EQ(Ask("/assets/main-AB12.js", {{"accept-encoding", "gzip"}}).text, "let a = 1")
      << "there is no other";
}

TEST_F(PageFilesTest, NamesThatChangeWithTheirContentAreKeptForeverAndThePageIsAskedForEachTime) {
  EXPECT_THAT(Ask("/assets/main-AB12.js").Header("Cache-Control"), HasSubstr("immutable"));
  EXPECT_EQ(Ask("/").Header("Cache-Control"), "no-cache");
  const std::string etag = Ask("/").Header("ETag");
  const KeptAnswer again = Ask("/", {{"if-none-match", etag}});
  EXPECT_EQ(again.head.status, 304);
  EXPECT_EQ(again.text, "");
  Put("index.html", "<!doctype html><title>new</title>");
  EXPECT_EQ(Ask("/", {{"if-none-match", etag}}).head.status, 200);
}

TEST_F(PageFilesTest, ThePageMayRunAndAskNothingButWhatIsOfThisServer) {
  const std::string policy = Ask("/").Header("Content-Security-Policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_THAT(policy, Not(HasSubstr("http")));
}

TEST_F(PageFilesTest, AFolderThatIsNoPageIsRefusedByWhatIsWrong) {
  Put("assets/run.exe", "x");
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("run.exe")));
  std::filesystem::remove(folder_ / "assets/run.exe");
  std::filesystem::remove(folder_ / "index.html");
  std::filesystem::remove(folder_ / "index.html.gz");
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("index.html")));
  std::filesystem::remove_all(folder_);
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_files_test")));
}

TEST_F(PageFilesTest, AFolderThatIsFarTooLargeIsNotReadIntoMemory) {
  Put("large.txt", std::string(17 * 1024 * 1024, 'x'));
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("allowed are")));
}

}  // namespace
}  // namespace passung::server
