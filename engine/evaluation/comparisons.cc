#include "engine/evaluation/comparisons.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace passung::evaluation {
namespace {

constexpr size_t kMostOfOnePerson = 2000;

using Row = size_t;

struct Chosen {
  std::vector<std::pair<Row, Row>> pairs;
  std::vector<double> weights;
  std::vector<int32_t> people;
  int64_t rows_used = 0;
};

// Pairs are numbered by the better one and, of those it is better than, by grade; none but every
// so-manyth is ever made.
void AddPerson(const FitData& data, Row begin, Row end, Chosen& chosen) {
  std::vector<Row> rising(end - begin);
  std::iota(rising.begin(), rising.end(), begin);
  std::stable_sort(rising.begin(), rising.end(),
                   [&](Row a, Row b) { return data.grades[a] < data.grades[b]; });
  const auto worse_than = [&](Row better) {
    const auto at =
        std::lower_bound(rising.begin(), rising.end(), data.grades[better],
                         [&](Row row, int32_t grade) { return data.grades[row] < grade; });
    return static_cast<size_t>(at - rising.begin());
  };
  size_t pairs = 0;
  for (Row better = begin; better < end; ++better) pairs += worse_than(better);
  if (pairs == 0) return;
  chosen.rows_used += static_cast<int64_t>(end - begin);
  const size_t stride = (pairs + kMostOfOnePerson - 1) / kMostOfOnePerson;
  const double weight = 2.0 * static_cast<double>(stride) / static_cast<double>(end - begin);
  size_t next = 0;  // from the first pair of `better`
  for (Row better = begin; better < end; ++better) {
    const size_t count = worse_than(better);
    for (; next < count; next += stride) {
      chosen.pairs.emplace_back(better, rising[next]);
      chosen.weights.push_back(weight);
      chosen.people.push_back(data.people[begin]);
    }
    next -= count;
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
  Comparisons joined;
  const Eigen::Index count = first.count() + second.count();
  joined.differences.resize(count, std::max(first.differences.cols(), second.differences.cols()));
  joined.weights.resize(count);
  joined.rows_used = first.rows_used + second.rows_used;
  const auto person = [](const Comparisons& of, Eigen::Index row) {
    return of.people[static_cast<size_t>(row)];
  };
  Eigen::Index i = 0;
  Eigen::Index j = 0;
  for (Eigen::Index row = 0; row < count; ++row) {
    const bool of_first =
        j == second.count() || (i < first.count() && person(first, i) <= person(second, j));
    const Comparisons& from = of_first ? first : second;
    const Eigen::Index at = of_first ? i++ : j++;
    joined.differences.row(row) = (of_first ? 1.0 : scale) * from.differences.row(at);
    joined.weights(row) = from.weights(at);
    joined.people.push_back(person(from, at));
  }
  return joined;
}

}  // namespace passung::evaluation
