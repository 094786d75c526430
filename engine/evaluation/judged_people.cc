#include "engine/evaluation/judged_people.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/ranking_metrics.h"

namespace passung::evaluation {
namespace {

std::vector<const Judgement*> SortedByPair(std::span<const Judgement> judgements) {
  std::vector<const Judgement*> sorted;
  sorted.reserve(judgements.size());
  for (const Judgement& judgement : judgements) sorted.push_back(&judgement);
  std::sort(sorted.begin(), sorted.end(), [](const Judgement* a, const Judgement* b) {
    return a->mentee != b->mentee ? a->mentee < b->mentee : a->vacancy < b->vacancy;
  });
  return sorted;
}

absl::Status CheckJudgements(const std::vector<const Judgement*>& sorted) {
  for (size_t i = 0; i < sorted.size(); ++i) {
    const Judgement& judgement = *sorted[i];
    if (judgement.grade < 0 || judgement.grade > kMostGrade) {
      return absl::InvalidArgumentError(absl::StrCat("judgements: grade ", judgement.grade,
                                                     " of mentee \"", judgement.mentee.value,
                                                     "\" is not between 0 and ", kMostGrade));
    }
    if (i > 0 && sorted[i - 1]->mentee == judgement.mentee &&
        sorted[i - 1]->vacancy == judgement.vacancy) {
      return absl::InvalidArgumentError(
          absl::StrCat("judgements: mentee \"", judgement.mentee.value, "\" and vacancy \"",
                       judgement.vacancy.value, "\" are judged twice"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<JudgedPeople> GroupJudgements(const Snapshot& snapshot,
                                             std::span<const Mentee> mentees,
                                             std::span<const Judgement> judgements) {
  const std::vector<const Judgement*> sorted = SortedByPair(judgements);
  PASSUNG_RETURN_IF_ERROR(CheckJudgements(sorted));
  absl::flat_hash_map<absl::string_view, const Mentee*> by_id;
  for (const Mentee& mentee : mentees) by_id.emplace(mentee.id.value, &mentee);
  JudgedPeople judged;
  for (const Judgement* judgement : sorted) {
    const auto mentee = by_id.find(judgement->mentee.value);
    const Vacancy* vacancy = snapshot.FindVacancy(judgement->vacancy);
    // Self-employment is kept and never ranked.
    const bool ranked = vacancy != nullptr && vacancy->kind != VacancyKind::kSelfEmployed;
    if (mentee == by_id.end() || !ranked) {
      ++judged.left_out;
      continue;
    }
    if (judged.people.empty() || judged.people.back().mentee != mentee->second) {
      judged.people.push_back({.mentee = mentee->second});
    }
    judged.people.back().pairs.push_back({.vacancy = vacancy, .grade = judgement->grade});
  }
  return judged;
}

absl::Status CheckRange(absl::string_view name, int64_t value, int64_t least, int64_t most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(name, ": ", value, " is not between ", least, " and ", most));
}

absl::Status CheckAwaited(const std::function<bool()>& is_over) {
  if (!is_over || !is_over()) return absl::OkStatus();
  return absl::CancelledError("nobody waits for the answer any more");
}

}  // namespace passung::evaluation
