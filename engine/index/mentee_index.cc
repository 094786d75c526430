#include "engine/index/mentee_index.h"

#include <algorithm>
#include <atomic>
#include <numeric>

#include "engine/base/check.h"
#include "engine/base/sort_unique.h"
#include "engine/vocabulary/day_facts.h"

namespace passung {
namespace {

constexpr uint32_t kMostQualified = (1U << 26U) - 1;  // what Claims has room for

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

// Whether what is listed of somebody is the same on every day, and says all.
bool IsRegular(const Mentee& mentee) {
  const MenteeFacts& facts = mentee.facts;
  return mentee.jobs.empty() && HasUndatedClaims(facts) &&
         (!facts.skills || AllHoldAlways(*facts.skills)) && AllHoldAlways(facts.travel_times);
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

uint32_t BesideOf(const MenteeFacts& facts, OccupationCode occupation,
                  const KnowledgeImpl& knowledge) {
  bool alone = true;
  auto nearest = OccupationRelation::kUnrelated;
  for (const Qualification& of : facts.qualifications) {
    ForEachOccupation(of, [&](OccupationCode code) {
      alone = alone && code == occupation;
      nearest = std::min(nearest, knowledge.Relate(code, occupation));
    });
  }
  return alone ? MenteeIndex::kAlone : static_cast<uint32_t>(nearest);
}

uint64_t WorthOf(const MenteeFacts& facts) {
  uint64_t worth = 0;
  for (const Qualification& of : facts.qualifications) {
    const int level = LevelOf(of);
    if (of.recognitions.empty() || !AllHoldAlways(of.recognitions)) {
      worth |= MenteeIndex::QualifiedBit(level, std::nullopt);
    }
    for (const Recognition& recognition : of.recognitions) {
      worth |= MenteeIndex::QualifiedBit(level, StatusOf(recognition.outcome, recognition.step));
    }
  }
  return worth;
}

template <class T>
size_t PositionOf(const std::vector<T>& sorted, const T& value) {
  return static_cast<size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) -
                             sorted.begin());
}

}  // namespace

uint64_t MenteeIndex::NextNumber() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

MenteeIndex::MenteeIndex(const RecordStore<Mentee>& mentees, const KnowledgeImpl& knowledge) {
  CollectCodes(mentees);
  MakeCards(mentees);
  MakeGroups(mentees, knowledge);
  parts_.Close();
  // Those who are judged have their titles looked at, and lie anywhere.
  mentees.MoveToLargePages();
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
  first_in_group_.resize(kOccupationGroups + 1);
  for (const OccupationCode code : occupations_) {
    ++first_in_group_[static_cast<size_t>(code.number() / 100) + 1];
  }
  std::partial_sum(first_in_group_.begin(), first_in_group_.end(), first_in_group_.begin());
}

void MenteeIndex::MakeCards(const RecordStore<Mentee>& mentees) {
  cards_.resize(mentees.base_size());
  for (uint32_t slot = 0; slot < mentees.base_size(); ++slot) {
    const Mentee& mentee = mentees[slot];
    const MenteeFacts& facts = mentee.facts;
    Card& card = cards_[slot];
    for (size_t part = 0; part < kMenteePartCount; ++part) {
      card.parts[part] = parts_.Number(mentee, static_cast<MenteePart>(part));
    }
    card.regular = IsRegular(mentee);
    card.skills_known = facts.skills.has_value();
    if (facts.track) card.track = static_cast<int8_t>(*facts.track);
    if (facts.has_car) card.has_car = *facts.has_car ? 1 : 0;
    if (facts.max_travel_minutes) {
      card.max_travel_minutes = static_cast<int16_t>(*facts.max_travel_minutes);
    }
    if (facts.skills) {
      for (const SkillFact& skill : *facts.skills) skill_ids_.Code(skill.id);
    }
    if (card.regular) ListDetails(facts, card);
  }
}

// Numbers of details are below 256: see Validate(mentee).
void MenteeIndex::ListDetails(const MenteeFacts& facts, Card& card) {
  card.first_detail = static_cast<uint32_t>(details_.size());
  ForEachClaim(facts, [&](OccupationCode code, ClaimKind kind) {
    details_.push_back(Claim::Detail(PositionOf(occupations_, code), kind));
    ++card.claims;
  });
  if (facts.skills) {
    for (const SkillFact& skill : *facts.skills) details_.push_back(*skill_ids_.Find(skill.id));
    card.skills = static_cast<uint8_t>(facts.skills->size());
  }
  for (const passung::TravelTime& time : facts.travel_times) {
    details_.push_back(TravelTime::Detail(places_.Code(time.postal_code), time.minutes));
  }
  card.travel_times = static_cast<uint8_t>(facts.travel_times.size());
  ListQualifications(card.parts[Index(MenteePart::kQualifications)], card);
}

void MenteeIndex::ListQualifications(uint32_t number, Card& card) {
  const auto qualifications = parts_.QualificationsOn(number, Date());
  const bool steady = parts_.IsSteady(MenteePart::kQualifications, number);
  card.qualifications = steady ? static_cast<uint8_t>(qualifications.size()) : kDated;
  if (!steady) return;
  for (const DayFacts::Qualified& of : qualifications) {
    const bool refers = of.reference != OccupationCode();
    const size_t reference = refers ? PositionOf(occupations_, of.reference) : kNoReference;
    const uint32_t status = of.status ? static_cast<uint32_t>(*of.status) + 1 : 0;
    details_.push_back(static_cast<uint32_t>(PositionOf(occupations_, of.occupation)) |
                       static_cast<uint32_t>(reference) << 16U);
    details_.push_back(static_cast<uint32_t>(of.level) | status << 8U);
  }
}

