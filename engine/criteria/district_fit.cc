#include <algorithm>

#include "engine/criteria/registry.h"
#include "engine/criteria/steps.h"

namespace passung {
namespace {

class DistrictFit final : public SeparateCriterion {
 public:
  CriterionKey key() const override { return CriterionKey::kDistrictFit; }
  ColumnId column() const override { return ColumnId::kPlace; }

  int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const PlaceKey& place = query.dictionaries.place[code];
    const DistrictFitTable& table = query.profile().district_fit;
    if (const auto minutes = facts.MinutesTo(place.postal_code)) {
      return PointsAt(table.minutes, *minutes);
    }
    if (facts.home == nullptr || !place.district) return table.unknown;
    const DistrictRelation relation = query.knowledge.Relate(facts.home->district, *place.district);
    return table.relation[Index(relation)];
  }

  // Neighbours in a list of codes often lie in one district.
  void Rate(const Query& query, const DayFacts& facts, std::span<const uint32_t> codes,
            std::span<int32_t> points) const override {
    if (!facts.travel_minutes.empty() || facts.home == nullptr) {
      return Criterion::Rate(query, facts, codes, points);
    }
    std::optional<DistrictCode> last;
    int32_t last_points = query.profile().district_fit.unknown;
    for (size_t i = 0; i < codes.size(); ++i) {
      const std::optional<DistrictCode>& district = query.dictionaries.place[codes[i]].district;
      if (district != last) {
        last = district;
        last_points = Points(query, facts, codes[i]);
      }
      points[i] = last_points;
    }
  }

  PointsRange Range(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const PlaceKey& place = query.dictionaries.place[code];
    const bool known =
        facts.MinutesTo(place.postal_code) || (facts.home != nullptr && place.district);
    if (known) {
      const int32_t points = Points(query, facts, code);
      return {points, points};
    }
    // Whatever is unknown may turn out to be the same district or one far away; relations fall.
    const DistrictFitTable& table = query.profile().district_fit;
    return {table.relation.back(), table.relation.front()};
  }

  Reason Describe(const Query& query, const DayFacts& facts, uint32_t code,
                  ParameterWriter& parameters) const override {
    const PlaceKey& place = query.dictionaries.place[code];
    if (const auto minutes = facts.MinutesTo(place.postal_code)) {
      Add(parameters, ParameterName::kMinutes, *minutes);
      return Reason::kTravelMinutes;
    }
    if (facts.home != nullptr) {
      Add(parameters, ParameterName::kHome, ParameterValue::Of(facts.home->district));
    }
    if (place.district) Add(parameters, ParameterName::kPlace, ParameterValue::Of(*place.district));
    if (facts.home == nullptr) return Reason::kHomeUnknown;
    if (!place.district) return Reason::kPlaceUnknown;
    Add(parameters, ParameterName::kRelation,
        query.knowledge.Relate(facts.home->district, *place.district));
    return Reason::kDistrictRelation;
  }
};

}  // namespace

std::unique_ptr<SeparateCriterion> MakeDistrictFit() { return std::make_unique<DistrictFit>(); }

}  // namespace passung
