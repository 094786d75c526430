#ifndef PASSUNG_GAP_H_
#define PASSUNG_GAP_H_

#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/judgement.h"
#include "passung/vocabulary.h"

// What keeps somebody from something, as far as an offer may help: a kind and what it is about.
// Whatever finds it, a rule's outcome, a step that would open vacancies, a mentor who names it,
// offers are looked for in the same way.

namespace passung {

// Stored and sent: add at the end, never renumber.
enum class GapKind : uint8_t {
  kGerman,          // from what is there to what is needed
  kRecognition,     // no recognition filed, or its state unknown
  kMeasure,         // Anpassungslehrgang or Kenntnisprüfung is to be taken
  kSkillsProof,     // skills without papers, § 14 BQFG
  kQualification,   // no vocational qualification
  kLicence,         // a licence is missing or not valid in Germany
  kSchool,          // a school certificate is missing
  kWorkPermission,  // a permission, or a stay that allows the work
  kLabourLaw,       // trouble with wages, hours or a contract
  kTravel,          // the way is too long
  kWorkingTime,     // hours do not fit
  kSkill,           // a skill that the work asks for
  kOrientation,     // everything else that somebody may need advice on
};
template <>
struct EnumNames<GapKind> {
  static constexpr absl::string_view kNames[] = {
      "german",       "recognition", "measure",         "skills_proof", "qualification",
      "licence",      "school",      "work_permission", "labour_law",   "travel",
      "working_time", "skill",       "orientation"};
};

struct Gap {
  GapKind kind = GapKind::kGerman;
  // kGerman, in the order of LanguageSkill: what is there (absent: unknown) and what is needed
  // (absent: not asked for). At least one level is needed.
  SkillLevels has;
  SkillLevels needs;
  std::optional<OccupationCode> occupation;  // what it is about; absent: no certain one
  std::optional<LicenceKind> licence;        // kLicence: required
  std::optional<SchoolCertificate> school;   // kSchool: required, the certificate that is needed
  std::optional<Date> start;                 // of the work or training that it stands before
  Reason reason = Reason::kNone;             // of the rule or criterion that found it; else kNone
  friend bool operator==(const Gap&, const Gap&) = default;
};

// InvalidArgument naming the field, its value and what is allowed.
absl::Status Validate(const Gap& gap);

// The kind of gap behind a reason that something does not fit (yet); kOrientation where nothing more
// precise is known, absent where the reason is no obstacle at all.
std::optional<GapKind> GapKindOf(Reason reason);

}  // namespace passung

#endif  // PASSUNG_GAP_H_
