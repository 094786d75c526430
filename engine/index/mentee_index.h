#ifndef PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_
#define PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/index/dictionary.h"
#include "engine/index/mentee_parts.h"
#include "engine/index/record_store.h"
#include "passung/mentee.h"

namespace passung {

// The first mentees of a snapshot, so that the mirror finds the best of them without looking at
// everybody: groups by what decides most, the occupation claimed and the district lived in, and of
// everybody a card with what the criteria and most rules look at. Of every day: what holds only on
// some days is entered as something that may hold. Immutable once built; about 215 bytes a mentee.
class MenteeIndex {
 public:
  // One person's facts in numbers, in one cache line.
  struct alignas(64) Card {
    std::array<uint32_t, kMenteePartCount> parts{};
    uint32_t first_detail = 0;
    uint8_t claims = 0;  // how many details there are of each kind, in this order
    uint8_t skills = 0;
    uint8_t travel_times = 0;
    bool regular = true;  // these hold on every day, so that they are listed
    bool skills_known = false;
    int8_t track = -1;  // unknown, as below
    int8_t has_car = -1;
    int16_t max_travel_minutes = -1;
  };
  // Somebody in a group, with what bounds them: groups are read from one end to the other, while
  // cards lie anywhere.
  struct Entry {
    uint32_t slot = 0;
    uint32_t german = 0;  // of the card's parts
    uint32_t hours = 0;
    uint32_t start = 0;
  };
  // Entries of a group whose claims() are the same; they end where those of the next one begin.
  struct Alike {
    uint32_t claims = 0;  // position in claims()
    uint32_t first = 0;   // position among all entries
  };
  // What there is to say of somebody's claims and skills. Many have the same.
  struct Claims {
    uint32_t qualified : 24 = 0;  // position in qualified()
    uint32_t kinds : 5 = 0;  // a bit for each ClaimKind that they may claim the occupation with
    uint32_t alone : 1 = 0;  // they have no qualification in another occupation
    uint32_t skills_known : 1 = 0;
    friend bool operator==(const Claims&, const Claims&) = default;
    template <class H>
    friend H AbslHashValue(H h, const Claims& k) {
      return H::combine(std::move(h), k.qualified, k.kinds, k.alone, k.skills_known);
    }
  };
  // Details of somebody regular, each in one number.
  struct Claim {
    explicit Claim(uint32_t detail)
        : occupation(detail & 0xffff), kind(static_cast<ClaimKind>(detail >> 16U)) {}
    static uint32_t Detail(size_t occupation, ClaimKind kind) {
      return static_cast<uint32_t>(occupation) | static_cast<uint32_t>(kind) << 16U;
    }
    uint32_t occupation;  // position in occupations()
    ClaimKind kind;
  };
  struct TravelTime {
    explicit TravelTime(uint32_t detail)
        : place(detail >> kMinutesBits),
          minutes(static_cast<int32_t>(detail & ((1U << kMinutesBits) - 1))) {}
    static uint32_t Detail(uint32_t place, int32_t minutes) {
      return place << kMinutesBits | static_cast<uint32_t>(minutes);
    }
    static constexpr uint32_t kMinutesBits = 12;  // at most 600; postal codes have five digits
    uint32_t place;                               // as NumberOfPlace has it
    int32_t minutes;
  };
  // Somebody with a travel time to some postal code, with their shortest of all days.
  struct Traveller {
    uint16_t occupation = 0;  // as of a group
    int16_t minutes = 0;
    uint32_t claims = 0;  // position in claims()
    uint32_t entry = 0;   // position among all entries
  };
  // Those with a travel time to a postal code, once for each occupation; by occupation. And all the
  // minutes that they have.
  struct Travellers {
    std::vector<Traveller> all;
    std::vector<int16_t> minutes;  // rising
  };
  using Home = std::optional<DistrictCode>;  // absent: unknown

  MenteeIndex() = default;
  // All mentees that the store was made of. O(n log n).
  explicit MenteeIndex(const RecordStore<Mentee>& mentees);

  const MenteeParts& parts() const { return parts_; }
  const std::vector<OccupationCode>& occupations() const { return occupations_; }
  // How many of them have lower numbers. `number`: 0 … 100 000.
  size_t OccupationsBelow(int32_t number) const {
    const auto group = static_cast<size_t>(number / 100);
    size_t position = first_in_group_[group];
    const size_t end = first_in_group_[std::min(group + 1, kOccupationGroups)];
    while (position < end && occupations_[position].number() < number) ++position;
    return position;
  }
  const std::vector<Home>& homes() const { return homes_; }
  // A bit for each level and status that somebody's qualifications may have, see QualifiedBit.
  const std::vector<uint64_t>& qualified() const { return qualified_; }
  // Of level 1 … 4 and a status, which may be unknown.
  static uint64_t QualifiedBit(int level, std::optional<RecognitionStatus> status) {
    return uint64_t{1} << ((level - 1) * 16 + (status ? static_cast<int>(*status) + 1 : 0));
  }
  // What the nth bit stands for.
  static DayFacts::Qualified QualifiedAt(int nth) {
    DayFacts::Qualified qualified = {.level = nth / 16 + 1};
    if (nth % 16 > 0) qualified.status = static_cast<RecognitionStatus>(nth % 16 - 1);
    return qualified;
  }

