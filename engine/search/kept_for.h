#ifndef PASSUNG_ENGINE_SEARCH_KEPT_FOR_H_
#define PASSUNG_ENGINE_SEARCH_KEPT_FOR_H_

#include <array>
#include <cstdint>
#include <string>

#include "engine/index/query.h"

namespace passung {

// What points depend on beside the two who are matched: while it is the same, what one question on a thread
// worked out of a key or a person, the next one need not.
struct KeptFor {
  const KnowledgeImpl* knowledge = nullptr;
  std::string profile;  // its digest
  std::array<int32_t, kCriterionCount> weights{};
  Date as_of;
  uint64_t index = 0;  // the number of the index whose parts tables are about; 0: of no such

  static KeptFor Of(const Query& query, uint64_t index = 0) {
    return {.knowledge = &query.knowledge,
            .profile = query.applied.digest,
            .weights = query.applied.weights,
            .as_of = query.as_of,
            .index = index};
  }
  // Not so for a profile that nobody knows by its digest: it may be another one each time.
  bool Holds(const Query& query, uint64_t of_index = 0) const {
    return index == of_index && knowledge == &query.knowledge && !profile.empty() &&
           profile == query.applied.digest && weights == query.applied.weights &&
           as_of == query.as_of;
  }
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_KEPT_FOR_H_
