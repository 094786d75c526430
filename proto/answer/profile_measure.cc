#include "proto/answer/profile_measure.h"

#include "engine/base/status_macros.h"
#include "proto/answer/evaluation_message.h"
#include "proto/answer/experience.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

v1::SliceChange SliceMessage(const SliceComparison& slice) {
  v1::SliceChange message;
  message.set_kind(wire::ToProto<v1::SliceKind>(slice.kind));
  message.set_value(slice.value);
  message.set_hidden(slice.hidden);
  if (slice.hidden) return message;
  message.set_people(slice.people);
  *message.mutable_before() = EstimateMessage(slice.before);
  *message.mutable_after() = EstimateMessage(slice.after);
  *message.mutable_ndcg() = ComparisonMessage(slice.ndcg, Metric::kNdcg);
  return message;
}

// Of no judgement of anything that is still there, and of too few people.
bool SaysTooFew(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsFailedPrecondition(status);
}

}  // namespace

absl::Status MeasureChange(const Engine& engine, const ProfileChange& change,
                           EvaluationOptions options, v1::Purpose purpose,
                           const CallContext& context, v1::PreviewProfileResponse& response) {
  PASSUNG_ASSIGN_OR_RETURN(const Experience experience,
                           ReadExperience(purpose, options.as_of, context));
  const EvaluationInput input = {
      .mentees = experience.mentees, .judgements = experience.judgements, .labels = {}};
  options.scope = EvaluationScope::kJudged;
  options.people_only = true;
  options.good = kUsualGood;
  options.profile = change.before;
  const absl::StatusOr<Evaluation> was = Evaluate(engine, input, options);
  // Both profiles are valid and the options are ours.
  if (SaysTooFew(was.status())) return absl::OkStatus();
  PASSUNG_RETURN_IF_ERROR(was.status());
  options.profile = change.after;
  PASSUNG_ASSIGN_OR_RETURN(const Evaluation is, Evaluate(engine, input, options));
  const SlicedComparison comparison = CompareBySlice(*was, is, options.seed);
  *response.mutable_measured() = ComparisonMessage(comparison.all, Metric::kNdcg);
  for (const SliceComparison& slice : comparison.slices) {
    *response.add_slices() = SliceMessage(slice);
  }
  return absl::OkStatus();
}

}  // namespace passung::answer
