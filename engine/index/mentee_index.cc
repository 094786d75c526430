#include "engine/index/mentee_index.h"

#include <algorithm>
#include <numeric>

#include "engine/base/sort_unique.h"
#include "engine/vocabulary/day_facts.h"

namespace passung {
namespace {

bool HoldsAlways(const Validity& valid) { return !valid.from && !valid.until; }

template <class T>
bool AllHoldAlways(const std::vector<T>& entries) {
  return std::all_of(entries.begin(), entries.end(),
                     [](const T& entry) { return HoldsAlways(entry.valid); });
}

bool HasUndatedClaims(const MenteeFacts& facts) {
  return AllHoldAlways(facts.qualifications) && AllHoldAlways(facts.experiences) &&
         AllHoldAlways(facts.wishes);
}

// Whether claims and skills are the same on every day.
bool IsRegular(const MenteeFacts& facts) {
  return HasUndatedClaims(facts) && (!facts.skills || AllHoldAlways(*facts.skills)) &&
         std::all_of(facts.qualifications.begin(), facts.qualifications.end(),
                     [](const Qualification& of) { return AllHoldAlways(of.recognitions); });
}

std::vector<MenteeIndex::Home> HomesOf(const MenteeFacts& facts) {
  std::vector<MenteeIndex::Home> homes;
  bool always = false;
  for (const Home& home : facts.homes) {
    homes.emplace_back(home.district);
    always = always || HoldsAlways(home.valid);
  }
  if (!always) homes.emplace_back(std::nullopt);
  base::SortUnique(homes);
  return homes;
}

template <class F>
void ForEachOccupation(const Qualification& qualification, F&& visit) {
  visit(qualification.occupation);
  for (const Recognition& recognition : qualification.recognitions) {
    if (recognition.reference) visit(*recognition.reference);
  }
}

// Calls `visit(occupation, kind)` for everything that may be claimed on some day.
template <class F>
void ForEachClaim(const MenteeFacts& facts, F&& visit) {
  for (const Qualification& of : facts.qualifications) {
    visit(of.occupation, ClaimKind::kQualification);
  }
  for (const Experience& of : facts.experiences) {
    visit(of.occupation, KindOfExperience(of.months));
  }
  for (const Wish& of : facts.wishes) visit(of.occupation, ClaimKind::kWish);
}

bool HasQualificationBeside(const MenteeFacts& facts, OccupationCode occupation) {
  bool beside = false;
  for (const Qualification& of : facts.qualifications) {
    ForEachOccupation(of, [&](OccupationCode code) { beside = beside || code != occupation; });
  }
  return beside;
}

uint64_t QualifiedOf(const MenteeFacts& facts) {
  uint64_t qualified = 0;
  for (const Qualification& of : facts.qualifications) {
    const int level = LevelOf(of);
    if (of.recognitions.empty() || !AllHoldAlways(of.recognitions)) {
      qualified |= MenteeIndex::QualifiedBit(level, std::nullopt);
    }
    for (const Recognition& recognition : of.recognitions) {
      qualified |=
          MenteeIndex::QualifiedBit(level, StatusOf(recognition.outcome, recognition.step));
    }
  }
  return qualified;
}

template <class T>
size_t PositionOf(const std::vector<T>& sorted, const T& value) {
  return static_cast<size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) -
                             sorted.begin());
}

}  // namespace

MenteeIndex::MenteeIndex(const RecordStore<Mentee>& mentees) {
  CollectCodes(mentees);
  MakeCards(mentees);
  MakeGroups(mentees);
  parts_.Close();
}

void MenteeIndex::CollectCodes(const RecordStore<Mentee>& mentees) {
  for (uint32_t slot = 0; slot < mentees.base_size(); ++slot) {
    const MenteeFacts& facts = mentees[slot].facts;
    for (const Qualification& of : facts.qualifications) {
      ForEachOccupation(of, [&](OccupationCode code) { occupations_.push_back(code); });
    }
    ForEachClaim(facts, [&](OccupationCode code, ClaimKind) { occupations_.push_back(code); });
    for (const Home& home : HomesOf(facts)) homes_.push_back(home);
    // Not to hold every claim of every mentee at once.
    if (slot % 4096 == 0) base::SortUnique(occupations_);
    if (slot % 4096 == 0) base::SortUnique(homes_);
  }
  base::SortUnique(occupations_);
  base::SortUnique(homes_);
}

void MenteeIndex::MakeCards(const RecordStore<Mentee>& mentees) {
  absl::flat_hash_map<uint64_t, uint32_t> numbers;
  cards_.resize(mentees.base_size() + 1);
  for (uint32_t slot = 0; slot < mentees.base_size(); ++slot) {
    const Mentee& mentee = mentees[slot];
    Card& card = cards_[slot];
    for (size_t part = 0; part < kMenteePartCount; ++part) {
      card.parts[part] = parts_.Number(mentee, static_cast<MenteePart>(part));
    }
    const auto [at, is_new] =
        numbers.try_emplace(QualifiedOf(mentee.facts), static_cast<uint32_t>(qualified_.size()));
    if (is_new) qualified_.push_back(at->first);
    qualified_of_.push_back(at->second);
    card.first_claim = static_cast<uint32_t>(claims_.size());
    card.first_skill = static_cast<uint32_t>(skills_.size());
    card.regular = IsRegular(mentee.facts);
    card.skills_known = mentee.facts.skills.has_value();
    card.travels = !mentee.facts.travel_times.empty();
    if (card.regular) ListClaimsAndSkills(mentee);
  }
  cards_.back().first_claim = static_cast<uint32_t>(claims_.size());
  cards_.back().first_skill = static_cast<uint32_t>(skills_.size());
}

