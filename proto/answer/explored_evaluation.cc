#include "proto/answer/explored_evaluation.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "engine/base/status_macros.h"
#include "passung/safe_counts.h"
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

// When a suggestion turned out well.
struct Success {
  Date day;
  std::optional<int64_t> decision;  // the last answer that was named until then
};

bool IsGoodBy(std::span<const Outcome> outcomes, int32_t good) {
  Date settled = outcomes.front().date;
  for (const Outcome& outcome : outcomes) settled = std::max(settled, outcome.date);
  const std::vector<Judgement> judged =
      JudgementsOf(outcomes, settled.PlusDays(std::max(kSettledDays, kLastingDays)));
  return !judged.empty() && judged.front().grade >= good;
}

// `outcomes` of one pair rise by day.
std::optional<Success> SuccessOf(std::span<const Outcome> outcomes, int32_t good) {
  Success success;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i].decision) success.decision = outcomes[i].decision->number;
    success.day = outcomes[i].date;
    if (IsGoodBy(outcomes.first(i + 1), good)) return success;
  }
  return std::nullopt;
}

bool Has(const LoggedList& list, int64_t number) {
  return std::binary_search(list.numbers.begin(), list.numbers.end(), number);
}

int64_t DaysFrom(Date day, Date later) { return later.days() - day.days(); }

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
    std::map<Pair, std::vector<Outcome>> courses;
    for (const Outcome& outcome : experience.outcomes) {
      const Pair pair = {outcome.mentee, outcome.vacancy};
      if (outcome.date <= options.as_of && shown.contains(pair)) courses[pair].push_back(outcome);
    }
    for (auto& [pair, course] : courses) {
      std::stable_sort(course.begin(), course.end(),
                       [](const Outcome& a, const Outcome& b) { return a.date < b.date; });
      const std::optional<Success> success = SuccessOf(course, options.good);
      const std::optional<size_t> list = success ? ListOf(shown.at(pair), *success) : std::nullopt;
      if (list && StaysGood(course, logged[*list].day, options.good)) {
        good_[*list].insert(pair.second);
      }
    }
  }

  bool IsGood(size_t list, const VacancyId& vacancy) const { return good_[list].contains(vacancy); }

 private:
  // The first that could have brought it, by the same time for each list, lest older ones look better than new ones:
  // which one that is has nothing to do with how they were drawn. `lists` rise by number.
  std::optional<size_t> ListOf(const std::vector<size_t>& lists, const Success& success) const {
    for (const size_t i : lists) {
      const int64_t days = DaysFrom(logged_[i].day, success.day);
      if (days < 0 || days > kSettledDays) continue;
      if (!success.decision || Has(logged_[i], *success.decision)) return i;
    }
    return std::nullopt;
  }

  // By what was told in that time alone.
  static bool StaysGood(const std::vector<Outcome>& course, Date shown_on, int32_t good) {
    const auto late = std::find_if(course.begin(), course.end(), [&](const Outcome& outcome) {
      return DaysFrom(shown_on, outcome.date) > kSettledDays;
    });
    return IsGoodBy(std::span(course.begin(), late), good);
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

absl::Status CheckDecisionLog(const CallContext& context) {
  if (context.explored_lists) return absl::OkStatus();
  return wire::WithReason(absl::FailedPreconditionError("no log of answers is kept here"),
                          "NO_DECISION_LOG");
}

absl::StatusOr<ExploredLists> ReadExploredLists(const Experience& experience,
                                                const ExploredOptions& options,
                                                const CallContext& context) {
  PASSUNG_RETURN_IF_ERROR(CheckDecisionLog(context));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<LoggedList> logged, context.explored_lists());
  const Repository& repository = context.backend.repository();
  PASSUNG_ASSIGN_OR_RETURN(const int64_t kept_from, repository.history_from());
  std::set<MenteeId> visible;
  for (const Mentee& mentee : experience.mentees) visible.insert(mentee.id);
  const GoodOnes good(logged, experience, options);
  ExploredLists explored;
  std::set<MenteeId> left_out;
  for (size_t i = 0; i < logged.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(CheckSomebodyWaits(context));
    const bool is_settled = DaysFrom(logged[i].day, options.as_of) >= kSettledDays;
    if (!is_settled || !visible.contains(logged[i].mentee)) continue;
    // All of then, not only those with a row that changed since: what changed has to do with what came of it.
    absl::StatusOr<ExploredList> list = absl::OutOfRangeError("");
    if (logged[i].revision >= kept_from) list = ReadRows(logged[i], repository);
    if (IsForgotten(list.status())) {
      ++explored.left_out;
      left_out.insert(logged[i].mentee);
      continue;
    }
    PASSUNG_RETURN_IF_ERROR(list.status());
    for (ShownHit& hit : list->shown.hits) hit.good = good.IsGood(i, hit.vacancy);
    explored.lists.push_back(*std::move(list));
  }
  if (std::ssize(left_out) < kLeastShown) explored.left_out = 0;
  return explored;
}

absl::StatusOr<std::vector<ShownList>> ScoreExplored(const Engine& engine,
                                                     const ScoringProfile& profile,
                                                     const ExploredLists& explored,
                                                     const CallContext& context) {
  std::vector<ShownList> shown;
  shown.reserve(explored.lists.size());
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
  return shown;
}

absl::StatusOr<v1::ExploredEvaluation> EvaluateExplored(const std::vector<ShownList>& scored,
                                                        int32_t k) {
  PASSUNG_ASSIGN_OR_RETURN(const ShownListsEstimate estimate, EstimateShownLists(scored, {.k = k}));
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
