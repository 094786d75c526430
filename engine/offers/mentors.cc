#include "engine/offers/mentors.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/offers/closing.h"
#include "engine/offers/way.h"

namespace passung {
namespace {

constexpr int32_t kFullPoints = 10'000;
constexpr int32_t kNotKnown = 5'000;

// Sum 10 000.
constexpr int32_t kNearnessWeight = 3'500;
constexpr int32_t kLanguageWeight = 3'000;
constexpr int32_t kFieldWeight = 1'500;
constexpr int32_t kCaseloadWeight = 2'000;
static_assert(kNearnessWeight + kLanguageWeight + kFieldWeight + kCaseloadWeight == kFullPoints);

SuggestionPart PartOf(SuggestionCriterion criterion, int32_t weight, const Rated& rated,
                      ReasonParameters parameters = {}) {
  return {.criterion = criterion,
          .points = rated.points,
          .weight = weight,
          .contribution = rated.points * weight,
          .reason = rated.reason,
          .parameters = std::move(parameters)};
}

SuggestionPart RateNearness(const MentorCase& of) {
  Rated rated = {kNotKnown, SuggestionReason::kHomeUnknown};
  ReasonParameters parameters;
  if (of.facts.home != nullptr) {
    const DistrictCode home = of.facts.home->district;
    const auto nearest = NearestOf(of.knowledge, home, of.mentor.districts);
    rated = {kNotKnown, SuggestionReason::kPlaceUnknown};
    AddParameter(parameters, ParameterName::kHome, ParameterValue::Of(home));
    if (nearest) {
      rated = {NearnessPoints(*nearest), SuggestionReason::kNear};
      AddParameter(parameters, ParameterName::kRelation, *nearest);
    }
  }
  return PartOf(SuggestionCriterion::kNearness, kNearnessWeight, rated, std::move(parameters));
}

// A mentor speaks German, whatever else.
SuggestionPart RateSpokenLanguage(const MentorCase& of) {
  std::vector<std::string> languages = of.mentor.languages;
  languages.emplace_back("de");
  const Rated rated = LanguageInCommon(of.facts, languages);
  return PartOf(SuggestionCriterion::kLanguage, kLanguageWeight, rated,
                DescribeLanguage(of.facts, languages, rated));
}

// By the claim that lies nearest to a field.
SuggestionPart RateField(const MentorCase& of) {
  Rated best = {0, SuggestionReason::kFieldOther};
  ReasonParameters parameters;
  if (of.mentor.fields.empty()) {
    best = {kNotKnown, SuggestionReason::kFieldOpen};
  } else if (!of.facts.claims_known()) {
    best = {kNotKnown, SuggestionReason::kClaimsUnknown};
  } else {
    std::optional<OccupationCode> nearest;
    for (const DayFacts::Claim& claim : of.facts.claims) {
      const auto rated = ForOccupation(of.knowledge, of.mentor.fields, claim.occupation);
      if (!rated || rated->points <= best.points) continue;
      best = {rated->points, SuggestionReason::kFieldKnown};
      nearest = claim.occupation;
    }
    if (nearest) AddParameter(parameters, ParameterName::kOccupation, ParameterValue::Of(*nearest));
  }
  return PartOf(SuggestionCriterion::kField, kFieldWeight, best, std::move(parameters));
}

SuggestionPart RateCaseload(const MentorCase& of) {
  Rated rated = {kNotKnown, SuggestionReason::kCapacityUnknown};
  ReasonParameters parameters;
  AddParameter(parameters, ParameterName::kMet, ParameterValue::Number(of.mentees));
  if (of.mentor.capacity) {
    const int32_t capacity = *of.mentor.capacity;
    const int32_t room = std::max(0, capacity - of.mentees);
    rated = {static_cast<int32_t>(int64_t{kFullPoints} * room / capacity),
             room > 0 ? SuggestionReason::kHasRoom : SuggestionReason::kCaseloadFull};
    AddParameter(parameters, ParameterName::kLimit, ParameterValue::Number(capacity));
  }
  return PartOf(SuggestionCriterion::kCaseload, kCaseloadWeight, rated, std::move(parameters));
}

}  // namespace

bool HasNoRoom(const MentorCase& of) {
  return of.mentor.capacity && of.mentees >= *of.mentor.capacity;
}

std::vector<SuggestionPart> RateMentor(const MentorCase& of) {
  return {RateNearness(of), RateSpokenLanguage(of), RateField(of), RateCaseload(of)};
}

}  // namespace passung
