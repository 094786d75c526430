#include "engine/assign/description.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <tuple>

#include "engine/assign/vacancy_places.h"

namespace passung::assign {
namespace {

constexpr size_t kWorstShown = 20;
constexpr size_t kHoldersShown = 20;
// Above what any two answers differ by, and a value still adds to it.
constexpr int64_t kMostBeyond = 4'000'000'000'000'000'000;

int64_t PriceIn(const std::vector<int64_t>& prices, int32_t group) {
  return group == kNoGroup ? 0 : prices[static_cast<size_t>(group)];
}

template <class Key, class KeyAt>
std::vector<KeyPrice<Key>> Priced(const std::vector<int64_t>& prices, KeyAt key_at) {
  std::vector<KeyPrice<Key>> result;
  for (size_t i = 0; i < prices.size(); ++i) {
    if (prices[i] != 0) result.push_back({key_at(i), prices[i]});
  }
  return result;
}

class Description {
 public:
  Description(const AssignmentProblem& problem, const ProblemGraph& from,
              const Certificate* certificate)
      : problem_(problem), from_(from), graph_(from.graph), certificate_(certificate) {}

  Assignment Of(const std::vector<size_t>& chosen) {
    AddProposals(chosen);
    for (const Proposal& proposal : all_) {
      ++result_.proposals;
      result_.total_score += proposal.score;
    }
    result_.value = from_.locked_value + ValueOf(graph_, chosen);
    if (certificate_ != nullptr) AddCertificate();
    AddGroups();
    for (size_t i = 0; i < problem_.mentees.size(); ++i) {
      if (result_.mentees[i].proposals.empty()) result_.mentees[i].unassigned = ReasonOf(i);
    }
    result_.envy = EnvyOf(problem_, from_, result_, false);
    return std::move(result_);
  }

 private:
  void AddProposals(const std::vector<size_t>& chosen) {
    std::vector<bool> taken(from_.states.size());
    for (const size_t edge : chosen) taken[from_.candidate_of_edge[edge]] = true;
    result_.mentees.resize(problem_.mentees.size());
    holders_.resize(problem_.vacancies.size());
    for (size_t i = 0; i < problem_.mentees.size(); ++i) {
      const auto& candidates = problem_.mentees[i].candidates;
      auto& proposals = result_.mentees[i].proposals;
      for (size_t k = 0; k < candidates.size(); ++k) {
        const size_t candidate = from_.first_candidate[i] + k;
        const bool locked = from_.states[candidate] == CandidateState::kLocked;
        if (!locked && !taken[candidate]) continue;
        proposals.push_back({candidates[k].vacancy, candidates[k].score, locked});
        auto& holders = holders_[static_cast<size_t>(candidates[k].vacancy)];
        if (holders.size() < kHoldersShown) holders.push_back(problem_.mentees[i].id);
      }
      std::sort(proposals.begin(), proposals.end(),
                [](const Proposal& a, const Proposal& b) { return a.vacancy < b.vacancy; });
      all_.insert(all_.end(), proposals.begin(), proposals.end());
    }
  }

  void AddCertificate() {
    const Certificate& prices = *certificate_;
    result_.vacancy_prices =
        Priced<VacancyId>(prices.right_prices, [&](size_t i) { return problem_.vacancies[i].id; });
    result_.employer_prices =
        Priced<EmployerId>(prices.right_group_prices, [&](size_t i) { return from_.employers[i]; });
    if (problem_.limits.per_mentor) {
      result_.mentor_prices =
          Priced<MentorId>(prices.left_group_prices, [&](size_t i) { return from_.mentors[i]; });
    } else {
      result_.group_prices = Priced<std::string>(
          prices.left_group_prices, [&](size_t i) { return problem_.limits.groups[i].label; });
    }
    absl::int128 beyond = 0;
    for (size_t i = 0; i < prices.surpluses.size(); ++i) {
      result_.mentees[i].surplus = prices.surpluses[i];
      beyond += BeyondOf(i);
    }
    result_.beyond = static_cast<int64_t>(std::min<absl::int128>(beyond, kMostBeyond));
  }

