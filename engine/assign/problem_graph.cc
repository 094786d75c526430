#include "engine/assign/problem_graph.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "engine/assign/vacancy_places.h"
#include "engine/base/status_macros.h"

namespace passung::assign {
namespace {

// The sorted distinct keys that are not empty.
template <class Key, class Rows, class KeyOf>
std::vector<Key> KeysOf(const Rows& rows, KeyOf key_of) {
  std::vector<Key> keys;
  for (const auto& row : rows) {
    if (!key_of(row).value.empty()) keys.push_back(key_of(row));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

template <class Key>
int32_t PlaceOf(const std::vector<Key>& keys, const Key& key) {
  const auto found = std::lower_bound(keys.begin(), keys.end(), key);
  return found == keys.end() || *found != key ? kNoGroup
                                              : static_cast<int32_t>(found - keys.begin());
}

class Building {
 public:
  explicit Building(const AssignmentProblem& problem)
      : problem_(problem), limits_(problem.limits) {}

  absl::StatusOr<ProblemGraph> Run() {
    AddVacancies();
    AddMentees();
    MarkForbidden();
    PASSUNG_RETURN_IF_ERROR(TakeLocked());
    AddEdges();
    return std::move(result_);
  }

 private:
  void AddVacancies() {
    if (limits_.per_employer) {
      result_.employers = KeysOf<EmployerId>(
          problem_.vacancies,
          [](const AssignmentVacancy& row) -> const EmployerId& { return row.employer; });
      graph_.right_groups.assign(result_.employers.size(), {.most = *limits_.per_employer});
    }
    for (const AssignmentVacancy& vacancy : problem_.vacancies) {
      const int64_t places =
          std::min<int64_t>(int64_t{vacancy.openings} * limits_.per_opening, kMostLefts);
      const auto most =
          static_cast<int32_t>(std::min<int64_t>(places, limits_.per_vacancy.value_or(kMostLefts)));
      result_.capacities.push_back(most);
      graph_.rights.push_back({.most = most,
                               .round = vacancy.openings,
                               .group = PlaceOf(result_.employers, vacancy.employer)});
    }
    graph_.congestion = limits_.congestion;
  }

  int32_t GroupOf(const AssignmentMentee& mentee) const {
    for (size_t i = 0; i < limits_.groups.size(); ++i) {
      if (limits_.groups[i].label == mentee.label) return static_cast<int32_t>(i);
    }
    return PlaceOf(result_.mentors, mentee.mentor);
  }

  void AddMentees() {
    if (limits_.per_mentor) {
      result_.mentors = KeysOf<MentorId>(
          problem_.mentees,
          [](const AssignmentMentee& row) -> const MentorId& { return row.mentor; });
      graph_.left_groups.assign(result_.mentors.size(), {.most = *limits_.per_mentor});
    }
    for (const GroupLimit& group : limits_.groups) {
      graph_.left_groups.push_back(
          {.least = group.least, .most = group.most.value_or(static_cast<int32_t>(kMostLefts))});
    }
    size_t candidates = 0;
    for (const AssignmentMentee& mentee : problem_.mentees) {
      graph_.lefts.push_back({.most = limits_.per_mentee, .group = GroupOf(mentee)});
      result_.first_candidate.push_back(candidates);
      candidates += mentee.candidates.size();
    }
    result_.first_candidate.push_back(candidates);
    result_.states.resize(candidates, CandidateState::kFree);
  }

  struct Place {
    size_t mentee = 0;
    std::optional<size_t> candidate;  // of the mentee; nothing where the vacancy is none
  };

  // Of each pair; the candidates of a mentee are read once, however many pairs name it.
  std::vector<Place> PlacesOf(const std::vector<PairName>& pairs) const {
    std::vector<Place> places(pairs.size());
    for (size_t i = 0; i < pairs.size(); ++i) {
      places[i].mentee = *FindMentee(problem_, pairs[i].mentee);
    }
    std::vector<size_t> order(pairs.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](size_t a, size_t b) { return places[a].mentee < places[b].mentee; });
    VacancyPlaces candidates(problem_.vacancies.size());
    for (size_t i = 0; i < order.size(); ++i) {
      Place& place = places[order[i]];
      if (i == 0 || place.mentee != places[order[i - 1]].mentee) {
        candidates.Begin();
        const auto& of = problem_.mentees[place.mentee].candidates;
        for (size_t k = 0; k < of.size(); ++k) candidates.Set(of[k].vacancy, k);
      }
      if (const auto vacancy = FindVacancy(problem_, pairs[order[i]].vacancy)) {
        place.candidate = candidates.Find(static_cast<int32_t>(*vacancy));
      }
    }
    return places;
  }

  void MarkForbidden() {
    for (const Place& place : PlacesOf(limits_.forbidden)) {
      if (!place.candidate) continue;
      result_.states[result_.first_candidate[place.mentee] + *place.candidate] =
          CandidateState::kForbidden;
    }
  }

  absl::Status TakeLocked() {
    const std::vector<Place> places = PlacesOf(limits_.locked);
    for (size_t i = 0; i < places.size(); ++i) {
      const PairName& pair = limits_.locked[i];
      const auto& [mentee, candidate] = places[i];
      const auto fault = [i, &pair](absl::string_view what) {
        return absl::InvalidArgumentError(absl::StrCat("limits.locked[", i, "]: mentees/",
                                                       pair.mentee.value, " and vacancies/",
                                                       pair.vacancy.value, ": ", what));
      };
      if (!candidate) return fault("the vacancy is no candidate");
      CandidateState& state = result_.states[result_.first_candidate[mentee] + *candidate];
      if (state == CandidateState::kForbidden) return fault("is forbidden, too");
      state = CandidateState::kLocked;
      const AssignmentCandidate& of = problem_.mentees[mentee].candidates[*candidate];
      if (const char* limit = Take(mentee, static_cast<size_t>(of.vacancy)); limit != nullptr) {
        return fault(absl::StrCat("more locked pairs than ", limit, " allows"));
      }
      Right& right = graph_.rights[static_cast<size_t>(of.vacancy)];
      result_.locked_value += of.score - limits_.stay - graph_.Crowding(right, 0);
      ++right.taken;
    }
    return absl::OkStatus();
  }

  // Uses one unit of each limit; the name of the one that has none left, or null.
  const char* Take(size_t mentee, size_t vacancy) {
    Left& left = graph_.lefts[mentee];
    Right& right = graph_.rights[vacancy];
    if (--left.most < 0) return "per_mentee";
    if (--right.most < 0) return "the vacancy";
    if (right.group != kNoGroup &&
        --graph_.right_groups[static_cast<size_t>(right.group)].most < 0) {
      return "per_employer";
    }
    if (left.group == kNoGroup) return nullptr;
    LeftGroup& group = graph_.left_groups[static_cast<size_t>(left.group)];
    group.least = std::max(0, group.least - 1);
    if (--group.most < 0) return limits_.per_mentor ? "per_mentor" : "the group";
    return nullptr;
  }

  void AddEdges() {
    graph_.first = {0};
    for (size_t i = 0; i < problem_.mentees.size(); ++i) {
      const int32_t group = graph_.lefts[i].group;
      const bool wanted =
          group != kNoGroup && graph_.left_groups[static_cast<size_t>(group)].least > 0;
      const auto& candidates = problem_.mentees[i].candidates;
      for (size_t k = 0; k < candidates.size(); ++k) {
        const size_t candidate = result_.first_candidate[i] + k;
        const int32_t gain = candidates[k].score - limits_.stay;
        if (result_.states[candidate] != CandidateState::kFree || (gain <= 0 && !wanted)) continue;
        graph_.edges.push_back({.right = candidates[k].vacancy, .gain = gain});
        result_.candidate_of_edge.push_back(candidate);
      }
      graph_.first.push_back(graph_.edges.size());
    }
  }

  const AssignmentProblem& problem_;
  const AssignmentLimits& limits_;
  ProblemGraph result_;
  Graph& graph_ = result_.graph;
};

}  // namespace

absl::StatusOr<ProblemGraph> GraphOf(const AssignmentProblem& problem) {
  PASSUNG_RETURN_IF_ERROR(CheckProblem(problem));
  return Building(problem).Run();
}

}  // namespace passung::assign
