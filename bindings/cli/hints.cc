#include "bindings/cli/hints.h"

#include "absl/strings/str_cat.h"

namespace passung::cli {

void PrintHints(const std::vector<std::string>& arguments, const text::Texts& texts,
                const Console& console) {
  console.out << "\n" << texts.Get("phrase.next") << "\n";
  for (const std::string& line : arguments) {
    console.out << "  " << console.program << " " << line << "\n";
  }
}

void PrintNextPage(const std::string& token, const OutputOptions& output, const Console& console) {
  if (token.empty()) return;
  std::ostream& out = output.format == Format::kCsv ? console.err : console.out;
  out << output.texts().Get("phrase.more", {{{"token", absl::StrCat("--page-token ", token)}}})
      << "\n";
}

}  // namespace passung::cli
