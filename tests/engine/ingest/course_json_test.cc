#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "passung/ingest.h"
#include "tests/support/offer_builder.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

OfferImport Imported(absl::string_view text) {
  absl::StatusOr<OfferImport> import = ImportOffers(text, *Knowledge::BuiltIn());
  EXPECT_THAT(import, IsOk());
  return import.ok() ? *std::move(import) : OfferImport();
}

std::string ProblemsOf(const OfferImport& import, size_t record = 0) {
  std::string all;
  for (const RecordProblem& problem : import.report.records.at(record).problems) {
    absl::StrAppend(&all, problem.field, ": ", problem.reason, "\n");
  }
  return all;
}

// A date of a course in the shape of the interface's description, invented.
constexpr char kCourse[] = R"({
  "id": 134023869,
  "unterrichtsform": {"id": 1, "bezeichnung": "Vor-Ort-Vollzeit"},
  "kostenWert": "0.00", "kostenWaehrung": "EUR",
  "beginn": 1772406000000, "ende": 1788127200000,
  "teilnehmerMax": 25, "aktualisierungsdatum": "1769900400000",
  "individuellerEinstieg": false, "anmeldeschluss": "1771455600000",
  "angebot": {
    "titel": "DeuFöV - B2 - nichtakademische Gesundheitsberufe",
    "inhalt": "<p>Deutsch für<br/>die Pflege</p>",
    "bildungsanbieter": {"name": "Sprachschule Elbe", "telefonVorwahl": "0351",
                         "telefonDurchwahl": "123"},
    "systematiken": [{"id": 1, "codeNr": "MC 01 3"}, {"id": 130174, "codeNr": "MC 03"}]
  },
  "adresse": {"ortStrasse": {"plz": "01067", "name": "Dresden, Elbe",
                             "land": {"name": "Sachsen", "code": "SAC"}},
              "koordinaten": {"lat": 51.05, "lon": 13.74}}
})";

std::string Page(const std::vector<std::string>& courses) {
  std::string list;
  for (const std::string& course : courses) {
    absl::StrAppend(&list, list.empty() ? "" : ",", course);
  }
  return absl::StrCat(R"({"_embedded": {"termine": [)", list,
                      R"(]}, "page": {"size": 20, "totalElements": 3}})");
}

TEST(CourseJsonTest, ACourseOfAPageBecomesAnOffer) {
  const OfferImport import = Imported(Page({kCourse}));
  EXPECT_EQ(import.report.format, "berufssprachkurssuche");
  ASSERT_EQ(import.offers.size(), 1u) << ProblemsOf(import);
  EXPECT_EQ(ProblemsOf(import), "");
  const Offer& offer = import.offers[0];
  EXPECT_EQ(offer.id.value, "bsk-134023869");
  EXPECT_EQ(offer.kind, OfferKind::kVocationalGerman);
  EXPECT_EQ(offer.admission, "vocational_german");
  EXPECT_EQ(offer.level_from, LanguageLevel::kB1);
  EXPECT_EQ(offer.level_to, LanguageLevel::kB2);
  EXPECT_EQ(offer.description, "Deutsch für die Pflege");
  EXPECT_EQ(offer.provider, "Sprachschule Elbe");
  EXPECT_EQ(offer.phone, "0351 123");
  // Midnight in Germany, in winter and in summer.
  EXPECT_EQ(offer.start, Day("2026-03-02"));
  EXPECT_EQ(offer.end, Day("2026-08-31"));
  EXPECT_EQ(offer.apply_until, Day("2026-02-19"));
  EXPECT_EQ(offer.checked, Day("2026-02-01"));
  EXPECT_EQ(offer.places_total, 25);
  EXPECT_EQ(offer.places_left, std::nullopt);
  EXPECT_EQ(offer.cost_euros, 0);
  ASSERT_EQ(offer.places.size(), 1u);
  EXPECT_EQ(offer.places[0].district, Ags("14612"));
  EXPECT_EQ(offer.places[0].town, "Dresden");
  EXPECT_EQ(offer.places[0].point->latitude_e6, 51'050'000);
  EXPECT_THAT(offer.channels, ElementsAre(OfferChannel::kOnSite));
}

TEST(CourseJsonTest, PagesLinesAndSingleCoursesAreRead) {
  const std::string other = absl::StrReplaceAll(kCourse, {{"134023869", "2"}});
  EXPECT_EQ(Imported(Page({kCourse, other})).offers.size(), 2u);
  EXPECT_EQ(Imported(kCourse).offers.size(), 1u);
  EXPECT_EQ(Imported(absl::StrCat("[", kCourse, ",", other, "]")).offers.size(), 2u);
  EXPECT_EQ(Imported(absl::StrCat("[", Page({kCourse}), ",", Page({other}), "]")).offers.size(),
            2u);
}

