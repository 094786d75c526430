#include "proto/answer/experience.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "proto/answer/outcome_rows.h"
#include "proto/answer/row_walk.h"

namespace passung::answer {

absl::StatusOr<Experience> ReadExperience(v1::Purpose purpose, Date as_of,
                                          const CallContext& context) {
  Experience experience;
  PASSUNG_ASSIGN_OR_RETURN(const Look look,
                           LookOf(purpose, v1::VIEW_BASIC, context.today, context.caller));
  absl::Status read;
  PASSUNG_RETURN_IF_ERROR(WalkRows("", look, context, [&](StoredMentee row) {
    read = WalkOutcomesOf(row.mentee.id, "", context, [&](Outcome outcome) {
      experience.outcomes.push_back(std::move(outcome));
      return true;
    });
    experience.mentees.push_back(std::move(row.mentee));
    return read.ok();
  }));
  PASSUNG_RETURN_IF_ERROR(read);
  experience.judgements = JudgementsOf(experience.outcomes, as_of);
  return experience;
}

}  // namespace passung::answer
