#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "passung/ingest.h"
#include "tests/engine/ingest/fake_knowledge.h"
#include "tests/engine/ingest/imported.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// The same person as a row and as an object: both readers are one.
TEST(MenteeJsonTest, ObjectSaysWhatARowSays) {
  const MenteeImport row = ImportedMentees(
      "id;district;postal_code;german;experiences;other_languages;licences;has_car;max_travel_"
      "minutes;hours\n"
      "M1;14713;04103;B1:proof=certified:proof_date=2026-01-05|B2:from=2026-09-01;Koch/"
      "Köchin:months=30;ar, en;"
      "none;ja;60;20-30:windows=mo-fr 08:00-14:00\n");
  const MenteeImport json =
      ImportedMentees(R"json({"id": "M1", "district": 14713, "postal_code": "04103",
    "german": [{"value": "B1", "proof": "certified", "proof_date": "2026-01-05"}, "B2:from=2026-09-01"],
    "experiences": {"value": "Koch/Köchin", "months": 30}, "other_languages": ["ar", "en"], "licences": "none",
    "has_car": true, "max_travel_minutes": 60,
    "hours": [{"value": "20-30", "windows": "mo-fr 08:00-14:00"}]})json");
  ASSERT_THAT(row.mentees, SizeIs(1));
  ASSERT_THAT(json.mentees, SizeIs(1));
  EXPECT_EQ(json.report.format, "jsonl");
  EXPECT_EQ(json.report.accepted, 1) << Problems(json.report.records[0]);
  EXPECT_EQ(json.mentees[0], row.mentees[0]);
}

TEST(MenteeJsonTest, EveryLineIsARecordWithItsLine) {
  const MenteeImport import = ImportedMentees(
      "{\"id\": \"M1\", \"german\": \"B1\"}\n\n{\"id\": \"M2\", \"german\": \"Z9\"}\n{\"id\": "
      "\n{\"id\": \"M1\"}\n");
  ASSERT_THAT(import.report.records, SizeIs(4));
  EXPECT_EQ(import.report.records[1].line, 3);
  EXPECT_THAT(Problems(import.report.records[1]), AllOf(HasSubstr("german: "), HasSubstr("Z9")));
  EXPECT_THAT(Problems(import.report.records[2]), HasSubstr("not valid JSON"));
  EXPECT_THAT(Problems(import.report.records[3]), HasSubstr("stands already on line 1"));
  EXPECT_THAT(import.mentees, SizeIs(2));
}

TEST(MenteeJsonTest, UnknownFieldIsNamedOnceForTheFile) {
  const MenteeImport import = ImportedMentees(
      "{\"id\": \"M1\", \"Deutsch\": \"B1\"}\n{\"id\": \"M2\", \"Deutsch\": \"B1\"}\n");
  ASSERT_THAT(import.report.problems, SizeIs(1));
  EXPECT_EQ(import.report.problems[0].field, "Deutsch");
  EXPECT_EQ(import.report.accepted, 2);
}

TEST(MenteeJsonTest, WhatIsNestedTooDeeplyIsNamed) {
  const MenteeImport import =
      ImportedMentees(R"({"id": "M1", "hours": [{"value": "20", "windows": ["mo"]}]})");
  EXPECT_THAT(Problems(import.report.records[0]),
              AllOf(HasSubstr("hours[0].windows[0]"), HasSubstr("nested too deeply")));
}

TEST(MenteeJsonTest, TenEntriesKeepTheirOrder) {
  std::string list;
  for (int i = 0; i < 11; ++i) absl::StrAppend(&list, i == 0 ? "" : ",", "\"6010", i, "\"");
  const MenteeImport import =
      ImportedMentees(absl::StrCat(R"({"id": "M1", "skills": [)", list, "]}"));
  ASSERT_THAT(*import.mentees[0].facts.skills, SizeIs(11));
  EXPECT_EQ(import.mentees[0].facts.skills->at(10).id, "601010");
  EXPECT_EQ(import.mentees[0].facts.skills->at(2).id, "60102");
}

}  // namespace
}  // namespace passung
