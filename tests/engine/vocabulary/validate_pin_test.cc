#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "passung/pin.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using absl::StatusCode;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Pin GoodPin(PinMark mark) {
  return {.mentee = {"m1"}, .vacancy = {"v1"}, .mark = mark, .note = "ring up"};
}

// Every mark with every reason and none, with and without a note.
TEST(ValidatePinTest, OnlyWhatIsHiddenHasAReasonAndANoteAloneIsThere) {
  for (size_t m = 0; m < EnumCount<PinMark>(); ++m) {
    for (size_t r = 0; r <= EnumCount<HideReason>(); ++r) {
      for (const char* note : {"", "ring up"}) {
        Pin pin = GoodPin(static_cast<PinMark>(m));
        pin.note = note;
        if (r > 0) pin.reason = static_cast<HideReason>(r - 1);
        const bool good = (r == 0 || pin.mark == PinMark::kHidden) &&
                          (pin.mark != PinMark::kNoted || !pin.note.empty());
        EXPECT_EQ(Validate(pin).ok(), good) << Name(pin.mark) << " " << r << " " << note;
      }
    }
  }
}

TEST(ValidatePinTest, NamesTheFieldAndTheValueButNeverQuotesANote) {
  Pin pin = GoodPin(PinMark::kPinned);
  pin.note.assign(kMostNoteBytes, 'x');
  EXPECT_OK(Validate(pin));
  pin.note += 'x';
  EXPECT_THAT(Validate(pin),
              StatusIs(StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("note"), HasSubstr("1000 bytes"), Not(HasSubstr("xx")))));
  pin = GoodPin(PinMark::kPinned);
  pin.note = "secret\xff";
  EXPECT_THAT(Validate(pin), StatusIs(StatusCode::kInvalidArgument,
                                      AllOf(HasSubstr("note"), Not(HasSubstr("secret")))));
  pin = GoodPin(PinMark::kPinned);
  pin.reason = HideReason::kTooFar;
  EXPECT_THAT(Validate(pin), StatusIs(StatusCode::kInvalidArgument,
                                      AllOf(HasSubstr("reason"), HasSubstr("\"too_far\""))));
  pin = GoodPin(PinMark::kPinned);
  pin.vacancy.value = "a b";
  EXPECT_THAT(Validate(pin), StatusIs(StatusCode::kInvalidArgument, HasSubstr("vacancy")));
  pin = GoodPin(PinMark::kPinned);
  pin.mentee.value.clear();
  EXPECT_THAT(Validate(pin), StatusIs(StatusCode::kInvalidArgument, HasSubstr("mentee")));
  pin = GoodPin(PinMark::kPinned);
  pin.set_by.value = "/";
  EXPECT_THAT(Validate(pin), StatusIs(StatusCode::kInvalidArgument, HasSubstr("set_by")));
}

TEST(TellsTheSamePinTest, WhoSetItAndWhenIsLeftAside) {
  const Pin told = GoodPin(PinMark::kHidden);
  Pin again = told;
  again.set_by.value = "w2";
  again.set_time.seconds = 7;
  EXPECT_TRUE(TellsTheSame(told, again));
  again.note = "else";
  EXPECT_FALSE(TellsTheSame(told, again));
  again = told;
  again.reason = HideReason::kOther;
  EXPECT_FALSE(TellsTheSame(told, again));
  again = told;
  again.mark = PinMark::kNoted;
  EXPECT_FALSE(TellsTheSame(told, again));
}

}  // namespace
}  // namespace passung
