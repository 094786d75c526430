#include "engine/index/bins.h"

#include <algorithm>
#include <numeric>

#include "absl/container/flat_hash_map.h"
#include "engine/index/favourable.h"

namespace passung {
namespace {

constexpr uint32_t kBins = kBinCount;
constexpr uint8_t kLastBin = kBinCount - 1;
// Bins with more members than this are not worth asking all of them.
constexpr size_t kMostMembers = 64;

using Codes = base::StableVector<uint32_t>;

// How often each code occurs in rows, and the codes by that, most frequent first.
struct Frequencies {
  explicit Frequencies(const Codes& codes, uint32_t size) : count(size), by_count(size) {
    codes.ForEachRun(0, codes.size(), [this](const uint32_t* run, uint32_t length) {
      for (uint32_t i = 0; i < length; ++i) ++count[run[i]];
    });
    std::iota(by_count.begin(), by_count.end(), 0U);
    std::stable_sort(by_count.begin(), by_count.end(),
                     [this](uint32_t a, uint32_t b) { return count[a] > count[b]; });
  }
  std::vector<uint32_t> count;
  std::vector<uint32_t> by_count;
};

// Bins that are being made.
struct Draft {
  std::vector<uint8_t> bin_of;  // by code
  std::array<std::vector<uint32_t>, kBinCount> representatives;
  uint64_t unbounded = 0;
};

void Join(Draft& bins, uint8_t bin, uint32_t code) {
  bins.bin_of[code] = bin;
  bins.representatives[bin].push_back(code);
}

// Codes that cannot be compared: the frequent ones for themselves, the others together as they
// come, all of them being asked.
Draft ByMembers(const Codes& codes, uint32_t size) {
  Draft bins;
  bins.bin_of.resize(size);
  const Frequencies frequencies(codes, size);
  for (uint32_t rank = 0; rank < size; ++rank) {
    // Down and up again, so that the rare ones do not join the frequent ones first.
    const uint32_t lap = rank / kBins;
    const uint32_t place = rank % kBins;
    const auto bin = static_cast<uint8_t>(lap % 2 == 0 ? place : kBins - 1 - place);
    Join(bins, bin, frequencies.by_count[rank]);
  }
  for (size_t bin = 0; bin < bins.representatives.size(); ++bin) {
    if (bins.representatives[bin].size() <= kMostMembers) continue;
    bins.representatives[bin].clear();
    bins.unbounded |= uint64_t{1} << bin;
  }
  return bins;
}

// As above, but the order of codes has a meaning: neighbours in it share a bin.
Draft ByNeighbours(const std::vector<uint32_t>& order) {
  Draft bins;
  const auto size = static_cast<uint32_t>(order.size());
  bins.bin_of.resize(size);
  for (uint32_t at = 0; at < size; ++at) {
    const uint32_t bin = size <= kBins ? at : static_cast<uint32_t>(uint64_t{at} * kBins / size);
    Join(bins, static_cast<uint8_t>(bin), order[at]);
  }
  return bins;
}

// The most frequent codes for themselves. The others apart by whether they name a skill: these are
// represented by a skill that everybody has whose skills are known, of the rest nothing is known.
Draft OfSkills(const Codes& codes, Dictionary<SkillsKey>& dictionary) {
  constexpr uint8_t kNamesSkills = kLastBin - 1;
  const uint32_t size = dictionary.size();
  if (size <= kBins) return ByMembers(codes, size);
  Draft bins;
  bins.bin_of.assign(size, kLastBin);
  bins.unbounded = uint64_t{1} << kLastBin;
  const Frequencies frequencies(codes, size);
  for (uint32_t rank = 0; rank < size; ++rank) {
    const uint32_t code = frequencies.by_count[rank];
    if (rank < kNamesSkills) {
      Join(bins, static_cast<uint8_t>(rank), code);
    } else if (!dictionary[code].skills.empty()) {
      bins.bin_of[code] = kNamesSkills;
    }
  }
  SkillsKey best;
  best.skills = {{.number = kAnySkill, .required = true}};
  bins.representatives[kNamesSkills] = {dictionary.Code(best)};
  bins.bin_of.resize(dictionary.size(), kNamesSkills);
  return bins;
}

// Groups of comparable codes, the frequent groups a bin each, the others in one of which nothing is
// known.
template <class Key>
Draft ByGroups(const Codes& codes, Dictionary<Key>& dictionary) {
  const uint32_t size = dictionary.size();
  const Frequencies frequencies(codes, size);
  struct Members {
    uint64_t group = 0;
    uint64_t rows = 0;
    std::vector<uint32_t> codes;
  };
  std::vector<Members> groups;
  absl::flat_hash_map<uint64_t, size_t> index_of;
  for (uint32_t code = 0; code < size; ++code) {
    const uint64_t group = GroupOf(dictionary[code]);
    const auto [at, is_new] = index_of.try_emplace(group, groups.size());
    if (is_new) groups.push_back({.group = group, .rows = 0, .codes = {}});
    groups[at->second].rows += frequencies.count[code];
    groups[at->second].codes.push_back(code);
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Members& a, const Members& b) { return a.rows > b.rows; });
  Draft bins;
  bins.bin_of.assign(size, kLastBin);
  for (size_t i = 0; i < groups.size(); ++i) {
    if (i >= kLastBin) {
      bins.unbounded = uint64_t{1} << kLastBin;
      break;
    }
    Key best = dictionary[groups[i].codes.front()];
    for (const uint32_t code : groups[i].codes) {
      bins.bin_of[code] = static_cast<uint8_t>(i);
      best = groups[i].codes.size() == 1 ? best : MoreFavourable(best, dictionary[code]);
    }
    bins.representatives[i] = {dictionary.Code(best)};
    bins.bin_of.resize(dictionary.size(), static_cast<uint8_t>(i));  // one that no row has
  }
  return bins;
}

// Places by district, then postal code: near ones share a bin.
template <class Key>
std::vector<uint32_t> ByPlace(const Dictionary<Key>& dictionary) {
  const auto place_of = [&](uint32_t code) -> const PlaceKey& {
    if constexpr (std::is_same_v<Key, ReachKey>) {
      return dictionary[code].place;
    } else {
      return dictionary[code];
    }
  };
  std::vector<uint32_t> order(dictionary.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const PlaceKey& x = place_of(a);
    const PlaceKey& y = place_of(b);
    return x.district != y.district ? x.district < y.district : x.postal_code < y.postal_code;
  });
  return order;
}

