// What passung/repository.h promises of pins, for every repository there is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/codec.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using PinsConformanceTest = RepositoryTest;
INSTANTIATE_TEST_SUITE_P(Media, PinsConformanceTest, AllMedia(), MediumName);

Pin SomePin(const std::string& mentee, const std::string& vacancy,
            PinMark mark = PinMark::kPinned) {
  return {.mentee = {mentee},
          .vacancy = {vacancy},
          .mark = mark,
          .note = "call them",
          .set_by = {"w1"},
          .set_time = {1'700'000'000}};
}

WriteBatch Pins(std::vector<Pin> pins) {
  WriteBatch batch;
  batch.upsert_pins = std::move(pins);
  return batch;
}

std::vector<std::string> VacanciesOf(const Page<Pin>& page) {
  std::vector<std::string> ids;
  for (const Pin& pin : page.items) ids.push_back(pin.vacancy.value);
  return ids;
}

TEST_P(PinsConformanceTest, PinsOfOneMenteeComeBackPageByPageByVacancy) {
  const Pin hidden = {.mentee = {"m1"},
                      .vacancy = {"v2"},
                      .mark = PinMark::kHidden,
                      .reason = HideReason::kEmployerDeclined};
  Write(Pins({SomePin("m1", "v3"), hidden, SomePin("m1", "v1"), SomePin("m1.1", "v0"),
              SomePin("m11", "v1")}));
  Reopen();
  EXPECT_THAT(repository().GetPin({{"m1"}, {"v2"}}), IsOkAndHolds(hidden));
  EXPECT_THAT(repository().GetPin({{"m1"}, {"v1"}}), IsOkAndHolds(SomePin("m1", "v1")));
  EXPECT_THAT(repository().GetPin({{"m1"}, {"v4"}}), StatusIs(StatusCode::kNotFound));
  ASSERT_OK_AND_ASSIGN(const auto first, repository().ListPins({"m1"}, "", 2));
  EXPECT_THAT(VacanciesOf(first), ElementsAre("v1", "v2"));
  ASSERT_OK_AND_ASSIGN(const auto rest, repository().ListPins({"m1"}, first.next_key, 2));
  EXPECT_THAT(VacanciesOf(rest), ElementsAre("v3"));
  EXPECT_EQ(rest.next_key, "");
  ASSERT_OK_AND_ASSIGN(const auto none, repository().ListPins({"m9"}, "", 2));
  EXPECT_THAT(none.items, IsEmpty());
}

TEST_P(PinsConformanceTest, WhatIsChangedOrTakenAwayIsGone) {
  Pin pin = SomePin("m1", "v1");
  Write(Pins({pin}));
  pin.mark = PinMark::kHidden;
  pin.note.clear();
  Write(Pins({pin}));
  Reopen();
  EXPECT_THAT(repository().GetPin({{"m1"}, {"v1"}}), IsOkAndHolds(pin));
  WriteBatch batch;
  batch.delete_pins = {{{"m1"}, {"v1"}}};
  Write(batch);
  EXPECT_THAT(repository().GetPin({{"m1"}, {"v1"}}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().Write(batch),
              StatusIs(StatusCode::kNotFound, HasSubstr("delete_pins[0]")));
}

TEST_P(PinsConformanceTest, AWriteHoldsOnlyWhileThePinIsAsItWasRead) {
  const Pin pin = SomePin("m1", "v1");
  WriteBatch batch = Pins({pin});
  batch.expect = {{.kind = RowKind::kPin, .id = PinRowId({"m1"}, {"v1"}), .fingerprint = ""}};
  Write(batch);
  EXPECT_THAT(repository().Write(batch), StatusIs(StatusCode::kAlreadyExists));
  batch.expect[0].fingerprint = FingerprintOf(EncodeCanonical(pin));
  EXPECT_OK(repository().Write(batch));
  batch.expect[0].fingerprint = "else";
  EXPECT_THAT(repository().Write(batch), StatusIs(StatusCode::kAborted));
}

TEST_P(PinsConformanceTest, WhoIsPurgedOrDeletedTakesTheirPinsAlong) {
  WriteBatch batch = Mentees({SomeMentee("m1"), SomeMentee("m2"), SomeMentee("m3")});
  batch.upsert_pins = {SomePin("m1", "v1"), SomePin("m2", "v1"), SomePin("m3", "v1")};
  Write(batch);
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}};
  Write(purge);
  Write(Deletes({{"m2"}}, {}));
  Reopen();
  EXPECT_THAT(repository().GetPin({{"m1"}, {"v1"}}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetPin({{"m2"}, {"v1"}}), StatusIs(StatusCode::kNotFound));
  EXPECT_OK(repository().GetPin({{"m3"}, {"v1"}}));
}

TEST_P(PinsConformanceTest, FaultyRowsAreRefusedWithTheirPlaceAndNothingIsStored) {
  const Pin good = SomePin("m1", "v1");
  Pin faulty = SomePin("m1", "v2");
  faulty.reason = HideReason::kTooFar;
  const auto refused = [&](const WriteBatch& batch, absl::string_view why) {
    EXPECT_THAT(repository().Write(batch),
                StatusIs(StatusCode::kInvalidArgument, HasSubstr(std::string(why))));
  };
  refused(Pins({good, faulty}), "upsert_pins[1].reason");
  refused(Pins({good, good}), "upsert_pins[1].vacancy");
  WriteBatch both = Pins({good});
  both.delete_pins = {{{"m1"}, {"v1"}}};
  refused(both, "delete_pins[0].vacancy");
  both = Pins({good});
  both.purge_mentees = {{"m1"}};
  refused(both, "upsert_pins[0].mentee");
  both = {};
  both.delete_pins = {{{"a/b"}, {"v1"}}};
  refused(both, "delete_pins[0].mentee");
  ASSERT_OK_AND_ASSIGN(const auto page, repository().ListPins({"m1"}, "", 9));
  EXPECT_THAT(page.items, IsEmpty());
}

}  // namespace
}  // namespace passung::storage
