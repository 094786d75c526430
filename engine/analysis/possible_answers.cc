#include "engine/analysis/possible_answers.h"

#include <algorithm>
#include <set>
#include <utility>

#include "passung/residence.h"

namespace passung {
namespace {

constexpr int32_t kDayMinutes = 1440;
constexpr int32_t kMostHours = 48;
constexpr int32_t kWeeks = 104;
constexpr int32_t kLongExperience = 36;
constexpr int kYearOfMonths = 12;

template <class T>
std::vector<T> Listed(const std::set<T>& values) {
  return {values.begin(), values.end()};
}

std::vector<bool> LiveCodes(const VacancyRows& rows, ColumnId column) {
  std::vector<bool> live(rows.columns.dictionaries.size(column));
  for (uint32_t slot = 0; slot < rows.slots; ++slot) {
    if (!rows.IsLive(slot)) continue;
    const uint32_t end = rows.columns.first_row[slot + 1];
    for (uint32_t row = rows.columns.first_row[slot]; row < end; ++row) {
      live[rows.columns.CodeAt(column, row)] = true;
    }
  }
  return live;
}

// Calls `visit` with each key that some live row has.
template <class Key, class F>
void ForEachLiveKey(const VacancyRows& rows, ColumnId column, const Dictionary<Key>& dictionary,
                    F&& visit) {
  const std::vector<bool> live = LiveCodes(rows, column);
  for (uint32_t code = 0; code < live.size(); ++code) {
    if (live[code]) visit(dictionary[code]);
  }
}

// Where a procedure stands for each status there is.
struct Stage {
  std::optional<RecognitionOutcome> outcome;
  std::optional<RecognitionStep> step;
};
constexpr Stage kStages[] = {
    {RecognitionOutcome::kOpen, {}},
    {{}, RecognitionStep::kNotFiled},
    {RecognitionOutcome::kWithdrawn, {}},
    {RecognitionOutcome::kNegative, {}},
    {{}, RecognitionStep::kFiled},
    {{}, RecognitionStep::kFileComplete},
    {RecognitionOutcome::kCompensation, {}},
    {RecognitionOutcome::kPartial, {}},
    {{}, RecognitionStep::kMeasureRunning},
    {RecognitionOutcome::kPartialAccess, {}},
    {RecognitionOutcome::kComparable, {}},
    {{}, RecognitionStep::kPermitPending},
    {{}, RecognitionStep::kTemporaryPermit},
    {RecognitionOutcome::kFull, RecognitionStep::kPermitGranted},
    {RecognitionOutcome::kGerman, {}},
};

std::vector<TimeWindow> Daily(int32_t first_day, int32_t last_day, int32_t from, int32_t to) {
  std::vector<TimeWindow> windows;
  for (int32_t day = first_day; day <= last_day; ++day) windows.push_back({day, from, to});
  return windows;
}

// Mornings, daytime, late shift, weekend, any time.
std::vector<std::vector<TimeWindow>> UsualWindows() {
  constexpr int32_t kHour = 60;
  return {Daily(0, 4, 8 * kHour, 13 * kHour), Daily(0, 4, 6 * kHour, 18 * kHour),
          Daily(0, 4, 14 * kHour, 22 * kHour), Daily(5, 6, 6 * kHour, 22 * kHour),
          Daily(0, 6, 0, kDayMinutes)};
}

class Answers {
 public:
  Answers(const Mentee& mentee, const Person& person, const MarketTerms& terms,
          std::span<const std::string> named_skills)
      : mentee_(mentee),
        today_(person.today),
        terms_(terms),
        named_skills_(named_skills),
        from_today_{.from = today_.day, .until = std::nullopt} {}

