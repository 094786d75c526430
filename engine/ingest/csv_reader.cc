#include "engine/ingest/csv_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }

}  // namespace

char DetectSeparator(absl::string_view text) {
  constexpr std::array<char, 3> kSeparators = {',', ';', '\t'};
  std::array<size_t, 3> counts = {};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (IsLineEnd(c)) break;
    for (size_t i = 0; i < kSeparators.size(); ++i) counts[i] += c == kSeparators[i] ? 1 : 0;
  }
  size_t best = 0;
  for (size_t i = 1; i < counts.size(); ++i) {
    if (counts[i] > counts[best]) best = i;
  }
  return kSeparators[best];
}

bool CsvReader::AtLineEnd() const {
  return position_ >= text_.size() || IsLineEnd(text_[position_]);
}

size_t CsvReader::LinesLeft() const {
  const absl::string_view left = text_.substr(position_);
  size_t lines = 1;
  char before = 0;
  for (const char c : left) {
    if (IsLineEnd(c) && !(before == '\r' && c == '\n')) ++lines;
    before = c;
  }
  return lines;
}

void CsvReader::SkipLineEnd() {
  if (position_ >= text_.size()) return;
  const bool pair = text_.substr(position_, 2) == "\r\n";
  position_ += pair ? 2 : 1;
  ++line_;
}

void CsvReader::SkipBlankLines() {
  while (position_ < text_.size() && IsLineEnd(text_[position_])) SkipLineEnd();
}

CsvReader::Quote CsvReader::ReadQuoted(std::string& field) {
  ++position_;  // the opening quote
  bool spans_lines = false;
  while (position_ < text_.size()) {
    const char c = text_[position_];
    if (c == '"' && text_.substr(position_, 2) == "\"\"") {
      field.push_back('"');
      position_ += 2;
      continue;
    }
    if (c == '"') {
      ++position_;
      const bool ends_field = AtLineEnd() || text_[position_] == separator_;
      if (!ends_field && spans_lines && text_[position_] != ' ') return Quote::kFaulty;
      return Quote::kClosed;
    }
    if (IsLineEnd(c)) {
      if (!QuotesMaySpanLines()) return Quote::kFaulty;
      spans_lines = true;
      if (text_.substr(position_, 2) == "\r\n") field.push_back(text_[position_++]);
      ++line_;
    }
    field.push_back(text_[position_++]);
  }
  return Quote::kFaulty;
}

void CsvReader::ReadPlain(std::string& field) {
  while (!AtLineEnd() && text_[position_] != separator_) field.push_back(text_[position_++]);
}

// Goes back to the line on which the record began and steps over just that one.
CsvRecord CsvReader::GiveUpLine(size_t start, int64_t line) {
  read_in_vain_ += position_ - start;
  position_ = start;
  line_ = line;
  while (!AtLineEnd()) ++position_;
  CsvRecord record;
  record.line = line;
  record.fault = MakeProblem("", ProblemCode::kQuoteOpen, {{"line", absl::StrCat(line)}});
  record.ends_file = position_ >= text_.size();
  SkipLineEnd();
  return record;
}

std::optional<CsvRecord> CsvReader::Next() {
  SkipBlankLines();
  if (position_ >= text_.size()) return std::nullopt;
  CsvRecord record;
  record.line = line_;
  const size_t start = position_;
  while (true) {
    std::string field;
    if (!AtLineEnd() && text_[position_] == '"') {
      if (ReadQuoted(field) != Quote::kClosed) return GiveUpLine(start, record.line);
    }
    ReadPlain(field);  // what stands after a closing quote belongs to the field, as in spreadsheets
    record.fields.push_back(std::move(field));
    if (AtLineEnd()) break;
    ++position_;  // the separator
  }
  record.ends_file = position_ >= text_.size();
  SkipLineEnd();
  return record;
}

}  // namespace passung
