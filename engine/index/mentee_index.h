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
#include "engine/base/large_memory.h"
#include "engine/base/prefetch.h"
#include "engine/index/dictionary.h"
#include "engine/index/mentee_parts.h"
#include "engine/index/record_store.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/mentee.h"

namespace passung {

// The first mentees of a snapshot, so that the mirror finds the best of them without looking at
// everybody: groups by what decides most, the occupation claimed and the district lived in, and of
// everybody a card with what the criteria and most rules look at. Of every day: what holds only on
// some days is entered as something that may hold. Immutable once built; about 225 bytes a mentee.
class MenteeIndex {
 public:
  // One person's facts in numbers, in one cache line.
  struct alignas(64) Card {
    std::array<uint32_t, kMenteePartCount> parts{};
    uint32_t first_detail = 0;
    uint8_t claims = 0;  // how many details there are of each kind, in this order
    uint8_t skills = 0;
    uint8_t travel_times = 0;
    uint8_t qualifications = 0;  // two details each; kDated: they are not listed
    bool regular = true;  // these hold on every day and there is no job, so that they are listed
    bool skills_known = false;
    int8_t track = -1;  // unknown, as below
    int8_t has_car = -1;
    int16_t max_travel_minutes = -1;
  };
  // What there is to say of somebody's claims and skills.
  struct Claims {
    uint32_t qualified : 26 = 0;  // position in qualified()
    uint32_t skills_known : 1 = 0;
    uint32_t kinds : 5 = 0;  // a bit for each ClaimKind that they may claim the occupation with
  };
  // What there is to say of somebody's qualifications beside an occupation that they claim.
  struct Qualified {
    uint64_t worth = 0;  // a bit for each level and status that they may have, see QualifiedBit
    // How near they, some in other occupations, come to it at most: an OccupationRelation; or kAlone: there is none
    // in another occupation.
    uint32_t beside = kAlone;
    bool operator==(const Qualified&) const = default;
    template <typename H>
    friend H AbslHashValue(H state, const Qualified& of) {
      return H::combine(std::move(state), of.worth, of.beside);
    }
  };
  static constexpr uint32_t kAlone = 7;
  // Somebody in a group, with all that bounds them: groups are read from one end to the other, while
  // cards lie anywhere.
  struct Entry {
    uint32_t slot = 0;
    Claims claims;
    uint32_t german = 0;     // of MenteeParts::GermanEver
    uint32_t languages = 0;  // of the card's parts
    uint32_t hours = 0;
    uint32_t start = 0;
    uint64_t skills = 0;  // their SkillBits, of every day
  };
  // Several skills may share a bit. `skill`: as NumberOfSkill has it.
  static uint64_t SkillBit(uint32_t skill) { return uint64_t{1} << (skill % 64); }
  static constexpr uint8_t kDated = 255;
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
    uint32_t entry = 0;  // position among all entries
  };
  // Those with a travel time to a postal code, once for each occupation; by occupation.
  struct Travellers {
    std::vector<Traveller> all;
    int16_t shortest = 0;  // minutes
    int16_t longest = 0;
  };
  using Home = std::optional<DistrictCode>;  // absent: unknown

  MenteeIndex() = default;
  // All mentees that the store was made of. O(n log n).
  MenteeIndex(const RecordStore<Mentee>& mentees, const KnowledgeImpl& knowledge);

