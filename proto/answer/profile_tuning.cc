#include "proto/answer/profile_tuning.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/evaluation.h"
#include "passung/off_policy.h"
#include "passung/tuning.h"
#include "proto/answer/evaluation_message.h"
#include "proto/answer/experience.h"
#include "proto/answer/explored_evaluation.h"
#include "proto/answer/field_fault.h"
#include "proto/answer/match_request.h"
#include "proto/answer/profile_answers.h"
#include "proto/wire/field_error.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

constexpr int kMostPlacesCounted = 1000;
constexpr int kUsualPlaces = 10;
constexpr int kUsualCount = 100;
constexpr int kMostCount = 1'000'000;
constexpr int kMostEntries = 100'000;
constexpr int kMostLabelBytes = 63;

absl::StatusOr<int32_t> Choice(absl::string_view field, int32_t asked, int32_t usual,
                               int32_t most) {
  if (asked == 0) return usual;
  if (asked >= 1 && asked <= most) return asked;
  return FieldFault(std::string(field), absl::StrCat(asked, " is not between 1 and ", most));
}

absl::Status CheckEntries(absl::string_view field, int count) {
  if (count <= kMostEntries) return absl::OkStatus();
  return FieldFault(std::string(field), absl::StrCat(count, " are more than ", kMostEntries));
}

using Applied = std::shared_ptr<const AppliedProfile>;

absl::StatusOr<Applied> NamedProfile(absl::string_view field, const std::string& name,
                                     const CallContext& context) {
  const auto id = wire::ParseProfileName(name);
  if (!id.ok()) return wire::UnderField(field, id.status());
  return context.backend.profiles()->FindApplied(*id);
}

absl::StatusOr<Applied> MeasuredProfile(const v1::EvaluateProfileRequest& request,
                                        const CallContext& context) {
  if (request.name().empty() != request.has_profile()) {
    return FieldFault("name", "exactly one of name and profile must be given");
  }
  if (!request.has_profile()) return NamedProfile("name", request.name(), context);
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile tried,
                           ReadTriedProfile(request.profile(), context));
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(tried, {}));
  return std::make_shared<const AppliedProfile>(std::move(applied));
}

absl::StatusOr<std::vector<GroupLabel>> ReadLabels(const v1::EvaluateProfileRequest& request) {
  PASSUNG_RETURN_IF_ERROR(CheckEntries("labels", request.labels_size()));
  std::vector<GroupLabel> labels;
  for (int i = 0; i < request.labels_size(); ++i) {
    const std::string field = absl::StrCat("labels[", i, "]");
    const auto mentee = wire::ParseMenteeName(request.labels(i).mentee());
    if (!mentee.ok()) return wire::UnderField(absl::StrCat(field, ".mentee"), mentee.status());
    const std::string& label = request.labels(i).label();
    if (label.empty() || label.size() > kMostLabelBytes) {
      return FieldFault(
          absl::StrCat(field, ".label"),
          absl::StrCat(label.size(), " bytes are not between 1 and ", kMostLabelBytes));
    }
    labels.push_back({.mentee = *mentee, .label = label});
  }
  return labels;
}

absl::StatusOr<std::vector<Preference>> ReadPreferences(const v1::TuneProfileRequest& request) {
  PASSUNG_RETURN_IF_ERROR(CheckEntries("preferences", request.preferences_size()));
  std::vector<Preference> preferences;
  for (int i = 0; i < request.preferences_size(); ++i) {
    const v1::Preference& message = request.preferences(i);
    const std::string field = absl::StrCat("preferences[", i, "].");
    const auto mentee = wire::ParseMenteeName(message.mentee());
    if (!mentee.ok()) return wire::UnderField(field + "mentee", mentee.status());
    const auto better = wire::ParseVacancyName(message.better());
    if (!better.ok()) return wire::UnderField(field + "better", better.status());
    const auto worse = wire::ParseVacancyName(message.worse());
    if (!worse.ok()) return wire::UnderField(field + "worse", worse.status());
    if (*better == *worse) return FieldFault(field + "worse", "is the better one itself");
    preferences.push_back({.mentee = *mentee, .better = *better, .worse = *worse});
  }
  return preferences;
}

absl::StatusOr<std::vector<Ladder>> ReadLadders(const v1::TuneProfileRequest& request) {
  std::vector<Ladder> ladders;
  for (int i = 0; i < request.ladders_size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(
        const Ladder ladder,
        wire::FromProto<Ladder>(request.ladders(i), absl::StrCat("ladders[", i, "]")));
    ladders.push_back(ladder);
  }
  return ladders;
}

template <class Figures, class Message>
void AddFigures(const Figures& figures, Message& message) {
  for (size_t i = 0; i < figures.size(); ++i) {
    v1::MetricFigure& figure = *message.add_metrics();
    figure.set_metric(wire::ToProto<v1::Metric>(static_cast<Metric>(i)));
    *figure.mutable_estimate() = EstimateMessage(figures[i]);
  }
}

