#include "engine/offers/gates.h"

#include <algorithm>

#include "engine/offers/admission.h"

namespace passung {
namespace {

using Findings = std::array<GateFinding, kOfferGateCount>;

GateFinding Bars(SuggestionReason reason) { return {.verdict = Verdict::kFail, .reason = reason}; }

GateFinding JudgeAvailability(const Offer& offer, Date day) {
  const auto is_past = [&](const std::optional<Date>& date) { return date && *date < day; };
  if (offer.closed) return Bars(SuggestionReason::kClosed);
  if (is_past(offer.valid.until) || is_past(offer.end)) return Bars(SuggestionReason::kOver);
  const bool missed = is_past(offer.apply_until) || (is_past(offer.start) && !offer.any_time);
  if (missed) return Bars(SuggestionReason::kMissed);
  if (offer.valid.from && *offer.valid.from > day) {
    return {.verdict = Verdict::kPassAfter,
            .reason = SuggestionReason::kNotYetOffered,
            .from = offer.valid.from};
  }
  return {.verdict = Verdict::kPass, .reason = SuggestionReason::kAvailable};
}

// A placement test looks at the whole, not at the weakest skill: one skill that is one level short
// leaves it open.
GateFinding JudgeEntryLevel(const OfferCase& of) {
  const std::optional<LanguageLevel> from = of.offer.level_from;
  if (!from || *from == LanguageLevel::kNone) {
    return {.verdict = Verdict::kPass, .reason = SuggestionReason::kNoLevelAsked};
  }
  int skills_short = 0;
  bool far = false;
  bool unknown = false;
  for (const std::optional<LanguageLevel>& has : of.facts.german) {
    unknown = unknown || !has;
    if (!has || *has >= *from) continue;
    ++skills_short;
    far = far || static_cast<int>(*from) - static_cast<int>(*has) > 1;
  }
  if (far || skills_short > 1) return Bars(SuggestionReason::kLevelTooLow);
  if (unknown) return {.verdict = Verdict::kUnknown, .reason = SuggestionReason::kLevelUnknown};
  if (skills_short == 1) {
    return {.verdict = Verdict::kUnknown, .reason = SuggestionReason::kLevelUneven};
  }
  return {.verdict = Verdict::kPass, .reason = SuggestionReason::kLevelEnough};
}

// Work and course together, in hours a week; more are no working week (§ 3 ArbZG has 48 for work alone).
constexpr int32_t kMostHoursAWeek = 48;

bool LeavesNoTime(const OfferCase& of) {
  return of.work_hours && of.offer.hours && *of.work_hours + of.offer.hours->min > kMostHoursAWeek;
}

GateFinding JudgeEmployment(const OfferCase& of) {
  if (LeavesNoTime(of)) return Bars(SuggestionReason::kNoTimeBesideWork);
  if (!of.offer.employed || of.employed == of.offer.employed) {
    return {.verdict = Verdict::kPass, .reason = SuggestionReason::kEmploymentFits};
  }
  if (!of.employed) {
    return {.verdict = Verdict::kUnknown, .reason = SuggestionReason::kEmploymentUnknown};
  }
  return Bars(*of.offer.employed ? SuggestionReason::kOnlyWithWork
                                 : SuggestionReason::kOnlyWithoutWork);
}

void AddDay(ReasonParameters& parameters, ParameterName name, const std::optional<Date>& day) {
  if (day) AddParameter(parameters, name, ParameterValue::Of(*day));
}

ReasonParameters DescribeAvailability(const Offer& offer, SuggestionReason reason) {
  ReasonParameters parameters;
  if (reason == SuggestionReason::kMissed) {
    AddDay(parameters, ParameterName::kUntil, offer.apply_until);
    AddDay(parameters, ParameterName::kStart, offer.start);
  } else if (reason == SuggestionReason::kOver) {
    AddDay(parameters, ParameterName::kUntil, offer.valid.until ? offer.valid.until : offer.end);
  } else if (reason == SuggestionReason::kAvailable) {
    AddDay(parameters, ParameterName::kUntil, offer.apply_until);
  }
  return parameters;
}

ReasonParameters DescribeGate(const OfferCase& of, const Way& way, OfferGate gate,
                              const GateFinding& finding) {
  ReasonParameters parameters;
  switch (gate) {
    case OfferGate::kAvailability:
      return DescribeAvailability(of.offer, finding.reason);
    case OfferGate::kAdmission:
      // The name of the scheme, never what is known of the person's status.
      if (!of.offer.admission.empty()) {
        AddParameter(parameters, ParameterName::kKind, absl::string_view(of.offer.admission));
      }
      return parameters;
    case OfferGate::kEntryLevel:
      if (of.offer.level_from) {
        AddParameter(parameters, ParameterName::kNeed, *of.offer.level_from);
      }
      return parameters;
    case OfferGate::kEmployment:
      return parameters;
    case OfferGate::kReach:
      break;
  }
  return DescribeWay(of, way);
}

}  // namespace

Findings JudgeGates(const OfferCase& of, const Way& way) {
  return {JudgeAvailability(of.offer, of.facts.day), JudgeAdmission(of), JudgeEntryLevel(of),
          JudgeEmployment(of),
          GateFinding{.verdict = way.verdict, .reason = way.rated.reason, .from = std::nullopt}};
}

std::optional<OfferGate> FirstBar(const Findings& findings) {
  for (size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].verdict == Verdict::kFail) return static_cast<OfferGate>(i);
  }
  return std::nullopt;
}

HitClass ClassOf(const Findings& findings) {
  Verdict worst = Verdict::kPass;
  for (const GateFinding& finding : findings) worst = std::max(worst, finding.verdict);
  return static_cast<HitClass>(worst);  // open, later, unclear, closed: in the order of verdicts
}

GateOutcome Describe(const OfferCase& of, const Way& way, OfferGate gate,
                     const GateFinding& finding) {
  return {.gate = gate,
          .verdict = finding.verdict,
          .reason = finding.reason,
          .from = finding.from,
          .parameters = DescribeGate(of, way, gate, finding)};
}

}  // namespace passung
