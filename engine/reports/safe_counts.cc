// A table with its sums is a set of equations, one for each row and column, the row and the column of
// the sums among them: every figure is in two of them. Taken as edges between rows and columns, the
// hidden figures that the equations determine are those on no cycle.
#include "passung/safe_counts.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace passung {
namespace {

using Place = std::pair<size_t, size_t>;  // row, column

class Hiding {
 public:
  Hiding(const std::vector<std::vector<int64_t>>& people, int64_t least)
      : least_(least),
        rows_(people.size()),
        columns_(people.empty() ? 0 : people.front().size()),
        people_(rows_ + 1, std::vector<int64_t>(columns_ + 1)),
        hidden_(rows_, columns_) {
    for (size_t row = 0; row < rows_; ++row) {
      for (size_t column = 0; column < columns_; ++column) {
        const int64_t count = people[row][column];
        people_[row][column] = count;
        people_[row][columns_] += count;
        people_[rows_][column] += count;
        people_[rows_][columns_] += count;
      }
    }
  }

  HiddenCounts Run() {
    const bool all = IsSmall(people_[rows_][columns_]);
    for (size_t row = 0; row <= rows_; ++row) {
      for (size_t column = 0; column <= columns_; ++column) {
        if (all || IsSmall(people_[row][column])) hidden_.Hide(row, column);
      }
    }
    if (all) return hidden_;
    while (CoverLines() || CoverDetermined()) {
    }
    return hidden_;
  }

 private:
  // Row or column, up to its sum; both have one.
  struct Line {
    bool is_row = true;
    size_t number = 0;
  };

  bool IsSmall(int64_t count) const { return count > 0 && count < least_; }
  size_t Length(const Line& line) const { return line.is_row ? columns_ : rows_; }
  static Place At(const Line& line, size_t i) {
    return line.is_row ? Place{line.number, i} : Place{i, line.number};
  }
  bool IsHidden(const Place& place) const { return hidden_.At(place.first, place.second); }
  int64_t PeopleAt(const Place& place) const { return people_[place.first][place.second]; }
  void Hide(const Place& place) { hidden_.Hide(place.first, place.second); }

  // Step 2; whether there was something to do.
  bool CoverLines() {
    bool done = false;
    for (size_t row = 0; row <= rows_; ++row) done = CoverLine({true, row}) || done;
    for (size_t column = 0; column <= columns_; ++column) {
      done = CoverLine({false, column}) || done;
    }
    return done;
  }

  bool CoverLine(const Line& line) {
    const size_t length = Length(line);
    if (IsHidden(At(line, length))) return false;
    int64_t together = 0;
    std::optional<Place> next;
    for (size_t i = 0; i < length; ++i) {
      const Place place = At(line, i);
      if (IsHidden(place)) {
        together += PeopleAt(place);
      } else if (PeopleAt(place) > 0 && (!next || PeopleAt(place) < PeopleAt(*next))) {
        next = place;
      }
    }
    if (!IsSmall(together)) return false;
    Hide(next.value_or(At(line, length)));
    return true;
  }

  // Step 3; whether there was something to do.
  bool CoverDetermined() {
    FindDetermined();
    bool done = false;
    for (const Place& place : determined_) done = OpenUp(place) || done;
    return done;
  }

  // Hides the other three corners of a rectangle.
  bool OpenUp(const Place& corner) {
    std::optional<Place> best;
    int64_t least_people = 0;
    for (size_t row = 0; row <= rows_; ++row) {
      for (size_t column = 0; column <= columns_; ++column) {
        if (row == corner.first || column == corner.second) continue;
        const std::optional<int64_t> people = CostOf(corner, {row, column});
        if (!people || (best && *people >= least_people)) continue;
        best = {row, column};
        least_people = *people;
      }
    }
    if (!best) return false;
    Hide({corner.first, best->second});
    Hide({best->first, corner.second});
    Hide(*best);
    return true;
  }

  // People in the figures that would have to be hidden; absent where the sum of all is one of them.
  std::optional<int64_t> CostOf(const Place& corner, const Place& opposite) const {
    int64_t people = 0;
    for (const Place& place :
         {Place{corner.first, opposite.second}, Place{opposite.first, corner.second}, opposite}) {
      if (place == Place{rows_, columns_}) return std::nullopt;
      // A shown figure costs something even where nobody is in it.
      if (!IsHidden(place)) people += PeopleAt(place) + 1;
    }
    return people;
  }

  // Hidden figures on no cycle, by a search in depth over rows (0 … rows_) and columns (after them).
  void FindDetermined() {
    determined_.clear();
    const size_t nodes = rows_ + columns_ + 2;
    entered_.assign(nodes, 0);
    earliest_.assign(nodes, 0);
    clock_ = 0;
    for (size_t node = 0; node < nodes; ++node) {
      if (entered_[node] == 0) Explore(node);
    }
  }

  struct Visit {
    size_t node = 0;
    size_t from = 0;
    size_t next = 0;  // neighbour to look at
  };

  bool IsRow(size_t node) const { return node <= rows_; }
  size_t Neighbours(size_t node) const { return IsRow(node) ? columns_ + 1 : rows_ + 1; }
  size_t Neighbour(size_t node, size_t i) const { return IsRow(node) ? rows_ + 1 + i : i; }
  Place Between(size_t a, size_t b) const {
    return IsRow(a) ? Place{a, b - rows_ - 1} : Place{b, a - rows_ - 1};
  }

  void Explore(size_t root) {
    std::vector<Visit> path = {{root, root, 0}};
    entered_[root] = earliest_[root] = ++clock_;
    while (!path.empty()) {
      Visit& visit = path.back();
      if (visit.next == Neighbours(visit.node)) {
        Leave(visit);
        path.pop_back();
        continue;
      }
      const size_t node = visit.node;
      const size_t other = Neighbour(node, visit.next++);
      if (other == visit.from || !IsHidden(Between(node, other))) continue;
      if (entered_[other] != 0) {
        earliest_[node] = std::min(earliest_[node], entered_[other]);
        continue;
      }
      entered_[other] = earliest_[other] = ++clock_;
      path.push_back({other, node, 0});
    }
  }

  void Leave(const Visit& visit) {
    if (visit.node == visit.from) return;
    earliest_[visit.from] = std::min(earliest_[visit.from], earliest_[visit.node]);
    if (earliest_[visit.node] > entered_[visit.from]) {
      determined_.push_back(Between(visit.from, visit.node));
    }
  }

  const int64_t least_;
  const size_t rows_;
  const size_t columns_;
  std::vector<std::vector<int64_t>> people_;  // with the sums
  HiddenCounts hidden_;
  std::vector<Place> determined_;
  std::vector<size_t> entered_;   // by node: when it was met first, from 1
  std::vector<size_t> earliest_;  // that can be reached from it another way
  size_t clock_ = 0;
};

}  // namespace

HiddenCounts HideSmall(const std::vector<std::vector<int64_t>>& people, int64_t least) {
  return Hiding(people, least).Run();
}

}  // namespace passung
