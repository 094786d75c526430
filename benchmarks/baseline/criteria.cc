#include <algorithm>

#include "benchmarks/baseline/row.h"

namespace passung::baseline {
namespace {

size_t ColumnIndex(const Row& row) { return Index(row.occupation.column); }

bool OccupationUnknown(const Row& row) { return row.person.claims.empty() || !row.occupation.code; }

int32_t Ceiling(ClaimKind kind, Column column, const OccupationFitTable& table) {
  if (kind != ClaimKind::kWish) return table.ceiling[Index(kind)];
  return IsWork(column) ? table.wish_work : table.wish_training;
}

int32_t OccupationFit(const Row& row) {
  const OccupationFitTable& table = row.profile.occupation_fit;
  if (OccupationUnknown(row)) return table.unknown[ColumnIndex(row)];
  int32_t points = table.floor[ColumnIndex(row)];
  for (const PersonClaim& claim : row.person.claims) {
    const OccupationRelation relation =
        row.knowledge.Relate(claim.occupation, *row.occupation.code);
    points = std::max(points, Ceiling(claim.kind, row.occupation.column, table) *
                                  table.relation[Index(relation)] / kMaxPoints);
  }
  return points;
}

int32_t LevelAdequacy(const Row& row) {
  const LevelAdequacyTable& table = row.profile.level_adequacy;
  if (OccupationUnknown(row)) return table.unknown[ColumnIndex(row)];
  if (row.vacancy().kind == VacancyKind::kAdaptation) {
    for (const PersonQualification& qualification : row.person.qualifications) {
      const OccupationRelation relation =
          row.knowledge.Relate(qualification.reference, *row.occupation.code);
      if (relation <= OccupationRelation::kSame4 || Covers(row, qualification.reference)) {
        return table.own_adaptation;
      }
    }
  }
  return table.points[static_cast<size_t>(UsableLevel(row) - 1)][ColumnIndex(row)];
}

struct Tally {
  int32_t met = 0;
  int32_t all = 0;
  bool unknown = false;

