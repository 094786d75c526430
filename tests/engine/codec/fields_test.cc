#include "engine/codec/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace passung::codec {
namespace {

using testing::SizeIs;

struct ThreeFields {
  std::optional<int> number;
  std::vector<std::string> texts;
  SkillLevels levels;
};

TEST(FieldCountTest, CountsTheFieldsOfAnAggregate) {
  EXPECT_EQ(FieldCount<ThreeFields>(), 3U);
  EXPECT_EQ(FieldCount<Validity>(), 2U);
  EXPECT_EQ(FieldCount<MenteeId>(), 1U);
}

TEST(FieldCountTest, NestedArraysCountAsOneField) {
  EXPECT_EQ(FieldCount<LanguageFitTable>(), 3U);
  EXPECT_EQ(FieldCount<LevelAdequacyTable>(), 4U);
}

template <class T>
class FieldsTest : public testing::Test {};

// Every struct that has canonical bytes.
using Structs = testing::Types<
    MenteeId, VacancyId, EmployerId, Validity, GeoPoint, WeeklyHours, TimeWindow, Home, Recognition,
    Qualification, Experience, Wish, GermanFact, SchoolFact, LicenceFact, SkillFact, TravelTime,
    HoursFact, AreaLimit, Job, Exclusions, MenteeFacts, ResidenceFact, Residence, Mentee,
    VacancyOccupation, Place, LanguageRequirement, SchoolRequirement, LicenceRequirement,
    SkillRequirement, Vacancy, OccupationTitle, NeighbourPair, ActivityName, IscoLink,
    EscoOccupation, Crosswalk, ClassificationRows, OccupationFitTable, LevelAdequacyTable,
    SkillsFitTable, RecognitionFitTable, LanguageFitTable, PointsStep, DistrictFitTable, ShareStep,
    WorkingTimeFitTable, StartFitTable, EmployerSupportTable, RuleParameters, MentorId, UnixTime,
    LegalBasis, MenteeRecord, MenteeContact, Employer, Mentor, Outcome, OutcomeDecision, Pin,
    ActiveProfile, StoredAnswer>;
TYPED_TEST_SUITE(FieldsTest, Structs);

TYPED_TEST(FieldsTest, ListHasAsManyFieldsAsTheStruct) {
  EXPECT_EQ(std::tuple_size_v<decltype(Fields(std::declval<TypeParam&>()))>,
            FieldCount<TypeParam>());
}

// Its switches stand in two places: those of version 1, and one that came later.
TEST(FieldsOfAProfileTest, EveryFieldIsListedAndTheSwitchesInTwoPlaces) {
  EXPECT_EQ(kEntries<ScoringProfile>, FieldCount<ScoringProfile>() + 1);
  ScoringProfile profile;
  const auto fields = Fields(profile);
  EXPECT_EQ(&std::get<4>(fields).of, &profile.switches);
  EXPECT_EQ(&std::get<kEntries<ScoringProfile> - 1>(fields), &profile.switches.back());
}

TYPED_TEST(FieldsTest, NoFieldIsListedTwice) {
  TypeParam value{};
  std::set<const void*> addresses;
  std::apply([&](auto&... field) { (addresses.insert(&field), ...); }, Fields(value));
  EXPECT_THAT(addresses, SizeIs(FieldCount<TypeParam>()));
}

}  // namespace
}  // namespace passung::codec
