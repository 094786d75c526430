#include "engine/offers/way.h"

#include <algorithm>
#include <array>

namespace passung {
namespace {

constexpr int32_t kHere = 10'000;
constexpr int32_t kVisit = 9'000;
constexpr int32_t kRemote = 8'000;
constexpr int32_t kPointsUnknown = 5'000;
constexpr int32_t kGermanSpoken = 7'000;
constexpr int32_t kGermanToCome = 2'500;
constexpr int32_t kUsualLimitMinutes = 90;  // as of the rule reach under the profile "default"

constexpr std::array<int32_t, 5> kByRelation = {10'000, 7'500, 5'500, 2'500, 0};

struct MinutesStep {
  int32_t at_most;
  int32_t points;
};
constexpr std::array kByMinutes = {MinutesStep{30, 10'000}, MinutesStep{60, 7'500},
                                   MinutesStep{90, 5'000}};

int32_t MinutesPoints(int32_t minutes) {
  for (const MinutesStep& step : kByMinutes) {
    if (minutes <= step.at_most) return step.points;
  }
  return 0;
}

bool HasChannel(const Offer& offer, OfferChannel channel) {
  return std::find(offer.channels.begin(), offer.channels.end(), channel) != offer.channels.end();
}

bool Serves(const Offer& offer, DistrictCode home) {
  return std::find(offer.districts.begin(), offer.districts.end(), home) != offer.districts.end();
}

Way Fixed(Verdict verdict, int32_t points, SuggestionReason reason) {
  return {.verdict = verdict, .rated = {points, reason}};
}

// The way to one district, of which minutes may be known.
Way WayToDistrict(const OfferCase& of, std::optional<DistrictCode> district,
                  std::optional<int32_t> minutes) {
  Way way;
  way.place = district;
  if (minutes) {
    const int32_t limit = of.facts.max_travel_minutes.value_or(kUsualLimitMinutes);
    way.minutes = minutes;
    way.rated = {MinutesPoints(*minutes), SuggestionReason::kMinutesAway};
    if (*minutes > limit) way.verdict = Verdict::kFail;
  } else if (!district) {
    return Fixed(Verdict::kUnknown, kPointsUnknown, SuggestionReason::kPlaceUnknown);
  } else if (of.facts.home == nullptr) {
    return Fixed(Verdict::kUnknown, kPointsUnknown, SuggestionReason::kHomeUnknown);
  } else {
    way.relation = of.knowledge.Relate(of.facts.home->district, *district);
    way.rated = {NearnessPoints(*way.relation), SuggestionReason::kNear};
    if (*way.relation > DistrictRelation::kBordering) {
      way.verdict = Verdict::kFail;
      way.rated.reason = SuggestionReason::kTooFar;
    }
  }
  const AreaLimit* limit = of.facts.movement_limit;
  const bool leaves = limit != nullptr && limit->limited && district &&
                      !limit->area.Contains(*district) && way.verdict == Verdict::kPass;
  if (leaves) {
    way.verdict = Verdict::kUnknown;
    way.rated.reason = SuggestionReason::kLeavesArea;
  }
  return way;
}

bool IsBetter(const Way& a, const Way& b) {
  return a.verdict != b.verdict ? a.verdict < b.verdict : a.rated.points > b.rated.points;
}

// Of all places; those that it serves stand for places where none is named.
Way WayOnSite(const OfferCase& of) {
  std::optional<Way> best;
  const auto offer_way = [&](const Way& way) {
    if (!best || IsBetter(way, *best)) best = way;
  };
  for (const Place& place : of.offer.places) {
    offer_way(WayToDistrict(of, place.district, of.facts.MinutesTo(place.postal_code)));
  }
  if (of.offer.places.empty()) {
    for (const DistrictCode district : of.offer.districts) {
      offer_way(WayToDistrict(of, district, std::nullopt));
    }
  }
  return best.value_or(Fixed(Verdict::kUnknown, kPointsUnknown, SuggestionReason::kPlaceUnknown));
}

}  // namespace

int32_t NearnessPoints(DistrictRelation relation) { return kByRelation.at(Index(relation)); }

std::optional<DistrictRelation> NearestOf(const KnowledgeImpl& knowledge, DistrictCode home,
                                          std::span<const DistrictCode> districts) {
  std::optional<DistrictRelation> nearest;
  for (const DistrictCode district : districts) {
    const DistrictRelation relation = knowledge.Relate(home, district);
    if (!nearest || relation < *nearest) nearest = relation;
  }
  return nearest;
}

Way WayTo(const OfferCase& of) {
  const Offer& offer = of.offer;
  if (!offer.districts.empty()) {
    if (of.facts.home == nullptr) {
      return Fixed(Verdict::kUnknown, kPointsUnknown, SuggestionReason::kHomeUnknown);
    }
    if (!Serves(offer, of.facts.home->district)) {
      return Fixed(Verdict::kFail, 0, SuggestionReason::kOtherDistrict);
    }
  }
  std::optional<Way> best;
  const auto offer_way = [&](const Way& way) {
    if (!best || IsBetter(way, *best)) best = way;
  };
  if (offer.channels.empty() || HasChannel(offer, OfferChannel::kOnSite)) {
    offer_way(WayOnSite(of));
  }
  if (HasChannel(offer, OfferChannel::kVisiting)) {
    offer_way(Fixed(Verdict::kPass, kVisit, SuggestionReason::kComesToYou));
  }
  if (IsRemote(offer)) {
    offer_way(Fixed(Verdict::kPass, kRemote, SuggestionReason::kWithoutTravel));
  }
  return *best;
}

ReasonParameters DescribeWay(const OfferCase& of, const Way& way) {
  ReasonParameters parameters;
  if (way.minutes) {
    AddParameter(parameters, ParameterName::kMinutes, ParameterValue::Number(*way.minutes));
    AddParameter(parameters, ParameterName::kLimit,
                 ParameterValue::Number(of.facts.max_travel_minutes.value_or(kUsualLimitMinutes)));
  }
  if (way.relation) {
    AddParameter(parameters, ParameterName::kRelation, *way.relation);
    AddParameter(parameters, ParameterName::kHome, ParameterValue::Of(of.facts.home->district));
  }
  if (way.place) AddParameter(parameters, ParameterName::kPlace, ParameterValue::Of(*way.place));
  if (way.rated.reason == SuggestionReason::kLeavesArea) {
    AddParameter(parameters, ParameterName::kArea,
                 ParameterValue::Of(of.facts.movement_limit->area));
  }
  return parameters;
}

Rated LanguageInCommon(const DayFacts& facts, const std::vector<std::string>& languages) {
  if (facts.Speaks(languages) != nullptr) return {kHere, SuggestionReason::kSpeaksLanguage};
  const bool german =
      languages.empty() || std::find(languages.begin(), languages.end(), "de") != languages.end();
  if (!german) return {0, SuggestionReason::kNoCommonLanguage};
  const std::optional<LanguageLevel> speaks = facts.german[Index(LanguageSkill::kSpeaking)];
  if (!speaks) return {kPointsUnknown, SuggestionReason::kGermanUnknown};
  if (*speaks >= LanguageLevel::kB1) return {kGermanSpoken, SuggestionReason::kGermanEnough};
  return {kGermanToCome, SuggestionReason::kGermanHard};
}

ReasonParameters DescribeLanguage(const DayFacts& facts, const std::vector<std::string>& languages,
                                  const Rated& rated) {
  ReasonParameters parameters;
  if (rated.reason == SuggestionReason::kSpeaksLanguage) {
    AddParameter(parameters, ParameterName::kLanguage, absl::string_view(*facts.Speaks(languages)));
  }
  const bool about_german = rated.reason == SuggestionReason::kGermanEnough ||
                            rated.reason == SuggestionReason::kGermanHard;
  if (about_german) {
    AddParameter(parameters, ParameterName::kHave, *facts.german[Index(LanguageSkill::kSpeaking)]);
  }
  return parameters;
}

}  // namespace passung
