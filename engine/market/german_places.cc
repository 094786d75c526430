#include "engine/market/german_places.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "embedded/market_data.h"
#include "engine/base/check.h"
#include "engine/base/csv_table.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/table_row.h"

namespace passung::market {
namespace {

constexpr absl::string_view kFile = "german_districts.csv";
enum DistrictColumn : size_t { kCode, kPopulation, kTowns, kSource };
constexpr std::array<absl::string_view, 4> kColumns = {"code", "population", "towns", "source"};
constexpr int kMostPeople = 10'000'000;
constexpr int32_t kMostWeight = 10'000;

struct GermanTable {
  std::vector<MarketDistrict> districts;
  std::vector<MarketTown> towns;
  std::deque<std::string> texts;  // what the towns' views point to
  Places places;
};

// "54.788" as millionths: a thousandth of a degree is 70 to 110 m, near enough for a town.
bool ReadDegrees(absl::string_view text, int32_t& degrees_e6) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('.', 1));
  if (parts.second.size() != 3) return false;
  int32_t thousandths = 0;
  if (!absl::SimpleAtoi(absl::StrCat(parts.first, parts.second), &thousandths)) return false;
  degrees_e6 = thousandths * 1000;
  return thousandths > 0 && thousandths < 90'000;
}

// "24937 Flensburg 54.788 9.437 1": postal code, name, latitude, longitude, weight.
bool ReadTown(absl::string_view text, GermanTable& table, MarketTown& town) {
  std::vector<absl::string_view> words = absl::StrSplit(text, ' ');
  if (words.size() < 5 || words[0].size() != 5) return false;
  if (!absl::SimpleAtoi(words.back(), &town.weight)) return false;
  words.pop_back();
  if (town.weight < 1 || town.weight > kMostWeight) return false;
  if (!ReadDegrees(words.back(), town.longitude_e6)) return false;
  words.pop_back();
  if (!ReadDegrees(words.back(), town.latitude_e6)) return false;
  const size_t name_length = static_cast<size_t>(words.back().data() - words[1].data()) - 1;
  town.postal_code = table.texts.emplace_back(words[0]);
  town.name = table.texts.emplace_back(text.substr(6, name_length));
  return true;
}

absl::Status ReadDistrict(const TableRow& fields, GermanTable& table) {
  PASSUNG_ASSIGN_OR_RETURN(const DistrictCode code, fields.District(kCode));
  PASSUNG_RETURN_IF_ERROR(fields.RequiredText(kSource).status());
  PASSUNG_ASSIGN_OR_RETURN(const int population, fields.Int(kPopulation, 1, kMostPeople));
  table.districts.push_back({code.number(), population});
  for (const absl::string_view text : absl::StrSplit(fields.Text(kTowns), "; ")) {
    MarketTown town = {.district = code.number()};
    if (!ReadTown(text, table, town)) {
      return fields.Fault(kTowns, absl::StrCat("\"", text,
                                               "\" is not POSTAL_CODE NAME LATITUDE LONGITUDE "
                                               "WEIGHT"));
    }
    table.towns.push_back(town);
  }
  return absl::OkStatus();
}

absl::Status ReadFile(GermanTable& table) {
  PASSUNG_ASSIGN_OR_RETURN(const base::CsvTable csv,
                           base::CsvTable::Parse(kFile, embedded::MarketData(kFile), kColumns));
  for (size_t i = 0; i < csv.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(ReadDistrict(TableRow(csv, i), table));
  }
  return absl::OkStatus();
}

}  // namespace

const Places& GermanPlaces(const Places& saxony) {
  static const GermanTable& table = *[&] {
    auto* read = new GermanTable;
    // The file was tested before it was compiled in.
    PASSUNG_CHECK(ReadFile(*read).ok());
    read->districts.insert(read->districts.end(), saxony.districts.begin(), saxony.districts.end());
    read->towns.insert(read->towns.end(), saxony.towns.begin(), saxony.towns.end());
    std::stable_sort(read->districts.begin(), read->districts.end(),
                     [](const auto& a, const auto& b) { return a.number < b.number; });
    std::stable_sort(read->towns.begin(), read->towns.end(),
                     [](const auto& a, const auto& b) { return a.district < b.district; });
    read->places = {read->districts, read->towns};
    return read;
  }();
  return table.places;
}

}  // namespace passung::market
