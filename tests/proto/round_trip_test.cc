#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "proto/wire/mentee_wire.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vacancy_wire.h"
#include "tests/proto/message_filler.h"
#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

// More than the values of the longest enumeration.
constexpr int kVariants = 90;

template <class Message>
class RoundTripTest : public testing::Test {};

using Messages = testing::Types<v1::Mentee, v1::Vacancy, v1::ScoringProfile, v1::Match, v1::Summary,
                                v1::VersionsUsed, v1::ImportReport>;
TYPED_TEST_SUITE(RoundTripTest, Messages);

TYPED_TEST(RoundTripTest, EveryFieldAndEveryEnumValueSurvives) {
  for (int variant = 0; variant < kVariants; ++variant) {
    TypeParam message;
    MessageFiller(variant).Fill(message);
    const auto value = FromProto(message);
    ASSERT_OK(value);
    google::protobuf::util::MessageDifferencer differencer;
    std::string difference;
    differencer.ReportDifferencesToString(&difference);
    EXPECT_TRUE(differencer.Compare(message, ToProto(*value))) << "variant " << variant << ":\n"
                                                               << difference;
  }
}

TEST(MessageFillerTest, LeavesNoFieldOfAMenteeUnset) {
  v1::Mentee message;
  MessageFiller(0).Fill(message);
  std::vector<const google::protobuf::FieldDescriptor*> set;
  message.facts().GetReflection()->ListFields(message.facts(), &set);
  EXPECT_EQ(set.size(), static_cast<size_t>(v1::MenteeFacts::descriptor()->field_count()));
}

TEST(MenteeRoundTripTest, AnEmptyMenteeStaysEmpty) {
  v1::Mentee message;
  message.set_name("mentees/M1");
  ASSERT_OK_AND_ASSIGN(const Mentee mentee, FromProto(message));
  Mentee empty;
  empty.id.value = "M1";
  EXPECT_EQ(mentee, empty);
  const v1::Mentee back = ToProto(mentee);
  EXPECT_EQ(back.name(), "mentees/M1");
  EXPECT_EQ(back.facts().ByteSizeLong(), 0u);
  EXPECT_FALSE(back.has_residence());
}

TEST(VacancyRoundTripTest, AnEmptyVacancyStaysEmpty) {
  v1::Vacancy message;
  message.set_name("vacancies/V1");
  ASSERT_OK_AND_ASSIGN(const Vacancy vacancy, FromProto(message));
  Vacancy empty;
  empty.id.value = "V1";
  EXPECT_EQ(vacancy, empty);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(message, ToProto(vacancy)));
}

TEST(SummaryRoundTripTest, RulesThatDropNothingAreNotListed) {
  Summary summary;
  summary.closed = 3;
  summary.dropped_by_rule[Index(RuleKey::kReach)] = 3;
  const v1::Summary message = ToProto(summary);
  ASSERT_EQ(message.dropped_by_rule_size(), 1);
  EXPECT_EQ(message.dropped_by_rule(0).rule(), v1::RULE_REACH);
  EXPECT_THAT(FromProto(message), IsOkAndHolds(summary));
}

}  // namespace
}  // namespace passung::wire
