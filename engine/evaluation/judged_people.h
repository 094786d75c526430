// Judgements by person, checked and bound to the records they name.
#ifndef PASSUNG_ENGINE_EVALUATION_JUDGED_PEOPLE_H_
#define PASSUNG_ENGINE_EVALUATION_JUDGED_PEOPLE_H_

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/evaluation.h"
#include "passung/snapshot.h"

namespace passung::evaluation {

struct JudgedPair {
  const Vacancy* vacancy = nullptr;
  int32_t grade = 0;
};

struct JudgedPerson {
  const Mentee* mentee = nullptr;
  std::vector<JudgedPair> pairs;  // by vacancy rising as bytes; not empty
};

struct JudgedPeople {
  std::vector<JudgedPerson> people;  // by mentee rising as bytes
  int64_t left_out = 0;              // judgements whose mentee or vacancy is not there
};

// Points into `snapshot` and `mentees`. InvalidArgument naming a grade out of range or a pair judged twice.
absl::StatusOr<JudgedPeople> GroupJudgements(const Snapshot& snapshot,
                                             std::span<const Mentee> mentees,
                                             std::span<const Judgement> judgements);

// InvalidArgument naming an option that is out of its range.
absl::Status CheckRange(absl::string_view name, int64_t value, int64_t least, int64_t most);

// Cancelled where nobody waits any more.
absl::Status CheckAwaited(const std::function<bool()>& is_over);

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_JUDGED_PEOPLE_H_
