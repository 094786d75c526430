#include "engine/index/mentee_parts.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/base/sort_unique.h"
#include "engine/codec/encoder.h"
#include "engine/vocabulary/day_parts.h"

namespace passung {
namespace {

template <class T>
bool NoneIsDated(const std::vector<T>& entries) {
  return std::none_of(entries.begin(), entries.end(),
                      [](const T& entry) { return entry.valid.from || entry.valid.until; });
}

constexpr int32_t kEver = std::numeric_limits<int32_t>::min();

template <class T>
void AddDates(const std::vector<T>& entries, std::vector<Date>& dates) {
  for (const T& entry : entries) AddEventDates(entry.valid, Date::FromDays(kEver), dates);
}

// Calls `visit(from, day)` for all time before the first of these dates and then from each on, with a
// day of that time.
template <class F>
void ForEachTime(std::vector<Date> dates, F&& visit) {
  base::SortUnique(dates);
  visit(kEver, dates.empty() ? Date() : dates.front().PlusDays(-1));
  for (const Date date : dates) visit(date.days(), date);
}

// Where in a district a home lies is nobody's business here.
void PutHomes(const std::vector<Home>& homes, codec::Encoder& encoder) {
  for (const Home& home : homes) {
    encoder.Put(home.district);
    encoder.Put(home.valid);
  }
}

void PutQualifications(const MenteeFacts& facts, codec::Encoder& encoder) {
  for (const Qualification& of : facts.qualifications) {
    encoder.Put(of.occupation);
    encoder.Put(of.dqr_level);
    encoder.Put(of.recognitions);
    encoder.Put(of.valid);
  }
  encoder.Put(!facts.experiences.empty() || !facts.wishes.empty());
}

// A part as bytes, without what nobody judges by. Equal ones are equal parts.
std::string BytesOf(const Mentee& mentee, MenteePart part) {
  const MenteeFacts& facts = mentee.facts;
  codec::Encoder encoder;
  switch (part) {
    case MenteePart::kHome:
      PutHomes(facts.homes, encoder);
      break;
    case MenteePart::kGerman:
      for (const GermanFact& fact : facts.german) {
        encoder.Put(fact.levels);
        encoder.Put(fact.valid);
      }
      break;
    case MenteePart::kLanguages:
      encoder.Put(facts.other_languages);
      break;
    case MenteePart::kHours:
      encoder.Put(facts.hours);
      break;
    case MenteePart::kStart:
      encoder.Put(facts.available_from);
      break;
    case MenteePart::kSchool:
      encoder.Put(facts.schools);
      break;
    case MenteePart::kLicences:
      encoder.Put(facts.licences);
      break;
    case MenteePart::kQualifications:
      PutQualifications(facts, encoder);
      break;
    case MenteePart::kExclusions:
      encoder.Put(facts.exclusions);
      break;
    case MenteePart::kMovement:
      encoder.Put(facts.movement_limits);
      break;
    case MenteePart::kObligations:
      encoder.Put(mentee.residence.obligations);
      PutHomes(facts.homes, encoder);
      break;
  }
  return std::move(encoder).Finish();
}

bool IsUndated(const Mentee& mentee, MenteePart part) {
  const MenteeFacts& facts = mentee.facts;
  switch (part) {
    case MenteePart::kHome:
      return NoneIsDated(facts.homes);
    case MenteePart::kGerman:
      return NoneIsDated(facts.german);
    case MenteePart::kHours:
      return NoneIsDated(facts.hours);
    case MenteePart::kSchool:
      return NoneIsDated(facts.schools);
    case MenteePart::kLicences:
      return !facts.licences || NoneIsDated(*facts.licences);
    case MenteePart::kQualifications:
      return NoneIsDated(facts.qualifications) &&
             std::all_of(facts.qualifications.begin(), facts.qualifications.end(),
                         [](const Qualification& of) { return NoneIsDated(of.recognitions); });
    case MenteePart::kMovement:
      return NoneIsDated(facts.movement_limits);
    case MenteePart::kObligations:
      return NoneIsDated(mentee.residence.obligations) && NoneIsDated(facts.homes);
    case MenteePart::kLanguages:
    case MenteePart::kStart:
    case MenteePart::kExclusions:
      return true;
  }
  return false;
}

}  // namespace

uint32_t MenteeParts::Number(const Mentee& mentee, MenteePart part) {
  std::vector<const Mentee*>& parts = parts_[Index(part)];
  const auto [at, is_new] =
      numbers_[Index(part)].try_emplace(BytesOf(mentee, part), static_cast<uint32_t>(parts.size()));
  if (!is_new) return at->second;
  parts.push_back(&mentee);
  steady_[Index(part)].push_back(IsUndated(mentee, part));
  const MenteeFacts& facts = mentee.facts;
  if (part == MenteePart::kGerman) AddGerman(facts.german);
  if (part == MenteePart::kQualifications) AddQualifications(facts);
  if (part == MenteePart::kHours) AddHours(facts.hours);
  if (part == MenteePart::kHome) AddHome(facts.homes);
  if (part == MenteePart::kStart) available_from_.push_back(facts.available_from);
  return at->second;
}

void MenteeParts::AddGerman(const std::vector<GermanFact>& facts) {
  std::vector<Date> dates;
  AddDates(facts, dates);
  std::vector<uint32_t> ever;
  ForEachTime(std::move(dates), [&](int32_t from, Date day) {
    DayFacts then;
    ResolveGerman(facts, day, then);
    german_.push_back({from, LevelsKey(then.german)});
    ever.push_back(german_.back().key);
  });
  german_begin_.push_back(static_cast<uint32_t>(german_.size()));
  base::SortUnique(ever);
  const auto [at, is_new] = numbers_of_ever_.try_emplace(ever, static_cast<uint32_t>(ever_.size()));
  if (is_new) ever_.push_back(std::move(ever));
  german_ever_.push_back(at->second);
}

void MenteeParts::AddQualifications(const MenteeFacts& facts) {
  std::vector<Date> dates;
  AddDates(facts.qualifications, dates);
  for (const Qualification& of : facts.qualifications) AddDates(of.recognitions, dates);
  ForEachTime(std::move(dates), [&](int32_t from, Date day) {
    DayFacts then;
    ResolveClaims(facts, day, then);
    qualifications_.push_back({from, static_cast<uint32_t>(qualified_.size()),
                               static_cast<uint32_t>(then.qualifications.size())});
    qualified_.insert(qualified_.end(), then.qualifications.begin(), then.qualifications.end());
  });
  qualifications_begin_.push_back(static_cast<uint32_t>(qualifications_.size()));
  claims_known_.push_back(!facts.qualifications.empty() || !facts.experiences.empty() ||
                          !facts.wishes.empty());
}

void MenteeParts::AddHours(const std::vector<HoursFact>& facts) {
  DayFacts then;
  ResolveHours(facts, then.day, then);
  hours_.push_back({then.hours, then.windows});
}

void MenteeParts::AddHome(const std::vector<Home>& homes) {
  const Home* home = LatestOn(homes, Date());
  if (home != nullptr) home = first_in_.try_emplace(home->district.number(), home).first->second;
  homes_.push_back(home);
}

}  // namespace passung
