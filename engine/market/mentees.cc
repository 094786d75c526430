#include "engine/market/mentees.h"

#include <utility>

#include "engine/market/mentee_draft.h"
#include "engine/market/record_id.h"

namespace passung::market {

Mentee MakeMentee(const World& world, int64_t index) {
  Random random(world.seed, Stream::kMentee, static_cast<uint64_t>(index));
  MenteeDraft draft;
  draft.mentee.id.value = MenteeIdAt(index);
  AddResidence(world, draft, random);
  AddClaims(world, draft, random);
  AddProofs(world, draft, random);
  AddLanguages(world, draft, random);
  AddDailyLife(world, draft, random);
  return std::move(draft.mentee);
}

}  // namespace passung::market