uint32_t MenteeIndex::NumberOf(const Qualified& qualified) {
  const auto [at, is_new] =
      number_of_qualified_.try_emplace(qualified, static_cast<uint32_t>(qualified_.size()));
  if (is_new) qualified_.push_back(qualified);
  PASSUNG_CHECK(at->second <= kMostQualified);
  return at->second;
}

std::vector<std::pair<size_t, MenteeIndex::Claims>> MenteeIndex::ClaimsBy(
    const MenteeFacts& facts, const KnowledgeImpl& knowledge) {
  std::vector<std::pair<size_t, Claims>> claims;
  const uint64_t worth = WorthOf(facts);
  Claims own;
  own.skills_known = facts.skills ? 1 : 0;
  ForEachClaim(facts, [&](OccupationCode code, ClaimKind kind) {
    const size_t occupation = PositionOf(occupations_, code);
    auto at = std::find_if(claims.begin(), claims.end(),
                           [&](const auto& of) { return of.first == occupation; });
    if (at == claims.end()) {
      own.qualified = NumberOf({worth, BesideOf(facts, code, knowledge)}) & kMostQualified;
      at = claims.insert(claims.end(), {occupation, own});
    }
    at->second.kinds = (at->second.kinds | 1U << Index(kind)) & 0x1fU;
  });
  if (claims.empty() || !HasUndatedClaims(facts)) {
    own.qualified = NumberOf({worth, kAlone}) & kMostQualified;  // nor has a qualification then
    claims.emplace_back(occupations_.size(), own);
  }
  return claims;
}

MenteeIndex::Entry MenteeIndex::EntryFor(const MenteeFacts& facts, uint32_t slot) const {
  const auto number = [&](MenteePart part) { return cards_[slot].parts[Index(part)]; };
  Entry entry = {.slot = slot,
                 .german = parts_.GermanEver(number(MenteePart::kGerman)),
                 .languages = number(MenteePart::kLanguages),
                 .hours = number(MenteePart::kHours),
                 .start = number(MenteePart::kStart)};
  if (facts.skills) {
    for (const SkillFact& skill : *facts.skills) {
      entry.skills |= SkillBit(*skill_ids_.Find(skill.id));
    }
  }
  return entry;
}

// A counting sort of everybody's entries by group.
void MenteeIndex::MakeGroups(const RecordStore<Mentee>& mentees, const KnowledgeImpl& knowledge) {
  std::vector<Grouped> all;  // by slot
  std::vector<uint32_t> next((occupations_.size() + 1) * homes_.size() + 1);
  for (uint32_t slot = 0; slot < mentees.base_size(); ++slot) {
    const MenteeFacts& facts = mentees[slot].facts;
    Entry entry = EntryFor(facts, slot);
    const std::vector<std::pair<size_t, Claims>> own = ClaimsBy(facts, knowledge);
    for (const Home& home : HomesOf(facts)) {
      for (const auto& [occupation, claims] : own) {
        const size_t group = occupation * homes_.size() + PositionOf(homes_, home);
        ++next[group + 1];
        entry.claims = claims;
        all.push_back({group, entry});
      }
    }
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  begin_ = next;
  entries_.resize(all.size());
  std::vector<Traveller> own;  // one mentee's entries, whatever the home
  for (size_t i = 0; i < all.size(); ++i) {
    const uint32_t place = next[all[i].group]++;
    entries_[place] = all[i].entry;
    const auto occupation = static_cast<uint16_t>(all[i].group / homes_.size());
    own.push_back({occupation, 0, place});
    const uint32_t slot = all[i].entry.slot;
    if (i + 1 < all.size() && all[i + 1].entry.slot == slot) continue;
    AddTravelTimes(mentees[slot].facts, own);
    own.clear();
  }
  SortTravellers();
  claims_.reserve(entries_.size());
  for (const Entry& entry : entries_) claims_.push_back(entry.claims);
  number_of_qualified_ = {};
}

void MenteeIndex::SortTravellers() {
  for (auto& [postal_code, travellers] : travellers_) {
    std::stable_sort(
        travellers.all.begin(), travellers.all.end(),
        [](const Traveller& a, const Traveller& b) { return a.occupation < b.occupation; });
    travellers.all.shrink_to_fit();
    const auto [shortest, longest] = std::minmax_element(
        travellers.all.begin(), travellers.all.end(),
        [](const Traveller& a, const Traveller& b) { return a.minutes < b.minutes; });
    travellers.shortest = shortest->minutes;
    travellers.longest = longest->minutes;
  }
}

void MenteeIndex::AddTravelTimes(const MenteeFacts& facts, std::span<const Traveller> own) {
  std::map<absl::string_view, int32_t> shortest;
  for (const passung::TravelTime& time : facts.travel_times) {
    const auto [at, is_new] = shortest.try_emplace(time.postal_code, time.minutes);
    at->second = std::min(at->second, time.minutes);
  }
  for (const auto& [postal_code, minutes] : shortest) {
    std::vector<Traveller>& travellers = travellers_[std::string(postal_code)].all;
    for (Traveller traveller : own) {
      traveller.minutes = static_cast<int16_t>(minutes);
      travellers.push_back(traveller);
    }
  }
}

}  // namespace passung
