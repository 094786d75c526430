// From people and a snapshot to what an assignment depends on: everybody is ranked.
#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/assignment.h"
#include "passung/engine.h"

namespace passung {
namespace {

// A candidate whose vacancy is not numbered yet.
struct ListedVacancy {
  VacancyId vacancy;
  int32_t score = 0;
};

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
    for (auto* pairs : {&problem_.limits.locked, &problem_.limits.forbidden}) {
      std::sort(pairs->begin(), pairs->end());
      pairs->erase(std::unique(pairs->begin(), pairs->end()), pairs->end());
    }
    PASSUNG_RETURN_IF_ERROR(Rank());
    PASSUNG_RETURN_IF_ERROR(AddLocked());
    PASSUNG_RETURN_IF_ERROR(CheckForbidden());
    NumberVacancies();
    return std::move(problem_);
  }

 private:
  absl::Status TakePeople() {
    if (people_.size() > kMostAssignedMentees) {
      return absl::InvalidArgumentError(
          absl::StrCat("mentees: ", people_.size(), " are more than ", kMostAssignedMentees));
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
    found_.resize(people_.size());
    return absl::OkStatus();
  }

  absl::Status Rank() {
    size_t next = 0;
    const MenteeSource source = [&]() -> std::optional<absl::StatusOr<Mentee>> {
      if (next == people_.size()) return std::nullopt;
      return people_[next++].mentee;
    };
    absl::Status fault;
    const BatchOptions batch{.match = options_.match};
    const absl::Status status = engine_.RankBatch(source, batch, [&](const BatchAnswer& answer) {
      if (options_.is_over && options_.is_over()) return false;
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
    for (const Match& match : result->matches) {
      found_[person].push_back({match.vacancy, match.score});
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

  absl::Status CheckPair(absl::string_view field, const PairName& pair) const {
    if (!PlaceOf(pair.mentee)) {
      return absl::InvalidArgumentError(absl::StrCat(field, ".mentee: mentees/", pair.mentee.value,
                                                     " is not among those who are assigned"));
    }
    if (snapshot_->FindVacancy(pair.vacancy) == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat(field, ".vacancy: vacancies/", pair.vacancy.value, " is not stored"));
    }
    return absl::OkStatus();
  }

  // Whoever decided knows why: a locked pair has its score also where a rule is against it.
  absl::Status AddLocked() {
    MatchOptions match = options_.match;
    match.filter = {};
    for (const PairName& pair : problem_.limits.locked) {
      PASSUNG_RETURN_IF_ERROR(CheckPair("locked", pair));
      const size_t person = *PlaceOf(pair.mentee);
      const bool known =
          std::any_of(found_[person].begin(), found_[person].end(),
                      [&](const ListedVacancy& found) { return found.vacancy == pair.vacancy; });
      if (known) continue;
      PASSUNG_ASSIGN_OR_RETURN(const PairResult result,
                               engine_.ExplainMatch(people_[person].mentee,
                                                    *snapshot_->FindVacancy(pair.vacancy), match));
      found_[person].push_back({pair.vacancy, result.match.score});
    }
    return absl::OkStatus();
  }

  absl::Status CheckForbidden() const {
    for (const PairName& pair : problem_.limits.forbidden) {
      PASSUNG_RETURN_IF_ERROR(CheckPair("forbidden", pair));
    }
    return absl::OkStatus();
  }

  void NumberVacancies() {
    std::vector<VacancyId> ids;
    for (const auto& found : found_) {
      for (const ListedVacancy& candidate : found) ids.push_back(candidate.vacancy);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    absl::flat_hash_map<VacancyId, int32_t> places;
    for (VacancyId& id : ids) {
      places.emplace(id, static_cast<int32_t>(problem_.vacancies.size()));
      const Vacancy& vacancy = *snapshot_->FindVacancy(id);
      problem_.vacancies.push_back({.id = std::move(id),
                                    .employer = vacancy.employer,
                                    .openings = vacancy.openings.value_or(1)});
    }
    for (size_t i = 0; i < found_.size(); ++i) {
      for (const ListedVacancy& candidate : found_[i]) {
        problem_.mentees[i].candidates.push_back(
            {.vacancy = places.at(candidate.vacancy), .score = candidate.score});
      }
    }
  }

  const std::shared_ptr<const Snapshot>& snapshot_;
  std::vector<AssignmentPerson> people_;
  const AssignmentOptions& options_;
  Engine engine_;
  std::vector<std::vector<ListedVacancy>> found_;  // of each person
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
