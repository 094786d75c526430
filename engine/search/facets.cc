#include "engine/search/facets.h"

#include <functional>
#include <map>
#include <optional>

namespace passung {
namespace {

// Sums the counts of codes by a fact of their keys: rising, unknown last.
template <class Value, class Key, class FactOf>
std::vector<FacetCount<Value>> Sum(const Dictionary<Key>& dictionary,
                                   const std::vector<int64_t>& counts, FactOf fact_of) {
  std::map<Value, int64_t> known;
  int64_t unknown = 0;
  for (uint32_t code = 0; code < counts.size(); ++code) {
    if (counts[code] == 0) continue;
    const std::optional<Value> fact = fact_of(dictionary[code]);
    (fact ? known[*fact] : unknown) += counts[code];
  }
  std::vector<FacetCount<Value>> sums;
  sums.reserve(known.size() + 1);
  for (const auto& [value, count] : known) sums.push_back({value, count});
  if (unknown > 0) sums.push_back({std::nullopt, unknown});
  return sums;
}

// The first two digits.
std::optional<OccupationPrefix> MainGroupOf(const JobKey& job) {
  if (!job.code) return std::nullopt;
  return OccupationPrefix::Of(*job.code, 2);
}

void AddEach(const std::vector<int64_t>& part, std::vector<int64_t>& sum) {
  for (size_t code = 0; code < sum.size(); ++code) sum[code] += part[code];
}

}  // namespace

FacetCounts::FacetCounts(const Dictionaries& dictionaries)
    : places_(dictionaries.place.size()),
      tracks_(dictionaries.track.size()),
      jobs_(dictionaries.job.size()) {}

void FacetCounts::Add(const FacetCounts& other) {
  AddEach(other.places_, places_);
  AddEach(other.tracks_, tracks_);
  AddEach(other.jobs_, jobs_);
}

Facets FacetCounts::ToFacets(const Dictionaries& dictionaries) const {
  return {.districts = Sum<DistrictCode>(dictionaries.place, places_,
                                         [](const PlaceKey& key) { return key.district; }),
          .kinds = Sum<VacancyKind>(dictionaries.track, tracks_,
                                    [](const TrackKey& key) { return key.kind; }),
          .main_groups = Sum<OccupationPrefix>(dictionaries.job, jobs_, MainGroupOf)};
}

}  // namespace passung
