// What passung/repository.h promises of the time of writes, for every repository there is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;

using RowAgeConformanceTest = RepositoryTest;
INSTANTIATE_TEST_SUITE_P(Media, RowAgeConformanceTest, AllMedia(), MediumName);

WriteBatch VacancyWritten(int32_t openings, std::optional<UnixTime> written) {
  WriteBatch batch;
  batch.upsert_vacancies = {SomeVacancy("v1", openings)};
  batch.written = written;
  return batch;
}

constexpr UnixTime kMonday = {1'770'000'000};
constexpr UnixTime kTuesday = {1'770'086'400};
constexpr UnixTime kFriday = {1'770'345'600};

TEST_P(RowAgeConformanceTest, AVacancyIsAsOldAsItsFirstWriteAndAsItsLastChange) {
  Write(VacancyWritten(1, kMonday));
  EXPECT_THAT(repository().AgeOfVacancy({"v1"}),
              IsOkAndHolds(RowAge{.first = kMonday, .present = kMonday}));
  Write(VacancyWritten(2, kTuesday));
  Write(VacancyWritten(2, kFriday));  // the same values: nothing changes
  Reopen();
  EXPECT_THAT(repository().AgeOfVacancy({"v1"}),
              IsOkAndHolds(RowAge{.first = kMonday, .present = kTuesday}));
}

TEST_P(RowAgeConformanceTest, AWriteWithoutATimeLeavesItUnknown) {
  Write(VacancyWritten(1, std::nullopt));
  Write(VacancyWritten(2, kTuesday));
  EXPECT_THAT(repository().AgeOfVacancy({"v1"}),
              IsOkAndHolds(RowAge{.first = std::nullopt, .present = kTuesday}));
  Write(VacancyWritten(3, std::nullopt));
  Reopen();
  EXPECT_THAT(repository().AgeOfVacancy({"v1"}), IsOkAndHolds(RowAge{}));
}

TEST_P(RowAgeConformanceTest, OneThatComesBackIsKnownSinceItWasThereFirst) {
  Write(VacancyWritten(1, kMonday));
  WriteBatch gone;
  gone.delete_vacancies = {{"v1"}};
  gone.written = kTuesday;
  Write(gone);
  EXPECT_THAT(repository().AgeOfVacancy({"v1"}), StatusIs(StatusCode::kNotFound));
  Write(VacancyWritten(1, kFriday));
  EXPECT_THAT(repository().AgeOfVacancy({"v1"}),
              IsOkAndHolds(RowAge{.first = kMonday, .present = kFriday}));
  EXPECT_THAT(repository().AgeOfVacancy({"v2"}), StatusIs(StatusCode::kNotFound));
}

// The classification and keys are written beside: revisions without a time are counted with the others.
TEST_P(RowAgeConformanceTest, OtherWritesInBetweenDoNotShiftTimes) {
  ASSERT_OK(repository().WriteClassification({}));
  Write(VacancyWritten(1, kMonday));
  ASSERT_OK(repository().AddPseudonymKeys({}));
  ASSERT_OK(repository().WriteClassification({}));
  Write(VacancyWritten(2, kFriday));
  EXPECT_THAT(repository().AgeOfVacancy({"v1"}),
              IsOkAndHolds(RowAge{.first = kMonday, .present = kFriday}));
}

}  // namespace
}  // namespace passung::storage