TEST(CourseJsonTest, KindAndLevelComeFromTheCodeThenFromTheTitle) {
  const auto offer = [](absl::string_view code, absl::string_view title) {
    const OfferImport import = Imported(absl::StrReplaceAll(
        kCourse, {{R"({"id": 1, "codeNr": "MC 01 3"}, {"id": 130174, "codeNr": "MC 03"})",
                   absl::StrCat(R"({"codeNr": ")", code, R"("})")},
                  {"DeuFöV - B2 - nichtakademische Gesundheitsberufe", title}}));
    return import.offers.empty() ? Offer() : import.offers[0];
  };
  EXPECT_EQ(offer("MC 01 1", "x").level_to, LanguageLevel::kA2);
  EXPECT_EQ(offer("MC 01 5", "x").level_from, LanguageLevel::kC1);
  EXPECT_EQ(offer("MC 02", "Spezialkurs A2 bis B1").level_to, LanguageLevel::kB1);
  EXPECT_EQ(offer("MC 02", "Spezialkurs A2 bis B1").level_from, LanguageLevel::kA2);
  EXPECT_EQ(offer("MC 02", "Spezialkurs").level_to, std::nullopt);
  EXPECT_EQ(offer("MB", "Integrationskurs").kind, OfferKind::kIntegrationCourse);
  EXPECT_EQ(offer("MB", "Integrationskurs").level_to, LanguageLevel::kB1);
  EXPECT_EQ(offer("MB", "Integrationskurs").admission, "integration_course");
  EXPECT_EQ(offer("MQ", "Anpassungslehrgang").kind, OfferKind::kAdaptation);
  EXPECT_EQ(offer("A8 01", "Migration").kind, OfferKind::kPartner);
}

TEST(CourseJsonTest, WhatIsOfferedMustBeKnown) {
  const OfferImport import =
      Imported(absl::StrReplaceAll(kCourse, {{"MC 01 3", "ZZ"}, {"MC 03", "ZZ 1"}}));
  EXPECT_THAT(import.offers, IsEmpty());
  EXPECT_THAT(ProblemsOf(import), HasSubstr("angebot.systematiken"));
}

TEST(CourseJsonTest, ACourseWithoutANumberIsRefusedAndTheOthersAreRead) {
  const std::string nameless = absl::StrReplaceAll(kCourse, {{"\"id\": 134023869,", ""}});
  const OfferImport import = Imported(Page({nameless, kCourse}));
  EXPECT_EQ(import.offers.size(), 1u);
  EXPECT_EQ(import.report.refused, 1);
  EXPECT_EQ(import.report.records[0].line, 1);
  EXPECT_EQ(import.report.records[1].id, "bsk-134023869");
}

TEST(CourseJsonTest, CoordinatesThatWereMixedUpArePutRightAndOthersLeftOut) {
  const OfferImport swapped = Imported(absl::StrReplaceAll(
      kCourse, {{"\"lat\": 51.05, \"lon\": 13.74", "\"lat\": 13.74, \"lon\": 51.05"}}));
  EXPECT_EQ(swapped.offers.at(0).places[0].point->latitude_e6, 51'050'000);
  // As in the interface's own example.
  const OfferImport abroad = Imported(absl::StrReplaceAll(
      kCourse, {{"\"lat\": 51.05, \"lon\": 13.74", "\"lat\": 19.440563, \"lon\": 41.038883"}}));
  EXPECT_EQ(abroad.offers.at(0).places[0].point, std::nullopt);
  EXPECT_THAT(ProblemsOf(abroad), HasSubstr("not in Germany"));
}

TEST(CourseJsonTest, DistanceLearningIsOnline) {
  const OfferImport import = Imported(
      absl::StrReplaceAll(kCourse, {{"{\"id\": 1, \"bezeichnung\"", "{\"id\": 5, \"b\""}}));
  EXPECT_THAT(import.offers.at(0).channels, ElementsAre(OfferChannel::kOnline));
}

TEST(CourseJsonTest, OddValuesAreReportedByTheirPath) {
  const OfferImport import =
      Imported(absl::StrReplaceAll(kCourse, {{"1772406000000", "\"morgen\""},
                                             {"\"teilnehmerMax\": 25", "\"teilnehmerMax\": -1"}}));
  ASSERT_EQ(import.offers.size(), 1u);
  EXPECT_EQ(import.offers[0].start, std::nullopt);
  EXPECT_THAT(ProblemsOf(import), HasSubstr("beginn: \"morgen\" is not milliseconds"));
  EXPECT_THAT(ProblemsOf(import), HasSubstr("teilnehmerMax"));
}

TEST(CourseJsonTest, AFileThatIsNoneIsRefused) {
  const auto& knowledge = *Knowledge::BuiltIn();
  EXPECT_THAT(ImportOffers("{broken", knowledge), StatusIs(StatusCode::kInvalidArgument));
  EXPECT_THAT(ImportOffers("[]", knowledge),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("no date of a course")));
}

}  // namespace
}  // namespace passung
