#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/ingest.h"
#include "tests/support/offer_builder.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

OfferImport ImportedCsv(absl::string_view text) {
  absl::StatusOr<OfferImport> import = ImportOffers(text, *Knowledge::BuiltIn());
  EXPECT_THAT(import, IsOk());
  return import.ok() ? *std::move(import) : OfferImport();
}

std::string ProblemsOfCsv(const OfferImport& import, size_t record = 0) {
  std::string all;
  for (const RecordProblem& problem : import.report.records.at(record).problems) {
    absl::StrAppend(&all, problem.field, ": ", problem.reason, "\n");
  }
  return all;
}

TEST(OfferCsvTest, EveryColumnIsRead) {
  const OfferImport import = ImportedCsv(
      "id;kind;title;provider;description;gaps;reasons;audiences;level_from;level_to;skills;"
      "occupations;licences;school;places;districts;channels;languages;start;end;apply_until;"
      "any_time;hours;places_total;places_left;employed;admission;months_before;cost_euros;office;"
      "papers;phone;website;valid_from;valid_to;closed;checked;source;source_reference;test_data\n"
      "b2;vocational_german;Deutsch B2;VHS;Kurs;german|orientation;language_short;mentee|mentor;"
      "B1;B2;speaking|writing;813|82102;driving_b;hauptschule;"
      "14612:plz=01067:town=Dresden:lat=51.05:lon=13.74|14628;14612|14628;on_site|online;de uk;"
      "2026-03-01;01.09.2026;2026-02-20;ja;20-25;20;4;nein;vocational_german;7;0;Jobcenter Dresden;"
      "Ausweis|Zeugnis;0351 1;https://example.org;2026-01-01;2026-12-31;nein;2026-02-01;Liste;17;"
      "ja\n");
  EXPECT_EQ(ProblemsOfCsv(import), "");
  EXPECT_THAT(import.report.problems, IsEmpty());
  ASSERT_EQ(import.offers.size(), 1u);
  const Offer& offer = import.offers[0];
  EXPECT_EQ(offer.kind, OfferKind::kVocationalGerman);
  EXPECT_THAT(offer.gaps, ElementsAre(GapKind::kGerman, GapKind::kOrientation));
  EXPECT_THAT(offer.reasons, ElementsAre(Reason::kLanguageShort));
  EXPECT_THAT(offer.audiences, ElementsAre(OfferAudience::kMentee, OfferAudience::kMentor));
  EXPECT_EQ(offer.level_from, LanguageLevel::kB1);
  EXPECT_EQ(offer.level_to, LanguageLevel::kB2);
  EXPECT_THAT(offer.skills, ElementsAre(LanguageSkill::kSpeaking, LanguageSkill::kWriting));
  ASSERT_EQ(offer.occupations.size(), 2u);
  EXPECT_EQ(offer.occupations[0].ToString(), "813");
  EXPECT_THAT(offer.licences, ElementsAre(LicenceKind::kDrivingB));
  EXPECT_EQ(offer.school, SchoolCertificate::kHauptschule);
  ASSERT_EQ(offer.places.size(), 2u);
  EXPECT_EQ(offer.places[0].district, Ags("14612"));
  EXPECT_EQ(offer.places[0].postal_code, "01067");
  EXPECT_EQ(offer.places[0].town, "Dresden");
  EXPECT_EQ(offer.places[0].point->latitude_e6, 51'050'000);
  EXPECT_EQ(offer.districts.size(), 2u);
  EXPECT_THAT(offer.channels, ElementsAre(OfferChannel::kOnSite, OfferChannel::kOnline));
  EXPECT_THAT(offer.languages, ElementsAre("de", "uk"));
  EXPECT_EQ(offer.start, Day("2026-03-01"));
  EXPECT_EQ(offer.end, Day("2026-09-01"));
  EXPECT_EQ(offer.apply_until, Day("2026-02-20"));
  EXPECT_TRUE(offer.any_time);
  EXPECT_EQ(offer.hours, (WeeklyHours{20, 25}));
  EXPECT_EQ(offer.places_total, 20);
  EXPECT_EQ(offer.places_left, 4);
  EXPECT_EQ(offer.employed, false);
  EXPECT_EQ(offer.admission, "vocational_german");
  EXPECT_EQ(offer.months_before, 7);
  EXPECT_EQ(offer.cost_euros, 0);
  EXPECT_EQ(offer.office, "Jobcenter Dresden");
  EXPECT_THAT(offer.papers, ElementsAre("Ausweis", "Zeugnis"));
  EXPECT_EQ(offer.valid.until, Day("2026-12-31"));
  EXPECT_EQ(offer.checked, Day("2026-02-01"));
  EXPECT_EQ(offer.source, "Liste");
  EXPECT_TRUE(offer.test_data);
  EXPECT_EQ(import.report.format, "csv");
}

