#include "engine/index/mentee_index.h"

#include <algorithm>
#include <numeric>

#include "engine/vocabulary/day_facts.h"

namespace passung {
namespace {

template <class T>
void SortUnique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::vector<OccupationCode> ClaimedBy(const MenteeFacts& facts) {
  std::vector<OccupationCode> occupations;
  for (const Qualification& qualification : facts.qualifications) {
    occupations.push_back(qualification.occupation);
    for (const Recognition& recognition : qualification.recognitions) {
      if (recognition.reference) occupations.push_back(*recognition.reference);
    }
  }
  for (const Experience& experience : facts.experiences) {
    occupations.push_back(experience.occupation);
  }
  for (const Wish& wish : facts.wishes) occupations.push_back(wish.occupation);
  SortUnique(occupations);
  return occupations;
}

bool HoldsAlways(const Validity& valid) { return !valid.from && !valid.until; }

std::vector<MenteeIndex::Home> HomesOf(const MenteeFacts& facts) {
  std::vector<MenteeIndex::Home> homes;
  bool always = false;
  for (const Home& home : facts.homes) {
    homes.emplace_back(home.district);
    always = always || HoldsAlways(home.valid);
  }
  if (!always) homes.emplace_back(std::nullopt);
  SortUnique(homes);
  return homes;
}

MenteeIndex::Languages LanguagesOf(const MenteeFacts& facts) {
  MenteeIndex::Languages languages{.others = facts.other_languages};
  for (const GermanFact& fact : facts.german) {
    languages.always = languages.always && HoldsAlways(fact.valid);
    for (size_t skill = 0; skill < languages.german.size(); ++skill) {
      languages.german[skill] = std::max(languages.german[skill], fact.levels[skill]);
    }
  }
  return languages;
}

MenteeIndex::Claims ClaimsOf(const MenteeFacts& facts) {
  MenteeIndex::Claims claims;
  const auto add = [&](ClaimKind kind) {
    claims.kinds = static_cast<uint8_t>(claims.kinds | 1U << Index(kind));
  };
  for (const Qualification& qualification : facts.qualifications) {
    add(ClaimKind::kQualification);
    const int level = LevelOf(qualification);
    claims.qualified |= MenteeIndex::QualifiedBit(level, std::nullopt);
    for (const Recognition& recognition : qualification.recognitions) {
      claims.qualified |=
          MenteeIndex::QualifiedBit(level, StatusOf(recognition.outcome, recognition.step));
    }
  }
  for (const Experience& experience : facts.experiences) add(KindOfExperience(experience.months));
  if (!facts.wishes.empty()) add(ClaimKind::kWish);
  return claims;
}

// Different values and their numbers, in the order of first use.
template <class T>
class Numbers {
 public:
  explicit Numbers(std::vector<T>& values) : values_(values) {}
  uint32_t Of(const T& value) {
    const auto [at, is_new] = numbers_.try_emplace(value, static_cast<uint32_t>(values_.size()));
    if (is_new) values_.push_back(value);
    return at->second;
  }

 private:
  std::vector<T>& values_;
  std::map<T, uint32_t> numbers_;
};

template <class T>
size_t PositionOf(const std::vector<T>& sorted, const T& value) {
  return static_cast<size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) -
                             sorted.begin());
}

void AddTravelTimes(const MenteeFacts& facts, uint32_t slot,
                    std::map<std::string, std::vector<MenteeIndex::Traveller>, std::less<>>& to) {
  for (const TravelTime& time : facts.travel_times) {
    std::vector<MenteeIndex::Traveller>& travellers = to[time.postal_code];
    if (travellers.empty() || travellers.back().slot != slot) {
      travellers.push_back({slot, time.minutes});
    }
    travellers.back().minutes = std::min(travellers.back().minutes, time.minutes);
  }
}

}  // namespace

MenteeIndex::MenteeIndex(const RecordStore<Mentee>& mentees) {
  const uint32_t count = mentees.base_size();
  Numbers<Languages> languages(languages_);
  Numbers<Claims> claims(claims_);
  entry_of_.resize(count);
  for (uint32_t slot = 0; slot < count; ++slot) {
    const MenteeFacts& facts = mentees[slot].facts;
    for (const OccupationCode code : ClaimedBy(facts)) occupations_.push_back(code);
    for (const Home& home : HomesOf(facts)) homes_.push_back(home);
    AddTravelTimes(facts, slot, travellers_);
    entry_of_[slot] = {slot, languages.Of(LanguagesOf(facts)), claims.Of(ClaimsOf(facts))};
    // Not to hold every claim of every mentee at once.
    if (slot % 4096 == 0) SortUnique(occupations_);
    if (slot % 4096 == 0) SortUnique(homes_);
  }
  SortUnique(occupations_);
  SortUnique(homes_);
  MakeGroups(mentees);
}

// A counting sort of everybody's entries.
void MenteeIndex::MakeGroups(const RecordStore<Mentee>& mentees) {
  const auto count = static_cast<uint32_t>(entry_of_.size());
  claimed_begin_.push_back(0);
  for (uint32_t slot = 0; slot < count; ++slot) {
    for (const OccupationCode code : ClaimedBy(mentees[slot].facts)) {
      claimed_.push_back(static_cast<uint32_t>(PositionOf(occupations_, code)));
    }
    claimed_begin_.push_back(static_cast<uint32_t>(claimed_.size()));
  }
  const auto for_each_group = [&](uint32_t slot, auto&& visit) {
    for (const Home& home : HomesOf(mentees[slot].facts)) {
      const size_t at = PositionOf(homes_, home);
      visit(occupations_.size() * homes_.size() + at);
      for (const size_t occupation : OccupationsOf(slot)) visit(occupation * homes_.size() + at);
    }
  };
  begin_.resize((occupations_.size() + 1) * homes_.size() + 1);
  for (uint32_t slot = 0; slot < count; ++slot) {
    for_each_group(slot, [&](size_t group) { ++begin_[group + 1]; });
  }
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  entries_.resize(begin_.back());
  std::vector<uint32_t> next = begin_;
  for (uint32_t slot = 0; slot < count; ++slot) {
    for_each_group(slot, [&](size_t group) { entries_[next[group]++] = entry_of_[slot]; });
  }
}

}  // namespace passung
