#ifndef PASSUNG_VOCABULARY_H_
#define PASSUNG_VOCABULARY_H_

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/enum_names.h"

// The words of the field as small value types. Every enumeration here is stored and travels over
// the wire: add at the end, never renumber, never reuse.

namespace passung {

// ---- Occupations --------------------------------------------------------------------------------

// A five-digit code of the Klassifikation der Berufe 2010, revised 2020 (KldB). Digits 1 to 4 name
// the trade, digit 5 the requirement level of the *job* (1 helper, 2 skilled, 3 specialist,
// 4 expert). Written as text: leading zeros matter (01104).
class OccupationCode {
 public:
  constexpr OccupationCode() = default;

  // Five digits, the first two one of the 37 main groups, the last one 1 to 4. Withdrawn codes are
  // replaced by their successor (81122 becomes 81772, KldB 2010 V. 2020). Everything else is
  // InvalidArgument.
  static absl::StatusOr<OccupationCode> Parse(absl::string_view text);
  // REQUIRES: `value` is the number of a valid code.
  static constexpr OccupationCode FromNumber(int32_t value) { return OccupationCode(value); }

  constexpr int32_t number() const { return value_; }
  // The leading `digits` (1 to 5) as a number.
  constexpr int32_t Prefix(int digits) const {
    constexpr int32_t kDivisors[] = {100'000, 10'000, 1'000, 100, 10, 1};
    return value_ / kDivisors[digits];
  }
  constexpr int requirement_level() const { return value_ % 10; }
  std::string ToString() const;

  friend constexpr auto operator<=>(OccupationCode, OccupationCode) = default;
  template <class H>
  friend H AbslHashValue(H state, OccupationCode code) {
    return H::combine(std::move(state), code.value_);
  }

 private:
  explicit constexpr OccupationCode(int32_t value) : value_(value) {}
  int32_t value_ = 0;
};

// One to five leading digits of a KldB code, as a mentee excludes them ("54" is all cleaning).
class OccupationPrefix {
 public:
  constexpr OccupationPrefix() = default;
  static absl::StatusOr<OccupationPrefix> Parse(absl::string_view text);

  // The leading `digits` (1 to 5) of a code.
  static OccupationPrefix Of(OccupationCode code, int digits);

  int digits() const { return digits_; }
  int32_t number() const { return value_; }
  bool Covers(OccupationCode code) const { return code.Prefix(digits_) == value_; }
  std::string ToString() const;
  friend constexpr auto operator<=>(OccupationPrefix, OccupationPrefix) = default;

