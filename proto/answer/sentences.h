// The sentences beside codes in an answer.
#ifndef PASSUNG_PROTO_ANSWER_SENTENCES_H_
#define PASSUNG_PROTO_ANSWER_SENTENCES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/status_macros.h"
#include "passung/after_care.h"
#include "passung/gap.h"
#include "passung/knowledge.h"
#include "passung/match.h"
#include "passung/suggestion.h"
#include "passung/v1/record.pb.h"
#include "passung/v1/result.pb.h"
#include "passung/v1/suggestion.pb.h"
#include "proto/text/text.h"

namespace passung::answer {

// Fills `text` of contributions and rule outcomes, for mentors unless another audience is asked for. Cheap
// to copy.
class Sentences {
 public:
  // An empty `locale` means no texts. InvalidArgument naming the field `locale` for a language that
  // there is none of. `knowledge` outlives the object.
  static absl::StatusOr<Sentences> For(absl::string_view locale, const Knowledge& knowledge);

  // … for those whom the request names, or who its view is for. InvalidArgument naming `audience` for a number
  // that is none and for an audience that its view is not for.
  template <class Request>
  static absl::StatusOr<Sentences> ForRequest(const Request& request, v1::View view,
                                              const Knowledge& knowledge) {
    PASSUNG_ASSIGN_OR_RETURN(Sentences sentences, For(request.locale(), knowledge));
    PASSUNG_ASSIGN_OR_RETURN(sentences.audience_, AudienceOf(request.audience(), view));
    return sentences;
  }

  // REQUIRES: `message` is `match` on the wire, with the view of the request not yet applied.
  void AddTo(const Match& match, v1::Match& message) const;
  // The sentences of what the view for employers put in the place of something else. REQUIRES: it was applied.
  void AddToHidden(v1::Match& message) const;
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
  static absl::StatusOr<text::Audience> AudienceOf(v1::Audience asked, v1::View view);

  Sentences(const text::Texts* texts, const Knowledge& knowledge)
      : texts_(texts), knowledge_(&knowledge) {}

  const text::Texts* texts_;  // nullptr: no texts
  const Knowledge* knowledge_;
  text::Audience audience_ = text::Audience::kMentor;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_SENTENCES_H_
