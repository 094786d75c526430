#include "engine/vocabulary/problem_status.h"

#include <gtest/gtest.h>

namespace passung {
namespace {

TEST(ProblemStatusTest, AProblemComesBackAsItWas) {
  for (const RecordProblem& problem :
       {MakeProblem("skills[1].id", ProblemCode::kEntryTwice, {{"value", "a\nb\\n\"ä"}}),
        MakeProblem("", ProblemCode::kCasualTitle),
        MakeProblem("id", ProblemCode::kNotAccepted, {{"value", ""}}, AllowedCode::kId),
        MakeProblem("rank", ProblemCode::kNotAccepted,
                    {{"value", "x"}, {"least", "1"}, {"most", "9"}}, AllowedCode::kWholeNumber)}) {
    EXPECT_EQ(ProblemOf(ProblemStatus(problem)), problem) << problem.reason;
  }
}

TEST(ProblemStatusTest, TheMessageIsFieldAndSentence) {
  const absl::Status status = ProblemStatus(
      MakeProblem("wishes", ProblemCode::kEntriesTooMany, {{"value", "17"}, {"most", "16"}}));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "wishes \"17\" entries, allowed are 16");
}

TEST(ProblemStatusTest, AStatusWithoutAProblemIsToldByItsMessage) {
  const RecordProblem problem = ProblemOf(absl::InvalidArgumentError("kind \"9\" is no number"));
  EXPECT_EQ(problem, OtherProblem("", "kind \"9\" is no number"));
}

}  // namespace
}  // namespace passung
