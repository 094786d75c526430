#include "engine/ingest/job_json.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace passung {
namespace {

using Json = nlohmann::json;

constexpr size_t kDeepest = 16;
constexpr size_t kMostLevels = 500;     // more is no record but an attack on memory
constexpr size_t kMostFields = 10'000;  // of one record
constexpr absl::string_view kLeftOut = "facetten";

// Receives the events of the parser, which keeps its own stack: no nesting can overflow ours.
class RecordBuilder final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return Skip(); }
  bool boolean(bool value) override {
    return Add({JsonScalar::Type::kBoolean, value ? "true" : "false"});
  }
  bool number_integer(number_integer_t value) override {
    return Add({JsonScalar::Type::kNumber, absl::StrCat(value)});
  }
  bool number_unsigned(number_unsigned_t value) override {
    return Add({JsonScalar::Type::kNumber, absl::StrCat(value)});
  }
  bool number_float(number_float_t /*value*/, const string_t& text) override {
    return Add({JsonScalar::Type::kNumber, text});
  }
  bool string(string_t& value) override { return Add({JsonScalar::Type::kText, std::move(value)}); }
  bool binary(binary_t& /*value*/) override { return Skip(); }

  bool start_object(size_t /*size*/) override { return Open(false); }
  bool end_object() override { return Close(); }
  bool start_array(size_t /*size*/) override { return Open(true); }
  bool end_array() override { return Close(); }
  bool key(string_t& name) override {
    if (!levels_.empty()) levels_.back().key = std::move(name);
    return true;
  }
  bool parse_error(size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    fault_ = MakeProblem("", ProblemCode::kJsonInvalid, {{"position", absl::StrCat(position)}});
    return false;
  }

  // Records that were complete, and one with the fault if there was one.
  std::vector<JsonRecord> Take() && {
    if (fault_) {
      JsonRecord broken;
      broken.number = static_cast<int64_t>(records_.size()) + 1;
      broken.fault = std::move(fault_);
      records_.push_back(std::move(broken));
    }
    return std::move(records_);
  }

 private:
  struct Level {
    bool is_array = false;
    size_t next_index = 0;
    std::string key;
  };

  // Depth at which a record's own fields stand: 1 for a single object, 2 inside an array.
  size_t RecordDepth() const { return array_of_records_ ? 2 : 1; }

  bool Open(bool is_array) {
    if (levels_.size() >= kMostLevels) {
      fault_ = MakeProblem("", ProblemCode::kJsonDeep, {{"most", absl::StrCat(kMostLevels)}});
      return false;
    }
    if (levels_.empty()) array_of_records_ = is_array;
    Level level;
    level.is_array = is_array;
    levels_.push_back(std::move(level));
    if (levels_.size() == RecordDepth()) {
      current_ = {};
      if (is_array && array_of_records_) current_.fault = MakeProblem("", ProblemCode::kJsonList);
    }
    return true;
  }

  bool Close() {
    if (levels_.size() == RecordDepth() && !(levels_.size() == 1 && array_of_records_)) Finish();
    levels_.pop_back();
    return Skip();
  }

  // Steps over a value in the array around it.
  bool Skip() {
    if (!levels_.empty() && levels_.back().is_array) ++levels_.back().next_index;
    return true;
  }

  bool Add(const JsonScalar& scalar) {
    if (levels_.size() < RecordDepth()) {
      current_ = {};
      current_.fault = MakeProblem("", ProblemCode::kJsonValue);
      Finish();
    } else if (levels_.size() <= kDeepest && current_.fields.size() < kMostFields &&
               levels_[RecordDepth() - 1].key != kLeftOut) {
      current_.fields.try_emplace(Path(), scalar);
    }
    return Skip();
  }

  std::string Path() const {
    std::string path;
    for (size_t i = RecordDepth() - 1; i < levels_.size(); ++i) {
      const Level& level = levels_[i];
      if (level.is_array) {
        absl::StrAppend(&path, "[", level.next_index, "]");
      } else {
        absl::StrAppend(&path, path.empty() ? "" : ".", level.key);
      }
    }
    return path;
  }

  void Finish() {
    current_.number = static_cast<int64_t>(records_.size()) + 1;
    records_.push_back(std::move(current_));
    current_ = {};
  }

  std::vector<JsonRecord> records_;
  std::vector<Level> levels_;
  JsonRecord current_;
  bool array_of_records_ = false;
  std::optional<RecordProblem> fault_;
};

std::vector<JsonRecord> ParseDocument(absl::string_view text) {
  RecordBuilder builder;
  Json::sax_parse(text.begin(), text.end(), &builder);
  return std::move(builder).Take();
}

// One object a line: the second line with content begins a new object, or the first one is complete.
bool IsJsonLines(const std::vector<absl::string_view>& lines) {
  size_t seen = 0;
  for (const absl::string_view line : lines) {
    const absl::string_view content = absl::StripAsciiWhitespace(line);
    if (content.empty()) continue;
    if (!absl::StartsWith(content, "{")) return false;
    if (++seen == 2) return true;
    if (absl::EndsWith(content, "}") && Json::accept(content.begin(), content.end())) return true;
  }
  return false;
}

}  // namespace

const JsonScalar* JsonRecord::Find(absl::string_view path) const {
  const auto found = fields.find(std::string(path));
  return found == fields.end() ? nullptr : &found->second;
}

bool JsonRecord::HasBelow(absl::string_view path) const {
  const auto found = fields.lower_bound(std::string(path));
  return found != fields.end() && absl::StartsWith(found->first, path);
}

JsonRecord JsonRecord::Below(absl::string_view path) const {
  JsonRecord record;
  record.number = number;
  const std::string beginning = absl::StrCat(path, ".");
  for (auto field = fields.lower_bound(beginning);
       field != fields.end() && absl::StartsWith(field->first, beginning); ++field) {
    record.fields.emplace(field->first.substr(beginning.size()), field->second);
  }
  return record;
}

std::vector<JsonRecord> ReadJsonRecords(absl::string_view text) {
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  if (!IsJsonLines(lines)) return ParseDocument(text);
  std::vector<JsonRecord> records;
  for (size_t i = 0; i < lines.size(); ++i) {
    const absl::string_view line = absl::StripAsciiWhitespace(lines[i]);
    if (line.empty()) continue;
    for (JsonRecord& record : ParseDocument(line)) {
      record.number = static_cast<int64_t>(i) + 1;
      records.push_back(std::move(record));
    }
  }
  return records;
}

}  // namespace passung
