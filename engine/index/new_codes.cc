#include <algorithm>
#include <optional>

#include "engine/index/bins.h"
#include "engine/index/favourable.h"

namespace passung {
namespace {

uint64_t BitOf(uint8_t bin) { return uint64_t{1} << bin; }

std::optional<uint8_t> FreeBin(const Bins& bins) {
  for (uint8_t bin = 0; bin < kBinCount; ++bin) {
    if (bins.representatives[bin].empty() && (bins.unbounded & BitOf(bin)) == 0) return bin;
  }
  return std::nullopt;
}

// The bin of the fewest members among those that `fits`, which may still have one more.
template <class Fits>
std::optional<uint8_t> SmallestBin(const Bins& bins, size_t most, Fits fits) {
  std::optional<uint8_t> smallest;
  for (uint8_t bin = 0; bin < kBinCount; ++bin) {
    const std::vector<uint32_t>& members = bins.representatives[bin];
    if (members.empty() || members.size() >= most || !fits(members)) continue;
    if (!smallest || members.size() < bins.representatives[*smallest].size()) smallest = bin;
  }
  return smallest;
}

// The bin joined last of all: nothing is known of its codes from now on.
uint8_t GiveUp(Bins& bins) {
  bins.representatives[kLastBin].clear();
  bins.unbounded |= BitOf(kLastBin);
  return kLastBin;
}

uint8_t JoinAsMember(Bins& bins, uint8_t bin, uint32_t code) {
  bins.representatives[bin].push_back(code);
  return bin;
}

// For columns whose codes cannot be compared.
template <class Key>
uint8_t Join(Bins& bins, Dictionary<Key>& /*dictionary*/, uint32_t code) {
  const auto bin = SmallestBin(bins, kMostBinMembers, [](const auto&) { return true; });
  return bin ? JoinAsMember(bins, *bin, code) : GiveUp(bins);
}

// With others of its district, and as long as there is room.
const PlaceKey& PlaceOf(const PlaceKey& key) { return key; }
const PlaceKey& PlaceOf(const ReachKey& key) { return key.place; }

template <class Key>
uint8_t JoinPlace(Bins& bins, const Dictionary<Key>& dictionary, uint32_t code) {
  const PlaceKey& place = PlaceOf(dictionary[code]);
  const auto near = SmallestBin(bins, SIZE_MAX, [&](const std::vector<uint32_t>& members) {
    return std::any_of(members.begin(), members.end(), [&](uint32_t member) {
      return PlaceOf(dictionary[member]).district == place.district;
    });
  });
  if (near) return JoinAsMember(bins, *near, code);
  const auto any = SmallestBin(bins, SIZE_MAX, [](const auto&) { return true; });
  return any ? JoinAsMember(bins, *any, code) : GiveUp(bins);
}
uint8_t Join(Bins& bins, Dictionary<PlaceKey>& dictionary, uint32_t code) {
  return JoinPlace(bins, dictionary, code);
}
uint8_t Join(Bins& bins, Dictionary<ReachKey>& dictionary, uint32_t code) {
  return JoinPlace(bins, dictionary, code);
}

// A bin of codes that are alike at least coarsely: the rarer they are, the later is their bin. Where there is
// none, that of the rarest.
template <class Key>
std::optional<uint8_t> BinOfCoarselyAlike(const Bins& /*bins*/,
                                          const Dictionary<Key>& /*dictionary*/,
                                          uint32_t /*code*/) {
  return std::nullopt;
}
std::optional<uint8_t> BinOfCoarselyAlike(const Bins& bins,
                                          const Dictionary<LanguageKey>& dictionary,
                                          uint32_t code) {
  for (uint8_t bin = kBinCount; bin-- > 0;) {
    const std::vector<uint32_t>& members = bins.representatives[bin];
    if (members.size() != 1) continue;
    if (CoarseGroupOf(dictionary[members.front()]) == CoarseGroupOf(dictionary[code])) return bin;
  }
  if (bins.representatives[kLastBin].empty()) return std::nullopt;
  return kLastBin;
}

// With one of its group, whose representative becomes at least as favourable.
template <class Key>
requires requires(const Key& key) { GroupOf(key); }
uint8_t Join(Bins& bins, Dictionary<Key>& dictionary, uint32_t code) {
  const uint64_t group = GroupOf(dictionary[code]);
  auto bin = SmallestBin(bins, 2, [&](const std::vector<uint32_t>& members) {
    return GroupOf(dictionary[members.front()]) == group;
  });
  if (!bin) bin = BinOfCoarselyAlike(bins, dictionary, code);
  if (!bin) return GiveUp(bins);
  uint32_t& best = bins.representatives[*bin].front();
  best = dictionary.Code(MoreFavourable(dictionary[best], dictionary[code]));
  return *bin;
}
// Where some bin stands for all that name a skill, with these.
std::optional<uint8_t> BinOfNamed(const Bins& bins, const Dictionary<SkillsKey>& dictionary,
                                  uint32_t code) {
  if (dictionary[code].skills.empty()) return std::nullopt;
  return SmallestBin(bins, 2, [&](const std::vector<uint32_t>& members) {
    const auto& skills = dictionary[members.front()].skills;
    return skills.size() == 1 && skills.front().number == kAnySkill;
  });
}
uint8_t Join(Bins& bins, Dictionary<SkillsKey>& dictionary, uint32_t code) {
  const auto named = BinOfNamed(bins, dictionary, code);
  return named ? *named : GiveUp(bins);
}

// A bin that a code can join without any change to it; most new codes are of skills.
template <class Key>
std::optional<uint8_t> BinAsItIs(const Bins& /*bins*/, const Dictionary<Key>& /*dictionary*/,
                                 uint32_t /*code*/) {
  return std::nullopt;
}
std::optional<uint8_t> BinAsItIs(const Bins& bins, const Dictionary<SkillsKey>& dictionary,
                                 uint32_t code) {
  const auto named = BinOfNamed(bins, dictionary, code);
  const bool is_shared = named && (bins.complete & BitOf(*named)) == 0;
  return is_shared ? named : std::nullopt;
}

// The first codes get a bin each.
template <class Key>
uint8_t GiveBin(Bins& bins, Dictionary<Key>& dictionary, uint32_t code) {
  const std::optional<uint8_t> free = FreeBin(bins);
  if (!free) {
    const uint8_t bin = Join(bins, dictionary, code);
    bins.complete &= ~BitOf(bin);
    return bin;
  }
  bins.representatives[*free] = {code};
  bins.complete |= BitOf(*free);
  return *free;
}

template <class Key>
void AddTo(ColumnId column, Dictionary<Key>& dictionary, AllBins& all) {
  for (uint32_t code = all[Index(column)].bins->size(); code < dictionary.size(); ++code) {
    const Bins& before = all[Index(column)];
    if (const auto bin = BinAsItIs(before, dictionary, code)) {
      before.bins->Append(*bin);
      continue;
    }
    Bins after = before;
    const uint8_t bin = GiveBin(after, dictionary, code);
    before.bins->Append(bin);
    const bool changed = after.representatives[bin] != before.representatives[bin] ||
                         after.complete != before.complete || after.unbounded != before.unbounded;
    if (changed) all.Set(column, std::move(after));
  }
}

}  // namespace

void AddNewCodes(Columns& columns, AllBins& bins) {
  Dictionaries& d = columns.dictionaries;
  AddTo(ColumnId::kLanguage, d.language, bins);
  AddTo(ColumnId::kSkills, d.skills, bins);
  AddTo(ColumnId::kPlace, d.place, bins);
  AddTo(ColumnId::kReach, d.reach, bins);
  AddTo(ColumnId::kHours, d.hours, bins);
  AddTo(ColumnId::kStart, d.start, bins);
  AddTo(ColumnId::kSupport, d.support, bins);
  AddTo(ColumnId::kAccess, d.access, bins);
  AddTo(ColumnId::kRegulated, d.regulated, bins);
  AddTo(ColumnId::kSchool, d.school, bins);
  AddTo(ColumnId::kLicence, d.licence, bins);
  AddTo(ColumnId::kTrack, d.track, bins);
  AddTo(ColumnId::kObligation, d.obligation, bins);
  AddTo(ColumnId::kExclusion, d.exclusion, bins);
  AddTo(ColumnId::kOpen, d.open, bins);
}

}  // namespace passung
