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

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(MenteeCsvTest, EveryColumnIsRead) {
  const MenteeImport import = ImportedMentees(
      "id;district;postal_code;lat;lon;homes;qualifications;experiences;wishes;german;other_"
      "languages;"
      "schools;licences;skills;has_car;max_travel_minutes;travel_times;hours;windows;available_"
      "from;track;"
      "excluded_occupations;excluded_conditions;movement_limits;residence;residence_obligations;"
      "jobs\n"
      "M-1;14713;04103;51,34;12,37;14511:plz=09111:from=2026-09-01;"
      "25104:dqr=7:year=2015:outcome=open:step=filed:reference=25104:recognition_from=2025-05-01"
      ":outcome=full:step=decided:recognition_from=2026-04-01;"
      "51311:months=30|Koch/Köchin:months=5;62102|29302;B1:proof=certified:proof_date=2025-12-01|"
      "B2:from=2026-09-01;ar,en;abitur:years=12;driving_b:until=2026-12-31|forklift;K1|K2;ja;60;"
      "04103:minutes=25|09111:minutes=90;20-30;mo-fr 08:00-14:00;01.03.2026;employment;54|621;"
      "night_work|minijob;none;s25_2:housing=municipality:bar=none:note=allowed:stay_since=2019-05-"
      "01"
      ":document_until=2027-01-01;14:until=2026-12-31;51311:hours=38:from=2026-03-01|unknown:level="
      "1\n");
  ASSERT_THAT(import.mentees, SizeIs(1));
  EXPECT_EQ(import.report.accepted, 1) << Problems(import.report.records[0]);
  const MenteeFacts& facts = import.mentees[0].facts;
  ASSERT_THAT(facts.homes, SizeIs(2));
  EXPECT_EQ(facts.homes[0].postal_code, "04103");
  EXPECT_EQ(facts.homes[1].valid.from->ToString(), "2026-09-01");
  ASSERT_THAT(facts.qualifications, SizeIs(1));
  EXPECT_EQ(facts.qualifications[0].dqr_level, 7);
  ASSERT_THAT(facts.qualifications[0].recognitions, SizeIs(2));
  EXPECT_EQ(facts.qualifications[0].recognitions[0].step, RecognitionStep::kFiled);
  EXPECT_EQ(facts.qualifications[0].recognitions[1].outcome, RecognitionOutcome::kFull);
  ASSERT_THAT(facts.experiences, SizeIs(2));
  EXPECT_EQ(facts.experiences[1].occupation.ToString(), "29302");
  EXPECT_THAT(facts.wishes, SizeIs(2));
  ASSERT_THAT(facts.german, SizeIs(2));
  EXPECT_EQ(facts.german[0].proof, LanguageProof::kCertified);
  EXPECT_THAT(facts.other_languages, ElementsAre("ar", "en"));
  EXPECT_EQ(facts.schools[0].years, 12);
  EXPECT_THAT(*facts.licences, SizeIs(2));
  EXPECT_THAT(*facts.skills, SizeIs(2));
  EXPECT_EQ(facts.has_car, true);
  EXPECT_EQ(facts.max_travel_minutes, 60);
  EXPECT_EQ(facts.travel_times[1].minutes, 90);
  EXPECT_EQ(facts.hours[0].hours, (WeeklyHours{20, 30}));
  EXPECT_THAT(*facts.hours[0].windows, SizeIs(5));
  EXPECT_EQ(facts.available_from->ToString(), "2026-03-01");
  EXPECT_EQ(facts.track, Track::kEmployment);
  EXPECT_THAT(facts.exclusions.occupations, SizeIs(2));
  EXPECT_THAT(facts.exclusions.conditions, SizeIs(2));
  EXPECT_FALSE(facts.movement_limits[0].limited);
  const Residence& residence = import.mentees[0].residence;
  EXPECT_EQ(residence.titles[0].status, ResidenceStatus::kS25_2);
  EXPECT_EQ(residence.titles[0].document_until->ToString(), "2027-01-01");
  EXPECT_TRUE(residence.obligations[0].limited);
  const std::vector<Job>& jobs = import.mentees[0].jobs;
  ASSERT_THAT(jobs, SizeIs(2));
  EXPECT_EQ(jobs[0].occupation->ToString(), "51311");
  EXPECT_EQ(jobs[0].weekly_hours, 38);
  EXPECT_EQ(jobs[0].valid.from->ToString(), "2026-03-01");
  EXPECT_FALSE(jobs[1].occupation);
  EXPECT_EQ(jobs[1].requirement_level, 1);
}

TEST(MenteeCsvTest, PersonOfWhomNothingIsKnownIsAccepted) {
  const MenteeImport import = ImportedMentees("id\nM-1\n");
  EXPECT_EQ(import.report.accepted, 1);
  EXPECT_EQ(import.mentees[0].facts, MenteeFacts());
}

TEST(MenteeCsvTest, NoneIsNotUnknown) {
  const MenteeImport import =
      ImportedMentees("id,licences,skills\n1,none,none\n2,,\n3,flying,a b\n");
  EXPECT_THAT(*import.mentees[0].facts.licences, IsEmpty());
  EXPECT_FALSE(import.mentees[1].facts.licences.has_value());
  EXPECT_FALSE(import.mentees[2].facts.licences.has_value());
  EXPECT_FALSE(import.mentees[2].facts.skills.has_value());
}

TEST(MenteeCsvTest, FaultyFactIsLeftOutAndNamed) {
  const MenteeImport import = ImportedMentees(
      "id,german,qualifications,residence,windows,movement_limits\n"
      "1,C3,25104:dqr=9:colour=red|nobody,s99,mo-xx 8-9,99\n");
  ASSERT_THAT(import.mentees, SizeIs(1));
  const MenteeFacts& facts = import.mentees[0].facts;
  EXPECT_THAT(facts.german, IsEmpty());
  ASSERT_THAT(facts.qualifications, SizeIs(1));
  EXPECT_FALSE(facts.qualifications[0].dqr_level.has_value());
  EXPECT_THAT(facts.hours, IsEmpty());
  EXPECT_THAT(facts.movement_limits, IsEmpty());
  const std::string problems = Problems(import.report.records[0]);
  for (const char* part :
       {"german: \"C3\"", "\"9\" is not a whole number from 1 to 8", "detail \"colour\"",
        "entry \"nobody\" is left out", "residence: \"s99\"", "windows: \"mo-xx 8-9\"",
        "movement_limits: \"99\""}) {
    EXPECT_THAT(problems, HasSubstr(part));
  }
}

TEST(MenteeCsvTest, DuplicateAndMissingIdsAreRefused) {
  const MenteeImport import = ImportedMentees("id,track\n1,training\n1,training\n,training\n");
  EXPECT_EQ(import.report.refused, 2);
  EXPECT_THAT(import.mentees, SizeIs(1));
}

TEST(MenteeCsvTest, TableWithoutIdIsRefusedAsAWhole) {
  const FakeKnowledge knowledge;
  EXPECT_THAT(ImportMentees("name\nx\n", knowledge),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("\"id\"")));
  EXPECT_THAT(ImportMentees("", knowledge), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace passung