template <class Key>
Draft FineOrGroups(const Codes& codes, Dictionary<Key>& dictionary) {
  if (dictionary.size() <= kBins) return ByMembers(codes, dictionary.size());
  return ByGroups(codes, dictionary);
}

Bins Finish(Draft draft) {
  Bins bins;
  std::array<uint32_t, kBinCount> codes{};
  for (const uint8_t bin : draft.bin_of) {
    ++codes[bin];
    bins.bins->Append(bin);
  }
  for (uint32_t code = 0; code < draft.bin_of.size(); ++code) {
    const uint8_t bin = draft.bin_of[code];
    const bool by_itself = codes[bin] == 1 && draft.representatives[bin].size() == 1 &&
                           draft.representatives[bin].front() == code;
    if (by_itself) bins.exact |= uint64_t{1} << bin;
  }
  bins.representatives = std::move(draft.representatives);
  bins.unbounded = draft.unbounded;
  return bins;
}

}  // namespace

AllBins MakeBins(Columns& columns) {
  Dictionaries& d = columns.dictionaries;
  const auto codes = [&](ColumnId column) -> const Codes& { return columns.codes[Index(column)]; };
  AllBins all;
  const auto set = [&](ColumnId column, Draft draft) { all.Set(column, Finish(std::move(draft))); };
  for (const ColumnId column : {ColumnId::kSupport, ColumnId::kAccess, ColumnId::kRegulated,
                                ColumnId::kSchool, ColumnId::kLicence, ColumnId::kObligation}) {
    set(column, ByMembers(codes(column), d.size(column)));
  }
  set(ColumnId::kSkills, OfSkills(codes(ColumnId::kSkills), d.skills));
  set(ColumnId::kPlace, ByNeighbours(ByPlace(d.place)));
  set(ColumnId::kReach, ByNeighbours(ByPlace(d.reach)));
  set(ColumnId::kLanguage, FineOrGroups(codes(ColumnId::kLanguage), d.language));
  set(ColumnId::kHours, FineOrGroups(codes(ColumnId::kHours), d.hours));
  set(ColumnId::kStart, FineOrGroups(codes(ColumnId::kStart), d.start));
  set(ColumnId::kTrack, FineOrGroups(codes(ColumnId::kTrack), d.track));
  set(ColumnId::kExclusion, FineOrGroups(codes(ColumnId::kExclusion), d.exclusion));
  set(ColumnId::kOpen, FineOrGroups(codes(ColumnId::kOpen), d.open));
  return all;
}

}  // namespace passung
