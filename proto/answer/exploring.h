// Lists of people in which near ties stand in a drawn order.
#ifndef PASSUNG_PROTO_ANSWER_EXPLORING_H_
#define PASSUNG_PROTO_ANSWER_EXPLORING_H_

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/ids.h"
#include "passung/match.h"
#include "passung/v1/exploration.pb.h"
#include "passung/v1/match_service.pb.h"

namespace passung::answer {

// How near ties are drawn for whoever asks; by default none are.
struct Exploring {
  int32_t width = 0;  // as in v1::Exploration; 0: nothing is drawn
  int32_t first_places = 0;
  // That of a person's lists on a day. Chance comes in here: the same seed gives the same order.
  std::function<absl::StatusOr<uint64_t>(const MenteeId& mentee, Date day)> seed = nullptr;
  // An answer that was drawn is given again: nobody decides anew whether it is.
  bool is_again = false;
};

// Whether such a list is drawn at all, as RankVacanciesRequest.exact_order says.
bool IsExplored(const v1::RankVacanciesRequest& request, const MatchOptions& options, Date today,
                const Exploring& exploring);

// Puts the hits of an answer that the engine gave into their drawn order, and says how. Empty where there were no
// near ties: then nothing is moved. The errors of `seed`. REQUIRES: IsExplored.
absl::StatusOr<v1::Exploration> Explore(const MenteeId& mentee, const MatchOptions& options,
                                        const Exploring& exploring, RankResult& result);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_EXPLORING_H_