  // Of this one alone, as long as the process runs: whoever keeps what was found out of a part notes it.
  uint64_t number() const { return number_; }
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
  // Each that somebody is, once.
  const std::vector<Qualified>& qualified() const { return qualified_; }
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
  std::span<const Entry> Of(size_t occupation, size_t home) const {
    const size_t group = occupation * homes_.size() + home;
    return std::span(entries_).subspan(begin_[group], begin_[group + 1] - begin_[group]);
  }
  // The first position of the same among all entries, and how many there are.
  std::pair<uint32_t, uint32_t> PlacesOf(size_t occupation, size_t home) const {
    const size_t group = occupation * homes_.size() + home;
    return {begin_[group], begin_[group + 1] - begin_[group]};
  }
  const Entry& EntryAt(uint32_t position) const { return entries_[position]; }
  // What so many entries from a position on say of claims: most of those who are looked at are looked
  // at no closer, and here they lie closer together.
  std::span<const Claims> ClaimsAt(uint32_t first, size_t count) const {
    return std::span(claims_).subspan(first, count);
  }
  uint32_t PlaceOf(const Entry& entry) const {
    return static_cast<uint32_t>(&entry - entries_.data());
  }
  // Null: nobody has a travel time to this postal code.
  const Travellers* TravellersTo(const std::string& postal_code) const {
    const auto at = travellers_.find(postal_code);
    return at == travellers_.end() ? nullptr : &at->second;
  }

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
  // As of every day; empty where they depend on it: see MenteeParts.
  bool HasQualifications(const Card& card) const { return card.qualifications != kDated; }
  DayFacts::Qualified QualificationOf(const Card& card, size_t nth) const {
    const uint32_t* detail = details_.data() + card.first_detail + card.claims + card.skills +
                             card.travel_times + 2 * nth;
    return Unlisted(detail[0], detail[1]);
  }
  uint32_t skill_count() const { return skill_ids_.size(); }
  std::optional<uint32_t> NumberOfSkill(const std::string& id) const { return skill_ids_.Find(id); }
  std::optional<uint32_t> NumberOfPlace(const std::string& postal_code) const {
    return places_.Find(postal_code);
  }
  // Has them brought nearer, who will be asked about soon.
  void Prefetch(uint32_t slot) const { base::Prefetch(&cards_[slot]); }
  void PrefetchDetails(const Card& card) const {
    const uint32_t* first = details_.data() + card.first_detail;
    base::Prefetch(first);
    base::Prefetch(first + 16);
  }

 private:
  static constexpr size_t kOccupationGroups = 1000;
  static constexpr uint32_t kNoReference = 0xffff;
  template <class T>
  using LargeVector = std::vector<T, base::LargeAllocator<T>>;
  // An entry while the groups are made.
  struct Grouped {
    size_t group;
    Entry entry;
  };

  void CollectCodes(const RecordStore<Mentee>& mentees);
  void MakeCards(const RecordStore<Mentee>& mentees);
  void ListDetails(const MenteeFacts& facts, Card& card);
  void ListQualifications(uint32_t number, Card& card);
  DayFacts::Qualified Unlisted(uint32_t occupations, uint32_t worth) const {
    DayFacts::Qualified of = {.occupation = occupations_[occupations & 0xffffU],
                              .level = static_cast<int>(worth & 0xffU)};
    const uint32_t reference = occupations >> 16U;
    if (reference != kNoReference) of.reference = occupations_[reference];
    if (worth >> 8U != 0) of.status = static_cast<RecognitionStatus>((worth >> 8U) - 1);
    return of;
  }
  void MakeGroups(const RecordStore<Mentee>& mentees, const KnowledgeImpl& knowledge);
  Entry EntryFor(const MenteeFacts& facts, uint32_t slot) const;
  void AddTravelTimes(const MenteeFacts& facts, std::span<const Traveller> own);
  void SortTravellers();
  // Somebody's occupations, each with what there is to say of their claims.
  std::vector<std::pair<size_t, Claims>> ClaimsBy(const MenteeFacts& facts,
                                                  const KnowledgeImpl& knowledge);
  uint32_t NumberOf(const Qualified& qualified);

  static uint64_t NextNumber();  // from 1

  uint64_t number_ = NextNumber();
  MenteeParts parts_;
  std::vector<OccupationCode> occupations_;  // rising
  std::vector<uint32_t> first_in_group_;     // by the first three digits, and one at the end
  std::vector<Home> homes_;                  // rising, unknown first
  std::vector<Qualified> qualified_;
  Dictionary<std::string> skill_ids_;
  Dictionary<std::string> places_;  // postal codes of travel times
  LargeVector<Card> cards_;         // by slot
  LargeVector<uint32_t> details_;
  std::vector<uint32_t> begin_;  // by group, in entries_
  LargeVector<Entry> entries_;
  LargeVector<Claims> claims_;  // of entries_
  std::map<std::string, Travellers, std::less<>> travellers_;
  // While it is being made.
  absl::flat_hash_map<Qualified, uint32_t> number_of_qualified_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_
