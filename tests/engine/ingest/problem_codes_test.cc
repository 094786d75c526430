// Each remark on a broken file as data: its code, and every value that its sentence speaks of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "passung/ingest.h"
#include "tests/engine/ingest/fake_knowledge.h"
#include "tests/engine/ingest/imported.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::Contains;
using testing::IsEmpty;

std::vector<RecordProblem> AllOf(const ImportReport& report) {
  std::vector<RecordProblem> all = report.problems;
  for (const RecordReport& record : report.records) {
    all.insert(all.end(), record.problems.begin(), record.problems.end());
  }
  return all;
}

std::vector<RecordProblem> OfVacancies(const std::string& text) {
  return AllOf(ImportedVacancies(text).report);
}
std::vector<RecordProblem> OfMentees(const std::string& text) {
  return AllOf(ImportedMentees(text).report);
}
std::vector<RecordProblem> OfOffers(const std::string& text) {
  const FakeKnowledge knowledge;
  const auto import = ImportOffers(text, knowledge);
  EXPECT_THAT(import, IsOk());
  return import.ok() ? AllOf(import->report) : std::vector<RecordProblem>();
}
std::vector<RecordProblem> OfOutcomes(const std::string& text) {
  const auto import = ImportOutcomes(text);
  EXPECT_THAT(import, IsOk());
  return import.ok() ? AllOf(import->report) : std::vector<RecordProblem>();
}

struct Broken {
  std::string text;
  ProblemCode code;
};

// `count` entries "a|a|…".
std::string Many(const std::string& entry, int count) {
  return absl::StrJoin(std::vector<std::string>(static_cast<size_t>(count), entry), "|");
}

// Values that its sentence speaks of and that it has not.
std::vector<std::string> GapsOf(const RecordProblem& problem) {
  std::vector<std::string> gaps;
  const auto look = [&](absl::string_view pattern) {
    for (const absl::string_view part : absl::StrSplit(pattern, '{')) {
      const size_t end = part.find('}');
      if (end == absl::string_view::npos) continue;
      const absl::string_view name = part.substr(0, end);
      const bool there = name == "allowed" ? problem.allowed.has_value()
                                           : absl::c_any_of(problem.values, [&](const auto& value) {
                                               return value.name == name;
                                             });
      if (!there) gaps.emplace_back(name);
    }
  };
  look(PatternOf(problem.code));
  if (problem.allowed) look(PatternOf(*problem.allowed));
  return gaps;
}

// Every remark has a code of its own, and a sentence without gaps; one of them is the expected one.
void ExpectCoded(const std::vector<RecordProblem>& problems, const Broken& broken) {
  std::vector<ProblemCode> codes;
  for (const RecordProblem& problem : problems) {
    codes.push_back(problem.code);
    EXPECT_NE(problem.code, ProblemCode::kOther) << problem.reason;
    EXPECT_THAT(GapsOf(problem), IsEmpty()) << problem.reason;
  }
  EXPECT_THAT(codes, Contains(broken.code)) << Name(broken.code) << "\n" << broken.text;
}

TEST(ProblemCodesTest, VacanciesAreRemarkedOnByCode) {
  const std::string long_title(400, 'x');
  for (const Broken& broken : std::vector<Broken>{
           {"id,title,colour\n1,Koch,rot\n", ProblemCode::kColumnUnknown},
           {"id,title,id\n1,Koch,2\n", ProblemCode::kColumnTwice},
           {"id,title\n1,\"Koch\n2,Koch\n", ProblemCode::kQuoteOpen},
           {"id,title\n1,Koch,2\n", ProblemCode::kValuesTooMany},
           {"id,title\n1", ProblemCode::kRecordCutOff},
           {"id,title,town\n1,Koch\n", ProblemCode::kValuesMissing},
           {"id,title,kind\n1,Koch,work\n", ProblemCode::kNotAllowed},
           {"id,title\n,Koch\n", ProblemCode::kNotAccepted},
           {"id,title,district,postal_code\n1,Koch,14713,4103\n", ProblemCode::kZeroRestored},
           {"id,title\n1,Köch \xff und Bäcker\n", ProblemCode::kBytesNoText},
           {"id,title\n1," + long_title + "\n", ProblemCode::kTextCut},
           {"id,title\n1,Koch\n1,Koch\n", ProblemCode::kIdTwice},
           {"id,title,occupation\n1,,\n", ProblemCode::kTitleMissing},
           {"id,title,occupation\n1,Koch,Zauberer\n", ProblemCode::kOccupationUnknown},
           {"id,title,occupation\n1,Koch,62102|62102|62102|62102\n", ProblemCode::kOccupationsMany},
           {"id,title,district\n1,Koch," + Many("14713", 17) + "\n", ProblemCode::kPlacesMany},
           {"id,title,town\n1,Koch,Husum\n", ProblemCode::kDistrictUnknown},
           {"id,title,town,land\n1,Koch,Linz,Schweiz\n", ProblemCode::kPlaceAbroad},
           {"id,title,town,land\n1,Koch,Linz,Schweiz\n", ProblemCode::kOnlyPlaceAbroad},
           {"id,title,town\n1,Koch,Innsbruck\n", ProblemCode::kTownAbroad},
           {"id,title,town\n1,Koch,Innsbruck\n", ProblemCode::kOnlyTownAbroad},
           {"id,title,kind\n1,Aushilfe Küche,job\n", ProblemCode::kCasualTitle},
           {"id,title,kind\n1,Praktikant Küche,job\n", ProblemCode::kKindContradicted},
           {"id,title,hours_min\n1,Koch in Teilzeit,40\n", ProblemCode::kHoursContradicted},
           {"id,title,skills\n1,Koch,60111|60111\n", ProblemCode::kEntryTwice},
           {"id,title,licences\n1,Koch," + Many("forklift", 65) + "\n",
            ProblemCode::kEntriesTooMany},
           {"[{\"refnr\":\"1\",\"titel\":\"Koch\"},7]", ProblemCode::kJsonValue},
           {"[{\"refnr\":\"1\",\"titel\":\"Koch\"},[]]", ProblemCode::kJsonList},
           {"[{\"refnr\":\"1\",\"titel\":\"Koch\"},{", ProblemCode::kJsonInvalid},
           {"{\"refnr\":\"\",\"titel\":\"Koch\"}", ProblemCode::kReferenceMissing},
       }) {
    ExpectCoded(OfVacancies(broken.text), broken);
  }
}

