#ifndef PASSUNG_ENGINE_OFFERS_MENTORS_H_
#define PASSUNG_ENGINE_OFFERS_MENTORS_H_

#include <vector>

#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/partner.h"
#include "passung/suggestion.h"

namespace passung {

// One mentor looked at for one person.
struct MentorCase {
  const KnowledgeImpl& knowledge;
  const DayFacts& facts;
  const Mentor& mentor;
  int32_t mentees = 0;
};

bool HasNoRoom(const MentorCase& of);
// All parts of the score, in the order of SuggestionCriterion.
std::vector<SuggestionPart> RateMentor(const MentorCase& of);

}  // namespace passung

#endif  // PASSUNG_ENGINE_OFFERS_MENTORS_H_