  std::vector<OpenFact> OpenFacts() {
    AddResidence();
    if (!today_.claims_known()) Add(UnknownFact::kClaims, &Answers::VisitClaims);
    AddRecognitions();
    AddGerman();
    if (today_.home == nullptr) Add(UnknownFact::kHome, &Answers::VisitHomes);
    if (!today_.school || !today_.school_years) Add(UnknownFact::kSchool, &Answers::VisitSchools);
    if (!today_.licences_known) Add(UnknownFact::kLicences, &Answers::VisitLicences);
    if (!today_.track) Add(UnknownFact::kTrack, &Answers::VisitTracks);
    if (!today_.windows) Add(UnknownFact::kWindows, &Answers::VisitWindows);
    if (!today_.hours) Add(UnknownFact::kHours, &Answers::VisitHours);
    if (!today_.has_car) Add(UnknownFact::kCar, &Answers::VisitCars);
    if (today_.movement_limit == nullptr) Add(UnknownFact::kMovement, &Answers::VisitMovement);
    if (LatestOn(mentee_.residence.obligations, today_.day) == nullptr) {
      Add(UnknownFact::kObligation, &Answers::VisitObligations);
    }
    if (!today_.skills_known) Add(UnknownFact::kSkills, &Answers::VisitSkills);
    if (!today_.available_from) Add(UnknownFact::kFirstDay, &Answers::VisitFirstDays);
    return std::move(facts_);
  }

 private:
  using Visitor = OpenFact::Visitor;
  using Visit = void (Answers::*)(const Visitor&) const;

  void Add(UnknownFact fact, Visit visit) {
    facts_.push_back({fact, std::nullopt, [answers = *this, visit](const Visitor& visitor) {
                        (answers.*visit)(visitor);
                      }});
  }

  // Tries the mentee changed by each of the values; false once the visitor has had enough.
  template <class Values, class F>
  bool Try(const Visitor& visitor, const Values& values, F&& change) const {
    for (const auto& value : values) {
      Mentee answered = mentee_;
      change(answered, value);
      if (!visitor(answered)) return false;
    }
    return true;
  }

  void AddResidence() {
    const ResidenceFact* title = LatestOn(mentee_.residence.titles, today_.day);
    const bool is_known = title != nullptr && (title->status || title->note);
    if (!is_known) Add(UnknownFact::kResidence, &Answers::VisitTitles);
  }
  void VisitTitles(const Visitor& visitor) const {
    std::vector<ResidenceFact> titles;
    for (size_t i = 0; i < EnumCount<ResidenceStatus>(); ++i) {
      titles.push_back({.status = static_cast<ResidenceStatus>(i)});
    }
    for (size_t i = 0; i < EnumCount<AccessNote>(); ++i) {
      titles.push_back({.note = static_cast<AccessNote>(i)});
    }
    Try(visitor, titles, [&](Mentee& answered, ResidenceFact title) {
      title.housing = Housing::kMunicipality;
      title.access_bar = AccessBar::kNone;
      title.stay_since = today_.day.PlusMonths(-kYearOfMonths);
      title.valid = from_today_;
      answered.residence.titles.push_back(title);
    });
  }

  void VisitClaims(const Visitor& visitor) const {
    for (const OccupationCode code : terms_.occupations) {
      Mentee qualified = mentee_;
      qualified.facts.qualifications.push_back(
          {.occupation = code,
           .recognitions = {{.step = RecognitionStep::kNotFiled, .valid = from_today_}},
           .valid = from_today_});
      Mentee experienced = mentee_;
      experienced.facts.experiences.push_back({code, kLongExperience, from_today_});
      Mentee wishing = mentee_;
      wishing.facts.wishes.push_back({code, from_today_});
      if (!visitor(qualified) || !visitor(experienced) || !visitor(wishing)) return;
    }
  }

  void AddRecognitions() {
    const auto& all = mentee_.facts.qualifications;
    size_t held = 0;
    for (size_t i = 0; i < all.size(); ++i) {
      if (!all[i].valid.Holds(today_.day)) continue;
      if (today_.qualifications[held++].status) continue;
      facts_.push_back(
          {UnknownFact::kRecognition, static_cast<int32_t>(i),
           [answers = *this, i](const Visitor& visitor) { answers.VisitStages(visitor, i); }});
    }
  }
  void VisitStages(const Visitor& visitor, size_t qualification) const {
    Try(visitor, kStages, [&](Mentee& answered, const Stage& stage) {
      Qualification& of = answered.facts.qualifications[qualification];
      const Recognition* now = LatestOn(of.recognitions, today_.day);
      Recognition then{.outcome = stage.outcome, .step = stage.step, .valid = from_today_};
      if (now != nullptr) then.reference = now->reference;
      of.recognitions.push_back(then);
    });
  }

