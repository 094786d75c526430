#include "engine/explain/codes_apart.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "engine/search/related_groups.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

// How a code is related to so many occupations is one number, four bits for each.
constexpr size_t kMostTogether = 16;
constexpr unsigned kBits = 4;
constexpr uint64_t kUnrelatedToAll = 0x1111111111111111 * Index(OccupationRelation::kUnrelated);

// Those of the codes, which rise, that begin with the digits of a group.
std::span<const OccupationCode> InGroup(std::span<const OccupationCode> codes, int32_t group,
                                        int digits) {
  const auto prefix = [&](OccupationCode code) { return code.Prefix(digits); };
  const auto first = std::ranges::lower_bound(codes, group, {}, prefix);
  return {first, std::ranges::upper_bound(first, codes.end(), group, {}, prefix)};
}

// All codes of main groups with one that is related to an occupation; of the others those that stand for them. Rising.
std::vector<OccupationCode> CodesToTell(const KnowledgeImpl& knowledge,
                                        std::span<const OccupationCode> occupations) {
  constexpr int kDigits = 2;
  std::bitset<100> related;
  for (const OccupationCode occupation : occupations) {
    ForEachRelatedGroup(knowledge, occupation,
                        [&](int32_t group, int digits, OccupationRelation /*relation*/) {
                          for (; digits > kDigits; --digits) group /= 10;
                          related.set(static_cast<size_t>(group));
                        });
  }
  const std::span<const OccupationCode> all = knowledge.classification().AllCodes();
  std::span<const OccupationCode> firsts = knowledge.main_group_firsts();
  std::vector<OccupationCode> codes;
  codes.reserve(all.size());
  while (!firsts.empty()) {
    const int32_t group = firsts.front().Prefix(kDigits);
    const auto own_firsts = InGroup(firsts, group, kDigits);
    const bool is_related = related.test(static_cast<size_t>(group));
    const auto own = is_related ? InGroup(all, group, kDigits) : own_firsts;
    codes.insert(codes.end(), own.begin(), own.end());
    firsts = firsts.subspan(own_firsts.size());
  }
  return codes;
}

// How each of the codes, which rise, is related to the occupations.
std::vector<uint64_t> RelationsOf(const KnowledgeImpl& knowledge,
                                  std::span<const OccupationCode> codes,
                                  std::span<const OccupationCode> occupations) {
  std::vector<uint64_t> relations(codes.size(), kUnrelatedToAll);
  unsigned shift = 0;
  const auto relate = [&](int32_t group, int digits, OccupationRelation relation) {
    const auto related = InGroup(codes, group, digits);
    const uint64_t others = ~(uint64_t{0xF} << shift);
    const uint64_t own = uint64_t{Index(relation)} << shift;
    uint64_t* const first = relations.data() + (related.data() - codes.data());
    std::for_each(first, first + related.size(),
                  [&](uint64_t& of_code) { of_code = (of_code & others) | own; });
  };
  for (const OccupationCode occupation : occupations) {
    ForEachRelatedGroup(knowledge, occupation, relate);
    shift += kBits;
  }
  return relations;
}

// What tells codes apart beside that: requirement level, the level by law, whether they bar.
struct Kind {
  uint32_t number = 0;  // below kKinds
  bool bars = false;
};
constexpr uint32_t kLevelNumbers = 10;  // the last digit of a code
constexpr uint32_t kKinds = 2 * (EnumCount<LanguageLevel>() + 1) * kLevelNumbers;

Kind KindOf(const KnowledgeImpl& knowledge, OccupationCode code, Date day) {
  const auto level = static_cast<uint32_t>(code.requirement_level());
  if (!knowledge.regulated().IsInSomeRow(code)) return {level, false};
  const auto by_law = GermanByLaw(knowledge, code, day);
  const bool bars = knowledge.regulated().Bars(code, day);
  const auto law = static_cast<uint32_t>(by_law ? Index(*by_law) + 1 : 0);
  return {(law * 2 + (bars ? 1 : 0)) * kLevelNumbers + level, bars};
}

// The class of each code among those that are alike so far. Classes are numbered in the order of their first codes once
// some occupations have been looked at.
struct Classes {
  std::vector<uint32_t> of_code;
  uint32_t count = 0;
  std::vector<OccupationCode> firsts;
};

// Parts classes by how their codes are related to some more occupations.
void Part(std::span<const OccupationCode> codes, std::span<const uint64_t> relations,
          const std::vector<bool>& bars, Classes& classes) {
  constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
  std::vector<uint32_t> unrelated(classes.count, kNone);  // by class before
  absl::flat_hash_map<std::pair<uint64_t, uint32_t>, uint32_t> related;
  classes.count = 0;
  classes.firsts.clear();
  for (size_t i = 0; i < codes.size(); ++i) {
    uint32_t& known = classes.of_code[i];
    const auto add = [&] {
      classes.firsts.push_back(codes[i]);
      return classes.count++;
    };
    if (relations[i] == kUnrelatedToAll) {
      uint32_t& part = unrelated[known];
      known = part = part == kNone ? add() : part;
    } else if (bars[i]) {
      known = add();
    } else {
      const auto [part, is_new] = related.try_emplace({relations[i], known}, classes.count);
      known = is_new ? add() : part->second;
    }
  }
}

}  // namespace

std::vector<OccupationCode> CodesApart(const KnowledgeImpl& knowledge, const DayFacts& facts) {
  const std::vector<OccupationCode> occupations = OccupationsOf(facts);
  const std::vector<OccupationCode> codes = CodesToTell(knowledge, occupations);
  Classes classes{.of_code = std::vector<uint32_t>(codes.size()), .count = kKinds, .firsts = {}};
  std::vector<bool> bars(codes.size());
  for (size_t i = 0; i < codes.size(); ++i) {
    const Kind kind = KindOf(knowledge, codes[i], facts.day);
    classes.of_code[i] = kind.number;
    bars[i] = kind.bars;
  }
  std::span<const OccupationCode> left = occupations;
  do {
    const size_t together = std::min(left.size(), kMostTogether);
    Part(codes, RelationsOf(knowledge, codes, left.first(together)), bars, classes);
    left = left.subspan(together);
  } while (!left.empty());
  return std::move(classes.firsts);
}

}  // namespace passung
