#ifndef PASSUNG_PROTO_ANSWER_OWN_DATA_H_
#define PASSUNG_PROTO_ANSWER_OWN_DATA_H_

namespace passung::answer {

// Signs page tokens where everybody who asks has the data anyway: the command line on a file, and a
// server for development. One key for both, so that both answer with the same bytes.
inline constexpr char kOwnDataKey[] = "own data";

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_OWN_DATA_H_
