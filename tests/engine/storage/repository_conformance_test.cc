// What passung/repository.h promises, for every repository there is.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using RepositoryConformanceTest = RepositoryTest;
INSTANTIATE_TEST_SUITE_P(Media, RepositoryConformanceTest, AllMedia(), MediumName);

template <class T>
std::vector<std::string> Ids(const std::vector<T>& rows) {
  std::vector<std::string> ids;
  for (const T& row : rows) ids.push_back(row.id.value);
  return ids;
}

// ---- Writing and reading back -------------------------------------------------------------------

TEST_P(RepositoryConformanceTest, NewRepositoryIsEmptyAtRevisionZero) {
  EXPECT_THAT(repository().revision(), IsOkAndHolds(0));
  ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(repository()));
  EXPECT_THAT(contents.mentees, IsEmpty());
  EXPECT_THAT(contents.vacancies, IsEmpty());
  EXPECT_EQ(contents.classification, ClassificationRows());
  EXPECT_EQ(contents.revision, 0);
}

TEST_P(RepositoryConformanceTest, RowsComeBackAsTheyWereWritten) {
  Mentee mentee = SomeMentee("m1");
  mentee.facts.wishes = {{.occupation = OccupationCode::FromNumber(81302), .valid = {}}};
  mentee.residence.titles = {{.status = ResidenceStatus::kS24,
                              .housing = std::nullopt,
                              .access_bar = std::nullopt,
                              .note = std::nullopt,
                              .stay_since = Date::FromDays(19000),
                              .document_until = std::nullopt,
                              .valid = {}}};
  Vacancy vacancy = SomeVacancy("v1");
  vacancy.employer_name = "Städtisches Klinikum";
  vacancy.support.emplace();
  WriteBatch batch = Mentees({mentee});
  batch.upsert_vacancies = {vacancy};
  Write(batch);
  Reopen();
  EXPECT_THAT(repository().GetMentee({"m1"}), IsOkAndHolds(mentee));
  EXPECT_THAT(repository().GetVacancy({"v1"}), IsOkAndHolds(vacancy));
}

TEST_P(RepositoryConformanceTest, EveryWriteMakesTheNextRevision) {
  EXPECT_THAT(repository().Write(Mentees({SomeMentee("m1")})), IsOkAndHolds(1));
  EXPECT_THAT(repository().Write(Mentees({SomeMentee("m1")})), IsOkAndHolds(2));
  EXPECT_THAT(repository().Write({}), IsOkAndHolds(3));
  Reopen();
  EXPECT_THAT(repository().revision(), IsOkAndHolds(3));
}

TEST_P(RepositoryConformanceTest, UpsertReplacesTheRow) {
  Write(Vacancies({SomeVacancy("v1", 1), SomeVacancy("v2", 1)}));
  Write(Vacancies({SomeVacancy("v1", 5)}));
  EXPECT_THAT(repository().GetVacancy({"v1"}), IsOkAndHolds(SomeVacancy("v1", 5)));
  EXPECT_THAT(repository().GetVacancy({"v2"}), IsOkAndHolds(SomeVacancy("v2", 1)));
}

TEST_P(RepositoryConformanceTest, MenteeAndVacancyMayHaveTheSameId) {
  WriteBatch batch = Mentees({SomeMentee("x")});
  batch.upsert_vacancies = {SomeVacancy("x")};
  Write(batch);
  Write(Deletes({{"x"}}, {}));
  EXPECT_THAT(repository().GetMentee({"x"}), StatusIs(StatusCode::kNotFound));
  EXPECT_OK(repository().GetVacancy({"x"}));
}

TEST_P(RepositoryConformanceTest, UnknownIdIsNotFoundByName) {
  EXPECT_THAT(repository().GetMentee({"m9"}),
              StatusIs(StatusCode::kNotFound, HasSubstr("mentee \"m9\"")));
  EXPECT_THAT(repository().GetVacancy({"v9"}),
              StatusIs(StatusCode::kNotFound, HasSubstr("vacancy \"v9\"")));
}

TEST_P(RepositoryConformanceTest, IdsDifferByCase) {
  Write(Mentees({SomeMentee("a", 10), SomeMentee("A", 20)}));
  EXPECT_THAT(repository().GetMentee({"a"}), IsOkAndHolds(SomeMentee("a", 10)));
  EXPECT_THAT(repository().GetMentee({"A"}), IsOkAndHolds(SomeMentee("A", 20)));
}

// ---- Deleting -----------------------------------------------------------------------------------

