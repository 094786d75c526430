#include <algorithm>

#include "engine/vocabulary/field_check.h"
#include "engine/vocabulary/place_check.h"
#include "engine/vocabulary/vacancy_limits.h"
#include "passung/offer.h"

namespace passung {
namespace {

constexpr size_t kMostPapers = 16;
constexpr size_t kMaxDescriptionBytes = 2'000;
constexpr size_t kMaxPhoneBytes = 64;
constexpr int32_t kMostSeats = 100'000;
constexpr int32_t kMostEuros = 1'000'000;
constexpr int32_t kMostMonthsBefore = 120;

template <class E>
absl::Status CheckEnums(const Field& field, const std::vector<E>& values) {
  return CheckList(field, values, kMaxListEntries,
                   [](const Field& at, E value) { return CheckEnum(at, value); });
}

absl::Status CheckHelp(const Offer& offer) {
  PASSUNG_RETURN_IF_ERROR(CheckEnums(Field("gaps"), offer.gaps));
  PASSUNG_RETURN_IF_ERROR(CheckEnums(Field("reasons"), offer.reasons));
  PASSUNG_RETURN_IF_ERROR(CheckEnums(Field("audiences"), offer.audiences));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("level_from"), offer.level_from));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("level_to"), offer.level_to));
  PASSUNG_RETURN_IF_ERROR(CheckEnums(Field("skills"), offer.skills));
  PASSUNG_RETURN_IF_ERROR(
      CheckSize(Field("occupations"), offer.occupations.size(), kMaxListEntries));
  PASSUNG_RETURN_IF_ERROR(CheckEnums(Field("licences"), offer.licences));
  return CheckEnum(Field("school"), offer.school);
}

absl::Status CheckLevels(const Offer& offer) {
  if (!offer.level_to) return absl::OkStatus();
  if (*offer.level_to == LanguageLevel::kNone) {
    return FieldFault(Field("level_to"), ProblemCode::kLevelNone,
                      {{"value", std::string(Name(*offer.level_to))}});
  }
  if (!offer.level_from || *offer.level_from < *offer.level_to) return absl::OkStatus();
  return FieldFault(Field("level_to"), ProblemCode::kLevelNotAbove,
                    {{"value", std::string(Name(*offer.level_to))},
                     {"name", "level_from"},
                     {"start", std::string(Name(*offer.level_from))}});
}

absl::Status CheckWhere(const Offer& offer) {
  PASSUNG_RETURN_IF_ERROR(CheckList(Field("places"), offer.places, kMaxVacancyPlaces, CheckPlace));
  PASSUNG_RETURN_IF_ERROR(CheckList(
      Field("districts"), offer.districts, kMaxListEntries,
      [](const Field& field, DistrictCode district) { return CheckDistrict(field, district); }));
  PASSUNG_RETURN_IF_ERROR(CheckEnums(Field("channels"), offer.channels));
  return CheckList(Field("languages"), offer.languages, kMaxListEntries, CheckLanguageCode);
}

absl::Status CheckDays(const Offer& offer) {
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("start"), offer.start));
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("end"), offer.end));
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("apply_until"), offer.apply_until));
  PASSUNG_RETURN_IF_ERROR(CheckDate(Field("checked"), offer.checked));
  PASSUNG_RETURN_IF_ERROR(CheckValidity(Field("valid"), offer.valid));
  if (!offer.start || !offer.end || *offer.start <= *offer.end) return absl::OkStatus();
  return FieldFault(
      Field("end"), ProblemCode::kEndsEarly,
      {{"value", offer.end->ToString()}, {"name", "start"}, {"start", offer.start->ToString()}});
}

