#include "engine/index/row_writer.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/prefetch.h"
#include "engine/base/sort_unique.h"
#include "engine/index/prefetch_list.h"
#include "engine/vocabulary/day_facts.h"

namespace passung {
namespace {

// Vacancies of which what they ask for of memory is under way at the same time.
constexpr uint32_t kTogether = 16;

constexpr int32_t kFirstBusMinute = 6 * 60;
constexpr int32_t kLastBusMinute = 22 * 60;
constexpr int32_t kNightEndMinute = 6 * 60;
constexpr int32_t kNightBeginMinute = 23 * 60;
constexpr int32_t kObligationHours = 15;  // § 12a (1) AufenthG
constexpr int32_t kSideJobHours = 20;     // §§ 16a to 16g AufenthG

bool IsWork(std::optional<VacancyKind> kind) {
  return !kind || *kind == VacancyKind::kJob || *kind == VacancyKind::kMinijob;
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

void FillConditions(const Vacancy& vacancy, const HoursKey& hours,
                    std::array<Known, 5>& conditions) {
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
}

void FillSupport(const Vacancy& vacancy, SupportKey& key) {
  key.items.reset();
  if (!vacancy.support) return;
  uint32_t items = 0;
  for (const SupportItem item : *vacancy.support) items |= 1U << Index(item);
  key.items = items;
}

void FillDay(const std::optional<Date>& date, std::optional<int32_t>& day) {
  day.reset();
  if (date) day = date->days();
}

void FillOpen(const Vacancy& vacancy, OpenKey& key) {
  FillDay(vacancy.open_from, key.open_from_day);
  FillDay(vacancy.apply_until, key.apply_until_day);
  key.closed = vacancy.closed;
}

void FillSchool(const Vacancy& vacancy, const SkillsKey& skills, SchoolKey& key) {
  key.by_law.reset();
  const bool is_by_law = vacancy.school && vacancy.school->strength == RequirementStrength::kByLaw;
  if (is_by_law) key.by_law = skills.school;
}

// What its occupations share.
void FillAccess(const Vacancy& vacancy, bool is_work, AccessKey& key) {
  key.kind = vacancy.kind;
  key.agency = is_work ? KnownOf(vacancy.temporary_agency) : Known::kNo;
  key.helper = Known::kNo;
  key.over_twenty = Known::kNo;
  if (!is_work) return;
  key.over_twenty = !vacancy.hours
                        ? Known::kUnknown
                        : KnownOf(std::optional<bool>(vacancy.hours->min > kSideJobHours));
}

uint32_t LicencesByLaw(const Vacancy& vacancy) {
  uint32_t licences = 0;
  for (const LicenceRequirement& licence : vacancy.licences) {
    if (licence.strength == RequirementStrength::kByLaw) licences |= LicenceBit(licence.kind);
  }
  return licences;
}

void FillHours(const Vacancy& vacancy, HoursKey& key) {
  key.hours = vacancy.hours;
  key.shifts.reset();
  if (vacancy.shifts) key.shifts = MergeWindows(*vacancy.shifts);
}

void FillSkills(const Vacancy& vacancy, Dictionary<std::string>& skill_ids, SkillsKey& key) {
  key.skills.clear();
  for (const SkillRequirement& skill : vacancy.skills) {
    key.skills.push_back({skill_ids.Code(skill.id), IsRequired(skill.strength)});
  }
  base::SortUnique(key.skills);
  key.school.reset();
  if (vacancy.school) {
    key.school = SchoolItem{vacancy.school->certificate, IsRequired(vacancy.school->strength),
                            vacancy.school->or_years};
  }
  key.licences.clear();
  for (const LicenceRequirement& licence : vacancy.licences) {
    if (licence.strength == RequirementStrength::kByLaw) continue;
    key.licences.emplace_back(licence.kind, IsRequired(licence.strength));
  }
  std::sort(key.licences.begin(), key.licences.end());
}

// Asks the processor for what rows read beside the record itself.
void FetchForRows(const Vacancy& vacancy) {
  PrefetchList(vacancy.occupations);
  PrefetchList(vacancy.places);
  PrefetchList(vacancy.skills);
  if (vacancy.support) PrefetchList(*vacancy.support);
  if (vacancy.shifts) PrefetchList(*vacancy.shifts);
}

bool HasRows(const Vacancy& vacancy) { return vacancy.kind != VacancyKind::kSelfEmployed; }

const std::vector<Place>& PlacesOf(const Vacancy& vacancy) {
  static const auto* const unknown = new std::vector<Place>(1);
  return vacancy.places.empty() ? *unknown : vacancy.places;
}

}  // namespace

const std::vector<VacancyOccupation>& RowWriter::OccupationsOf(const Vacancy& vacancy) {
  static const auto* const unknown = new std::vector<VacancyOccupation>(1);
  return vacancy.occupations.empty() ? *unknown : vacancy.occupations;
}

JobKey RowWriter::JobOf(const Vacancy& vacancy, const VacancyOccupation& occupation) {
  const Column column = ColumnOf(vacancy.kind, RequirementLevelOf(occupation));
  return {occupation.code, column, vacancy.kind == VacancyKind::kAdaptation};
}

uint32_t RowWriter::Append(const Vacancy& vacancy) {
  Start(vacancy);
  return Complete();
}

void RowWriter::Start(const Vacancy& vacancy) {
  drafts_.resize(std::max<size_t>(1, drafts_.size()));
  Draft& draft = drafts_.front();
  Begin(vacancy, draft);
  const Dictionaries& d = columns_.dictionaries;
  d.skills.Prefetch(draft.skills_hash);
  d.employer_ids.Prefetch(draft.employer_hash);
}

uint32_t RowWriter::Complete() {
  // Both are waited for at the same time.
  const Draft& draft = drafts_.front();
  const Dictionaries& d = columns_.dictionaries;
  d.skills.PrefetchValue(draft.skills_hash);
  d.employer_ids.PrefetchValue(draft.employer_hash);
  return Finish(draft);
}

void RowWriter::Append(const RecordStore<Vacancy>& vacancies, uint32_t first, uint32_t last) {
  drafts_.resize(kTogether);
  const Dictionaries& d = columns_.dictionaries;
  for (; first < last; first += kTogether) {
    const auto drafts = std::span(drafts_).first(std::min(kTogether, last - first));
    // The records of those after the next ones, and what the next ones' point to.
    const auto slot_ahead = [&](uint32_t count) {
      return std::min(last, first + count * kTogether);
    };
    for (uint32_t slot = slot_ahead(2); slot < slot_ahead(3); ++slot) {
      base::PrefetchBytes(&vacancies[slot], sizeof(Vacancy));
    }
    for (uint32_t slot = slot_ahead(1); slot < slot_ahead(2); ++slot) FetchForRows(vacancies[slot]);
    for (uint32_t i = 0; i < drafts.size(); ++i) {
      Begin(vacancies[first + i], drafts[i]);
      d.skills.Prefetch(drafts[i].skills_hash);
      d.employer_ids.Prefetch(drafts[i].employer_hash);
    }
    for (const Draft& draft : drafts) {
      d.skills.PrefetchValue(draft.skills_hash);
      d.employer_ids.PrefetchValue(draft.employer_hash);
    }
    for (const Draft& draft : drafts) {
      const SkillsKey* const like = d.skills.FirstCompared(draft.skills_hash);
      if (like != nullptr) base::Prefetch(like->skills.data());
    }
    for (Draft& draft : drafts) Finish(draft);
  }
}

void RowWriter::Begin(const Vacancy& vacancy, Draft& draft) {
  Dictionaries& d = columns_.dictionaries;
  draft.vacancy = &vacancy;
  draft.employer_hash = d.employer_ids.HashOf(vacancy.employer.value);
  if (!HasRows(vacancy)) return;
  FillSkills(vacancy, d.skill_ids, draft.skills);
  draft.skills_hash = d.skills.HashOf(draft.skills);
}

uint32_t RowWriter::Finish(const Draft& draft) {
  const Vacancy& vacancy = *draft.vacancy;
  if (columns_.first_row.empty()) columns_.first_row.Append(0U);
  const uint32_t before = columns_.row_count();
  if (HasRows(vacancy)) {
    SetVacancy(draft);
    SetPlaces(vacancy);
    for (const VacancyOccupation& occupation : OccupationsOf(vacancy)) {
      SetOccupation(vacancy, occupation);
      AppendAtAllPlaces(vacancy, occupation);
    }
  }
  columns_.first_row.Append(columns_.row_count());
  columns_.employer.Append(
      columns_.dictionaries.employer_ids.Code(draft.employer_hash, vacancy.employer.value));
  return columns_.row_count() - before;
}

// What its occupations and places share.
void RowWriter::SetVacancy(const Draft& draft) {
  const Vacancy& vacancy = *draft.vacancy;
  Dictionaries& d = columns_.dictionaries;
  FillHours(vacancy, hours_);
  odd_hours_ = HasOddHours(vacancy, hours_);
  is_work_ = IsWork(vacancy.kind);
  FillSupport(vacancy, support_);
  FillSchool(vacancy, draft.skills, school_);
  FillOpen(vacancy, open_);
  FillAccess(vacancy, is_work_, access_);
  FillConditions(vacancy, hours_, exclusion_.conditions);
  FillDay(vacancy.start, start_.start_day);
  track_.kind = vacancy.kind;
  track_.unpaid = vacancy.paid == false;
  licence_.by_law = is_work_ ? LicencesByLaw(vacancy) : 0;
  language_.stated = vacancy.german.levels;
  language_.strength = NoneStated(language_.stated) ? LanguageKey().strength  //
                                                    : vacancy.german.strength;
  language_.working_languages = vacancy.working_languages;
  base::SortUnique(language_.working_languages);
  Set(ColumnId::kSkills, d.skills.Code(draft.skills_hash, draft.skills));
  Set(ColumnId::kHours,
      hours_.shifts ? d.hours.Code(hours_) : CodeOf(ColumnId::kHours, d.hours, hours_));
  Set(ColumnId::kSupport, CodeOf(ColumnId::kSupport, d.support, support_));
  Set(ColumnId::kSchool, CodeOf(ColumnId::kSchool, d.school, school_));
  Set(ColumnId::kOpen, CodeOf(ColumnId::kOpen, d.open, open_));
}

void RowWriter::SetPlaces(const Vacancy& vacancy) {
  Dictionaries& d = columns_.dictionaries;
  ObligationKey obligation{.training = ClassOf(vacancy.kind) == KindClass::kTraining};
  if (vacancy.hours) {
    obligation.fifteen_hours = vacancy.hours->max >= kObligationHours ? Known::kYes : Known::kNo;
  }
  places_.clear();
  for (const Place& place : PlacesOf(vacancy)) {
    const uint64_t bits = PlaceKey::BitsOf(place.district, place.postal_code);
    const auto key = [&] { return PlaceKey{place.district, place.postal_code}; };
    obligation.district = place.district;
    places_.push_back(
        {.place = memory_.Get(ColumnId::kPlace, bits, [&] { return d.place.Code(key()); }),
         .reach = memory_.Get(ColumnId::kReach, ReachKey::BitsOf(bits, odd_hours_),
                              [&] {
                                return d.reach.Code({key(), odd_hours_});
                              }),
         .obligation = CodeOf(ColumnId::kObligation, d.obligation, obligation)});
  }
}

void RowWriter::SetOccupation(const Vacancy& vacancy, const VacancyOccupation& occupation) {
  Dictionaries& d = columns_.dictionaries;
  const int level = RequirementLevelOf(occupation);
  const Column column = ColumnOf(vacancy.kind, level);
  track_.job.code = occupation.code;
  track_.job.column = column;
  track_.job.adaptation = vacancy.kind == VacancyKind::kAdaptation;
  Set(ColumnId::kJob, CodeOf(ColumnId::kJob, d.job, track_.job));
  Set(ColumnId::kTrack, CodeOf(ColumnId::kTrack, d.track, track_));
  SetLanguage(occupation, column);
  SetAccessAndLicence(vacancy, occupation, level);
  exclusion_.code = occupation.code;
  Set(ColumnId::kExclusion, CodeOf(ColumnId::kExclusion, d.exclusion, exclusion_));
  start_.training = column == Column::kTraining;
  Set(ColumnId::kStart, CodeOf(ColumnId::kStart, d.start, start_));
}

void RowWriter::SetLanguage(const VacancyOccupation& occupation, Column column) {
  Dictionary<LanguageKey>& dictionary = columns_.dictionaries.language;
  // The column decides only what is usual where a level is not stated.
  language_.column = AllStated(language_.stated) ? LanguageKey().column : column;
  language_.law_code = std::nullopt;
  if (is_work_ && occupation.code) {
    language_.law_code = knowledge_.regulated().LikeInGerman(*occupation.code);
  }
  Set(ColumnId::kLanguage, language_.working_languages.empty()
                               ? CodeOf(ColumnId::kLanguage, dictionary, language_)
                               : dictionary.Code(language_));
}

void RowWriter::SetAccessAndLicence(const Vacancy& vacancy, const VacancyOccupation& occupation,
                                    int level) {
  Dictionaries& d = columns_.dictionaries;
  if (is_work_) {
    access_.helper = level == 0 ? Known::kUnknown : KnownOf(std::optional<bool>(level == 1));
  }
  Set(ColumnId::kAccess, CodeOf(ColumnId::kAccess, d.access, access_));
  licence_.guard_code.reset();
  licence_.security_firm = Known::kUnknown;
  if (is_work_ && occupation.code && HasGuardRow(knowledge_.regulated(), *occupation.code)) {
    licence_.guard_code = occupation.code;
    licence_.security_firm = KnownOf(vacancy.security_firm);
  }
  Set(ColumnId::kLicence, CodeOf(ColumnId::kLicence, d.licence, licence_));
}

void RowWriter::AppendAtAllPlaces(const Vacancy& vacancy, const VacancyOccupation& occupation) {
  Dictionaries& d = columns_.dictionaries;
  RegulatedKey regulated{.kind = ClassOf(vacancy.kind), .code_known = occupation.code.has_value()};
  if (occupation.code && !knowledge_.regulated().RowsOf(*occupation.code).empty()) {
    regulated.code = occupation.code;
  }
  const std::vector<Place>& places = PlacesOf(vacancy);
  for (size_t i = 0; i < places.size(); ++i) {
    if (regulated.code) regulated.land = places[i].district ? places[i].district->land() : 0;
    Set(ColumnId::kRegulated, CodeOf(ColumnId::kRegulated, d.regulated, regulated));
    Set(ColumnId::kPlace, places_[i].place);
    Set(ColumnId::kReach, places_[i].reach);
    Set(ColumnId::kObligation, places_[i].obligation);
    columns_.AppendRow(row_);
  }
}

uint32_t AppendRows(const Vacancy& vacancy, const KnowledgeImpl& knowledge, Columns& columns) {
  return RowWriter(knowledge, columns, CodeMemory()).Append(vacancy);
}

}  // namespace passung
