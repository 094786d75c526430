#ifndef PASSUNG_ENGINE_VOCABULARY_JOB_RELATIONS_H_
#define PASSUNG_ENGINE_VOCABULARY_JOB_RELATIONS_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/vocabulary/knowledge_internal.h"
#include "passung/vocabulary.h"

namespace passung {

// The occupation of a job, and how it is related to others (engine/SCORING.md section 3). A view.
class JobRelations {
 public:
  JobRelations(const KnowledgeImpl& knowledge, OccupationCode code)
      : knowledge_(knowledge), code_(code) {}
  // The same for whoever knows already how it is related to some: to own[i] as relations[i * stride] says, an
  // OccupationRelation each.
  JobRelations(const KnowledgeImpl& knowledge, OccupationCode code,
               std::span<const OccupationCode> own, const uint8_t* relations, size_t stride)
      : knowledge_(knowledge), code_(code), own_(own), relations_(relations), stride_(stride) {}

  const KnowledgeImpl& knowledge() const { return knowledge_; }
  OccupationCode code() const { return code_; }

  OccupationRelation To(OccupationCode occupation) const {
    for (size_t i = 0; i < own_.size(); ++i) {
      if (own_[i] == occupation) return static_cast<OccupationRelation>(relations_[i * stride_]);
    }
    return knowledge_.Relate(occupation, code_);
  }

 private:
  const KnowledgeImpl& knowledge_;
  OccupationCode code_;
  std::span<const OccupationCode> own_;
  const uint8_t* relations_ = nullptr;
  size_t stride_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_JOB_RELATIONS_H_
