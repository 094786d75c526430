#include "proto/wire/vocabulary_wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/ascii.h"
#include "passung/ingest.h"
#include "passung/judgement.h"
#include "passung/offer.h"
#include "passung/residence.h"
#include "passung/suggestion.h"
#include "passung/v1/offer.pb.h"
#include "passung/v1/problem.pb.h"
#include "passung/v1/profile.pb.h"
#include "passung/v1/result.pb.h"
#include "passung/v1/suggestion.pb.h"
#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;

// "LanguageLevel" becomes "LANGUAGE_LEVEL".
std::string UpperSnake(const std::string& camel) {
  std::string snake;
  for (const char c : camel) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !snake.empty()) snake += '_';
    snake += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return snake;
}

class EnumTest : public testing::Test {
 protected:
  template <class E, class ProtoEnum>
  void ExpectSame() {
    const EnumDescriptor& type = *google::protobuf::GetEnumDescriptor<ProtoEnum>();
    seen_.insert(type.name());
    const std::string prefix = UpperSnake(type.name()) + "_";
    ASSERT_EQ(type.value_count(), static_cast<int>(EnumCount<E>()) + 1) << type.name();
    EXPECT_EQ(type.value(0)->number(), 0);
    EXPECT_EQ(type.value(0)->name(), prefix + "UNSPECIFIED");
    for (int i = 0; i < static_cast<int>(EnumCount<E>()); ++i) {
      const auto& value = *type.value(i + 1);
      const E engine_value = static_cast<E>(i);
      EXPECT_EQ(value.number(), i + 1) << value.name();
      EXPECT_EQ(value.name(), prefix + absl::AsciiStrToUpper(Name(engine_value)));
      EXPECT_EQ(ToProto<ProtoEnum>(engine_value), static_cast<ProtoEnum>(i + 1));
      EXPECT_THAT(FromProto<E>(static_cast<ProtoEnum>(i + 1), "f"), IsOkAndHolds(engine_value));
    }
  }

  std::set<std::string> seen_;
};

TEST_F(EnumTest, EveryEnumerationHasTheEnginesNamesAndNumbersPlusOne) {
  ExpectSame<OccupationRelation, v1::OccupationRelation>();
  ExpectSame<ClaimKind, v1::ClaimKind>();
  ExpectSame<Column, v1::Column>();
  ExpectSame<RegulationKind, v1::RegulationKind>();
  ExpectSame<SchoolCertificate, v1::SchoolCertificate>();
  ExpectSame<RecognitionOutcome, v1::RecognitionOutcome>();
  ExpectSame<RecognitionStep, v1::RecognitionStep>();
  ExpectSame<RecognitionStatus, v1::RecognitionStatus>();
  ExpectSame<LanguageLevel, v1::LanguageLevel>();
  ExpectSame<LanguageSkill, v1::LanguageSkill>();
  ExpectSame<LanguageProof, v1::LanguageProof>();
  ExpectSame<RequirementStrength, v1::RequirementStrength>();
  ExpectSame<DistrictRelation, v1::DistrictRelation>();
  ExpectSame<VacancyKind, v1::VacancyKind>();
  ExpectSame<Track, v1::Track>();
  ExpectSame<GapKind, v1::GapKind>();
  ExpectSame<OfferKind, v1::OfferKind>();
  ExpectSame<OfferChannel, v1::OfferChannel>();
  ExpectSame<OfferAudience, v1::OfferAudience>();
  ExpectSame<SuggestionCriterion, v1::SuggestionCriterion>();
  ExpectSame<OfferGate, v1::OfferGate>();
  ExpectSame<SuggestionReason, v1::SuggestionReason>();
  ExpectSame<LicenceKind, v1::LicenceKind>();
  ExpectSame<Condition, v1::Condition>();
  ExpectSame<SupportItem, v1::SupportItem>();
  ExpectSame<ResidenceStatus, v1::ResidenceStatus>();
  ExpectSame<Housing, v1::Housing>();
  ExpectSame<AccessBar, v1::AccessBar>();
  ExpectSame<AccessNote, v1::AccessNote>();
  ExpectSame<CriterionKey, v1::Criterion>();
  ExpectSame<RuleKey, v1::Rule>();
  ExpectSame<RuleSwitch, v1::RuleSwitch>();
  ExpectSame<Verdict, v1::Verdict>();
  ExpectSame<HitClass, v1::HitClass>();
  ExpectSame<Flag, v1::Flag>();
  ExpectSame<Step, v1::Step>();
  ExpectSame<Reason, v1::Reason>();
  ExpectSame<RecordVerdict, v1::RecordVerdict>();
  ExpectSame<ProblemCode, v1::ProblemCode>();
  ExpectSame<AllowedCode, v1::AllowedCode>();

  const auto& file = *v1::LanguageLevel_descriptor()->file();
  for (int i = 0; i < file.enum_type_count(); ++i) {
    EXPECT_TRUE(seen_.contains(file.enum_type(i)->name()))
        << file.enum_type(i)->name() << " is not compared";
  }
}

TEST(EnumRefusalTest, UnspecifiedAndUnknownNumbersNameTheField) {
  EXPECT_THAT(
      FromProto<HitClass>(v1::HIT_CLASS_UNSPECIFIED, "classes[1]"),
      StatusIs(absl::StatusCode::kInvalidArgument, "classes[1]: 0 is no choice of HitClass"));
  EXPECT_THAT(
      FromProto<HitClass>(static_cast<v1::HitClass>(9), "classes[0]"),
      StatusIs(absl::StatusCode::kInvalidArgument, "classes[0]: 9 is not a value of HitClass"));
}

// Messages that hold a number for each value of an enumeration.
template <class E>
void ExpectFieldsNamedAfter(const Descriptor& message) {
  ASSERT_EQ(message.field_count(), static_cast<int>(EnumCount<E>())) << message.name();
  for (int i = 0; i < message.field_count(); ++i) {
    EXPECT_EQ(message.field(i)->number(), i + 1);
    EXPECT_EQ(message.field(i)->name(), absl::AsciiStrToLower(Name(static_cast<E>(i))));
  }
}

TEST(TableTest, FieldsAreNamedAndOrderedAsTheEnumerationTheyStandFor) {
  ExpectFieldsNamedAfter<CriterionKey>(*v1::CriterionWeights::descriptor());
  ExpectFieldsNamedAfter<RuleKey>(*v1::RuleSwitches::descriptor());
  ExpectFieldsNamedAfter<Column>(*v1::PointsByColumn::descriptor());
  ExpectFieldsNamedAfter<Column>(*v1::LanguagePriors::descriptor());
  ExpectFieldsNamedAfter<OccupationRelation>(*v1::OccupationRelationPoints::descriptor());
  ExpectFieldsNamedAfter<RecognitionStatus>(*v1::RecognitionStatusPoints::descriptor());
  ExpectFieldsNamedAfter<LanguageLevel>(*v1::LevelShares::descriptor());
  ExpectFieldsNamedAfter<LanguageSkill>(*v1::SkillLevels::descriptor());
  ExpectFieldsNamedAfter<DistrictRelation>(*v1::DistrictRelationPoints::descriptor());
  ExpectFieldsNamedAfter<DistrictRelation>(*v1::ReachRelations::descriptor());
  ExpectFieldsNamedAfter<SupportItem>(*v1::SupportItemPoints::descriptor());
}

}  // namespace
}  // namespace passung::wire
