#include "tests/support/oracle_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace passung::oracle {
namespace {

// Section 10.
int32_t LeadDays(Step step) {
  switch (step) {
    case Step::kAskForeignersOffice:
    case Step::kIssueOfPermit:
    case Step::kGuardClearance:
    case Step::kLiftResidenceObligation:
      return 28;
    case Step::kAskForeignersOfficeAndBa:
      return 42;
    case Step::kCertificateOfConduct:
      return 21;
    case Step::kLearnGerman:
      return 170;
    case Step::kFileRecognition:
      return 98;
    case Step::kAwaitDecision:
      return 90;
    case Step::kTakeMeasure:
      return 180;
    case Step::kSchoolCertificate:
      return 70;
    case Step::kConvertLicence:
      return 100;
    case Step::kObtainLicence:
      return 140;
    default:
      return 0;
  }
}

// ---- time and way -------------------------------------------------------------------------------

Outcome WorkingTimePossible(const Question& q) {
  const auto& shifts = VacancyOf(q).shifts;
  if (shifts && shifts->empty()) return Passed();
  if (!shifts || !q.facts->windows) return Unclear();
  const Share inside = ShareInside(*shifts, *q.facts->windows);
  return inside.numerator == inside.denominator ? Passed() : Fail(Step::kWidenWindows);
}

bool NeedsOddHours(const Vacancy& vacancy) {
  if (vacancy.shifts) {
    for (const TimeWindow& shift : *vacancy.shifts) {
      if (shift.from_minute < 6 * 60 || shift.to_minute > 22 * 60) return true;
    }
  }
  const bool times_known = vacancy.shifts && !vacancy.shifts->empty();
  return !times_known && vacancy.shift_work == true;
}

Outcome Reach(const Question& q) {
  const std::optional<int32_t> minutes = MinutesTo(*q.facts, *q.combination);
  const int32_t limit =
      q.facts->undated->max_travel_minutes.value_or(q.profile->rules.reach_max_minutes);
  if (minutes && *minutes > limit) return Fail(Step::kTravelFurther);
  if (q.facts->undated->has_car != true && NeedsOddHours(VacancyOf(q))) return Unclear();
  if (minutes) return Passed();
  if (!q.facts->home || !q.combination->district) return Unclear();
  const auto usual = MinutesBetween(*q.knowledge, *q.facts->home, *q.combination->district);
  if (usual) return *usual <= limit ? Passed() : Unclear();
  const DistrictRelation relation = Relate(*q.knowledge, *q.facts->home, *q.combination->district);
  return q.profile->rules.reach_relations[Index(relation)] ? Passed() : Unclear();
}

Outcome StartWindow(const Question& q) {
  if (q.combination->column != Column::kTraining) return Passed();
  const auto available = q.facts->undated->available_from;
  const auto start = VacancyOf(q).start;
  if (!start || !available) return Unclear();
  const int32_t late = std::max(*available, q.as_of).days() - start->days();
  return late > 7 * q.profile->rules.training_weeks_late ? Fail() : Passed();
}

// ---- kind and track -----------------------------------------------------------------------------

std::vector<Claim> ClaimsOf(const Question& q) {
  return MakeCase(*q.knowledge, *q.facts, *q.combination, q.as_of).claims;
}

bool HasFlag(const Question& q, Flag wanted) {
  const std::vector<Flag> flags = FlagsOf(q);
  return std::find(flags.begin(), flags.end(), wanted) != flags.end();
}

Outcome KindAndTrack(const Question& q) {
  const Vacancy& vacancy = VacancyOf(q);
  const Combination& combination = *q.combination;
  const int32_t cap = q.profile->level_adequacy.unrecognised_cap;
  if (q.rule_switch == RuleSwitch::kEnforce) {
    if (vacancy.kind == VacancyKind::kMinijob || vacancy.paid == false) return Fail();
    if (combination.kind && combination.code && combination.column == Column::k1 &&
        UsableLevel(ClaimsOf(q), combination.column, cap) >= 2 && !HasFlag(q, Flag::kBridge)) {
      return Fail();
    }
  }
  if (!combination.kind) return Unclear();
  const auto track = q.facts->undated->track;
  const bool job =
      combination.kind == VacancyKind::kJob || combination.kind == VacancyKind::kMinijob;
  if (track == Track::kTraining && job) return Fail();
  if (track == Track::kEmployment && combination.column == Column::kTraining) {
    for (const HeldQualification& held : q.facts->qualifications) {
      if (Capped(QualificationLevel(held.code, held.dqr_level), held.status, cap) >= 2) {
        return Fail();
      }
    }
  }
  if (!track && combination.column != Column::kBridge) return Unclear();
  return Passed();
}

// ---- limits to an area --------------------------------------------------------------------------

Outcome ResidenceObligation(const Question& q) {
  const auto& obligation = q.facts->obligation;
  if (!obligation) return Unclear();
  if (!obligation->limited) return Passed();
  if (!q.combination->district) return Unclear();
  if (obligation->area.Contains(*q.combination->district)) return Passed();
  if (q.facts->home) {
    const DistrictRelation relation =
        Relate(*q.knowledge, *q.facts->home, *q.combination->district);
    if (relation == DistrictRelation::kSame || relation == DistrictRelation::kStrong ||
        relation == DistrictRelation::kBordering) {
      return Passed();
    }
  }
  const Outcome lifted = After(Step::kLiftResidenceObligation);
  if (q.combination->column == Column::kTraining) return lifted;
  if (!VacancyOf(q).hours) return Unclear();
  return VacancyOf(q).hours->max >= 15 ? lifted : Fail();
}

Outcome MovementRestriction(const Question& q) {
  const auto& limit = q.facts->movement_limit;
  if (!limit) return Unclear();
  if (!limit->limited) return Passed();
  if (!q.combination->district) return Unclear();
  return limit->area.Contains(*q.combination->district) ? Passed() : Fail();
}

// ---- the person's own no ------------------------------------------------------------------------

std::optional<bool> TimesTouch(const Vacancy& vacancy, Condition condition) {
  if (vacancy.shifts && !vacancy.shifts->empty()) {
    for (const TimeWindow& shift : *vacancy.shifts) {
      const bool night = shift.from_minute < 6 * 60 || shift.to_minute > 23 * 60;
      const bool weekend = shift.weekday >= 5;
      if (condition == Condition::kNightWork ? night : weekend) return true;
    }
    return false;
  }
  return vacancy.shift_work == false ? std::optional<bool>(false) : std::nullopt;
}

std::optional<bool> ConditionHolds(const Vacancy& vacancy, Condition condition) {
  switch (condition) {
    case Condition::kTemporaryAgency:
      return vacancy.temporary_agency;
    case Condition::kShiftWork:
      return vacancy.shift_work;
    case Condition::kMinijob:
      if (!vacancy.kind) return std::nullopt;
      return vacancy.kind == VacancyKind::kMinijob;
    case Condition::kNightWork:
    case Condition::kWeekendWork:
      return TimesTouch(vacancy, condition);
  }
  return std::nullopt;
}

Outcome ExcludedByPerson(const Question& q) {
  const Exclusions& exclusions = q.facts->undated->exclusions;
  Outcome worst = Passed();
  for (const OccupationPrefix& prefix : exclusions.occupations) {
    if (!q.combination->code) {
      worst = Worse(worst, Unclear());
      continue;
    }
    std::string digits = absl::StrCat(q.combination->code->number());
    digits.insert(0, 5 - digits.size(), '0');
    const std::string start = prefix.ToString();
    if (digits.compare(0, start.size(), start) == 0) worst = Fail();
  }
  for (Condition condition : exclusions.conditions) {
    const std::optional<bool> holds = ConditionHolds(VacancyOf(q), condition);
    if (!holds) worst = Worse(worst, Unclear());
    if (holds == true) worst = Fail();
  }
  return worst;
}

Outcome VacancyOpen(const Question& q) {
  const Vacancy& vacancy = VacancyOf(q);
  if (vacancy.closed) return Fail();
  if (vacancy.apply_until && q.as_of > *vacancy.apply_until) return Fail();
  if (vacancy.open_from && *vacancy.open_from > q.as_of) {
    if (q.frozen) return Fail();
    return {Verdict::kPassAfter, vacancy.open_from, Step::kNone, 0};
  }
  return Passed();
}

}  // namespace

