// The cells of sheets: a value as data, and as people read it.
#ifndef PASSUNG_BINDINGS_CLI_SHEET_WRITER_H_
#define PASSUNG_BINDINGS_CLI_SHEET_WRITER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "bindings/cli/report_sheet.h"
#include "passung/date.h"
#include "passung/v1/result.pb.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {

// "2026-11-29" as people read it; what is no day stays what it is.
inline std::string ShownDay(const std::string& written, const text::Texts& texts) {
  const auto day = Date::Parse(written);
  return day.ok() ? texts.Day(*day) : written;
}

// The rows of sheets.
class SheetWriter {
 public:
  explicit SheetWriter(const SheetWords& words)
      : texts_(words.texts), knowledge_(words.knowledge) {}

  std::string Day(const v1::VersionsUsed& versions) const {
    return ShownDay(versions.as_of(), texts_);
  }
  std::string Heading(absl::string_view key, const std::vector<text::Argument>& values) const {
    return texts_.Get(key, values);
  }

  static SheetCell Plain(const std::string& value) { return {value, value}; }
  SheetCell Number(int64_t value) const { return {absl::StrCat(value), texts_.Number(value)}; }
  // A figure that may be too small to be shown.
  SheetCell Figure(bool shown, int64_t value) const {
    if (!shown) return {"", texts_.Get("phrase.fewer_than_five")};
    return Number(value);
  }
  SheetCell Score(int32_t score) const { return {absl::StrCat(score), texts_.Score(score)}; }
  SheetCell District(const std::string& code, bool all = false) const {
    if (all) return {"all", texts_.Get("phrase.all_districts")};
    const auto district = DistrictCode::Parse(code);
    return {code,
            district.ok() ? texts_.District(*district, knowledge_) : texts_.Get("phrase.unknown")};
  }
  template <class E, class ProtoEnum>
  SheetCell Word(ProtoEnum value) const {
    const auto read = wire::FromProto<E>(value, "value");
    if (!read.ok()) return {};
    return {std::string(Name(*read)), texts_.Of(*read)};
  }

 private:
  const text::Texts& texts_;
  const Knowledge& knowledge_;
};

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_SHEET_WRITER_H_
