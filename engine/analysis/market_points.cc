#include "engine/analysis/market_points.h"

#include "engine/search/plan.h"

namespace passung {
namespace {

// With a weight of 1 each, the tables of a plan hold the points themselves.
AppliedProfile WithWeightsOfOne(const AppliedProfile& applied) {
  AppliedProfile result = applied;
  result.weights.fill(1);
  return result;
}

bool IsDropped(const Columns& columns, const QueryPlan& plan, uint32_t row) {
  return std::any_of(plan.rules.begin(), plan.rules.end(), [&](const RuleTable& table) {
    const uint32_t code = columns.CodeAt(table.column, row);
    return table.verdicts[code] == static_cast<uint8_t>(Verdict::kFail);
  });
}

PointsRow PointsAt(const Columns& columns, const QueryPlan& plan, uint32_t row) {
  PointsRow points{};
  for (const CriterionTable& table : plan.criteria) {
    points[Index(table.criterion->key())] =
        static_cast<int16_t>(table.contributions[columns.CodeAt(table.column, row)]);
  }
  return points;
}

}  // namespace

WeightsRow WeightsRowOf(const AppliedProfile& applied) {
  WeightsRow weights{};
  std::copy(applied.weights.begin(), applied.weights.end(), weights.begin());
  return weights;
}

int64_t ScoreOf(const PointsRow& points, const WeightsRow& weights) {
  int64_t score = 0;
  for (size_t i = 0; i < points.size(); ++i) score += weights[i] * points[i];
  return score;
}

MarketPoints::MarketPoints(const SnapshotImpl& snapshot, const Query& query, const Person& person) {
  const AppliedProfile ones = WithWeightsOfOne(query.applied);
  const Query unweighted{query.knowledge, ones, query.as_of, query.dictionaries, query.frozen};
  const QueryPlan plan = Compile(unweighted, person);
  const VacancyRows rows = snapshot.rows();
  entries_.reserve(rows.slots);
  rows_.reserve(rows.columns.row_count());
  for (uint32_t slot = 0; slot < rows.slots; ++slot) {
    if (rows.IsLive(slot)) AddVacancy(rows, plan, slot);
  }
}

void MarketPoints::AddVacancy(const VacancyRows& rows, const QueryPlan& plan, uint32_t slot) {
  const Columns& columns = rows.columns;
  const uint32_t first = columns.first_row[slot];
  const uint32_t last = columns.first_row[slot + 1];
  if (first == last) return;
  Entry entry{.slot = slot,
              .order = rows.vacancies.OrderOf(slot),
              .first_row = static_cast<uint32_t>(rows_.size())};
  for (uint32_t row = first; row < last; ++row) {
    if (!IsDropped(columns, plan, row)) rows_.push_back(PointsAt(columns, plan, row));
  }
  entry.closed = rows_.size() == entry.first_row;
  for (uint32_t row = first; entry.closed && row < last; ++row) {
    rows_.push_back(PointsAt(columns, plan, row));
  }
  entry.last_row = static_cast<uint32_t>(rows_.size());
  entries_.push_back(entry);
}

std::optional<uint32_t> MarketPoints::Find(uint32_t slot) const {
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), slot,
                                   [](const Entry& e, uint32_t wanted) { return e.slot < wanted; });
  if (at == entries_.end() || at->slot != slot) return std::nullopt;
  return static_cast<uint32_t>(at - entries_.begin());
}

int64_t MarketPoints::Score(const Entry& entry, const WeightsRow& weights) const {
  int64_t best = 0;
  for (const PointsRow& points : rows(entry)) best = std::max(best, ScoreOf(points, weights));
  return best;
}

std::vector<ScoredVacancy> MarketPoints::List(const WeightsRow& weights) const {
  std::vector<ScoredVacancy> list;
  list.reserve(entries_.size());
  for (uint32_t number = 0; number < entries_.size(); ++number) {
    const Entry& entry = entries_[number];
    if (!entry.closed) list.push_back({Score(entry, weights), entry.order, number});
  }
  std::sort(list.begin(), list.end());
  return list;
}

}  // namespace passung