Outcome Passed() { return {}; }
Outcome Unclear() { return {Verdict::kUnknown, std::nullopt, Step::kNone, 0}; }
Outcome After(Step step) { return {Verdict::kPassAfter, std::nullopt, step, LeadDays(step)}; }
Outcome Fail(Step way) { return {Verdict::kFail, std::nullopt, way, LeadDays(way)}; }

Outcome Worse(const Outcome& a, const Outcome& b) { return b.verdict > a.verdict ? b : a; }

std::string ToString(const Outcome& outcome) {
  return absl::StrCat(
      Name(outcome.verdict), outcome.from ? " from " : "",
      outcome.from ? outcome.from->ToString() : "", outcome.step != Step::kNone ? " step " : "",
      outcome.step != Step::kNone ? Name(outcome.step) : "", " lead ", outcome.lead_days);
}

Outcome JudgeOnTheDay(RuleKey rule, const Question& question) {
  switch (rule) {
    case RuleKey::kWorkAccess:
      return WorkAccess(question);
    case RuleKey::kRegulatedProfession:
      return RegulatedProfession(question);
    case RuleKey::kLanguageFloor:
      return LanguageFloor(question);
    case RuleKey::kSchoolCertificate:
      return SchoolCertificateByLaw(question);
    case RuleKey::kLicenceRequired:
      return LicenceRequired(question);
    case RuleKey::kWorkingTimePossible:
      return WorkingTimePossible(question);
    case RuleKey::kReach:
      return Reach(question);
    case RuleKey::kStartWindow:
      return StartWindow(question);
    case RuleKey::kKindAndTrack:
      return KindAndTrack(question);
    case RuleKey::kResidenceObligation:
      return ResidenceObligation(question);
    case RuleKey::kMovementRestriction:
      return MovementRestriction(question);
    case RuleKey::kExcludedByPerson:
      return ExcludedByPerson(question);
    case RuleKey::kVacancyOpen:
      return VacancyOpen(question);
    case RuleKey::kBetterThanPresentJob:
      return BetterThanPresentJob(question);
  }
  return Fail();
}

Outcome Judge(RuleKey rule, const Question& question, const std::vector<DayFacts>& later) {
  const Outcome today = JudgeOnTheDay(rule, question);
  if (today.verdict != Verdict::kFail || question.frozen) return today;
  if (rule == RuleKey::kStartWindow || rule == RuleKey::kVacancyOpen) return today;
  for (const DayFacts& facts : later) {
    Question then = question;
    then.facts = &facts;
    Outcome outcome = JudgeOnTheDay(rule, then);
    if (outcome.verdict == Verdict::kFail) continue;
    if (outcome.verdict == Verdict::kUnknown) return today;
    outcome.verdict = Verdict::kPassAfter;
    outcome.from = facts.day;
    return outcome;
  }
  return today;
}

}  // namespace passung::oracle
