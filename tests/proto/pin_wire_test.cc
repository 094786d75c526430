#include "proto/wire/pin_wire.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "tests/proto/message_filler.h"
#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

constexpr int kPinVariants = 20;

// Name and etag are made by others; who set it and when is said by whoever writes it.
TEST(PinWireTest, EveryOtherFieldAndEveryEnumValueSurvives) {
  for (int variant = 0; variant < kPinVariants; ++variant) {
    SCOPED_TRACE(variant);
    v1::Pin message;
    MessageFiller(variant).Fill(message);
    message.set_mentee("mentees/m1");
    message.set_vacancy("vacancies/v1");
    message.set_name("mentees/m1/pins/v1");
    message.set_set_by("mentors/w1");
    message.mutable_set_time()->Clear();
    message.mutable_set_time()->set_seconds(7);
    message.clear_etag();
    ASSERT_OK_AND_ASSIGN(Pin pin, FromProto(message));
    EXPECT_EQ(pin.set_by.value, "");
    pin.set_by.value = "w1";
    pin.set_time.seconds = 7;
    google::protobuf::util::MessageDifferencer differencer;
    std::string difference;
    differencer.ReportDifferencesToString(&difference);
    EXPECT_TRUE(differencer.Compare(message, ToProto(pin))) << difference;
  }
}

TEST(PinWireTest, ANameIsReadAsItIsWrittenAndNothingElseIs) {
  ASSERT_OK_AND_ASSIGN(const PinKey key, ParsePinName(PinName({"m1"}, {"v1"})));
  EXPECT_EQ(key.mentee.value, "m1");
  EXPECT_EQ(key.vacancy.value, "v1");
  for (const char* name : {"", "mentees/m1", "mentees/m1/pins/", "mentees//pins/v1",
                           "mentees/m1/outcomes/v1", "mentees/m1/pins/v1/x", "pins/v1"}) {
    EXPECT_THAT(ParsePinName(name), StatusIs(absl::StatusCode::kInvalidArgument,
                                             testing::HasSubstr("mentees/{id}/pins/{id}")))
        << name;
  }
}

}  // namespace
}  // namespace passung::wire
