#ifndef PASSUNG_MENTEE_H_
#define PASSUNG_MENTEE_H_

#include <vector>

#include "absl/status/status.h"
#include "passung/ids.h"
#include "passung/job.h"
#include "passung/mentee_facts.h"
#include "passung/residence.h"

namespace passung {

// A person under a pseudonymous id. Name, contact, mentor and notes are kept outside the engine.
struct Mentee {
  MenteeId id;
  MenteeFacts facts;
  Residence residence;
  // Of those that hold on a day the one with the latest `from` is the present job. None: no work is known.
  std::vector<Job> jobs;
  friend bool operator==(const Mentee&, const Mentee&) = default;
};

// InvalidArgument naming the first faulty field as a path (`facts.qualifications[1].dqr_level`),
// its value and what is allowed. An empty mentee with an id is valid: every fact may be unknown.
// At most 16 qualifications, experiences and wishes each, 64 entries in any other list, 200 skills.
absl::Status Validate(const Mentee& mentee);

}  // namespace passung

#endif  // PASSUNG_MENTEE_H_
