#include "engine/vocabulary/crosswalk_tables.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung {
namespace {

constexpr size_t kGroupDigits = 4;
constexpr size_t kUuidLength = 36;
constexpr int32_t kLowestRank = 9;
constexpr size_t kMaxLabelBytes = 300;

absl::Status LinkFault(absl::string_view list, size_t index, absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("classification: ", list, " row ", index + 1, ": ", message));
}

std::string NotAGroup(absl::string_view group) {
  return absl::StrCat("\"", group, "\" is no unit group of ISCO-08, which has 4 digits");
}

void SortAll(absl::flat_hash_map<std::string, std::vector<OccupationCode>>& by_group) {
  for (auto& [group, codes] : by_group) std::sort(codes.begin(), codes.end());
}

}  // namespace

bool IsEscoId(absl::string_view text) {
  return text.size() == kUuidLength && std::all_of(text.begin(), text.end(), [](char c) {
           return c == '-' || absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
                  (c >= 'a' && c <= 'f');
         });
}

bool IsIscoGroup(absl::string_view text) {
  return text.size() == kGroupDigits && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

absl::StatusOr<CrosswalkTables> CrosswalkTables::Create(const Crosswalk& rows) {
  CrosswalkTables tables;
  PASSUNG_RETURN_IF_ERROR(tables.AddIsco(rows.isco));
  PASSUNG_RETURN_IF_ERROR(tables.AddEsco(rows.esco));
  return tables;
}

absl::Status CrosswalkTables::AddIsco(const std::vector<IscoLink>& links) {
  absl::flat_hash_set<std::pair<std::string, int32_t>> seen;
  for (size_t i = 0; i < links.size(); ++i) {
    const IscoLink& link = links[i];
    if (!IsIscoGroup(link.group)) return LinkFault("isco", i, NotAGroup(link.group));
    if (link.rank < 1 || link.rank > kLowestRank) {
      return LinkFault("isco", i,
                       absl::StrCat("rank \"", link.rank, "\" is not 1 to ", kLowestRank));
    }
    if (!seen.emplace(link.group, link.code.number()).second) {
      return LinkFault(
          "isco", i,
          absl::StrCat("\"", link.code.ToString(), "\" with \"", link.group, "\" is repeated"));
    }
    all_[link.group].push_back(link.code);
    if (link.rank == 1) recommended_[link.group].push_back(link.code);
    digest_.Add(base::Digest()
                    .Update("isco")
                    .Update(link.group)
                    .Update(link.code.number())
                    .Update(link.rank)
                    .value());
  }
  SortAll(all_);
  SortAll(recommended_);
  return absl::OkStatus();
}

absl::Status CrosswalkTables::AddEsco(const std::vector<EscoOccupation>& occupations) {
  for (size_t i = 0; i < occupations.size(); ++i) {
    const EscoOccupation& row = occupations[i];
    if (!IsEscoId(row.id)) {
      return LinkFault("esco", i, absl::StrCat("\"", row.id, "\" is no UUID in lower case"));
    }
    if (!IsIscoGroup(row.group)) return LinkFault("esco", i, NotAGroup(row.group));
    if (row.label_de.size() > kMaxLabelBytes) {
      return LinkFault("esco", i,
                       absl::StrCat("the label has more than ", kMaxLabelBytes, " bytes"));
    }
    if (!esco_.try_emplace(row.id, row).second) {
      return LinkFault("esco", i, absl::StrCat("\"", row.id, "\" is repeated"));
    }
    digest_.Add(base::Digest()
                    .Update("esco")
                    .Update(row.id)
                    .Update(row.group)
                    .Update(row.label_de)
                    .value());
  }
  return absl::OkStatus();
}

std::vector<OccupationCode> CrosswalkTables::OccupationsOfIsco(absl::string_view group) const {
  for (const auto* by_group : {&recommended_, &all_}) {
    const auto found = by_group->find(group);
    if (found != by_group->end()) return found->second;
  }
  return {};
}

const EscoOccupation* CrosswalkTables::FindEsco(absl::string_view id) const {
  const auto found = esco_.find(id);
  return found == esco_.end() ? nullptr : &found->second;
}

}  // namespace passung
