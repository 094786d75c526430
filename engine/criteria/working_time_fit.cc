#include <algorithm>

#include "engine/criteria/registry.h"

namespace passung {
namespace {

constexpr int32_t kMostHours = 48;  // § 3 ArbZG; the domain of hours that are unknown

// An exact fraction between 0 and 1.
struct Share {
  int64_t part = 1;
  int64_t whole = 1;
  friend bool operator<(const Share& a, const Share& b) {
    return a.part * b.whole < b.part * a.whole;
  }
};

constexpr Share kNothing = {0, 1};
constexpr Share kAll = {1, 1};

Share AtMostAll(int64_t part, int64_t whole) { return std::min(Share{part, whole}, kAll); }

Share HoursShare(const WeeklyHours& person, const WeeklyHours& vacancy) {
  return std::min(AtMostAll(vacancy.max, person.min), AtMostAll(person.max, vacancy.min));
}

struct Shares {
  std::optional<Share> windows;
  std::optional<Share> hours;
  // The lower one; what is unknown is no obstacle.
  Share Known() const { return std::min(windows.value_or(kAll), hours.value_or(kAll)); }
};

Shares KnownShares(const DayFacts& facts, const HoursKey& key) {
  Shares shares;
  if (key.shifts && key.shifts->empty()) {
    shares.windows = kAll;
  } else if (key.shifts && facts.windows) {
    shares.windows =
        AtMostAll(MinutesInside(*key.shifts, *facts.windows), TotalMinutes(*key.shifts));
  }
  if (key.hours && facts.hours) shares.hours = HoursShare(*facts.hours, *key.hours);
  return shares;
}

// The worst that unknown hours can turn out to be: one side asks for the most, the other for least.
Share WorstHours(const DayFacts& facts, const HoursKey& key) {
  if (facts.hours) return std::min(Share{1, facts.hours->min}, Share{facts.hours->max, kMostHours});
  if (key.hours) return std::min(Share{1, key.hours->min}, Share{key.hours->max, kMostHours});
  return {1, kMostHours};
}

int32_t PointsOf(const WorkingTimeFitTable& table, const Share& share) {
  for (const ShareStep& step : table.share) {
    if (share.part * 100 >= share.whole * step.at_least_percent) return step.points;
  }
  return 0;
}

class WorkingTimeFit final : public Criterion {
 public:
  CriterionKey key() const override { return CriterionKey::kWorkingTimeFit; }
  ColumnId column() const override { return ColumnId::kHours; }

  int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const override {
    return PointsOfShares(query, KnownShares(facts, query.dictionaries.hours[code]));
  }

  // Times of the week are too much to be said in a few bits.
  std::optional<Likeness> LikenessOf(const Query& /*query*/, const DayFacts& facts,
                                     std::span<const uint32_t> /*codes*/) const override {
    if (facts.windows) return std::nullopt;
    if (!facts.hours) return Likeness();
    return Likeness{.facts = uint64_t{1} << 63U |
                             static_cast<uint64_t>(static_cast<uint32_t>(facts.hours->min)) << 32U |
                             static_cast<uint32_t>(facts.hours->max)};
  }

  Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
            ParameterWriter& parameters) const override {
    const HoursKey& key = query.dictionaries.hours[code];
    const Shares shares = KnownShares(facts, key);
    Told told = {.points = PointsOfShares(query, shares),
                 .reason = Reason::kWorkingTimeUnknown,
                 .range = Range(query, facts, key, shares)};
    if (!shares.windows && !shares.hours) {
      AddWhatIsKnown(facts, key, parameters);
      return told;
    }
    const Share share = shares.Known();
    Add(parameters, ParameterName::kShare, share.part * 100 / share.whole);
    if (key.hours) {
      Add(parameters, ParameterName::kNeed, ParameterValue::Of(*key.hours));
    }
    if (facts.hours) {
      Add(parameters, ParameterName::kWindow, ParameterValue::Of(*facts.hours));
    }
    told.reason = share < kAll ? Reason::kWorkingTimeOutside : Reason::kWorkingTimeInside;
    return told;
  }

 private:
  // Of either side, so that a reader sees which one is to be asked.
  static void AddWhatIsKnown(const DayFacts& facts, const HoursKey& key,
                             ParameterWriter& parameters) {
    if (key.hours) {
      Add(parameters, ParameterName::kNeed, ParameterValue::Of(*key.hours));
    } else if (key.shifts) {
      Add(parameters, ParameterName::kNeed, ParameterValue::Of(*key.shifts));
    }
    if (facts.hours) {
      Add(parameters, ParameterName::kWindow, ParameterValue::Of(*facts.hours));
    } else if (facts.windows) {
      Add(parameters, ParameterName::kWindow, ParameterValue::Of(*facts.windows));
    }
  }
  static int32_t PointsOfShares(const Query& query, const Shares& shares) {
    const WorkingTimeFitTable& table = query.profile().working_time_fit;
    if (!shares.windows && !shares.hours) return table.unknown;
    return PointsOf(table, shares.Known());
  }
  static PointsRange Range(const Query& query, const DayFacts& facts, const HoursKey& key,
                           const Shares& shares) {
    const WorkingTimeFitTable& table = query.profile().working_time_fit;
    const Share worst = std::min(shares.windows.value_or(kNothing),
                                 shares.hours ? *shares.hours : WorstHours(facts, key));
    return {PointsOf(table, worst), PointsOf(table, shares.Known())};
  }
};

}  // namespace

std::unique_ptr<Criterion> MakeWorkingTimeFit() { return std::make_unique<WorkingTimeFit>(); }

}  // namespace passung
