#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "proto/wire/analysis_wire.h"
#include "proto/wire/field_error.h"
#include "proto/wire/filter_wire.h"
#include "proto/wire/insight_wire.h"
#include "proto/wire/mentee_wire.h"
#include "proto/wire/offer_wire.h"
#include "proto/wire/people_wire.h"
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

using Messages =
    testing::Types<v1::Mentee, v1::Vacancy, v1::ScoringProfile, v1::Match, v1::Summary,
                   v1::VersionsUsed, v1::ImportReport, v1::MatchFilter, v1::MenteeRecord,
                   v1::MenteeContact, v1::Employer, v1::Mentor, v1::CombinationStanding,
                   v1::WeightChange, v1::WeightStability, v1::NextQuestion, v1::UncertainHit,
                   v1::FirstDayGroup, v1::StepPlan, v1::StepPrice, v1::StepResult, v1::StepBundle,
                   v1::RelaxationResult, v1::ClassCounts, v1::Offer, v1::Gap, v1::SuggestionPart,
                   v1::GateOutcome>;
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

TEST(PeopleWireTest, FaultyFieldsAreNamedAndContactIsNotQuoted) {
  v1::MenteeRecord record;
  record.set_mentor("Frau Muster");
  record.add_legal_bases()->set_kind(v1::BASIS_KIND_CONSENT);
  const auto read = FromProto(record, "mentee.record");
  std::vector<std::string> fields;
  for (const FieldError& error : FieldErrors(read.status())) fields.push_back(error.field);
  EXPECT_THAT(fields,
              testing::ElementsAre("mentee.record.mentor", "mentee.record.legal_bases[0].purpose"));
  v1::MenteeContact contact;
  contact.set_name("mentees/M-1");
  contact.set_phone("0341 4711");
  EXPECT_THAT(FromProto(contact, "contact"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       testing::AllOf(testing::HasSubstr("contact.name"),
                                      testing::Not(testing::HasSubstr("4711")))));
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

TEST(SummaryRoundTripTest, WhatIsUnknownStaysUnknown) {
  Summary summary;
  summary.facets.districts = {{DistrictCode::FromNumber(14713), 2}, {std::nullopt, 1}};
  summary.facets.kinds = {{std::nullopt, 3}};
  summary.facets.main_groups = {{std::nullopt, 3}};
  const v1::Summary message = ToProto(summary);
  EXPECT_EQ(message.facets().districts(0).district(), "14713");
  EXPECT_FALSE(message.facets().districts(1).has_district());
  EXPECT_EQ(message.facets().kinds(0).kind(), v1::VACANCY_KIND_UNSPECIFIED);
  EXPECT_THAT(FromProto(message), IsOkAndHolds(summary));
}

TEST(ImportReportTest, WhatANewerServerRemarksKeepsItsSentence) {
  v1::ImportReport message;
  v1::RecordReport& record = *message.add_records();
  record.set_verdict(v1::RECORD_VERDICT_REFUSED);
  v1::RecordProblem& known = *record.add_problems();
  known.set_field("id");
  known.set_code(v1::PROBLEM_CODE_MISSING);
  for (v1::RecordProblem* newer : {record.add_problems(), message.add_problems()}) {
    newer->set_reason("something of tomorrow");
    newer->set_code(static_cast<v1::ProblemCode>(5000));
    newer->add_values()->set_name("value");
    newer->set_allowed(static_cast<v1::AllowedCode>(5000));
  }
  ASSERT_OK_AND_ASSIGN(const ImportReport report, FromProto(message));
  ASSERT_EQ(report.records[0].problems.size(), 2U);
  EXPECT_EQ(report.records[0].problems[0].code, ProblemCode::kMissing);
  for (const RecordProblem& newer : {report.records[0].problems[1], report.problems[0]}) {
    EXPECT_EQ(newer.code, ProblemCode::kOther);
    EXPECT_EQ(newer.reason, "something of tomorrow");
    EXPECT_TRUE(newer.values.empty());
    EXPECT_FALSE(newer.allowed.has_value());
  }
}

TEST(FilterWireTest, EveryFaultyEntryIsNamed) {
  v1::MatchFilter message;
  message.add_districts("Leipzig");
  message.add_kinds(v1::VACANCY_KIND_UNSPECIFIED);
  message.add_occupations("54");
  message.add_occupations("813021");
  message.add_employers("E-1");
  const auto filter = FromProto(message, "filter");
  ASSERT_THAT(filter, StatusIs(absl::StatusCode::kInvalidArgument));
  std::vector<std::string> fields;
  for (const FieldError& error : FieldErrors(filter.status())) fields.push_back(error.field);
  EXPECT_THAT(fields, testing::ElementsAre("filter.districts[0]", "filter.kinds[0]",
                                           "filter.occupations[1]", "filter.employers[0]"));
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
