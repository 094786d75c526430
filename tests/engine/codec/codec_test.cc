#include "passung/codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "engine/codec/decoder.h"
#include "engine/codec/encoder.h"
#include "tests/engine/codec/filler.h"
#include "tests/support/status_matchers.h"

namespace passung::codec {
namespace {

using absl::StatusCode;
using testing::HasSubstr;

template <class T>
class CodecTest : public testing::Test {};
using Roots = testing::Types<Mentee, Vacancy, ClassificationRows, ScoringProfile, MenteeRecord,
                             MenteeContact, Employer, Mentor, Offer, Outcome, Pin, StoredAnswer>;
TYPED_TEST_SUITE(CodecTest, Roots);

TYPED_TEST(CodecTest, DecodingGivesTheValueBack) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    const auto value = RandomValue<TypeParam>(seed);
    ASSERT_THAT(Decode<TypeParam>(EncodeCanonical(value)), IsOkAndHolds(value)) << "seed " << seed;
  }
}

TYPED_TEST(CodecTest, GoesOnBehindWhatWasBegunAndInTheMemoryOfATextBefore) {
  std::string bytes;
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const auto value = RandomValue<TypeParam>(seed);
    Encoder encoder("begun ", std::move(bytes));
    encoder.Put(value);
    ASSERT_EQ(encoder.view(), "begun " + EncodeCanonical(value)) << "seed " << seed;
    if (seed % 2 == 0) {
      bytes = std::move(encoder).TakeMemory();
    } else {
      bytes = std::move(encoder).Finish();
      ASSERT_EQ(bytes, "begun " + EncodeCanonical(value)) << "seed " << seed;
    }
  }
}

TYPED_TEST(CodecTest, EmptyValueComesBack) {
  const TypeParam value;
  EXPECT_THAT(Decode<TypeParam>(EncodeCanonical(value)), IsOkAndHolds(value));
}

TYPED_TEST(CodecTest, DifferentValuesHaveDifferentBytes) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const auto a = RandomValue<TypeParam>(seed);
    const auto b = RandomValue<TypeParam>(seed + 1);
    ASSERT_EQ(a == b, EncodeCanonical(a) == EncodeCanonical(b)) << "seed " << seed;
  }
}

TYPED_TEST(CodecTest, EveryCutIsDataLoss) {
  const std::string bytes = EncodeCanonical(RandomValue<TypeParam>(7));
  for (size_t length = 0; length < bytes.size(); ++length) {
    ASSERT_THAT(Decode<TypeParam>(bytes.substr(0, length)), StatusIs(StatusCode::kDataLoss))
        << length << " of " << bytes.size() << " bytes";
  }
}

TYPED_TEST(CodecTest, RestIsDataLoss) {
  std::string bytes = EncodeCanonical(RandomValue<TypeParam>(7));
  bytes.push_back('\0');
  EXPECT_THAT(Decode<TypeParam>(bytes),
              StatusIs(StatusCode::kDataLoss, HasSubstr("1 bytes are left over")));
}

TYPED_TEST(CodecTest, NewerFormatIsFailedPreconditionWithBothVersions) {
  std::string bytes = EncodeCanonical(RandomValue<TypeParam>(7));
  bytes[0] = 9;
  EXPECT_THAT(
      Decode<TypeParam>(bytes),
      StatusIs(StatusCode::kFailedPrecondition,
               HasSubstr(absl::StrCat("format version 9; this program knows versions up to ",
                                      kNewestVersion<TypeParam>))));
}

TYPED_TEST(CodecTest, FormatVersionZeroIsDataLoss) {
  std::string bytes = EncodeCanonical(RandomValue<TypeParam>(7));
  bytes[0] = 0;
  EXPECT_THAT(Decode<TypeParam>(bytes), StatusIs(StatusCode::kDataLoss));
}

// What a disk or a stranger can make of bytes: flips, cuts, insertions, copies of other stretches.
std::string Mutate(std::string bytes, Filler& random) {
  for (uint64_t i = 0, times = 1 + random.Below(4); i < times; ++i) {
    const size_t at = random.Below(bytes.size() + 1);
    switch (random.Below(5)) {
      case 0:
        if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.Below(8)));
        break;
      case 1:
        bytes.resize(at);
        break;
      case 2:
        bytes.insert(at, 1, static_cast<char>(random.Next()));
        break;
      case 3:
        bytes.erase(at, 1 + random.Below(3));
        break;
      default:
        bytes.insert(at, bytes.substr(random.Below(bytes.size() + 1), random.Below(20)));
    }
  }
  return bytes;
}

