#include "engine/ingest/job_places.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/ingest/places.h"
#include "engine/ingest/places_abroad.h"
#include "engine/ingest/text_folding.h"
#include "engine/ingest/value_readers.h"
#include "engine/vocabulary/vacancy_limits.h"

namespace passung {
namespace {

// "stellenlokationen[i]" of v4, "arbeitsorte[i]" of the older form, "arbeitsort" of search results; empty where there
// is none.
std::string PlacePath(const JobRecord& record, size_t index) {
  for (const absl::string_view list : {"stellenlokationen", "arbeitsorte"}) {
    std::string path = absl::StrCat(list, "[", index, "]");
    if (record.HasBelow(path)) return path;
  }
  if (index == 0 && record.HasBelow("arbeitsort.")) return "arbeitsort";
  return "";
}

bool IsGermany(absl::string_view land) {
  const std::string folded = Fold(land);
  return folded.empty() || folded == "deutschland" || folded == "germany" || folded == "de";
}

Place ReadPlace(const JobRecord& record, const std::string& path, const std::string& address) {
  const std::string postal_code = absl::StrCat(address, ".plz");
  const std::string town = absl::StrCat(address, ".ort");
  const std::string north = absl::StrCat(path, ".breite");
  const std::string east = absl::StrCat(path, ".laenge");
  const std::string older_north = absl::StrCat(path, ".koordinaten.lat");
  const std::string older_east = absl::StrCat(path, ".koordinaten.lon");
  Place place;
  place.postal_code =
      ReadPostalCode(record.First({postal_code}).text, {.field = postal_code, .log = record.log()});
  place.town = record.Text({town}, kMaxNameBytes);
  place.point =
      ReadPoint(record.First({north, older_north}).text, record.First({east, older_east}).text,
                {.field = north, .log = record.log()});
  const std::string region = absl::StrCat(address, ".region");
  CompletePlace(record.First({region}).text, {.field = address, .log = record.log()}, place);
  return place;
}

}  // namespace

std::vector<Place> ReadJobPlaces(const JobRecord& record) {
  std::vector<Place> places;
  std::optional<Abroad> abroad;
  for (size_t i = 0; places.size() < kMaxVacancyPlaces; ++i) {
    const std::string path = PlacePath(record, i);
    if (path.empty()) break;
    const std::string nested = absl::StrCat(path, ".adresse");
    const std::string& address = record.HasBelow(absl::StrCat(nested, ".")) ? nested : path;
    const std::string land_path = absl::StrCat(address, ".land");
    const absl::string_view land = record.First({land_path}).text;
    if (IsGermany(land)) {
      places.push_back(ReadPlace(record, path, address));
      continue;
    }
    const Abroad there = {.by = Abroad::By::kLand, .name = std::string(land)};
    WarnOfAbroad(there, {.field = land_path, .log = record.log()});
    if (!abroad) abroad = there;
  }
  if (places.empty() && abroad) {
    RefuseAbroad(*abroad, {.field = "stellenlokationen", .log = record.log()});
  }
  return places;
}

}  // namespace passung
