// Runs against a service on this machine that serves the shapes of the public description, with and without faults.
#include "server/fetch/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "passung/repository.h"
#include "tests/server/fetch/fetch_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(FetchTest, AllPagesAndTheirDetailsAreStored) {
  Offer(5);
  const FetchReport report = Fetch();
  ASSERT_THAT(report.status, IsOk());
  EXPECT_TRUE(report.complete) << report.incomplete;
  EXPECT_EQ(report.total, 5);
  EXPECT_EQ(report.listed, 5);
  EXPECT_EQ(report.requests, 3 + 5);
  EXPECT_EQ(CountStored(), 5);
  EXPECT_EQ(Stored("1-100-S").title, "Koch 0");
  EXPECT_EQ(Stored("1-100-S").hours, (WeeklyHours{35, 40}));
  EXPECT_EQ(Stored("1-100-S").source_reference, "1-100-S");
  EXPECT_THAT(report.drift, IsEmpty());
  EXPECT_EQ(server_.requests()[0].target,
            "/service/pc/v4/jobs?was=Koch&wo=Dresden&umkreis=25&page=1&size=2");
}

TEST_F(FetchTest, WhatHasNotChangedIsNotAskedForAgain) {
  Offer(5);
  Fetch();
  jobsuche_.Put("1-101-S", "Chefkoch", "2026-08-02T10:00:00");
  jobsuche_.count = 0;
  const FetchReport report = Fetch();
  EXPECT_EQ(jobsuche_.count, 3 + 1);
  EXPECT_EQ(report.unchanged, 4);
  EXPECT_EQ(Stored("1-101-S").title, "Chefkoch");
}

TEST_F(FetchTest, TagSavesTheBodyWhereOnlyTheTimeOfChangeMoved) {
  Offer(1);
  Fetch();
  jobsuche_.Put("1-100-S", "Koch 0", "2026-08-02T10:00:00");
  const FetchReport report = Fetch();
  EXPECT_EQ(report.unchanged, 1);
  EXPECT_EQ(report.import.accepted + report.import.accepted_with_warnings, 0);
  EXPECT_EQ(server_.requests().back().fields.at("If-None-Match"), "\"Koch 0\"");
}

TEST_F(FetchTest, WhatWasDeletedHereComesBack) {
  Offer(1);
  Fetch();
  WriteBatch batch;
  batch.delete_vacancies = {VacancyId{"1-100-S"}};
  ASSERT_THAT(repository_->Write(batch), IsOk());
  EXPECT_THAT(Fetch().status, IsOk());
  EXPECT_EQ(CountStored(), 1);
}

// ---- Closing ----

TEST_F(FetchTest, DryRunStoresNothing) {
  Offer(3);
  settings_.dry_run = true;
  const FetchReport first = Fetch();
  EXPECT_EQ(first.listed, 3);
  EXPECT_EQ(first.revision, std::nullopt);
  EXPECT_EQ(CountStored(), 0);
  EXPECT_FALSE(std::filesystem::exists(JournalPath()));
  settings_.dry_run = false;
  Fetch();
  jobsuche_.Remove("1-100-S");
  settings_.dry_run = true;
  EXPECT_EQ(Fetch().closed, 1);
  EXPECT_FALSE(Stored("1-100-S").closed);
}

// ---- Faults ----

TEST_F(FetchTest, FaultsThatPassAreWaitedOut) {
  Offer(4);
  int faults = 0;
  jobsuche_.fault = [&](const ScriptedRequest& /*request*/) -> std::optional<ScriptedReply> {
    switch (faults++) {
      case 0:
        return ScriptedReply{.status = 429, .fields = {{"Retry-After", "11"}}};
      case 3:
        return ScriptedReply{.status = 500};
      case 5:
        return ScriptedReply{.body = jobsuche_.At("1-101-S").details.dump(), .cut = true};
      case 7:
        return ScriptedReply{.silent = true};
      default:
        return std::nullopt;
    }
  };
  const FetchReport report = Fetch();
  ASSERT_THAT(report.status, IsOk());
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(CountStored(), 4);
  EXPECT_THAT(waiter_.waits, Contains(absl::Seconds(11)));
}

