#ifndef PASSUNG_PROTO_ANSWER_LOGGED_LIST_H_
#define PASSUNG_PROTO_ANSWER_LOGGED_LIST_H_

#include <cstdint>
#include <vector>

#include "passung/date.h"
#include "passung/ids.h"
#include "passung/off_policy.h"

namespace passung::answer {

// A hit as it was shown.
struct LoggedHit {
  VacancyId vacancy;
  ShownPlace place;
  friend bool operator==(const LoggedHit&, const LoggedHit&) = default;
};

// A list in which near ties were drawn, as the decision log has it.
struct LoggedList {
  std::vector<int64_t> numbers;  // of its entries, rising: it may have been asked for again
  MenteeId mentee;
  int64_t revision = 0;         // of the rows that it was made from
  Date day;                     // on which facts and laws were looked at
  std::vector<LoggedHit> hits;  // the first places, as they were shown
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_LOGGED_LIST_H_
