// What vanished from the source is closed, and nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/fetch/fetch_fixture.h"

namespace passung::server {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(FetchTest, WhatVanishedIsClosedAfterACompleteRun) {
  Offer(5);
  Fetch();
  jobsuche_.Remove("1-103-S");
  const FetchReport report = Fetch();
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(report.closed, 1);
  EXPECT_TRUE(Stored("1-103-S").closed);
  EXPECT_FALSE(Stored("1-102-S").closed);
  EXPECT_EQ(Fetch().closed, 0);
}

TEST_F(FetchTest, WhatTheSourceStillHasIsNotClosed) {
  Offer(3);
  Fetch();
  jobsuche_.Hide("1-101-S");
  const FetchReport report = Fetch();
  EXPECT_EQ(report.left_search, 1);
  EXPECT_EQ(report.closed, 0);
  EXPECT_FALSE(Stored("1-101-S").closed);
}

TEST_F(FetchTest, WhereTheSourceFailsNobodyIsSaidToBeThereStill) {
  Offer(3);
  Fetch();
  jobsuche_.Remove("1-101-S");
  jobsuche_.fault = [](const ScriptedRequest& request) -> std::optional<ScriptedReply> {
    if (absl::StrContains(request.target, "/jobs?")) return std::nullopt;
    return ScriptedReply{.status = 500, .body = "{}"};
  };
  const FetchReport report = Fetch();
  EXPECT_EQ(report.left_search, 0);
  EXPECT_EQ(report.closed, 0);
  EXPECT_GE(report.failed, 1);
  jobsuche_.fault = nullptr;
  EXPECT_EQ(Fetch().closed, 1);
}

TEST_F(FetchTest, NothingIsClosedWhereTheRunIsNotComplete) {
  Offer(5);
  Fetch();
  jobsuche_.Remove("1-103-S");
  jobsuche_.total = 6;
  const FetchReport fewer = Fetch();
  EXPECT_FALSE(fewer.complete);
  EXPECT_THAT(fewer.incomplete, HasSubstr("4 of 6"));
  jobsuche_.total = std::nullopt;
  settings_.most_pages = 1;
  EXPECT_FALSE(Fetch().complete);
  settings_.most_pages = 0;
  EXPECT_FALSE(Stored("1-103-S").closed);
  EXPECT_EQ(Fetch().closed, 1);
}

TEST_F(FetchTest, NothingIsClosedWhereItIsNotWantedOrOnlyNewOnesAreAskedFor) {
  Offer(2);
  Fetch();
  jobsuche_.Remove("1-100-S");
  settings_.close = false;
  EXPECT_EQ(Fetch().closed, 0);
  settings_.close = true;
  settings_.query.days = 7;
  EXPECT_EQ(Fetch().closed, 0);
  EXPECT_FALSE(Stored("1-100-S").closed);
}

TEST_F(FetchTest, AnotherQueryClosesNothingOfThisOne) {
  Offer(2);
  Fetch();
  jobsuche_.Remove("1-100-S");
  settings_.query.where = "Leipzig";
  EXPECT_EQ(Fetch().closed, 0);
}

TEST_F(FetchTest, TooManyAtOnceAreLeftOpen) {
  settings_.query.page_size = 100;
  Offer(30);
  Fetch();
  for (int i = 0; i < 25; ++i) jobsuche_.Remove(absl::StrCat("1-", 100 + i, "-S"));
  const FetchReport report = Fetch();
  EXPECT_EQ(report.close_refused, 25);
  EXPECT_EQ(report.closed, 0);
  EXPECT_FALSE(Stored("1-100-S").closed);
}

TEST_F(FetchTest, WhatComesBackIsOpenedAgainAndWhatWasClosedHereIsNot) {
  Offer(3);
  Fetch();
  jobsuche_.Remove("1-100-S");
  Fetch();
  ASSERT_TRUE(Stored("1-100-S").closed);
  jobsuche_.Put("1-100-S", "Koch 0");
  Vacancy ours = Stored("1-101-S");
  ours.closed = true;
  WriteBatch batch;
  batch.upsert_vacancies = {ours};
  ASSERT_THAT(repository_->Write(batch), IsOk());
  jobsuche_.Put("1-101-S", "Koch neu", "2026-08-05T10:00:00");
  const FetchReport report = Fetch();
  EXPECT_FALSE(Stored("1-100-S").closed);
  EXPECT_TRUE(Stored("1-101-S").closed);
  EXPECT_EQ(Stored("1-101-S").title, "Koch neu");
  EXPECT_EQ(report.kept_closed, 1);
}

TEST_F(FetchTest, WhatIsListedIsNotClosedWhereItsDetailsAreNotThere) {
  Offer(3);
  ASSERT_THAT(Fetch().status, IsOk());
  jobsuche_.Put("1-101-S", "Koch anders", "2026-08-09T10:00:00");
  jobsuche_.fault = [](const ScriptedRequest& request) -> std::optional<ScriptedReply> {
    if (request.target.find("jobdetails") == std::string::npos) return std::nullopt;
    return ScriptedReply{.status = 404, .body = "{}"};
  };
  const FetchReport report = Fetch();
  EXPECT_EQ(report.gone, 1);
  EXPECT_EQ(report.closed, 0);
  EXPECT_FALSE(Stored("1-101-S").closed);
}

TEST_F(FetchTest, ARunOfNewOnesTakesNothingAwayFromTheWholeQuery) {
  Offer(3);
  ASSERT_THAT(Fetch().status, IsOk());
  settings_.query.days = 1;
  jobsuche_.Put("1-101-S", "Koch anders", "2026-08-09T10:00:00");
  jobsuche_.Put("1-900-S", "Koch neu", "2026-08-09T10:00:00");
  ASSERT_THAT(Fetch().status, IsOk());
  settings_.query.days.reset();
  jobsuche_.Remove("1-101-S");
  jobsuche_.Remove("1-900-S");
  const FetchReport report = Fetch();
  EXPECT_EQ(report.closed, 2);
  EXPECT_TRUE(Stored("1-101-S").closed);
  EXPECT_TRUE(Stored("1-900-S").closed);
}

TEST_F(FetchTest, WhatPeopleClosedOrDeletedIsNotAskedForAgain) {
  Offer(3);
  ASSERT_THAT(Fetch().status, IsOk());
  WriteBatch ours;
  ours.upsert_vacancies = {Stored("1-100-S")};
  ours.upsert_vacancies.front().closed = true;
  ours.delete_vacancies = {VacancyId{"1-101-S"}};
  ASSERT_THAT(repository_->Write(ours), IsOk());
  jobsuche_.Remove("1-100-S");
  jobsuche_.Remove("1-101-S");
  ASSERT_THAT(Fetch().status, IsOk());
  const FetchReport report = Fetch();
  EXPECT_EQ(report.requests, 1) << "a page, and no details of what is gone";
  EXPECT_EQ(report.closed, 0);
}

}  // namespace
}  // namespace passung::server