TEST(OfferCsvTest, AnIdAndAKindAreEnough) {
  const OfferImport import = ImportedCsv("id,kind\no1,partner\n");
  ASSERT_EQ(import.offers.size(), 1u);
  EXPECT_EQ(import.offers[0].source, "csv");
  EXPECT_EQ(import.report.accepted, 1);
}

TEST(OfferCsvTest, OneBadRecordNeverStopsTheRest) {
  const OfferImport import = ImportedCsv(
      "id,kind,level_to\n"
      "o1,course,B2\n"
      "o2,german_course,B2\n"
      "o2,german_course,B2\n"
      ",german_course,B2\n"
      "o5,german_course,B7\n"
      "o6,german_course\n"
      "o7,german_course,B2,x\n");
  std::vector<RecordVerdict> verdicts;
  for (const RecordReport& record : import.report.records) verdicts.push_back(record.verdict);
  EXPECT_THAT(verdicts, ElementsAre(RecordVerdict::kRefused, RecordVerdict::kAccepted,
                                    RecordVerdict::kRefused, RecordVerdict::kRefused,
                                    RecordVerdict::kAcceptedWithWarnings,
                                    RecordVerdict::kAcceptedWithWarnings, RecordVerdict::kRefused));
  EXPECT_THAT(ProblemsOfCsv(import, 0), HasSubstr("\"course\" is not a kind of offer"));
  EXPECT_THAT(ProblemsOfCsv(import, 2), HasSubstr("stands already on line 3"));
  EXPECT_THAT(ProblemsOfCsv(import, 4), HasSubstr("\"B7\" is not one of"));
  EXPECT_EQ(import.report.records[4].line, 6);
}

// Left out, it would look open to more people than it is.
TEST(OfferCsvTest, WhatLimitsWhoMayTakePartIsReadOrTheRecordIsRefused) {
  for (const auto& [column, value] :
       {std::pair("level_from", "B7"), std::pair("districts", "Leipzig"),
        std::pair("occupations", "Pflege"), std::pair("employed", "vielleicht"),
        std::pair("apply_until", "bald"), std::pair("valid_to", "31.2."), std::pair("closed", "?"),
        std::pair("admission", "a b")}) {
    const OfferImport import =
        ImportedCsv(absl::StrCat("id,kind,", column, "\no1,german_course,", value, "\n"));
    EXPECT_THAT(import.offers, IsEmpty()) << column;
    EXPECT_THAT(ProblemsOfCsv(import), HasSubstr(column)) << column;
  }
}

TEST(OfferCsvTest, ASchemeThatIsNotThereIsKeptAndReported) {
  const OfferImport import = ImportedCsv("id,kind,admission\no1,german_course,my_scheme\n");
  ASSERT_EQ(import.offers.size(), 1u);
  EXPECT_EQ(import.offers[0].admission, "my_scheme");
  EXPECT_THAT(ProblemsOfCsv(import), HasSubstr("who is admitted counts as unknown"));
}

TEST(OfferCsvTest, FactsThatContradictEachOtherAreRefused) {
  const OfferImport import = ImportedCsv(
      "id,kind,level_from,level_to,places_total,places_left\n"
      "o1,german_course,B2,B1,,\n"
      "o2,german_course,,,3,4\n");
  EXPECT_THAT(import.offers, IsEmpty());
  EXPECT_THAT(ProblemsOfCsv(import, 0), HasSubstr("is not above level_from"));
  EXPECT_THAT(ProblemsOfCsv(import, 1), HasSubstr("more than places_total"));
}

TEST(OfferCsvTest, AFileWithoutTheNeededColumnsIsRefused) {
  const auto& knowledge = *Knowledge::BuiltIn();
  EXPECT_THAT(ImportOffers("id,title\no1,x\n", knowledge),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("\"kind\"")));
  EXPECT_THAT(ImportOffers("", knowledge), StatusIs(StatusCode::kInvalidArgument));
}

TEST(OfferCsvTest, UnknownColumnsAreNamedOnce) {
  const OfferImport import = ImportedCsv("id,kind,colour\no1,partner,red\no2,partner,blue\n");
  ASSERT_EQ(import.report.problems.size(), 1u);
  EXPECT_THAT(import.report.problems[0].reason, HasSubstr("colour"));
  EXPECT_EQ(import.report.accepted, 2);
}

}  // namespace
}  // namespace passung
