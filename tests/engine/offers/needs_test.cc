#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/engine.h"
#include "passung/offers.h"
#include "tests/support/offer_builder.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using L = LanguageLevel;

std::vector<Gap> Needs(const Mentee& mentee) {
  return NeedsOf(*Knowledge::BuiltIn(), mentee, StoryDay()).value();
}

std::vector<GapKind> Kinds(const std::vector<Gap>& gaps) {
  std::vector<GapKind> kinds;
  for (const Gap& gap : gaps) kinds.push_back(gap.kind);
  return kinds;
}

TEST(NeedsOfTest, NobodyKnownNeedsNothingThatCouldBeNamed) {
  EXPECT_THAT(Needs(MenteeBuilder("m").In("14612")), IsEmpty());
}

TEST(NeedsOfTest, ANurseWithoutFiledRecognitionNeedsToFileAndGermanByLaw) {
  const Mentee nurse =
      MenteeBuilder("m")
          .In("14612")
          .WithStatus(ResidenceStatus::kS25_2)
          .Qualified("81302", RecognitionOutcome::kOpen, RecognitionStep::kNotFiled)
          .WithGerman(L::kB1);
  const std::vector<Gap> needs = Needs(nurse);
  ASSERT_THAT(Kinds(needs), ElementsAre(GapKind::kRecognition, GapKind::kGerman));
  EXPECT_EQ(needs[0].occupation, Kldb("81302"));
  EXPECT_EQ(needs[0].reason, Reason::kRecognitionRequired);
  EXPECT_EQ(needs[1].needs, German(L::kB2));
  EXPECT_EQ(needs[1].has, German(L::kB1));
}

TEST(NeedsOfTest, WhoHasACompensationMeasureToTakeNeedsAMeasure) {
  const Mentee nurse =
      MenteeBuilder("m")
          .In("14612")
          .WithStatus(ResidenceStatus::kS25_2)
          .Qualified("81302", RecognitionOutcome::kCompensation, RecognitionStep::kDecided)
          .WithGerman(L::kB2);
  EXPECT_THAT(Kinds(Needs(nurse)), ElementsAre(GapKind::kMeasure));
}

TEST(NeedsOfTest, WhoWaitsForADecisionHasNoGapThatAnOfferCloses) {
  const Mentee nurse =
      MenteeBuilder("m")
          .In("14612")
          .WithStatus(ResidenceStatus::kS25_2)
          .Qualified("81302", RecognitionOutcome::kOpen, RecognitionStep::kFileComplete)
          .WithGerman(L::kB2);
  EXPECT_THAT(Needs(nurse), IsEmpty());
}

TEST(NeedsOfTest, AFreeOccupationStillGainsFromAnAssessment) {
  const Mentee engineer =
      MenteeBuilder("m")
          .In("14511")
          .WithStatus(ResidenceStatus::kS25_2)
          .Qualified("25104", RecognitionOutcome::kOpen, RecognitionStep::kNotFiled)
          .WithGerman(German(L::kB2, L::kB2, L::kB2, L::kB1));
  const std::vector<Gap> needs = Needs(engineer);
  ASSERT_THAT(Kinds(needs), UnorderedElementsAre(GapKind::kGerman, GapKind::kRecognition));
  for (const Gap& gap : needs) {
    if (gap.kind != GapKind::kGerman) continue;
    EXPECT_EQ(gap.needs, OnlyNeeded(LanguageSkill::kWriting, L::kB2));
  }
}

TEST(NeedsOfTest, WithoutAQualificationOneIsNeededForTheWish) {
  const Mentee young = MenteeBuilder("m")
                           .In("14625")
                           .WithStatus(ResidenceStatus::kS25_2)
                           .Wishes("26112")
                           .WithSchool(SchoolCertificate::kNone)
                           .WithGerman(L::kB1);
  const std::vector<Gap> needs = Needs(young);
  ASSERT_THAT(Kinds(needs), ElementsAre(GapKind::kQualification, GapKind::kSchool));
  EXPECT_EQ(needs[0].occupation, Kldb("26112"));
  EXPECT_EQ(needs[1].school, SchoolCertificate::kHauptschule);
}

TEST(NeedsOfTest, LicencesThatEndedAreNeededAgain) {
  const Mentee driver = MenteeBuilder("m")
                            .In("14730")
                            .WithStatus(ResidenceStatus::kS25_2)
                            .Qualified("52122", RecognitionOutcome::kGerman, std::nullopt)
                            .WithGerman(L::kB2)
                            .WithLicence(LicenceKind::kDrivingB, Until("2025-12-31"))
                            .WithLicence(LicenceKind::kForklift);
  const std::vector<Gap> needs = Needs(driver);
  ASSERT_THAT(Kinds(needs), ElementsAre(GapKind::kLicence));
  EXPECT_EQ(needs[0].licence, LicenceKind::kDrivingB);
  EXPECT_EQ(needs[0].reason, Reason::kLicenceNotValid);
}

