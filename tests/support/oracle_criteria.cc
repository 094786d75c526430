#include "tests/support/oracle_criteria.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace passung::oracle {
namespace {

int32_t Ceiling(const OccupationFitTable& table, ClaimKind kind, Column column) {
  const bool work = column != Column::kTraining && column != Column::kBridge;
  if (kind == ClaimKind::kWish) return work ? table.wish_work : table.wish_training;
  return table.ceiling[Index(kind)];
}

std::optional<LanguageLevel> Requirement(const Case& c, size_t skill) {
  return std::max(c.stated[skill], c.law[skill]);  // an absent level is the lowest
}

int32_t SkillPoints(const LanguageFitTable& table, std::optional<LanguageLevel> has,
                    LanguageLevel wanted) {
  if (!has) return table.unknown;
  const int32_t missing = static_cast<int32_t>(wanted) - static_cast<int32_t>(*has);
  return table.missing[static_cast<size_t>(std::clamp(missing, 0, 4))];
}

}  // namespace

int32_t OccupationFit(const ScoringProfile& profile, const Case& c) {
  const OccupationFitTable& table = profile.occupation_fit;
  if (c.claims.empty() || !c.code_known) return table.unknown[Index(c.column)];
  int32_t best = table.floor[Index(c.column)];
  for (const Claim& claim : c.claims) {
    const int64_t product =
        int64_t{Ceiling(table, claim.kind, c.column)} * table.relation[Index(claim.relation)];
    best = std::max(best, static_cast<int32_t>(product / 10000));
  }
  return best;
}

int32_t LevelAdequacy(const ScoringProfile& profile, const Case& c) {
  const LevelAdequacyTable& table = profile.level_adequacy;
  if (c.claims.empty() || !c.code_known) return table.unknown[Index(c.column)];
  if (c.kind == VacancyKind::kAdaptation) {
    for (const Claim& claim : c.claims) {
      if (claim.kind != ClaimKind::kQualification) continue;
      if (claim.covers || claim.reference_relation == OccupationRelation::kSame5 ||
          claim.reference_relation == OccupationRelation::kSame4) {
        return table.own_adaptation;
      }
    }
  }
  const int32_t usable = UsableLevel(c.claims, c.column, table.unrecognised_cap);
  return table.points[static_cast<size_t>(usable - 1)][Index(c.column)];
}

int32_t SkillsFit(const ScoringProfile& profile, const Case& c) {
  if (c.items.empty()) return profile.skills_fit.none_named;
  int64_t met = 0;
  int64_t all = 0;
  for (const Item& item : c.items) {
    if (!item.met) return profile.skills_fit.unknown;
    all += item.weight;
    if (*item.met) met += item.weight;
  }
  return static_cast<int32_t>(10000 * met / all);
}

int32_t RecognitionFit(const ScoringProfile& profile, const Case& c) {
  const RecognitionFitTable& table = profile.recognition_fit;
  const bool no_role = c.column == Column::kTraining || c.column == Column::kBridge ||
                       !c.code_known || (c.column == Column::k1 && !c.bars);
  if (no_role) return table.no_role;
  const std::array<int32_t, 15>& row = c.bars ? table.bars : table.nobody;
  std::optional<int32_t> best;
  for (const Claim& claim : c.claims) {
    if (claim.kind != ClaimKind::kQualification || !claim.covers) continue;
    const RecognitionStatus status = claim.status.value_or(RecognitionStatus::kNotFiled);
    best = std::max(best, std::optional<int32_t>(row[Index(status)]));
  }
  return best.value_or(row[Index(RecognitionStatus::kNone)]);
}

bool LanguageReplaced(const Case& c) {
  if (!c.speaks || c.stated_by_law) return false;
  for (const auto& level : c.law) {
    if (level) return false;
  }
  return true;
}

int32_t LanguageFit(const ScoringProfile& profile, const Case& c) {
  const LanguageFitTable& table = profile.language_fit;
  if (LanguageReplaced(c)) return 10000;
  int64_t sum = 0;
  for (size_t s = 0; s < 4; ++s) {
    if (const auto wanted = Requirement(c, s)) {
      sum += int64_t{10000} * SkillPoints(table, c.has[s], *wanted);
      continue;
    }
    for (size_t v = 0; v < 7; ++v) {
      sum += int64_t{table.prior[Index(c.column)][v]} *
             SkillPoints(table, c.has[s], static_cast<LanguageLevel>(v));
    }
  }
  return static_cast<int32_t>(sum / 40000);
}

