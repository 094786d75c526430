#ifndef PASSUNG_ENGINE_SEARCH_CARD_FACTS_H_
#define PASSUNG_ENGINE_SEARCH_CARD_FACTS_H_

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/index/mentee_index.h"
#include "engine/index/query.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/vacancy.h"

namespace passung {

// The facts of the day of a question of one mentee after the other, part by part and from the index:
// whoever judges says what it looks at, and what the one before had too is not resolved again.
class CardFacts {
 public:
  CardFacts(const Query& query, const MenteeIndex& index, const Vacancy& vacancy);

  // Of whom the facts are from now on. The card must outlive that.
  void Take(const MenteeIndex::Card& card) { card_ = &card; }
  const MenteeIndex::Card& card() const { return *card_; }
  uint32_t number(MenteePart part) const { return card_->parts[Index(part)]; }

  // Whether who has these languages speaks a working language of the vacancy; false where it has none.
  bool Speaks(uint32_t languages);
  bool Speaks() { return Speaks(number(MenteePart::kLanguages)); }
  // Each gives the facts, those of its name being right; others may be of somebody else.
  const DayFacts& With(MenteePart part) {
    if (resolved_[Index(part)] != number(part)) Resolve(part);
    return facts_;
  }
  // Track, car and the most minutes; travel times to the vacancy's places. REQUIRES: regular.
  const DayFacts& WithSingleFacts();
  // False: there are none.
  bool TakeTravelTimes();
  // Titles and all else of residence, of this mentee.
  const DayFacts& WithResidenceOf(const Mentee& mentee);
  // The same facts with nothing missing in German.
  const DayFacts& WithBestGerman();
  // To add what else is known.
  DayFacts& facts() { return facts_; }

 private:
  static constexpr uint32_t kNothing = UINT32_MAX;
  void Resolve(MenteePart part);
  void ResolveQualifications(uint32_t number);
  void ResolveHoursOf(uint32_t number);

  const Query& query_;
  const MenteeIndex& index_;
  const Vacancy& vacancy_;
  const MenteeIndex::Card* card_ = nullptr;
  DayFacts facts_;
  std::array<uint32_t, kMenteePartCount> resolved_{};     // the number that facts_ has; kNothing
  std::vector<std::pair<uint32_t, std::string>> places_;  // of the vacancy, by postal code
  std::vector<int8_t> speaks_;  // by number of languages; -1: not asked yet
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_CARD_FACTS_H_
