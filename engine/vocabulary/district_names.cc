#include "engine/vocabulary/district_names.h"

#include <array>
#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "embedded/engine_data.h"
#include "engine/base/check.h"
#include "engine/base/csv_table.h"
#include "engine/base/status_macros.h"
#include "engine/vocabulary/table_row.h"

namespace passung {
namespace {

constexpr absl::string_view kDistrictNamesFile = "district_names.csv";
enum NameColumn : size_t { kNamedCode, kNamedName, kNamedSource };
constexpr std::array<absl::string_view, 3> kNameColumns = {"code", "name", "source"};

using NamesByCode = std::map<DistrictCode, std::string>;

absl::StatusOr<NamesByCode> ReadNames() {
  PASSUNG_ASSIGN_OR_RETURN(
      const base::CsvTable table,
      base::CsvTable::Parse(kDistrictNamesFile, embedded::EngineData(kDistrictNamesFile),
                            kNameColumns));
  NamesByCode names;
  for (size_t i = 0; i < table.size(); ++i) {
    const TableRow fields(table, i);
    PASSUNG_ASSIGN_OR_RETURN(const DistrictCode code, fields.District(kNamedCode));
    PASSUNG_ASSIGN_OR_RETURN(std::string name, fields.RequiredText(kNamedName));
    PASSUNG_RETURN_IF_ERROR(fields.RequiredText(kNamedSource).status());
    if (!names.try_emplace(code, std::move(name)).second) {
      return fields.Fault(kNamedCode, absl::StrCat("\"", code.ToString(), "\" is repeated"));
    }
  }
  return names;
}

}  // namespace

absl::string_view OtherDistrictName(DistrictCode code) {
  // The file was tested before it was compiled in.
  static const NamesByCode& names = *[] {
    auto read = ReadNames();
    PASSUNG_CHECK(read.ok());
    return new NamesByCode(*std::move(read));
  }();
  const auto found = names.find(code);
  return found == names.end() ? absl::string_view() : found->second;
}

}  // namespace passung
