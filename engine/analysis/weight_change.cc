#include "engine/analysis/weight_change.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include "engine/analysis/amounts.h"

// Weight is moved from one criterion to another: the sum stays, so that nothing is ever rounded. The
// score of each combination is linear in what is moved, and a rival combination is beaten on a range
// of it. Counting the ranges over every amount gives the least amount with which enough vacancies are
// beaten, exactly.

namespace passung {
namespace {

constexpr auto kCriteria = static_cast<size_t>(kCriterionCount);

struct Move {
  size_t from = 0;
  size_t to = 0;
};

// Two moves that together change three weights: one giver or one receiver in common.
struct TwoMoves {
  Move first;
  Move second;
};

std::vector<Move> AllMoves() {
  std::vector<Move> moves;
  for (size_t from = 0; from < kCriteria; ++from) {
    for (size_t to = 0; to < kCriteria; ++to) {
      if (from != to) moves.push_back({from, to});
    }
  }
  return moves;
}

std::vector<TwoMoves> AllTwoMoves() {
  std::vector<TwoMoves> all;
  for (size_t common = 0; common < kCriteria; ++common) {
    for (size_t a = 0; a < kCriteria; ++a) {
      for (size_t b = a + 1; b < kCriteria; ++b) {
        if (a == common || b == common) continue;
        all.push_back({{common, a}, {common, b}});
        all.push_back({{a, common}, {b, common}});
      }
    }
  }
  return all;
}

WeightsRow Moved(WeightsRow weights, const Move& move, int64_t amount) {
  weights[move.from] -= amount;
  weights[move.to] += amount;
  return weights;
}

// A combination of a rival beside one of the target: it comes before that where `gap`, changed by
// what is moved, is not negative.
struct Line {
  int64_t gap = 0;
  std::array<int32_t, kCriteria> difference{};  // of points, rival less target

  int64_t Slope(const Move& move) const { return difference[move.to] - difference[move.from]; }
};

// Least and greatest that the gap can become by moves from at most two givers, which all changes of
// at most three weights are.
Range Reach(const Line& line, const WeightsRow& weights) {
  const auto [lowest, highest] =
      std::minmax_element(line.difference.begin(), line.difference.end());
  std::array<int64_t, kCriteria> loss{};
  std::array<int64_t, kCriteria> gain{};
  for (size_t i = 0; i < kCriteria; ++i) {
    loss[i] = weights[i] * (*lowest - line.difference[i]);
    gain[i] = weights[i] * (*highest - line.difference[i]);
  }
  std::partial_sort(loss.begin(), loss.begin() + 2, loss.end());
  std::partial_sort(gain.begin(), gain.begin() + 2, gain.end(), std::greater<>());
  return {line.gap + loss[0] + loss[1], line.gap + gain[0] + gain[1]};
}

// All rivals beside one combination of the target that some change of at most three weights might
// still put before or behind it.
struct Field {
  std::vector<Line> lines;
  std::vector<uint32_t> ends;  // by vacancy
  int64_t allowed = 0;         // so many of them may stay unbeaten; negative: no change is enough

  template <class F>  // calls visit(lines of one vacancy)
  void ForEachVacancy(F&& visit) const {
    uint32_t begin = 0;
    for (const uint32_t end : ends) {
      visit(absl::MakeConstSpan(lines).subspan(begin, end - begin));
      begin = end;
    }
  }
  // Of those that are beaten.
  int64_t needed() const { return static_cast<int64_t>(ends.size()) - allowed; }
};

class WeightSearch {
 public:
  explicit WeightSearch(const WeightQuestion& question)
      : question_(question), looks_left_(question.most_looks) {
    for (const PointsRow& target : question.target) {
      Field field = FieldOf(target);
      if (field.allowed >= 0) fields_.push_back(std::move(field));
    }
  }

  WeightFinding Run() {
    for (const Field& field : fields_) {
      for (const Move& move : AllMoves()) TryMove(field, move);
    }
    const bool finished = best_moved_ != kNoneYet || TryAllTwoMoves();
    if (best_moved_ != kNoneYet) return {WeightOutcome::kFound, best_};
    return {finished ? WeightOutcome::kNone : WeightOutcome::kGivenUp, {}};
  }

