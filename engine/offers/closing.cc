#include "engine/offers/closing.h"

#include <algorithm>
#include <array>

namespace passung {
namespace {

using Level = std::optional<LanguageLevel>;

constexpr int32_t kWhole = 10'000;
constexpr int32_t kAnyOccupation = 7'000;
constexpr int32_t kAnswer = 8'000;  // it explains the reason, and changes nothing by itself
constexpr int32_t kUnknown = 5'000;
constexpr int32_t kAdviceOnly = 2'000;
// Of a prefix of so many digits that covers the occupation.
constexpr std::array<int32_t, 6> kByDigits = {0, 5'000, 6'500, 8'000, 9'500, 10'000};
constexpr int kWholeCode = 5;

bool Teaches(const Offer& offer, size_t skill) {
  if (offer.skills.empty()) return true;
  const auto wanted = static_cast<LanguageSkill>(skill);
  return std::find(offer.skills.begin(), offer.skills.end(), wanted) != offer.skills.end();
}

int Distance(LanguageLevel from, LanguageLevel to) {
  return std::max(0, static_cast<int>(to) - static_cast<int>(from));
}

// Levels that are missing in all skills together, and those that a course brings.
struct Levels {
  int needed = 0;
  int closed = 0;
  bool unknown = false;  // a skill that is taught and asked for, whose level nobody knows
};

Levels CountLevels(const Offer& offer, const Gap& gap) {
  Levels levels;
  for (size_t skill = 0; skill < gap.needs.size(); ++skill) {
    if (!gap.needs[skill]) continue;
    const bool taught = Teaches(offer, skill);
    if (!gap.has[skill]) {
      levels.unknown = levels.unknown || taught;
      continue;
    }
    const int missing = Distance(*gap.has[skill], *gap.needs[skill]);
    levels.needed += missing;
    if (taught && offer.level_to) {
      levels.closed += std::min(missing, Distance(*gap.has[skill], *offer.level_to));
    }
  }
  return levels;
}

std::optional<Rated> CloseGerman(const Offer& offer, const Gap& gap) {
  if (!offer.level_to) return Rated{kAdviceOnly, SuggestionReason::kAdvises};
  const Levels levels = CountLevels(offer, gap);
  if (levels.closed > 0) {
    return Rated{kWhole * levels.closed / levels.needed, levels.closed == levels.needed
                                                             ? SuggestionReason::kClosesGap
                                                             : SuggestionReason::kShortensGap};
  }
  if (levels.needed == 0 && levels.unknown) return Rated{kUnknown, SuggestionReason::kLevelUnknown};
  return std::nullopt;
}

std::optional<Rated> CloseLicence(const Offer& offer, LicenceKind licence) {
  if (offer.licences.empty()) return Rated{kUnknown, SuggestionReason::kAdvises};
  const bool leads_there = std::any_of(
      offer.licences.begin(), offer.licences.end(),
      [&](LicenceKind kind) { return (ImpliedLicences(kind) & LicenceBit(licence)) != 0; });
  if (!leads_there) return std::nullopt;
  return Rated{kWhole, SuggestionReason::kClosesGap};
}

std::optional<Rated> CloseSchool(const Offer& offer, SchoolCertificate needed) {
  if (!offer.school) return Rated{kUnknown, SuggestionReason::kAdvises};
  if (*offer.school < needed) return std::nullopt;
  return Rated{kWhole, SuggestionReason::kClosesGap};
}

// By the occupation of the gap, or else the best of those that the person claims.
std::optional<Rated> CloseForOccupation(const OfferCase& of, const Gap& gap) {
  const std::vector<OccupationPrefix>& prefixes = of.offer.occupations;
  if (prefixes.empty()) return Rated{kAnyOccupation, SuggestionReason::kForAnyOccupation};
  if (gap.occupation) return ForOccupation(of.knowledge, prefixes, *gap.occupation);
  if (!of.facts.claims_known()) return Rated{kUnknown, SuggestionReason::kClaimsUnknown};
  std::optional<Rated> best;
  for (const DayFacts::Claim& claim : of.facts.claims) {
    const auto rated = ForOccupation(of.knowledge, prefixes, claim.occupation);
    if (rated && (!best || rated->points > best->points)) best = rated;
  }
  return best;
}

std::optional<Rated> CloseByKind(const OfferCase& of, const Gap& gap) {
  switch (gap.kind) {
    case GapKind::kGerman:
      // A course for nurses is none for cooks.
      if (!CloseForOccupation(of, gap)) return std::nullopt;
      return CloseGerman(of.offer, gap);
    case GapKind::kLicence:
      return CloseLicence(of.offer, *gap.licence);
    case GapKind::kSchool:
      return CloseSchool(of.offer, *gap.school);
    case GapKind::kRecognition:
    case GapKind::kMeasure:
    case GapKind::kSkillsProof:
    case GapKind::kQualification:
    case GapKind::kSkill:
      return CloseForOccupation(of, gap);
    case GapKind::kWorkPermission:
    case GapKind::kLabourLaw:
    case GapKind::kTravel:
    case GapKind::kWorkingTime:
    case GapKind::kOrientation:
      break;
  }
  return Rated{kWhole, SuggestionReason::kAdvises};
}

bool Answers(const Offer& offer, Reason reason) {
  return reason != Reason::kNone &&
         std::find(offer.reasons.begin(), offer.reasons.end(), reason) != offer.reasons.end();
}

}  // namespace

std::optional<Rated> ForOccupation(const KnowledgeImpl& knowledge,
                                   const std::vector<OccupationPrefix>& prefixes,
                                   OccupationCode occupation) {
  if (prefixes.empty()) return Rated{kAnyOccupation, SuggestionReason::kForAnyOccupation};
  int32_t points = 0;
  for (const OccupationPrefix& prefix : prefixes) {
    if (prefix.Covers(occupation)) {
      points = std::max(points, kByDigits.at(static_cast<size_t>(prefix.digits())));
    } else if (prefix.digits() == kWholeCode &&
               knowledge.regulated().SameProfession(OccupationCode::FromNumber(prefix.number()),
                                                    occupation)) {
      points = std::max(points, kByDigits[4]);
    }
  }
  if (points == 0) return std::nullopt;
  return Rated{points, SuggestionReason::kForOccupation};
}

std::optional<Rated> Closing(const OfferCase& of, const Gap& gap) {
  if ((GapsOf(of.offer) & GapBit(gap.kind)) != 0) {
    if (const auto closing = CloseByKind(of, gap)) return closing;
  }
  if (Answers(of.offer, gap.reason)) return Rated{kAnswer, SuggestionReason::kAnswersReason};
  return std::nullopt;
}

ReasonParameters DescribeClosing(const OfferCase& of, const Gap& gap, const Rated& closing) {
  ReasonParameters parameters;
  if (gap.kind == GapKind::kGerman) {
    if (of.offer.level_to) AddParameter(parameters, ParameterName::kNeed, *of.offer.level_to);
    ParameterValue missing = ParameterValue::Missing(gap.has, gap.needs);
    if (!missing.empty()) AddParameter(parameters, ParameterName::kSkills, std::move(missing));
  }
  if (gap.kind == GapKind::kLicence) {
    AddParameter(parameters, ParameterName::kLicence, *gap.licence);
  }
  if (gap.kind == GapKind::kSchool) AddParameter(parameters, ParameterName::kNeed, *gap.school);
  if (gap.occupation && closing.reason == SuggestionReason::kForOccupation) {
    AddParameter(parameters, ParameterName::kOccupation, ParameterValue::Of(*gap.occupation));
  }
  return parameters;
}

}  // namespace passung
