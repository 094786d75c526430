#ifndef PASSUNG_ENGINE_SEARCH_KEPT_FOR_H_
#define PASSUNG_ENGINE_SEARCH_KEPT_FOR_H_

#include <array>
#include <cstdint>
#include <string>

#include "engine/index/mentee_index.h"
#include "engine/index/query.h"

namespace passung {

// What the points of mentees depend on beside a key of the vacancy: while it is the same, what one
// question about a vacancy worked out of a key, the next one on the thread need not.
struct KeptFor {
  uint64_t index = 0;  // the number of the mentees' index; none has 0
  const KnowledgeImpl* knowledge = nullptr;
  std::string profile;  // its digest
  std::array<int32_t, kCriterionCount> weights{};
  Date as_of;

  static KeptFor Of(const Query& query, const MenteeIndex& index) {
    return {.index = index.number(),
            .knowledge = &query.knowledge,
            .profile = query.applied.digest,
            .weights = query.applied.weights,
            .as_of = query.as_of};
  }
  // Not so for a profile that nobody knows by its digest.
  bool Holds(const KeptFor& question) const {
    return index == question.index && knowledge == question.knowledge &&
           profile == question.profile && !profile.empty() && weights == question.weights &&
           as_of == question.as_of;
  }
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_KEPT_FOR_H_