TEST_P(RepositoryConformanceTest, DeletedRowIsGone) {
  WriteBatch batch = Mentees({SomeMentee("m1"), SomeMentee("m2")});
  batch.upsert_vacancies = {SomeVacancy("v1")};
  Write(batch);
  Write(Deletes({{"m1"}}, {{"v1"}}));
  Reopen();
  EXPECT_THAT(repository().GetMentee({"m1"}), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().GetVacancy({"v1"}), StatusIs(StatusCode::kNotFound));
  ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(repository()));
  EXPECT_THAT(Ids(contents.mentees), ElementsAre("m2"));
  EXPECT_THAT(contents.vacancies, IsEmpty());
}

TEST_P(RepositoryConformanceTest, DeletedRowMayBeWrittenAgain) {
  Write(Mentees({SomeMentee("m1", 10)}));
  Write(Deletes({{"m1"}}, {}));
  Write(Mentees({SomeMentee("m1", 10)}));
  Reopen();
  EXPECT_THAT(repository().GetMentee({"m1"}), IsOkAndHolds(SomeMentee("m1", 10)));
  EXPECT_OK(repository().GetMenteeAsOf({"m1"}, 1));
  EXPECT_THAT(repository().GetMenteeAsOf({"m1"}, 2), StatusIs(StatusCode::kNotFound));
  EXPECT_OK(repository().GetMenteeAsOf({"m1"}, 3));
}

TEST_P(RepositoryConformanceTest, DeletingWhatIsNotThereIsNotFoundByPlaceAndId) {
  Write(Vacancies({SomeVacancy("v1")}));
  EXPECT_THAT(repository().Write(Deletes({}, {{"v1"}, {"v2"}})),
              StatusIs(StatusCode::kNotFound,
                       HasSubstr("delete_vacancies[1]: there is no vacancy \"v2\"")));
  EXPECT_THAT(repository().Write(Deletes({{"m1"}}, {})),
              StatusIs(StatusCode::kNotFound, HasSubstr("delete_mentees[0]")));
}

TEST_P(RepositoryConformanceTest, DeletingTwiceIsNotFound) {
  Write(Vacancies({SomeVacancy("v1")}));
  Write(Deletes({}, {{"v1"}}));
  EXPECT_THAT(repository().Write(Deletes({}, {{"v1"}})), StatusIs(StatusCode::kNotFound));
}

// ---- Refused batches ----------------------------------------------------------------------------

TEST_P(RepositoryConformanceTest, IdNamedTwiceIsRefusedWithPlaceAndId) {
  EXPECT_THAT(
      repository().Write(Vacancies({SomeVacancy("v1"), SomeVacancy("v2"), SomeVacancy("v1", 2)})),
      StatusIs(StatusCode::kInvalidArgument,
               HasSubstr("upsert_vacancies[2].id: \"v1\" comes twice")));
  EXPECT_THAT(repository().Write(Mentees({SomeMentee("m1"), SomeMentee("m1")})),
              StatusIs(StatusCode::kInvalidArgument,
                       HasSubstr("upsert_mentees[1].id: \"m1\" comes twice")));
  EXPECT_THAT(
      repository().Write(Deletes({{"m1"}, {"m1"}}, {})),
      StatusIs(StatusCode::kInvalidArgument, HasSubstr("delete_mentees[1]: \"m1\" comes twice")));
}

TEST_P(RepositoryConformanceTest, IdBothWrittenAndDeletedIsRefused) {
  Write(Vacancies({SomeVacancy("v1")}));
  WriteBatch batch = Vacancies({SomeVacancy("v1", 3)});
  batch.delete_vacancies = {{"v1"}};
  EXPECT_THAT(
      repository().Write(batch),
      StatusIs(StatusCode::kInvalidArgument, HasSubstr("delete_vacancies[0]: \"v1\" comes twice")));
}

TEST_P(RepositoryConformanceTest, FaultyRowIsRefusedWithItsPlace) {
  EXPECT_THAT(repository().Write(Vacancies({SomeVacancy("v1"), SomeVacancy("v2", 0)})),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("upsert_vacancies[1].openings")));
  EXPECT_THAT(
      repository().Write(Mentees({SomeMentee("m1", 0)})),
      StatusIs(StatusCode::kInvalidArgument, HasSubstr("upsert_mentees[0].facts.max_travel")));
  EXPECT_THAT(repository().Write(Mentees({SomeMentee("")})),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("upsert_mentees[0].id")));
  EXPECT_THAT(repository().Write(Deletes({{"m 1"}}, {})),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("delete_mentees[0]")));
}