  void AddGerman() {
    const bool is_known = std::all_of(today_.german.begin(), today_.german.end(),
                                      [](const auto& level) { return level.has_value(); });
    if (!is_known) Add(UnknownFact::kGerman, &Answers::VisitGerman);
  }
  void VisitGerman(const Visitor& visitor) const {
    std::vector<LanguageLevel> levels;
    for (size_t i = 0; i < EnumCount<LanguageLevel>(); ++i) {
      levels.push_back(static_cast<LanguageLevel>(i));
    }
    Try(visitor, levels, [&](Mentee& answered, LanguageLevel level) {
      GermanFact fact{.valid = from_today_};
      for (size_t s = 0; s < fact.levels.size(); ++s) {
        if (!today_.german[s]) fact.levels[s] = level;
      }
      answered.facts.german.push_back(fact);
    });
  }

  void VisitHomes(const Visitor& visitor) const {
    Try(visitor, terms_.districts, [&](Mentee& answered, DistrictCode district) {
      answered.facts.homes.push_back({.district = district, .valid = from_today_});
    });
  }

  void VisitSchools(const Visitor& visitor) const {
    std::vector<SchoolFact> facts;
    for (size_t i = 0; !today_.school && i < EnumCount<SchoolCertificate>(); ++i) {
      facts.push_back({.certificate = static_cast<SchoolCertificate>(i), .valid = from_today_});
    }
    if (!today_.school_years) {
      facts.push_back({.years = 0, .valid = from_today_});
      for (const int32_t years : terms_.school_years) {
        facts.push_back({.years = years, .valid = from_today_});
      }
    }
    Try(visitor, facts,
        [](Mentee& answered, const SchoolFact& fact) { answered.facts.schools.push_back(fact); });
  }

  void VisitLicences(const Visitor& visitor) const {
    std::vector<std::vector<LicenceFact>> sets = {{}};
    std::vector<LicenceFact> all;
    for (size_t i = 0; i < EnumCount<LicenceKind>(); ++i) {
      const LicenceFact fact{.kind = static_cast<LicenceKind>(i)};
      sets.push_back({fact});
      all.push_back(fact);
    }
    sets.push_back(all);
    Try(visitor, sets, [](Mentee& answered, const auto& set) { answered.facts.licences = set; });
  }

  void VisitTracks(const Visitor& visitor) const {
    Try(visitor, std::array{Track::kTraining, Track::kEmployment},
        [](Mentee& answered, Track track) { answered.facts.track = track; });
  }

  void AddHours(Mentee& answered, HoursFact fact) const {
    const HoursFact* now = LatestOn(mentee_.facts.hours, today_.day);
    if (now != nullptr && !fact.hours) fact.hours = now->hours;
    if (now != nullptr && !fact.windows) fact.windows = now->windows;
    fact.valid = from_today_;
    answered.facts.hours.push_back(std::move(fact));
  }
  void VisitWindows(const Visitor& visitor) const {
    Try(visitor, UsualWindows(), [&](Mentee& answered, const std::vector<TimeWindow>& windows) {
      AddHours(answered, {.windows = windows});
    });
  }
  void VisitHours(const Visitor& visitor) const {
    std::vector<WeeklyHours> all = {{1, kMostHours}};
    for (int32_t hours = 1; hours <= kMostHours; ++hours) all.push_back({hours, hours});
    Try(visitor, all,
        [&](Mentee& answered, const WeeklyHours& hours) { AddHours(answered, {.hours = hours}); });
  }

