// From the name of an occupation, as an advertisement words it, to its code.
#ifndef PASSUNG_ENGINE_INGEST_OCCUPATION_MAPPER_H_
#define PASSUNG_ENGINE_INGEST_OCCUPATION_MAPPER_H_

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "passung/knowledge.h"

namespace passung {

// How sure a mapping is.
enum class NameMatch : uint8_t {
  kExact,      // byte for byte a DKZ name
  kStripped,   // equal once gender forms, "(m/w/d)" and degree titles are taken off both sides
  kQualified,  // equal once a qualifier in brackets is taken off as well
};

struct MappedOccupation {
  const ActivityName* activity = nullptr;  // as long as the knowledge lives
  NameMatch match = NameMatch::kExact;
};

// The part of a name that two spellings share: "Elektroniker*in (m/w/d)", "Elektroniker/-in" and
// "Elektronikerin / Elektroniker" give "elektroniker"; "Verwaltungsfachangestellte/r" gives
// "verwaltungsfachangestellte"; "/Bachelor Professional in Technik" is left out.
std::string StripOccupationName(absl::string_view name);

// Holds an index of all DKZ names as stripped; names that become equal and differ in code are in
// none. `knowledge` must outlive it. Immutable.
class OccupationMapper final {
 public:
  explicit OccupationMapper(const Knowledge& knowledge);

  std::optional<MappedOccupation> Find(absl::string_view name) const;

 private:
  const ActivityName* FindStripped(absl::string_view name) const;

  const Knowledge* knowledge_;
  // Null: several codes.
  absl::flat_hash_map<std::string, const ActivityName*> stripped_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_OCCUPATION_MAPPER_H_
