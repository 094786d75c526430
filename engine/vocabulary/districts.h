#ifndef PASSUNG_ENGINE_VOCABULARY_DISTRICTS_H_
#define PASSUNG_ENGINE_VOCABULARY_DISTRICTS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/base/csv_table.h"
#include "engine/base/digest.h"
#include "engine/vocabulary/district_matrix.h"
#include "passung/enum_names.h"
#include "passung/vocabulary.h"

namespace passung {

struct District {
  DistrictCode code;
  std::string name;
  int region = 0;  // number of the planning region (145 Chemnitz …); 0: none
  GeoPoint seat;   // of the district's administration
  std::string source;
  friend bool operator==(const District&, const District&) = default;
};

enum class DistrictLinkKind : uint8_t {
  kStrong,  // many commute, in this direction
  kBorder,  // a shared border; the file lists both directions
};
template <>
struct EnumNames<DistrictLinkKind> {
  static constexpr absl::string_view kNames[] = {"strong", "border"};
};

struct DistrictLink {
  DistrictCode home;
  DistrictCode work;
  DistrictLinkKind kind = DistrictLinkKind::kBorder;
  std::optional<int> commuters;  // a year's figure, home → work; absent: not counted
  std::string source;
  friend bool operator==(const DistrictLink&, const DistrictLink&) = default;
};

// The directed relation between districts, and the time from one to another where it is measured.
// Immutable.
class Districts {
 public:
  // InvalidArgument naming file, line and column: unknown or repeated districts, a link to itself,
  // a border without its way back, a strong link between seats more than 80 km apart.
  // What the matrix counts takes the place of a link's strength for that pair and direction.
  static absl::StatusOr<Districts> FromCsv(absl::string_view districts_file,
                                           absl::string_view districts_text,
                                           absl::string_view links_file,
                                           absl::string_view links_text,
                                           DistrictMatrix matrix = {});

  std::span<const District> all() const { return districts_; }    // by code
  std::span<const DistrictLink> links() const { return links_; }  // by home, work, kind
  const District* Find(DistrictCode code) const;                  // nullptr if unknown
  // Any two codes: a district that no table knows is far from all but itself.
  DistrictRelation Relation(DistrictCode home, DistrictCode work) const;
  const DistrictMatrix& matrix() const { return matrix_; }

  // Of all rows, in whatever order.
  const base::Digest128& digest() const { return digest_; }

 private:
  bool IsStrong(const DistrictLink& link) const;
  absl::Status ReadDistricts(absl::string_view file, absl::string_view text);
  absl::Status ReadLinks(absl::string_view file, absl::string_view text);
  absl::Status CheckLinks(const base::CsvTable& table) const;
  void BuildRelations();

  std::vector<District> districts_;
  std::vector<DistrictLink> links_;
  absl::flat_hash_map<DistrictCode, int32_t> index_of_;
  std::vector<int16_t> index_by_number_;     // -1: unknown; the same for reading relations fast
  std::vector<DistrictRelation> relations_;  // all().size() squared, row = home
  DistrictMatrix matrix_;
  base::Digest128 digest_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_DISTRICTS_H_
