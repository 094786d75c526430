#include "bindings/cli/layout.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/json_util.h"

namespace passung::cli {
namespace {

constexpr int kGap = 2;
constexpr int kNoteIndent = 7;
// Narrower than this a column of sentences cannot be read.
constexpr int kNarrowest = 30;

bool StartsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::string Spaces(int count) { return std::string(static_cast<size_t>(std::max(count, 0)), ' '); }

std::string Pad(const std::string& cell, int width, Align align) {
  const std::string fill = Spaces(width - Width(cell));
  return align == Align::kRight ? fill + cell : cell + fill;
}

std::string WithoutTrailingSpaces(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

int Width(absl::string_view utf8) {
  return static_cast<int>(std::count_if(utf8.begin(), utf8.end(), StartsCharacter));
}

std::string Shorten(absl::string_view utf8, int width) {
  if (Width(utf8) <= width) return std::string(utf8);
  size_t bytes = 0;
  for (int characters = 0; bytes < utf8.size(); ++bytes) {
    if (StartsCharacter(utf8[bytes]) && ++characters == width) break;
  }
  return absl::StrCat(utf8.substr(0, bytes), "…");
}

std::vector<std::string> Wrap(absl::string_view utf8, int width) {
  std::vector<std::string> lines(1);
  for (const absl::string_view word : absl::StrSplit(utf8, ' ', absl::SkipEmpty())) {
    if (!lines.back().empty() && Width(lines.back()) + 1 + Width(word) > width) {
      lines.emplace_back();
    }
    absl::StrAppend(&lines.back(), lines.back().empty() ? "" : " ", word);
  }
  return lines;
}

void Table::Add(std::vector<std::string> cells, std::vector<std::string> notes) {
  for (size_t i = 0; i + 1 < cells.size(); ++i) cells[i] = Shorten(cells[i], columns_[i].widest);
  rows_.push_back({std::move(cells), std::move(notes)});
}

std::vector<int> Table::Widths() const {
  std::vector<int> widths;
  int left = width_ - indent_;
  for (size_t i = 0; i < columns_.size(); ++i) {
    int width = Width(columns_[i].title);
    for (const Row& row : rows_) width = std::max(width, Width(row.cells[i]));
    const bool last = i + 1 == columns_.size();
    widths.push_back(last ? std::min(width, std::max(left, kNarrowest)) : width);
    left -= width + kGap;
  }
  return widths;
}

void Table::PrintRow(const std::vector<std::string>& cells, const std::vector<int>& widths,
                     std::ostream& out) const {
  std::string line = Spaces(indent_);
  for (size_t i = 0; i + 1 < cells.size(); ++i) {
    absl::StrAppend(&line, Pad(cells[i], widths[i], columns_[i].align), Spaces(kGap));
  }
  const int before = Width(line);
  const std::vector<std::string> last = Wrap(cells.back(), widths.back());
  line += Pad(last.front(), widths.back(), columns_.back().align);
  out << WithoutTrailingSpaces(line) << "\n";
  for (size_t i = 1; i < last.size(); ++i) out << Spaces(before) << last[i] << "\n";
}

void Table::Print(std::ostream& out) const {
  const std::vector<int> widths = Widths();
  std::vector<std::string> titles;
  for (const TableColumn& column : columns_) titles.push_back(column.title);
  PrintRow(titles, widths, out);
  for (const Row& row : rows_) {
    PrintRow(row.cells, widths, out);
    for (const std::string& note : row.notes) {
      bool first = true;
      // The mark in front of a note stays alone in its column.
      for (const std::string& line : Wrap(note, width_ - indent_ - kNoteIndent - kGap)) {
        out << Spaces(indent_ + kNoteIndent + (first ? 0 : kGap)) << line << "\n";
        first = false;
      }
    }
  }
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    absl::StrAppend(&line, &cell == &cells.front() ? "" : ",");
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
      absl::StrAppend(&line, cell);
    } else {
      absl::StrAppend(&line, "\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
    }
  }
  absl::StrAppend(&line, "\r\n");
  return line;
}

namespace {

std::string JsonOf(const google::protobuf::Message& message, bool whitespace) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = whitespace;
  options.always_print_primitive_fields = true;
  std::string json;
  // Fails only for types our messages do not use (Any, Duration out of range).
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  return status.ok() ? json : std::string(status.message());
}

}  // namespace

std::string ToJson(const google::protobuf::Message& message) { return JsonOf(message, true); }

std::string ToJsonLine(const google::protobuf::Message& message) {
  return JsonOf(message, false) + "\n";
}

}  // namespace passung::cli