void AddSlice(const EvaluationSlice& slice, v1::Evaluation& message) {
  v1::EvaluationSlice& added = *message.add_slices();
  added.set_kind(wire::ToProto<v1::SliceKind>(slice.kind));
  added.set_value(slice.value);
  added.set_hidden(slice.hidden);
  if (slice.hidden) return;
  added.set_people(slice.people);
  AddFigures(slice.metrics, added);
}

v1::Evaluation ToProto(const Evaluation& evaluation, const AppliedProfile& profile) {
  v1::Evaluation message;
  message.set_profile(absl::StrCat(wire::kProfiles, "/", profile.profile.id));
  message.set_version(profile.profile.version);
  message.set_digest(profile.digest);
  message.set_closed(evaluation.closed);
  AddFigures(evaluation.metrics, message);
  for (const CalibrationBin& bin : evaluation.calibration) {
    v1::CalibrationBin& added = *message.add_calibration();
    added.set_least(bin.least);
    added.set_most(bin.most);
    added.set_mean(bin.mean);
    *added.mutable_good() = EstimateMessage(bin.good);
  }
  for (const EvaluationSlice& slice : evaluation.slices) AddSlice(slice, message);
  return message;
}

absl::StatusOr<EvaluationOptions> OptionsOf(const v1::EvaluateProfileRequest& request,
                                            const MatchContext& match, const CallContext& context) {
  EvaluationOptions options;
  PASSUNG_ASSIGN_OR_RETURN(options.as_of, DayOf(request.as_of(), match));
  PASSUNG_ASSIGN_OR_RETURN(options.k, Choice("k", request.k(), kUsualPlaces, kMostPlacesCounted));
  PASSUNG_ASSIGN_OR_RETURN(options.good, Choice("good", request.good(), kUsualGood, kGradePlaced));
  options.scope = EvaluationScope::kJudged;
  if (request.scope() != v1::EVALUATION_SCOPE_UNSPECIFIED) {
    PASSUNG_ASSIGN_OR_RETURN(options.scope,
                             wire::FromProto<EvaluationScope>(request.scope(), "scope"));
  }
  options.threads = match.threads;
  options.is_over = context.is_over;
  return options;
}

absl::Status CheckAnyJudgement(const Experience& experience) {
  if (!experience.judgements.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      "there are no outcomes yet of suggestions to people who may be seen");
}

void Describe(const Evaluation& evaluation, const EvaluationOptions& options,
              v1::EvaluateProfileResponse& response) {
  response.set_people(evaluation.people);
  response.set_judgements(evaluation.judgements);
  response.set_good_judgements(evaluation.good);
  response.set_left_out(evaluation.left_out);
  response.set_k(options.k);
  response.set_good(options.good);
  response.set_scope(wire::ToProto<v1::EvaluationScope>(options.scope));
  response.set_as_of(options.as_of.ToString());
}

// What near ties tell that were drawn; of the profile compared with, too, where there is one.
absl::Status AddExplored(const Engine& engine, const Experience& experience,
                         const EvaluationOptions& options,
                         const std::vector<const AppliedProfile*>& profiles,
                         const CallContext& context, v1::EvaluateProfileResponse& response) {
  PASSUNG_ASSIGN_OR_RETURN(
      const ExploredLists lists,
      ReadExploredLists(experience, {.as_of = options.as_of, .good = options.good}, context));
  PASSUNG_ASSIGN_OR_RETURN(const auto scored,
                           ScoreExplored(engine, profiles.front()->profile, lists, context));
  PASSUNG_ASSIGN_OR_RETURN(*response.mutable_explored(), EvaluateExplored(scored, options.k));
  if (!response.explored().hidden()) response.set_explored_left_out(lists.left_out);
  if (profiles.back() == nullptr) return absl::OkStatus();
  PASSUNG_ASSIGN_OR_RETURN(const auto scored_before,
                           ScoreExplored(engine, profiles.back()->profile, lists, context));
  PASSUNG_ASSIGN_OR_RETURN(const bool comparable,
                           MayBeCompared(scored, scored_before, {.k = options.k}));
  v1::ExploredEvaluation& before = *response.mutable_explored_before();
  if (!comparable) {
    before.set_hidden(true);
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(before, EvaluateExplored(scored_before, options.k));
  return absl::OkStatus();
}

void AddWhatWasLearned(const TuningResult& result, v1::TuneProfileResponse& response) {
  for (const TunedWeight& weight : result.weights) {
    v1::TunedWeight& added = *response.add_weights();
    added.set_criterion(wire::ToProto<v1::Criterion>(weight.criterion));
    added.set_before(weight.before);
    added.set_after(weight.after);
    added.set_low(weight.low);
    added.set_high(weight.high);
    added.set_enough(weight.enough);
  }
  for (const TunedRung& rung : result.rungs) {
    v1::TunedRung& added = *response.add_rungs();
    added.set_ladder(wire::ToProto<v1::Ladder>(rung.ladder));
    added.set_rung(rung.rung);
    added.set_before(rung.before);
    added.set_after(rung.after);
  }
}

absl::StatusOr<v1::TuneProfileResponse> ToProto(const TuningResult& result,
                                                const AppliedProfile& before) {
  v1::TuneProfileResponse response;
  PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile after, Apply(result.profile, {}));
  *response.mutable_profile() = wire::ToProto(result.profile);
  AddWhatWasLearned(result, response);
  response.set_judgements(result.judgements);
  response.set_preferences(result.preferences);
  response.set_left_out(result.left_out);
  response.set_people(result.people);
  response.set_comparisons(result.comparisons);
  response.set_slope_before(result.slope_before);
  response.set_slope_after(result.slope_after);
  if (result.held_out.difference.count > 0) {
    *response.mutable_held_out_before() = EstimateMessage(result.held_out_before);
    *response.mutable_held_out_after() = EstimateMessage(result.held_out_after);
    *response.mutable_held_out() = ComparisonMessage(result.held_out, Metric::kNdcg);
  }
  response.set_digest_before(before.digest);
  response.set_digest_after(after.digest);
  response.set_version_before(before.profile.version);
  return response;
}

}  // namespace

