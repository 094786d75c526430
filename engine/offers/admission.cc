// The only file of this folder that sees residence.
#include "engine/offers/admission.h"

#include <algorithm>

#include "engine/vocabulary/offer_admission.h"
#include "passung/residence.h"

namespace passung {
namespace {

GateFinding FindingOf(AdmissionCell cell) {
  switch (cell) {
    case AdmissionCell::kAdmitted:
      return {.verdict = Verdict::kPass, .reason = SuggestionReason::kAdmitted};
    case AdmissionCell::kOnRequest:
      return {.verdict = Verdict::kPassAfter, .reason = SuggestionReason::kAdmittedOnRequest};
    case AdmissionCell::kWaiting:
      return {.verdict = Verdict::kPassAfter, .reason = SuggestionReason::kWaitingPeriod};
    case AdmissionCell::kNo:
      return {.verdict = Verdict::kFail, .reason = SuggestionReason::kNotAdmitted};
    case AdmissionCell::kUnknown:
      break;
  }
  return {.verdict = Verdict::kUnknown, .reason = SuggestionReason::kAdmissionUnknown};
}

// One person whose status is known, and the scheme.
struct AdmissionCase {
  const OfferAdmissionTable& table;
  const std::string& scheme;
  const ResidenceFact& title;
  Date day;

  AdmissionCell CellOf(const AdmissionSituation& situation) const {
    return table.CellOf(scheme, *title.status, situation, day);
  }
};

std::vector<int> PossibleMonths(const AdmissionCase& of) {
  if (of.title.stay_since) return {std::max(0, FullMonthsBetween(*of.title.stay_since, of.day))};
  std::vector<int> months = {0};
  const auto thresholds = of.table.month_thresholds();
  months.insert(months.end(), thresholds.begin(), thresholds.end());
  return months;
}

std::vector<AccessBar> PossibleBars(const AdmissionCase& of) {
  if (of.title.access_bar) return {*of.title.access_bar};
  return {AccessBar::kNone, AccessBar::kBarred};
}

// The day on which a waiting period is over, if somebody is admitted from then on by what is known.
std::optional<Date> EndOfWaiting(const AdmissionCase& of) {
  if (!of.title.stay_since) return std::nullopt;
  for (const int months : of.table.month_thresholds()) {
    const Date reached = of.title.stay_since->PlusMonths(months);
    if (reached <= of.day) continue;
    const AdmissionCell cell =
        of.CellOf({.months = months, .bar = of.title.access_bar.value_or(AccessBar::kNone)});
    if (cell == AdmissionCell::kWaiting) continue;
    const bool opens = cell == AdmissionCell::kAdmitted || cell == AdmissionCell::kOnRequest;
    return opens ? std::optional(reached) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

GateFinding JudgeAdmission(const OfferCase& of) {
  if (of.offer.admission.empty()) {
    return {.verdict = Verdict::kPass, .reason = SuggestionReason::kOpenToAll};
  }
  const ResidenceFact* title = LatestOn(of.facts.residence->titles, of.facts.day);
  if (title == nullptr || !title->status) return FindingOf(AdmissionCell::kUnknown);
  const AdmissionCase admission{of.knowledge.offer_admission(), of.offer.admission, *title,
                                of.facts.day};
  std::optional<AdmissionCell> common;
  for (const int months : PossibleMonths(admission)) {
    for (const AccessBar bar : PossibleBars(admission)) {
      const AdmissionCell cell = admission.CellOf({.months = months, .bar = bar});
      if (common && *common != cell) return FindingOf(AdmissionCell::kUnknown);
      common = cell;
    }
  }
  GateFinding finding = FindingOf(*common);
  if (*common == AdmissionCell::kWaiting) finding.from = EndOfWaiting(admission);
  return finding;
}

}  // namespace passung