TEST_F(FetchTest, InterruptedRunGoesOnWhereItEnded) {
  Offer(6);
  jobsuche_.fault = [&](const ScriptedRequest& request) -> std::optional<ScriptedReply> {
    if (absl::StrContains(request.target, "page=3")) return ScriptedReply{.status = 503};
    return std::nullopt;
  };
  const FetchReport broken = Fetch();
  EXPECT_EQ(broken.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_FALSE(broken.complete);
  EXPECT_EQ(CountStored(), 4);
  jobsuche_.fault = nullptr;
  jobsuche_.count = 0;
  const FetchReport rest = Fetch();
  ASSERT_THAT(rest.status, IsOk());
  EXPECT_EQ(rest.first_page, 3);
  EXPECT_EQ(jobsuche_.count, 1 + 2);
  EXPECT_TRUE(rest.complete) << rest.incomplete;
  EXPECT_EQ(CountStored(), 6);
}

TEST_F(FetchTest, RunThatWasInterruptedLongAgoIsBegunAnew) {
  Offer(6);
  settings_.most_pages = 1;
  Fetch();
  settings_.most_pages = 0;
  waiter_.now += absl::Hours(7);
  EXPECT_EQ(Fetch().first_page, 1);
}

TEST_F(FetchTest, KeyThatIsRefusedEndsTheRun) {
  Offer(1);
  settings_.key = "wrong";
  const FetchReport report = Fetch();
  EXPECT_THAT(report.status, StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("X-API-Key")));
  EXPECT_EQ(CountStored(), 0);
}

TEST_F(FetchTest, DetailsThatAreGoneOrBrokenCostOnlyThemselves) {
  Offer(4);
  jobsuche_.fault = [&](const ScriptedRequest& request) -> std::optional<ScriptedReply> {
    if (absl::EndsWith(request.target, PercentEncoded(absl::Base64Escape("1-100-S"))))
      return ScriptedReply{.status = 404};
    if (absl::EndsWith(request.target, PercentEncoded(absl::Base64Escape("1-101-S"))))
      return ScriptedReply{.body = "<html>"};
    if (absl::EndsWith(request.target, PercentEncoded(absl::Base64Escape("1-102-S"))))
      return ScriptedReply{.body = jobsuche_.At("1-103-S").details.dump()};
    return std::nullopt;
  };
  const FetchReport report = Fetch();
  ASSERT_THAT(report.status, IsOk());
  EXPECT_EQ(report.gone, 1);
  EXPECT_EQ(report.failed, 2);
  EXPECT_EQ(CountStored(), 1);
  EXPECT_THAT(report.import.records[1].problems[0].reason,
              HasSubstr("name the vacancy \"1-103-S\""));
  // What failed is asked for again.
  jobsuche_.fault = nullptr;
  EXPECT_EQ(Fetch().failed, 0);
  EXPECT_EQ(CountStored(), 4);
}

TEST_F(FetchTest, DetailsThatTheServiceCannotGiveCostOnlyThemselves) {
  Offer(6);
  jobsuche_.fault = [](const ScriptedRequest& request) -> std::optional<ScriptedReply> {
    const std::string code = absl::Base64Escape("1-102-S");
    if (request.target.find(code.substr(0, 8)) == std::string::npos) return std::nullopt;
    return ScriptedReply{.status = 500, .body = "{}"};
  };
  const FetchReport report = Fetch();
  EXPECT_THAT(report.status, IsOk());
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(report.failed, 1);
  EXPECT_EQ(CountStored(), 5U);
}

