#include "proto/answer/page_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "tests/support/status_matchers.h"

namespace passung::answer {
namespace {

const PageEnd kEnd = {.id = "v1", .has_value = true, .value = "a\nb", .revision = 7};

TEST(PageTokenTest, ComesBackAsItWasMade) {
  const std::string token = MakePageToken("key", "question", kEnd);
  EXPECT_THAT(ParsePageToken("key", "question", token), IsOkAndHolds(kEnd));
  const PageEnd plain = {.id = "v1", .revision = 0};
  EXPECT_THAT(ParsePageToken("key", "q", MakePageToken("key", "q", plain)), IsOkAndHolds(plain));
}

TEST(PageTokenTest, NoEndIsNoToken) {
  EXPECT_EQ(MakePageToken("key", "question", {}), "");
  EXPECT_THAT(ParsePageToken("key", "question", ""), IsOkAndHolds(PageEnd{}));
}

TEST(PageTokenTest, ATokenOfAnotherQuestionOrKeyIsRefused) {
  const std::string token = MakePageToken("key", "question", kEnd);
  EXPECT_THAT(ParsePageToken("key", "other", token), Refused("page_token"));
  EXPECT_THAT(ParsePageToken("other", "question", token), Refused("page_token"));
  EXPECT_THAT(ParsePageToken("", "question", token), Refused("page_token"));
}

TEST(PageTokenTest, EveryChangedBitIsRefused) {
  const std::string token = MakePageToken("key", "question", kEnd);
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(token, &bytes));
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string changed = bytes;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    EXPECT_THAT(ParsePageToken("key", "question", absl::WebSafeBase64Escape(changed)),
                Refused("page_token"))
        << bit;
  }
}

TEST(PageTokenTest, CutsAndGarbageAreRefused) {
  const std::string token = MakePageToken("key", "question", kEnd);
  for (size_t length = 1; length < token.size(); ++length) {
    EXPECT_THAT(ParsePageToken("key", "question", token.substr(0, length)), Refused("page_token"));
  }
  for (const std::string& garbage :
       {token + "A", token + "=", std::string("!"), std::string("1:")}) {
    EXPECT_THAT(ParsePageToken("key", "question", garbage), Refused("page_token"));
  }
}

TEST(PageSizeTest, HasADefaultAMostAndNoNegative) {
  EXPECT_THAT(PageSize(0), IsOkAndHolds(50));
  EXPECT_THAT(PageSize(1), IsOkAndHolds(1));
  EXPECT_THAT(PageSize(500), IsOkAndHolds(500));
  EXPECT_THAT(PageSize(501), IsOkAndHolds(500));
  EXPECT_THAT(PageSize(-1), Refused("page_size"));
}

}  // namespace
}  // namespace passung::answer
