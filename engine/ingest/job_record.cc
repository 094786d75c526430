#include "engine/ingest/job_record.h"

#include "absl/strings/ascii.h"

namespace passung {

JobRecord::Value JobRecord::First(std::initializer_list<absl::string_view> paths) const {
  for (const absl::string_view path : paths) {
    const JsonScalar* scalar = json_.Find(path);
    if (scalar == nullptr) continue;
    const absl::string_view text = absl::StripAsciiWhitespace(scalar->text);
    if (!text.empty()) return {.path = path, .text = text};
  }
  return {};
}

std::string JobRecord::Text(std::initializer_list<absl::string_view> paths,
                            size_t max_bytes) const {
  const Value value = First(paths);
  return ReadText(value.text, max_bytes, {.field = value.path, .log = log_});
}

absl::string_view JobRecord::LongText(std::initializer_list<absl::string_view> paths) const {
  return First(paths).text;
}

std::optional<bool> JobRecord::Flag(std::initializer_list<absl::string_view> paths) const {
  const Value value = First(paths);
  return ReadBoolean(value.text, {.field = value.path, .log = log_});
}

std::optional<Date> JobRecord::Day(std::initializer_list<absl::string_view> paths) const {
  Value value = First(paths);
  const size_t time = value.text.find('T');
  if (time == 10) value.text = value.text.substr(0, time);
  return ReadDate(value.text, {.field = value.path, .log = log_});
}

std::optional<int32_t> JobRecord::Integer(std::initializer_list<absl::string_view> paths,
                                          IntegerRange range) const {
  const Value value = First(paths);
  return ReadInteger(value.text, range, {.field = value.path, .log = log_});
}

}  // namespace passung
