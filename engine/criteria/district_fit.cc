#include <algorithm>
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
    std::optional<DistrictCode> last;
    int32_t last_points = query.profile().district_fit.unknown;
    for (size_t i = 0; i < codes.size(); ++i) {
      const PlaceKey& place = query.dictionaries.place[codes[i]];
      if (const auto minutes = facts.MinutesTo(place.postal_code)) {
        points[i] = PointsOf(query, {.minutes = minutes});
        continue;
      }
      if (place.district != last) {
        last = place.district;
        last_points = PointsOf(query, WayByDistrict(query, facts, place));
      }
      points[i] = last_points;
    }
  }

  // Whoever knows ways of their own is like nobody else.
  std::optional<Likeness> LikenessOf(const Query& /*query*/, const DayFacts& facts,
                                     std::span<const uint32_t> /*codes*/) const override {
    if (!facts.travel_minutes.empty()) return std::nullopt;
    if (facts.home == nullptr) return Likeness();
    return Likeness{.facts = static_cast<uint64_t>(facts.home->district.number()) + 1};
  }

  Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
            ParameterWriter& parameters) const override {
    const PlaceKey& place = query.dictionaries.place[code];
    const Way way = WayTo(query, facts, place);
    const int32_t points = PointsOf(query, way);
    if (way.minutes) Add(parameters, ParameterName::kMinutes, *way.minutes);
    if (way.is_own) return Told::Known(points, Reason::kTravelMinutes);
    if (facts.home != nullptr) {
      Add(parameters, ParameterName::kHome, ParameterValue::Of(facts.home->district));
    }
    // A way within one district is told of that one alone.
    const bool is_within = way.minutes && facts.home->district == *place.district;
    if (place.district && !is_within) {
      Add(parameters, ParameterName::kPlace, ParameterValue::Of(*place.district));
    }
    if (way.minutes) return Told::Known(points, Reason::kTravelMinutes);
    if (way.relation) {
      Add(parameters, ParameterName::kRelation, *way.relation);
      return Told::Known(points, Reason::kDistrictRelation);
    }
    const Reason reason = facts.home == nullptr ? Reason::kHomeUnknown : Reason::kPlaceUnknown;
    return {points, reason, RangeOf(query, facts, place)};
  }

 private:
  // What is known of it: one of these, the time if there is one, or nothing.
  struct Way {
    std::optional<int32_t> minutes;
    std::optional<DistrictRelation> relation;
    bool is_own = false;  // the person's time to this place, not that from district to district
  };

  static Way WayTo(const Query& query, const DayFacts& facts, const PlaceKey& place) {
    if (const auto minutes = facts.MinutesTo(place.postal_code)) {
      return {.minutes = minutes, .relation = {}, .is_own = true};
    }
    return WayByDistrict(query, facts, place);
  }
  static Way WayByDistrict(const Query& query, const DayFacts& facts, const PlaceKey& place) {
    if (facts.home == nullptr || !place.district) return {};
    return Between(query, facts.home->district, *place.district);
  }
  static Way Between(const Query& query, DistrictCode home, DistrictCode work) {
    if (const auto minutes = query.knowledge.districts().matrix().Minutes(home, work)) {
      return {.minutes = minutes};
    }
    return {.relation = query.knowledge.Relate(home, work)};
  }
  // Whatever is unknown may turn out to be any district: one that no table knows, the same or one far
  // away; or one that the matrix has a time to or from.
  static PointsRange RangeOf(const Query& query, const DayFacts& facts, const PlaceKey& place) {
    const auto& relations = query.profile().district_fit.relation;
    PointsRange range = {relations.back(), relations.front()};
    const DistrictMatrix& matrix = query.knowledge.districts().matrix();
    if (!matrix.has_minutes()) return range;
    const auto include = [&](const Way& way) {
      const int32_t points = PointsOf(query, way);
      range = {std::min(range.min, points), std::max(range.max, points)};
    };
    if (facts.home == nullptr && !place.district) {
      include({.minutes = matrix.shortest()});
      include({.minutes = matrix.longest()});
      return range;
    }
    // Of the one district that is known, even the way within may have a time.
    range.max = range.min;
    const auto include_with = [&](DistrictCode other) {
      include(facts.home != nullptr ? Between(query, facts.home->district, other)
                                    : Between(query, other, *place.district));
    };
    for (const DistrictCode other : matrix.districts()) include_with(other);
    for (const District& other : query.knowledge.districts().all()) include_with(other.code);
    include_with(facts.home != nullptr ? facts.home->district : *place.district);
    return range;
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
