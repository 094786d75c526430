#include "bindings/cli/hints.h"

namespace passung::cli {

void PrintHints(const std::vector<std::string>& arguments, const text::Texts& texts,
                const Console& console) {
  console.out << "\n" << texts.Get("phrase.next") << "\n";
  for (const std::string& line : arguments) {
    console.out << "  " << console.program << " " << line << "\n";
  }
}

}  // namespace passung::cli