 private:
  int8_t digits_ = 1;
  int32_t value_ = 0;
};

// How near two occupations are; the first that holds, in this order.
enum class OccupationRelation : uint8_t {
  kSame5,
  kSame4,
  kSame3,
  kNeighbour,
  kSame2,
  kSegment,
  kUnrelated,
};
template <>
struct EnumNames<OccupationRelation> {
  static constexpr absl::string_view kNames[] = {"same_5", "same_4",  "same_3",   "neighbour",
                                                 "same_2", "segment", "unrelated"};
};

// What links a person to an occupation. Experience is split at 12 and at 36 months.
enum class ClaimKind : uint8_t {
  kQualification,
  kExperience36,
  kExperience12,
  kExperience0,
  kWish
};
template <>
struct EnumNames<ClaimKind> {
  static constexpr absl::string_view kNames[] = {"qualification", "experience_36", "experience_12",
                                                 "experience_0", "wish"};
};

// Where a combination (vacancy, occupation, place) stands: requirement level 1 to 4 for work,
// training, or a bridge kind.
enum class Column : uint8_t { k1, k2, k3, k4, kTraining, kBridge };
template <>
struct EnumNames<Column> {
  static constexpr absl::string_view kNames[] = {"level_1", "level_2",  "level_3",
                                                 "level_4", "training", "bridge"};
};

// Kinds of regulation. `full` and `staffing` bar unrecognised people from employment.
enum class RegulationKind : uint8_t {
  kNone,
  kSelfEmployment,
  kTitle,
  kCertificate,
  kStaffing,
  kFull
};
template <>
struct EnumNames<RegulationKind> {
  static constexpr absl::string_view kNames[] = {"none",        "self_employment", "title",
                                                 "certificate", "staffing",        "full"};
};

// ---- Qualification and recognition ------------------------------------------------------------

enum class SchoolCertificate : uint8_t {
  kNone,
  kHauptschule,
  kMittlererAbschluss,
  kFachhochschulreife,
  kAbitur,
};
template <>
struct EnumNames<SchoolCertificate> {
  static constexpr absl::string_view kNames[] = {"none", "hauptschule", "mittlerer_abschluss",
                                                 "fachhochschulreife", "abitur"};
};

// What the competent body has said so far; `german` is a qualification earned in Germany.
// `comparable` is a ZAB statement or an anabin entry ("entspricht"/"gleichwertig" and H+).
enum class RecognitionOutcome : uint8_t {
  kOpen,
  kWithdrawn,
  kNegative,
  kPartial,
  kCompensation,
  kPartialAccess,
  kComparable,
  kFull,
  kGerman,
};
template <>
struct EnumNames<RecognitionOutcome> {
  static constexpr absl::string_view kNames[] = {"open",       "withdrawn",    "negative",
                                                 "partial",    "compensation", "partial_access",
                                                 "comparable", "full",         "german"};
};

// Where in the procedure the person stands. Equivalence and the permit to practise (Erlaubnis,
// Urkunde, Approbation) are two facts: `permit_pending` is equivalence without the permit.
enum class RecognitionStep : uint8_t {
  kNotFiled,
  kFiled,
  kFileComplete,
  kDecided,
  kMeasureRunning,
  kPermitPending,
  kTemporaryPermit,
  kPermitGranted,
};
template <>
struct EnumNames<RecognitionStep> {
  static constexpr absl::string_view kNames[] = {
      "not_filed",       "filed",          "file_complete",    "decided",
      "measure_running", "permit_pending", "temporary_permit", "permit_granted"};
};

// The ladder of engine/SCORING.md that outcome and step lead to.
enum class RecognitionStatus : uint8_t {
  kNone,
  kNotFiled,
  kWithdrawn,
  kNegative,
  kFiled,
  kFileComplete,
  kCompensation,
  kPartial,
  kMeasureRunning,
  kPartialAccess,
  kComparable,
  kPermitPending,
  kTemporaryPermit,
  kFull,
  kGerman,
};
template <>
struct EnumNames<RecognitionStatus> {
  static constexpr absl::string_view kNames[] = {"none",
                                                 "not_filed",
                                                 "withdrawn",
                                                 "negative",
                                                 "filed",
                                                 "file_complete",
                                                 "compensation",
                                                 "partial",
                                                 "measure_running",
                                                 "partial_access",
                                                 "comparable",
                                                 "permit_pending",
                                                 "temporary_permit",
                                                 "full",
                                                 "german"};
};

// Unknown when neither says anything: both absent, or a decision whose outcome is absent.
std::optional<RecognitionStatus> StatusOf(std::optional<RecognitionOutcome> outcome,
                                          std::optional<RecognitionStep> step);

// ---- Language ------------------------------------------------------------------------------------

// Common European Framework of Reference; `none` is "no German at all" (or "none needed").
enum class LanguageLevel : uint8_t { kNone, kA1, kA2, kB1, kB2, kC1, kC2 };
template <>
struct EnumNames<LanguageLevel> {
  static constexpr absl::string_view kNames[] = {"none", "A1", "A2", "B1", "B2", "C1", "C2"};
};

enum class LanguageSkill : uint8_t { kListening, kReading, kSpeaking, kWriting };
template <>
struct EnumNames<LanguageSkill> {
  static constexpr absl::string_view kNames[] = {"listening", "reading", "speaking", "writing"};
};

enum class LanguageProof : uint8_t { kSelfStated, kAssessed, kCertified };
template <>
struct EnumNames<LanguageProof> {
  static constexpr absl::string_view kNames[] = {"self_stated", "assessed", "certified"};
};

// Levels of the four skills, in the order of LanguageSkill; absent is unknown.
using SkillLevels = std::array<std::optional<LanguageLevel>, 4>;
SkillLevels AllSkills(LanguageLevel level);

// How binding a requirement is. A level that the advertisement names is `required`, a level read
// from a phrase ("gute Deutschkenntnisse") is `inferred`.
enum class RequirementStrength : uint8_t { kByLaw, kRequired, kDesired, kInferred };
template <>
struct EnumNames<RequirementStrength> {
  static constexpr absl::string_view kNames[] = {"by_law", "required", "desired", "inferred"};
};

// ---- Place ----------------------------------------------------------------------------------------

// A German district (Kreis) by its five-digit Amtlicher Gemeindeschlüssel. Never keyed by name:
// "Leipzig" is a city (14713) and a Landkreis (14729).
class DistrictCode {
 public:
  constexpr DistrictCode() = default;
  // Five digits whose first two are a Land (01 to 16); InvalidArgument otherwise.
  static absl::StatusOr<DistrictCode> Parse(absl::string_view text);
  static constexpr DistrictCode FromNumber(int32_t value) { return DistrictCode(value); }

  constexpr int32_t number() const { return value_; }
  constexpr int land() const { return value_ / 1000; }
  std::string ToString() const;
  friend constexpr auto operator<=>(DistrictCode, DistrictCode) = default;
  template <class H>
  friend H AbslHashValue(H state, DistrictCode code) {
    return H::combine(std::move(state), code.value_);
  }

 private:
  explicit constexpr DistrictCode(int32_t value) : value_(value) {}
  int32_t value_ = 0;
};

// A Land (two digits) or a district (five digits): the area a legal limit names.
class AreaCode {
 public:
  constexpr AreaCode() = default;
  static absl::StatusOr<AreaCode> Parse(absl::string_view text);
  bool Contains(DistrictCode district) const {
    return value_ < 100 ? district.land() == value_ : district.number() == value_;
  }
  constexpr int32_t number() const { return value_; }
  std::string ToString() const;
  friend constexpr auto operator<=>(AreaCode, AreaCode) = default;

