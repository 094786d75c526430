#ifndef PASSUNG_ENGINE_CRITERIA_RECOGNITION_FIT_H_
#define PASSUNG_ENGINE_CRITERIA_RECOGNITION_FIT_H_

#include <optional>

#include "engine/index/keys.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/profile.h"

namespace passung {

// The row of the table for a combination, nullptr where recognition plays no role there.
const std::array<int32_t, 15>* RecognitionRow(const KnowledgeImpl& knowledge,
                                              const RecognitionFitTable& table, OccupationCode code,
                                              Column column, Date day);

// What an unknown status counts as.
inline RecognitionStatus AssumedStatus(std::optional<RecognitionStatus> status) {
  return status.value_or(RecognitionStatus::kNotFiled);
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_RECOGNITION_FIT_H_
