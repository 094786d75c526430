#include "proto/answer/assignment_answers.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "passung/assignment.h"
#include "proto/answer/field_fault.h"
#include "proto/answer/match_request.h"
#include "proto/answer/row_walk.h"
#include "proto/answer/sentences.h"
#include "proto/text/assignment_text.h"
#include "proto/wire/assignment_wire.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

constexpr int32_t kDefaultCandidates = 50;
constexpr int32_t kMostCandidates = 1000;

// Places of mentees in the request, each named once.
using NamedPlaces = absl::flat_hash_map<MenteeId, int>;

template <class List, class NameOf>
absl::StatusOr<NamedPlaces> ReadNames(absl::string_view field, const List& list, NameOf name_of) {
  NamedPlaces named;
  for (int i = 0; i < list.size(); ++i) {
    const std::string at = absl::StrCat(field, "[", i, "]");
    const auto id = wire::ParseMenteeName(name_of(list.Get(i)));
    if (!id.ok()) return wire::UnderField(at, FieldFault("", std::string(id.status().message())));
    if (!named.emplace(*id, i).second) return FieldFault(at, "names a mentee for the second time");
  }
  return named;
}

// Everybody who takes part, with what belongs to them beside their facts.
class Gathering {
 public:
  Gathering(const v1::SolveAssignmentRequest& request, const CallContext& context)
      : request_(request), context_(context) {}

  absl::StatusOr<std::vector<AssignmentPerson>> Run() {
    PASSUNG_ASSIGN_OR_RETURN(only_, ReadNames("mentees", request_.mentees(),
                                              [](const std::string& name) { return name; }));
    PASSUNG_ASSIGN_OR_RETURN(
        labels_, ReadNames("labels", request_.labels(),
                           [](const v1::MenteeLabel& label) { return label.mentee(); }));
    PASSUNG_RETURN_IF_ERROR(CheckLabels());
    PASSUNG_ASSIGN_OR_RETURN(const Look look, LookOf(request_.purpose(), v1::VIEW_FULL,
                                                     context_.today, context_.caller));
    std::vector<AssignmentPerson> people;
    PASSUNG_RETURN_IF_ERROR(WalkRows("", look, context_, [&](StoredMentee row) {
      if (Takes(row.mentee.id)) people.push_back(PersonOf(std::move(row)));
      return true;
    }));
    // Whoever is named and not seen is as good as not stored.
    if (!only_.empty()) return FieldFault(absl::StrCat("mentees[", FirstOf(only_), "]"), kUnknown);
    if (!labels_.empty()) {
      return FieldFault(absl::StrCat("labels[", FirstOf(labels_), "].mentee"), kUnknown);
    }
    return people;
  }

 private:
  static constexpr char kUnknown[] = "names nobody who takes part";

  absl::Status CheckLabels() const {
    for (int i = 0; i < request_.labels_size(); ++i) {
      const auto& groups = request_.limits().groups();
      const std::string& label = request_.labels(i).label();
      if (std::any_of(groups.begin(), groups.end(),
                      [&](const auto& group) { return group.label() == label; })) {
        continue;
      }
      return FieldFault(absl::StrCat("labels[", i, "].label"), "is not one of limits.groups");
    }
    return absl::OkStatus();
  }

  // Crosses off who was found.
  bool Takes(const MenteeId& id) { return request_.mentees().empty() || only_.erase(id) > 0; }

  AssignmentPerson PersonOf(StoredMentee row) {
    AssignmentPerson person{.mentee = std::move(row.mentee)};
    if (row.record) person.mentor = row.record->mentor;
    if (const auto label = labels_.find(person.mentee.id); label != labels_.end()) {
      person.label = request_.labels(label->second).label();
      labels_.erase(label);
    }
    return person;
  }

  static int FirstOf(const NamedPlaces& named) {
    int first = named.begin()->second;
    for (const auto& [id, place] : named) first = std::min(first, place);
    return first;
  }

  const v1::SolveAssignmentRequest& request_;
  const CallContext& context_;
  NamedPlaces only_;    // not found yet
  NamedPlaces labels_;  // not found yet
};

