#include "bindings/cli/online_report.h"

#include "absl/strings/str_cat.h"
#include "bindings/cli/figures.h"
#include "engine/base/status_macros.h"

namespace passung::cli {
namespace {

constexpr int64_t kScoresPerPoint = 1'000'000;

}  // namespace

absl::Status ReportOnline(const OnlineProblem& online, const OutputOptions& output,
                          Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const AssignmentProblem hindsight, HindsightProblem(online));
  PASSUNG_ASSIGN_OR_RETURN(const Assignment best, SolveAssignment(hindsight));
  PASSUNG_RETURN_IF_ERROR(VerifyAssignment(hindsight, best));
  const int64_t most = best.value / kScoresPerPoint;
  Figures figures(output);
  figures.Count("arrived_mentees", static_cast<int64_t>(online.mentees.size()));
  figures.Count("arrived_vacancies", static_cast<int64_t>(online.vacancies.size()));
  figures.Count("hindsight_points", most);
  figures.Count("hindsight_proposals", best.proposals);
  for (const OnlinePolicy policy :
       {OnlinePolicy::kGreedy, OnlinePolicy::kHoldBack, OnlinePolicy::kHoldBackUntilSure}) {
    PASSUNG_ASSIGN_OR_RETURN(const OnlineCourse course, PlayOnline(online, policy));
    PASSUNG_RETURN_IF_ERROR(VerifyOnline(online, course));
    const auto proposals = static_cast<int64_t>(course.proposals.size());
    figures.Share(absl::StrCat(Name(policy), "_points"), course.value / kScoresPerPoint, most);
    figures.Count(absl::StrCat(Name(policy), "_proposals"), proposals);
    figures.Ratio(absl::StrCat(Name(policy), "_days"), course.days_waited, proposals);
  }
  figures.Print(console);
  return absl::OkStatus();
}

}  // namespace passung::cli
