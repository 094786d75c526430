#include "proto/wire/outcome_wire.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "proto/wire/field_error.h"
#include "tests/proto/message_filler.h"
#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr int kOutcomes = 30;

// Name, etag and text are made by others.
TEST(OutcomeWireTest, EveryOtherFieldAndEveryEnumValueSurvives) {
  for (int variant = 0; variant < kOutcomes; ++variant) {
    SCOPED_TRACE(variant);
    v1::Outcome message;
    MessageFiller(variant).Fill(message);
    message.set_mentee("mentees/m1");
    message.set_vacancy("vacancies/v1");
    message.set_date("2026-01-05");
    message.clear_etag();
    message.clear_text();
    ASSERT_OK_AND_ASSIGN(const Outcome outcome, FromProto(message));
    v1::Outcome back = ToProto(outcome);
    EXPECT_EQ(back.name(), OutcomeName(outcome.mentee, OutcomeIdOf(outcome)));
    back.set_name(message.name());
    google::protobuf::util::MessageDifferencer differencer;
    std::string difference;
    differencer.ReportDifferencesToString(&difference);
    EXPECT_TRUE(differencer.Compare(message, back)) << difference;
  }
}

TEST(OutcomeWireTest, ASourceThatIsNotGivenIsTheMentor) {
  v1::Outcome message;
  message.set_mentee("mentees/m1");
  message.set_kind(v1::OUTCOME_KIND_PLACED);
  message.set_date("2026-01-05");
  ASSERT_OK_AND_ASSIGN(const Outcome outcome, FromProto(message));
  EXPECT_EQ(outcome.source, OutcomeSource::kMentor);
  EXPECT_EQ(outcome.vacancy.value, "");
  EXPECT_EQ(outcome.gaps, std::nullopt);
}

TEST(OutcomeWireTest, EveryFaultyFieldIsNamed) {
  v1::Outcome message;
  message.set_mentee("Frau Muster");
  message.set_vacancy("v1");
  message.set_date("5.1.2026");
  const auto read = FromProto(message, "outcome");
  std::vector<std::string> fields;
  for (const FieldError& error : FieldErrors(read.status())) fields.push_back(error.field);
  EXPECT_THAT(fields,
              ElementsAre("outcome.mentee", "outcome.vacancy", "outcome.kind", "outcome.date"));
}

TEST(OutcomeNameTest, ComesBackAndNothingElseIsOne) {
  ASSERT_OK_AND_ASSIGN(const OutcomeKey key, ParseOutcomeName("mentees/m1/outcomes/2026-x"));
  EXPECT_EQ(key.mentee.value, "m1");
  EXPECT_EQ(key.id.value, "2026-x");
  EXPECT_EQ(OutcomeName(key.mentee, key.id), "mentees/m1/outcomes/2026-x");
  for (const char* name : {"", "mentees/m1", "mentees/m1/outcomes/", "mentees//outcomes/x",
                           "vacancies/m1/outcomes/x", "mentees/m1/outcomes/x/y"}) {
    EXPECT_THAT(ParseOutcomeName(name),
                StatusIs(StatusCode::kInvalidArgument, HasSubstr("mentees/{id}/outcomes/{id}")))
        << name;
  }
}

}  // namespace
}  // namespace passung::wire
