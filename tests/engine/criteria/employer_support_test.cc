#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kKey = CriterionKey::kEmployerSupport;

int32_t Points(std::vector<SupportItem> items) {
  return PointsOf(kKey, StoryMentee("m"), StoryVacancy("v").Of("54101").Supports(std::move(items)));
}

TEST(EmployerSupportTest, StatedItemsAddUp) {
  EXPECT_EQ(Points({}), 0) << "stated that there is none";
  EXPECT_EQ(Points({SupportItem::kGermanCourse}), 3000);
  EXPECT_EQ(Points({SupportItem::kGermanCourse, SupportItem::kRecognitionSupport}), 6000);
  EXPECT_EQ(Points({SupportItem::kGermanCourse, SupportItem::kRecognitionSupport,
                    SupportItem::kContactPerson, SupportItem::kExperienceWithGroup,
                    SupportItem::kFlexibility}),
            10000);
}

TEST(EmployerSupportTest, NothingStatedIsAConstant) {
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), StoryVacancy("v").Of("54101")), 2500);
}

}  // namespace
}  // namespace passung
