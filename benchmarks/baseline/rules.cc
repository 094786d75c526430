#include <algorithm>

#include "benchmarks/baseline/row.h"

namespace passung::baseline {
namespace {

Verdict JudgeSchoolCertificate(const Row& row) {
  const auto& school = row.vacancy().school;
  if (!school || school->strength != RequirementStrength::kByLaw) return Verdict::kPass;
  switch (MeetsSchool(row.person, *school)) {
    case Met::kYes:
      return Verdict::kPass;
    case Met::kUnknown:
      return Verdict::kUnknown;
    case Met::kNo:
      break;
  }
  return Verdict::kFail;
}

Verdict JudgeWorkingTime(const Row& row) {
  if (!row.vacancy().shifts) return Verdict::kUnknown;
  if (row.offer.shifts.empty()) return Verdict::kPass;
  if (!row.person.windows) return Verdict::kUnknown;
  return MinutesInside(row.offer.shifts, *row.person.windows) == row.offer.shift_minutes
             ? Verdict::kPass
             : Verdict::kFail;
}

Verdict JudgeReach(const Row& row) {
  const std::optional<int32_t> minutes = row.person.MinutesTo(row.place.postal_code);
  const int32_t limit =
      row.person.facts->max_travel_minutes.value_or(row.profile.rules.reach_max_minutes);
  if (minutes && *minutes > limit) return Verdict::kFail;
  if (row.person.facts->has_car != true && row.offer.odd_hours) return Verdict::kUnknown;
  if (minutes) return Verdict::kPass;
  if (row.person.home == nullptr || !row.place.district) return Verdict::kUnknown;
  const DistrictRelation relation =
      row.knowledge.Relate(row.person.home->district, *row.place.district);
  return row.profile.rules.reach_relations[Index(relation)] ? Verdict::kPass : Verdict::kUnknown;
}

// Looks at the request's day only: a later day of the person's facts changes nothing.
Verdict JudgeStartWindow(const Row& row) {
  if (row.occupation.column != Column::kTraining) return Verdict::kPass;
  const std::optional<Date>& available = row.person.facts->available_from;
  if (!available || !row.vacancy().start) return Verdict::kUnknown;
  const int32_t late = std::max(*available, row.as_of).days() - row.vacancy().start->days();
  return late > 7 * row.profile.rules.training_weeks_late ? Verdict::kFail : Verdict::kPass;
}

bool HasBridge(const Row& row) {
  return std::any_of(
      row.person.qualifications.begin(), row.person.qualifications.end(),
      [&](const PersonQualification& qualification) {
        if (!qualification.status) return false;
        switch (*qualification.status) {
          case RecognitionStatus::kFiled:
          case RecognitionStatus::kFileComplete:
          case RecognitionStatus::kCompensation:
          case RecognitionStatus::kMeasureRunning:
          case RecognitionStatus::kPermitPending:
          case RecognitionStatus::kTemporaryPermit:
            return IsRelated(row.knowledge.Relate(qualification.occupation, *row.occupation.code));
          default:
            return false;
        }
      });
}

// What only an enforced switch drops.
bool MissesTheAim(const Row& row) {
  const Vacancy& vacancy = row.vacancy();
  if (vacancy.kind == VacancyKind::kMinijob || vacancy.paid == false) return true;
  return vacancy.kind && row.occupation.code && row.occupation.column == Column::k1 &&
         UsableLevel(row) >= 2 && !HasBridge(row);
}

Verdict JudgeKindAndTrack(const Row& row) {
  const bool enforced = row.profile.switches[Index(RuleKey::kKindAndTrack)] == RuleSwitch::kEnforce;
  if (enforced && MissesTheAim(row)) return Verdict::kFail;
  const std::optional<VacancyKind>& kind = row.vacancy().kind;
  if (!kind) return Verdict::kUnknown;
  const std::optional<Track>& track = row.person.facts->track;
  if (!track) {
    return row.occupation.column == Column::kBridge ? Verdict::kPass : Verdict::kUnknown;
  }
  if (*track == Track::kTraining) {
    return *kind == VacancyKind::kJob || *kind == VacancyKind::kMinijob ? Verdict::kFail
                                                                        : Verdict::kPass;
  }
  const int32_t cap = row.profile.level_adequacy.unrecognised_cap;
  const bool qualified =
      std::any_of(row.person.qualifications.begin(), row.person.qualifications.end(),
                  [&](const PersonQualification& q) { return CappedLevel(q, cap) >= 2; });
  return row.occupation.column == Column::kTraining && qualified ? Verdict::kFail : Verdict::kPass;
}

Verdict JudgeResidenceObligation(const Row& row) {
  const AreaLimit* limit = row.person.obligation;
  if (limit == nullptr) return Verdict::kUnknown;
  if (!limit->limited) return Verdict::kPass;
  if (!row.place.district) return Verdict::kUnknown;
  if (limit->area.Contains(*row.place.district)) return Verdict::kPass;
  if (row.person.home != nullptr &&
      row.knowledge.Relate(row.person.home->district, *row.place.district) <=
          DistrictRelation::kBordering) {
    return Verdict::kPass;
  }
  if (row.occupation.column == Column::kTraining) return Verdict::kPassAfter;
  if (!row.vacancy().hours) return Verdict::kUnknown;
  return row.vacancy().hours->max >= 15 ? Verdict::kPassAfter : Verdict::kFail;
}

Verdict JudgeMovement(const Row& row) {
  const AreaLimit* limit = row.person.movement;
  if (limit == nullptr) return Verdict::kUnknown;
  if (!limit->limited) return Verdict::kPass;
  if (!row.place.district) return Verdict::kUnknown;
  return limit->area.Contains(*row.place.district) ? Verdict::kPass : Verdict::kFail;
}

std::optional<bool> OfShifts(const Vacancy& vacancy, bool of_known_shifts) {
  if (vacancy.shifts && !vacancy.shifts->empty()) return of_known_shifts;
  if (vacancy.shift_work == false) return false;
  return std::nullopt;
}

std::optional<bool> HasCondition(const Row& row, Condition condition) {
  const Vacancy& vacancy = row.vacancy();
  switch (condition) {
    case Condition::kTemporaryAgency:
      return vacancy.temporary_agency;
    case Condition::kShiftWork:
      return vacancy.shift_work;
    case Condition::kNightWork:
      return OfShifts(vacancy, row.offer.night);
    case Condition::kWeekendWork:
      return OfShifts(vacancy, row.offer.weekend);
    case Condition::kMinijob:
      break;
  }
  if (!vacancy.kind) return std::nullopt;
  return *vacancy.kind == VacancyKind::kMinijob;
}

Verdict JudgeExcluded(const Row& row) {
  const Exclusions& exclusions = row.person.facts->exclusions;
  bool unknown = !row.occupation.code && !exclusions.occupations.empty();
  if (row.occupation.code) {
    for (const OccupationPrefix prefix : exclusions.occupations) {
      if (prefix.Covers(*row.occupation.code)) return Verdict::kFail;
    }
  }
  for (const Condition condition : exclusions.conditions) {
    const std::optional<bool> holds = HasCondition(row, condition);
    if (holds == true) return Verdict::kFail;
    unknown |= !holds.has_value();
  }
  return unknown ? Verdict::kUnknown : Verdict::kPass;
}

Verdict JudgeOpen(const Row& row) {
  const Vacancy& vacancy = row.vacancy();
  if (vacancy.closed || (vacancy.apply_until && row.as_of > *vacancy.apply_until)) {
    return Verdict::kFail;
  }
  if (vacancy.open_from && *vacancy.open_from > row.as_of) {
    return row.frozen ? Verdict::kFail : Verdict::kPassAfter;
  }
  return Verdict::kPass;
}

}  // namespace

Verdict Judge(RuleKey rule, const Row& row) {
  switch (rule) {
    case RuleKey::kWorkAccess:
      return JudgeWorkAccess(row);
    case RuleKey::kRegulatedProfession:
      return JudgeRegulatedProfession(row);
    case RuleKey::kLanguageFloor:
      return JudgeLanguageFloor(row);
    case RuleKey::kSchoolCertificate:
      return JudgeSchoolCertificate(row);
    case RuleKey::kLicenceRequired:
      return JudgeLicenceRequired(row);
    case RuleKey::kWorkingTimePossible:
      return JudgeWorkingTime(row);
    case RuleKey::kReach:
      return JudgeReach(row);
    case RuleKey::kStartWindow:
      return JudgeStartWindow(row);
    case RuleKey::kKindAndTrack:
      return JudgeKindAndTrack(row);
    case RuleKey::kResidenceObligation:
      return JudgeResidenceObligation(row);
    case RuleKey::kMovementRestriction:
      return JudgeMovement(row);
    case RuleKey::kExcludedByPerson:
      return JudgeExcluded(row);
    case RuleKey::kVacancyOpen:
      return JudgeOpen(row);
    case RuleKey::kBetterThanPresentJob:  // nobody in a made-up market has work
      return Verdict::kPass;
  }
  return Verdict::kUnknown;
}

}  // namespace passung::baseline
