#ifndef PASSUNG_ENGINE_ASSIGN_HOLD_BACK_H_
#define PASSUNG_ENGINE_ASSIGN_HOLD_BACK_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/assign/marginals.h"
#include "engine/assign/online_market.h"
#include "engine/assign/vacancy_places.h"

namespace passung::assign {

// Which pairs are made on which day by holding back. A pair waits until the last day of one of the two. What the
// other gives up by not waiting longer has a price: the next days are taken to be like the last 7, 14, 21 … 63,
// each a future of its own in which those days come again, over and over, for 63 days, and the best assignment of
// those who are still there tomorrow and of those who come then is solved with its prices (expected prices over
// sampled futures: online stochastic optimisation, Van Hentenryck and Bent 2006; bid prices, Talluri and van
// Ryzin 1998). The pairs of the day are the best assignment of what is left of their gains.
//
// `until_sure`: a pair that the best assignments of all nine futures make does not wait, either: nobody waits in
// vain, and what none of the weeks before showed is missed.
class HoldBack {
 public:
  // REQUIRES: the market outlives it.
  HoldBack(const OnlineMarket& market, bool until_sure);

  // Those whose last day it is first; later ones may lack what earlier ones take. The errors of Solve.
  absl::StatusOr<std::vector<OwnedEdge>> PairsOn(int32_t day);

 private:
  // A left or right that is there in a future, `offset` days later than it really is; 0: in person.
  struct Actor {
    size_t index = 0;
    int32_t offset = 0;
  };
  // One future: that days come again which are `period` days long.
  struct Future {
    int32_t day = 0;
    int32_t period = 0;  // 0: nobody comes
    std::vector<Actor> lefts;
    std::vector<Actor> rights;
  };
  // Of all futures together.
  struct Learned {
    Marginals worths;               // sums
    std::vector<OwnedEdge> chosen;  // pairs of two in person
  };

  bool IsLastDayForAnybody(int32_t day) const;
  std::vector<int32_t> PeriodsAt(int32_t day) const;
  Future FutureOf(int32_t day, int32_t period);
  Graph GraphOf(const Future& future) const;
  absl::Status Learn(const Future& future, Learned& learned) const;
  OwnedEdge PairOf(const Actor& left, const Actor& right) const;
  Graph GraphOfDay(int32_t day, const Marginals& worths, std::vector<OwnedEdge>& edges) const;

  const OnlineMarket& market_;
  const bool until_sure_;
  std::vector<VacancyPlaces> nodes_;  // of rights in a future, by repetition
};

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_HOLD_BACK_H_
