// The sentences beside codes in an answer.
#ifndef PASSUNG_PROTO_ANSWER_SENTENCES_H_
#define PASSUNG_PROTO_ANSWER_SENTENCES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/after_care.h"
#include "passung/gap.h"
#include "passung/knowledge.h"
#include "passung/match.h"
#include "passung/suggestion.h"
#include "passung/v1/result.pb.h"
#include "passung/v1/suggestion.pb.h"
#include "proto/text/text.h"

namespace passung::answer {

// Fills `text` of contributions and rule outcomes, for mentors. Cheap to copy.
class Sentences {
 public:
  // An empty `locale` means no texts. InvalidArgument naming the field `locale` for a language that
  // there is none of. `knowledge` outlives the object.
  static absl::StatusOr<Sentences> For(absl::string_view locale, const Knowledge& knowledge);

  // REQUIRES: `message` is `match` on the wire.
  void AddTo(const Match& match, v1::Match& message) const;
  void AddTo(const std::vector<RuleOutcome>& outcomes,
             google::protobuf::RepeatedPtrField<v1::RuleOutcome>& messages) const;
  void AddTo(const SuggestionPart& part, v1::SuggestionPart& message) const;
  void AddTo(const GateOutcome& outcome, v1::GateOutcome& message) const;
  // What the gap is; empty where no texts are wanted.
  std::string Of(const Gap& gap) const;
  // Why a talk is due; empty likewise.
  std::string Of(const FollowUp& follow_up, const Job& job) const;
  // nullptr where no texts are wanted.
  const text::Texts* texts() const { return texts_; }

 private:
  Sentences(const text::Texts* texts, const Knowledge& knowledge)
      : texts_(texts), knowledge_(&knowledge) {}

  const text::Texts* texts_;  // nullptr: no texts
  const Knowledge* knowledge_;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_SENTENCES_H_