TEST(ProblemCodesTest, MenteesAreRemarkedOnByCode) {
  for (const Broken& broken : std::vector<Broken>{
           {"id,german\n1,B1:colour=red\n", ProblemCode::kDetailUnknown},
           {"id,qualifications\n1,nobody\n", ProblemCode::kEntryWithoutOccupation},
           {"id,postal_code\n1,04103\n", ProblemCode::kHomeUnknown},
           {"{\"id\":\"1\",\"Deutsch\":\"B1\"}\n{\"id\":\"2\"}\n", ProblemCode::kFieldUnknown},
           {"{\"id\":\"1\",\"hours\":[{\"windows\":[\"x\"]}]}\n{\"id\":\"2\"}\n",
            ProblemCode::kEntryDeep},
           {"id,wishes\n1," + Many("62102", 17) + "\n", ProblemCode::kEntriesTooMany},
           {"id,german\n1," + Many("B1", 65) + "\n", ProblemCode::kEntriesTooMany},
           {"id,skills\n1,60111|60111\n", ProblemCode::kEntryTwice},
           {"id,german\n1,B1:from=2026-09-01:until=2026-01-01\n", ProblemCode::kEndsEarly},
       }) {
    ExpectCoded(OfMentees(broken.text), broken);
  }
}

TEST(ProblemCodesTest, OffersAreRemarkedOnByCode) {
  for (const Broken& broken : std::vector<Broken>{
           {"id,kind\no,\n", ProblemCode::kMissing},
           {"id,kind\no,course\n", ProblemCode::kNotAccepted},
           {"id,kind,occupations\no,german_course,Pflege\n", ProblemCode::kNotAccepted},
           {"id,kind,employed\no,german_course,vielleicht\n", ProblemCode::kLimitUnreadable},
           {"id,kind,admission\no,german_course,mine\n", ProblemCode::kSchemeUnknown},
           {"id,kind,admission\no,german_course,a b\n", ProblemCode::kNotAccepted},
           {"id,kind,papers\no,german_course," + Many("Pass", 17) + "\n", ProblemCode::kOnlyFirst},
           {"id,kind,level_to\no,german_course,none\n", ProblemCode::kLevelNone},
           {"id,kind,level_from,level_to\no,german_course,B2,B1\n", ProblemCode::kLevelNotAbove},
           {"id,kind,places_total,places_left\no,german_course,3,4\n", ProblemCode::kMoreThanAll},
           {"id,kind,start,end\no,german_course,2026-09-01,2026-08-01\n", ProblemCode::kEndsEarly},
       }) {
    ExpectCoded(OfOffers(broken.text), broken);
  }
}

TEST(ProblemCodesTest, OutcomesAreRemarkedOnByCode) {
  const std::string header = "mentee,vacancy,kind,date,placement,declined_by,decision\n";
  for (const Broken& broken : std::vector<Broken>{
           {header + "m,v,,2026-02-01,,,\n", ProblemCode::kMissing},
           {header + "m,v,proposed,bald,,,\n", ProblemCode::kUnreadable},
           {header + "m,v,proposed,2026-02-01,,,x\n", ProblemCode::kNotAccepted},
           {header + "m m,v,proposed,2026-02-01,,,\n", ProblemCode::kNotAccepted},
           {header + "m,,proposed,2026-02-01,,,\n", ProblemCode::kMissingForKind},
           {header + "m,v,proposed,2026-02-01,job,,\n", ProblemCode::kNotOfKind},
           {header + "m,,placed,2026-02-01,job,,7\n", ProblemCode::kDecisionAlone},
       }) {
    ExpectCoded(OfOutcomes(broken.text), broken);
  }
}

TEST(ProblemCodesTest, WhatTheModelForbidsNamesFieldValueAndLimit) {
  const std::vector<RecordProblem> problems = OfMentees("id,wishes\n1," + Many("62102", 17) + "\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].field, "facts.wishes");
  EXPECT_EQ(problems[0].reason, "\"17\" entries, allowed are 16");
  EXPECT_THAT(problems[0].values,
              testing::ElementsAre(ProblemValue{"value", "17"}, ProblemValue{"most", "16"}));
}

}  // namespace
}  // namespace passung
