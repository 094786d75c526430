#include "engine/index/columns.h"

#include <algorithm>

#include "engine/base/sort_unique.h"
#include "engine/vocabulary/day_facts.h"

namespace passung {
namespace {

constexpr int32_t kFirstBusMinute = 6 * 60;
constexpr int32_t kLastBusMinute = 22 * 60;
constexpr int32_t kNightEndMinute = 6 * 60;
constexpr int32_t kNightBeginMinute = 23 * 60;
constexpr int32_t kObligationHours = 15;  // § 12a (1) AufenthG
constexpr int32_t kSideJobHours = 20;     // §§ 16a to 16g AufenthG
constexpr int kDefaultWorkLevel = 2;

bool IsWork(std::optional<VacancyKind> kind) {
  return !kind || *kind == VacancyKind::kJob || *kind == VacancyKind::kMinijob;
}

bool HasLawRow(const RegulatedOccupations& regulated, OccupationCode code) {
  for (const int32_t row : regulated.RowsOf(code)) {
    if (regulated.rows()[static_cast<size_t>(row)].german_by_law) return true;
  }
  return false;
}

bool HasGuardRow(const RegulatedOccupations& regulated, OccupationCode code) {
  for (const int32_t row : regulated.RowsOf(code)) {
    if (regulated.rows()[static_cast<size_t>(row)].certificate == LicenceKind::kGuardInstruction) {
      return true;
    }
  }
  return false;
}

bool IsRequired(RequirementStrength strength) {
  return strength == RequirementStrength::kByLaw || strength == RequirementStrength::kRequired;
}

bool AllStated(const SkillLevels& levels) {
  return std::all_of(levels.begin(), levels.end(), [](const auto& l) { return l.has_value(); });
}

bool NoneStated(const SkillLevels& levels) {
  return std::none_of(levels.begin(), levels.end(), [](const auto& l) { return l.has_value(); });
}

// The facts of a vacancy that its occupations and places share, worked out once per vacancy.
struct Shared {
  HoursKey hours;
  SkillsKey skills;
  SchoolKey school;
  uint32_t licences_by_law = 0;
  std::vector<std::string> working_languages;
  std::array<Known, 5> conditions{};
  bool odd_hours = false;
  Known fifteen_hours = Known::kUnknown;
};

SkillsKey MakeSkillsKey(const Vacancy& vacancy, Dictionary<std::string>& skill_ids) {
  SkillsKey key;
  for (const SkillRequirement& skill : vacancy.skills) {
    key.skills.push_back({skill_ids.Code(skill.id), IsRequired(skill.strength)});
  }
  base::SortUnique(key.skills);
  if (vacancy.school) {
    key.school = SchoolItem{vacancy.school->certificate, IsRequired(vacancy.school->strength),
                            vacancy.school->or_years};
  }
  for (const LicenceRequirement& licence : vacancy.licences) {
    if (licence.strength == RequirementStrength::kByLaw) continue;
    key.licences.emplace_back(licence.kind, IsRequired(licence.strength));
  }
  std::sort(key.licences.begin(), key.licences.end());
  return key;
}

bool HasOddHours(const Vacancy& vacancy, const HoursKey& hours) {
  if (!hours.shifts || hours.shifts->empty()) return vacancy.shift_work == true;
  return std::any_of(hours.shifts->begin(), hours.shifts->end(), [](const TimeWindow& shift) {
    return shift.from_minute < kFirstBusMinute || shift.to_minute > kLastBusMinute;
  });
}

// Whether some shift lies at times that `matches`; unknown times count as such unless the vacancy
// says that there is no shift work at all.
template <class Predicate>
Known AtTimes(const Vacancy& vacancy, const HoursKey& hours, Predicate matches) {
  if (hours.shifts && !hours.shifts->empty()) {
    return std::any_of(hours.shifts->begin(), hours.shifts->end(), matches) ? Known::kYes
                                                                            : Known::kNo;
  }
  return vacancy.shift_work == false ? Known::kNo : Known::kUnknown;
}

std::array<Known, 5> MakeConditions(const Vacancy& vacancy, const HoursKey& hours) {
  std::array<Known, 5> conditions{};
  conditions[Index(Condition::kTemporaryAgency)] = KnownOf(vacancy.temporary_agency);
  conditions[Index(Condition::kShiftWork)] = KnownOf(vacancy.shift_work);
  conditions[Index(Condition::kNightWork)] = AtTimes(vacancy, hours, [](const TimeWindow& shift) {
    return shift.from_minute < kNightEndMinute || shift.to_minute > kNightBeginMinute;
  });
  conditions[Index(Condition::kWeekendWork)] =
      AtTimes(vacancy, hours, [](const TimeWindow& shift) { return shift.weekday >= 5; });
  conditions[Index(Condition::kMinijob)] =
      !vacancy.kind ? Known::kUnknown
                    : KnownOf(std::optional<bool>(*vacancy.kind == VacancyKind::kMinijob));
  return conditions;
}

Shared MakeShared(const Vacancy& vacancy, Dictionary<std::string>& skill_ids) {
  Shared shared;
  shared.hours.hours = vacancy.hours;
  if (vacancy.shifts) shared.hours.shifts = MergeWindows(*vacancy.shifts);
  shared.skills = MakeSkillsKey(vacancy, skill_ids);
  if (vacancy.school && vacancy.school->strength == RequirementStrength::kByLaw) {
    shared.school.by_law = shared.skills.school;
  }
  for (const LicenceRequirement& licence : vacancy.licences) {
    if (licence.strength == RequirementStrength::kByLaw) {
      shared.licences_by_law |= LicenceBit(licence.kind);
    }
  }
  shared.working_languages = vacancy.working_languages;
  base::SortUnique(shared.working_languages);
  shared.conditions = MakeConditions(vacancy, shared.hours);
  shared.odd_hours = HasOddHours(vacancy, shared.hours);
  if (vacancy.hours) {
    shared.fifteen_hours = vacancy.hours->max >= kObligationHours ? Known::kYes : Known::kNo;
  }
  return shared;
}

SupportKey MakeSupportKey(const Vacancy& vacancy) {
  if (!vacancy.support) return {};
  uint32_t items = 0;
  for (const SupportItem item : *vacancy.support) items |= 1U << Index(item);
  return {items};
}

OpenKey MakeOpenKey(const Vacancy& vacancy) {
  OpenKey key;
  if (vacancy.open_from) key.open_from_day = vacancy.open_from->days();
  if (vacancy.apply_until) key.apply_until_day = vacancy.apply_until->days();
  key.closed = vacancy.closed;
  return key;
}

// Adds rows to the columns. What a vacancy, an occupation, a place decides alone is coded once.
class RowWriter {
 public:
  RowWriter(const Vacancy& vacancy, const KnowledgeImpl& knowledge, Columns& columns)
      : vacancy_(vacancy),
        knowledge_(knowledge),
        columns_(columns),
        shared_(MakeShared(vacancy, columns.dictionaries.skill_ids)) {
    Dictionaries& d = columns_.dictionaries;
    Set(ColumnId::kSkills, d.skills.Code(shared_.skills));
    Set(ColumnId::kHours, d.hours.Code(shared_.hours));
    Set(ColumnId::kSupport, d.support.Code(MakeSupportKey(vacancy_)));
    Set(ColumnId::kSchool, d.school.Code(shared_.school));
    Set(ColumnId::kOpen, d.open.Code(MakeOpenKey(vacancy_)));
  }