 private:
  static constexpr int64_t kNoneYet = std::numeric_limits<int64_t>::max();

  // Two moves, and the amounts in sum with which nothing rules them out beforehand.
  struct Candidate {
    const Field* field = nullptr;
    TwoMoves moves;
    std::vector<Range> open;  // rising
    size_t next = 0;          // of them, the first that has not passed

    // Whether it is open at an amount. Asked with rising amounts.
    bool IsOpen(int64_t amount) {
      while (next < open.size() && open[next].last < amount) ++next;
      return next < open.size() && open[next].first <= amount;
    }
  };

  Field FieldOf(const PointsRow& target) const;
  void TryMove(const Field& field, const Move& move);
  bool TryAllTwoMoves();
  std::optional<Candidate> CandidateOf(const Field& field, const TwoMoves& moves) const;
  void TryTwoMoves(const Candidate& candidate, int64_t amount);
  bool Spend(const Field& field);
  int64_t MostOf(const TwoMoves& moves) const;
  // What the first of two moves may take of an amount in sum.
  Range Shares(const TwoMoves& moves, int64_t amount) const;
  // Keeps the better of two changes; of equal ones the one with the greater weights.
  void Offer(int64_t amount, const WeightsRow& weights);

  const WeightQuestion& question_;
  std::vector<Field> fields_;
  int64_t looks_left_;
  int64_t best_moved_ = kNoneYet;
  WeightsRow best_{};
};

Field WeightSearch::FieldOf(const PointsRow& target) const {
  Field field;
  field.allowed = question_.places - 1;
  const int64_t base = ScoreOf(target, question_.weights);
  uint32_t row = 0;
  for (size_t vacancy = 0; vacancy < question_.ends.size(); ++vacancy) {
    const size_t before = field.lines.size();
    bool may_win = false;
    bool always_wins = false;
    for (; row < question_.ends[vacancy]; ++row) {
      const PointsRow& rival = question_.rivals[row];
      const int64_t tie = question_.wins_ties[vacancy] != 0 ? 0 : 1;
      Line line{.gap = ScoreOf(rival, question_.weights) - base - tie};
      for (size_t i = 0; i < kCriteria; ++i) line.difference[i] = rival[i] - target[i];
      const Range reach = Reach(line, question_.weights);
      may_win = may_win || reach.last >= 0;
      always_wins = always_wins || reach.first >= 0;
      field.lines.push_back(line);
    }
    if (may_win && !always_wins) {
      field.ends.push_back(static_cast<uint32_t>(field.lines.size()));
      continue;
    }
    field.lines.resize(before);
    if (always_wins) --field.allowed;
  }
  return field;
}

void WeightSearch::Offer(int64_t amount, const WeightsRow& weights) {
  if (amount > best_moved_ || (amount == best_moved_ && weights <= best_)) return;
  best_moved_ = amount;
  best_ = weights;
}

void WeightSearch::TryMove(const Field& field, const Move& move) {
  const int64_t most = std::min(question_.weights[move.from], best_moved_);
  RangeCounter counter(most);
  field.ForEachVacancy([&](absl::Span<const Line> lines) {
    Range range{0, most};
    for (const Line& line : lines) range.Intersect(Below(line.gap, line.Slope(move), most));
    counter.Add(range);
  });
  counter.VisitStretches([&](Range stretch, int32_t count) {
    stretch.Intersect({1, most});
    if (count < field.needed() || stretch.empty()) return false;
    Offer(stretch.first, Moved(question_.weights, move, stretch.first));
    return true;
  });
}

int64_t WeightSearch::MostOf(const TwoMoves& moves) const {
  const int64_t first = question_.weights[moves.first.from];
  return moves.first.from == moves.second.from ? first
                                               : first + question_.weights[moves.second.from];
}

Range WeightSearch::Shares(const TwoMoves& moves, int64_t amount) const {
  if (moves.first.from == moves.second.from) return {1, amount - 1};
  return {std::max<int64_t>(1, amount - question_.weights[moves.second.from]),
          std::min(amount - 1, question_.weights[moves.first.from])};
}

bool WeightSearch::Spend(const Field& field) {
  constexpr int64_t kOverhead = 50;  // what a look at no combination takes
  looks_left_ -= static_cast<int64_t>(field.lines.size()) + kOverhead;
  return looks_left_ >= 0;
}

// Between two moves of the same amount the gap changes evenly: who is beaten neither by the one nor by
// the other is not beaten by any mixture of them. What is left is looked at in the order of amounts.
bool WeightSearch::TryAllTwoMoves() {
  std::vector<Candidate> candidates;
  int64_t most = 0;
  for (const Field& field : fields_) {
    for (const TwoMoves& moves : AllTwoMoves()) {
      if (!Spend(field)) return false;
      if (auto candidate = CandidateOf(field, moves)) {
        most = std::max(most, MostOf(moves));
        candidates.push_back(*std::move(candidate));
      }
    }
  }
  for (int64_t amount = 2; amount <= most && best_moved_ == kNoneYet; ++amount) {
    for (Candidate& candidate : candidates) {
      if (!candidate.IsOpen(amount)) continue;
      if (!Spend(*candidate.field)) return best_moved_ != kNoneYet;
      TryTwoMoves(candidate, amount);
    }
  }
  return true;
}

std::optional<WeightSearch::Candidate> WeightSearch::CandidateOf(const Field& field,
                                                                 const TwoMoves& moves) const {
  const int64_t most = MostOf(moves);
  RangeCounter unbeaten(most);
  field.ForEachVacancy([&](absl::Span<const Line> lines) {
    Range widest;
    for (const Line& line : lines) {
      Range range = NotBelow(line.gap, line.Slope(moves.first), most);
      range.Intersect(NotBelow(line.gap, line.Slope(moves.second), most));
      if (range.size() > widest.size()) widest = range;
    }
    unbeaten.Add(widest);
  });
  Candidate candidate{&field, moves, {}};
  unbeaten.VisitStretches([&](Range stretch, int32_t count) {
    stretch.Intersect({2, most});
    if (count <= field.allowed && !stretch.empty()) candidate.open.push_back(stretch);
    return false;
  });
  if (candidate.open.empty()) return std::nullopt;
  return candidate;
}

void WeightSearch::TryTwoMoves(const Candidate& candidate, int64_t amount) {
  const Field& field = *candidate.field;
  const TwoMoves& moves = candidate.moves;
  RangeCounter counter(amount);
  field.ForEachVacancy([&](absl::Span<const Line> lines) {
    Range range{0, amount};  // what the first move takes
    for (const Line& line : lines) {
      const int64_t second = line.Slope(moves.second);
      range.Intersect(Below(line.gap + amount * second, line.Slope(moves.first) - second, amount));
    }
    counter.Add(range);
  });
  const auto offer = [&](int64_t share) {
    Offer(amount,
          Moved(Moved(question_.weights, moves.first, share), moves.second, amount - share));
  };
  // Of a stretch, one of its ends has the greater weights.
  counter.VisitStretches([&](Range stretch, int32_t count) {
    stretch.Intersect(Shares(moves, amount));
    if (count < field.needed() || stretch.empty()) return false;
    offer(stretch.first);
    offer(stretch.last);
    return false;
  });
}

}  // namespace

WeightFinding SmallestWeightChange(const WeightQuestion& question) {
  return WeightSearch(question).Run();
}

int64_t CountBetter(const WeightQuestion& question, const WeightsRow& weights) {
  const auto best_of = [&](absl::Span<const PointsRow> rows) {
    int64_t best = 0;
    for (const PointsRow& row : rows) best = std::max(best, ScoreOf(row, weights));
    return best;
  };
  const int64_t target = best_of(question.target);
  int64_t better = 0;
  uint32_t begin = 0;
  for (size_t vacancy = 0; vacancy < question.ends.size(); ++vacancy) {
    const uint32_t end = question.ends[vacancy];
    const int64_t score = best_of(absl::MakeConstSpan(question.rivals).subspan(begin, end - begin));
    if (score > target || (score == target && question.wins_ties[vacancy] != 0)) ++better;
    begin = end;
  }
  return better;
}

}  // namespace passung
