#include "proto/answer/views.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/wire/field_error.h"

namespace passung::answer {
namespace {

// What an employer learns of the facts. A fact that is not named here is not shown: a new one stays
// hidden until somebody decides.
v1::MenteeFacts ForEmployer(const v1::MenteeFacts& facts) {
  v1::MenteeFacts shown;
  for (const v1::Home& home : facts.homes()) shown.add_homes()->set_district(home.district());
  for (const v1::Qualification& qualification : facts.qualifications()) {
    v1::Qualification& one = *shown.add_qualifications();
    one.set_occupation(qualification.occupation());
    if (qualification.has_dqr_level()) one.set_dqr_level(qualification.dqr_level());
    if (qualification.has_year()) one.set_year(qualification.year());
  }
  *shown.mutable_experiences() = facts.experiences();
  *shown.mutable_wishes() = facts.wishes();
  for (const v1::GermanFact& german : facts.german()) {
    v1::GermanFact& one = *shown.add_german();
    *one.mutable_levels() = german.levels();
    one.set_proof(german.proof());
  }
  *shown.mutable_other_languages() = facts.other_languages();
  *shown.mutable_schools() = facts.schools();
  if (facts.has_licences()) *shown.mutable_licences() = facts.licences();
  if (facts.has_skills()) *shown.mutable_skills() = facts.skills();
  *shown.mutable_hours() = facts.hours();
  if (facts.has_available_from()) shown.set_available_from(facts.available_from());
  shown.set_track(facts.track());
  return shown;
}

constexpr std::array kPrivateRules = {v1::RULE_WORK_ACCESS, v1::RULE_REGULATED_PROFESSION,
                                      v1::RULE_RESIDENCE_OBLIGATION, v1::RULE_MOVEMENT_RESTRICTION,
                                      v1::RULE_BETTER_THAN_PRESENT_JOB};
// Told apart, their points are what recognition lacks.
constexpr std::array kFoldedCriteria = {v1::CRITERION_OCCUPATION_FIT, v1::CRITERION_LEVEL_ADEQUACY,
                                        v1::CRITERION_SKILLS_FIT, v1::CRITERION_RECOGNITION_FIT};
constexpr std::array kFlagsOfTheJob = {v1::FLAG_NOT_SOCIALLY_INSURED, v1::FLAG_TEMPORARY_AGENCY};

// How far somebody would travel, and the level that can be used, which a missing recognition lowers.
constexpr std::array<absl::string_view, 3> kPrivateParameters = {"limit", "minutes", "own_level"};

template <class Values, class Value>
bool IsOneOf(const Values& values, Value value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// "May start from …" is all that is said of a permission that is under way.
void HideReason(Date as_of, v1::RuleOutcome& outcome) {
  if (outcome.verdict() == v1::VERDICT_PASS_AFTER && !outcome.has_from() &&
      outcome.lead_days() > 0) {
    outcome.set_from(as_of.PlusDays(outcome.lead_days()).ToString());
  }
  outcome.clear_reason();
  outcome.clear_step();
  outcome.clear_lead_days();
  outcome.clear_parameters();
  outcome.clear_text();
}

template <class Part>
void HideParameters(Part& part) {
  auto& parameters = *part.mutable_parameters();
  parameters.erase(std::remove_if(parameters.begin(), parameters.end(),
                                  [](const v1::ReasonParameter& parameter) {
                                    return IsOneOf(kPrivateParameters, parameter.name());
                                  }),
                   parameters.end());
}

// One sum in the place of the first of them, so that everything still adds up.
void FoldContributions(v1::Match& match) {
  google::protobuf::RepeatedPtrField<v1::Contribution> shown;
  v1::Contribution* folded = nullptr;
  for (v1::Contribution& contribution : *match.mutable_contributions()) {
    if (!IsOneOf(kFoldedCriteria, contribution.criterion())) {
      *shown.Add() = std::move(contribution);
      continue;
    }
    if (folded == nullptr) folded = shown.Add();
    folded->set_weight(folded->weight() + contribution.weight());
    folded->set_contribution(folded->contribution() + contribution.contribution());
  }
  match.mutable_contributions()->Swap(&shown);
  for (v1::Contribution& contribution : *match.mutable_contributions())
    HideParameters(contribution);
}

// Where something is closed, rules about the person are left out whatever they say: which of them closed it
// cannot be told, nor whether it was the person.
void HideOutcomes(Date as_of, v1::Match& match) {
  const bool closed = match.hit_class() == v1::HIT_CLASS_CLOSED;
  auto& outcomes = *match.mutable_rule_outcomes();
  outcomes.erase(std::remove_if(outcomes.begin(), outcomes.end(),
                                [&](const v1::RuleOutcome& outcome) {
                                  return outcome.rule() == v1::RULE_EXCLUDED_BY_PERSON ||
                                         (closed && IsOneOf(kPrivateRules, outcome.rule()));
                                }),
                 outcomes.end());
  for (v1::RuleOutcome& outcome : outcomes) {
    if (IsOneOf(kPrivateRules, outcome.rule())) HideReason(as_of, outcome);
    HideParameters(outcome);
  }
}

void HideFlags(v1::Match& match) {
  auto& flags = *match.mutable_flags();
  flags.erase(std::remove_if(flags.begin(), flags.end(),
                             [](int flag) { return !IsOneOf(kFlagsOfTheJob, flag); }),
              flags.end());
}

// ---- The basic view -----------------------------------------------------------------------------

// What residence and legal limits to movement decide.
constexpr std::array kRulesOfResidence = {v1::RULE_WORK_ACCESS, v1::RULE_RESIDENCE_OBLIGATION,
                                          v1::RULE_MOVEMENT_RESTRICTION};

// Adds what one of these rules says to what they say together: the worst verdict, and for it the last day.
void AddToFolded(Date as_of, v1::RuleOutcome outcome, v1::RuleOutcome& folded) {
  HideReason(as_of, outcome);
  if (outcome.verdict() < folded.verdict()) return;
  const bool is_later = outcome.verdict() > folded.verdict() || outcome.from() > folded.from();
  folded.set_verdict(outcome.verdict());
  if (!is_later) return;
  folded.clear_from();
  if (outcome.has_from()) folded.set_from(outcome.from());
}

// One outcome without a rule in the place of the first of them: which of them it is would tell of residence.
// Where something is closed there is none, since one that fails could not be told from the others. One that
// is only flagged bears on no class.
void FoldOutcomes(Date as_of, v1::Match& match) {
  google::protobuf::RepeatedPtrField<v1::RuleOutcome> shown;
  const bool closed = match.hit_class() == v1::HIT_CLASS_CLOSED;
  v1::RuleOutcome* folded = nullptr;
  for (v1::RuleOutcome& outcome : *match.mutable_rule_outcomes()) {
    if (!IsOneOf(kRulesOfResidence, outcome.rule())) {
      *shown.Add() = std::move(outcome);
    } else if (!closed && outcome.rule_switch() == v1::RULE_SWITCH_ENFORCE) {
      if (folded == nullptr) {
        folded = shown.Add();
        folded->set_rule_switch(v1::RULE_SWITCH_ENFORCE);
      }
      AddToFolded(as_of, std::move(outcome), *folded);
    }
  }
  match.mutable_rule_outcomes()->Swap(&shown);
}

void HideResidence(Date as_of, v1::Match& match) {
  FoldOutcomes(as_of, match);
  auto& flags = *match.mutable_flags();
  flags.erase(std::remove(flags.begin(), flags.end(), v1::FLAG_DOCUMENT_EXPIRES), flags.end());
}

void HideResidence(v1::Summary& summary) {
  auto& counts = *summary.mutable_dropped_by_rule();
  counts.erase(std::remove_if(counts.begin(), counts.end(),
                              [](const v1::RuleCount& count) {
                                return IsOneOf(kRulesOfResidence, count.rule());
                              }),
               counts.end());
}

}  // namespace

absl::Status CheckView(v1::View view) {
  if (v1::View_IsValid(view)) return absl::OkStatus();
  return wire::FieldErrorStatus(
      {{.field = "view", .description = absl::StrCat(view, " is not a value of View")}});
}

void ApplyView(v1::View view, v1::Mentee& mentee) {
  if (view == v1::VIEW_FULL) return;
  mentee.clear_residence();
  if (view == v1::VIEW_BASIC) {
    if (mentee.has_facts()) mentee.mutable_facts()->clear_movement_limits();
    return;
  }
  mentee.clear_record();
  // Made from everything that is stored, it would tell of a change in what is not shown.
  mentee.clear_etag();
  mentee.clear_jobs();
  *mentee.mutable_facts() = ForEmployer(mentee.facts());
}

void ApplyView(v1::View view, Date as_of, v1::Match& match) {
  if (view == v1::VIEW_BASIC) HideResidence(as_of, match);
  if (view != v1::VIEW_EMPLOYER) return;
  HideOutcomes(as_of, match);
  FoldContributions(match);
  // How far it reaches tells which facts are missing.
  match.clear_score_interval();
  HideFlags(match);
}

void ApplyView(v1::View view, v1::Summary& summary) {
  if (view == v1::VIEW_BASIC) HideResidence(summary);
  if (view == v1::VIEW_EMPLOYER) summary.clear_dropped_by_rule();
}

}  // namespace passung::answer
