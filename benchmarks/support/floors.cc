#include "benchmarks/support/floors.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "embedded/floors.h"
#include "engine/base/csv_table.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr std::array<absl::string_view, 6> kColumns = {"topic", "name", "floor",
                                                       "reach", "unit", "command"};

absl::StatusOr<double> Number(const base::CsvTable& table, size_t row, size_t column) {
  double number = 0;
  if (absl::SimpleAtod(table.cell(row, column), &number) && number >= 0) return number;
  return table.Fault(
      row, column, absl::StrCat("\"", table.cell(row, column), "\" is not a number of 0 or more"));
}

// Three figures are enough to tell two machines apart.
std::string Brief(double value) {
  if (value >= 100) return absl::StrFormat("%.0f", value);
  return absl::StrFormat(value >= 10 ? "%.1f" : "%.2f", value);
}

// Pads by characters, not bytes: µ and × are two bytes each.
std::string Padded(std::string text, size_t width) {
  const auto characters = static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
  if (characters < width) text.append(width - characters, ' ');
  return text;
}

std::string LineOf(const FloorReport::Line& line) {
  const auto& [floor, figure] = line;
  const std::string value =
      figure.value ? absl::StrCat(Brief(*figure.value), " ", floor.unit) : "not measured";
  std::string text =
      absl::StrCat(Padded(line.ok() ? "ok" : "short", 7), Padded(floor.name, 74), Padded(value, 15),
                   Padded(absl::StrFormat("floor %g", floor.floor), 13),
                   Padded(absl::StrFormat("reach %g", floor.reach), 13),
                   Padded(absl::StrFormat("compared %d", figure.compared), 17),
                   Padded(absl::StrFormat("mismatches %d", figure.mismatches), 16), floor.command);
  if (!figure.note.empty()) absl::StrAppend(&text, "   (", figure.note, ")");
  return text;
}

}  // namespace

absl::StatusOr<std::vector<Floor>> ParseFloors(absl::string_view text, absl::string_view topic) {
  PASSUNG_ASSIGN_OR_RETURN(const base::CsvTable table,
                           base::CsvTable::Parse("floors.csv", text, kColumns));
  std::vector<Floor> floors;
  for (size_t row = 0; row < table.size(); ++row) {
    Floor floor{.name = std::string(table.cell(row, 1)),
                .unit = std::string(table.cell(row, 4)),
                .command = std::string(table.cell(row, 5))};
    PASSUNG_ASSIGN_OR_RETURN(floor.floor, Number(table, row, 2));
    PASSUNG_ASSIGN_OR_RETURN(floor.reach, Number(table, row, 3));
    if (table.cell(row, 0) != topic) continue;
    for (const Floor& other : floors) {
      if (other.name == floor.name) return table.Fault(row, 1, "stands there twice");
    }
    floors.push_back(std::move(floor));
  }
  if (floors.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("floors.csv: no row of topic \"", topic, "\""));
  }
  return floors;
}

absl::StatusOr<std::vector<Floor>> PromisedFloors(absl::string_view topic) {
  return ParseFloors(embedded::Floors("floors.csv"), topic);
}

FloorReport::FloorReport(std::vector<Floor> floors) {
  for (Floor& floor : floors) lines_.push_back({std::move(floor), {}});
}

absl::Status FloorReport::Set(absl::string_view name, Figure figure) {
  for (Line& line : lines_) {
    if (line.floor.name != name) continue;
    line.figure = std::move(figure);
    return absl::OkStatus();
  }
  return absl::InternalError(absl::StrCat("floors.csv has no row \"", name, "\""));
}

int64_t FloorReport::CountShort() const {
  return std::count_if(lines_.begin(), lines_.end(), [](const Line& line) { return !line.ok(); });
}

std::string FloorReport::Table() const {
  std::string table;
  for (const Line& line : lines_) absl::StrAppend(&table, LineOf(line), "\n");
  const auto count = static_cast<int64_t>(lines_.size());
  absl::StrAppend(&table, count, " floors, ", count - CountShort(), " ok, ", CountShort(),
                  " short\n");
  return table;
}

absl::Status FloorReport::WriteJson(const std::string& path) const {
  std::ofstream out(path);
  out << "{\"floors\": [";
  const char* comma = "";
  for (const Line& line : lines_) {
    out << comma
        << absl::StrFormat("{\"name\": \"%s\", \"value\": %f}", line.floor.name,
                           line.figure.value.value_or(0));
    comma = ", ";
  }
  out << "]}\n";
  return out ? absl::OkStatus() : absl::UnavailableError(absl::StrCat(path, ": not written"));
}

}  // namespace passung::bench
