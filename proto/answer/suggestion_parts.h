// What answers with suggestions have in common.
#ifndef PASSUNG_PROTO_ANSWER_SUGGESTION_PARTS_H_
#define PASSUNG_PROTO_ANSWER_SUGGESTION_PARTS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "passung/engine.h"
#include "passung/v1/suggestion.pb.h"
#include "proto/answer/match_request.h"
#include "proto/answer/sentences.h"
#include "proto/wire/offer_wire.h"

namespace passung::answer {

// The person of a request with `mentee` or `inline_mentee`, and with a purpose.
template <class Request>
absl::StatusOr<Mentee> AskedMentee(const Request& request, const MatchContext& context) {
  if (context.snapshot == nullptr) {
    return absl::FailedPreconditionError("no mentees and vacancies are loaded yet");
  }
  return MenteeOf(request, context);
}

// `suggestion` is a message with `parts`.
template <class Suggestion>
void AddParts(const std::vector<SuggestionPart>& parts, const Sentences& sentences,
              Suggestion& suggestion) {
  for (const SuggestionPart& part : parts) {
    v1::SuggestionPart& message = *suggestion.add_parts();
    message = wire::ToProto(part);
    sentences.AddTo(part, message);
  }
}

inline v1::SuggestionVersions VersionsOf(const Knowledge& knowledge, int64_t revision, Date as_of) {
  v1::SuggestionVersions versions;
  versions.set_engine_version(std::string(EngineVersion()));
  versions.set_knowledge_digest(knowledge.digest());
  versions.set_revision(revision);
  versions.set_as_of(as_of.ToString());
  return versions;
}

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_SUGGESTION_PARTS_H_