TYPED_TEST(CodecTest, MutatedBytesAreRefusedOrComeBackTheSame) {
  constexpr int kRounds = 25000;  // of each kind
  Filler random(20260401);
  int accepted = 0;
  for (int round = 0; round < kRounds; ++round) {
    const uint64_t seed = random.Below(100);
    const std::string bytes = Mutate(EncodeCanonical(RandomValue<TypeParam>(seed)), random);
    const absl::StatusOr<TypeParam> value = Decode<TypeParam>(bytes);
    if (!value.ok()) continue;
    ++accepted;
    ASSERT_EQ(EncodeCanonical(*value), bytes) << "round " << round;
  }
  EXPECT_GT(accepted, 0) << "no mutation was accepted, so nothing was shown";
}

// ---- The stored format itself -------------------------------------------------------------------

template <class T>
std::string Bytes(const T& value) {
  Encoder encoder;
  encoder.Put(value);
  return absl::BytesToHexString(std::move(encoder).Finish());
}

template <class T>
absl::StatusOr<T> FromHex(absl::string_view hex) {
  return Decode<T>(absl::HexStringToBytes(hex));
}

TEST(EncoderTest, IntegersAreZigzagVarints) {
  EXPECT_EQ(Bytes(int32_t{0}), "0100");
  EXPECT_EQ(Bytes(int32_t{-1}), "0101");
  EXPECT_EQ(Bytes(int32_t{63}), "017e");
  EXPECT_EQ(Bytes(int32_t{64}), "018001");
  EXPECT_EQ(Bytes(std::numeric_limits<int32_t>::min()), "01ffffffff0f");
  EXPECT_EQ(Bytes(std::numeric_limits<int64_t>::min()), "01ffffffffffffffffff01");
}

TEST(EncoderTest, AbsentOptionalIsNotAnEmptyList) {
  EXPECT_EQ(Bytes(std::optional<std::vector<TimeWindow>>()), "0100");
  EXPECT_EQ(Bytes(std::optional<std::vector<TimeWindow>>(std::in_place)), "010100");
}

TEST(EncoderTest, LeadingZeroOfAnOccupationPrefixCounts) {
  EXPECT_EQ(Bytes(*OccupationPrefix::Parse("01")), "01023031");
  EXPECT_EQ(Bytes(*OccupationPrefix::Parse("1")), "010131");
}

// These bytes lie in databases: a change here needs a new format version.
TEST(EncoderTest, BytesOfAMenteeAreFrozen) {
  Mentee mentee;
  mentee.id.value = "m1";
  mentee.facts.homes = {{.district = DistrictCode::FromNumber(14713),
                         .postal_code = "04109",
                         .point = GeoPoint{.latitude_e6 = 51340000, .longitude_e6 = 12370000},
                         .valid = {.from = Date::FromDays(20000), .until = std::nullopt}}};
  mentee.facts.qualifications = {{.occupation = OccupationCode::FromNumber(81302),
                                  .dqr_level = 4,
                                  .year = 2019,
                                  .recognitions = {{.reference = std::nullopt,
                                                    .outcome = RecognitionOutcome::kPartial,
                                                    .step = RecognitionStep::kDecided,
                                                    .valid = {}}},
                                  .valid = {}}};
  mentee.facts.german = {{.levels = {LanguageLevel::kB1, std::nullopt, LanguageLevel::kA2, {}},
                          .proof = LanguageProof::kCertified,
                          .proof_date = std::nullopt,
                          .valid = {}}};
  mentee.facts.other_languages = {"uk"};
  mentee.facts.has_car = false;
  mentee.facts.exclusions.occupations = {*OccupationPrefix::Parse("54")};
  mentee.residence.titles = {{.status = ResidenceStatus::kS24,
                              .housing = std::nullopt,
                              .access_bar = AccessBar::kNone,
                              .note = std::nullopt,
                              .stay_since = Date::FromDays(19100),
                              .document_until = std::nullopt,
                              .valid = {}}};
  EXPECT_EQ(absl::BytesToHexString(EncodeCanonical(mentee)),
            "01026d3101f97205303431303901c08bfb30a081e60b01c0b802000196fb04010801c61f010001030103"
            "0000000000000101030001020001020000000102756b0000000100000000000001023534000001010600"
            "01000001b8aa0200000000");
}

