#ifndef PASSUNG_PROTO_ANSWER_CALLER_H_
#define PASSUNG_PROTO_ANSWER_CALLER_H_

#include <optional>
#include <string>

#include "passung/ids.h"

namespace passung::answer {

// Who asks, as far as an answer depends on it. Whether they may call the method at all was decided
// before.
struct Caller {
  std::string id;                  // a pseudonym; ids of requests are each caller's own
  std::optional<MentorId> mentor;  // given: sees the mentees of this mentor and no others
  // A purpose must be named and a legal basis for it be on record. False for those who look at data
  // of their own (the command line on a file, a server for development): then a purpose is checked
  // where it is named.
  bool needs_basis = false;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_CALLER_H_
