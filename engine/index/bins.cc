#include "engine/index/bins.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "engine/index/favourable.h"

namespace passung {
namespace {

constexpr uint32_t kBins = kBinCount;

// How often each code of a column occurs in rows.
using Counts = std::vector<uint32_t>;

// Of all columns but jobs, which have no bins, and places, which go by where they lie.
std::array<Counts, kColumnIdCount> CountCodes(const Columns& columns) {
  const auto is_counted = [](ColumnId column) {
    return column != ColumnId::kJob && column != ColumnId::kPlace && column != ColumnId::kReach;
  };
  std::array<Counts, kColumnIdCount> counts;
  for (size_t i = 0; i < counts.size(); ++i) {
    counts[i].resize(columns.dictionaries.size(static_cast<ColumnId>(i)));
  }
  columns.ForEachShortRun([&](const Columns::Run& run) {
    for (size_t i = 0; i < counts.size(); ++i) {
      const auto column = static_cast<ColumnId>(i);
      if (!is_counted(column)) continue;
      run.ForEachCode(column, [&](uint32_t, uint32_t code) { ++counts[i][code]; });
    }
  });
  return counts;
}

// Codes, the most frequent first.
std::vector<uint32_t> ByCount(const Counts& counts) {
  std::vector<uint32_t> codes(counts.size());
  std::iota(codes.begin(), codes.end(), 0U);
  std::stable_sort(codes.begin(), codes.end(),
                   [&](uint32_t a, uint32_t b) { return counts[a] > counts[b]; });
  return codes;
}

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
Draft ByMembers(const Counts& counts) {
  Draft bins;
  bins.bin_of.resize(counts.size());
  const std::vector<uint32_t> by_count = ByCount(counts);
  for (uint32_t rank = 0; rank < by_count.size(); ++rank) {
    // Down and up again, so that the rare ones do not join the frequent ones first.
    const uint32_t lap = rank / kBins;
    const uint32_t place = rank % kBins;
    const auto bin = static_cast<uint8_t>(lap % 2 == 0 ? place : kBins - 1 - place);
    Join(bins, bin, by_count[rank]);
  }
  for (size_t bin = 0; bin < bins.representatives.size(); ++bin) {
    if (bins.representatives[bin].size() <= kMostBinMembers) continue;
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
Draft OfSkills(const Counts& counts, Dictionary<SkillsKey>& dictionary) {
  constexpr uint8_t kNamesSkills = kLastBin - 1;
  const uint32_t size = dictionary.size();
  if (size <= kBins) return ByMembers(counts);
  Draft bins;
  bins.bin_of.assign(size, kLastBin);
  bins.unbounded = uint64_t{1} << kLastBin;
  const std::vector<uint32_t> by_count = ByCount(counts);
  for (uint32_t rank = 0; rank < size; ++rank) {
    const uint32_t code = by_count[rank];
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

template <class Key>
concept HasCoarseGroups = requires(const Key& key) {
  CoarseGroupOf(key);
};

// Codes that are alike, by a number that they have in common.
struct Members {
  uint64_t group = 0;
  uint64_t rows = 0;
  std::vector<uint32_t> codes;
};

// The most frequent first.
template <class Key>
std::vector<Members> GroupCodes(const Counts& counts, const Dictionary<Key>& dictionary) {
  std::vector<Members> groups;
  absl::flat_hash_map<uint64_t, size_t> index_of;
  for (uint32_t code = 0; code < dictionary.size(); ++code) {
    const uint64_t group = GroupOf(dictionary[code]);
    const auto [at, is_new] = index_of.try_emplace(group, groups.size());
    if (is_new) groups.push_back({.group = group, .rows = 0, .codes = {}});
    groups[at->second].rows += counts[code];
    groups[at->second].codes.push_back(code);
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Members& a, const Members& b) { return a.rows > b.rows; });
  return groups;
}

// Puts rare groups together that are alike at least coarsely, as few as leave a bin for each.
template <HasCoarseGroups Key>
void JoinRareGroups(const Dictionary<Key>& dictionary, std::vector<Members>& groups) {
  std::vector<Members> coarse;
  const auto join = [&](Members rare) {
    const uint64_t group = CoarseGroupOf(dictionary[rare.codes.front()]);
    const auto at = std::find_if(coarse.begin(), coarse.end(),
                                 [&](const Members& of) { return of.group == group; });
    if (at == coarse.end()) {
      coarse.push_back({.group = group, .rows = rare.rows, .codes = std::move(rare.codes)});
      return;
    }
    at->rows += rare.rows;
    at->codes.insert(at->codes.end(), rare.codes.begin(), rare.codes.end());
  };
  while (!groups.empty() && groups.size() + coarse.size() > kBins) {
    join(std::move(groups.back()));
    groups.pop_back();
  }
  groups.insert(groups.end(), std::make_move_iterator(coarse.begin()),
                std::make_move_iterator(coarse.end()));
}

// Groups of comparable codes, the frequent groups a bin each. The others share bins where that is known to
// be of use, else one of which nothing is known.
template <class Key>
Draft ByGroups(const Counts& counts, Dictionary<Key>& dictionary) {
  std::vector<Members> groups = GroupCodes(counts, dictionary);
  if constexpr (HasCoarseGroups<Key>) JoinRareGroups(dictionary, groups);
  Draft bins;
  bins.bin_of.assign(dictionary.size(), kLastBin);
  for (size_t i = 0; i < groups.size(); ++i) {
    if (i >= kLastBin && !HasCoarseGroups<Key>) {
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
Draft FineOrGroups(const Counts& counts, Dictionary<Key>& dictionary) {
  return dictionary.size() <= kBins ? ByMembers(counts) : ByGroups(counts, dictionary);
}

Bins Finish(Draft draft) {
  Bins bins;
  std::array<uint32_t, kBinCount> codes{};
  for (const uint8_t bin : draft.bin_of) {
    ++codes[bin];
    bins.bins->Append(bin);
  }
  for (size_t bin = 0; bin < codes.size(); ++bin) {
    const bool is_complete = codes[bin] > 0 && codes[bin] == draft.representatives[bin].size();
    if (is_complete) bins.complete |= uint64_t{1} << bin;
  }
  bins.representatives = std::move(draft.representatives);
  bins.unbounded = draft.unbounded;
  return bins;
}

}  // namespace

uint64_t AllBins::NextNumber() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

AllBins MakeBins(Columns& columns) {
  Dictionaries& d = columns.dictionaries;
  const auto all_counts = CountCodes(columns);
  const auto counts = [&](ColumnId column) -> const Counts& { return all_counts[Index(column)]; };
  AllBins all;
  const auto set = [&](ColumnId column, Draft draft) { all.Set(column, Finish(std::move(draft))); };
  for (const ColumnId column : {ColumnId::kSupport, ColumnId::kAccess, ColumnId::kRegulated,
                                ColumnId::kSchool, ColumnId::kLicence, ColumnId::kObligation}) {
    set(column, ByMembers(counts(column)));
  }
  set(ColumnId::kSkills, OfSkills(counts(ColumnId::kSkills), d.skills));
  set(ColumnId::kPlace, ByNeighbours(ByPlace(d.place)));
  set(ColumnId::kReach, ByNeighbours(ByPlace(d.reach)));
  set(ColumnId::kLanguage, FineOrGroups(counts(ColumnId::kLanguage), d.language));
  set(ColumnId::kHours, FineOrGroups(counts(ColumnId::kHours), d.hours));
  set(ColumnId::kStart, FineOrGroups(counts(ColumnId::kStart), d.start));
  set(ColumnId::kTrack, FineOrGroups(counts(ColumnId::kTrack), d.track));
  set(ColumnId::kExclusion, FineOrGroups(counts(ColumnId::kExclusion), d.exclusion));
  set(ColumnId::kOpen, FineOrGroups(counts(ColumnId::kOpen), d.open));
  return all;
}

}  // namespace passung
