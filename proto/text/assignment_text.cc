#include "proto/text/assignment_text.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace passung::text {

std::string UnassignedText(const Texts& texts, const Unassigned& unassigned) {
  // A place that nobody can pay for: more than any score.
  const auto price = static_cast<int32_t>(std::clamp<int64_t>(unassigned.price, 0, 100'000'000));
  // A stable assignment has no prices, and places that are all locked have none.
  const bool unpriced = unassigned.reason == UnassignedReason::kOutbid && unassigned.price == 0;
  return texts.Get(
      absl::StrCat("unassigned.", Name(unassigned.reason), unpriced ? "_unpriced" : ""),
      {{{"score", texts.Score(unassigned.score)}, {"price", texts.Score(price)}}});
}

}  // namespace passung::text
