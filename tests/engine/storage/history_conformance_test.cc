// What was stored at earlier revisions, and how long: every medium.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <random>

#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

MenteeRecord RecordOf(const std::string& id, const std::string& mentor, bool restricted = false) {
  MenteeRecord record;
  record.id.value = id;
  record.mentor.value = mentor;
  record.restricted = restricted;
  return record;
}

// All that has a history, as one revision has it.
struct Picture {
  RepositoryContents contents;
  std::vector<MenteeRecord> records;
  std::vector<MenteeRecord> of_ada;
  std::vector<ActiveProfile> active;
  std::vector<Offer> offers;
};

Picture PictureOf(const Repository& repository) {
  return {
      .contents = repository.ReadContents().value(),
      .records = repository.ListMenteeRecords({}, "", 1000).value().items,
      .of_ada = repository.ListMenteeRecords({.mentor = MentorId{"ada"}}, "", 1000).value().items,
      .active = repository.ReadActiveProfiles().value(),
      .offers = repository.ListOffers("", 1000).value().items};
}

void ExpectSame(const Picture& found, const Picture& expected) {
  EXPECT_EQ(found.contents.revision, expected.contents.revision);
  EXPECT_TRUE(found.contents.mentees == expected.contents.mentees);
  EXPECT_TRUE(found.contents.vacancies == expected.contents.vacancies);
  EXPECT_TRUE(found.records == expected.records);
  EXPECT_TRUE(found.of_ada == expected.of_ada);
  EXPECT_TRUE(found.active == expected.active);
  EXPECT_TRUE(found.offers == expected.offers);
}

class HistoryTest : public RepositoryTest {
 protected:
  // One of the things that happen to a repository.
  void WriteSomething(std::mt19937_64& random) {
    const auto id = [&](const char* prefix) { return absl::StrCat(prefix, random() % 6); };
    WriteBatch batch;
    switch (random() % 6) {
      case 0:
        batch.upsert_mentees = {SomeMentee(id("m"), static_cast<int32_t>(random() % 90 + 1))};
        break;
      case 1:
        batch.upsert_vacancies = {SomeVacancy(id("v"), static_cast<int32_t>(random() % 9 + 1))};
        break;
      case 2:
        batch.upsert_records = {
            RecordOf(id("m"), random() % 2 == 0 ? "ada" : "ben", random() % 3 == 0)};
        break;
      case 3:
        batch.delete_vacancies = {{id("v")}};
        break;
      case 4:
        batch.delete_mentees = {{id("m")}};
        break;
      default:
        batch.activate = {{.id = "default", .version = static_cast<int32_t>(random() % 9 + 1)}};
    }
    repository().Write(batch).IgnoreError();  // a deletion of nothing is none
  }
};

TEST_P(HistoryTest, EveryRevisionReadsAsItWasWhateverCameAfter) {
  std::mt19937_64 random(7);
  std::map<int64_t, Picture> pictures;
  for (int i = 0; i < 150; ++i) {
    WriteSomething(random);
    Picture picture = PictureOf(repository());
    pictures.emplace(picture.contents.revision, std::move(picture));
  }
  ASSERT_GT(pictures.size(), 60U);
  Reopen();
  for (const auto& [revision, picture] : pictures) {
    SCOPED_TRACE(revision);
    ASSERT_OK_AND_ASSIGN(const auto past, repository().AsOf(revision));
    ExpectSame(PictureOf(*past), picture);
  }
}

TEST_P(HistoryTest, ARevisionThatIsNotThereYetIsNotFound) {
  Write(Mentees({SomeMentee("m1")}));
  EXPECT_THAT(repository().AsOf(2),
              StatusIs(StatusCode::kNotFound, HasSubstr("revision 2 is not there yet")));
}

TEST_P(HistoryTest, ThePastCannotBeChanged) {
  Write(Mentees({SomeMentee("m1")}));
  ASSERT_OK_AND_ASSIGN(const auto past, repository().AsOf(1));
  EXPECT_THAT(past->Write(Mentees({SomeMentee("m2")})), StatusIs(StatusCode::kFailedPrecondition));
  EXPECT_THAT(past->Scrub(), StatusIs(StatusCode::kFailedPrecondition));
  EXPECT_THAT(past->CheckWritable(), StatusIs(StatusCode::kFailedPrecondition));
}

TEST_P(HistoryTest, WhoWasPurgedWasNeverThere) {
  Write(Mentees({SomeMentee("m1"), SomeMentee("m2")}));
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}};
  Write(purge);
  ASSERT_OK_AND_ASSIGN(const auto past, repository().AsOf(1));
  EXPECT_THAT(past->ReadContents().value().mentees, ElementsAre(SomeMentee("m2")));
}

// ---- How long -----------------------------------------------------------------------------------

// One revision a day, numbered as the days are.
class RetentionTest : public HistoryTest {
 protected:
  static constexpr int64_t kDay = 86'400;
  void LetDaysPass(int days, std::mt19937_64& random) {
    for (int day = 1; day <= days; ++day) {
      const int64_t before = repository().revision().value();
      while (repository().revision().value() == before) WriteSomething(random);
      Picture picture = PictureOf(repository());
      pictures_.emplace(picture.contents.revision, std::move(picture));
      EXPECT_OK(repository().ForgetHistory({day * kDay}, {std::numeric_limits<int64_t>::min()}));
    }
  }
  std::map<int64_t, Picture> pictures_;
};

