#include "proto/answer/explored_evaluation.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/base/status_macros.h"
#include "proto/answer/evaluation_message.h"
#include "proto/wire/rpc_status.h"

namespace passung::answer {
namespace {

using Pair = std::pair<MenteeId, VacancyId>;

bool WasDrawn(const LoggedHit& hit) { return hit.place.group > 1; }

absl::Status CheckSomebodyWaits(const CallContext& context) {
  if (!context.is_over || !context.is_over()) return absl::OkStatus();
  return absl::CancelledError("nobody waits for the answer any more");
}

// What is known of where an outcome's suggestion came from.
struct Origin {
  Date first;                       // day of the first outcome
  std::optional<Date> named_on;     // of the first that names an answer
  std::optional<int64_t> decision;  // that answer
};

std::map<Pair, Origin> OriginsOf(const Experience& experience, const ExploredOptions& options) {
  std::map<Pair, Origin> origins;
  for (const Judgement& judgement : experience.judgements) {
    if (judgement.grade >= options.good) {
      origins[{judgement.mentee, judgement.vacancy}].first = options.as_of;
    }
  }
  for (const Outcome& outcome : experience.outcomes) {
    const auto found = origins.find({outcome.mentee, outcome.vacancy});
    if (found == origins.end() || outcome.date > options.as_of) continue;
    Origin& origin = found->second;
    origin.first = std::min(origin.first, outcome.date);
    if (!outcome.decision || (origin.named_on && *origin.named_on <= outcome.date)) continue;
    origin.named_on = outcome.date;
    origin.decision = outcome.decision->number;
  }
  return origins;
}

bool Has(const LoggedList& list, int64_t number) {
  return std::binary_search(list.numbers.begin(), list.numbers.end(), number);
}

// By their place in `logged`: the vacancies of each list that turned out well.
class GoodOnes {
 public:
  GoodOnes(const std::vector<LoggedList>& logged, const Experience& experience,
           const ExploredOptions& options)
      : logged_(logged), good_(logged.size()) {
    std::map<Pair, std::vector<size_t>> shown;
    for (size_t i = 0; i < logged.size(); ++i) {
      for (const LoggedHit& hit : logged[i].hits) {
        if (WasDrawn(hit)) shown[{logged[i].mentee, hit.vacancy}].push_back(i);
      }
    }
    for (const auto& [pair, origin] : OriginsOf(experience, options)) {
      const auto lists = shown.find(pair);
      if (lists == shown.end()) continue;
      const std::optional<size_t> list = ListOf(lists->second, origin);
      if (list) good_[*list].insert(pair.second);
    }
  }

  bool IsGood(size_t list, const VacancyId& vacancy) const { return good_[list].contains(vacancy); }

 private:
  // `lists` rise by number.
  std::optional<size_t> ListOf(const std::vector<size_t>& lists, const Origin& origin) const {
    std::optional<size_t> last;
    for (const size_t i : lists) {
      if (origin.decision && Has(logged_[i], *origin.decision)) return i;
      if (!origin.decision && logged_[i].day <= origin.first) last = i;
    }
    return last;
  }

  const std::vector<LoggedList>& logged_;
  std::vector<std::set<VacancyId>> good_;
};

// NotFound and OutOfRange: the history of then is kept no more.
absl::StatusOr<ExploredList> ReadRows(const LoggedList& logged, const Repository& repository) {
  ExploredList list;
  list.day = logged.day;
  list.shown.mentee = logged.mentee;
  PASSUNG_ASSIGN_OR_RETURN(list.mentee, repository.GetMenteeAsOf(logged.mentee, logged.revision));
  for (const LoggedHit& hit : logged.hits) {
    list.shown.hits.push_back({.vacancy = hit.vacancy, .place = hit.place});
    Vacancy& vacancy = list.vacancies.emplace_back();
    if (!WasDrawn(hit)) continue;
    PASSUNG_ASSIGN_OR_RETURN(vacancy, repository.GetVacancyAsOf(hit.vacancy, logged.revision));
  }
  return list;
}

bool IsForgotten(const absl::Status& status) {
  return absl::IsNotFound(status) || absl::IsOutOfRange(status);
}

}  // namespace

absl::StatusOr<ExploredLists> ReadExploredLists(const Experience& experience,
                                                const ExploredOptions& options,
                                                const CallContext& context) {
  if (!context.explored_lists) {
    return wire::WithReason(absl::FailedPreconditionError("no log of answers is kept here"),
                            "NO_DECISION_LOG");
  }
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<LoggedList> logged, context.explored_lists());
  std::set<MenteeId> visible;
  for (const Mentee& mentee : experience.mentees) visible.insert(mentee.id);
  const GoodOnes good(logged, experience, options);
  ExploredLists explored;
  for (size_t i = 0; i < logged.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(CheckSomebodyWaits(context));
    const bool is_settled = options.as_of.days() - logged[i].day.days() >= kSettledDays;
    if (!is_settled || !visible.contains(logged[i].mentee)) continue;
    absl::StatusOr<ExploredList> list = ReadRows(logged[i], context.backend.repository());
    if (IsForgotten(list.status())) {
      ++explored.left_out;
      continue;
    }
    PASSUNG_RETURN_IF_ERROR(list.status());
    for (ShownHit& hit : list->shown.hits) hit.good = good.IsGood(i, hit.vacancy);
    explored.lists.push_back(*std::move(list));
  }
  return explored;
}

absl::StatusOr<v1::ExploredEvaluation> EvaluateExplored(const Engine& engine,
                                                        const ScoringProfile& profile, int32_t k,
                                                        const ExploredLists& explored,
                                                        const CallContext& context) {
  std::vector<ShownList> shown;
  for (const ExploredList& list : explored.lists) {
    PASSUNG_RETURN_IF_ERROR(CheckSomebodyWaits(context));
    const MatchOptions question = {.as_of = list.day, .profile = profile, .summary = false};
    ShownList& scored = shown.emplace_back(list.shown);
    for (size_t i = 0; i < scored.hits.size(); ++i) {
      if (scored.hits[i].place.group < 2) continue;
      PASSUNG_ASSIGN_OR_RETURN(const PairResult pair,
                               engine.ExplainMatch(list.mentee, list.vacancies[i], question));
      scored.hits[i].target_score =
          pair.match.hit_class == HitClass::kClosed ? -1 : pair.match.score;
    }
  }
  PASSUNG_ASSIGN_OR_RETURN(const ShownListsEstimate estimate, EstimateShownLists(shown, {.k = k}));
  v1::ExploredEvaluation message;
  message.set_hidden(estimate.hidden);
  if (estimate.hidden) return message;
  message.set_people(estimate.people);
  message.set_lists(estimate.lists);
  message.set_places(estimate.places);
  *message.mutable_shown() = EstimateMessage(estimate.shown);
  *message.mutable_ips() = EstimateMessage(estimate.target.ips);
  *message.mutable_snips() = EstimateMessage(estimate.target.snips);
  *message.mutable_doubly_robust() = EstimateMessage(estimate.target.doubly_robust);
  message.set_ips_error(estimate.target.ips_error);
  message.set_snips_error(estimate.target.snips_error);
  message.set_doubly_robust_error(estimate.target.doubly_robust_error);
  message.set_effective_count(estimate.target.effective_count);
  message.set_largest_weight(estimate.target.largest_weight);
  return message;
}

}  // namespace passung::answer
