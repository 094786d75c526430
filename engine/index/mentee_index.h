#ifndef PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_
#define PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/index/dictionary.h"
#include "engine/index/mentee_parts.h"
#include "engine/index/record_store.h"
#include "passung/mentee.h"

namespace passung {

// The first mentees of a snapshot, so that the mirror finds the best of them without looking at
// everybody: groups by what decides most, the occupation claimed and the district lived in, and of
// everybody a card with what the criteria look at. Of every day: what holds only on some days is
// entered as something that may hold. Immutable once built; about 220 bytes a mentee.
class MenteeIndex {
 public:
  // One person's facts in numbers.
  struct Card {
    std::array<uint32_t, kMenteePartCount> parts{};
    uint32_t first_claim = 0;
    uint32_t first_skill = 0;
    bool regular = true;  // claims and skills hold on every day, so that they are listed
    bool skills_known = false;
    bool travels = false;  // has travel times
  };
  // Somebody in a group, with what bounds them: groups are read from one end to the other, while
  // cards lie anywhere.
  struct Entry {
    uint32_t slot = 0;
    uint32_t german = 0;  // of the card's parts
    uint32_t hours = 0;
    uint32_t start = 0;
    uint32_t qualified : 24 = 0;  // position in qualified()
    uint32_t kinds : 5 = 0;  // a bit for each ClaimKind that they may claim the occupation with
    uint32_t alone : 1 = 0;  // they have no qualification in another occupation
    uint32_t skills_known : 1 = 0;
  };
  // A claim of somebody regular; occupations are positions in occupations().
  struct Claim {
    uint16_t occupation = 0;
    uint16_t reference = 0;  // from here on of qualifications alone
    ClaimKind kind = ClaimKind::kWish;
    int8_t level = 1;
    uint8_t status = 0;  // that of RecognitionStatus + 1; 0: unknown
  };
  // Somebody with a travel time to some postal code, with their shortest of all days.
  struct Traveller {
    uint16_t occupation = 0;  // as of a group
    int16_t minutes = 0;
    uint32_t entry = 0;  // position among all entries
  };
  using Home = std::optional<DistrictCode>;  // absent: unknown

  MenteeIndex() = default;
  // All mentees that the store was made of. O(n log n).
  explicit MenteeIndex(const RecordStore<Mentee>& mentees);

  const MenteeParts& parts() const { return parts_; }
  const std::vector<OccupationCode>& occupations() const { return occupations_; }
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
  // occupations().size(): those who may claim nothing at all. By slot.
  std::span<const Entry> Of(size_t occupation, size_t home) const {
    const size_t group = occupation * homes_.size() + home;
    return std::span(entries_).subspan(begin_[group], begin_[group + 1] - begin_[group]);
  }
  // Those with a travel time to a postal code, once for each occupation; by occupation.
  std::span<const Traveller> TravellersTo(const std::string& postal_code) const {
    const auto at = travellers_.find(postal_code);
    return at == travellers_.end() ? std::span<const Traveller>() : std::span(at->second);
  }

  const Entry& EntryOf(const Traveller& traveller) const { return entries_[traveller.entry]; }

  const Card& card(uint32_t slot) const { return cards_[slot]; }
  // REQUIRES: regular.
  std::span<const Claim> ClaimsOf(uint32_t slot) const {
    const uint32_t first = cards_[slot].first_claim;
    return std::span(claims_).subspan(first, cards_[slot + 1].first_claim - first);
  }
  std::span<const uint32_t> SkillsOf(uint32_t slot) const {
    const uint32_t first = cards_[slot].first_skill;
    return std::span(skills_).subspan(first, cards_[slot + 1].first_skill - first);
  }
  std::optional<uint32_t> NumberOfSkill(const std::string& id) const { return skill_ids_.Find(id); }

 private:
  void CollectCodes(const RecordStore<Mentee>& mentees);
  void MakeCards(const RecordStore<Mentee>& mentees);
  void ListClaimsAndSkills(const Mentee& mentee);
  void MakeGroups(const RecordStore<Mentee>& mentees);
  void AddTravelTimes(const MenteeFacts& facts, std::span<const Traveller> own);
  // Somebody's entries with their occupations.
  std::vector<std::pair<size_t, Entry>> EntriesOf(const MenteeFacts& facts, uint32_t slot) const;

  MenteeParts parts_;
  std::vector<OccupationCode> occupations_;  // rising
  std::vector<Home> homes_;                  // rising, unknown first
  std::vector<uint64_t> qualified_;
  std::vector<uint32_t> qualified_of_;  // by slot, while the groups are made
  Dictionary<std::string> skill_ids_;
  std::vector<Card> cards_;  // by slot, and one at the end
  std::vector<Claim> claims_;
  std::vector<uint32_t> skills_;
  std::vector<uint32_t> begin_;  // by group
  std::vector<Entry> entries_;
  std::map<std::string, std::vector<Traveller>, std::less<>> travellers_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_
