// What passung/repository.h promises of outcomes, for every repository there is.
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

using OutcomesConformanceTest = RepositoryTest;
INSTANTIATE_TEST_SUITE_P(Media, OutcomesConformanceTest, AllMedia(), MediumName);

Outcome SomeOutcome(const std::string& mentee, OutcomeKind kind, int32_t day,
                    const std::string& vacancy = "v1") {
  Outcome outcome;
  outcome.mentee.value = mentee;
  outcome.vacancy.value = vacancy;
  outcome.kind = kind;
  outcome.date = Date::FromDays(day);
  if (kind == OutcomeKind::kPlaced) outcome.placement = PlacementKind::kTraining;
  outcome.gaps = {GapKind::kGerman, GapKind::kTravel};
  outcome.id = OutcomeIdOf(outcome);
  return outcome;
}

WriteBatch Outcomes(std::vector<Outcome> outcomes) {
  WriteBatch batch;
  batch.upsert_outcomes = std::move(outcomes);
  return batch;
}

std::vector<std::string> RowsOf(const Page<Outcome>& page) {
  std::vector<std::string> rows;
  for (const Outcome& outcome : page.items) {
    rows.push_back(absl::StrCat(outcome.mentee.value, " ", outcome.date.days()));
  }
  return rows;
}

