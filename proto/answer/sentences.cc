#include "proto/answer/sentences.h"

#include "absl/strings/str_cat.h"
#include "proto/answer/at_field.h"

namespace passung::answer {

using text::Audience;

absl::StatusOr<Sentences> Sentences::For(absl::string_view locale, const Knowledge& knowledge) {
  if (locale.empty()) return Sentences(nullptr, knowledge);
  const auto parsed = text::ParseLocale(locale);
  if (!parsed.ok()) return AtField("locale", parsed.status());
  return Sentences(&text::Texts::For(*parsed), knowledge);
}

void Sentences::AddTo(const Match& match, v1::Match& message) const {
  if (texts_ == nullptr) return;
  for (size_t i = 0; i < match.contributions.size(); ++i) {
    message.mutable_contributions(static_cast<int>(i))
        ->set_text(
            texts_->ContributionText(match.contributions[i], Audience::kMentor, *knowledge_));
  }
  AddTo(match.outcomes, *message.mutable_rule_outcomes());
}

void Sentences::AddTo(const std::vector<RuleOutcome>& outcomes,
                      google::protobuf::RepeatedPtrField<v1::RuleOutcome>& messages) const {
  if (texts_ == nullptr) return;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    messages.Mutable(static_cast<int>(i))
        ->set_text(texts_->OutcomeText(outcomes[i], Audience::kMentor, *knowledge_));
  }
}

void Sentences::AddTo(const SuggestionPart& part, v1::SuggestionPart& message) const {
  if (texts_ != nullptr) message.set_text(texts_->SuggestionText(part, *knowledge_));
}

void Sentences::AddTo(const GateOutcome& outcome, v1::GateOutcome& message) const {
  if (texts_ != nullptr) message.set_text(texts_->GateText(outcome, *knowledge_));
}

std::string Sentences::Of(const Gap& gap) const {
  return texts_ == nullptr ? "" : texts_->GapText(gap, Audience::kMentor, *knowledge_);
}

std::string Sentences::Of(const FollowUp& follow_up, const Job& job) const {
  if (texts_ == nullptr) return "";
  const std::string since =
      job.valid.from ? texts_->Day(*job.valid.from) : texts_->Get("phrase.unknown");
  return texts_->Get(absl::StrCat("follow_up.", Name(follow_up.reason)), {{{"since", since}}});
}

}  // namespace passung::answer