  // Rows of all occupations at all places, of which each has at least one. Returns their number.
  uint32_t Write(const std::vector<VacancyOccupation>& occupations,
                 const std::vector<Place>& places) {
    Dictionaries& d = columns_.dictionaries;
    struct PlaceCodes {
      uint32_t place;
      uint32_t reach;
    };
    std::vector<PlaceCodes> codes;
    codes.reserve(places.size());
    for (const Place& place : places) {
      const PlaceKey key{place.district, place.postal_code};
      codes.push_back({d.place.Code(key), d.reach.Code({key, shared_.odd_hours})});
    }
    for (const VacancyOccupation& occupation : occupations) {
      SetOccupation(occupation);
      for (size_t i = 0; i < places.size(); ++i) {
        Set(ColumnId::kPlace, codes[i].place);
        Set(ColumnId::kReach, codes[i].reach);
        SetBoth(occupation, places[i]);
        columns_.AppendRow(row_);
      }
    }
    return static_cast<uint32_t>(occupations.size() * places.size());
  }

 private:
  void Set(ColumnId column, uint32_t code) { row_[Index(column)] = code; }

  void SetOccupation(const VacancyOccupation& occupation) {
    Dictionaries& d = columns_.dictionaries;
    const int level = RequirementLevelOf(occupation);
    const Column column = ColumnOf(vacancy_.kind, level);
    const bool training = column == Column::kTraining;
    const JobKey job{occupation.code, column, vacancy_.kind == VacancyKind::kAdaptation};
    Set(ColumnId::kJob, d.job.Code(job));
    Set(ColumnId::kTrack, d.track.Code({vacancy_.kind, job, vacancy_.paid == false}));
    Set(ColumnId::kLanguage, d.language.Code(Language(occupation, column)));
    Set(ColumnId::kAccess, d.access.Code(Access(level)));
    Set(ColumnId::kLicence, d.licence.Code(Licences(occupation)));
    Set(ColumnId::kExclusion, d.exclusion.Code({occupation.code, shared_.conditions}));
    StartKey start{std::nullopt, training};
    if (vacancy_.start) start.start_day = vacancy_.start->days();
    Set(ColumnId::kStart, d.start.Code(start));
  }

