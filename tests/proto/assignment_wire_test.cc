#include "proto/wire/assignment_wire.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "tests/proto/message_filler.h"
#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

constexpr int kAssignmentVariants = 20;

template <class Message>
void ExpectSurvives() {
  for (int variant = 0; variant < kAssignmentVariants; ++variant) {
    SCOPED_TRACE(variant);
    Message message;
    MessageFiller(variant).Fill(message);
    const auto value = FromProto(message, "part");
    ASSERT_THAT(value, IsOk());
    google::protobuf::util::MessageDifferencer differencer;
    std::string difference;
    differencer.ReportDifferencesToString(&difference);
    EXPECT_TRUE(differencer.Compare(message, ToProto(*value))) << difference;
  }
}

TEST(AssignmentWireTest, EveryFieldOfAProblemSurvives) { ExpectSurvives<v1::AssignmentProblem>(); }

TEST(AssignmentWireTest, EveryFieldOfAnAssignmentSurvives) {
  for (int variant = 0; variant < kAssignmentVariants; ++variant) {
    SCOPED_TRACE(variant);
    v1::Assignment message;
    MessageFiller(variant).Fill(message);
    // One message for four kinds of names.
    for (auto& price : *message.mutable_employer_prices()) price.set_name("employers/e");
    for (auto& price : *message.mutable_mentor_prices()) price.set_name("mentors/w");
    for (auto& price : *message.mutable_group_prices()) price.set_name("late");
    ASSERT_OK_AND_ASSIGN(const Assignment assignment, FromProto(message, "part"));
    google::protobuf::util::MessageDifferencer differencer;
    std::string difference;
    differencer.ReportDifferencesToString(&difference);
    EXPECT_TRUE(differencer.Compare(message, ToProto(assignment))) << difference;
  }
}

TEST(AssignmentWireTest, AFaultNamesItsField) {
  v1::AssignmentProblem problem;
  problem.add_mentees()->set_mentee("mentors/m1");
  EXPECT_THAT(FromProto(problem, "problem"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       testing::HasSubstr("problem.mentees[0].mentee")));
}

}  // namespace
}  // namespace passung::wire
