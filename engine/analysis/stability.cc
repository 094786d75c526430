#include "engine/analysis/stability.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/analysis/weight_line.h"
#include "engine/base/largest_remainder.h"

// The list stays the same as long as each of its vacancies comes before the next one, and the last one
// before every vacancy that is not in it. A vacancy comes before another as long as, for each combination
// of that, one of its own scores more: the weights with which it does not are an interval for each such
// combination. With a weight so close to one of them that rounding may decide, the rounded weights are
// made and tried.

namespace passung {
namespace {

constexpr int64_t kMost = StabilityResult::kMostWeight;

// One vacancy that comes before a combination of another, for now.
struct Order {
  uint32_t before = 0;  // numbers of entries
  uint32_t after = 0;
  PointsRow row{};  // the combination of `after`
};

// An order, and how far away the weights lie with which rounding may break it.
struct Doubt {
  Range distance;
  const Order* order = nullptr;
};

// The integer weights on one side of the one in use.
struct Side {
  int64_t now = 0;
  bool is_above = false;
  int64_t most = 0;  // how far away they go
  std::vector<Doubt> doubts;

  int64_t WeightAt(int64_t distance) const { return is_above ? now + distance : now - distance; }
  void Add(const Range& weights, const Order* order) {
    Range distance = is_above ? Range{weights.first - now, weights.last - now}
                              : Range{now - weights.last, now - weights.first};
    distance.Intersect({1, most});
    if (!distance.empty()) doubts.push_back({distance, order});
  }
};

// Keeps the stricter of two ends of an interval.
void TakeEarlierEnd(const WeightInterval& lost, std::optional<WeightBound>& to) {
  const WeightBound end{lost.from.numerator, lost.from.denominator, !lost.from.included};
  const bool is_stricter =
      !to || IsLess(end, *to) || (!IsLess(*to, end) && to->included && !end.included);
  if (is_stricter) to = end;
}
void TakeLaterBegin(const WeightInterval& lost, WeightBound& from) {
  const WeightBound begin{lost.to->numerator, lost.to->denominator, !lost.to->included};
  const bool is_stricter =
      IsLess(from, begin) || (!IsLess(begin, from) && from.included && !begin.included);
  if (is_stricter) from = begin;
}

class Stability {
 public:
  Stability(const SnapshotImpl& snapshot, const MarketPoints& market, const AppliedProfile& applied,
            int32_t places)
      : snapshot_(snapshot), market_(market), weights_(WeightsRowOf(applied)) {
    std::vector<ScoredVacancy> list = market.List(weights_);
    const size_t listed = std::min(list.size(), static_cast<size_t>(places));
    for (size_t i = 0; i + 1 < listed; ++i) AddOrders(list[i], list[i + 1]);
    for (size_t i = listed; i < list.size(); ++i) AddOrders(list[listed - 1], list[i]);
    list.resize(listed);
    for (const ScoredVacancy& standing : list) result_.list.push_back(IdOf(standing.number));
  }

  StabilityResult Run() {
    for (size_t c = 0; c < result_.criteria.size(); ++c) result_.criteria[c] = OfCriterion(c);
    FindNearest();
    return std::move(result_);
  }

 private:
  const VacancyId& IdOf(uint32_t number) const {
    return snapshot_.vacancy(market_.entries()[number].slot).id;
  }
  absl::Span<const PointsRow> RowsOf(uint32_t number) const {
    return market_.rows(market_.entries()[number]);
  }
  bool WinsTies(const Order& order) const {
    return market_.entries()[order.before].order < market_.entries()[order.after].order;
  }

  void AddOrders(const ScoredVacancy& before, const ScoredVacancy& after) {
    for (const PointsRow& row : RowsOf(after.number)) {
      orders_.push_back({before.number, after.number, row});
    }
  }

  WeightStability OfCriterion(size_t criterion) const;
  // The weights with which the order is lost, and those with which rounding may lose it.
  std::pair<WeightInterval, Range> LossOf(const WeightLine& line, const Order& order) const;
  bool Holds(const Order& order, const WeightsRow& weights) const;
  // How far the weight can go with everything as it is, and what changes then.
  struct Walk {
    int64_t distance = 0;
    std::optional<WeightSwap> swap;
  };
  Walk WalkAway(const WeightLine& line, const Side& side) const;
  // The first of the doubts that the rounded weights confirm; nullptr if none.
  const Order* FirstBroken(const WeightLine& line, int64_t weight,
                           const std::vector<Doubt>& doubts) const;
  void FindNearest();

