#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "passung/gap.h"
#include "passung/offer.h"
#include "tests/support/offer_builder.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using absl::StatusCode;
using testing::HasSubstr;
using Edit = void (*)(Offer&);

Offer StatedOffer() {
  Offer offer = AnOffer("o1", OfferKind::kVocationalGerman)
                    .Teaches(LanguageLevel::kB1, LanguageLevel::kB2)
                    .In("14612")
                    .OnlyFor("14612")
                    .By(OfferChannel::kOnSite)
                    .Speaking("de")
                    .For("813")
                    .Admitting("vocational_german")
                    .Starting("2026-03-01")
                    .WithPlaces(3);
  offer.end = Day("2026-09-01");
  offer.places_total = 20;
  offer.papers = {"Ausweis"};
  offer.hours = WeeklyHours{20, 25};
  offer.months_before = 7;
  offer.cost_euros = 0;
  return offer;
}

void ExpectOfferFaults(const std::vector<std::pair<Edit, std::string>>& cases) {
  for (const auto& [edit, message] : cases) {
    Offer offer = StatedOffer();
    edit(offer);
    EXPECT_THAT(Validate(offer), StatusIs(StatusCode::kInvalidArgument, HasSubstr(message)));
  }
}

TEST(ValidateOfferTest, AnIdIsEnoughAndEverythingStatedIsFine) {
  Offer offer;
  offer.id.value = "o";
  EXPECT_OK(Validate(offer));
  EXPECT_OK(Validate(StatedOffer()));
}

TEST(ValidateOfferTest, RefusesByFieldAndValue) {
  ExpectOfferFaults(
      {{[](Offer& o) { o.id.value = "a/b"; }, "id \"a/b\" is not 1 to 63"},
       {[](Offer& o) { o.kind = static_cast<OfferKind>(18); }, "kind \"18\""},
       {[](Offer& o) { o.title = std::string(301, 'x'); }, "title \"xxx"},
       {[](Offer& o) { o.provider = "\xFF"; }, "provider \"\\xff\" is not valid UTF-8"},
       {[](Offer& o) { o.description = std::string(2001, 'x'); }, "allowed are 2000"},
       {[](Offer& o) { o.gaps = {static_cast<GapKind>(13)}; }, "gaps[0] \"13\""},
       {[](Offer& o) { o.level_to = LanguageLevel::kNone; }, "level_to \"none\" is no level"},
       {[](Offer& o) { o.level_to = LanguageLevel::kB1; }, "level_to \"B1\" is not above"},
       {[](Offer& o) { o.places.resize(17); }, "places \"17\" entries, allowed are 16"},
       {[](Offer& o) { o.districts = {DistrictCode::FromNumber(99)}; }, "districts[0]"},
       {[](Offer& o) { o.languages = {"Deutsch"}; }, "languages[0] \"Deutsch\""},
       {[](Offer& o) { o.end = Day("2026-02-28"); }, "end \"2026-02-28\" lies before start"},
       {[](Offer& o) { o.places_left = 21; }, "places_left \"21\" is more than places_total"},
       {[](Offer& o) { o.places_left = -1; }, "places_left \"-1\" is not 0 to"},
       {[](Offer& o) { o.months_before = 121; }, "months_before \"121\""},
       {[](Offer& o) { o.cost_euros = -1; }, "cost_euros \"-1\""},
       {[](Offer& o) { o.admission = "a b"; }, "admission \"a b\""},
       {[](Offer& o) { o.papers.resize(17); }, "papers \"17\" entries"},
       {[](Offer& o) { o.papers = {std::string(201, 'x')}; }, "papers[0] \"xxx"},
       {[](Offer& o) { o.phone = std::string(65, '1'); }, "phone \"111"},
       {[](Offer& o) {
          o.hours = WeeklyHours{0, 5};
        },
        "hours.min \"0\""},
       {[](Offer& o) { o.checked = Date::FromDays(99'999); }, "checked \"99999\""},
       {[](Offer& o) {
          o.valid = {Day("2026-02-02"), Day("2026-02-01")};
        },
        "valid.until"}});
}

TEST(ValidateGapTest, WhatItIsAboutIsGivenForItsKindOnly) {
  const auto fault = [](Gap gap) { return std::string(Validate(gap).message()); };
  EXPECT_OK(Validate(AGap(GapKind::kTravel)));
  EXPECT_OK(Validate(GermanGap({}, German(LanguageLevel::kB1))));
  EXPECT_THAT(fault(AGap(GapKind::kGerman)), HasSubstr("needs"));
  EXPECT_THAT(fault(AGap(GapKind::kLicence)), HasSubstr("licence \"\" must be given for kind"));
  EXPECT_THAT(fault(AGap(GapKind::kSchool)), HasSubstr("school"));
  Gap gap = GermanGap({}, German(LanguageLevel::kB1));
  gap.kind = GapKind::kTravel;
  EXPECT_THAT(fault(gap), HasSubstr("kind of gap without levels"));
  gap = AGap(GapKind::kTravel);
  gap.licence = LicenceKind::kDrivingB;
  EXPECT_THAT(fault(gap), HasSubstr("licence \"driving_b\" must be given for kind licence"));
  gap = AGap(static_cast<GapKind>(99));
  EXPECT_THAT(fault(gap), HasSubstr("kind \"99\""));
}

TEST(GapsOfOfferTest, TheUsualGapsOfAKindStandWhereNoneAreNamed) {
  Offer offer = StatedOffer();
  EXPECT_EQ(GapsOf(offer), GapBit(GapKind::kGerman));
  offer.gaps = {GapKind::kOrientation, GapKind::kTravel};
  EXPECT_EQ(GapsOf(offer), GapBit(GapKind::kOrientation) | GapBit(GapKind::kTravel));
}

TEST(GapKindOfTest, ReasonsWithoutAnObstacleHaveNone) {
  for (const Reason reason : {Reason::kNone, Reason::kWorkAllowed, Reason::kLanguageEnough,
                              Reason::kVacancyOpen, Reason::kNotExcluded}) {
    EXPECT_EQ(GapKindOf(reason), std::nullopt) << Name(reason);
  }
  EXPECT_EQ(GapKindOf(Reason::kLanguageShort), GapKind::kGerman);
  EXPECT_EQ(GapKindOf(Reason::kRecognitionRequired), GapKind::kRecognition);
  EXPECT_EQ(GapKindOf(Reason::kWorkNotAllowed), GapKind::kWorkPermission);
}

}  // namespace
}  // namespace passung