TEST_P(RetentionTest, WhatIsKeptReadsAsItWasAndWhatIsOlderIsRefused) {
  std::mt19937_64 random(11);
  LetDaysPass(60, random);
  ASSERT_THAT(repository().history_from(), IsOkAndHolds(0));
  ASSERT_OK_AND_ASSIGN(const auto early, repository().AsOf(10));
  ASSERT_OK_AND_ASSIGN(const int64_t count, repository().ForgetHistory({60 * kDay}, {40 * kDay}));
  EXPECT_GT(count, 0);
  EXPECT_THAT(repository().history_from(), IsOkAndHolds(40));
  // Also one who began to read before.
  EXPECT_THAT(early->ReadContents(),
              StatusIs(StatusCode::kOutOfRange, HasSubstr("history is kept from revision 40 on")));
  Reopen();
  EXPECT_THAT(repository().history_from(), IsOkAndHolds(40));
  for (const auto& [revision, picture] : pictures_) {
    SCOPED_TRACE(revision);
    const auto past = repository().AsOf(revision);
    if (revision < 40) {
      EXPECT_THAT(past, StatusIs(StatusCode::kOutOfRange));
      continue;
    }
    ASSERT_OK(past);
    ExpectSame(PictureOf(**past), picture);
  }
  // Nothing more is to be forgotten for the same time.
  EXPECT_THAT(repository().ForgetHistory({60 * kDay}, {40 * kDay}), IsOkAndHolds(0));
}

TEST_P(RetentionTest, OfTimesThatNobodyNotedNothingIsForgotten) {
  Write(Mentees({SomeMentee("m1", 1)}));
  Write(Mentees({SomeMentee("m1", 2)}));
  EXPECT_THAT(repository().ForgetHistory({100}, {99}), IsOkAndHolds(0));
  EXPECT_THAT(repository().GetMenteeAsOf({"m1"}, 1), IsOkAndHolds(SomeMentee("m1", 1)));
  Write(Mentees({SomeMentee("m1", 3)}));
  // Noted was revision 2 at second 100: what had ended by then goes.
  EXPECT_THAT(repository().ForgetHistory({200}, {150}), IsOkAndHolds(1));
  EXPECT_THAT(repository().GetMenteeAsOf({"m1"}, 2), IsOkAndHolds(SomeMentee("m1", 2)));
}

TEST_P(RetentionTest, ForgettingMakesNoRevision) {
  Write(Mentees({SomeMentee("m1", 1)}));
  Write(Mentees({SomeMentee("m1", 2)}));
  EXPECT_OK(repository().ForgetHistory({1}, {0}));
  EXPECT_OK(repository().ForgetHistory({2}, {1}));
  EXPECT_THAT(repository().revision(), IsOkAndHolds(2));
  EXPECT_EQ(Write(Mentees({SomeMentee("m1", 3)})), 3);
}

// Otherwise nobody would know any more that their key and the rest are to go one day.
TEST_P(RetentionTest, TheEndOfSomebodyWhoWasDeletedStaysKnown) {
  WriteBatch batch = Mentees({SomeMentee("m1")});
  batch.upsert_records = {RecordOf("m1", "ada")};
  batch.upsert_records.front().expire_time = UnixTime{50};
  Write(batch);
  Write(Deletes({{"m1"}}, {}));
  EXPECT_OK(repository().ForgetHistory({100}, {0}));
  EXPECT_THAT(repository().ForgetHistory({200}, {150}), IsOkAndHolds(1));  // the facts
  EXPECT_THAT(repository().MenteeHistory({"m1"}), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(
      repository().ListMenteeRecords({.expires_before = UnixTime{60}}, "", 10).value().items,
      SizeIs(1));
}

// ---- Keys ---------------------------------------------------------------------------------------

TEST_P(HistoryTest, PseudonymKeysAreListedPageByPage) {
  Write(Mentees({SomeMentee("m1"), SomeMentee("m2"), SomeMentee("m3")}));
  EXPECT_OK(repository().AddPseudonymKeys({{{"m3"}, "key3"}, {{"m1"}, "key1"}, {{"m2"}, "key2"}}));
  std::vector<std::string> found;
  std::string after;
  do {
    ASSERT_OK_AND_ASSIGN(const auto page, repository().ListPseudonymKeys(after, 2));
    for (const PseudonymKey& key : page.items) found.push_back(key.mentee.value + key.key);
    after = page.next_key;
  } while (!after.empty());
  EXPECT_THAT(found, ElementsAre("m1key1", "m2key2", "m3key3"));
  EXPECT_THAT(repository().ListPseudonymKeys("", 0), StatusIs(StatusCode::kInvalidArgument));
}

TEST_P(HistoryTest, AMediumThatIsWellTakesASmallWriteThatChangesNothing) {
  Write(Mentees({SomeMentee("m1")}));
  EXPECT_OK(repository().CheckWritable());
  EXPECT_THAT(repository().revision(), IsOkAndHolds(1));
  EXPECT_THAT(repository().history_from(), IsOkAndHolds(0));
}

INSTANTIATE_TEST_SUITE_P(Media, HistoryTest, AllMedia(), MediumName);
INSTANTIATE_TEST_SUITE_P(Media, RetentionTest, AllMedia(), MediumName);

}  // namespace
}  // namespace passung::storage
