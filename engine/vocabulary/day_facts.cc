#include "engine/vocabulary/day_facts.h"

#include <algorithm>
#include <iterator>

#include "engine/base/sort_unique.h"
#include "engine/vocabulary/day_parts.h"

namespace passung {
namespace {

// DQR levels are EQF levels; the link to requirement levels is that of engine/SCORING.md.
int LevelOfDqr(int32_t dqr) {
  if (dqr <= 2) return 1;
  if (dqr <= 4) return 2;
  if (dqr <= 6) return 3;
  return 4;
}

constexpr int32_t kMonths36 = 36;
constexpr int32_t kMonths12 = 12;

DayFacts::Qualified Resolve(const Qualification& qualification, Date day) {
  DayFacts::Qualified result;
  result.occupation = qualification.occupation;
  result.reference = qualification.occupation;
  result.level = LevelOf(qualification);
  if (const Recognition* recognition = LatestOn(qualification.recognitions, day)) {
    result.reference = recognition->reference.value_or(qualification.occupation);
    result.status = StatusOf(recognition->outcome, recognition->step);
  }
  return result;
}

void ResolveSkills(const MenteeFacts& facts, Date day, DayFacts& result) {
  if (!facts.skills) return;
  result.skills_known = true;
  for (const SkillFact& fact : *facts.skills) {
    if (fact.valid.Holds(day)) result.skills.push_back(fact.id);
  }
  std::sort(result.skills.begin(), result.skills.end());
}

template <class T>
void AddAll(const std::vector<T>& entries, Date after, std::vector<Date>& dates) {
  for (const T& entry : entries) AddEventDates(entry.valid, after, dates);
}

}  // namespace

LicenceSet ImpliedLicences(LicenceKind kind) {
  using K = LicenceKind;
  const auto set = [](auto... kinds) { return (LicenceBit(kinds) | ...); };
  switch (kind) {
    case K::kDrivingA:
      return set(kind, K::kDrivingAM);
    case K::kDrivingB:
      return set(kind, K::kDrivingAM, K::kDrivingL);
    case K::kDrivingT:
      return set(kind, K::kDrivingL, K::kDrivingAM);
    case K::kDrivingBE:
    case K::kDrivingC1:
    case K::kDrivingD1:
      return set(kind) | ImpliedLicences(K::kDrivingB);
    case K::kDrivingC1E:
      return set(kind, K::kDrivingC1, K::kDrivingBE) | ImpliedLicences(K::kDrivingB);
    case K::kDrivingC:
      return set(kind) | ImpliedLicences(K::kDrivingC1);
    case K::kDrivingCE:
      return set(kind) | ImpliedLicences(K::kDrivingC) | ImpliedLicences(K::kDrivingC1E);
    case K::kDrivingD:
      return set(kind) | ImpliedLicences(K::kDrivingD1);
    case K::kDrivingD1E:
      return set(kind, K::kDrivingD1, K::kDrivingBE) | ImpliedLicences(K::kDrivingB);
    case K::kDrivingDE:
      return set(kind) | ImpliedLicences(K::kDrivingD) | ImpliedLicences(K::kDrivingD1E);
    default:
      return set(kind);
  }
}

std::optional<int32_t> DayFacts::MinutesTo(absl::string_view postal_code) const {
  if (travel_minutes.empty() || postal_code.empty()) return std::nullopt;
  const uint32_t place = PostalNumber(postal_code);
  // Halves without a branch: nobody could guess which way to go.
  const Minutes* at = travel_minutes.data();
  for (size_t left = travel_minutes.size(); left > 1;) {
    const size_t half = left / 2;
    at += at[half].place <= place ? half : 0;
    left -= half;
  }
  if (at->place != place) return std::nullopt;
  return at->minutes;
}

const std::string* DayFacts::Speaks(const std::vector<std::string>& languages) const {
  // Most differ in their first letter, which is at hand.
  const auto is = [](const std::string& language) {
    return [&language](const std::string& spoken) {
      return spoken.front() == language.front() && spoken == language;
    };
  };
  for (const std::string& language : languages) {
    if (std::any_of(other_languages->begin(), other_languages->end(), is(language))) {
      return &language;
    }
  }
  return nullptr;
}

Met MetBySchool(const DayFacts& facts, SchoolCertificate certificate,
                std::optional<int32_t> or_years) {
  if (facts.school && *facts.school >= certificate) return Met::kYes;
  if (or_years && facts.school_years && *facts.school_years >= *or_years) return Met::kYes;
  const bool years_open = or_years && !facts.school_years;
  return !facts.school || years_open ? Met::kUndecided : Met::kNo;
}

ClaimKind KindOfExperience(int32_t months) {
  if (months >= kMonths36) return ClaimKind::kExperience36;
  if (months >= kMonths12) return ClaimKind::kExperience12;
  return ClaimKind::kExperience0;
}

int LevelOf(const Qualification& qualification) {
  const int level = qualification.occupation.requirement_level();
  return qualification.dqr_level ? std::max(level, LevelOfDqr(*qualification.dqr_level)) : level;
}

void ResolveClaims(const MenteeFacts& facts, Date day, DayFacts& result) {
  for (const Qualification& qualification : facts.qualifications) {
    if (!qualification.valid.Holds(day)) continue;
    result.qualifications.push_back(Resolve(qualification, day));
    result.claims.push_back({qualification.occupation, ClaimKind::kQualification, 0});
  }
  for (const Experience& experience : facts.experiences) {
    if (!experience.valid.Holds(day)) continue;
    result.claims.push_back(
        {experience.occupation, KindOfExperience(experience.months), experience.months});
  }
  for (const Wish& wish : facts.wishes) {
    if (wish.valid.Holds(day)) result.claims.push_back({wish.occupation, ClaimKind::kWish, 0});
  }
}

// An absent optional compares below every value, so the best stated value is the maximum.
void ResolveGerman(const std::vector<GermanFact>& facts, Date day, DayFacts& result) {
  for (const GermanFact& fact : facts) {
    if (!fact.valid.Holds(day)) continue;
    for (size_t i = 0; i < result.german.size(); ++i) {
      result.german[i] = std::max(result.german[i], fact.levels[i]);
    }
  }
}

void ResolveSchools(const std::vector<SchoolFact>& facts, Date day, DayFacts& result) {
  for (const SchoolFact& fact : facts) {
    if (!fact.valid.Holds(day)) continue;
    result.school = std::max(result.school, fact.certificate);
    result.school_years = std::max(result.school_years, fact.years);
  }
}

void ResolveLicences(const std::optional<std::vector<LicenceFact>>& facts, Date day,
                     DayFacts& result) {
  if (!facts) return;
  result.licences_known = true;
  LicenceSet planned = 0;
  for (const LicenceFact& fact : *facts) {
    const LicenceSet implied = ImpliedLicences(fact.kind);
    if (fact.valid.Holds(day)) result.licences_held |= implied;
    if (fact.valid.until && *fact.valid.until < day) result.licences_past |= implied;
    if (fact.valid.from && *fact.valid.from > day) planned |= implied;
  }
  // What comes back is missing for now, not lost.
  result.licences_past &= ~(result.licences_held | planned);
}

void ResolveTravelTimes(const std::vector<TravelTime>& facts, Date day, DayFacts& result) {
  auto& minutes = result.travel_minutes;
  for (const TravelTime& fact : facts) {
    if (fact.valid.Holds(day)) minutes.push_back({PostalNumber(fact.postal_code), fact.minutes});
  }
  std::sort(minutes.begin(), minutes.end());
  minutes.erase(std::unique(minutes.begin(), minutes.end(),
                            [](const DayFacts::Minutes& a, const DayFacts::Minutes& b) {
                              return a.place == b.place;
                            }),
                minutes.end());
}

void ResolveHours(const std::vector<HoursFact>& facts, Date day, DayFacts& result) {
  const HoursFact* fact = LatestOn(facts, day);
  if (fact == nullptr) return;
  result.hours = fact->hours;
  if (fact->windows) result.windows = MergeWindows(*fact->windows);
}

DayFacts ResolveFacts(const MenteeFacts& facts, const Residence& residence,
                      const std::vector<Job>& jobs, Date day) {
  DayFacts result;
  result.day = day;
  ResolveClaims(facts, day, result);
  ResolveGerman(facts.german, day, result);
  ResolveSchools(facts.schools, day, result);
  ResolveLicences(facts.licences, day, result);
  ResolveSkills(facts, day, result);
  ResolveTravelTimes(facts.travel_times, day, result);
  result.home = LatestOn(facts.homes, day);
  ResolveHours(facts.hours, day, result);
  result.other_languages = &facts.other_languages;
  result.has_car = facts.has_car;
  result.max_travel_minutes = facts.max_travel_minutes;
  result.available_from = facts.available_from;
  result.track = facts.track;
  result.exclusions = &facts.exclusions;
  result.movement_limit = LatestOn(facts.movement_limits, day);
  result.job = LatestOn(jobs, day);
  result.ever_has_job = !jobs.empty();
  result.residence = &residence;
  return result;
}

void AddEventDates(const Validity& valid, Date after, std::vector<Date>& dates) {
  if (valid.from && *valid.from > after) dates.push_back(*valid.from);
  if (valid.until && valid.until->PlusDays(1) > after) dates.push_back(valid.until->PlusDays(1));
}

std::vector<Date> EventDates(const MenteeFacts& facts, const std::vector<Job>& jobs, Date after) {
  std::vector<Date> dates;
  AddAll(facts.homes, after, dates);
  AddAll(facts.qualifications, after, dates);
  for (const Qualification& qualification : facts.qualifications) {
    AddAll(qualification.recognitions, after, dates);
  }
  AddAll(facts.experiences, after, dates);
  AddAll(facts.wishes, after, dates);
  AddAll(facts.german, after, dates);
  AddAll(facts.schools, after, dates);
  if (facts.licences) AddAll(*facts.licences, after, dates);
  if (facts.skills) AddAll(*facts.skills, after, dates);
  AddAll(facts.travel_times, after, dates);
  AddAll(facts.hours, after, dates);
  AddAll(facts.movement_limits, after, dates);
  AddAll(jobs, after, dates);
  base::SortUnique(dates);
  return dates;
}

std::vector<TimeWindow> MergeWindows(std::vector<TimeWindow> windows) {
  std::sort(windows.begin(), windows.end());
  auto end = windows.begin();  // of those merged
  for (const TimeWindow& window : windows) {
    if (end != windows.begin() && std::prev(end)->weekday == window.weekday &&
        window.from_minute <= std::prev(end)->to_minute) {
      std::prev(end)->to_minute = std::max(std::prev(end)->to_minute, window.to_minute);
    } else {
      *end++ = window;
    }
  }
  windows.erase(end, windows.end());
  return windows;
}

int32_t TotalMinutes(const std::vector<TimeWindow>& merged) {
  int32_t total = 0;
  for (const TimeWindow& window : merged) total += window.to_minute - window.from_minute;
  return total;
}

int32_t MinutesInside(const std::vector<TimeWindow>& merged,
                      const std::vector<TimeWindow>& inside) {
  int32_t total = 0;
  for (const TimeWindow& a : merged) {
    for (const TimeWindow& b : inside) {
      if (a.weekday != b.weekday) continue;
      total +=
          std::max(0, std::min(a.to_minute, b.to_minute) - std::max(a.from_minute, b.from_minute));
    }
  }
  return total;
}

}  // namespace passung
