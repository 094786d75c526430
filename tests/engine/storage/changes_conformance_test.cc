// What changed after a revision, told row by row: the same from every medium that can tell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/storage/row_store.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class ChangesTest : public RepositoryTest {
 protected:
  RepositoryChanges After(int64_t revision) { return repository().ReadChanges(revision).value(); }
};

TEST_P(ChangesTest, NameWhatWasWrittenAndWhatIsGoneOnceEach) {
  Write(Vacancies({SomeVacancy("v1"), SomeVacancy("v2"), SomeVacancy("v3")}));
  const int64_t known = Write(Mentees({SomeMentee("m1")}));
  Write(Vacancies({SomeVacancy("v2", 5)}));
  Write(Vacancies({SomeVacancy("v2", 6), SomeVacancy("v4")}));
  const int64_t newest = Write(Deletes({MenteeId{"m1"}}, {VacancyId{"v3"}}));
  const RepositoryChanges changes = After(known);
  EXPECT_EQ(changes.revision, newest);
  ASSERT_FALSE(changes.everything);
  EXPECT_THAT(changes.batch.upsert_vacancies,
              UnorderedElementsAre(SomeVacancy("v2", 6), SomeVacancy("v4")));
  EXPECT_THAT(changes.batch.delete_vacancies, ElementsAre(VacancyId{"v3"}));
  EXPECT_THAT(changes.batch.delete_mentees, ElementsAre(MenteeId{"m1"}));
  EXPECT_THAT(changes.batch.upsert_mentees, IsEmpty());
}

TEST_P(ChangesTest, AreNoneWhereNothingWasWritten) {
  const int64_t known = Write(Vacancies({SomeVacancy("v1")}));
  RepositoryChanges changes = After(known);
  EXPECT_EQ(changes.revision, known);
  EXPECT_FALSE(changes.everything);
  EXPECT_THAT(changes.batch.upsert_vacancies, IsEmpty());
}

TEST_P(ChangesTest, AreKeptWhenTheProgramStartsAgain) {
  const int64_t known = Write(Vacancies({SomeVacancy("v1")}));
  Write(Vacancies({SomeVacancy("v2")}));
  Reopen();
  EXPECT_THAT(After(known).batch.upsert_vacancies, ElementsAre(SomeVacancy("v2")));
}

TEST_P(ChangesTest, OfMoreRowsThanAreToldSayThatEverythingIsToBeReadAnew) {
  const int64_t known = Write(Vacancies({SomeVacancy("v")}));
  std::vector<Vacancy> many;
  for (size_t i = 0; i <= kMostChanges; ++i) many.push_back(SomeVacancy(absl::StrCat("w", i)));
  const int64_t after = Write(Vacancies(many));
  EXPECT_TRUE(After(known).everything);
  EXPECT_THAT(After(known).batch.upsert_vacancies, IsEmpty());
  EXPECT_FALSE(After(after).everything);
}

TEST_P(ChangesTest, ForgetWhoWasPurged) {
  const int64_t known = Write(Mentees({SomeMentee("m1"), SomeMentee("m2")}));
  WriteBatch purge;
  purge.purge_mentees = {MenteeId{"m1"}};
  Write(purge);
  EXPECT_TRUE(After(known).everything);
}

TEST_P(ChangesTest, OfARevisionThatIsNotThereOrTooLongAgoAreEverything) {
  const int64_t newest = Write(Vacancies({SomeVacancy("v1")}));
  EXPECT_TRUE(After(newest + 1).everything);
  EXPECT_TRUE(IsTooLongAgo(0, kKeptChanges + 1));
  EXPECT_FALSE(IsTooLongAgo(1, kKeptChanges + 1));
}

INSTANTIATE_TEST_SUITE_P(MediaThatTell, ChangesTest,
                         testing::Values(Medium::kSqlite, Medium::kPostgres), MediumName);

TEST(ChangesOfMemoryTest, AreEverythingOrNothing) {
  const auto repository = OpenRepository("memory:").value();
  ASSERT_EQ(repository->Write(Vacancies({SomeVacancy("v1")})).value(), 1);
  EXPECT_FALSE(repository->ReadChanges(1).value().everything);
  EXPECT_TRUE(repository->ReadChanges(0).value().everything);
}

}  // namespace
}  // namespace passung::storage