  void VisitCars(const Visitor& visitor) const {
    Try(visitor, std::array{true, false},
        [](Mentee& answered, bool has_car) { answered.facts.has_car = has_car; });
  }

  // No limit, or what an office limits to: the district of the home or its Land; without a home, any Land.
  std::vector<AreaLimit> Limits() const {
    std::set<AreaCode> areas;
    const auto add = [&](const std::string& text) {
      if (const auto area = AreaCode::Parse(text); area.ok()) areas.insert(*area);
    };
    const auto add_land = [&](DistrictCode district) { add(district.ToString().substr(0, 2)); };
    if (today_.home != nullptr) {
      add(today_.home->district.ToString());
      add_land(today_.home->district);
    } else {
      for (const DistrictCode district : terms_.districts) add_land(district);
    }
    std::vector<AreaLimit> limits = {{.limited = false, .valid = from_today_}};
    for (const AreaCode area : areas) {
      limits.push_back({.limited = true, .area = area, .valid = from_today_});
    }
    return limits;
  }
  void VisitMovement(const Visitor& visitor) const {
    Try(visitor, Limits(), [](Mentee& answered, const AreaLimit& limit) {
      answered.facts.movement_limits.push_back(limit);
    });
  }
  void VisitObligations(const Visitor& visitor) const {
    Try(visitor, Limits(), [](Mentee& answered, const AreaLimit& limit) {
      answered.residence.obligations.push_back(limit);
    });
  }

  // None, all that the market names, and each one alone that the first vacancies name.
  void VisitSkills(const Visitor& visitor) const {
    std::vector<std::vector<SkillFact>> sets = {{}};
    std::vector<SkillFact> all;
    for (const std::string& id : terms_.skills) all.push_back({.id = id});
    sets.push_back(std::move(all));
    for (const std::string& id : named_skills_) sets.push_back({{.id = id}});
    Try(visitor, sets, [](Mentee& answered, const auto& set) { answered.facts.skills = set; });
  }

  void VisitFirstDays(const Visitor& visitor) const {
    std::vector<Date> days;
    for (int32_t week = 0; week <= kWeeks; ++week) days.push_back(today_.day.PlusDays(7 * week));
    Try(visitor, days, [](Mentee& answered, Date day) { answered.facts.available_from = day; });
  }

  const Mentee& mentee_;
  const DayFacts& today_;
  const MarketTerms& terms_;
  std::span<const std::string> named_skills_;
  Validity from_today_;
  std::vector<OpenFact> facts_;
};

}  // namespace

MarketTerms MarketTerms::Of(const VacancyRows& rows) {
  const Dictionaries& dictionaries = rows.columns.dictionaries;
  std::set<OccupationCode> occupations;
  std::set<DistrictCode> districts;
  std::set<int32_t> years;
  std::set<std::string> skills;
  const auto add_years = [&](const std::optional<SchoolItem>& item) {
    if (item && item->or_years) years.insert(*item->or_years);
  };
  ForEachLiveKey(rows, ColumnId::kJob, dictionaries.job, [&](const JobKey& key) {
    if (key.code) occupations.insert(*key.code);
  });
  ForEachLiveKey(rows, ColumnId::kPlace, dictionaries.place, [&](const PlaceKey& key) {
    if (key.district) districts.insert(*key.district);
  });
  ForEachLiveKey(rows, ColumnId::kSchool, dictionaries.school,
                 [&](const SchoolKey& key) { add_years(key.by_law); });
  ForEachLiveKey(rows, ColumnId::kSkills, dictionaries.skills, [&](const SkillsKey& key) {
    add_years(key.school);
    for (const SkillItem& item : key.skills) {
      skills.insert(std::string(dictionaries.skill_ids[item.number]));
    }
  });
  return {Listed(occupations), Listed(districts), Listed(years), Listed(skills)};
}

std::vector<OpenFact> OpenFactsOf(const Mentee& mentee, const Person& person,
                                  const MarketTerms& terms,
                                  std::span<const std::string> named_skills) {
  return Answers(mentee, person, terms, named_skills).OpenFacts();
}

}  // namespace passung
