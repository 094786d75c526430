// The offers of the acceptance stories: which help comes, in which order, and which must not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/engine.h"
#include "passung/offers.h"
#include "tests/support/offer_builder.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::ElementsAre;
using testing::Not;
using L = LanguageLevel;

// What a catalogue of offers in Saxony may look like.
std::vector<Offer> Catalogue() {
  return {
      AnOffer("babs", OfferKind::kLabourLawAdvice)
          .In("14612")
          .By(OfferChannel::kTelephone)
          .Speaking("de")
          .Speaking("pl")
          .Speaking("ro")
          .Admitting("labour_law_eu"),
      AnOffer("faire-integration", OfferKind::kLabourLawAdvice)
          .In("14612")
          .By(OfferChannel::kTelephone)
          .Speaking("de")
          .Speaking("ar")
          .Speaking("ro")
          .Admitting("labour_law_third_country"),
      AnOffer("integration-course", OfferKind::kIntegrationCourse)
          .Teaches(L::kNone, L::kB1)
          .In("14612")
          .Starting("2026-03-16")
          .WithPlaces(8)
          .Admitting("integration_course"),
      AnOffer("evening-course", OfferKind::kGermanCourse)
          .Teaches(L::kA1, L::kA2)
          .In("14612")
          .Starting("2026-05-04")
          .WithPlaces(5),
      AnOffer("b2-course", OfferKind::kVocationalGerman)
          .Teaches(L::kB1, L::kB2)
          .In("14612")
          .Starting("2026-03-02")
          .WithPlaces(4)
          .Admitting("vocational_german"),
      AnOffer("b2-nursing", OfferKind::kVocationalGerman)
          .Teaches(L::kB1, L::kB2)
          .In("14612")
          .For("813")
          .For("82102")
          .Starting("2026-03-02")
          .WithPlaces(4)
          .Admitting("vocational_german"),
      AnOffer("recognition-advice", OfferKind::kRecognitionAdvice).In("14612"),
      AnOffer("nursing-adaptation", OfferKind::kAdaptation).For("81302").In("14612"),
      AnOffer("stay-advice", OfferKind::kResidenceAdvice)
          .In("14524")
          .Admitting("stay_by_training")
          .Change([](Offer& offer) { offer.months_before = 7; }),
      AnOffer("licence-grant", OfferKind::kLicenceGrant).In("14730").Change([](Offer& offer) {
        offer.licences = {LicenceKind::kDrivingB, LicenceKind::kForklift};
      }),
      AnOffer("leaflet", OfferKind::kInformation)
          .By(OfferChannel::kOnline)
          .Speaking("ar")
          .Speaking("uk")
          .Change([](Offer& offer) {
            offer.reasons = {Reason::kPermitPending, Reason::kWorkPermissionNeeded};
          }),
  };
}

// Ids of all suggestions, gap by gap.
std::vector<std::string> Suggested(const Mentee& mentee, std::vector<Gap> gaps,
                                   Date day = StoryDay()) {
  const auto answers = SuggestOffers(*Knowledge::BuiltIn(), mentee, Catalogue(),
                                     {.as_of = day, .gaps = std::move(gaps)});
  std::vector<std::string> ids;
  for (const GapSuggestions& answer : answers.value()) {
    for (const OfferSuggestion& offer : answer.offers) ids.push_back(offer.offer.value);
  }
  return ids;
}

std::vector<Gap> Needs(const Mentee& mentee) {
  return NeedsOf(*Knowledge::BuiltIn(), mentee, StoryDay()).value();
}

std::vector<Gap> GapsBefore(const Mentee& mentee, const Vacancy& vacancy) {
  Engine engine;
  engine.Publish(BuildSnapshot({.knowledge = Knowledge::BuiltIn()}).value());
  const auto pair = engine.ExplainMatch(
      mentee, vacancy, {.as_of = StoryDay(), .profile = ShippedProfile("default").value()});
  return GapsBehind(mentee, pair->match, StoryDay(), vacancy.start);
}

