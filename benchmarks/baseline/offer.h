// A vacancy as the rival reads it: what follows from the vacancy and the law of the day alone is
// worked out once, when the rows are loaded.
#ifndef PASSUNG_BENCHMARKS_BASELINE_OFFER_H_
#define PASSUNG_BENCHMARKS_BASELINE_OFFER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/vocabulary/knowledge_internal.h"
#include "passung/date.h"
#include "passung/vacancy.h"

namespace passung::baseline {

struct OfferOccupation {
  std::optional<OccupationCode> code;
  std::optional<int32_t> level;  // of requirement
  Column column = Column::k2;
  bool bars = false;                           // work in it is barred to unrecognised people
  bool guard = false;                          // guards need their instruction
  std::optional<LanguageLevel> german_by_law;  // of the table; absent outside work columns
  std::vector<const RegulatedRow*> regulated;  // rows that hold on the day
};

struct Offer {
  const Vacancy* vacancy = nullptr;
  std::vector<OfferOccupation> occupations;  // at least one
  std::vector<Place> places;                 // at least one
  std::vector<TimeWindow> shifts;            // joined; meaningful where they are known
  int32_t shift_minutes = 0;
  bool odd_hours = false;  // starts before 6:00 or ends after 22:00, or shift work at any time
  bool night = false;      // of known shifts: before 6:00 or after 23:00
  bool weekend = false;
};

constexpr bool IsWork(Column column) { return column <= Column::k4; }

// Sorted, windows that touch or overlap joined.
std::vector<TimeWindow> Join(std::vector<TimeWindow> windows);

// Views into the vacancy and the knowledge, which must outlive the offer.
Offer ReadOffer(const Vacancy& vacancy, const KnowledgeImpl& knowledge, Date day);

}  // namespace passung::baseline

#endif  // PASSUNG_BENCHMARKS_BASELINE_OFFER_H_