TEST(EncoderTest, BytesOfARecordAreFrozen) {
  const MenteeRecord record = {
      .id = {"m1"},
      .mentor = {"w1"},
      .expire_time = UnixTime{1'800'000'000},
      .legal_bases = {{.purpose = Purpose::kPlacement,
                       .kind = BasisKind::kPublicTask,
                       .reference = "s",
                       .valid = {.from = Date::FromDays(20000), .until = std::nullopt}}},
      .restricted = true};
  EXPECT_EQ(absl::BytesToHexString(EncodeCanonical(record)),
            "01026d310277310180c8ceb40d0101030173"
            "01c0b8020001");
}

TEST(EncoderTest, BytesOfAVacancyAreFrozen) {
  Vacancy vacancy;
  vacancy.id.value = "v1";
  vacancy.employer.value = "e1";
  vacancy.employer_name = "Haus";
  vacancy.title = "Pflege";
  vacancy.occupations = {
      {.code = OccupationCode::FromNumber(81301), .activity_level = 2, .label = "Helfer"}};
  vacancy.places = {{.district = DistrictCode::FromNumber(14612),
                     .postal_code = "01067",
                     .town = "Dresden",
                     .point = std::nullopt}};
  vacancy.kind = VacancyKind::kTrainingDual;
  vacancy.openings = 3;
  vacancy.hours = WeeklyHours{.min = 20, .max = 40};
  vacancy.shifts = {{.weekday = 5, .from_minute = 360, .to_minute = 840}};
  vacancy.paid = true;
  vacancy.german.levels = {LanguageLevel::kB2, LanguageLevel::kB2, {}, {}};
  vacancy.german.phrase = "B2";
  vacancy.school = SchoolRequirement{.certificate = SchoolCertificate::kMittlererAbschluss,
                                     .strength = RequirementStrength::kByLaw,
                                     .or_years = 10};
  vacancy.licences = {{.kind = LicenceKind::kForklift, .strength = RequirementStrength::kDesired}};
  vacancy.skills = {{.id = "K1", .strength = RequirementStrength::kRequired}};
  vacancy.support = {SupportItem::kGermanCourse};
  vacancy.start = Date::FromDays(20500);
  vacancy.apply_until = Date::FromDays(-1);
  vacancy.closed = true;
  vacancy.source = "csv";
  vacancy.test_data = true;
  EXPECT_EQ(absl::BytesToHexString(EncodeCanonical(vacancy)),
            "0102763102653104486175730650666c656765010195fb0401040648656c666572010194720530313036"
            "37074472657364656e000102010601285001010ad005900d000001010001040104000001024232000102"
            "00011401110201024b310101010001a8c002000000010101036373760001");
}

// What was written before mentors had languages, fields and a capacity is read, and written the same.
TEST(EncoderTest, AMentorWithoutLaterFieldsKeepsTheBytesOfVersion1) {
  const Mentor mentor = {.id = {"w1"},
                         .display_name = "M",
                         .districts = {DistrictCode::FromNumber(14713)},
                         .retired = true};
  EXPECT_EQ(absl::BytesToHexString(EncodeCanonical(mentor)), "01027731014d01f97201");
  EXPECT_THAT(FromHex<Mentor>("01027731014d01f97201"), IsOkAndHolds(mentor));
}

TEST(EncoderTest, BytesOfAMentorWithLaterFieldsAreFrozen) {
  Mentor mentor = {.id = {"w1"}, .display_name = "M"};
  mentor.languages = {"ar"};
  mentor.fields = {*OccupationPrefix::Parse("813")};
  mentor.capacity = 25;
  EXPECT_EQ(absl::BytesToHexString(EncodeCanonical(mentor)),
            "02027731014d0000010261720103383133"
            "0132");
  EXPECT_THAT(DecodeMentor(EncodeCanonical(mentor)), IsOkAndHolds(mentor));
}

// As above, of jobs.
TEST(EncoderTest, AClassificationWithoutACrosswalkKeepsTheBytesOfVersion1) {
  ClassificationRows rows;
  rows.titles = {{"11", "Landwirtschaft"}};
  const std::string before = EncodeCanonical(rows);
  EXPECT_EQ(before[0], 1);
  rows.crosswalk.isco = {{OccupationCode::Parse("29302").value(), "5120", 1}};
  rows.crosswalk.esco = {{"90f75f67-495d-49fa-ab57-2f320e251d7e", "5120", "Koch/Köchin"}};
  const std::string with = EncodeCanonical(rows);
  EXPECT_EQ(with[0], 2);
  EXPECT_THAT(DecodeClassification(with), IsOkAndHolds(rows));
  rows.crosswalk = {};
  EXPECT_EQ(EncodeCanonical(rows), before);
  EXPECT_THAT(DecodeClassification(before), IsOkAndHolds(rows));
}

TEST(EncoderTest, AMenteeWithoutJobsKeepsTheBytesOfVersion1AndOneWithHasThoseOfVersion2) {
  Mentee mentee;
  mentee.id.value = "m1";
  const std::string before = EncodeCanonical(mentee);
  EXPECT_EQ(before[0], 1);
  mentee.jobs = {{.weekly_hours = 38, .valid = {}}};
  const std::string after = EncodeCanonical(mentee);
  EXPECT_EQ(after[0], 2);
  EXPECT_EQ(after.substr(1, before.size() - 1), before.substr(1)) << "jobs come last";
  EXPECT_EQ(absl::BytesToHexString(after.substr(before.size())), "010000014c000000");
  EXPECT_THAT(DecodeMentee(after), IsOkAndHolds(mentee));
  EXPECT_THAT(DecodeMentee(before)->jobs, testing::IsEmpty());
}

// A profile that was stored before there was the rule enforces it, and keeps bytes and digest.
TEST(EncoderTest, AProfileNamesTheSwitchOfALaterRuleOnlyWhereItIsNotEnforced) {
  ScoringProfile profile;
  profile.id = "p";
  const std::string enforced = EncodeCanonical(profile);
  EXPECT_EQ(enforced[0], 1);
  ScoringProfile flagged = profile;
  flagged.switches[Index(RuleKey::kBetterThanPresentJob)] = RuleSwitch::kFlag;
  const std::string later = EncodeCanonical(flagged);
  EXPECT_EQ(later[0], 2);
  EXPECT_EQ(later.substr(1), enforced.substr(1) + '\x01') << "the later switch comes last";
  EXPECT_THAT(DecodeProfile(enforced), IsOkAndHolds(profile));
  EXPECT_THAT(DecodeProfile(later), IsOkAndHolds(flagged));
  ScoringProfile other = profile;
  other.switches[Index(RuleKey::kVacancyOpen)] = RuleSwitch::kOff;
  EXPECT_EQ(EncodeCanonical(other)[0], 1);
  EXPECT_THAT(DecodeProfile(EncodeCanonical(other)), IsOkAndHolds(other));
}

TEST(EncoderTest, BytesOfAnOutcomeAreFrozen) {
  Outcome outcome;
  outcome.mentee.value = "m1";
  outcome.vacancy.value = "v1";
  outcome.kind = OutcomeKind::kDeclined;
  outcome.date = Date::FromDays(20'500);
  outcome.declined_by = DeclinedBy::kOffice;
  outcome.reason = OutcomeReason::kPay;
  outcome.source = OutcomeSource::kEmployer;
  outcome.decision = {.number = 7,
                      .snapshot_revision = 3,
                      .snapshot_digest = "d",
                      .profile = "p",
                      .profile_version = 2,
                      .profile_digest = "e",
                      .score = 5,
                      .hit_class = HitClass::kLater,
                      .contributions = {1, -1}};
  outcome.gaps = {GapKind::kGerman, GapKind::kTravel};
  outcome.id.value = "i";
  EXPECT_EQ(absl::BytesToHexString(EncodeCanonical(outcome)),
            "01026d31016902763104a8c002000102010702010e06016401700401650a0102020101020009");
  EXPECT_THAT(DecodeOutcome(EncodeCanonical(outcome)), IsOkAndHolds(outcome));
}

TEST(EncoderTest, BytesOfAPinAreFrozen) {
  const Pin pin = {.mentee = {"m1"},
                   .vacancy = {"v1"},
                   .mark = PinMark::kHidden,
                   .reason = HideReason::kTooFar,
                   .note = "n",
                   .set_by = {"w1"},
                   .set_time = {5}};
  EXPECT_EQ(absl::BytesToHexString(EncodeCanonical(pin)), "01026d31027631010100016e0277310a");
  EXPECT_THAT(DecodePin(EncodeCanonical(pin)), IsOkAndHolds(pin));
}

TEST(DecoderTest, LaterFieldsThatSayNothingAreDataLoss) {
  EXPECT_THAT(FromHex<Mentor>("02027731014d0000000000"),
              StatusIs(StatusCode::kDataLoss, HasSubstr("format version 2")));
}

// ---- Refusals -----------------------------------------------------------------------------------

TEST(DecoderTest, NoBytesAreDataLoss) {
  EXPECT_THAT(DecodeMentee(""), StatusIs(StatusCode::kDataLoss, HasSubstr("no bytes")));
}

TEST(DecoderTest, ValueOutsideItsEnumerationIsDataLoss) {
  EXPECT_THAT(FromHex<Track>("0101"), IsOkAndHolds(Track::kEmployment));
  EXPECT_THAT(FromHex<Track>("0102"),
              StatusIs(StatusCode::kDataLoss, HasSubstr("value 2 is not below 2")));
}

TEST(DecoderTest, FlagOtherThanZeroAndOneIsDataLoss) {
  EXPECT_THAT(FromHex<bool>("0102"), StatusIs(StatusCode::kDataLoss));
  EXPECT_THAT(FromHex<std::optional<Track>>("010200"), StatusIs(StatusCode::kDataLoss));
}

TEST(DecoderTest, NumberInALongerFormThanNeededIsDataLoss) {
  EXPECT_THAT(FromHex<int32_t>("018000"),
              StatusIs(StatusCode::kDataLoss, HasSubstr("shortest form")));
  EXPECT_THAT(FromHex<bool>("018100"), StatusIs(StatusCode::kDataLoss));
}

TEST(DecoderTest, NumberTooWideForItsFieldIsDataLoss) {
  EXPECT_THAT(FromHex<int32_t>("018080808010"),
              StatusIs(StatusCode::kDataLoss, HasSubstr("more than 32 bits")));
  EXPECT_THAT(FromHex<int64_t>("01ffffffffffffffffff02"),
              StatusIs(StatusCode::kDataLoss, HasSubstr("more than 64 bits")));
  EXPECT_THAT(FromHex<int64_t>("01ffffffffffffffffffff01"), StatusIs(StatusCode::kDataLoss));
}

TEST(DecoderTest, CountLargerThanTheBytesLeftIsDataLossWithoutReserving) {
  EXPECT_THAT(FromHex<std::vector<Home>>("01ffffffffffffffff7f"),
              StatusIs(StatusCode::kDataLoss, HasSubstr("with 0 bytes left")));
  EXPECT_THAT(FromHex<std::string>("0105616263"),
              StatusIs(StatusCode::kDataLoss, HasSubstr("length 5 with 3 bytes left")));
}

TEST(DecoderTest, CodesOfNoPossibleFormAreDataLoss) {
  EXPECT_THAT(FromHex<OccupationCode>("01a08d06"), StatusIs(StatusCode::kDataLoss));  // 100000
  EXPECT_THAT(FromHex<OccupationCode>("0105"), StatusIs(StatusCode::kDataLoss));      // level 5
  EXPECT_THAT(FromHex<DistrictCode>("01e88401"), StatusIs(StatusCode::kDataLoss));    // 17000
  EXPECT_THAT(FromHex<DistrictCode>("0163"), StatusIs(StatusCode::kDataLoss));        // 00099
  EXPECT_THAT(FromHex<AreaCode>("0111"), StatusIs(StatusCode::kDataLoss));            // Land 17
  EXPECT_THAT(FromHex<OccupationPrefix>("010178"), StatusIs(StatusCode::kDataLoss));  // "x"
}

TEST(DecoderTest, FaultNamesTheByte) {
  EXPECT_THAT(FromHex<Track>("01"), StatusIs(StatusCode::kDataLoss, HasSubstr("byte 1 of 1")));
}

TEST(DecoderTest, WithdrawnOccupationCodeStaysReadable) {
  const auto withdrawn = OccupationCode::FromNumber(81122);
  VacancyOccupation occupation{.code = withdrawn, .activity_level = {}, .label = ""};
  Encoder encoder;
  encoder.Put(occupation);
  EXPECT_THAT(Decode<VacancyOccupation>(std::move(encoder).Finish()), IsOkAndHolds(occupation));
}

}  // namespace
}  // namespace passung::codec
