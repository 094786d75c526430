#include "tests/support/oracle_filter.h"

#include <algorithm>

namespace passung::oracle {
namespace {

// Whether the list asks nothing, or some entry of it fits.
template <class T, class Fits>
bool Asks(const std::vector<T>& entries, Fits fits) {
  bool one_fits = false;
  for (const T& entry : entries) one_fits = one_fits || fits(entry);
  return entries.empty() || one_fits;
}

// Unknown (absent) values come last.
template <class T>
void CountOne(std::optional<T> value, std::vector<FacetCount<T>>& counts) {
  for (FacetCount<T>& entry : counts) {
    if (entry.value == value) {
      ++entry.count;
      return;
    }
  }
  counts.push_back({value, 1});
  std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    if (!a.value || !b.value) return a.value.has_value();
    return *a.value < *b.value;
  });
}

}  // namespace

bool Passes(const Combination& c, const MatchFilter& filter) {
  const bool district = Asks(filter.districts, [&](const DistrictCode& wanted) {
    return c.district && c.district->ToString() == wanted.ToString();
  });
  const bool kind = Asks(filter.kinds, [&](VacancyKind wanted) { return c.kind == wanted; });
  const bool occupation = Asks(filter.occupations, [&](const OccupationPrefix& wanted) {
    const std::string begin = wanted.ToString();
    return c.code && c.code->ToString().substr(0, begin.size()) == begin;
  });
  const bool employer = Asks(filter.employers, [&](const EmployerId& wanted) {
    return c.vacancy->employer.value == wanted.value;
  });
  return district && kind && occupation && employer;
}

void CountFacets(const Combination& c, Facets& facets) {
  CountOne(c.district, facets.districts);
  CountOne(c.kind, facets.kinds);
  std::optional<OccupationPrefix> group;
  if (c.code) group = OccupationPrefix::Parse(c.code->ToString().substr(0, 2)).value();
  CountOne(group, facets.main_groups);
}

}  // namespace passung::oracle
