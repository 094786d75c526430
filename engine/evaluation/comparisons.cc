#include "engine/evaluation/comparisons.h"

#include <cstddef>
#include <utility>

namespace passung::evaluation {
namespace {

constexpr size_t kMostOfOnePerson = 2000;

using Row = size_t;

// The pairs (better, worse) among rows begin … end - 1.
std::vector<std::pair<Row, Row>> PairsOf(const FitData& data, Row begin, Row end) {
  std::vector<std::pair<Row, Row>> pairs;
  for (Row i = begin; i < end; ++i) {
    for (Row j = begin; j < end; ++j) {
      if (data.grades[i] > data.grades[j]) pairs.emplace_back(i, j);
    }
  }
  return pairs;
}

struct Chosen {
  std::vector<std::pair<Row, Row>> pairs;
  std::vector<double> weights;
  std::vector<int32_t> people;
  int64_t rows_used = 0;
};

void AddPerson(const FitData& data, Row begin, Row end, Chosen& chosen) {
  const auto pairs = PairsOf(data, begin, end);
  if (pairs.empty()) return;
  chosen.rows_used += static_cast<int64_t>(end - begin);
  const size_t stride = (pairs.size() + kMostOfOnePerson - 1) / kMostOfOnePerson;
  const double weight = 2.0 * static_cast<double>(stride) / static_cast<double>(end - begin);
  for (size_t i = 0; i < pairs.size(); i += stride) {
    chosen.pairs.push_back(pairs[i]);
    chosen.weights.push_back(weight);
    chosen.people.push_back(data.people[begin]);
  }
}

}  // namespace

Comparisons ComparisonsOf(const FitData& data) {
  Chosen chosen;
  for (Row begin = 0; begin < data.people.size();) {
    Row end = begin;
    while (end < data.people.size() && data.people[end] == data.people[begin]) ++end;
    AddPerson(data, begin, end, chosen);
    begin = end;
  }
  Comparisons result;
  const auto columns = static_cast<size_t>(data.columns);
  result.differences.resize(static_cast<Eigen::Index>(chosen.pairs.size()), data.columns);
  for (size_t i = 0; i < chosen.pairs.size(); ++i) {
    const auto [better, worse] = chosen.pairs[i];
    for (size_t column = 0; column < columns; ++column) {
      const int32_t difference =
          data.points[better * columns + column] - data.points[worse * columns + column];
      result.differences(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(column)) =
          difference / static_cast<double>(kMaxPoints);
    }
  }
  result.weights = Eigen::Map<const Eigen::VectorXd>(
      chosen.weights.data(), static_cast<Eigen::Index>(chosen.weights.size()));
  result.people = std::move(chosen.people);
  result.rows_used = chosen.rows_used;
  return result;
}

Comparisons Join(const Comparisons& first, const Comparisons& second, double scale) {
  if (second.count() == 0) return first;
  Comparisons joined;
  joined.differences.resize(first.count() + second.count(), second.differences.cols());
  joined.weights.resize(first.count() + second.count());
  joined.weights << first.weights, second.weights;
  if (first.count() > 0) joined.differences.topRows(first.count()) = first.differences;
  joined.differences.bottomRows(second.count()) = scale * second.differences;
  joined.people = first.people;
  const int32_t next = first.people.empty() ? 0 : first.people.back() + 1;
  for (const int32_t person : second.people) joined.people.push_back(next + person);
  joined.rows_used = first.rows_used + second.rows_used;
  return joined;
}

}  // namespace passung::evaluation