TEST_P(RepositoryConformanceTest, RefusedBatchStoresNothing) {
  Write(Vacancies({SomeVacancy("v1", 1), SomeVacancy("v2", 1)}));
  WriteBatch missing = Vacancies({SomeVacancy("v1", 9), SomeVacancy("v3")});
  missing.delete_vacancies = {{"v2"}, {"v8"}};
  missing.upsert_mentees = {SomeMentee("m1")};
  EXPECT_THAT(repository().Write(missing), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().Write(Vacancies({SomeVacancy("v1", 9), SomeVacancy("v4", 0)})),
              StatusIs(StatusCode::kInvalidArgument));
  Reopen();
  EXPECT_THAT(repository().revision(), IsOkAndHolds(1));
  ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(repository()));
  EXPECT_THAT(contents.vacancies, ElementsAre(SomeVacancy("v1", 1), SomeVacancy("v2", 1)));
  EXPECT_THAT(contents.mentees, IsEmpty());
}

TEST_P(RepositoryConformanceTest, WritingGoesOnAfterARefusedBatch) {
  EXPECT_THAT(repository().Write(Deletes({}, {{"v8"}})), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(repository().Write(Vacancies({SomeVacancy("v1")})), IsOkAndHolds(1));
}

// ---- Pages --------------------------------------------------------------------------------------

TEST_P(RepositoryConformanceTest, IdsRiseAsBytes) {
  Write(Mentees({SomeMentee("b"), SomeMentee("_"), SomeMentee("a10"), SomeMentee("B"),
                 SomeMentee("a"), SomeMentee("-"), SomeMentee("a.2"), SomeMentee("0"),
                 SomeMentee("a2")}));
  ASSERT_OK_AND_ASSIGN(const Page<Mentee> page, repository().ListMentees("", 100));
  EXPECT_THAT(Ids(page.items), ElementsAre("-", "0", "B", "_", "a", "a.2", "a10", "a2", "b"));
  EXPECT_EQ(page.next_key, "");
}

TEST_P(RepositoryConformanceTest, PagesFollowEachOtherWithoutGapOrRepetition) {
  std::vector<Vacancy> vacancies;
  for (int i = 0; i < 25; ++i) vacancies.push_back(SomeVacancy(absl::StrFormat("v%02d", i)));
  std::reverse(vacancies.begin(), vacancies.end());
  Write(Vacancies(vacancies));
  std::vector<std::string> ids;
  std::vector<size_t> sizes;
  std::string key;
  do {
    ASSERT_OK_AND_ASSIGN(const Page<Vacancy> page, repository().ListVacancies(key, 10));
    for (const std::string& id : Ids(page.items)) ids.push_back(id);
    sizes.push_back(page.items.size());
    key = page.next_key;
  } while (!key.empty());
  EXPECT_THAT(sizes, ElementsAre(10, 10, 5));
  EXPECT_EQ(ids.size(), 25U);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
}

TEST_P(RepositoryConformanceTest, PageThatEndsWithTheLastRowSaysSo) {
  Write(Mentees({SomeMentee("a"), SomeMentee("b")}));
  ASSERT_OK_AND_ASSIGN(const Page<Mentee> page, repository().ListMentees("", 2));
  EXPECT_THAT(Ids(page.items), ElementsAre("a", "b"));
  EXPECT_EQ(page.next_key, "");
}

TEST_P(RepositoryConformanceTest, PageStartsAfterAKeyThatNeedNotExist) {
  Write(Mentees({SomeMentee("a"), SomeMentee("c"), SomeMentee("d")}));
  ASSERT_OK_AND_ASSIGN(const Page<Mentee> page, repository().ListMentees("b", 1));
  EXPECT_THAT(Ids(page.items), ElementsAre("c"));
  EXPECT_EQ(page.next_key, "c");
  ASSERT_OK_AND_ASSIGN(const Page<Mentee> rest, repository().ListMentees("z", 1));
  EXPECT_THAT(rest.items, IsEmpty());
  EXPECT_EQ(rest.next_key, "");
}

TEST_P(RepositoryConformanceTest, DeletedRowsTakeNoPlaceOnAPage) {
  Write(Mentees({SomeMentee("a"), SomeMentee("b"), SomeMentee("c")}));
  Write(Deletes({{"a"}, {"c"}}, {}));
  ASSERT_OK_AND_ASSIGN(const Page<Mentee> page, repository().ListMentees("", 1));
  EXPECT_THAT(Ids(page.items), ElementsAre("b"));
  EXPECT_EQ(page.next_key, "");
}

TEST_P(RepositoryConformanceTest, PageSizeOutsideItsRangeIsRefused) {
  for (const int size : {-1, 0, 10001}) {
    EXPECT_THAT(repository().ListMentees("", size),
                StatusIs(StatusCode::kInvalidArgument, HasSubstr("page_size")));
    EXPECT_THAT(repository().ListVacancies("", size), StatusIs(StatusCode::kInvalidArgument));
  }
  EXPECT_OK(repository().ListMentees("", 10000));
}

// ---- Earlier revisions --------------------------------------------------------------------------

TEST_P(RepositoryConformanceTest, EveryVersionStaysReadable) {
  Write(Vacancies({SomeVacancy("v1", 1)}));                        // revision 1
  Write(Vacancies({SomeVacancy("v2", 1)}));                        // 2
  Write(Vacancies({SomeVacancy("v1", 3), SomeVacancy("v2", 1)}));  // 3: v2 is unchanged
  Write(Deletes({}, {{"v1"}}));                                    // 4
  Write({});                                                       // 5
  Reopen();
  const auto at = [&](absl::string_view id, int64_t revision) {
    return repository().GetVacancyAsOf({std::string(id)}, revision);
  };
  EXPECT_THAT(at("v1", 0), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(at("v1", 1), IsOkAndHolds(SomeVacancy("v1", 1)));
  EXPECT_THAT(at("v1", 2), IsOkAndHolds(SomeVacancy("v1", 1)));
  EXPECT_THAT(at("v1", 3), IsOkAndHolds(SomeVacancy("v1", 3)));
  EXPECT_THAT(at("v1", 4), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(at("v1", 5), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(at("v2", 1), StatusIs(StatusCode::kNotFound));
  for (int64_t revision = 2; revision <= 5; ++revision) {
    EXPECT_THAT(at("v2", revision), IsOkAndHolds(SomeVacancy("v2", 1))) << revision;
  }
}

TEST_P(RepositoryConformanceTest, MenteesHaveVersionsToo) {
  Write(Mentees({SomeMentee("m1", 10)}));
  Write(Mentees({SomeMentee("m1", 20)}));
  EXPECT_THAT(repository().GetMenteeAsOf({"m1"}, 1), IsOkAndHolds(SomeMentee("m1", 10)));
  EXPECT_THAT(repository().GetMenteeAsOf({"m1"}, 2), IsOkAndHolds(SomeMentee("m1", 20)));
}

TEST_P(RepositoryConformanceTest, RevisionThatIsNotThereYetIsNotFound) {
  Write(Vacancies({SomeVacancy("v1")}));
  EXPECT_THAT(repository().GetVacancyAsOf({"v1"}, 2),
              StatusIs(StatusCode::kNotFound, HasSubstr("revision 2")));
  EXPECT_THAT(repository().GetVacancyAsOf({"v1"}, -1), StatusIs(StatusCode::kNotFound));
}

// ---- Classification -----------------------------------------------------------------------------

TEST_P(RepositoryConformanceTest, ClassificationComesBackAsWritten) {
  EXPECT_THAT(repository().ReadClassification(), IsOkAndHolds(ClassificationRows()));
  const ClassificationRows rows = {
      .titles = {{.code = "81302", .title_de = "Berufe in der Gesundheits- und Krankenpflege"}},
      .neighbours = {{.code = "8130", .neighbour = "8210"}},
      .activities = {
          {.name = "Pflegefachkraft", .code = OccupationCode::FromNumber(81302), .level = 2}}};
  EXPECT_THAT(repository().WriteClassification(rows), IsOkAndHolds(1));
  Reopen();
  EXPECT_THAT(repository().ReadClassification(), IsOkAndHolds(rows));
  ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(repository()));
  EXPECT_EQ(contents.classification, rows);
}

TEST_P(RepositoryConformanceTest, ClassificationIsReplacedWhole) {
  ClassificationRows rows;
  rows.titles = {{.code = "8", .title_de = "Gesundheit"}};
  ASSERT_OK(repository().WriteClassification(rows));
  EXPECT_THAT(repository().WriteClassification({}), IsOkAndHolds(2));
  EXPECT_THAT(repository().ReadClassification(), IsOkAndHolds(ClassificationRows()));
}

// ---- Many rows ----------------------------------------------------------------------------------

TEST_P(RepositoryConformanceTest, ManyRowsInOneBatchAreReadBackInOrder) {
  constexpr int kCount = 20000;
  WriteBatch batch;
  for (int i = 0; i < kCount; ++i) {
    // 7919 is prime to 20 000, so this is every number once, in no order.
    batch.upsert_vacancies.push_back(SomeVacancy(absl::StrFormat("v%05d", i * 7919 % kCount)));
    if (i % 10 == 0) batch.upsert_mentees.push_back(SomeMentee(absl::StrFormat("m%05d", i)));
  }
  EXPECT_EQ(Write(batch), 1);
  Reopen();
  ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(repository()));
  ASSERT_EQ(contents.vacancies.size(), static_cast<size_t>(kCount));
  EXPECT_EQ(contents.mentees.size(), static_cast<size_t>(kCount / 10));
  for (int i = 0; i < kCount; ++i) {
    ASSERT_EQ(contents.vacancies[static_cast<size_t>(i)].id.value, absl::StrFormat("v%05d", i));
  }
  EXPECT_EQ(contents.revision, 1);
}

}  // namespace
}  // namespace passung::storage