  // Those who claim the nth occupation and may live in the nth home; with `occupation` =
  // occupations().size(): those who may claim nothing at all.
  std::span<const Alike> Of(size_t occupation, size_t home) const {
    const size_t group = occupation * homes_.size() + home;
    return std::span(alike_).subspan(begin_[group], begin_[group + 1] - begin_[group]);
  }
  std::span<const Entry> EntriesOf(const Alike& alike) const {
    return std::span(entries_).subspan(alike.first, (&alike)[1].first - alike.first);
  }
  std::span<const Entry> EntryOf(const Traveller& traveller) const {
    return std::span(entries_).subspan(traveller.entry, 1);
  }
  // Null: nobody has a travel time to this postal code.
  const Travellers* TravellersTo(const std::string& postal_code) const {
    const auto at = travellers_.find(postal_code);
    return at == travellers_.end() ? nullptr : &at->second;
  }

  const std::vector<Claims>& claims() const { return claims_; }

  const Card& card(uint32_t slot) const { return cards_[slot]; }
  // Each a Claim, the number of a skill, a TravelTime. REQUIRES: regular.
  std::span<const uint32_t> ClaimsOf(const Card& card) const {
    return std::span(details_).subspan(card.first_detail, card.claims);
  }
  std::span<const uint32_t> SkillsOf(const Card& card) const {
    return std::span(details_).subspan(card.first_detail + card.claims, card.skills);
  }
  std::span<const uint32_t> TravelTimesOf(const Card& card) const {
    return std::span(details_).subspan(card.first_detail + card.claims + card.skills,
                                       card.travel_times);
  }
  uint32_t skill_count() const { return skill_ids_.size(); }
  std::optional<uint32_t> NumberOfSkill(const std::string& id) const { return skill_ids_.Find(id); }
  std::optional<uint32_t> NumberOfPlace(const std::string& postal_code) const {
    return places_.Find(postal_code);
  }
  // Has them brought nearer, who will be asked about soon.
  void Prefetch(uint32_t slot) const { __builtin_prefetch(&cards_[slot]); }
  void PrefetchDetails(const Card& card) const {
    const uint32_t* first = details_.data() + card.first_detail;
    __builtin_prefetch(first);
    __builtin_prefetch(first + card.claims + card.skills);
  }

 private:
  static constexpr size_t kOccupationGroups = 1000;
  // An entry while the groups are made.
  struct Grouped {
    size_t group;
    uint32_t claims;
    Entry entry;
  };

  void CollectCodes(const RecordStore<Mentee>& mentees);
  void MakeCards(const RecordStore<Mentee>& mentees);
  void ListDetails(const MenteeFacts& facts, Card& card);
  void MakeGroups(const RecordStore<Mentee>& mentees);
  std::vector<uint32_t> OrderByClaims(const std::vector<Grouped>& all) const;
  void AddTravelTimes(const MenteeFacts& facts, std::span<const Traveller> own);
  void SortTravellers();
  // Somebody's occupations, each with what there is to say of their claims.
  std::vector<std::pair<size_t, Claims>> ClaimsBy(const MenteeFacts& facts, uint32_t slot) const;
  void ListAlike(const std::vector<Grouped>& all, const std::vector<uint32_t>& place_of);
  uint32_t NumberOf(const Claims& claims);

  MenteeParts parts_;
  std::vector<OccupationCode> occupations_;  // rising
  std::vector<uint32_t> first_in_group_;     // by the first three digits, and one at the end
  std::vector<Home> homes_;                  // rising, unknown first
  std::vector<uint64_t> qualified_;
  std::vector<Claims> claims_;
  Dictionary<std::string> skill_ids_;
  Dictionary<std::string> places_;  // postal codes of travel times
  std::vector<Card> cards_;         // by slot
  std::vector<uint32_t> details_;
  std::vector<uint32_t> begin_;  // by group, in alike_
  std::vector<Alike> alike_;     // and one at the end
  std::vector<Entry> entries_;
  std::map<std::string, Travellers, std::less<>> travellers_;
  // While it is being made.
  std::vector<uint32_t> qualified_of_;  // by slot
  absl::flat_hash_map<Claims, uint32_t> numbers_of_claims_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_
