#include "bindings/cli/figures.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "bindings/cli/layout.h"

namespace passung::cli {
namespace {

// Floor, in integers.
int64_t Per(int64_t value, int64_t whole, int64_t unit) {
  return whole == 0 ? 0 : unit * value / whole;
}

}  // namespace

void Figures::Count(absl::string_view key, int64_t value) {
  figures_.push_back({std::string(key), absl::StrCat(value), output_.texts().Number(value)});
}

void Figures::Share(absl::string_view key, int64_t value, int64_t whole) {
  const text::Texts& texts = output_.texts();
  const int64_t per_mille = Per(value, whole, 1000);
  const char point = texts.locale() == text::Locale::kDe ? ',' : '.';
  figures_.push_back({std::string(key), absl::StrCat(value),
                      absl::StrFormat("%s (%d%c%d %%)", texts.Number(value), per_mille / 10, point,
                                      per_mille % 10)});
}

void Figures::Ratio(absl::string_view key, int64_t value, int64_t whole) {
  const int64_t hundredths = Per(value, whole, 100);
  const char point = output_.texts().locale() == text::Locale::kDe ? ',' : '.';
  figures_.push_back({std::string(key),
                      absl::StrFormat("%d.%02d", hundredths / 100, hundredths % 100),
                      absl::StrFormat("%d%c%02d", hundredths / 100, point, hundredths % 100)});
}

void Figures::Text(absl::string_view key, absl::string_view value) {
  figures_.push_back({std::string(key), absl::StrCat("\"", value, "\""), std::string(value)});
}

void Figures::PrintJson(std::ostream& out) const {
  out << "{\n";
  for (size_t i = 0; i < figures_.size(); ++i) {
    out << "  \"" << figures_[i].key << "\": " << figures_[i].data
        << (i + 1 < figures_.size() ? ",\n" : "\n");
  }
  out << "}\n";
}

void Figures::PrintCsv(std::ostream& out) const {
  out << CsvLine({"figure", "value"});
  for (const Figure& figure : figures_) {
    const absl::string_view bare = absl::StripSuffix(absl::StripPrefix(figure.data, "\""), "\"");
    out << CsvLine({figure.key, std::string(bare)});
  }
}

void Figures::Print(Console& console) const {
  if (output_.format == Format::kJson) return PrintJson(console.out);
  if (output_.format == Format::kCsv) return PrintCsv(console.out);
  int widest = 0;
  const text::Texts& texts = output_.texts();
  for (const Figure& figure : figures_) {
    widest = std::max(widest, Width(texts.Get(absl::StrCat("market.", figure.key))));
  }
  for (const Figure& figure : figures_) {
    const std::string label = texts.Get(absl::StrCat("market.", figure.key));
    console.out << "  " << label << std::string(static_cast<size_t>(widest - Width(label) + 2), ' ')
                << figure.shown << "\n";
  }
}

}  // namespace passung::cli