// What is so on any day is so on this one.
void MenteeIndex::ListClaimsAndSkills(const Mentee& mentee) {
  const DayFacts facts = ResolveFacts(mentee.facts, mentee.residence, Date());
  const auto position = [this](OccupationCode code) {
    return static_cast<uint16_t>(PositionOf(occupations_, code));
  };
  for (size_t i = 0; i < facts.claims.size(); ++i) {
    Claim claim{.occupation = position(facts.claims[i].occupation), .kind = facts.claims[i].kind};
    if (i < facts.qualifications.size()) {  // they come first
      const DayFacts::Qualified& qualified = facts.qualifications[i];
      claim.reference = position(qualified.reference);
      claim.level = static_cast<int8_t>(qualified.level);
      if (qualified.status) claim.status = static_cast<uint8_t>(Index(*qualified.status) + 1);
    }
    claims_.push_back(claim);
  }
  for (const absl::string_view id : facts.skills)
    skills_.push_back(skill_ids_.Code(std::string(id)));
}

std::vector<std::pair<size_t, MenteeIndex::Entry>> MenteeIndex::EntriesOf(const MenteeFacts& facts,
                                                                          uint32_t slot) const {
  std::vector<std::pair<size_t, Entry>> entries;
  const Card& card = cards_[slot];
  Entry entry = {.slot = slot,
                 .german = card.parts[Index(MenteePart::kGerman)],
                 .hours = card.parts[Index(MenteePart::kHours)],
                 .start = card.parts[Index(MenteePart::kStart)]};
  entry.qualified = qualified_of_[slot] & 0xffffffU;
  entry.skills_known = card.skills_known ? 1 : 0;
  ForEachClaim(facts, [&](OccupationCode code, ClaimKind kind) {
    const size_t occupation = PositionOf(occupations_, code);
    auto at = std::find_if(entries.begin(), entries.end(),
                           [&](const auto& of) { return of.first == occupation; });
    if (at == entries.end()) {
      entry.alone = HasQualificationBeside(facts, code) ? 0 : 1;
      at = entries.insert(entries.end(), {occupation, entry});
    }
    at->second.kinds = (at->second.kinds | 1U << Index(kind)) & 0x1fU;
  });
  if (entries.empty() || !HasUndatedClaims(facts)) {
    entry.alone = 1;  // nor has a qualification then
    entries.emplace_back(occupations_.size(), entry);
  }
  return entries;
}

// A counting sort of everybody's entries.
void MenteeIndex::MakeGroups(const RecordStore<Mentee>& mentees) {
  std::vector<std::pair<size_t, Entry>> sorted;  // with their groups, by slot
  begin_.resize((occupations_.size() + 1) * homes_.size() + 1);
  for (uint32_t slot = 0; slot < mentees.base_size(); ++slot) {
    const MenteeFacts& facts = mentees[slot].facts;
    const std::vector<std::pair<size_t, Entry>> own = EntriesOf(facts, slot);
    for (const Home& home : HomesOf(facts)) {
      for (const auto& [occupation, entry] : own) {
        const size_t group = occupation * homes_.size() + PositionOf(homes_, home);
        ++begin_[group + 1];
        sorted.emplace_back(group, entry);
      }
    }
  }
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  entries_.resize(begin_.back());
  std::vector<uint32_t> next = begin_;
  std::vector<Traveller> own;  // places of one mentee's entries, whatever the home
  for (size_t i = 0; i < sorted.size(); ++i) {
    const auto& [group, entry] = sorted[i];
    own.push_back({static_cast<uint16_t>(group / homes_.size()), 0, next[group]});
    entries_[next[group]++] = entry;
    if (i + 1 < sorted.size() && sorted[i + 1].second.slot == entry.slot) continue;
    AddTravelTimes(mentees[entry.slot].facts, own);
    own.clear();
  }
  for (auto& [postal_code, travellers] : travellers_) {
    std::stable_sort(
        travellers.begin(), travellers.end(),
        [](const Traveller& a, const Traveller& b) { return a.occupation < b.occupation; });
    travellers.shrink_to_fit();
  }
  qualified_of_ = {};
}

void MenteeIndex::AddTravelTimes(const MenteeFacts& facts, std::span<const Traveller> own) {
  std::map<absl::string_view, int32_t> shortest;
  for (const TravelTime& time : facts.travel_times) {
    const auto [at, is_new] = shortest.try_emplace(time.postal_code, time.minutes);
    at->second = std::min(at->second, time.minutes);
  }
  for (const auto& [postal_code, minutes] : shortest) {
    std::vector<Traveller>& travellers = travellers_[std::string(postal_code)];
    for (Traveller traveller : own) {
      traveller.minutes = static_cast<int16_t>(minutes);
      travellers.push_back(traveller);
    }
  }
}

}  // namespace passung
