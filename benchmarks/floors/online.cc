#include "benchmarks/floors/online.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/world.h"
#include "engine/base/status_macros.h"
#include "passung/market.h"
#include "passung/market_arrivals.h"
#include "passung/online_assignment.h"
#include "passung/profile.h"

namespace passung::bench {
namespace {

constexpr int64_t kMentees = 400;
constexpr int64_t kVacancies = 2'000;
constexpr int32_t kCandidates = 200;  // of all days, so that some are open on each
constexpr uint64_t kSeeds = 20;

// A made-up market of half a year.
absl::StatusOr<OnlineProblem> MadeArrivals(uint64_t seed) {
  PASSUNG_ASSIGN_OR_RETURN(
      Market market,
      MakeMarket(
          {.mentees = kMentees, .vacancies = kVacancies, .seed = seed, .today = BenchDay()}));
  PASSUNG_ASSIGN_OR_RETURN(const ArrivalMaker maker,
                           ArrivalMaker::Create({.seed = seed, .first = BenchDay(), .days = 180}));
  OnlineProblem online;
  AssignmentOptions options;
  options.match.as_of = BenchDay();
  options.match.limit = kCandidates;
  PASSUNG_ASSIGN_OR_RETURN(options.match.profile, ShippedProfile("default"));
  std::vector<AssignmentPerson> people;
  for (Mentee& mentee : market.mentees) {
    people.push_back({.mentee = std::move(mentee)});
    online.mentees.push_back(maker.MenteeAt(static_cast<int64_t>(online.mentees.size())));
  }
  absl::flat_hash_map<VacancyId, int64_t> positions;
  for (const Vacancy& vacancy : market.vacancies) {
    positions.emplace(vacancy.id, static_cast<int64_t>(positions.size()));
  }
  PASSUNG_ASSIGN_OR_RETURN(
      const auto snapshot,
      BuildSnapshot({.knowledge = Knowledge::BuiltIn(), .vacancies = std::move(market.vacancies)}));
  PASSUNG_ASSIGN_OR_RETURN(online.problem,
                           MakeAssignmentProblem(snapshot, std::move(people), options));
  for (const AssignmentVacancy& vacancy : online.problem.vacancies) {
    online.vacancies.push_back(maker.VacancyAt(positions.at(vacancy.id)));
  }
  return online;
}

struct Played {
  int64_t best = 0;
  OnlineCourse greedy;
  OnlineCourse held;
  double seconds = 0;  // of the processor, for hold-back

  int64_t HeldLoss() const { return best - held.value; }
  int64_t GreedyLoss() const { return best - greedy.value; }
};

absl::StatusOr<OnlineCourse> Verified(const OnlineProblem& online, OnlinePolicy policy,
                                      int64_t best) {
  PASSUNG_ASSIGN_OR_RETURN(OnlineCourse course, PlayOnline(online, policy));
  PASSUNG_RETURN_IF_ERROR(VerifyOnline(online, course));
  if (course.value <= best) return course;
  return absl::InternalError("a policy beats the optimum in hindsight");
}

absl::StatusOr<Played> Play(uint64_t seed) {
  PASSUNG_ASSIGN_OR_RETURN(const OnlineProblem online, MadeArrivals(seed));
  PASSUNG_ASSIGN_OR_RETURN(const AssignmentProblem hindsight, HindsightProblem(online));
  PASSUNG_ASSIGN_OR_RETURN(const Assignment best, SolveAssignment(hindsight));
  PASSUNG_RETURN_IF_ERROR(VerifyAssignment(hindsight, best));
  Played played{.best = best.value, .greedy = {}, .held = {}};
  PASSUNG_ASSIGN_OR_RETURN(played.greedy, Verified(online, OnlinePolicy::kGreedy, best.value));
  PASSUNG_ASSIGN_OR_RETURN(const OnlineCourse sure,
                           Verified(online, OnlinePolicy::kHoldBackUntilSure, best.value));
  absl::StatusOr<OnlineCourse> held = absl::UnknownError("not played");
  played.seconds =
      CpuMicroseconds([&] { held = Verified(online, OnlinePolicy::kHoldBack, best.value); }) / 1e6;
  PASSUNG_ASSIGN_OR_RETURN(played.held, std::move(held));
  const auto line = [&](const char* what, const OnlineCourse& course) {
    absl::PrintF("  %s: %d proposals, %.2f %%, waited %.1f days\n", what, course.proposals.size(),
                 100.0 * static_cast<double>(course.value) / static_cast<double>(best.value),
                 static_cast<double>(course.days_waited) /
                     static_cast<double>(std::max<size_t>(1, course.proposals.size())));
  };
  absl::PrintF("online, seed %d: optimum in hindsight %d in %d proposals; %s of processor\n", seed,
               best.value, best.proposals, Duration(played.seconds * 1e6));
  line("greedy", played.greedy);
  line("hold-back", played.held);
  line("hold-back until sure", sure);
  return played;
}

}  // namespace

absl::Status AddOnlineFloors(bool quick, FloorReport& report) {
  const uint64_t seeds = quick ? 3 : kSeeds;
  double share = 0;
  double worst = 0;
  for (uint64_t seed = 1; seed <= seeds; ++seed) {
    PASSUNG_ASSIGN_OR_RETURN(const Played played, Play(seed));
    share += 100.0 * static_cast<double>(played.held.value) / static_cast<double>(played.best);
    worst = std::max(worst, 100.0 * static_cast<double>(played.HeldLoss()) /
                                static_cast<double>(played.GreedyLoss()));
  }
  const auto figure = [&](double value) {
    Figure of{.value = value, .compared = static_cast<int64_t>(2 * seeds)};
    of.note = absl::StrFormat("%d seeds", seeds);
    of.complete = !quick;
    return of;
  };
  PASSUNG_RETURN_IF_ERROR(report.Set("assignment online, hold-back: of the optimum in hindsight",
                                     figure(share / static_cast<double>(seeds))));
  return report.Set("assignment online, hold-back: loss over greedy's, worst seed", figure(worst));
}

}  // namespace passung::bench