absl::StatusOr<v1::EvaluateProfileResponse> EvaluateProfile(
    const v1::EvaluateProfileRequest& request, const CallContext& context) {
  if (request.explored()) PASSUNG_RETURN_IF_ERROR(CheckDecisionLog(context));
  const MatchContext match = MatchContextOf(context);
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(match));
  PASSUNG_ASSIGN_OR_RETURN(const Applied measured, MeasuredProfile(request, context));
  PASSUNG_ASSIGN_OR_RETURN(EvaluationOptions options, OptionsOf(request, match, context));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<GroupLabel> labels, ReadLabels(request));
  Applied before;
  if (!request.compare_with().empty()) {
    PASSUNG_ASSIGN_OR_RETURN(before, NamedProfile("compare_with", request.compare_with(), context));
  }
  PASSUNG_ASSIGN_OR_RETURN(const Experience experience,
                           ReadExperience(request.purpose(), options.as_of, context));
  PASSUNG_RETURN_IF_ERROR(CheckAnyJudgement(experience));
  const EvaluationInput input = {
      .mentees = experience.mentees, .judgements = experience.judgements, .labels = labels};
  v1::EvaluateProfileResponse response;
  options.profile = measured->profile;
  PASSUNG_ASSIGN_OR_RETURN(const Evaluation is, Evaluate(*engine, input, options));
  *response.mutable_evaluation() = ToProto(is, *measured);
  Describe(is, options, response);
  if (request.explored()) {
    PASSUNG_RETURN_IF_ERROR(AddExplored(*engine, experience, options,
                                        {measured.get(), before.get()}, context, response));
  }
  if (before == nullptr) return response;
  options.profile = before->profile;
  PASSUNG_ASSIGN_OR_RETURN(const Evaluation was, Evaluate(*engine, input, options));
  *response.mutable_before() = ToProto(was, *before);
  const auto comparisons = Compare(was, is, options.seed);
  for (size_t i = 0; i < comparisons.size(); ++i) {
    *response.add_comparisons() = ComparisonMessage(comparisons[i], static_cast<Metric>(i));
  }
  return response;
}

absl::StatusOr<v1::TuneProfileResponse> TuneProfile(const v1::TuneProfileRequest& request,
                                                    const CallContext& context) {
  const MatchContext match = MatchContextOf(context);
  PASSUNG_ASSIGN_OR_RETURN(const auto engine, EngineFor(match));
  PASSUNG_ASSIGN_OR_RETURN(const Applied current, NamedProfile("name", request.name(), context));
  TuningOptions options;
  options.profile = current->profile;
  options.threads = match.threads;
  options.is_over = context.is_over;
  PASSUNG_ASSIGN_OR_RETURN(options.as_of, DayOf(request.as_of(), match));
  PASSUNG_ASSIGN_OR_RETURN(options.ladders, ReadLadders(request));
  PASSUNG_ASSIGN_OR_RETURN(
      options.current_counts_for,
      Choice("current_counts_for", request.current_counts_for(), kUsualCount, kMostCount));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<Preference> preferences, ReadPreferences(request));
  PASSUNG_ASSIGN_OR_RETURN(const Experience experience,
                           ReadExperience(request.purpose(), options.as_of, context));
  PASSUNG_ASSIGN_OR_RETURN(TuningResult result, Tune(*engine,
                                                     {.mentees = experience.mentees,
                                                      .judgements = experience.judgements,
                                                      .preferences = preferences},
                                                     options));
  // A version is the next one of all, also where an older one is in use.
  const auto& all = context.backend.profiles()->all();
  if (const auto versions = all.find(current->profile.id); versions != all.end()) {
    result.profile.version = versions->second.by_number.rbegin()->first + 1;
  }
  return ToProto(result, *current);
}

}  // namespace passung::answer
