#ifndef PASSUNG_PROTO_ANSWER_TOLD_LISTS_H_
#define PASSUNG_PROTO_ANSWER_TOLD_LISTS_H_

#include "passung/date.h"
#include "passung/v1/record.pb.h"
#include "passung/v1/watch.pb.h"
#include "passung/watch.h"
#include "proto/answer/sentences.h"

namespace passung::answer {

// What the messages of one request have in common.
struct Telling {
  v1::View view;
  Date as_of;
  const Sentences& sentences;
};

// What changed in a list, as this request may be told of it.
v1::ListDelta ToProto(const ListDelta& list, const Telling& telling);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_TOLD_LISTS_H_
