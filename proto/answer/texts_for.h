#ifndef PASSUNG_PROTO_ANSWER_TEXTS_FOR_H_
#define PASSUNG_PROTO_ANSWER_TEXTS_FOR_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/text/text.h"

namespace passung::answer {

// The catalogue that a request asks for; nullptr where its `locale` is empty, which means no texts. InvalidArgument
// naming the field `locale` for a language that there is none of.
absl::StatusOr<const text::Texts*> TextsFor(absl::string_view locale);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_TEXTS_FOR_H_