int32_t DistrictFit(const ScoringProfile& profile, const Case& c) {
  const DistrictFitTable& table = profile.district_fit;
  if (c.minutes) {
    for (const PointsStep& step : table.minutes) {
      if (*c.minutes <= step.at_most) return step.points;
    }
    return 0;
  }
  if (!c.relation) return table.unknown;
  return table.relation[Index(*c.relation)];
}

bool Less(Share a, Share b) { return a.numerator * b.denominator < b.numerator * a.denominator; }

Share HoursShare(WeeklyHours person, WeeklyHours vacancy) {
  Share share{1, 1};
  const Share offered{vacancy.max, person.min};
  const Share possible{person.max, vacancy.min};
  if (Less(offered, share)) share = offered;
  if (Less(possible, share)) share = possible;
  return share;
}

int32_t PointsOfShare(const WorkingTimeFitTable& table, Share share) {
  for (const ShareStep& step : table.share) {
    if (100 * share.numerator >= int64_t{step.at_least_percent} * share.denominator) {
      return step.points;
    }
  }
  return 0;
}

int32_t WorkingTimeFit(const ScoringProfile& profile, const Case& c) {
  std::optional<Share> smallest;
  if (c.times_free) smallest = Share{1, 1};
  if (c.inside) smallest = c.inside;
  if (c.person_hours && c.vacancy_hours) {
    const Share hours = HoursShare(*c.person_hours, *c.vacancy_hours);
    if (!smallest || Less(hours, *smallest)) smallest = hours;
  }
  if (!smallest) return profile.working_time_fit.unknown;
  return PointsOfShare(profile.working_time_fit, *smallest);
}

int32_t StartFit(const ScoringProfile& profile, const Case& c) {
  if (!c.available_from || !c.start) return profile.start_fit.unknown;
  const int32_t person = std::max(*c.available_from, c.as_of).days();
  const int32_t job = std::max(*c.start, c.as_of).days();
  const int32_t late = std::max(0, person - job);
  for (const PointsStep& step : profile.start_fit.weeks_late) {
    if (late <= 7 * step.at_most) return step.points;
  }
  return 0;
}

int32_t EmployerSupport(const ScoringProfile& profile, const Case& c) {
  if (!c.support) return profile.employer_support.not_stated;
  int32_t sum = 0;
  for (SupportItem item : *c.support) sum += profile.employer_support.item[Index(item)];
  return std::min(10000, sum);
}

Points PointsOf(const ScoringProfile& profile, const Case& c) {
  return {OccupationFit(profile, c),  LevelAdequacy(profile, c), SkillsFit(profile, c),
          RecognitionFit(profile, c), LanguageFit(profile, c),   DistrictFit(profile, c),
          WorkingTimeFit(profile, c), StartFit(profile, c),      EmployerSupport(profile, c)};
}

std::array<int32_t, kCriterionCount> AppliedWeights(const ScoringProfile& profile,
                                                    const ProfileOverrides& overrides) {
  std::array<int64_t, kCriterionCount> given = profile.weights;
  for (const auto& [key, weight] : overrides.weights) given[Index(key)] = weight;
  int64_t sum = 0;
  for (int64_t weight : given) sum += weight;
  std::array<int32_t, kCriterionCount> applied{};
  std::array<int64_t, kCriterionCount> rest{};
  int64_t missing = 10000;
  for (size_t i = 0; i < given.size(); ++i) {
    applied[i] = static_cast<int32_t>(10000 * given[i] / sum);
    rest[i] = 10000 * given[i] % sum;
    missing -= applied[i];
  }
  for (; missing > 0; --missing) {
    size_t largest = 0;
    for (size_t i = 1; i < rest.size(); ++i) {
      if (rest[i] > rest[largest]) largest = i;
    }
    ++applied[largest];
    rest[largest] = -1;
  }
  return applied;
}

std::array<RuleSwitch, kRuleCount> AppliedSwitches(const ScoringProfile& profile,
                                                   const ProfileOverrides& overrides) {
  std::array<RuleSwitch, kRuleCount> switches = profile.switches;
  for (const auto& [key, value] : overrides.switches) switches[Index(key)] = value;
  return switches;
}

}  // namespace passung::oracle