Mentee Toleranced() {
  return StoryMentee("b1")
      .In("14524")
      .WithStatus(ResidenceStatus::kDuldung60a)
      .HousedIn(Housing::kMunicipality)
      .WithBar(AccessBar::kNone)
      .WithNote(AccessNote::kPermissionNeeded)
      .StaySince("2021-12-01")
      .Worked("29301", 30)
      .Wishes("29302")
      .WithGerman(German(L::kB1, L::kB1, L::kB1, L::kA2));
}

TEST(StoryB1Test, AdviceOnStayByTrainingComesWithTheFirstDayToApply) {
  Vacancy cook = StoryVacancy("V1").Of("29302").In("14524").WantsGerman(L::kB1);
  cook.kind = VacancyKind::kTrainingDual;
  cook.start = Day("2026-08-01");
  std::vector<Gap> gaps = GapsBefore(Toleranced(), cook);
  ASSERT_FALSE(gaps.empty());
  EXPECT_EQ(gaps[0].kind, GapKind::kWorkPermission);
  const auto answers = SuggestOffers(*Knowledge::BuiltIn(), Toleranced(), Catalogue(),
                                     {.as_of = StoryDay(), .gaps = {gaps[0]}});
  const OfferSuggestion& advice = answers->at(0).offers.at(0);
  EXPECT_EQ(advice.offer.value, "stay-advice");
  EXPECT_EQ(advice.hit_class, HitClass::kOpen);
  EXPECT_EQ(advice.earliest, Day("2026-01-01"));
}

TEST(StoryB1Test, TwoMonthsOfDuldungHaveToWaitAndABarEndsIt) {
  const std::vector<Gap> gaps = {AGap(GapKind::kWorkPermission)};
  Mentee fresh = Toleranced();
  fresh.residence.titles[0].stay_since = Day("2025-12-15");
  const auto answers =
      SuggestOffers(*Knowledge::BuiltIn(), fresh, Catalogue(), {.as_of = StoryDay(), .gaps = gaps});
  const OfferSuggestion& advice = answers->at(0).offers.at(0);
  EXPECT_EQ(advice.hit_class, HitClass::kLater);
  EXPECT_EQ(advice.gates[Index(OfferGate::kAdmission)].from, Day("2026-03-15"));
  Mentee barred = Toleranced();
  barred.residence.titles[0].access_bar = AccessBar::kBarred;
  EXPECT_THAT(Suggested(barred, gaps), Not(testing::Contains("stay-advice")));
  Mentee refugee = Toleranced();
  refugee.residence.titles[0].status = ResidenceStatus::kS25_2;
  EXPECT_THAT(Suggested(refugee, gaps), Not(testing::Contains("stay-advice")));
}

// Equivalence is there, German is missing: the course comes, recognition advice does not.
TEST(StoryB2Test, ANurseWithAPendingPermitIsLedToGermanOnly) {
  const Mentee nurse =
      StoryMentee("b2")
          .In("14612")
          .WithStatus(ResidenceStatus::kS24)
          .Qualified("81302", RecognitionOutcome::kFull, RecognitionStep::kPermitPending)
          .Worked("81302", 60)
          .WithGerman(L::kB1)
          .Speaks("uk");
  EXPECT_THAT(Suggested(nurse, Needs(nurse)), ElementsAre("b2-course", "b2-nursing", "leaflet"));
}

TEST(StoryB2Test, WithACompensationMeasureTheAdaptationComesAndGerman) {
  const Mentee nurse =
      StoryMentee("b2")
          .In("14612")
          .WithStatus(ResidenceStatus::kS24)
          .Qualified("81302", RecognitionOutcome::kCompensation, RecognitionStep::kDecided)
          .WithGerman(L::kB1);
  EXPECT_THAT(Suggested(nurse, Needs(nurse)),
              ElementsAre("nursing-adaptation", "recognition-advice", "b2-course", "b2-nursing"));
}