  void SetBoth(const VacancyOccupation& occupation, const Place& place) {
    Dictionaries& d = columns_.dictionaries;
    const KindClass kind = ClassOf(vacancy_.kind);
    RegulatedKey regulated{.kind = kind, .code_known = occupation.code.has_value()};
    if (occupation.code && !knowledge_.regulated().RowsOf(*occupation.code).empty()) {
      regulated.code = occupation.code;
      regulated.land = place.district ? place.district->land() : 0;
    }
    Set(ColumnId::kRegulated, d.regulated.Code(regulated));
    Set(ColumnId::kObligation,
        d.obligation.Code({place.district, kind == KindClass::kTraining, shared_.fifteen_hours}));
  }

  LanguageKey Language(const VacancyOccupation& occupation, Column column) const {
    LanguageKey key;
    key.stated = vacancy_.german.levels;
    if (!NoneStated(key.stated)) key.strength = vacancy_.german.strength;
    key.working_languages = shared_.working_languages;
    // The column decides only what is usual where a level is not stated.
    if (!AllStated(key.stated)) key.column = column;
    if (IsWork(vacancy_.kind) && occupation.code &&
        HasLawRow(knowledge_.regulated(), *occupation.code)) {
      key.law_code = occupation.code;
    }
    return key;
  }

  AccessKey Access(int level) const {
    AccessKey key{vacancy_.kind, Known::kNo, Known::kNo, Known::kNo};
    if (!IsWork(vacancy_.kind)) return key;
    key.agency = KnownOf(vacancy_.temporary_agency);
    key.over_twenty = !vacancy_.hours
                          ? Known::kUnknown
                          : KnownOf(std::optional<bool>(vacancy_.hours->min > kSideJobHours));
    key.helper = level == 0 ? Known::kUnknown : KnownOf(std::optional<bool>(level == 1));
    return key;
  }

  LicenceKey Licences(const VacancyOccupation& occupation) const {
    LicenceKey key;
    if (!IsWork(vacancy_.kind)) return key;
    key.by_law = shared_.licences_by_law;
    if (occupation.code && HasGuardRow(knowledge_.regulated(), *occupation.code)) {
      key.guard_code = occupation.code;
      key.security_firm = KnownOf(vacancy_.security_firm);
    }
    return key;
  }