  const SnapshotImpl& snapshot_;
  const MarketPoints& market_;
  const WeightsRow weights_;
  std::vector<Order> orders_;  // by place in the list
  StabilityResult result_;
};

std::pair<WeightInterval, Range> Stability::LossOf(const WeightLine& line,
                                                   const Order& order) const {
  WeightInterval lost;
  Range doubtful{0, kMost};
  const bool wins_ties = WinsTies(order);
  for (const PointsRow& own : RowsOf(order.before)) {
    const Rivalry rivalry(line, own, order.row, wins_ties);
    lost.Intersect(rivalry.Lost());
    doubtful.Intersect(rivalry.MayBeLostByRounding(line, kMost));
  }
  return {lost, doubtful};
}

WeightStability Stability::OfCriterion(size_t criterion) const {
  const WeightLine line(weights_, criterion);
  const int64_t now = weights_[criterion];
  WeightStability result{.criterion = static_cast<CriterionKey>(criterion),
                         .weight = static_cast<int32_t>(now)};
  // All weights 0 is no question.
  if (line.sum == 0) result.from.included = false;
  Side above{.now = now, .is_above = true, .most = kMost - now};
  Side below{.now = now, .most = line.sum == 0 ? now - 1 : now};
  for (const Order& order : orders_) {
    const auto [lost, doubtful] = LossOf(line, order);
    if (!lost.empty && lost.LiesAbove(now)) {
      TakeEarlierEnd(lost, result.to);
    } else if (!lost.empty) {
      TakeLaterBegin(lost, result.from);
    }
    above.Add(doubtful, &order);
    below.Add(doubtful, &order);
  }
  const Walk up = WalkAway(line, above);
  const Walk down = WalkAway(line, below);
  result.most = now + up.distance;
  result.above = up.swap;
  result.least = now - down.distance;
  result.below = down.swap;
  return result;
}

bool Stability::Holds(const Order& order, const WeightsRow& weights) const {
  int64_t best = 0;
  for (const PointsRow& own : RowsOf(order.before)) best = std::max(best, ScoreOf(own, weights));
  const int64_t other = ScoreOf(order.row, weights);
  return best > other || (best == other && WinsTies(order));
}

const Order* Stability::FirstBroken(const WeightLine& line, int64_t weight,
                                    const std::vector<Doubt>& doubts) const {
  WeightsRow weights = line.others;
  weights[line.criterion] = weight;
  std::array<int32_t, kCriterionCount> applied{};
  base::LargestRemainder(weights, kWeightSum, applied);
  WeightsRow rounded{};
  std::copy(applied.begin(), applied.end(), rounded.begin());
  const Order* first = nullptr;
  for (const Doubt& doubt : doubts) {
    if (first != nullptr && first < doubt.order) continue;
    if (!Holds(*doubt.order, rounded)) first = doubt.order;
  }
  return first;
}

Stability::Walk Stability::WalkAway(const WeightLine& line, const Side& side) const {
  std::vector<Doubt> doubts = side.doubts;
  std::sort(doubts.begin(), doubts.end(),
            [](const Doubt& a, const Doubt& b) { return a.distance.first < b.distance.first; });
  std::vector<Doubt> active;
  size_t next = 0;
  for (int64_t distance = 1; distance <= side.most; ++distance) {
    std::erase_if(active, [&](const Doubt& doubt) { return doubt.distance.last < distance; });
    if (active.empty()) {
      if (next == doubts.size()) break;
      distance = std::max(distance, doubts[next].distance.first);
    }
    for (; next < doubts.size() && doubts[next].distance.first <= distance; ++next) {
      active.push_back(doubts[next]);
    }
    const Order* broken = FirstBroken(line, side.WeightAt(distance), active);
    if (broken != nullptr) {
      return {distance - 1, WeightSwap{.up = IdOf(broken->after), .down = IdOf(broken->before)}};
    }
  }
  return {side.most, std::nullopt};
}

void Stability::FindNearest() {
  int64_t nearest = 0;
  const auto offer = [&](const WeightStability& of, int64_t distance, bool is_above) {
    if (result_.nearest && distance >= nearest) return;
    nearest = distance;
    result_.nearest = of.criterion;
    result_.nearest_is_above = is_above;
  };
  for (const WeightStability& of : result_.criteria) {
    if (of.below) offer(of, of.weight - of.least + 1, false);
    if (of.above) offer(of, of.most + 1 - of.weight, true);
  }
}

}  // namespace

StabilityResult StabilityOf(const SnapshotImpl& snapshot, const MarketPoints& market,
                            const AppliedProfile& applied, int32_t places) {
  return Stability(snapshot, market, applied, places).Run();
}

}  // namespace passung