TEST_F(FetchTest, ManyFailuresOneAfterTheOtherEndTheRun) {
  Offer(8);
  jobsuche_.fault = [](const ScriptedRequest& request) -> std::optional<ScriptedReply> {
    if (request.target.find("jobdetails") == std::string::npos) return std::nullopt;
    return ScriptedReply{.status = 503, .body = "{}"};
  };
  const FetchReport report = Fetch();
  EXPECT_EQ(report.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_FALSE(report.complete);
}

TEST_F(FetchTest, WhatIsStoredSaysWhenThatWas) {
  Offer(1);
  ASSERT_THAT(Fetch().status, IsOk());
  const auto age = repository_->AgeOfVacancy(VacancyId{"1-100-S"});
  ASSERT_THAT(age, IsOk());
  EXPECT_EQ(age->first, UnixTime{absl::ToUnixSeconds(waiter_.Now())});
}

TEST_F(FetchTest, AnswersOfAnyDepthAreReadOrRefused) {
  Offer(1);
  jobsuche_.fault = [](const ScriptedRequest& request) -> std::optional<ScriptedReply> {
    if (request.target.find("jobdetails") == std::string::npos) return std::nullopt;
    return ScriptedReply{.body = "{\"a\":" + std::string(2'000'000, '[')};
  };
  EXPECT_EQ(Fetch().failed, 1);
}

TEST_F(FetchTest, SearchThatIsNoneEndsTheRun) {
  for (const char* body :
       {"", "[]", "{\"stellenangebote\": []}", R"({"maxErgebnisse": 3})",
        R"({"maxErgebnisse": "x"})", R"({"maxErgebnisse": 1, "stellenangebote": {}})",
        R"({"maxErgebnisse": 1, "stellenangebote": [{"nr": 1}, 5]})"}) {
    jobsuche_.fault = [&](const ScriptedRequest&) { return ScriptedReply{.body = body}; };
    const FetchReport report = Fetch();
    EXPECT_EQ(report.status.code(), absl::StatusCode::kDataLoss) << body;
    EXPECT_THAT(report.status.message(), HasSubstr("page 1 of the search"));
  }
}

// ---- Drift ----

TEST_F(FetchTest, FieldsThatAreNewMissingOrOfAnotherTypeAreCountedAndNamed) {
  Offer(3);
  jobsuche_.At("1-100-S").entry["gehalt"] = 3;
  jobsuche_.At("1-101-S").entry["gehalt"] = 3;
  jobsuche_.At("1-101-S").entry.erase("modifikationsTimestamp");
  jobsuche_.At("1-101-S").entry["externeUrl"] = nullptr;
  jobsuche_.At("1-102-S").details["arbeitszeitVollzeit"] = "JA";
  jobsuche_.At("1-102-S").details["bewerbungsweg"] = "POST";
  const FetchReport report = Fetch();
  EXPECT_THAT(
      report.drift,
      ElementsAre(FormatFinding{"details.arbeitszeitVollzeit", FormatChange::kOtherType, 1},
                  FormatFinding{"details.bewerbungsweg", FormatChange::kUnknown, 1},
                  FormatFinding{"search.gehalt", FormatChange::kUnknown, 2},
                  FormatFinding{"search.modifikationsTimestamp", FormatChange::kMissing, 1}));
}

TEST_F(FetchTest, SearchThatIsTooLargeIsSaidToBe) {
  settings_.query.page_size = 100;
  Offer(1);
  jobsuche_.total = 12'000;
  const FetchReport report = Fetch();
  EXPECT_FALSE(report.complete);
  EXPECT_THAT(report.incomplete, AllOf(HasSubstr("of 12000"), HasSubstr("at most 10000")));
}

// ---- The journal ----

TEST_F(FetchTest, JournalOutlivesALineThatWasCutOff) {
  Offer(2);
  Fetch();
  std::ofstream(JournalPath(), std::ios::app) << "{\"kind\": \"vac";
  jobsuche_.count = 0;
  EXPECT_THAT(Fetch().status, IsOk());
  EXPECT_EQ(jobsuche_.count, 1);
}

TEST_F(FetchTest, JournalThatIsNoneIsNamed) {
  std::ofstream(JournalPath()) << "id,title\n";
  EXPECT_THAT(FetchJournal::Open(JournalPath(), FetchJournal::Mode::kKeep).status(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("line 1")));
}

// ---- Real records ----

TEST_F(FetchTest, RealDetailsAreServedReadAndHaveNoUnknownFields) {
  const char* folder = std::getenv("PASSUNG_REAL_DATA");
  if (folder == nullptr || *folder == '\0') {
    std::cout << "PASSUNG_REAL_DATA is not set: nothing to read\n";
    return;
  }
  std::ifstream file(absl::StrCat(folder, "/ba_api/jobdetails_v4_sample.json"));
  Json records = Json::parse(file);
  ASSERT_THAT(records, SizeIs(4));
  for (Json& record : records) {
    record.erase("_language_phrase");  // of the collector, not of the service
    const std::string reference = record["referenznummer"];
    jobsuche_.Put(reference, record["stellenangebotsTitel"], record["aenderungsdatum"]);
    jobsuche_.At(reference).details = record;
  }
  const FetchReport report = Fetch();
  ASSERT_THAT(report.status, IsOk());
  EXPECT_THAT(report.drift, IsEmpty());
  EXPECT_EQ(report.listed, 4);
  EXPECT_EQ(report.import.refused, 2);  // Austria
  EXPECT_EQ(CountStored(), 2);
  EXPECT_EQ(Stored("18069-44315679-715-S").places[0].district->ToString(), "14612");
  // What was refused and has not changed is not asked for again.
  jobsuche_.count = 0;
  EXPECT_EQ(Fetch().unchanged, 4);
  EXPECT_EQ(jobsuche_.count, 2);
}

}  // namespace
}  // namespace passung::server
