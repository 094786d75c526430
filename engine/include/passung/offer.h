#ifndef PASSUNG_OFFER_H_
#define PASSUNG_OFFER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/gap.h"
#include "passung/ids.h"
#include "passung/judgement.h"
#include "passung/vacancy.h"
#include "passung/vocabulary.h"

// Support offers: what helps to close a gap, where, when, for whom, and which office to go to.

namespace passung {

using OfferId = Id<struct OfferIdTag>;

// Stored and sent: add at the end, never renumber.
enum class OfferKind : uint8_t {
  kIntegrationCourse,   // § 43 AufenthG
  kVocationalGerman,    // Berufssprachkurs, § 45a AufenthG, DeuFöV
  kJobGerman,           // Job-BSK at the place of work
  kGermanCourse,        // any other course of German
  kRecognitionAdvice,   // IQ Netzwerk, IBAS, Fachinformationszentrum Zuwanderung …
  kAdaptation,          // Anpassungslehrgang, preparation for the Kenntnisprüfung
  kSkillsAnalysis,      // Qualifikationsanalyse (§ 14 BQFG), ValiKom, MYSKILLS
  kEntryQualification,  // EQ, § 54a SGB III
  kPartQualification,   // Teilqualifizierung
  kRetraining,          // Umschulung and further training, § 81 SGB III
  kTrainingSupport,     // assistierte Ausbildung
  kSchoolCourse,        // a school certificate later in life
  kLicenceGrant,        // a grant or course for a licence
  kResidenceAdvice,     // permission to work, stay by training or work
  kLabourLawAdvice,     // wages, hours, contracts
  kInformation,         // leaflets, checklists, films
  kEmployerSupport,     // what supports a firm: grants, advice, onboarding
  kPartner,             // another partner of the programme
};
template <>
struct EnumNames<OfferKind> {
  static constexpr absl::string_view kNames[] = {
      "integration_course", "vocational_german",   "job_german",
      "german_course",      "recognition_advice",  "adaptation",
      "skills_analysis",    "entry_qualification", "part_qualification",
      "retraining",         "training_support",    "school_course",
      "licence_grant",      "residence_advice",    "labour_law_advice",
      "information",        "employer_support",    "partner"};
};

// How somebody takes part. Stored and sent, as above.
enum class OfferChannel : uint8_t { kOnSite, kOnline, kTelephone, kVisiting };
template <>
struct EnumNames<OfferChannel> {
  static constexpr absl::string_view kNames[] = {"on_site", "online", "telephone", "visiting"};
};

// Whom it addresses. Stored and sent, as above.
enum class OfferAudience : uint8_t { kMentee, kMentor, kEmployer };
template <>
struct EnumNames<OfferAudience> {
  static constexpr absl::string_view kNames[] = {"mentee", "mentor", "employer"};
};

// Who may take part is said by facts about the course and its rules, never by a list of people: there
// is no field for origin or nationality. What hangs on the residence status is the matter of
// `admission`, the name of a scheme in the table offer_admission.csv (engine/data/README.md).
struct Offer {
  OfferId id;
  OfferKind kind = OfferKind::kPartner;
  std::string title;        // at most 300 bytes
  std::string provider;     // who gives it; at most 200 bytes
  std::string description;  // at most 2 000 bytes

  // Which gaps it helps with; empty: the usual ones of its kind (UsualGaps).
  std::vector<GapKind> gaps;
  std::vector<Reason> reasons;           // information that explains these; at most 64
  std::vector<OfferAudience> audiences;  // empty: mentees

  // German: the level at which one can begin, and where it leads. A course of another subject may
  // ask for a level, too.
  std::optional<LanguageLevel> level_from;
  std::optional<LanguageLevel> level_to;
  std::vector<LanguageSkill> skills;          // taught; empty: all four
  std::vector<OccupationPrefix> occupations;  // what it is for; empty: no matter which. At most 64
  std::vector<LicenceKind> licences;          // to which it leads; empty: no matter which
  std::optional<SchoolCertificate> school;    // to which it leads

  std::vector<Place> places;            // where it takes place, at most 16
  std::vector<DistrictCode> districts;  // only for who lives there; empty: everywhere. At most 64
  std::vector<OfferChannel> channels;   // empty: on site
  // In which it is given, ISO 639-1, "de" among them where it is; empty: German.
  std::vector<std::string> languages;

  std::optional<Date> start;
  std::optional<Date> end;
  std::optional<Date> apply_until;      // last day on which one may apply
  bool any_time = false;                // one can begin on any day, also after `start`
  std::optional<WeeklyHours> hours;     // a week
  std::optional<int32_t> places_total;  // 0 … 100 000
  std::optional<int32_t> places_left;   // 0 … 100 000; 0: full
  std::optional<bool> employed;         // true: only for who has work, false: for who has none
  std::string admission;                // name of a scheme; empty: open to everybody
  // One can apply so many months before the start of what it is for, not earlier; 0 … 120.
  std::optional<int32_t> months_before;
  std::optional<int32_t> cost_euros;  // for who takes part; 0 … 1 000 000

  std::string office;               // where to go; at most 200 bytes
  std::vector<std::string> papers;  // what to bring; at most 16 of at most 200 bytes
  std::string phone;                // of the office, at most 64 bytes
  std::string website;              // at most 300 bytes

  Validity valid;                // on which days the offer exists
  bool closed = false;           // no longer to be had
  std::optional<Date> checked;   // when somebody last saw that all this is so
  std::string source;            // where it came from; at most 200 bytes
  std::string source_reference;  // the source's own number, opaque; at most 200 bytes
  bool test_data = false;        // made up: never to be shown beside real ones
  friend bool operator==(const Offer&, const Offer&) = default;
};

// InvalidArgument naming the first faulty field, its value and what is allowed. Lists without a limit
// of their own have at most 64 entries. A level that a course leads to lies above that at which it
// begins.
absl::Status Validate(const Offer& offer);

// The gaps that offers of a kind help with unless they say otherwise, as bits by GapKind.
using GapSet = uint32_t;
constexpr GapSet GapBit(GapKind kind) { return GapSet{1} << Index(kind); }
GapSet UsualGaps(OfferKind kind);
// … and those of one offer.
GapSet GapsOf(const Offer& offer);

// A course of German, of whatever name.
bool IsGermanCourse(OfferKind kind);
// Somebody who may not travel can take part.
bool IsRemote(const Offer& offer);

}  // namespace passung

#endif  // PASSUNG_OFFER_H_
