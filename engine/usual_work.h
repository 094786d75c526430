#ifndef PASSUNG_ENGINE_USUAL_WORK_H_
#define PASSUNG_ENGINE_USUAL_WORK_H_

#include "engine/vocabulary/knowledge_internal.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/profile.h"
#include "passung/vacancy.h"

namespace passung {

// The profile "default" as it is shipped. Immutable.
const AppliedProfile& UsualProfile();

// A pair by the usual profile, of a vacancy that is in no market and has one combination.
Match ExplainByUsualProfile(const KnowledgeImpl& knowledge, const Mentee& mentee,
                            const Vacancy& vacancy, Date as_of);

}  // namespace passung

#endif  // PASSUNG_ENGINE_USUAL_WORK_H_
