// Writes that become durable together are what the same writes are one by one: every medium.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;

class GroupTest : public RepositoryTest {
 protected:
  std::vector<absl::StatusOr<int64_t>> WriteTogether(const std::vector<WriteBatch>& batches) {
    std::vector<const WriteBatch*> pointers;
    for (const WriteBatch& batch : batches) pointers.push_back(&batch);
    return repository().WriteTogether(pointers);
  }
};

TEST_P(GroupTest, EachIsARevisionOfItsOwnAndSeesThoseBeforeIt) {
  const auto results =
      WriteTogether({Vacancies({SomeVacancy("v", 1)}), Vacancies({SomeVacancy("v", 2)}),
                     Deletes({}, {{"v"}}), Vacancies({SomeVacancy("v", 3)})});
  for (int64_t i = 0; i < 4; ++i) EXPECT_THAT(results[static_cast<size_t>(i)], IsOkAndHolds(i + 1));
  EXPECT_THAT(repository().GetVacancyAsOf({"v"}, 1), IsOkAndHolds(SomeVacancy("v", 1)));
  EXPECT_THAT(repository().GetVacancyAsOf({"v"}, 2), IsOkAndHolds(SomeVacancy("v", 2)));
  EXPECT_THAT(repository().GetVacancyAsOf({"v"}, 3).status(), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetVacancy({"v"}), IsOkAndHolds(SomeVacancy("v", 3)));
}

TEST_P(GroupTest, WhatIsRefusedIsRefusedForItselfAndLeavesNothing) {
  Write(Vacancies({SomeVacancy("there")}));
  WriteBatch half = Deletes({}, {{"nothing"}});
  half.upsert_vacancies = {SomeVacancy("half")};
  WriteBatch twice = Vacancies({SomeVacancy("twice"), SomeVacancy("twice")});
  WriteBatch new_one = Vacancies({SomeVacancy("there", 9)});
  new_one.expect = {{.kind = RowKind::kVacancy, .id = "there", .fingerprint = ""}};
  WriteBatch stale = Vacancies({SomeVacancy("there", 8)});
  stale.expect = {{.kind = RowKind::kVacancy, .id = "there", .fingerprint = "another"}};
  const auto results = WriteTogether(
      {Vacancies({SomeVacancy("a")}), half, twice, new_one, stale, Vacancies({SomeVacancy("b")})});
  EXPECT_THAT(results[0], IsOkAndHolds(2));
  EXPECT_THAT(results[1].status(), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(results[2].status(), StatusIs(StatusCode::kInvalidArgument));
  EXPECT_THAT(results[3].status(), StatusIs(StatusCode::kAlreadyExists));
  EXPECT_THAT(results[4].status(), StatusIs(StatusCode::kAborted));
  EXPECT_THAT(results[5], IsOkAndHolds(3));
  EXPECT_THAT(repository().GetVacancy({"half"}).status(), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetVacancy({"there"}), IsOkAndHolds(SomeVacancy("there")));
}

TEST_P(GroupTest, WhereAllAreRefusedNothingIsWritten) {
  Write(Vacancies({SomeVacancy("a")}));
  for (const auto& result : WriteTogether({Deletes({}, {{"x"}}), Deletes({}, {{"y"}})})) {
    EXPECT_THAT(result.status(), StatusIs(StatusCode::kNotFound));
  }
  EXPECT_THAT(repository().revision(), IsOkAndHolds(1));
  EXPECT_EQ(Write(Vacancies({SomeVacancy("b")})), 2);
}

TEST_P(GroupTest, NoneAreNone) { EXPECT_TRUE(WriteTogether({}).empty()); }

TEST_P(GroupTest, RandomGroupsAreTheirWritesOneByOne) {
  const auto twin = OpenRepository("memory:").value();
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    SCOPED_TRACE(absl::StrCat("round ", round));
    std::vector<WriteBatch> batches(random() % 6);
    for (WriteBatch& batch : batches) {
      const std::string id = absl::StrCat("i", random() % 12);
      if (random() % 4 == 0) {
        batch.delete_vacancies = {{id}};
      } else if (random() % 6 == 0) {
        batch.purge_mentees = {{id}};
      } else {
        batch.upsert_vacancies = {SomeVacancy(id, static_cast<int32_t>(random() % 3 + 1))};
      }
      batch.upsert_mentees = {SomeMentee(id + "m", static_cast<int32_t>(random() % 3 + 1))};
      batch.written = UnixTime{1'000 + round};
    }
    const auto results = WriteTogether(batches);
    for (size_t i = 0; i < batches.size(); ++i) {
      const auto alone = twin->Write(batches[i]);
      ASSERT_EQ(results[i].status().code(), alone.status().code());
      if (alone.ok()) {
        ASSERT_EQ(*results[i], *alone);
      }
    }
    if (round == 20) Reopen();
  }
  ASSERT_OK_AND_ASSIGN(const RepositoryContents found, repository().ReadContents());
  ASSERT_OK_AND_ASSIGN(const RepositoryContents expected, twin->ReadContents());
  EXPECT_EQ(found.revision, expected.revision);
  EXPECT_TRUE(found.mentees == expected.mentees);
  EXPECT_TRUE(found.vacancies == expected.vacancies);
  ASSERT_OK_AND_ASSIGN(const RepositoryChanges changes,
                       repository().ReadChanges(found.revision - 1));
  EXPECT_EQ(changes.revision, found.revision);
  for (int i = 0; i < 12; ++i) {
    ASSERT_OK_AND_ASSIGN(const auto ours, repository().MenteeHistory({absl::StrCat("i", i, "m")}));
    ASSERT_OK_AND_ASSIGN(const auto theirs, twin->MenteeHistory({absl::StrCat("i", i, "m")}));
    ASSERT_EQ(ours.size(), theirs.size());
    for (size_t v = 0; v < ours.size(); ++v) {
      EXPECT_EQ(ours[v].value, theirs[v].value);
      EXPECT_EQ(ours[v].from_revision, theirs[v].from_revision);
      EXPECT_EQ(ours[v].to_revision, theirs[v].to_revision);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Media, GroupTest, AllMedia(), MediumName);

}  // namespace
}  // namespace passung::storage
