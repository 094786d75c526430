#include "passung/gap.h"

#include <algorithm>

#include "engine/vocabulary/field_check.h"

namespace passung {
namespace {

absl::Status CheckGerman(const Gap& gap) {
  const auto known = [](const std::optional<LanguageLevel>& level) { return level.has_value(); };
  const bool asks = std::any_of(gap.needs.begin(), gap.needs.end(), known);
  if (gap.kind == GapKind::kGerman && !asks) {
    return FieldFault(Field("needs"), "", "names no level; a gap of German needs one");
  }
  const bool speaks_of_german = asks || std::any_of(gap.has.begin(), gap.has.end(), known);
  if (gap.kind != GapKind::kGerman && speaks_of_german) {
    return FieldFault(Field("needs"), Name(gap.kind), "is a kind of gap without levels");
  }
  return absl::OkStatus();
}

// Given for this kind and for no other.
template <class T>
absl::Status CheckGivenFor(GapKind kind, const Gap& gap, const Field& field, const T& value) {
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field, value));
  if (value.has_value() == (gap.kind == kind)) return absl::OkStatus();
  return FieldFault(field, value ? Name(*value) : "",
                    absl::StrCat("must be given for kind ", Name(kind), " and for no other"));
}

}  // namespace

absl::Status Validate(const Gap& gap) {
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("kind"), gap.kind));
  PASSUNG_RETURN_IF_ERROR(CheckSkillLevels(Field("has"), gap.has));
  PASSUNG_RETURN_IF_ERROR(CheckSkillLevels(Field("needs"), gap.needs));
  PASSUNG_RETURN_IF_ERROR(CheckGerman(gap));
  PASSUNG_RETURN_IF_ERROR(CheckOccupation(Field("occupation"), gap.occupation));
  PASSUNG_RETURN_IF_ERROR(CheckGivenFor(GapKind::kLicence, gap, Field("licence"), gap.licence));
  PASSUNG_RETURN_IF_ERROR(CheckGivenFor(GapKind::kSchool, gap, Field("school"), gap.school));
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("start"), gap.start));
  return CheckEnum(Field("reason"), gap.reason);
}

std::optional<GapKind> GapKindOf(Reason reason) {
  switch (reason) {
    case Reason::kWorkPermissionNeeded:
    case Reason::kWorkNotAllowed:
    case Reason::kWorkAccessUnknown:
    case Reason::kObligationLifted:
    case Reason::kObligationBlocks:
    case Reason::kMovementRestricted:
      return GapKind::kWorkPermission;
    case Reason::kRecognitionRequired:
    case Reason::kRecognitionUnknown:
    case Reason::kRecognitionStatus:
    case Reason::kTitleOnly:
      return GapKind::kRecognition;
    case Reason::kPermitPending:
    case Reason::kLanguageShort:
    case Reason::kLanguageUnknown:
    case Reason::kLanguageNotStated:
      return GapKind::kGerman;
    case Reason::kSchoolRequiredByLaw:
    case Reason::kSchoolUnknown:
      return GapKind::kSchool;
    case Reason::kLicenceMissing:
    case Reason::kLicenceNotValid:
    case Reason::kLicenceUnknown:
    case Reason::kLicenceOnRequest:
    case Reason::kGuardTradeUnknown:
      return GapKind::kLicence;
    case Reason::kWorkingTimeOutside:
    case Reason::kWorkingTimeUnknown:
      return GapKind::kWorkingTime;
    case Reason::kTravelTooLong:
    case Reason::kTravelUnknown:
    case Reason::kShiftTransportUnknown:
      return GapKind::kTravel;
    case Reason::kTrackIsTraining:
    case Reason::kLevelBelowJob:
      return GapKind::kQualification;
    case Reason::kSkillsMatched:
    case Reason::kSkillsUnknown:
      return GapKind::kSkill;
    case Reason::kNotSociallyInsured:
    case Reason::kHelperWorkBelowLevel:
    case Reason::kLevelAboveJob:
    case Reason::kClaimsUnknown:
    case Reason::kHomeUnknown:
    case Reason::kTrackUnknown:
    case Reason::kObligationUnknown:
    case Reason::kMovementUnknown:
    case Reason::kStartTooLate:
      return GapKind::kOrientation;
    default:
      return std::nullopt;
  }
}

}  // namespace passung
