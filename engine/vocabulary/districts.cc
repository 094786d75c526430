#include "engine/vocabulary/districts.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/csv_table.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/table_row.h"

namespace passung {
namespace {

enum DistrictColumn : size_t {
  kCode,
  kName,
  kRegion,
  kSeatLatitude,
  kSeatLongitude,
  kDistrictSource
};
constexpr size_t kDistrictNumbers = 17'000;  // five digits, the first two 01 to 16

constexpr std::array<absl::string_view, 6> kDistrictColumns = {
    "code", "name", "region", "seat_latitude", "seat_longitude", "source"};

enum LinkColumn : size_t { kHome, kWork, kLinkKind, kCommuters, kLinkSource };
constexpr std::array<absl::string_view, 5> kLinkColumns = {"home", "work", "kind", "commuters",
                                                           "source"};

constexpr int kMaxRegion = 999;
constexpr int kMaxCommuters = 10'000'000;

// Nobody calls a daily way of more than 80 km between two seats a strong link: such a row is a
// mistyped code.
constexpr int64_t kMaxStrongLinkM = 80'000;

// Square of the distance in metres on a plane that fits central Germany: a degree of latitude is
// 111.2 km, one of longitude 111.2 km × cos 51° = 70.0 km. Good to two per cent, in integers.
int64_t SquaredDistanceM(const GeoPoint& a, const GeoPoint& b) {
  const int64_t north = int64_t{a.latitude_e6 - b.latitude_e6} * 1'112 / 10'000;
  const int64_t east = int64_t{a.longitude_e6 - b.longitude_e6} * 700 / 10'000;
  return north * north + east * east;
}

absl::StatusOr<District> ReadDistrict(const TableRow& fields) {
  District district;
  PASSUNG_ASSIGN_OR_RETURN(district.code, fields.District(kCode));
  PASSUNG_ASSIGN_OR_RETURN(district.name, fields.RequiredText(kName));
  PASSUNG_ASSIGN_OR_RETURN(district.region, fields.Int(kRegion, 0, kMaxRegion));
  PASSUNG_ASSIGN_OR_RETURN(district.seat.latitude_e6, fields.DegreesE6(kSeatLatitude, 90));
  PASSUNG_ASSIGN_OR_RETURN(district.seat.longitude_e6, fields.DegreesE6(kSeatLongitude, 180));
  PASSUNG_ASSIGN_OR_RETURN(district.source, fields.RequiredText(kDistrictSource));
  return district;
}

absl::StatusOr<DistrictLink> ReadLink(const TableRow& fields) {
  DistrictLink link;
  PASSUNG_ASSIGN_OR_RETURN(link.home, fields.District(kHome));
  PASSUNG_ASSIGN_OR_RETURN(link.work, fields.District(kWork));
  PASSUNG_ASSIGN_OR_RETURN(link.kind, fields.Enum<DistrictLinkKind>(kLinkKind));
  PASSUNG_ASSIGN_OR_RETURN(link.commuters, fields.OptionalInt(kCommuters, 0, kMaxCommuters));
  PASSUNG_ASSIGN_OR_RETURN(link.source, fields.RequiredText(kLinkSource));
  if (link.home == link.work) {
    return fields.Fault(kWork, absl::StrCat("\"", link.work.ToString(), "\" is the home as well"));
  }
  return link;
}

auto LinkKey(const DistrictLink& link) { return std::tuple(link.home, link.work, link.kind); }

}  // namespace

absl::StatusOr<Districts> Districts::FromCsv(absl::string_view districts_file,
                                             absl::string_view districts_text,
                                             absl::string_view links_file,
                                             absl::string_view links_text, DistrictMatrix matrix) {
  Districts districts;
  districts.matrix_ = std::move(matrix);
  PASSUNG_RETURN_IF_ERROR(districts.ReadDistricts(districts_file, districts_text));
  PASSUNG_RETURN_IF_ERROR(districts.ReadLinks(links_file, links_text));
  districts.BuildRelations();
  // Without a matrix the digest is that of the two files, as before there was such a thing.
  if (!districts.matrix_.districts().empty()) {
    districts.digest_ = base::Digest()
                            .Update(districts.digest_.ToHex())
                            .Update(districts.matrix_.digest().ToHex())
                            .value();
  }
  return districts;
}

absl::Status Districts::ReadDistricts(absl::string_view file, absl::string_view text) {
  PASSUNG_ASSIGN_OR_RETURN(const base::CsvTable table,
                           base::CsvTable::Parse(file, text, kDistrictColumns));
  for (size_t i = 0; i < table.size(); ++i) {
    const TableRow fields(table, i);
    PASSUNG_ASSIGN_OR_RETURN(District district, ReadDistrict(fields));
    if (!index_of_.try_emplace(district.code, 0).second) {
      return fields.Fault(kCode, absl::StrCat("\"", district.code.ToString(), "\" is repeated"));
    }
    districts_.push_back(std::move(district));
  }
  std::sort(districts_.begin(), districts_.end(),
            [](const District& a, const District& b) { return a.code < b.code; });
  index_by_number_.assign(kDistrictNumbers, -1);
  for (size_t i = 0; i < districts_.size(); ++i) {
    index_of_[districts_[i].code] = static_cast<int32_t>(i);
    index_by_number_[static_cast<size_t>(districts_[i].code.number())] = static_cast<int16_t>(i);
  }
  digest_ = table.digest();
  return absl::OkStatus();
}

absl::Status Districts::ReadLinks(absl::string_view file, absl::string_view text) {
  PASSUNG_ASSIGN_OR_RETURN(const base::CsvTable table,
                           base::CsvTable::Parse(file, text, kLinkColumns));
  for (size_t i = 0; i < table.size(); ++i) {
    const TableRow fields(table, i);
    PASSUNG_ASSIGN_OR_RETURN(DistrictLink link, ReadLink(fields));
    for (const auto& [column, code] : {std::pair(kHome, link.home), std::pair(kWork, link.work)}) {
      if (Find(code) != nullptr) continue;
      return fields.Fault(
          column, absl::StrCat("\"", code.ToString(), "\" is not in the list of districts"));
    }
    if (link.kind == DistrictLinkKind::kStrong &&
        SquaredDistanceM(Find(link.home)->seat, Find(link.work)->seat) >
            kMaxStrongLinkM * kMaxStrongLinkM) {
      return fields.Fault(kLinkKind, "\"strong\": the seats are more than 80 km apart");
    }
    links_.push_back(std::move(link));
  }
  PASSUNG_RETURN_IF_ERROR(CheckLinks(table));
  std::sort(links_.begin(), links_.end(),
            [](const DistrictLink& a, const DistrictLink& b) { return LinkKey(a) < LinkKey(b); });
  const base::Digest128 links_digest = table.digest();
  digest_ = base::Digest().Update(digest_.ToHex()).Update(links_digest.ToHex()).value();
  return absl::OkStatus();
}

// links_ still stands in the order of the file.
absl::Status Districts::CheckLinks(const base::CsvTable& table) const {
  for (size_t i = 0; i < links_.size(); ++i) {
    const DistrictLink& link = links_[i];
    const TableRow fields(table, i);
    for (size_t j = 0; j < i; ++j) {
      if (LinkKey(links_[j]) != LinkKey(link)) continue;
      return fields.Fault(kWork, absl::StrCat("the link of line ", table.line(j), " is repeated"));
    }
    if (link.kind != DistrictLinkKind::kBorder) continue;
    const auto is_way_back = [&](const DistrictLink& other) {
      return other.kind == link.kind && other.home == link.work && other.work == link.home;
    };
    if (std::none_of(links_.begin(), links_.end(), is_way_back)) {
      return fields.Fault(kLinkKind, "\"border\": the row for the way back is missing");
    }
  }
  return absl::OkStatus();
}

void Districts::BuildRelations() {
  const size_t count = districts_.size();
  relations_.assign(count * count, DistrictRelation::kFar);
  const auto at = [&](size_t home, size_t work) -> DistrictRelation& {
    return relations_[home * count + work];
  };
  for (size_t home = 0; home < count; ++home) {
    for (size_t work = 0; work < count; ++work) {
      const int region = districts_[home].region;
      if (region != 0 && region == districts_[work].region)
        at(home, work) = DistrictRelation::kRegion;
    }
    at(home, home) = DistrictRelation::kSame;
  }
  const auto set_nearer = [&](size_t home, size_t work, DistrictRelation relation) {
    at(home, work) = std::min(at(home, work), relation);  // the enumeration falls
  };
  for (const DistrictLink& link : links_) {
    if (link.kind == DistrictLinkKind::kStrong && !IsStrong(link)) continue;
    set_nearer(static_cast<size_t>(index_of_.at(link.home)),
               static_cast<size_t>(index_of_.at(link.work)),
               link.kind == DistrictLinkKind::kStrong ? DistrictRelation::kStrong
                                                      : DistrictRelation::kBordering);
  }
  if (!matrix_.has_commuters()) return;
  for (size_t home = 0; home < count; ++home) {
    for (size_t work = 0; work < count; ++work) {
      const auto commuters = matrix_.Commuters(districts_[home].code, districts_[work].code);
      if (commuters.value_or(0) >= DistrictMatrix::kStrongCommuters) {
        set_nearer(home, work, DistrictRelation::kStrong);
      }
    }
  }
}

// The operator's count comes before that of the file.
bool Districts::IsStrong(const DistrictLink& link) const {
  const std::optional<int32_t> commuters = matrix_.Commuters(link.home, link.work);
  return !commuters || *commuters >= DistrictMatrix::kStrongCommuters;
}

const District* Districts::Find(DistrictCode code) const {
  const auto found = index_of_.find(code);
  return found == index_of_.end() ? nullptr : &districts_[static_cast<size_t>(found->second)];
}

DistrictRelation Districts::Relation(DistrictCode home, DistrictCode work) const {
  if (home == work) return DistrictRelation::kSame;
  const int16_t home_at = index_by_number_[static_cast<size_t>(home.number())];
  const int16_t work_at = index_by_number_[static_cast<size_t>(work.number())];
  if (home_at < 0 || work_at < 0) {
    const int32_t commuters = matrix_.Commuters(home, work).value_or(0);
    return commuters >= DistrictMatrix::kStrongCommuters ? DistrictRelation::kStrong
                                                         : DistrictRelation::kFar;
  }
  return relations_[static_cast<size_t>(home_at) * districts_.size() +
                    static_cast<size_t>(work_at)];
}

}  // namespace passung