TEST(StoryB6Test, ADriverWhoseLicenceEndedIsLedToTheGrant) {
  const Mentee driver = StoryMentee("b6")
                            .In("14730")
                            .WithStatus(ResidenceStatus::kS25_2)
                            .Qualified("52122", RecognitionOutcome::kGerman, std::nullopt)
                            .WithLicence(LicenceKind::kDrivingB, Until("2025-06-30"))
                            .WithGerman(L::kB2);
  EXPECT_THAT(Suggested(driver, Needs(driver)), ElementsAre("licence-grant"));
}

Mentee Unpaid(ResidenceStatus status) {
  return StoryMentee("b8")
      .In("14612")
      .WithStatus(status)
      .Worked("51311", 26)
      .WithGerman(L::kA1)
      .Speaks("ro");
}

// After wages that were not paid: advice on labour law first, then German.
std::vector<Gap> AfterUnpaidWages() {
  return {AGap(GapKind::kLabourLaw), GermanGap(German(L::kA1), German(L::kA2))};
}

TEST(StoryB8Test, AnEuCitizenGetsBabsInTheirLanguageAndACourseThatAdmits) {
  const Mentee person = Unpaid(ResidenceStatus::kEuFreeMovement);
  EXPECT_THAT(Suggested(person, AfterUnpaidWages()), ElementsAre("babs", "evening-course"));
  const auto answers = SuggestOffers(*Knowledge::BuiltIn(), person, Catalogue(),
                                     {.as_of = StoryDay(), .gaps = {AGap(GapKind::kLabourLaw)}});
  const SuggestionPart& language = answers->at(0).offers.at(0).parts.at(2);
  EXPECT_EQ(language.reason, SuggestionReason::kSpeaksLanguage);
  EXPECT_EQ(language.parameters[0].value.ToString(), "ro");
}

TEST(StoryB8Test, AThirdCountryNationalGetsFaireIntegrationInstead) {
  EXPECT_THAT(Suggested(Unpaid(ResidenceStatus::kS25_2), AfterUnpaidWages()),
              ElementsAre("faire-integration", "integration-course", "evening-course"));
}

// Until the BAMF's circular of 9 February 2026 there was admission under § 44 (4).
TEST(StoryB8Test, AdmissionToTheIntegrationCourseHangsOnTheDay) {
  const Mentee person = Unpaid(ResidenceStatus::kEuFreeMovement);
  const std::vector<Gap> german = {GermanGap(German(L::kA1), German(L::kA2))};
  EXPECT_THAT(Suggested(person, german, Day("2026-02-08")),
              ElementsAre("integration-course", "evening-course"));
  EXPECT_THAT(Suggested(person, german, Day("2026-02-09")), ElementsAre("evening-course"));
}

TEST(StoryB8Test, TheStatusChangesNoNumber) {
  const std::vector<Gap> german = {GermanGap(German(L::kA1), German(L::kA2))};
  std::optional<int32_t> score;
  for (const ResidenceStatus status :
       {ResidenceStatus::kEuFreeMovement, ResidenceStatus::kS25_2, ResidenceStatus::kDuldung60b}) {
    const auto answers = SuggestOffers(*Knowledge::BuiltIn(), Unpaid(status), Catalogue(),
                                       {.as_of = StoryDay(), .gaps = german});
    for (const OfferSuggestion& offer : answers->at(0).offers) {
      if (offer.offer.value != "evening-course") continue;
      if (!score) score = offer.score;
      EXPECT_EQ(offer.score, *score);
    }
  }
}

TEST(StoryB8Test, AnUnknownStatusLeavesBothOpenToBeAsked) {
  Mentee person = Unpaid(ResidenceStatus::kS25_2);
  person.residence.titles.clear();
  const auto answers = SuggestOffers(*Knowledge::BuiltIn(), person, Catalogue(),
                                     {.as_of = StoryDay(), .gaps = {AGap(GapKind::kLabourLaw)}});
  ASSERT_EQ(answers->at(0).offers.size(), 2u);
  for (const OfferSuggestion& offer : answers->at(0).offers) {
    EXPECT_EQ(offer.hit_class, HitClass::kUnclear);
  }
}

}  // namespace
}  // namespace passung