TEST_P(OutcomesConformanceTest, OutcomesComeBackPageByPageByMenteeAndDay) {
  Outcome served = SomeOutcome("m2", OutcomeKind::kProposed, 20'000);
  served.decision = {.number = 7,
                     .snapshot_revision = 3,
                     .snapshot_digest = "d",
                     .profile = "default",
                     .profile_version = 2,
                     .profile_digest = "p",
                     .score = 81'000'000,
                     .hit_class = HitClass::kLater,
                     .contributions = {1, 0, -2}};
  Write(Outcomes({SomeOutcome("m2", OutcomeKind::kPlaced, 20'010), served,
                  SomeOutcome("m10", OutcomeKind::kProposed, 20'005),
                  SomeOutcome("m2.b", OutcomeKind::kProposed, 20'001)}));
  Reopen();
  EXPECT_THAT(repository().GetOutcome({{"m2"}, served.id}), IsOkAndHolds(served));
  ASSERT_OK_AND_ASSIGN(const auto first, repository().ListOutcomes(std::nullopt, "", 2));
  EXPECT_THAT(RowsOf(first), ElementsAre("m10 20005", "m2.b 20001"));
  ASSERT_OK_AND_ASSIGN(const auto rest, repository().ListOutcomes(std::nullopt, first.next_key, 9));
  EXPECT_THAT(RowsOf(rest), ElementsAre("m2 20000", "m2 20010"));
  EXPECT_EQ(rest.next_key, "");
}

TEST_P(OutcomesConformanceTest, OfOneMenteeOnlyTheirOwnAreListed) {
  Write(Outcomes({SomeOutcome("m1", OutcomeKind::kProposed, 20'000),
                  SomeOutcome("m1.1", OutcomeKind::kProposed, 20'000),
                  SomeOutcome("m1", OutcomeKind::kPlaced, 20'001),
                  SomeOutcome("m11", OutcomeKind::kProposed, 20'000)}));
  Reopen();
  const MenteeId mentee{"m1"};
  ASSERT_OK_AND_ASSIGN(const auto first, repository().ListOutcomes(mentee, "", 1));
  EXPECT_THAT(RowsOf(first), ElementsAre("m1 20000"));
  ASSERT_OK_AND_ASSIGN(const auto next, repository().ListOutcomes(mentee, first.next_key, 5));
  EXPECT_THAT(RowsOf(next), ElementsAre("m1 20001"));
  ASSERT_OK_AND_ASSIGN(const auto none, repository().ListOutcomes(MenteeId{"m9"}, "", 5));
  EXPECT_THAT(RowsOf(none), IsEmpty());
}

TEST_P(OutcomesConformanceTest, WhatIsCorrectedOrWithdrawnIsGone) {
  Outcome outcome = SomeOutcome("m1", OutcomeKind::kDeclined, 20'000);
  outcome.declined_by = DeclinedBy::kEmployer;
  Write(Outcomes({outcome}));
  outcome.reason = OutcomeReason::kPay;
  Write(Outcomes({outcome}));
  Reopen();
  EXPECT_THAT(repository().GetOutcome({{"m1"}, outcome.id}), IsOkAndHolds(outcome));
  WriteBatch batch;
  batch.delete_outcomes = {{{"m1"}, outcome.id}};
  Write(batch);
  EXPECT_THAT(repository().GetOutcome({{"m1"}, outcome.id}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().Write(batch),
              StatusIs(StatusCode::kNotFound, HasSubstr("delete_outcomes[0]")));
}

TEST_P(OutcomesConformanceTest, AWriteHoldsOnlyWhileTheOutcomeIsAsItWasRead) {
  const Outcome outcome = SomeOutcome("m1", OutcomeKind::kProposed, 20'000);
  WriteBatch batch = Outcomes({outcome});
  batch.expect = {
      {.kind = RowKind::kOutcome, .id = OutcomeRowId({"m1"}, outcome.id), .fingerprint = ""}};
  Write(batch);
  EXPECT_THAT(repository().Write(batch), StatusIs(StatusCode::kAlreadyExists));
  batch.expect[0].fingerprint = FingerprintOf(EncodeCanonical(outcome));
  EXPECT_OK(repository().Write(batch));
  batch.expect[0].fingerprint = "else";
  EXPECT_THAT(repository().Write(batch), StatusIs(StatusCode::kAborted));
}

TEST_P(OutcomesConformanceTest, WhoIsPurgedOrDeletedTakesTheirOutcomesAlong) {
  const Outcome first = SomeOutcome("m1", OutcomeKind::kProposed, 20'000);
  const Outcome second = SomeOutcome("m2", OutcomeKind::kProposed, 20'000);
  const Outcome third = SomeOutcome("m3", OutcomeKind::kProposed, 20'000);
  WriteBatch batch = Mentees({SomeMentee("m1"), SomeMentee("m2"), SomeMentee("m3")});
  batch.upsert_outcomes = {first, second, third};
  Write(batch);
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}};
  Write(purge);
  Write(Deletes({{"m2"}}, {}));
  Reopen();
  ASSERT_OK_AND_ASSIGN(const auto left, repository().ListOutcomes(std::nullopt, "", 9));
  EXPECT_THAT(RowsOf(left), ElementsAre("m3 20000"));
}

TEST_P(OutcomesConformanceTest, FaultyRowsAreRefusedWithTheirPlaceAndNothingIsStored) {
  const Outcome good = SomeOutcome("m1", OutcomeKind::kProposed, 20'000);
  Outcome faulty = SomeOutcome("m1", OutcomeKind::kPlaced, 20'000);
  faulty.placement.reset();
  const auto refused = [&](const WriteBatch& batch, absl::string_view why) {
    EXPECT_THAT(repository().Write(batch),
                StatusIs(StatusCode::kInvalidArgument, HasSubstr(std::string(why))));
  };
  refused(Outcomes({good, faulty}), "upsert_outcomes[1].placement");
  refused(Outcomes({good, good}), "upsert_outcomes[1].id");
  WriteBatch both = Outcomes({good});
  both.delete_outcomes = {{{"m1"}, good.id}};
  refused(both, "delete_outcomes[0].id");
  both = Outcomes({good});
  both.purge_mentees = {{"m1"}};
  refused(both, "upsert_outcomes[0].mentee");
  both = {};
  both.delete_outcomes = {{{"a/b"}, good.id}};
  refused(both, "delete_outcomes[0].mentee");
  ASSERT_OK_AND_ASSIGN(const auto page, repository().ListOutcomes(std::nullopt, "", 9));
  EXPECT_THAT(page.items, IsEmpty());
}

TEST_P(OutcomesConformanceTest, AVacancyThatWasDeletedIsStillKnown) {
  Write(Vacancies({SomeVacancy("v1"), SomeVacancy("v2")}));
  Write(Deletes({}, {{"v1"}}));
  Reopen();
  EXPECT_THAT(repository().KnowsVacancy({"v1"}), IsOkAndHolds(true));
  EXPECT_THAT(repository().KnowsVacancy({"v2"}), IsOkAndHolds(true));
  EXPECT_THAT(repository().KnowsVacancy({"v3"}), IsOkAndHolds(false));
}

}  // namespace
}  // namespace passung::storage
