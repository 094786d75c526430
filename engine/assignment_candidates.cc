// From people and a snapshot to what an assignment depends on: everybody is ranked.
#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "engine/assign/problem_graph.h"
#include "engine/base/status_macros.h"
#include "passung/assignment.h"
#include "passung/engine.h"

namespace passung {
namespace {

class Gathering {
 public:
  Gathering(const std::shared_ptr<const Snapshot>& snapshot, std::vector<AssignmentPerson> people,
            const AssignmentOptions& options)
      : snapshot_(snapshot), people_(std::move(people)), options_(options) {
    engine_.Publish(snapshot);
  }

  absl::StatusOr<AssignmentProblem> Run() {
    PASSUNG_RETURN_IF_ERROR(TakePeople());
    problem_.limits = options_.limits;
    PASSUNG_RETURN_IF_ERROR(assign::CheckLimits(problem_.limits));
    PASSUNG_RETURN_IF_ERROR(CheckPairs("limits.locked", problem_.limits.locked));
    PASSUNG_RETURN_IF_ERROR(CheckPairs("limits.forbidden", problem_.limits.forbidden));
    PASSUNG_RETURN_IF_ERROR(CountLocked());
    PASSUNG_RETURN_IF_ERROR(Rank());
    PASSUNG_RETURN_IF_ERROR(AddLocked());
    SortVacancies();
    return std::move(problem_);
  }

 private:
  absl::Status TakePeople() {
    if (people_.size() > kMostAssignedMentees) {
      return absl::InvalidArgumentError(
          absl::StrCat("mentees: ", people_.size(), " are more than ", kMostAssignedMentees));
    }
    const auto people = static_cast<int64_t>(people_.size());
    if (people * options_.match.limit > kMostAssignmentCandidates) {
      return absl::InvalidArgumentError(
          absl::StrCat("candidates: ", options_.match.limit, " for each of ", people,
                       " mentees are more than ", kMostAssignmentCandidates, " together"));
    }
    std::sort(people_.begin(), people_.end(),
              [](const auto& a, const auto& b) { return a.mentee.id < b.mentee.id; });
    for (size_t i = 0; i < people_.size(); ++i) {
      const MenteeId& id = people_[i].mentee.id;
      if (i > 0 && people_[i - 1].mentee.id == id) {
        return absl::InvalidArgumentError(
            absl::StrCat("mentees: mentees/", id.value, " comes twice"));
      }
      problem_.mentees.push_back(
          {.id = id, .mentor = people_[i].mentor, .label = people_[i].label});
    }
    return absl::OkStatus();
  }

  absl::Status Rank() {
    size_t next = 0;
    const MenteeSource source = [&]() -> std::optional<absl::StatusOr<Mentee>> {
      if (next == people_.size()) return std::nullopt;
      return people_[next++].mentee;
    };
    absl::Status fault;
    // A match without its explanation, which nobody would read.
    const BatchOptions batch{.match = options_.match, .explain = false};
    const absl::Status status = engine_.RankBatch(source, batch, [&](const BatchAnswer& answer) {
      if (IsOver()) return false;
      fault = Take(static_cast<size_t>(answer.number), answer.result);
      return fault.ok();
    });
    PASSUNG_RETURN_IF_ERROR(fault);
    return status;
  }

  absl::Status Take(size_t person, const absl::StatusOr<RankResult>& result) {
    if (!result.ok()) {
      return absl::Status(result.status().code(),
                          absl::StrCat("mentees/", people_[person].mentee.id.value, ": ",
                                       result.status().message()));
    }
    auto& candidates = problem_.mentees[person].candidates;
    candidates.reserve(result->matches.size());
    for (const Match& match : result->matches) {
      candidates.push_back({.vacancy = NumberOf(match.vacancy), .score = match.score});
    }
    if (result->matches.size() == static_cast<size_t>(options_.match.limit)) {
      problem_.mentees[person].others_score = result->matches.back().score;
    }
    problem_.versions = result->versions;
    return absl::OkStatus();
  }

  std::optional<size_t> PlaceOf(const MenteeId& id) const {
    const auto found = std::lower_bound(
        people_.begin(), people_.end(), id,
        [](const AssignmentPerson& person, const MenteeId& key) { return person.mentee.id < key; });
    if (found == people_.end() || found->mentee.id != id) return std::nullopt;
    return static_cast<size_t>(found - people_.begin());
  }

