#include "tests/support/oracle_case.h"

#include <algorithm>
#include <array>
#include <bitset>

namespace passung::oracle {
namespace {

constexpr size_t kMinutesOfWeek = size_t{7} * 1440;

std::bitset<kMinutesOfWeek> MinutesOf(const std::vector<TimeWindow>& windows) {
  std::bitset<kMinutesOfWeek> minutes;
  for (const TimeWindow& window : windows) {
    for (int32_t m = window.from_minute; m < window.to_minute; ++m) {
      minutes.set(static_cast<size_t>(window.weekday * 1440 + m));
    }
  }
  return minutes;
}

Claim MakeClaim(const OracleKnowledge& knowledge, const HeldQualification& held,
                OccupationCode code, Date as_of) {
  Claim claim;
  claim.kind = ClaimKind::kQualification;
  claim.relation = Relate(knowledge, held.code, code);
  claim.level = QualificationLevel(held.code, held.dqr_level);
  claim.status = held.status;
  claim.reference_relation = Relate(knowledge, held.reference, code);
  claim.covers = Covers(knowledge, held.reference, code, as_of);
  return claim;
}

std::vector<Claim> MakeClaims(const OracleKnowledge& knowledge, const DayFacts& facts,
                              std::optional<OccupationCode> code, Date as_of) {
  std::vector<Claim> claims;
  for (const HeldQualification& held : facts.qualifications) {
    if (code) {
      claims.push_back(MakeClaim(knowledge, held, *code, as_of));
    } else {  // no relation to an unknown code, but in columns without one the level counts
      Claim claim;
      claim.kind = ClaimKind::kQualification;
      claim.level = QualificationLevel(held.code, held.dqr_level);
      claim.status = held.status;
      claims.push_back(claim);
    }
  }
  for (const auto& [kind, occupation] : facts.other_claims) {
    Claim claim;
    claim.kind = kind;
    if (code) claim.relation = Relate(knowledge, occupation, *code);
    claims.push_back(claim);
  }
  return claims;
}

int32_t ItemWeight(RequirementStrength strength) {
  return strength == RequirementStrength::kByLaw || strength == RequirementStrength::kRequired ? 2
                                                                                               : 1;
}

std::vector<Item> MakeItems(const DayFacts& facts, const Vacancy& vacancy) {
  std::vector<Item> items;
  for (const SkillRequirement& wanted : vacancy.skills) {
    Item item{ItemWeight(wanted.strength), std::nullopt};
    if (facts.skills) {
      item.met =
          std::find(facts.skills->begin(), facts.skills->end(), wanted.id) != facts.skills->end();
    }
    items.push_back(item);
  }
  if (vacancy.school) {
    items.push_back({ItemWeight(vacancy.school->strength), SchoolMet(facts, *vacancy.school)});
  }
  for (const LicenceRequirement& wanted : vacancy.licences) {
    if (wanted.strength == RequirementStrength::kByLaw) continue;
    Item item{ItemWeight(wanted.strength), std::nullopt};
    if (facts.licences) item.met = HoldsLicence(*facts.licences, wanted.kind);
    items.push_back(item);
  }
  return items;
}

}  // namespace

void Combination::Settle() {
  level = activity_level;
  if (!level && code) level = code->number() % 10;
  if (kind == VacancyKind::kTrainingDual || kind == VacancyKind::kTrainingSchool ||
      kind == VacancyKind::kRetraining) {
    column = Column::kTraining;
  } else if (kind == VacancyKind::kEntryQualification || kind == VacancyKind::kInternship ||
             kind == VacancyKind::kAdaptation || kind == VacancyKind::kPartQualification) {
    column = Column::kBridge;
  } else {
    column = static_cast<Column>(level.value_or(2) - 1);
  }
}

std::vector<Combination> CombinationsOf(const Vacancy& vacancy) {
  std::vector<Combination> combinations;
  if (vacancy.kind == VacancyKind::kSelfEmployed) return combinations;
  std::vector<VacancyOccupation> occupations = vacancy.occupations;
  if (occupations.empty()) occupations.emplace_back();
  std::vector<Place> places = vacancy.places;
  if (places.empty()) places.emplace_back();
  for (size_t o = 0; o < occupations.size(); ++o) {
    for (size_t p = 0; p < places.size(); ++p) {
      Combination combination;
      combination.vacancy = &vacancy;
      combination.occupation_index = static_cast<int32_t>(o);
      combination.place_index = static_cast<int32_t>(p);
      combination.code = occupations[o].code;
      combination.activity_level = occupations[o].activity_level;
      combination.kind = vacancy.kind;
      combination.district = places[p].district;
      combination.postal_code = places[p].postal_code;
      combination.Settle();
      combinations.push_back(combination);
    }
  }
  return combinations;
}

int32_t QualificationLevel(OccupationCode code, std::optional<int32_t> dqr_level) {
  const int32_t own = code.number() % 10;
  if (!dqr_level) return own;
  const int32_t by_dqr = *dqr_level <= 2 ? 1 : *dqr_level <= 4 ? 2 : *dqr_level <= 6 ? 3 : 4;
  return std::max(own, by_dqr);
}

int32_t Capped(int32_t level, std::optional<RecognitionStatus> status, int32_t cap) {
  using S = RecognitionStatus;
  for (S free : {S::kGerman, S::kFull, S::kTemporaryPermit, S::kPermitPending, S::kMeasureRunning,
                 S::kPartialAccess, S::kCompensation, S::kPartial, S::kComparable}) {
    if (status == free) return level;
  }
  return std::min(level, cap);
}

int32_t UsableLevel(const std::vector<Claim>& claims, Column column, int32_t cap) {
  const bool all_count =
      column == Column::k1 || column == Column::kTraining || column == Column::kBridge;
  int32_t usable = 1;
  for (const Claim& claim : claims) {
    if (claim.kind != ClaimKind::kQualification) continue;
    if (!all_count && !IsRelated(claim.relation)) continue;
    usable = std::max(usable, Capped(claim.level, claim.status, cap));
  }
  return usable;
}

SkillLevels GermanByLaw(const OracleKnowledge& knowledge, const Combination& combination,
                        Date as_of) {
  SkillLevels law;
  if (!combination.IsWork() || !combination.code) return law;
  for (const RegulatedRow& row : knowledge.regulated) {
    if (!row.valid.Holds(as_of) || !Has(row.occupations, *combination.code)) continue;
    for (size_t s = 0; s < 4; ++s) law[s] = std::max(law[s], row.german[s]);
  }
  return law;
}

bool SpeaksWorkingLanguage(const MenteeFacts& facts, const Vacancy& vacancy) {
  for (const std::string& spoken : facts.other_languages) {
    for (const std::string& used : vacancy.working_languages) {
      if (spoken == used) return true;
    }
  }
  return false;
}

std::optional<int32_t> MinutesTo(const DayFacts& facts, const Combination& combination) {
  std::optional<int32_t> shortest;
  if (combination.postal_code.empty()) return shortest;
  for (const TravelTime& way : facts.travel_times) {
    if (way.postal_code != combination.postal_code) continue;
    if (!shortest || way.minutes < *shortest) shortest = way.minutes;
  }
  return shortest;
}

std::optional<bool> SchoolMet(const DayFacts& facts, const SchoolRequirement& school) {
  if (facts.certificate && *facts.certificate >= school.certificate) return true;
  if (school.or_years && facts.school_years && *facts.school_years >= *school.or_years) return true;
  if (!facts.certificate) return std::nullopt;
  if (school.or_years && !facts.school_years) return std::nullopt;
  return false;
}

Share ShareInside(const std::vector<TimeWindow>& shifts, const std::vector<TimeWindow>& windows) {
  const std::bitset<kMinutesOfWeek> worked = MinutesOf(shifts);
  if (worked.none()) return {1, 1};
  const std::bitset<kMinutesOfWeek> inside = worked & MinutesOf(windows);
  return {static_cast<int64_t>(inside.count()), static_cast<int64_t>(worked.count())};
}

void Recode(const OracleKnowledge& knowledge, const DayFacts& facts, const Combination& combination,
            Case& c) {
  c.column = combination.column;
  c.kind = combination.kind;
  c.level = combination.level;
  c.code_known = combination.code.has_value();
  c.bars = combination.code && Bars(knowledge, *combination.code, c.as_of);
  c.claims = MakeClaims(knowledge, facts, combination.code, c.as_of);
  c.law = GermanByLaw(knowledge, combination, c.as_of);
}

Case MakeCase(const OracleKnowledge& knowledge, const DayFacts& facts,
              const Combination& combination, Date as_of) {
  const Vacancy& vacancy = *combination.vacancy;
  Case result;
  result.as_of = as_of;
  Recode(knowledge, facts, combination, result);
  result.has = facts.german;
  result.stated = vacancy.german.levels;
  if (vacancy.german.strength == RequirementStrength::kByLaw) {
    for (const auto& level : result.stated) result.stated_by_law |= level.has_value();
  }
  result.speaks = SpeaksWorkingLanguage(*facts.undated, vacancy);
  result.items = MakeItems(facts, vacancy);
  result.minutes = MinutesTo(facts, combination);
  result.home = facts.home;
  result.work = combination.district;
  if (result.home && result.work) {
    result.relation = Relate(knowledge, *result.home, *result.work);
    if (!result.minutes) result.minutes = MinutesBetween(knowledge, *result.home, *result.work);
  }
  result.times_free = vacancy.shifts && vacancy.shifts->empty();
  if (vacancy.shifts && !vacancy.shifts->empty() && facts.windows) {
    result.inside = ShareInside(*vacancy.shifts, *facts.windows);
  }
  result.person_hours = facts.hours;
  result.vacancy_hours = vacancy.hours;
  result.available_from = facts.undated->available_from;
  result.start = vacancy.start;
  result.support = vacancy.support;
  return result;
}

}  // namespace passung::oracle