  void Add(Met item, RequirementStrength strength) {
    const bool required =
        strength == RequirementStrength::kByLaw || strength == RequirementStrength::kRequired;
    const int32_t weight = required ? 2 : 1;
    all += weight;
    if (item == Met::kYes) met += weight;
    if (item == Met::kUnknown) unknown = true;
  }
};

int32_t SkillsFit(const Row& row) {
  const MenteeFacts& facts = *row.person.facts;
  Tally tally;
  for (const SkillRequirement& skill : row.vacancy().skills) {
    const Met met = !facts.skills ? Met::kUnknown : row.person.Has(skill.id) ? Met::kYes : Met::kNo;
    tally.Add(met, skill.strength);
  }
  if (const auto& school = row.vacancy().school) {
    tally.Add(MeetsSchool(row.person, *school), school->strength);
  }
  for (const LicenceRequirement& licence : row.vacancy().licences) {
    if (licence.strength == RequirementStrength::kByLaw) continue;
    const bool held = row.person.licences[Index(licence.kind)] == Held::kYes;
    tally.Add(!facts.licences ? Met::kUnknown : held ? Met::kYes : Met::kNo, licence.strength);
  }
  if (tally.all == 0) return row.profile.skills_fit.none_named;
  if (tally.unknown) return row.profile.skills_fit.unknown;
  return kMaxPoints * tally.met / tally.all;
}

int32_t RecognitionFit(const Row& row) {
  const RecognitionFitTable& table = row.profile.recognition_fit;
  const bool bars = row.occupation.bars;
  if (!row.occupation.code || !IsWork(row.occupation.column) ||
      (row.occupation.column == Column::k1 && !bars)) {
    return table.no_role;
  }
  const auto& points = bars ? table.bars : table.nobody;
  std::optional<int32_t> best;
  for (const PersonQualification& qualification : row.person.qualifications) {
    if (!Covers(row, qualification.reference)) continue;
    const RecognitionStatus status = qualification.status.value_or(RecognitionStatus::kNotFiled);
    best = std::max(best, std::optional<int32_t>(points[Index(status)]));
  }
  return best.value_or(points[Index(RecognitionStatus::kNone)]);
}

int32_t LevelPoints(const LanguageFitTable& table, const std::optional<LanguageLevel>& has,
                    size_t need) {
  if (!has) return table.unknown;
  const size_t level = Index(*has);
  return table.missing[need <= level ? 0 : std::min<size_t>(4, need - level)];
}

int32_t LanguageFit(const Row& row) {
  const LanguageFitTable& table = row.profile.language_fit;
  const LanguageRequirement& german = row.vacancy().german;
  const bool stated = std::any_of(german.levels.begin(), german.levels.end(),
                                  [](const auto& level) { return level.has_value(); });
  const bool by_law =
      row.occupation.german_by_law || (stated && german.strength == RequirementStrength::kByLaw);
  if (!by_law && row.person.Speaks(row.vacancy().working_languages)) return kMaxPoints;
  int64_t sum = 0;
  for (size_t skill = 0; skill < 4; ++skill) {
    const std::optional<LanguageLevel> need =
        std::max(german.levels[skill], row.occupation.german_by_law);
    const auto& has = row.person.german[skill];
    if (need) {
      sum += int64_t{kMaxPoints} * LevelPoints(table, has, Index(*need));
      continue;
    }
    for (size_t level = 0; level < 7; ++level) {
      sum += int64_t{table.prior[ColumnIndex(row)][level]} * LevelPoints(table, has, level);
    }
  }
  return static_cast<int32_t>(sum / 40'000);
}

int32_t StepPoints(const std::vector<PointsStep>& steps, int64_t value, int64_t scale) {
  for (const PointsStep& step : steps) {
    if (value <= step.at_most * scale) return step.points;
  }
  return 0;
}

int32_t DistrictFit(const Row& row) {
  const DistrictFitTable& table = row.profile.district_fit;
  if (const auto minutes = row.person.MinutesTo(row.place.postal_code)) {
    return StepPoints(table.minutes, *minutes, 1);
  }
  if (row.person.home == nullptr || !row.place.district) return table.unknown;
  return table
      .relation[Index(row.knowledge.Relate(row.person.home->district, *row.place.district))];
}

int32_t SharePoints(const WorkingTimeFitTable& table, int64_t part, int64_t whole) {
  for (const ShareStep& step : table.share) {
    if (part * 100 >= whole * step.at_least_percent) return step.points;
  }
  return 0;
}

int32_t WorkingTimeFit(const Row& row) {
  const WorkingTimeFitTable& table = row.profile.working_time_fit;
  const Vacancy& vacancy = row.vacancy();
  std::optional<int32_t> least;
  const auto add = [&](int64_t part, int64_t whole) {
    const int32_t points = SharePoints(table, std::min(part, whole), whole);
    least = least ? std::min(*least, points) : points;
  };
  if (vacancy.shifts && row.offer.shifts.empty()) {
    add(1, 1);
  } else if (vacancy.shifts && row.person.windows) {
    add(MinutesInside(row.offer.shifts, *row.person.windows), row.offer.shift_minutes);
  }
  if (vacancy.hours && row.person.hours) {
    add(vacancy.hours->max, row.person.hours->min);
    add(row.person.hours->max, vacancy.hours->min);
  }
  return least.value_or(table.unknown);
}

int32_t StartFit(const Row& row) {
  const std::optional<Date>& available = row.person.facts->available_from;
  if (!available || !row.vacancy().start) return row.profile.start_fit.unknown;
  const int32_t late =
      std::max(*available, row.as_of).days() - std::max(*row.vacancy().start, row.as_of).days();
  return StepPoints(row.profile.start_fit.weeks_late, std::max(0, late), 7);
}

int32_t EmployerSupport(const Row& row) {
  const EmployerSupportTable& table = row.profile.employer_support;
  if (!row.vacancy().support) return table.not_stated;
  int32_t sum = 0;
  for (const SupportItem item : *row.vacancy().support) sum += table.item[Index(item)];
  return std::min(kMaxPoints, sum);
}

}  // namespace

int32_t Points(CriterionKey criterion, const Row& row) {
  switch (criterion) {
    case CriterionKey::kOccupationFit:
      return OccupationFit(row);
    case CriterionKey::kLevelAdequacy:
      return LevelAdequacy(row);
    case CriterionKey::kSkillsFit:
      return SkillsFit(row);
    case CriterionKey::kRecognitionFit:
      return RecognitionFit(row);
    case CriterionKey::kLanguageFit:
      return LanguageFit(row);
    case CriterionKey::kDistrictFit:
      return DistrictFit(row);
    case CriterionKey::kWorkingTimeFit:
      return WorkingTimeFit(row);
    case CriterionKey::kStartFit:
      return StartFit(row);
    case CriterionKey::kEmployerSupport:
      return EmployerSupport(row);
  }
  return 0;
}

// ---- Shared by criteria and rules ----

int32_t CappedLevel(const PersonQualification& qualification, int32_t cap) {
  switch (qualification.status.value_or(RecognitionStatus::kNone)) {
    case RecognitionStatus::kCompensation:
    case RecognitionStatus::kPartial:
    case RecognitionStatus::kMeasureRunning:
    case RecognitionStatus::kPartialAccess:
    case RecognitionStatus::kComparable:
    case RecognitionStatus::kPermitPending:
    case RecognitionStatus::kTemporaryPermit:
    case RecognitionStatus::kFull:
    case RecognitionStatus::kGerman:
      return qualification.level;
    default:
      return std::min(qualification.level, cap);
  }
}

int32_t UsableLevel(const Row& row) {
  const Column column = row.occupation.column;
  const bool every = column == Column::k1 || !IsWork(column);
  int32_t usable = 1;
  for (const PersonQualification& qualification : row.person.qualifications) {
    const int32_t level = CappedLevel(qualification, row.profile.level_adequacy.unrecognised_cap);
    if (level <= usable) continue;
    if (every || IsRelated(row.knowledge.Relate(qualification.occupation, *row.occupation.code))) {
      usable = level;
    }
  }
  return usable;
}

bool Covers(const Row& row, OccupationCode reference) {
  const OccupationCode code = *row.occupation.code;
  return row.occupation.bars ? row.knowledge.regulated().SharesRow(reference, code)
                             : IsRelated(row.knowledge.Relate(reference, code));
}

Met MeetsSchool(const Person& person, const SchoolRequirement& school) {
  if (person.certificate && *person.certificate >= school.certificate) return Met::kYes;
  if (school.or_years && person.school_years && *person.school_years >= *school.or_years) {
    return Met::kYes;
  }
  const bool unknown = !person.certificate || (school.or_years && !person.school_years);
  return unknown ? Met::kUnknown : Met::kNo;
}

int32_t MinutesInside(const std::vector<TimeWindow>& windows,
                      const std::vector<TimeWindow>& inside) {
  int32_t minutes = 0;
  for (const TimeWindow& window : windows) {
    for (const TimeWindow& other : inside) {
      if (window.weekday != other.weekday) continue;
      minutes += std::max(0, std::min(window.to_minute, other.to_minute) -
                                 std::max(window.from_minute, other.from_minute));
    }
  }
  return minutes;
}

}  // namespace passung::baseline
