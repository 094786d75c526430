#include "engine/evaluation/replay.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"

namespace passung::evaluation {
namespace {

absl::StatusOr<MatchOptions> QuestionOf(const EvaluationOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(options.profile, {}));
  MatchOptions question;
  question.as_of = options.as_of;
  question.applied = std::make_shared<const AppliedProfile>(std::move(applied));
  question.limit = options.k;
  question.summary = false;
  question.threads = options.threads;
  return question;
}

void KeepShown(const Snapshot& snapshot, const RankResult& result, ReplayedPerson& person) {
  for (const Match& match : result.matches) {
    person.shown.push_back(snapshot.FindVacancy(match.vacancy));
    const bool under_used =
        std::find(match.flags.begin(), match.flags.end(), Flag::kUnderUsed) != match.flags.end();
    person.under_used += under_used ? 1 : 0;
  }
}

absl::Status RankAll(const Engine& engine, const std::vector<JudgedPerson>& people,
                     const MatchOptions& question, const std::function<bool()>& is_over,
                     std::vector<ReplayedPerson>& replayed) {
  const auto snapshot = engine.Current();
  size_t next = 0;
  const MenteeSource source = [&]() -> std::optional<absl::StatusOr<Mentee>> {
    if (next == people.size()) return std::nullopt;
    return *people[next++].mentee;
  };
  absl::Status fault;
  const BatchSink sink = [&](BatchAnswer answer) {
    fault = answer.result.status();
    if (fault.ok()) fault = CheckAwaited(is_over);
    if (!fault.ok()) return false;
    KeepShown(*snapshot, *answer.result, replayed[static_cast<size_t>(answer.number)]);
    return true;
  };
  const absl::Status status = engine.RankBatch(source, {.match = question, .explain = true}, sink);
  return fault.ok() ? status : fault;
}

absl::Status ScorePairs(const Engine& engine, const JudgedPerson& person,
                        const MatchOptions& question, ReplayedPerson& replayed) {
  replayed.scored.reserve(person.pairs.size());
  for (const JudgedPair& pair : person.pairs) {
    PASSUNG_ASSIGN_OR_RETURN(const PairResult result,
                             engine.ExplainMatch(*person.mentee, *pair.vacancy, question));
    replayed.scored.push_back(
        {.score = result.match.score, .closed = result.match.hit_class == HitClass::kClosed});
  }
  return absl::OkStatus();
}

constexpr size_t kPeopleAtATime = 16;

absl::Status ScoreAll(const Engine& engine, const std::vector<JudgedPerson>& people,
                      const MatchOptions& question, const std::function<bool()>& is_over,
                      std::vector<ReplayedPerson>& replayed) {
  const size_t parts = (people.size() + kPeopleAtATime - 1) / kPeopleAtATime;
  std::vector<absl::Status> faults(parts);
  ParallelFor(parts, question.threads, [&](size_t part) {
    const size_t end = std::min(people.size(), (part + 1) * kPeopleAtATime);
    faults[part] = CheckAwaited(is_over);
    for (size_t i = part * kPeopleAtATime; i < end && faults[part].ok(); ++i) {
      faults[part] = ScorePairs(engine, people[i], question, replayed[i]);
    }
  });
  for (absl::Status& fault : faults) PASSUNG_RETURN_IF_ERROR(std::move(fault));
  return absl::OkStatus();
}

int32_t GradeOfShown(const JudgedPerson& person, const Vacancy& vacancy) {
  const auto at = std::lower_bound(
      person.pairs.begin(), person.pairs.end(), vacancy.id,
      [](const JudgedPair& pair, const VacancyId& id) { return pair.vacancy->id < id; });
  return at != person.pairs.end() && at->vacancy->id == vacancy.id ? at->grade : 0;
}

}  // namespace

absl::StatusOr<std::vector<ReplayedPerson>> Replay(const Engine& engine,
                                                   const std::vector<JudgedPerson>& people,
                                                   const EvaluationOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const MatchOptions question, QuestionOf(options));
  std::vector<ReplayedPerson> replayed(people.size());
  PASSUNG_RETURN_IF_ERROR(RankAll(engine, people, question, options.is_over, replayed));
  PASSUNG_RETURN_IF_ERROR(ScoreAll(engine, people, question, options.is_over, replayed));
  return replayed;
}

absl::StatusOr<std::vector<ReplayedPerson>> ScoreJudged(const Engine& engine,
                                                        const std::vector<JudgedPerson>& people,
                                                        const EvaluationOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const MatchOptions question, QuestionOf(options));
  std::vector<ReplayedPerson> replayed(people.size());
  PASSUNG_RETURN_IF_ERROR(ScoreAll(engine, people, question, options.is_over, replayed));
  return replayed;
}

std::vector<int32_t> RankedGrades(const JudgedPerson& person, const ReplayedPerson& replayed,
                                  EvaluationScope scope) {
  std::vector<int32_t> grades;
  if (scope == EvaluationScope::kMarket) {
    for (const Vacancy* vacancy : replayed.shown) {
      grades.push_back(GradeOfShown(person, *vacancy));
    }
    return grades;
  }
  std::vector<size_t> order(person.pairs.size());
  std::iota(order.begin(), order.end(), size_t{0});
  // Pairs rise by vacancy, so that a stable sort breaks ties as the engine does.
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return replayed.scored[a].score > replayed.scored[b].score;
  });
  for (const size_t i : order) {
    if (!replayed.scored[i].closed) grades.push_back(person.pairs[i].grade);
  }
  return grades;
}

}  // namespace passung::evaluation