TEST(NeedsOfTest, TheSameNeedOfSeveralAimsIsOne) {
  const Mentee person = MenteeBuilder("m")
                            .In("14524")
                            .WithStatus(ResidenceStatus::kDuldung60a)
                            .HousedIn(Housing::kMunicipality)
                            .WithBar(AccessBar::kNone)
                            .StaySince("2021-12-01")
                            .WithNote(AccessNote::kPermissionNeeded)
                            .Worked("29301", 30)
                            .Worked("51311", 3)
                            .Wishes("29302")
                            .WithGerman(L::kB1);
  EXPECT_THAT(Kinds(Needs(person)), ElementsAre(GapKind::kWorkPermission, GapKind::kQualification));
}

TEST(GapsBehindTest, APairShowsWhatStandsBeforeThisVacancy) {
  const Mentee driver = StoryMentee("m")
                            .In("14730")
                            .WithStatus(ResidenceStatus::kS25_2)
                            .Worked("52122", 120)
                            .WithLicence(LicenceKind::kDrivingB, Until("2025-01-31"))
                            .WithGerman(German(L::kA2, L::kA2, L::kA2, L::kA1));
  Vacancy lorry = StoryVacancy("L1").Of("52122").In("14730");
  lorry.licences = {{LicenceKind::kDrivingCE, RequirementStrength::kByLaw},
                    {LicenceKind::kCode95, RequirementStrength::kByLaw}};
  lorry.start = Day("2026-08-01");
  Engine engine;
  engine.Publish(BuildSnapshot({.knowledge = Knowledge::BuiltIn()}).value());
  const PairResult pair =
      engine
          .ExplainMatch(driver, lorry,
                        {.as_of = StoryDay(), .profile = ShippedProfile("default").value()})
          .value();
  const std::vector<Gap> gaps = GapsBehind(driver, pair.match, StoryDay(), lorry.start);
  std::vector<LicenceKind> licences;
  for (const Gap& gap : gaps) {
    EXPECT_EQ(gap.start, lorry.start);
    if (gap.kind == GapKind::kLicence) licences.push_back(*gap.licence);
  }
  EXPECT_THAT(licences, ElementsAre(LicenceKind::kDrivingCE, LicenceKind::kCode95));
}

TEST(NeedsOfTest, AFaultyMenteeIsRefused) {
  Mentee faulty = MenteeBuilder("m").In("14612");
  faulty.facts.max_travel_minutes = 0;
  EXPECT_THAT(NeedsOf(*Knowledge::BuiltIn(), faulty, StoryDay()),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

// ---- Over many people ---------------------------------------------------------------------------

class OfferGapCounterTest : public testing::Test {
 protected:
  std::vector<GapCount> Count(std::vector<Offer> offers, const std::vector<Mentee>& mentees) {
    OfferGapCounter counter(Knowledge::BuiltIn(),
                            std::make_shared<const std::vector<Offer>>(std::move(offers)),
                            StoryDay());
    for (const Mentee& mentee : mentees) EXPECT_THAT(counter.Add(mentee), IsOk());
    return counter.Counts();
  }
  // Needs B2 and nothing else.
  static Mentee Engineer(absl::string_view id, absl::string_view district) {
    return MenteeBuilder(id)
        .In(district)
        .WithStatus(ResidenceStatus::kS25_2)
        .Qualified("25104", RecognitionOutcome::kFull, RecognitionStep::kPermitGranted)
        .WithGerman(L::kB1);
  }
};

TEST_F(OfferGapCounterTest, PeopleWithoutAnOfferAreCountedByDistrict) {
  const std::vector<Mentee> people = {Engineer("a", "14612"), Engineer("b", "14612"),
                                      Engineer("c", "14626")};
  const Offer course =
      AnOffer("b2", OfferKind::kVocationalGerman).Teaches(L::kB1, L::kB2).In("14612");
  const std::vector<GapCount> counts = Count({course}, people);
  const auto group = [](absl::string_view district) {
    return GapGroup{.district = Ags(district), .kind = GapKind::kGerman, .level = L::kB2};
  };
  EXPECT_THAT(counts, ElementsAre(GapCount{.group = group("14612"), .people = 2, .without = 0},
                                  GapCount{.group = group("14626"), .people = 1, .without = 1}));
}

TEST_F(OfferGapCounterTest, WhereAllIsFullThatIsSaid) {
  const Offer full =
      AnOffer("b2", OfferKind::kVocationalGerman).Teaches(L::kB1, L::kB2).In("14612").WithPlaces(0);
  const std::vector<GapCount> counts = Count({full}, {Engineer("a", "14612")});
  ASSERT_EQ(counts.size(), 1u);
  EXPECT_EQ(counts[0].without, 0);
  EXPECT_EQ(counts[0].only_full, 1);
}

TEST_F(OfferGapCounterTest, TheOrderOfPeopleMakesNoDifference) {
  std::vector<Mentee> people = {Engineer("a", "14612"), Engineer("b", "14626"),
                                Engineer("c", "14511")};
  const std::vector<GapCount> counts = Count({}, people);
  std::reverse(people.begin(), people.end());
  EXPECT_EQ(Count({}, people), counts);
}

TEST_F(OfferGapCounterTest, AFaultyMenteeIsRefusedAndNotCounted) {
  OfferGapCounter counter(Knowledge::BuiltIn(), std::make_shared<const std::vector<Offer>>(),
                          StoryDay());
  Mentee faulty = Engineer("a", "14612");
  faulty.id.value = "";
  EXPECT_THAT(counter.Add(faulty), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(counter.Counts(), IsEmpty());
}

}  // namespace
}  // namespace passung
