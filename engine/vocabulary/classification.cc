#include "engine/vocabulary/classification.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung {
namespace {

constexpr int kMainGroupDigits = 2;
constexpr size_t kMaxRowTextBytes = 300;

absl::Status RowFault(absl::string_view list, size_t index, absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("classification: ", list, " row ", index + 1, ": ", message));
}

// A group of occupations, withdrawn ones read as their successors.
struct ParsedGroup {
  int digits = 0;
  int32_t value = 0;
  bool withdrawn = false;
};

absl::StatusOr<ParsedGroup> ParseGroup(absl::string_view text) {
  PASSUNG_ASSIGN_OR_RETURN(const OccupationPrefix prefix, OccupationPrefix::Parse(text));
  const std::string canonical = prefix.ToString();
  int32_t value = 0;
  for (const char digit : canonical) value = value * 10 + (digit - '0');
  return ParsedGroup{
      .digits = static_cast<int>(canonical.size()), .value = value, .withdrawn = canonical != text};
}

uint64_t PairKey(uint32_t a, uint32_t b) {
  return (static_cast<uint64_t>(std::min(a, b)) << 32) | std::max(a, b);
}

}  // namespace

absl::StatusOr<Classification> Classification::Create(const ClassificationRows& rows) {
  Classification classification;
  for (const MainGroup& group : MainGroups()) {
    classification.titles_[GroupKey(kMainGroupDigits, group.code)] = std::string(group.title_de);
  }
  PASSUNG_RETURN_IF_ERROR(classification.AddTitles(rows.titles));
  PASSUNG_RETURN_IF_ERROR(classification.AddNeighbours(rows.neighbours));
  PASSUNG_RETURN_IF_ERROR(classification.AddActivities(rows.activities));
  PASSUNG_ASSIGN_OR_RETURN(classification.crosswalk_, CrosswalkTables::Create(rows.crosswalk));
  classification.digest_.Add(classification.crosswalk_.digest().value());
  classification.imported_ = !classification.codes_.empty();
  if (!classification.imported_) classification.AddBuiltInCodes();
  return classification;
}

absl::Status Classification::AddTitles(const std::vector<OccupationTitle>& titles) {
  absl::flat_hash_set<uint32_t> seen;
  for (size_t i = 0; i < titles.size(); ++i) {
    const OccupationTitle& row = titles[i];
    const absl::StatusOr<ParsedGroup> group = ParseGroup(row.code);
    if (!group.ok()) return RowFault("titles", i, group.status().message());
    if (group->withdrawn) continue;
    if (row.title_de.empty() || row.title_de.size() > kMaxRowTextBytes) {
      return RowFault("titles", i,
                      absl::StrCat("the title of \"", row.code, "\" has not 1 to ",
                                   kMaxRowTextBytes, " bytes"));
    }
    const uint32_t key = GroupKey(group->digits, group->value);
    if (!seen.insert(key).second) {
      return RowFault("titles", i, absl::StrCat("code \"", row.code, "\" is repeated"));
    }
    titles_[key] = row.title_de;
    if (group->digits == 5) codes_.push_back(OccupationCode::FromNumber(group->value));
    digest_.Add(base::Digest().Update("title").Update(key).Update(row.title_de).value());
  }
  std::sort(codes_.begin(), codes_.end());
  if (!titles.empty() && codes_.empty()) {
    return absl::InvalidArgumentError("classification: titles: no code has five digits");
  }
  return absl::OkStatus();
}

