#include <algorithm>

#include "engine/criteria/registry.h"
#include "engine/criteria/steps.h"
#include "engine/vocabulary/period.h"

namespace passung {
namespace {

constexpr uint64_t kIsKnown = uint64_t{1} << 32U;
constexpr int32_t kDomainDays = 730;  // how far ahead an unknown day may turn out to lie

class StartFit final : public Criterion {
 public:
  CriterionKey key() const override { return CriterionKey::kStartFit; }
  ColumnId column() const override { return ColumnId::kStart; }

  int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const StartKey& key = query.dictionaries.start[code];
    const StartFitTable& table = query.profile().start_fit;
    if (!facts.available_from || !key.start_day) return table.unknown;
    return PointsAt(table.weeks_late, DaysLate(query, facts.available_from->days(), *key.start_day),
                    kDaysAWeek);
  }

  std::optional<Likeness> LikenessOf(const Query& /*query*/, const DayFacts& facts,
                                     std::span<const uint32_t> /*codes*/) const override {
    if (!facts.available_from) return Likeness();
    return Likeness{.facts = kIsKnown | static_cast<uint32_t>(facts.available_from->days())};
  }

  Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
            ParameterWriter& parameters) const override {
    const StartKey& key = query.dictionaries.start[code];
    if (key.start_day) {
      Add(parameters, ParameterName::kStart, ParameterValue::Of(Date::FromDays(*key.start_day)));
    }
    const int32_t points = Points(query, facts, code);
    if (!facts.available_from || !key.start_day) {
      return {points, Reason::kStartUnknown, Range(query, facts, key)};
    }
    const int32_t late = DaysLate(query, facts.available_from->days(), *key.start_day);
    Add(parameters, ParameterName::kDays, late);
    return Told::Known(points, late > 0 ? Reason::kStartTooLate : Reason::kStartPossible);
  }

 private:
  static PointsRange Range(const Query& query, const DayFacts& facts, const StartKey& key) {
    const int32_t now = query.as_of.days();
    const int32_t latest_first_day =
        facts.available_from ? facts.available_from->days() : now + kDomainDays;
    const int32_t earliest_first_day = facts.available_from ? latest_first_day : now;
    const int32_t earliest_start = key.start_day.value_or(now);
    const int32_t latest_start = key.start_day.value_or(now + kDomainDays);
    const auto& steps = query.profile().start_fit.weeks_late;
    return {PointsAt(steps, DaysLate(query, latest_first_day, earliest_start), kDaysAWeek),
            PointsAt(steps, DaysLate(query, earliest_first_day, latest_start), kDaysAWeek)};
  }
  // Only days by which the *person* is late; a start in the past waits for today.
  static int32_t DaysLate(const Query& query, int32_t first_day, int32_t start_day) {
    const int32_t now = query.as_of.days();
    return std::max(0, std::max(first_day, now) - std::max(start_day, now));
  }
};

}  // namespace

std::unique_ptr<Criterion> MakeStartFit() { return std::make_unique<StartFit>(); }

}  // namespace passung
