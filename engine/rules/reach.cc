#include <algorithm>
#include <optional>

#include "engine/rules/registry.h"

namespace passung {
namespace {

int32_t LimitOf(const Query& query, const DayFacts& facts) {
  return facts.max_travel_minutes.value_or(query.profile().rules.reach_max_minutes);
}

class Reach final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kReach; }
  ColumnId column() const override { return ColumnId::kReach; }
  bool HasEvidence() const override { return true; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const ReachKey& key = query.dictionaries.reach[code];
    const auto minutes = facts.MinutesTo(key.place.postal_code);
    if (minutes && *minutes > LimitOf(query, facts)) {
      return {.verdict = Verdict::kFail,
              .reason = Reason::kTravelTooLong,
              .step = Step::kTravelFurther};
    }
    if (key.odd_hours && facts.has_car != true) {
      return {.verdict = Verdict::kUnknown, .reason = Reason::kShiftTransportUnknown};
    }
    if (minutes) return {.reason = Reason::kTravelWithin};
    return JudgeDistricts(query, facts, key.place);
  }

  bool MayFail(const Query& query, const DayFacts& facts) const override {
    return std::any_of(facts.travel_minutes.begin(), facts.travel_minutes.end(),
                       [limit = LimitOf(query, facts)](const DayFacts::Minutes& known) {
                         return known.minutes > limit;
                       });
  }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding&,
                ParameterWriter& parameters) const override {
    const ReachKey& key = query.dictionaries.reach[code];
    const auto own = facts.MinutesTo(key.place.postal_code);
    const auto minutes = own ? own : MinutesBetween(query, facts, key.place);
    if (minutes) {
      Add(parameters, ParameterName::kMinutes, *minutes);
      Add(parameters, ParameterName::kLimit, LimitOf(query, facts));
    }
    if (facts.home == nullptr || !key.place.district) return;
    const DistrictCode home = facts.home->district;
    Add(parameters, ParameterName::kHome, ParameterValue::Of(home));
    // A time between districts stands in the place of their relation; one within a district is told of
    // that one alone.
    const bool is_measured = minutes && !own;
    if (!is_measured || *key.place.district != home) {
      Add(parameters, ParameterName::kPlace, ParameterValue::Of(*key.place.district));
    }
    if (is_measured) return;
    Add(parameters, ParameterName::kRelation, query.knowledge.Relate(home, *key.place.district));
  }

  // When the first shift of a day begins.
  void AddEvidence(const Vacancy& vacancy, Reason reason,
                   ParameterWriter& parameters) const override {
    const auto& shifts = vacancy.shifts;
    if (reason == Reason::kShiftTransportUnknown && shifts && !shifts->empty()) {
      const int32_t first = std::min_element(shifts->begin(), shifts->end(),
                                             [](const TimeWindow& a, const TimeWindow& b) {
                                               return a.from_minute < b.from_minute;
                                             })
                                ->from_minute;
      Add(parameters, ParameterName::kShift, ParameterValue::TimeOfDay(first));
    }
  }

 private:
  // From district to district, as the operator measured it.
  static std::optional<int32_t> MinutesBetween(const Query& query, const DayFacts& facts,
                                               const PlaceKey& place) {
    if (facts.home == nullptr || !place.district) return std::nullopt;
    return query.knowledge.districts().matrix().Minutes(facts.home->district, *place.district);
  }

  // The time between districts is not this person's time to this place: one that is too long makes a
  // question and bars nobody.
  static Finding JudgeDistricts(const Query& query, const DayFacts& facts, const PlaceKey& place) {
    if (facts.home == nullptr) {
      return {.verdict = Verdict::kUnknown, .reason = Reason::kHomeUnknown};
    }
    if (!place.district) return {.verdict = Verdict::kUnknown, .reason = Reason::kPlaceUnknown};
    if (const auto minutes = MinutesBetween(query, facts, place)) {
      if (*minutes <= LimitOf(query, facts)) return {.reason = Reason::kTravelWithin};
      return {.verdict = Verdict::kUnknown, .reason = Reason::kTravelUnknown};
    }
    const DistrictRelation relation = query.knowledge.Relate(facts.home->district, *place.district);
    if (query.profile().rules.reach_relations[Index(relation)]) {
      return {.reason = Reason::kDistrictRelation};
    }
    return {.verdict = Verdict::kUnknown, .reason = Reason::kTravelUnknown};
  }
};

}  // namespace

std::unique_ptr<Rule> MakeReach() { return std::make_unique<Reach>(); }

}  // namespace passung