  const Vacancy& vacancy_;
  const KnowledgeImpl& knowledge_;
  Columns& columns_;
  const Shared shared_;
  CodeTuple row_{};  // the one being made
};

}  // namespace

uint32_t Dictionaries::size(ColumnId column) const {
  switch (column) {
    case ColumnId::kJob:
      return job.size();
    case ColumnId::kLanguage:
      return language.size();
    case ColumnId::kSkills:
      return skills.size();
    case ColumnId::kPlace:
      return place.size();
    case ColumnId::kReach:
      return reach.size();
    case ColumnId::kHours:
      return hours.size();
    case ColumnId::kStart:
      return start.size();
    case ColumnId::kSupport:
      return support.size();
    case ColumnId::kAccess:
      return access.size();
    case ColumnId::kRegulated:
      return regulated.size();
    case ColumnId::kSchool:
      return school.size();
    case ColumnId::kLicence:
      return licence.size();
    case ColumnId::kTrack:
      return track.size();
    case ColumnId::kObligation:
      return obligation.size();
    case ColumnId::kExclusion:
      return exclusion.size();
    case ColumnId::kOpen:
      return open.size();
  }
  return 0;
}

void Dictionaries::ForgetReaders() {
  const auto forget = [](auto&... all) { (all.ForgetReaders(), ...); };
  forget(job, language, skills, place, reach, hours, start, support, access, regulated, school,
         licence, track, obligation, exclusion, open, skill_ids, employer_ids);
}

std::vector<uint32_t> Columns::CodesOf(ColumnId column) const {
  std::vector<uint32_t> codes;
  codes.reserve(row_count());
  ForEachRun(0, row_count(), [&](const Run& run) {
    run.ForEachCode(column, [&](uint32_t, uint32_t code) { codes.push_back(code); });
  });
  return codes;
}

void Columns::AppendRow(const CodeTuple& codes) {
  LowCodes low;
  uint32_t seen = has_high_.bits();
  for (size_t i = 0; i < codes.size(); ++i) {
    low[i] = static_cast<uint16_t>(codes[i]);
    seen |= uint32_t{codes[i] >> kLowBits != 0} << i;
  }
  for (uint32_t left = seen; left != 0; left &= left - 1) {
    const auto i = static_cast<size_t>(std::countr_zero(left));
    base::StableVector<uint8_t>& high = high_[i];
    while (high.size() < row_count()) high.Append(uint8_t{0});
    high.Append(static_cast<uint8_t>(codes[i] >> kLowBits));
  }
  has_high_.Set(seen);
  low_.Append(low);
}

bool IsFull(const Dictionaries& dictionaries) {
  static const auto* const nothing = new Dictionaries;
  return !HaveRoomFor(*nothing, dictionaries);
}

bool HaveRoomFor(const Dictionaries& part, const Dictionaries& whole) {
  // A vacancy brings fewer new codes than this to a column, and so do representatives of bins.
  constexpr uint32_t kMostNew = 4096;
  for (int i = 0; i < kColumnIdCount; ++i) {
    const auto column = static_cast<ColumnId>(i);
    if (part.size(column) + whole.size(column) > Columns::kLargestCode - kMostNew) return false;
  }
  return true;
}

uint32_t AppendRows(const Vacancy& vacancy, const KnowledgeImpl& knowledge, Columns& columns) {
  if (columns.first_row.empty()) columns.first_row.Append(0U);
  uint32_t count = 0;
  if (vacancy.kind != VacancyKind::kSelfEmployed) {
    static const auto* const unknown_occupation = new std::vector<VacancyOccupation>(1);
    static const auto* const unknown_place = new std::vector<Place>(1);
    RowWriter writer(vacancy, knowledge, columns);
    count = writer.Write(vacancy.occupations.empty() ? *unknown_occupation : vacancy.occupations,
                         vacancy.places.empty() ? *unknown_place : vacancy.places);
  }
  columns.first_row.Append(columns.row_count());
  columns.employer.Append(columns.dictionaries.employer_ids.Code(vacancy.employer.value));
  return count;
}

Combination CombinationOf(const Vacancy& vacancy, uint32_t nth_row) {
  const auto places = static_cast<uint32_t>(std::max<size_t>(1, vacancy.places.size()));
  return {static_cast<int32_t>(nth_row / places), static_cast<int32_t>(nth_row % places)};
}

Column ColumnOf(std::optional<VacancyKind> kind, int level) {
  switch (ClassOf(kind)) {
    case KindClass::kTraining:
      return Column::kTraining;
    case KindClass::kBridge:
      return Column::kBridge;
    default:
      return static_cast<Column>((level == 0 ? kDefaultWorkLevel : level) - 1);
  }
}

KindClass ClassOf(std::optional<VacancyKind> kind) {
  if (!kind) return KindClass::kUnknown;
  switch (*kind) {
    case VacancyKind::kTrainingDual:
    case VacancyKind::kTrainingSchool:
    case VacancyKind::kRetraining:
      return KindClass::kTraining;
    case VacancyKind::kEntryQualification:
    case VacancyKind::kInternship:
    case VacancyKind::kAdaptation:
    case VacancyKind::kPartQualification:
      return KindClass::kBridge;
    default:
      return KindClass::kWork;
  }
}

int RequirementLevelOf(const VacancyOccupation& occupation) {
  if (occupation.activity_level) return *occupation.activity_level;
  return occupation.code ? occupation.code->requirement_level() : 0;
}

}  // namespace passung
