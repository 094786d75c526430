#include "engine/vocabulary/legal.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/csv_table.h"
#include "engine/base/sort_unique.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/period.h"
#include "engine/vocabulary/table_row.h"

namespace passung {
namespace {

enum RegulatedColumn : size_t {
  kProfession,
  kNameDe,
  kOccupations,
  kHelpers,
  kRegulationKind,
  kLand,
  kGermanByLaw,
  kCertificate,
  kBody,
  kLegalBasis,
  kRegulatedFrom,
  kRegulatedUntil,
  kRegulationSource,
};
constexpr std::array<absl::string_view, 13> kRegulatedColumns = {
    "profession",  "name_de", "occupations", "helpers",    "kind",     "land",  "german_by_law",
    "certificate", "body",    "legal_basis", "valid_from", "valid_to", "source"};

uint64_t PairKey(OccupationCode a, OccupationCode b) {
  const auto low = static_cast<uint64_t>(std::min(a, b).number());
  const auto high = static_cast<uint64_t>(std::max(a, b).number());
  return (low << 32) | high;
}

// A land as its two digits; empty is the federation.
absl::StatusOr<int> ReadLand(const TableRow& fields) {
  if (fields.Text(kLand).empty()) return 0;
  return fields.Int(kLand, 1, 16);
}

absl::Status ReadCodes(const TableRow& fields, RegulatedRow& row) {
  PASSUNG_ASSIGN_OR_RETURN(row.occupations, fields.Occupations(kOccupations));
  PASSUNG_ASSIGN_OR_RETURN(row.helpers, fields.Occupations(kHelpers));
  if (row.occupations.empty()) return fields.Fault(kOccupations, "is empty");
  for (const OccupationCode code : row.helpers) {
    if (std::binary_search(row.occupations.begin(), row.occupations.end(), code)) {
      return fields.Fault(
          kHelpers, absl::StrCat("\"", code.ToString(), "\" is an occupation of this row as well"));
    }
  }
  return absl::OkStatus();
}

absl::Status ReadDemands(const TableRow& fields, RegulatedRow& row) {
  PASSUNG_ASSIGN_OR_RETURN(row.kind, fields.Enum<RegulationKind>(kRegulationKind));
  PASSUNG_ASSIGN_OR_RETURN(row.land, ReadLand(fields));
  PASSUNG_ASSIGN_OR_RETURN(row.german_by_law, fields.OptionalEnum<LanguageLevel>(kGermanByLaw));
  PASSUNG_ASSIGN_OR_RETURN(row.certificate, fields.OptionalEnum<LicenceKind>(kCertificate));
  if (row.german_by_law == LanguageLevel::kNone) {
    return fields.Fault(kGermanByLaw, "\"none\" is no level that a law demands; leave it empty");
  }
  if (row.certificate.has_value() != (row.kind == RegulationKind::kCertificate)) {
    return fields.Fault(kCertificate, "is needed for kind certificate and for no other");
  }
  return absl::OkStatus();
}

absl::StatusOr<RegulatedRow> ReadRegulatedRow(const TableRow& fields) {
  RegulatedRow row;
  PASSUNG_ASSIGN_OR_RETURN(row.profession, fields.RequiredText(kProfession));
  PASSUNG_ASSIGN_OR_RETURN(row.name_de, fields.RequiredText(kNameDe));
  PASSUNG_RETURN_IF_ERROR(ReadCodes(fields, row));
  PASSUNG_RETURN_IF_ERROR(ReadDemands(fields, row));
  row.body = std::string(fields.Text(kBody));
  PASSUNG_ASSIGN_OR_RETURN(row.legal_basis, fields.RequiredText(kLegalBasis));
  PASSUNG_ASSIGN_OR_RETURN(row.valid, fields.Period(kRegulatedFrom, kRegulatedUntil));
  PASSUNG_ASSIGN_OR_RETURN(row.source, fields.RequiredText(kRegulationSource));
  return row;
}

bool Clash(const RegulatedRow& a, const RegulatedRow& b) {
  return a.profession == b.profession && a.land == b.land && Overlap(a.valid, b.valid);
}

bool IsBarring(RegulationKind kind) {
  return kind == RegulationKind::kFull || kind == RegulationKind::kStaffing;
}

void AddPairs(const std::vector<OccupationCode>& codes, absl::flat_hash_set<uint64_t>& pairs) {
  for (const OccupationCode a : codes) {
    for (const OccupationCode b : codes) pairs.insert(PairKey(a, b));
  }
}

}  // namespace

absl::StatusOr<RegulatedOccupations> RegulatedOccupations::FromCsv(absl::string_view file,
                                                                   absl::string_view text) {
  PASSUNG_ASSIGN_OR_RETURN(const base::CsvTable table,
                           base::CsvTable::Parse(file, text, kRegulatedColumns));
  RegulatedOccupations regulated;
  for (size_t i = 0; i < table.size(); ++i) {
    const TableRow fields(table, i);
    PASSUNG_ASSIGN_OR_RETURN(RegulatedRow row, ReadRegulatedRow(fields));
    for (size_t j = 0; j < i; ++j) {
      if (!Clash(regulated.rows_[j], row)) continue;
      return fields.Fault(kProfession,
                          absl::StrCat("\"", row.profession, "\" holds on the same days as line ",
                                       table.line(j), " for the same Land"));
    }
    regulated.rows_.push_back(std::move(row));
  }
  regulated.digest_ = table.digest();
  regulated.BuildLookups();
  return regulated;
}

void RegulatedOccupations::BuildLookups() {
  for (size_t i = 0; i < rows_.size(); ++i) {
    const RegulatedRow& row = rows_[i];
    for (const OccupationCode code : row.occupations) {
      rows_of_[code].push_back(static_cast<int32_t>(i));
    }
    AddPairs(row.occupations, shares_row_);
    std::vector<OccupationCode> all = row.occupations;
    all.insert(all.end(), row.helpers.begin(), row.helpers.end());
    AddPairs(all, same_profession_);
    for (const OccupationCode code : all) {
      in_some_row_.set(static_cast<size_t>(code.number()));
      std::vector<OccupationCode>& profession = profession_of_[code];
      profession.insert(profession.end(), all.begin(), all.end());
    }
  }
  for (auto& [code, profession] : profession_of_) {
    base::SortUnique(profession);
  }
  FindWhoIsLikeInGerman();
}

// By the rows that demand a level, each with the days on which it holds.
void RegulatedOccupations::FindWhoIsLikeInGerman() {
  using Demand = std::tuple<std::optional<Date>, std::optional<Date>, LanguageLevel>;
  std::map<OccupationCode, std::vector<Demand>> demands_of;  // rising: the lowest comes first
  for (const RegulatedRow& row : rows_) {
    if (!row.german_by_law) continue;
    for (const OccupationCode code : row.occupations) {
      demands_of[code].emplace_back(row.valid.from, row.valid.until, *row.german_by_law);
    }
  }
  std::map<std::vector<Demand>, OccupationCode> lowest;
  for (auto& [code, demands] : demands_of) {
    base::SortUnique(demands);
    like_in_german_[code] = lowest.try_emplace(demands, code).first->second;
  }
}

std::optional<OccupationCode> RegulatedOccupations::LikeInGerman(OccupationCode code) const {
  if (!IsInSomeRow(code)) return std::nullopt;
  const auto found = like_in_german_.find(code);
  if (found == like_in_german_.end()) return std::nullopt;
  return found->second;
}

std::span<const int32_t> RegulatedOccupations::RowsOf(OccupationCode occupation) const {
  if (!IsInSomeRow(occupation)) return {};
  const auto found = rows_of_.find(occupation);
  return found == rows_of_.end() ? std::span<const int32_t>() : std::span(found->second);
}

std::span<const OccupationCode> RegulatedOccupations::ProfessionOf(OccupationCode code) const {
  const auto found = profession_of_.find(code);
  return found == profession_of_.end() ? std::span<const OccupationCode>()
                                       : std::span(found->second);
}

bool RegulatedOccupations::SameProfession(OccupationCode a, OccupationCode b) const {
  return IsInSomeRow(a) && IsInSomeRow(b) && same_profession_.contains(PairKey(a, b));
}

bool RegulatedOccupations::SharesRow(OccupationCode a, OccupationCode b) const {
  return shares_row_.contains(PairKey(a, b));
}

bool RegulatedOccupations::Bars(OccupationCode code, Date day) const {
  for (const int32_t index : RowsOf(code)) {
    const RegulatedRow& row = rows_[static_cast<size_t>(index)];
    if (IsBarring(row.kind) && row.valid.Holds(day)) return true;
  }
  return false;
}

}  // namespace passung
