#include <optional>

#include "engine/criteria/registry.h"
#include "engine/criteria/steps.h"

namespace passung {
namespace {

class DistrictFit final : public Criterion {
 public:
  CriterionKey key() const override { return CriterionKey::kDistrictFit; }
  ColumnId column() const override { return ColumnId::kPlace; }

  int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const override {
    return PointsOf(query, WayTo(query, facts, query.dictionaries.place[code]));
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

  Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
            ParameterWriter& parameters) const override {
    const PlaceKey& place = query.dictionaries.place[code];
    const Way way = WayTo(query, facts, place);
    const int32_t points = PointsOf(query, way);
    if (way.minutes) {
      Add(parameters, ParameterName::kMinutes, *way.minutes);
      return Told::Known(points, Reason::kTravelMinutes);
    }
    if (facts.home != nullptr) {
      Add(parameters, ParameterName::kHome, ParameterValue::Of(facts.home->district));
    }
    if (place.district) Add(parameters, ParameterName::kPlace, ParameterValue::Of(*place.district));
    if (way.relation) {
      Add(parameters, ParameterName::kRelation, *way.relation);
      return Told::Known(points, Reason::kDistrictRelation);
    }
    // Whatever is unknown may turn out to be the same district or one far away; relations fall.
    const auto& relations = query.profile().district_fit.relation;
    const Reason reason = facts.home == nullptr ? Reason::kHomeUnknown : Reason::kPlaceUnknown;
    return {points, reason, {relations.back(), relations.front()}};
  }

 private:
  // What is known of it: one of these, the time if there is one, or nothing.
  struct Way {
    std::optional<int32_t> minutes;
    std::optional<DistrictRelation> relation;
  };

  static Way WayTo(const Query& query, const DayFacts& facts, const PlaceKey& place) {
    if (const auto minutes = facts.MinutesTo(place.postal_code)) return {.minutes = minutes};
    if (facts.home == nullptr || !place.district) return {};
    return {.relation = query.knowledge.Relate(facts.home->district, *place.district)};
  }
  static int32_t PointsOf(const Query& query, const Way& way) {
    const DistrictFitTable& table = query.profile().district_fit;
    if (way.minutes) return PointsAt(table.minutes, *way.minutes);
    return way.relation ? table.relation[Index(*way.relation)] : table.unknown;
  }
};

}  // namespace

std::unique_ptr<Criterion> MakeDistrictFit() { return std::make_unique<DistrictFit>(); }

}  // namespace passung
