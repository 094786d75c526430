#ifndef PASSUNG_ENGINE_VOCABULARY_CROSSWALK_TABLES_H_
#define PASSUNG_ENGINE_VOCABULARY_CROSSWALK_TABLES_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/digest.h"
#include "passung/knowledge.h"
#include "passung/vocabulary.h"

namespace passung {

// Whether a text is in the form of EscoOccupation::id, resp. IscoLink::group.
bool IsEscoId(absl::string_view text);
bool IsIscoGroup(absl::string_view text);

// From ISCO-08 and ESCO to the KldB. Immutable.
class CrosswalkTables {
 public:
  // InvalidArgument naming the list, the row (from 1) and its value.
  static absl::StatusOr<CrosswalkTables> Create(const Crosswalk& rows);

  // As Knowledge has them.
  std::vector<OccupationCode> OccupationsOfIsco(absl::string_view group) const;
  const EscoOccupation* FindEsco(absl::string_view id) const;

  // Of every row, in whatever order; what an empty one adds up to is nothing.
  const base::DigestSum& digest() const { return digest_; }

 private:
  absl::Status AddIsco(const std::vector<IscoLink>& links);
  absl::Status AddEsco(const std::vector<EscoOccupation>& occupations);

  absl::flat_hash_map<std::string, std::vector<OccupationCode>> recommended_;  // rising
  absl::flat_hash_map<std::string, std::vector<OccupationCode>> all_;          // rising
  absl::flat_hash_map<std::string, EscoOccupation> esco_;                      // by id
  base::DigestSum digest_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_CROSSWALK_TABLES_H_
