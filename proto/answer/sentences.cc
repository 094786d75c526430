#include "proto/answer/sentences.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "passung/date.h"
#include "proto/answer/texts_for.h"
#include "proto/wire/field_error.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {

using text::Audience;

absl::StatusOr<Sentences> Sentences::For(absl::string_view locale, const Knowledge& knowledge) {
  PASSUNG_ASSIGN_OR_RETURN(const text::Texts* const texts, TextsFor(locale));
  return Sentences(texts, knowledge);
}

absl::StatusOr<Audience> Sentences::AudienceOf(v1::Audience asked, v1::View view) {
  const bool for_employer = view == v1::VIEW_EMPLOYER;
  const auto fault = [&](absl::string_view what) {
    return wire::FieldErrorStatus({{.field = "audience", .description = std::string(what)}});
  };
  switch (asked) {
    case v1::AUDIENCE_UNSPECIFIED:
      return for_employer ? Audience::kEmployer : Audience::kMentor;
    case v1::AUDIENCE_MENTEE:
    case v1::AUDIENCE_MENTOR:
      if (for_employer) {
        return fault(absl::StrCat(v1::Audience_Name(asked),
                                  " is not for VIEW_EMPLOYER, which takes AUDIENCE_EMPLOYER"));
      }
      return asked == v1::AUDIENCE_MENTEE ? Audience::kMentee : Audience::kMentor;
    case v1::AUDIENCE_EMPLOYER:
      if (for_employer) return Audience::kEmployer;
      return fault("AUDIENCE_EMPLOYER is for VIEW_EMPLOYER only");
    default:
      return fault(absl::StrCat(asked, " is not a value of Audience"));
  }
}

void Sentences::AddToHidden(v1::Match& message) const {
  if (texts_ == nullptr || audience_ != Audience::kEmployer) return;
  for (v1::Contribution& contribution : *message.mutable_contributions()) {
    if (contribution.criterion() != v1::CRITERION_UNSPECIFIED) continue;
    contribution.set_text(texts_->FoldedText(contribution.contribution(), contribution.weight()));
  }
  for (v1::RuleOutcome& outcome : *message.mutable_rule_outcomes()) {
    if (outcome.reason() != v1::REASON_UNSPECIFIED) continue;
    const auto verdict = wire::FromProto<Verdict>(outcome.verdict(), "verdict");
    const auto from = Date::Parse(outcome.from());
    if (verdict.ok()) {
      outcome.set_text(texts_->HiddenOutcomeText(
          *verdict, from.ok() ? std::optional<Date>(*from) : std::nullopt));
    }
  }
}

void Sentences::AddTo(const Match& match, v1::Match& message) const {
  if (texts_ == nullptr) return;
  for (size_t i = 0; i < match.contributions.size(); ++i) {
    message.mutable_contributions(static_cast<int>(i))
        ->set_text(texts_->ContributionText(match.contributions[i], audience_, *knowledge_));
  }
  AddTo(match.outcomes, *message.mutable_rule_outcomes());
}

void Sentences::AddTo(const std::vector<RuleOutcome>& outcomes,
                      google::protobuf::RepeatedPtrField<v1::RuleOutcome>& messages) const {
  if (texts_ == nullptr) return;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    messages.Mutable(static_cast<int>(i))
        ->set_text(texts_->OutcomeText(outcomes[i], audience_, *knowledge_));
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
