#ifndef PASSUNG_ENGINE_VOCABULARY_LEGAL_H_
#define PASSUNG_ENGINE_VOCABULARY_LEGAL_H_

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/digest.h"
#include "passung/date.h"
#include "passung/vocabulary.h"

namespace passung {

// One row of regulated_occupations.csv (columns in engine/data/README.md). All occupations of a row
// are one profession: a recognition for one of them covers the others. Professions that share
// nothing but a law therefore stand in rows of their own.
struct RegulatedRow {
  std::string profession;                   // key, unique per Land and period
  std::string name_de;                      // neutral form
  std::vector<OccupationCode> occupations;  // rising, not empty
  std::vector<OccupationCode> helpers;      // rising; open to unrecognised people
  RegulationKind kind = RegulationKind::kNone;
  int land = 0;  // 0 federal, 1 … 16 a Land
  // Level demanded by law in all four skills, for work.
  std::optional<LanguageLevel> german_by_law;
  std::optional<LicenceKind> certificate;  // only for kind certificate
  std::string body;                        // competent office in Saxony
  std::string legal_basis;
  Validity valid;
  std::string source;
  friend bool operator==(const RegulatedRow&, const RegulatedRow&) = default;
};

// The regulated occupations. Immutable; copies are expensive, so it is only moved.
class RegulatedOccupations {
 public:
  // InvalidArgument naming file, line and column. Two rows of one profession and Land may not hold
  // on the same day.
  static absl::StatusOr<RegulatedOccupations> FromCsv(absl::string_view file,
                                                      absl::string_view text);

  std::span<const RegulatedRow> rows() const { return rows_; }

  // Rising indexes into rows() of the rows that have the code among their *occupations*, whatever
  // their kind, Land and dates.
  std::span<const int32_t> RowsOf(OccupationCode occupation) const;

  // Whether any row has the code, among its occupations or helpers. Cheap.
  bool IsInSomeRow(OccupationCode code) const {
    return in_some_row_[static_cast<size_t>(code.number())];
  }

  // One row has both, as occupations or as helpers. Dates do not matter: what is one profession
  // today was one yesterday.
  bool SameProfession(OccupationCode a, OccupationCode b) const;
  // Rising: the codes of which SameProfession holds with this one; itself, if it is in a row.
  std::span<const OccupationCode> ProfessionOf(OccupationCode code) const;
  // One row has both among its occupations. A code shares a row with itself only if it is in one.
  bool SharesRow(OccupationCode a, OccupationCode b) const;
  // The code is an occupation of a row of kind full or staffing, of any Land, that holds on `day`.
  bool Bars(OccupationCode code, Date day) const;
  // The lowest occupation of which the law demands the same German as of this one on every day, which
  // stands for all of these; absent: it never demands any.
  std::optional<OccupationCode> LikeInGerman(OccupationCode code) const;

  // Of all rows, in whatever order.
  const base::Digest128& digest() const { return digest_; }

 private:
  void BuildLookups();
  void FindWhoIsLikeInGerman();

  std::vector<RegulatedRow> rows_;
  absl::flat_hash_map<OccupationCode, std::vector<int32_t>> rows_of_;
  absl::flat_hash_map<OccupationCode, OccupationCode> like_in_german_;
  absl::flat_hash_map<OccupationCode, std::vector<OccupationCode>> profession_of_;
  std::bitset<100'000> in_some_row_;  // by code: spares most pairs a look into the sets
  absl::flat_hash_set<uint64_t> same_profession_;  // unordered pairs of different codes
  absl::flat_hash_set<uint64_t> shares_row_;
  base::Digest128 digest_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_LEGAL_H_