 private:
  int32_t value_ = 0;  // below 100: a Land
};

enum class DistrictRelation : uint8_t { kSame, kStrong, kBordering, kRegion, kFar };
template <>
struct EnumNames<DistrictRelation> {
  static constexpr absl::string_view kNames[] = {"same", "strong", "bordering", "region", "far"};
};

// WGS 84 in millionths of a degree, so that equality and hashing are exact.
struct GeoPoint {
  int32_t latitude_e6 = 0;   // -90 000 000 … 90 000 000
  int32_t longitude_e6 = 0;  // -180 000 000 … 180 000 000
  friend auto operator<=>(const GeoPoint&, const GeoPoint&) = default;
};

// ---- Vacancies -----------------------------------------------------------------------------------

enum class VacancyKind : uint8_t {
  kJob,      // subject to social insurance
  kMinijob,  // § 8 SGB IV
  kTrainingDual,
  kTrainingSchool,
  kRetraining,
  kEntryQualification,  // EQ, § 54a SGB III
  kInternship,          // at most 3 months
  kAdaptation,          // Anpassungslehrgang, § 11 BQFG
  kPartQualification,
  kSelfEmployed,  // read and stored, never ranked
};
template <>
struct EnumNames<VacancyKind> {
  static constexpr absl::string_view kNames[] = {"job",
                                                 "minijob",
                                                 "training_dual",
                                                 "training_school",
                                                 "retraining",
                                                 "entry_qualification",
                                                 "internship",
                                                 "adaptation",
                                                 "part_qualification",
                                                 "self_employed"};
};

enum class Track : uint8_t { kTraining, kEmployment };
template <>
struct EnumNames<Track> {
  static constexpr absl::string_view kNames[] = {"training", "employment"};
};

// Licences and certificates that a law can demand. Driving classes as in § 6 FeV.
enum class LicenceKind : uint8_t {
  kDrivingAM,
  kDrivingA,
  kDrivingB,
  kDrivingBE,
  kDrivingC1,
  kDrivingC1E,
  kDrivingC,
  kDrivingCE,
  kDrivingD1,
  kDrivingD1E,
  kDrivingD,
  kDrivingDE,
  kDrivingL,
  kDrivingT,
  kCode95,                // Berufskraftfahrerqualifikation, BKrFQG
  kPassengerTransport,    // § 48 FeV
  kDrivingInstructor,     // FahrlG
  kForklift,              // DGUV Grundsatz 308-001
  kGuardInstruction,      // § 34a GewO, Unterrichtung or Sachkundeprüfung
  kGuardClearance,        // § 34a GewO, reliability check before the start
  kCertificateOfConduct,  // § 30a BZRG; asked for, never a fact of the person
};
template <>
struct EnumNames<LicenceKind> {
  static constexpr absl::string_view kNames[] = {
      "driving_am",          "driving_a",          "driving_b",
      "driving_be",          "driving_c1",         "driving_c1e",
      "driving_c",           "driving_ce",         "driving_d1",
      "driving_d1e",         "driving_d",          "driving_de",
      "driving_l",           "driving_t",          "code_95",
      "passenger_transport", "driving_instructor", "forklift",
      "guard_instruction",   "guard_clearance",    "certificate_of_conduct"};
};

// Conditions of work that a person can exclude.
enum class Condition : uint8_t { kTemporaryAgency, kShiftWork, kNightWork, kWeekendWork, kMinijob };
template <>
struct EnumNames<Condition> {
  static constexpr absl::string_view kNames[] = {"temporary_agency", "shift_work", "night_work",
                                                 "weekend_work", "minijob"};
};

// What an employer offers beside the work.
enum class SupportItem : uint8_t {
  kGermanCourse,
  kRecognitionSupport,
  kContactPerson,
  kExperienceWithGroup,
  kFlexibility,
};
template <>
struct EnumNames<SupportItem> {
  static constexpr absl::string_view kNames[] = {"german_course", "recognition_support",
                                                 "contact_person", "experience_with_group",
                                                 "flexibility"};
};

// Hours of work a week, 1 … 48 (§ 3 ArbZG), min <= max.
struct WeeklyHours {
  int32_t min = 0;
  int32_t max = 0;
  friend auto operator<=>(const WeeklyHours&, const WeeklyHours&) = default;
};

// A stretch of one weekday, in minutes after midnight: 0 <= from < to <= 1440. A shift over
// midnight is two windows.
struct TimeWindow {
  int32_t weekday = 0;  // 0 Monday … 6 Sunday
  int32_t from_minute = 0;
  int32_t to_minute = 0;
  friend auto operator<=>(const TimeWindow&, const TimeWindow&) = default;
};

}  // namespace passung

#endif  // PASSUNG_VOCABULARY_H_