absl::StatusOr<AssignmentOptions> OptionsOf(const v1::SolveAssignmentRequest& request,
                                            const MatchContext& context) {
  AssignmentOptions options;
  PASSUNG_ASSIGN_OR_RETURN(options.match.as_of, DayOf(request.as_of(), context));
  PASSUNG_RETURN_IF_ERROR(ReadProfile(request.profile(), context, options.match));
  options.match.threads = context.threads;
  options.match.limit = request.candidates() == 0 ? kDefaultCandidates : request.candidates();
  if (options.match.limit < 1 || options.match.limit > kMostCandidates) {
    return FieldFault("candidates",
                      absl::StrCat(request.candidates(), " is not between 1 and ", kMostCandidates,
                                   ", or 0 for ", kDefaultCandidates));
  }
  PASSUNG_ASSIGN_OR_RETURN(options.limits, wire::FromProto(request.limits(), "limits"));
  if (options.limits.per_mentee == 0) options.limits.per_mentee = 1;
  if (options.limits.per_opening == 0) options.limits.per_opening = 1;
  return options;
}

void AddTexts(const Assignment& assignment, const Sentences& sentences, v1::Assignment& message) {
  if (sentences.texts() == nullptr) return;
  for (size_t i = 0; i < assignment.mentees.size(); ++i) {
    const auto& unassigned = assignment.mentees[i].unassigned;
    if (!unassigned) continue;
    message.mutable_mentees(static_cast<int>(i))
        ->mutable_unassigned()
        ->set_text(text::UnassignedText(*sentences.texts(), *unassigned));
  }
}

}  // namespace

absl::StatusOr<v1::SolveAssignmentResponse> SolveAssignment(
    const v1::SolveAssignmentRequest& request, const CallContext& context) {
  const MatchContext match = MatchContextOf(context);
  if (match.snapshot == nullptr) return absl::FailedPreconditionError("nothing is loaded yet");
  PASSUNG_ASSIGN_OR_RETURN(AssignmentOptions options, OptionsOf(request, match));
  options.is_over = context.is_over;
  AssignmentRun run;
  if (request.mode() != v1::ASSIGNMENT_MODE_UNSPECIFIED) {
    PASSUNG_ASSIGN_OR_RETURN(run.mode, wire::FromProto<AssignmentMode>(request.mode(), "mode"));
  }
  if (context.is_over) {
    run.progress = [&](int64_t /*done*/, int64_t /*mentees*/) { return !context.is_over(); };
  }
  PASSUNG_ASSIGN_OR_RETURN(const Sentences sentences,
                           Sentences::For(request.locale(), match.snapshot->knowledge()));
  PASSUNG_ASSIGN_OR_RETURN(auto people, Gathering(request, context).Run());
  // The engine names fields as the request does.
  PASSUNG_ASSIGN_OR_RETURN(const AssignmentProblem problem,
                           MakeAssignmentProblem(match.snapshot, std::move(people), options));
  PASSUNG_ASSIGN_OR_RETURN(const Assignment assignment, passung::SolveAssignment(problem, run));
  v1::SolveAssignmentResponse response;
  if (request.price_limits()) {
    PASSUNG_ASSIGN_OR_RETURN(const auto prices, PriceLimits(problem, assignment, run));
    for (const LimitPrice& of : prices) {
      v1::LimitPrice& price = *response.add_limit_prices();
      price.set_limit(of.limit);
      price.set_price(of.price);
    }
  }
  if (!request.skip_problem()) *response.mutable_problem() = wire::ToProto(problem);
  *response.mutable_assignment() = wire::ToProto(assignment);
  AddTexts(assignment, sentences, *response.mutable_assignment());
  *response.mutable_versions() = wire::ToProto(problem.versions);
  return response;
}

absl::StatusOr<v1::VerifyAssignmentResponse> CheckAssignment(
    const v1::VerifyAssignmentRequest& request, const std::function<bool()>& is_over) {
  if (!request.has_problem()) return FieldFault("problem", "must be given");
  if (!request.has_assignment()) return FieldFault("assignment", "must be given");
  PASSUNG_ASSIGN_OR_RETURN(const AssignmentProblem problem,
                           wire::FromProto(request.problem(), "problem"));
  PASSUNG_ASSIGN_OR_RETURN(const Assignment assignment,
                           wire::FromProto(request.assignment(), "assignment"));
  const absl::Status status = passung::VerifyAssignment(problem, assignment, is_over);
  // What does not hold is an answer; a check that was not finished is none.
  if (!status.ok() && !absl::IsInvalidArgument(status)) return status;
  v1::VerifyAssignmentResponse response;
  response.set_holds(status.ok());
  response.set_fault(std::string(status.message()));
  return response;
}

absl::StatusOr<v1::VerifyAssignmentResponse> VerifyAssignment(
    const v1::VerifyAssignmentRequest& request, const CallContext& context) {
  return CheckAssignment(request, context.is_over);
}

}  // namespace passung::answer