  // What a left pays for its own group, and for a place at a right.
  int64_t OwnPrice(size_t left) const {
    return certificate_ == nullptr
               ? 0
               : PriceIn(certificate_->left_group_prices, graph_.lefts[left].group);
  }
  int64_t PlacePrice(size_t right) const {
    if (certificate_ == nullptr) return 0;
    return certificate_->right_prices[right] +
           PriceIn(certificate_->right_group_prices, graph_.rights[right].group);
  }

  // How much more surplus the mentee could have where everything that is no candidate cost nothing.
  absl::int128 BeyondOf(size_t left) const {
    const AssignmentMentee& mentee = problem_.mentees[left];
    const auto most = static_cast<size_t>(graph_.lefts[left].most);
    if (!mentee.others_score || graph_.TakesNobody(graph_.lefts[left])) return 0;
    const int64_t other = *mentee.others_score - problem_.limits.stay - OwnPrice(left);
    if (other <= 0) return 0;
    std::vector<int64_t> nets;
    for (const Edge& edge : graph_.EdgesOf(left)) {
      const auto right = static_cast<size_t>(edge.right);
      if (graph_.TakesNobody(graph_.rights[right])) continue;
      nets.push_back(edge.gain - OwnPrice(left) - PlacePrice(right));
    }
    std::sort(nets.begin(), nets.end(), std::greater<>());
    if (nets.size() > most) nets.resize(most);
    absl::int128 beyond = absl::int128(other) * (most - nets.size());
    for (const int64_t net : nets) beyond += std::max(other, net) - std::max<int64_t>(0, net);
    return beyond;
  }

  void AddGroups() {
    const auto& groups = problem_.limits.groups;
    for (const GroupLimit& group : groups) result_.groups.push_back({.label = group.label});
    for (size_t i = 0; i < problem_.mentees.size() && !groups.empty(); ++i) {
      const int32_t group = graph_.lefts[i].group;
      if (group == kNoGroup) continue;
      result_.groups[static_cast<size_t>(group)].proposals +=
          static_cast<int32_t>(result_.mentees[i].proposals.size());
    }
    for (size_t i = 0; i < groups.size(); ++i) {
      result_.groups[i].missing = std::max(0, groups[i].least - result_.groups[i].proposals);
    }
  }

  Unassigned ReasonOf(size_t left) const {
    const AssignmentMentee& mentee = problem_.mentees[left];
    if (mentee.candidates.empty()) return {.reason = UnassignedReason::kNoCandidate};
    const AssignmentCandidate* best = nullptr;
    for (size_t k = 0; k < mentee.candidates.size(); ++k) {
      const AssignmentCandidate& candidate = mentee.candidates[k];
      if (from_.states[from_.first_candidate[left] + k] == CandidateState::kForbidden) continue;
      if (best == nullptr || candidate.score > best->score ||
          (candidate.score == best->score && candidate.vacancy < best->vacancy)) {
        best = &candidate;
      }
    }
    if (best == nullptr) return {.reason = UnassignedReason::kForbidden};
    const auto vacancy = static_cast<size_t>(best->vacancy);
    Unassigned result{.vacancy = problem_.vacancies[vacancy].id, .score = best->score};
    if (best->score <= problem_.limits.stay) {
      result.reason = UnassignedReason::kBelowStay;
      return result;
    }
    result.price = OwnPrice(left) + PlacePrice(vacancy);
    result.holders = holders_[vacancy];
    const bool own = graph_.TakesNobody(graph_.lefts[left]) ||
                     OwnPrice(left) >= best->score - problem_.limits.stay;
    result.reason = own ? UnassignedReason::kOwnLimit : UnassignedReason::kOutbid;
    return result;
  }

