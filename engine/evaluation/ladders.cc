#include "engine/evaluation/ladders.h"

#include <cstddef>

#include "absl/strings/str_cat.h"

namespace passung::evaluation {
namespace {

// Calls `visit` with each rung, in the order of the table, the fixed end of one left out.
template <class Profile, class Visit>
void VisitRungs(Profile& profile, Ladder ladder, const Visit& visit) {
  const auto all_but_last = [&visit](auto& table) {
    for (size_t i = 0; i + 1 < table.size(); ++i) visit(table[i]);
  };
  switch (ladder) {
    case Ladder::kLanguageMissing:
      return all_but_last(profile.language_fit.missing);
    case Ladder::kDistrictRelation:
      return all_but_last(profile.district_fit.relation);
    case Ladder::kDistrictMinutes:
      for (auto& step : profile.district_fit.minutes) visit(step.points);
      return;
    case Ladder::kWorkingTimeShare:
      for (auto& step : profile.working_time_fit.share) visit(step.points);
      return;
    case Ladder::kStartWeeksLate:
      for (auto& step : profile.start_fit.weeks_late) visit(step.points);
      return;
  }
}

int32_t EndOf(const ScoringProfile& profile, Ladder ladder) {
  if (ladder == Ladder::kLanguageMissing) return profile.language_fit.missing.back();
  if (ladder == Ladder::kDistrictRelation) return profile.district_fit.relation.back();
  return 0;
}

}  // namespace

CriterionKey CriterionOf(Ladder ladder) {
  switch (ladder) {
    case Ladder::kLanguageMissing:
      return CriterionKey::kLanguageFit;
    case Ladder::kDistrictRelation:
    case Ladder::kDistrictMinutes:
      return CriterionKey::kDistrictFit;
    case Ladder::kWorkingTimeShare:
      return CriterionKey::kWorkingTimeFit;
    case Ladder::kStartWeeksLate:
      break;
  }
  return CriterionKey::kStartFit;
}

std::vector<int32_t> RungsOf(const ScoringProfile& profile, Ladder ladder) {
  std::vector<int32_t> rungs;
  VisitRungs(profile, ladder, [&rungs](int32_t points) { rungs.push_back(points); });
  return rungs;
}

void SetRungs(Ladder ladder, const std::vector<int32_t>& rungs, ScoringProfile& profile) {
  size_t next = 0;
  VisitRungs(profile, ladder, [&](int32_t& points) { points = rungs[next++]; });
}

absl::Status CheckLadder(const ScoringProfile& profile, Ladder ladder) {
  const std::vector<int32_t> rungs = RungsOf(profile, ladder);
  if (rungs.front() == 0 || EndOf(profile, ladder) != 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "ladders: ", Name(ladder), " goes from ", rungs.front(), " to ", EndOf(profile, ladder),
        " points; only one from more than 0 to 0 can be learned"));
  }
  return absl::OkStatus();
}

ScoringProfile WithStep(const ScoringProfile& profile, Ladder ladder, size_t rung) {
  ScoringProfile stepped = profile;
  std::vector<int32_t> rungs = RungsOf(profile, ladder);
  for (size_t i = 0; i < rungs.size(); ++i) rungs[i] = i <= rung ? rungs.front() : 0;
  SetRungs(ladder, rungs, stepped);
  return stepped;
}

}  // namespace passung::evaluation