  absl::Status CheckPairs(absl::string_view field, const std::vector<PairName>& pairs) const {
    for (size_t i = 0; i < pairs.size(); ++i) {
      const auto& [mentee, vacancy] = pairs[i];
      if (!PlaceOf(mentee)) {
        return absl::InvalidArgumentError(absl::StrCat(field, "[", i, "].mentee: mentees/",
                                                       mentee.value,
                                                       " is not among those who are assigned"));
      }
      if (snapshot_->FindVacancy(vacancy) == nullptr) {
        return absl::InvalidArgumentError(
            absl::StrCat(field, "[", i, "].vacancy: vacancies/", vacancy.value, " is not stored"));
      }
    }
    const std::optional<size_t> again = assign::FirstRepeated(pairs);
    if (!again) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat(field, "[", *again, "]: comes twice"));
  }

  // Before anybody is ranked: each of them may be a pair to explain.
  absl::Status CountLocked() {
    const std::vector<PairName>& locked = problem_.limits.locked;
    std::vector<int32_t> counts(people_.size());
    for (size_t i = 0; i < locked.size(); ++i) {
      locked_people_.push_back(*PlaceOf(locked[i].mentee));
      if (++counts[locked_people_.back()] <= problem_.limits.per_mentee) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("limits.locked[", i, "]: mentees/", locked[i].mentee.value,
                       " has more than ", problem_.limits.per_mentee, ", which per_mentee allows"));
    }
    return absl::OkStatus();
  }

  // Whoever decided knows why: a locked pair has its score also where a rule is against it.
  absl::Status AddLocked() {
    std::vector<size_t> order(locked_people_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return locked_people_[a] < locked_people_[b]; });
    MatchOptions match = options_.match;
    match.filter = {};
    absl::flat_hash_set<int32_t> listed;  // of the person whose pairs are read
    for (size_t i = 0; i < order.size(); ++i) {
      if (IsOver()) return absl::CancelledError("nobody waits for the assignment any more");
      const size_t person = locked_people_[order[i]];
      auto& candidates = problem_.mentees[person].candidates;
      if (i == 0 || person != locked_people_[order[i - 1]]) {
        listed.clear();
        for (const AssignmentCandidate& candidate : candidates) listed.insert(candidate.vacancy);
      }
      const VacancyId& vacancy = problem_.limits.locked[order[i]].vacancy;
      const int32_t number = NumberOf(vacancy);
      if (!listed.insert(number).second) continue;
      PASSUNG_ASSIGN_OR_RETURN(
          const PairResult result,
          engine_.ExplainMatch(people_[person].mentee, *snapshot_->FindVacancy(vacancy), match));
      candidates.push_back({.vacancy = number, .score = result.match.score});
    }
    return absl::OkStatus();
  }

  // In the order in which they are found.
  int32_t NumberOf(const VacancyId& id) {
    const auto [at, is_new] = numbers_.try_emplace(id, static_cast<int32_t>(numbers_.size()));
    if (is_new) problem_.vacancies.push_back({.id = id});
    return at->second;
  }

  // Numbers become places by id.
  void SortVacancies() {
    std::sort(problem_.vacancies.begin(), problem_.vacancies.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    std::vector<int32_t> places(problem_.vacancies.size());
    for (size_t i = 0; i < places.size(); ++i) {
      AssignmentVacancy& row = problem_.vacancies[i];
      const Vacancy& vacancy = *snapshot_->FindVacancy(row.id);
      row.employer = vacancy.employer;
      row.openings = vacancy.openings.value_or(1);
      places[static_cast<size_t>(numbers_.at(row.id))] = static_cast<int32_t>(i);
    }
    for (AssignmentMentee& mentee : problem_.mentees) {
      for (AssignmentCandidate& candidate : mentee.candidates) {
        candidate.vacancy = places[static_cast<size_t>(candidate.vacancy)];
      }
    }
  }

  bool IsOver() const { return options_.is_over && options_.is_over(); }

  const std::shared_ptr<const Snapshot>& snapshot_;
  std::vector<AssignmentPerson> people_;
  const AssignmentOptions& options_;
  Engine engine_;
  absl::flat_hash_map<VacancyId, int32_t> numbers_;
  std::vector<size_t> locked_people_;  // places of those whom limits.locked names
  AssignmentProblem problem_;
};

}  // namespace

absl::StatusOr<AssignmentProblem> MakeAssignmentProblem(
    const std::shared_ptr<const Snapshot>& snapshot, std::vector<AssignmentPerson> people,
    const AssignmentOptions& options) {
  if (snapshot == nullptr) return absl::FailedPreconditionError("no snapshot is published yet");
  return Gathering(snapshot, std::move(people), options).Run();
}

}  // namespace passung
