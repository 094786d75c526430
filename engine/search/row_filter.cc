#include "engine/search/row_filter.h"

#include <algorithm>

namespace passung {
namespace {

// Marks the codes whose key has one of the wanted values of a fact. Empty where all are wanted.
template <class Key, class Value, class FactOf>
std::vector<uint8_t> MarksOf(const Dictionary<Key>& dictionary, std::vector<Value> wanted,
                             FactOf fact_of) {
  std::vector<uint8_t> marks;
  if (wanted.empty()) return marks;
  std::sort(wanted.begin(), wanted.end());
  marks.resize(dictionary.size());
  for (uint32_t code = 0; code < marks.size(); ++code) {
    const std::optional<Value> fact = fact_of(dictionary[code]);
    marks[code] = fact && std::binary_search(wanted.begin(), wanted.end(), *fact) ? 1 : 0;
  }
  return marks;
}

std::vector<uint8_t> JobMarks(const std::vector<OccupationPrefix>& wanted, const JobOrder& order) {
  std::vector<uint8_t> marks;
  if (wanted.empty()) return marks;
  marks.resize(order.size());
  for (const OccupationPrefix& prefix : wanted) {
    const JobOrder::Range range = prefix.digits() == 5
                                      ? order.WithCode(OccupationCode::FromNumber(prefix.number()))
                                      : order.WithPrefix(prefix.number(), prefix.digits());
    for (uint32_t at = range.first; at < range.last; ++at) marks[order.code_at(at)] = 1;
  }
  return marks;
}

uint64_t BinsOf(const std::vector<uint8_t>& marks, const Bins& bins) {
  if (marks.empty()) return ~uint64_t{0};
  uint64_t mask = 0;
  // Codes that are just being given may not have a bin yet: no row of the snapshot has them.
  const auto codes = std::min(static_cast<uint32_t>(marks.size()), bins.bins->size());
  for (uint32_t code = 0; code < codes; ++code) {
    if (marks[code] != 0) mask |= bins.MaskOf(code);
  }
  return mask;
}

}  // namespace

RowFilter::RowFilter(const MatchFilter& filter, const Columns& columns, const RowIndex& index)
    : columns_(columns),
      jobs_(JobMarks(filter.occupations, index.order())),
      places_(MarksOf(columns.dictionaries.place, filter.districts,
                      [](const PlaceKey& key) { return key.district; })),
      tracks_(MarksOf(columns.dictionaries.track, filter.kinds,
                      [](const TrackKey& key) { return key.kind; })),
      place_bins_(BinsOf(places_, index.bins()[Index(ColumnId::kPlace)])),
      track_bins_(BinsOf(tracks_, index.bins()[Index(ColumnId::kTrack)])),
      by_employer_(!filter.employers.empty()) {
  for (const EmployerId& employer : filter.employers) {
    const auto code = columns.dictionaries.employer_ids.Find(employer.value);
    if (code) employers_.insert(*code);
  }
}

}  // namespace passung