  const AssignmentProblem& problem_;
  const ProblemGraph& from_;
  const Graph& graph_;
  const Certificate* const certificate_;
  Assignment result_;
  std::vector<Proposal> all_;
  std::vector<std::vector<MenteeId>> holders_;  // of vacancies, the first by id
};

constexpr int32_t kNobody = std::numeric_limits<int32_t>::max();

// Places of both; ids rise with them.
struct Envious {
  int32_t score = 0;
  size_t mentee = 0;
  int32_t vacancy = 0;
};

bool IsWorse(const Envious& a, const Envious& b) {
  return std::tie(b.score, a.mentee, a.vacancy) < std::tie(a.score, b.mentee, b.vacancy);
}

// The first of all pairs by score falling, then by ids; the last of them in front of a heap.
class WorstPairs {
 public:
  void Add(const Envious& pair) {
    if (heap_.size() == kWorstShown) {
      if (!IsWorse(pair, heap_.front())) return;
      std::pop_heap(heap_.begin(), heap_.end(), IsWorse);
      heap_.pop_back();
    }
    heap_.push_back(pair);
    std::push_heap(heap_.begin(), heap_.end(), IsWorse);
  }
  std::vector<BlockingPair> Named(const AssignmentProblem& problem) {
    std::sort_heap(heap_.begin(), heap_.end(), IsWorse);
    std::vector<BlockingPair> named;
    for (const Envious& pair : heap_) {
      named.push_back({problem.mentees[pair.mentee].id,
                       problem.vacancies[static_cast<size_t>(pair.vacancy)].id, pair.score});
    }
    return named;
  }

 private:
  std::vector<Envious> heap_;
};

// What a mentee with these proposals would change for anything better: staying where there is room, else the
// worst that is not locked.
int32_t WorstOf(const AssignmentLimits& limits, const std::vector<Proposal>& proposals) {
  if (proposals.size() < static_cast<size_t>(limits.per_mentee)) return limits.stay;
  int32_t worst = kNobody;
  for (const Proposal& proposal : proposals) {
    if (!proposal.locked) worst = std::min(worst, proposal.score);
  }
  return worst;
}

}  // namespace

Assignment Describe(const AssignmentProblem& problem, const ProblemGraph& from,
                    const std::vector<size_t>& chosen, const Certificate* certificate) {
  Assignment assignment = Description(problem, from, certificate).Of(chosen);
  assignment.mode =
      certificate == nullptr ? AssignmentMode::kStable : AssignmentMode::kGreatestTotal;
  return assignment;
}

EnvyReport EnvyOf(const AssignmentProblem& problem, const ProblemGraph& from,
                  const Assignment& assignment, bool free_places) {
  std::vector<int32_t> least(problem.vacancies.size(), kNobody);
  std::vector<int32_t> loads(problem.vacancies.size());
  for (const AssignedMentee& mentee : assignment.mentees) {
    for (const Proposal& proposal : mentee.proposals) {
      const auto vacancy = static_cast<size_t>(proposal.vacancy);
      ++loads[vacancy];
      if (!proposal.locked) least[vacancy] = std::min(least[vacancy], proposal.score);
    }
  }
  EnvyReport report;
  WorstPairs pairs;
  VacancyPlaces own(problem.vacancies.size());
  for (size_t i = 0; i < problem.mentees.size(); ++i) {
    const AssignmentMentee& mentee = problem.mentees[i];
    const auto& proposals = assignment.mentees[i].proposals;
    own.Begin();
    for (size_t k = 0; k < proposals.size(); ++k) own.Set(proposals[k].vacancy, k);
    const int32_t worst = WorstOf(problem.limits, proposals);
    const int64_t before = report.pairs;
    for (size_t k = 0; k < mentee.candidates.size(); ++k) {
      const auto& [at, score] = mentee.candidates[k];
      const auto vacancy = static_cast<size_t>(at);
      const bool would = score > worst && score > problem.limits.stay && !own.Find(at) &&
                         from.states[from.first_candidate[i] + k] == CandidateState::kFree;
      const bool place = free_places && loads[vacancy] < from.capacities[vacancy];
      if (!would || (!place && score <= least[vacancy])) continue;
      ++report.pairs;
      pairs.Add({.score = score, .mentee = i, .vacancy = at});
    }
    if (report.pairs > before) ++report.mentees;
  }
  report.worst = pairs.Named(problem);
  return report;
}

}  // namespace passung::assign
