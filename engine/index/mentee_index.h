#ifndef PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_
#define PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/index/record_store.h"
#include "passung/mentee.h"

namespace passung {

// The first mentees of a snapshot by what decides most in the mirror: the occupations they claim, the
// district they live in, their languages. Of every day: what holds only on some days is entered as
// something that may hold, so that a search for any day finds at least all that it has to look at.
// Immutable once built.
class MenteeIndex {
 public:
  // What is known of someone's languages on any day.
  struct Languages {
    SkillLevels german;  // the best of all days
    bool always = true;  // whether that is so on every day; else less or nothing may be known
    std::vector<std::string> others;
    friend auto operator<=>(const Languages&, const Languages&) = default;
  };
  // What someone may have on some day that jobs' criteria count, whatever the occupation.
  struct Claims {
    uint8_t kinds = 0;       // a bit for each ClaimKind
    uint64_t qualified = 0;  // a bit for each level and status, see QualifiedBit
    friend auto operator<=>(const Claims&, const Claims&) = default;
  };
  // Of level 1 … 4 and a status, which may be unknown.
  static uint64_t QualifiedBit(int level, std::optional<RecognitionStatus> status) {
    return uint64_t{1} << ((level - 1) * 16 + (status ? static_cast<int>(*status) + 1 : 0));
  }
  struct Entry {
    uint32_t slot = 0;
    uint32_t languages = 0;  // number of a Languages
    uint32_t claims = 0;     // number of a Claims
  };
  using Home = std::optional<DistrictCode>;  // absent: unknown

  MenteeIndex() = default;
  // All mentees that the store was made of. O(n log n).
  explicit MenteeIndex(const RecordStore<Mentee>& mentees);

  const std::vector<OccupationCode>& occupations() const { return occupations_; }
  const std::vector<Home>& homes() const { return homes_; }
  const std::vector<Languages>& languages() const { return languages_; }
  const std::vector<Claims>& claims() const { return claims_; }

  // Those who claim the nth occupation (or have a recognition that refers to it) and may live in the
  // nth home; with `occupation` = occupations().size(): all who may live there. By slot.
  std::span<const Entry> Of(size_t occupation, size_t home) const {
    const size_t group = occupation * homes_.size() + home;
    return std::span(entries_).subspan(begin_[group], begin_[group + 1] - begin_[group]);
  }
  // Everybody's own, by slot.
  const Entry& entry(uint32_t slot) const { return entry_of_[slot]; }
  // The occupations that somebody claims, as positions in occupations().
  std::span<const uint32_t> OccupationsOf(uint32_t slot) const {
    return std::span(claimed_).subspan(claimed_begin_[slot],
                                       claimed_begin_[slot + 1] - claimed_begin_[slot]);
  }
  // Those with a travel time to a postal code, by slot, with their shortest of all days.
  struct Traveller {
    uint32_t slot = 0;
    int32_t minutes = 0;
  };
  std::span<const Traveller> TravellersTo(const std::string& postal_code) const {
    const auto at = travellers_.find(postal_code);
    return at == travellers_.end() ? std::span<const Traveller>() : std::span(at->second);
  }

 private:
  void MakeGroups(const RecordStore<Mentee>& mentees);

  std::vector<OccupationCode> occupations_;  // rising
  std::vector<Home> homes_;                  // rising, unknown first
  std::vector<Languages> languages_;
  std::vector<Claims> claims_;
  std::vector<uint32_t> begin_;  // by group
  std::vector<Entry> entries_;
  std::vector<Entry> entry_of_;          // by slot
  std::vector<uint32_t> claimed_begin_;  // by slot
  std::vector<uint32_t> claimed_;
  std::map<std::string, std::vector<Traveller>, std::less<>> travellers_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_MENTEE_INDEX_H_