absl::Status CheckTerms(const Offer& offer) {
  PASSUNG_RETURN_IF_ERROR(CheckHours(Field("hours"), offer.hours));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(Field("places_total"), offer.places_total, 0, kMostSeats));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(Field("places_left"), offer.places_left, 0, kMostSeats));
  PASSUNG_RETURN_IF_ERROR(
      CheckNumber(Field("months_before"), offer.months_before, 0, kMostMonthsBefore));
  PASSUNG_RETURN_IF_ERROR(CheckNumber(Field("cost_euros"), offer.cost_euros, 0, kMostEuros));
  if (!offer.admission.empty()) {
    PASSUNG_RETURN_IF_ERROR(CheckId(Field("admission"), offer.admission));
  }
  if (!offer.places_total || !offer.places_left || *offer.places_left <= *offer.places_total) {
    return absl::OkStatus();
  }
  return FieldFault(Field("places_left"), ProblemCode::kMoreThanAll,
                    {{"value", absl::StrCat(*offer.places_left)},
                     {"name", "places_total"},
                     {"most", absl::StrCat(*offer.places_total)}});
}

absl::Status CheckTexts(const Offer& offer) {
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("title"), offer.title, kMaxTitleBytes));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("provider"), offer.provider, kMaxNameBytes));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("description"), offer.description, kMaxDescriptionBytes));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("office"), offer.office, kMaxTextBytes));
  PASSUNG_RETURN_IF_ERROR(CheckList(Field("papers"), offer.papers, kMostPapers,
                                    [](const Field& field, absl::string_view paper) {
                                      return CheckText(field, paper, kMaxTextBytes);
                                    }));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("phone"), offer.phone, kMaxPhoneBytes));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("website"), offer.website, kMaxTitleBytes));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("source"), offer.source, kMaxTextBytes));
  return CheckText(Field("source_reference"), offer.source_reference, kMaxTextBytes);
}

}  // namespace

absl::Status Validate(const Offer& offer) {
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("id"), offer.id.value));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("kind"), offer.kind));
  PASSUNG_RETURN_IF_ERROR(CheckTexts(offer));
  PASSUNG_RETURN_IF_ERROR(CheckHelp(offer));
  PASSUNG_RETURN_IF_ERROR(CheckLevels(offer));
  PASSUNG_RETURN_IF_ERROR(CheckWhere(offer));
  PASSUNG_RETURN_IF_ERROR(CheckDays(offer));
  return CheckTerms(offer);
}

GapSet UsualGaps(OfferKind kind) {
  switch (kind) {
    case OfferKind::kIntegrationCourse:
    case OfferKind::kVocationalGerman:
    case OfferKind::kJobGerman:
    case OfferKind::kGermanCourse:
      return GapBit(GapKind::kGerman);
    case OfferKind::kRecognitionAdvice:
      return GapBit(GapKind::kRecognition) | GapBit(GapKind::kMeasure) |
             GapBit(GapKind::kSkillsProof);
    case OfferKind::kAdaptation:
      return GapBit(GapKind::kMeasure);
    case OfferKind::kSkillsAnalysis:
      return GapBit(GapKind::kSkillsProof);
    case OfferKind::kEntryQualification:
    case OfferKind::kPartQualification:
    case OfferKind::kRetraining:
    case OfferKind::kTrainingSupport:
      return GapBit(GapKind::kQualification);
    case OfferKind::kSchoolCourse:
      return GapBit(GapKind::kSchool);
    case OfferKind::kLicenceGrant:
      return GapBit(GapKind::kLicence);
    case OfferKind::kResidenceAdvice:
      return GapBit(GapKind::kWorkPermission);
    case OfferKind::kLabourLawAdvice:
      return GapBit(GapKind::kLabourLaw);
    case OfferKind::kInformation:
    case OfferKind::kEmployerSupport:
    case OfferKind::kPartner:
      break;
  }
  return 0;
}

GapSet GapsOf(const Offer& offer) {
  if (offer.gaps.empty()) return UsualGaps(offer.kind);
  GapSet gaps = 0;
  for (const GapKind gap : offer.gaps) gaps |= GapBit(gap);
  return gaps;
}

bool IsGermanCourse(OfferKind kind) { return kind <= OfferKind::kGermanCourse; }

bool IsRemote(const Offer& offer) {
  return std::any_of(offer.channels.begin(), offer.channels.end(), [](OfferChannel channel) {
    return channel == OfferChannel::kOnline || channel == OfferChannel::kTelephone;
  });
}

}  // namespace passung