absl::Status Classification::AddNeighbours(const std::vector<NeighbourPair>& neighbours) {
  for (size_t i = 0; i < neighbours.size(); ++i) {
    std::array<uint32_t, 2> keys{};
    const std::array<absl::string_view, 2> codes = {neighbours[i].code, neighbours[i].neighbour};
    for (size_t side = 0; side < codes.size(); ++side) {
      const absl::StatusOr<ParsedGroup> group = ParseGroup(codes[side]);
      if (!group.ok()) return RowFault("neighbours", i, group.status().message());
      if (group->digits != 3 && group->digits != 4) {
        return RowFault("neighbours", i,
                        absl::StrCat("code \"", codes[side], "\" has not 3 or 4 digits"));
      }
      keys[side] = GroupKey(group->digits, group->value);
      MarkNeighbours(group->digits, group->value);
    }
    const uint64_t pair = PairKey(keys[0], keys[1]);
    if (!neighbours_.insert(pair).second) continue;
    for (const auto& [key, other] : {std::pair(keys[0], keys[1]), std::pair(keys[1], keys[0])}) {
      const int digits = other >= GroupKey(4, 0) ? 4 : 3;
      neighbours_of_[key].push_back({digits, static_cast<int32_t>(other - GroupKey(digits, 0))});
    }
    digest_.Add(base::Digest().Update("neighbours").Update(static_cast<int64_t>(pair)).value());
  }
  return absl::OkStatus();
}

absl::Status Classification::AddActivities(const std::vector<ActivityName>& activities) {
  for (size_t i = 0; i < activities.size(); ++i) {
    const ActivityName& row = activities[i];
    if (row.name.empty() || row.name.size() > kMaxRowTextBytes) {
      return RowFault("activities", i,
                      absl::StrCat("the name has not 1 to ", kMaxRowTextBytes, " bytes"));
    }
    if (row.level && (*row.level < 1 || *row.level > 4)) {
      return RowFault("activities", i, absl::StrCat("level \"", *row.level, "\" is not 1 to 4"));
    }
    if (!activities_.try_emplace(row.name, row).second) continue;
    digest_.Add(base::Digest()
                    .Update("activity")
                    .Update(row.name)
                    .Update(row.code.number())
                    .Update(row.level.value_or(0))
                    .value());
  }
  return absl::OkStatus();
}

void Classification::AddBuiltInCodes() {
  for (const MainGroup& group : MainGroups()) {
    for (int32_t trade = 0; trade < 100; ++trade) {
      for (int32_t level = 1; level <= 4; ++level) {
        codes_.push_back(OccupationCode::FromNumber(group.code * 1'000 + trade * 10 + level));
      }
    }
  }
}

void Classification::MarkNeighbours(int digits, int32_t value) {
  const size_t first = static_cast<size_t>(digits == 3 ? value * 10 : value);
  const size_t count = digits == 3 ? 10 : 1;
  for (size_t i = first; i < first + count; ++i) has_neighbours_.set(i);
}

bool Classification::Contains(OccupationCode code) const {
  return std::binary_search(codes_.begin(), codes_.end(), code);
}

std::string Classification::TitleOf(OccupationCode code) const {
  for (int digits = 5; digits > 0; --digits) {
    const auto found = titles_.find(GroupKey(digits, code.Prefix(digits)));
    if (found != titles_.end()) return found->second;
  }
  return "";
}

const ActivityName* Classification::FindActivity(absl::string_view name) const {
  const auto found = activities_.find(name);
  return found == activities_.end() ? nullptr : &found->second;
}

std::vector<const ActivityName*> Classification::Activities() const {
  std::vector<const ActivityName*> all;
  all.reserve(activities_.size());
  for (const auto& [name, activity] : activities_) all.push_back(&activity);
  std::sort(all.begin(), all.end(),
            [](const ActivityName* a, const ActivityName* b) { return a->name < b->name; });
  return all;
}

bool Classification::Neighbours(OccupationCode a, OccupationCode b) const {
  const int32_t a4 = a.Prefix(4);
  const int32_t b4 = b.Prefix(4);
  if (!has_neighbours_[static_cast<size_t>(a4)] || !has_neighbours_[static_cast<size_t>(b4)]) {
    return false;
  }
  for (const uint32_t key_a : {GroupKey(4, a4), GroupKey(3, a4 / 10)}) {
    for (const uint32_t key_b : {GroupKey(4, b4), GroupKey(3, b4 / 10)}) {
      if (neighbours_.contains(PairKey(key_a, key_b))) return true;
    }
  }
  return false;
}

}  // namespace passung
