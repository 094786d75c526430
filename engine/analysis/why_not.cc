#include "engine/analysis/why_not.h"

#include <algorithm>
#include <utility>

#include "engine/analysis/market_points.h"
#include "engine/analysis/step_search.h"
#include "engine/analysis/weight_change.h"
#include "engine/base/status_macros.h"
#include "engine/explain/explain.h"
#include "engine/search/best_first.h"

namespace passung {
namespace {

// About half a second on one core.
constexpr int64_t kMostLooks = 100'000'000;
constexpr int32_t kMostSteps = 3;
constexpr int64_t kMostPeople = 3000;

std::vector<Where> CombinationsOfSlot(const SnapshotImpl& snapshot, uint32_t slot) {
  const Columns& columns = snapshot.columns();
  const Vacancy& vacancy = snapshot.vacancy(slot);
  std::vector<Where> combinations;
  const uint32_t first = columns.first_row[slot];
  for (uint32_t row = first; row < columns.first_row[slot + 1]; ++row) {
    combinations.push_back({vacancy, CombinationOf(vacancy, row - first), columns.Tuple(row)});
  }
  return combinations;
}

bool IsClosed(const Match& match) { return match.hit_class == HitClass::kClosed; }

// The one that counts: of those that no rule drops, if any, the highest; the first of equal ones.
size_t CountingOne(const std::vector<Match>& matches) {
  size_t best = 0;
  for (size_t i = 1; i < matches.size(); ++i) {
    const bool better = IsClosed(matches[i]) != IsClosed(matches[best])
                            ? !IsClosed(matches[i])
                            : matches[i].score > matches[best].score;
    if (better) best = i;
  }
  return best;
}

CombinationStanding StandingOf(const Match& match) {
  CombinationStanding standing{.occupation_index = match.occupation_index,
                               .place_index = match.place_index,
                               .score = match.score,
                               .hit_class = match.hit_class};
  for (const RuleOutcome& outcome : match.outcomes) {
    const bool blocks =
        outcome.rule_switch == RuleSwitch::kEnforce && outcome.verdict == Verdict::kFail;
    if (blocks) standing.blocking.push_back(outcome);
  }
  return standing;
}

void AddPlaces(const MarketPoints& market, const std::vector<ScoredVacancy>& list,
               const ScoredVacancy& target, const WeightsRow& weights, AbsenceResult& result) {
  result.listed = static_cast<int64_t>(list.size());
  result.place = 1 + std::count_if(list.begin(), list.end(),
                                   [&](const ScoredVacancy& other) { return other < target; });
  result.all = static_cast<int64_t>(market.entries().size());
  result.rank_of_all = result.place;
  for (uint32_t number = 0; number < market.entries().size(); ++number) {
    const MarketPoints::Entry& entry = market.entries()[number];
    if (!entry.closed) continue;
    const ScoredVacancy other{market.Score(entry, weights), entry.order, number};
    if (other < target) ++result.rank_of_all;
  }
}

// What the last place among the first k takes, less what the target has.
int32_t MissingTo(const std::vector<ScoredVacancy>& list, const ScoredVacancy& target,
                  int32_t places) {
  std::vector<ScoredVacancy> others = list;
  std::erase_if(others, [&](const ScoredVacancy& other) { return other.number == target.number; });
  if (others.size() < static_cast<size_t>(places)) return 0;
  const ScoredVacancy& last = others[static_cast<size_t>(places) - 1];
  const int64_t needed = last.score + (target.order < last.order ? 0 : 1);
  return static_cast<int32_t>(std::max<int64_t>(0, needed - target.score));
}

WeightQuestion QuestionOf(const MarketPoints& market, const std::vector<ScoredVacancy>& list,
                          const ScoredVacancy& target, const WeightsRow& weights) {
  WeightQuestion question{.weights = weights, .most_looks = kMostLooks};
  const auto own = market.rows(market.entries()[target.number]);
  question.target.assign(own.begin(), own.end());
  for (const ScoredVacancy& other : list) {
    if (other.number == target.number) continue;
    const auto rows = market.rows(market.entries()[other.number]);
    question.rivals.insert(question.rivals.end(), rows.begin(), rows.end());
    question.ends.push_back(static_cast<uint32_t>(question.rivals.size()));
    question.wins_ties.push_back(other.order < target.order ? 1 : 0);
  }
  return question;
}

WeightChange ChangeOf(const WeightQuestion& question) {
  const WeightFinding found = SmallestWeightChange(question);
  WeightChange change{.outcome = found.outcome};
  if (found.outcome != WeightOutcome::kFound) return change;
  for (size_t i = 0; i < change.weights.size(); ++i) {
    change.weights[i] = static_cast<int32_t>(found.weights[i]);
    const auto more = static_cast<int32_t>(found.weights[i] - question.weights[i]);
    change.changed += more != 0 ? 1 : 0;
    change.moved += std::max(0, more);
  }
  change.place = 1 + CountBetter(question, found.weights);
  return change;
}

// The place of the vacancy among the first k of a person; 0 where it is not there.
int64_t PlaceOf(const SnapshotImpl& snapshot, const Query& query, const Mentee& mentee,
                const Absent& absent) {
  const Person person(query, mentee);
  Workspace& workspace = ThisThreadsWorkspace();
  const Judge judge(query, person, workspace);
  const SearchOptions search{.limit = static_cast<size_t>(absent.places),
                             .classes = {true, true, true, false}};
  const std::vector<Hit> hits = SearchBestFirst(snapshot.rows(), judge, workspace, search);
  const auto at = std::find_if(hits.begin(), hits.end(),
                               [&](const Hit& hit) { return hit.index == absent.slot; });
  return at == hits.end() ? 0 : at - hits.begin() + 1;
}

absl::Status AddFacts(const std::shared_ptr<const Snapshot>& held, const Query& query,
                      const Mentee& mentee, const Absent& absent, AbsenceResult& result) {
  const SnapshotImpl& snapshot = SnapshotImpl::From(*held);
  PASSUNG_ASSIGN_OR_RETURN(const auto space,
                           StepSpace::Of(snapshot.vacancy(absent.slot),
                                         std::shared_ptr<const Knowledge>(held, &held->knowledge()),
                                         query.applied, query.as_of, query.frozen));
  const StepSearchAnswer answer =
      CheapestWay({.space = *space,
                   .prices = {},
                   .by = LeastBy::kStepsDaysEuros,
                   .most_steps = kMostSteps,
                   .most_people = kMostPeople,
                   .with_acts = false,
                   .is_there =
                       [&](const Mentee& person, const PairStanding& standing) {
                         return standing.hit_class != HitClass::kClosed &&
                                PlaceOf(snapshot, query, person, absent) > 0;
                       }},
                  mentee);
  result.facts = answer.plan;
  if (answer.plan.outcome == PlanOutcome::kFound) {
    result.facts_place = PlaceOf(snapshot, query, answer.after, absent);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<AbsenceResult> WhyNot(const std::shared_ptr<const Snapshot>& held,
                                     const Query& query, const Mentee& mentee,
                                     const Absent& absent) {
  const SnapshotImpl& snapshot = SnapshotImpl::From(*held);
  const Person person(query, mentee);
  const std::vector<Where> combinations = CombinationsOfSlot(snapshot, absent.slot);
  std::vector<Match> matches = Explain(query, person, combinations);
  const size_t counting = CountingOne(matches);
  AbsenceResult result;
  for (const Match& match : matches) result.combinations.push_back(StandingOf(match));
  result.combinations[counting].counts = true;
  result.match = std::move(matches[counting]);
  result.match.mentee = mentee.id;
  result.match.vacancy = snapshot.vacancy(absent.slot).id;

  const MarketPoints market(snapshot, query, person);
  const WeightsRow weights = WeightsRowOf(query.applied);
  const std::vector<ScoredVacancy> list = market.List(weights);
  const uint32_t number = market.Find(absent.slot).value();
  const ScoredVacancy target{result.match.score, market.entries()[number].order, number};
  AddPlaces(market, list, target, weights, result);
  result.points_missing = MissingTo(list, target, absent.places);
  result.is_listed = !IsClosed(result.match) && result.place <= absent.places;
  if (IsClosed(result.match)) {
    result.weights.outcome = WeightOutcome::kBarred;
  } else if (result.is_listed) {
    result.weights.outcome = WeightOutcome::kNotNeeded;
  } else {
    WeightQuestion question = QuestionOf(market, list, target, weights);
    question.places = absent.places;
    result.weights = ChangeOf(question);
  }
  PASSUNG_RETURN_IF_ERROR(AddFacts(held, query, mentee, absent, result));
  return result;
}

}  // namespace passung
