#ifndef PASSUNG_ENGINE_SEARCH_FACETS_H_
#define PASSUNG_ENGINE_SEARCH_FACETS_H_

#include <cstdint>
#include <vector>

#include "engine/index/columns.h"
#include "passung/match.h"

namespace passung {

// Counts combinations by the codes of the columns that know district, kind and occupation; what the
// codes stand for is looked up once, at the end.
class FacetCounts {
 public:
  explicit FacetCounts(const Dictionaries& dictionaries);

  void Count(const Columns& columns, uint32_t row) {
    ++places_[columns.CodeAt(ColumnId::kPlace, row)];
    ++tracks_[columns.CodeAt(ColumnId::kTrack, row)];
    ++jobs_[columns.CodeAt(ColumnId::kJob, row)];
  }
  void Add(const FacetCounts& other);
  Facets ToFacets(const Dictionaries& dictionaries) const;

 private:
  std::vector<int64_t> places_;  // by code
  std::vector<int64_t> tracks_;
  std::vector<int64_t> jobs_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_FACETS_H_
