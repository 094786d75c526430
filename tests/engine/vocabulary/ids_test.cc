#include "passung/ids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/status_matchers.h"

namespace passung {
namespace {

TEST(IdsTest, AcceptsLettersDigitsDotUnderscoreAndHyphen) {
  EXPECT_OK(ValidateId("mentee", "a"));
  EXPECT_OK(ValidateId("vacancy", "10001-1003552327-S"));
  EXPECT_OK(ValidateId("mentee", "A.z_0-9"));
  EXPECT_OK(ValidateId("mentee", std::string(63, 'x')));
}

TEST(IdsTest, RefusesEverythingElseAndQuotesIt) {
  EXPECT_THAT(ValidateId("mentee", "a b"),
              StatusIs(kInvalid,
                       "mentee \"a b\" is not 1 to 63 characters of A-Z, a-z, 0-9, "
                       "\".\", \"_\", \"-\""));
  EXPECT_THAT(ValidateId("mentee", ""), StatusIs(kInvalid));
  EXPECT_THAT(ValidateId("mentee", std::string(64, 'x')), StatusIs(kInvalid));
  for (const char* id : {"müller", "a/b", "a\n", "a,b", "\xFF"}) {
    EXPECT_THAT(ValidateId("mentee", id), StatusIs(kInvalid));
  }
}

TEST(IdsTest, EveryByteIsJudgedAlikeAtEveryPlaceOfEveryLength) {
  const std::string accepted = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  for (size_t size = 1; size <= 25; ++size) {
    for (size_t at = 0; at < size; ++at) {
      std::string id(size, 'x');
      for (int byte = 0; byte < 256; ++byte) {
        id[at] = static_cast<char>(byte);
        const bool is_accepted = accepted.find(id[at]) != std::string::npos;
        EXPECT_EQ(ValidateId("mentee", id).ok(), is_accepted) << size << " " << at << " " << byte;
      }
    }
  }
}

TEST(IdsTest, AreOrderedAsBytes) {
  EXPECT_LT(MenteeId{"B"}, MenteeId{"a"});
  EXPECT_LT(MenteeId{"a"}, MenteeId{"a0"});
  EXPECT_EQ(VacancyId{"v"}, VacancyId{"v"});
}

}  // namespace
}  // namespace passung
