#include "proto/wire/resource_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

using testing::HasSubstr;

TEST(ResourceNameTest, NamesAndIdsTranslateBothWays) {
  EXPECT_EQ(ResourceName(MenteeId{"M1"}), "mentees/M1");
  EXPECT_EQ(ResourceName(VacancyId{"V1"}), "vacancies/V1");
  EXPECT_EQ(ResourceName(EmployerId{"E1"}), "employers/E1");
  EXPECT_EQ(ResourceName(EmployerId{}), "");
  EXPECT_THAT(ParseMenteeName("mentees/M1"), IsOkAndHolds(MenteeId{"M1"}));
  EXPECT_THAT(ParseVacancyName("vacancies/a.b_c-D"), IsOkAndHolds(VacancyId{"a.b_c-D"}));
}

TEST(ResourceNameTest, EverythingElseIsRefusedWithTheFormAskedFor) {
  for (const char* name : {"", "M1", "mentees", "mentees/", "mentee/M1", "mentees/M/1", "mentees/ä",
                           "vacancies/M1", "/mentees/M1", "mentees/M1 "}) {
    EXPECT_THAT(ParseMenteeName(name),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("is not \"mentees/{id}\"")))
        << name;
  }
  EXPECT_FALSE(ParseMenteeName("mentees/" + std::string(64, 'a')).ok());
  EXPECT_OK(ParseMenteeName("mentees/" + std::string(63, 'a')));
}

TEST(ResourceNameTest, ProfileMayBeNamedShortAndDefaultsToDefault) {
  EXPECT_THAT(ParseProfileName(""), IsOkAndHolds(std::string("default")));
  EXPECT_THAT(ParseProfileName("near_home"), IsOkAndHolds(std::string("near_home")));
  EXPECT_THAT(ParseProfileName("profiles/near_home"), IsOkAndHolds(std::string("near_home")));
  EXPECT_THAT(ParseProfileName("profile/x"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ParseProfileName("a b"), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace passung::wire
