// Named numbers, as a table, JSON or CSV.
#ifndef PASSUNG_BINDINGS_CLI_FIGURES_H_
#define PASSUNG_BINDINGS_CLI_FIGURES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "bindings/cli/console.h"
#include "bindings/cli/options.h"

namespace passung::cli {

// Collects figures in the order in which they are shown. The words for people are the texts of
// `market.KEY`.
class Figures {
 public:
  explicit Figures(const OutputOptions& output) : output_(output) {}

  void Count(absl::string_view key, int64_t value);
  // A count with its share of `whole`.
  void Share(absl::string_view key, int64_t value, int64_t whole);
  // value / whole with two decimals.
  void Ratio(absl::string_view key, int64_t value, int64_t whole);
  // REQUIRES: `value` needs no escaping in JSON.
  void Text(absl::string_view key, absl::string_view value);

  void Print(Console& console) const;

 private:
  struct Figure {
    std::string key;
    std::string data;  // as JSON writes it
    std::string shown;
  };
  void PrintJson(std::ostream& out) const;
  void PrintCsv(std::ostream& out) const;

  const OutputOptions& output_;
  std::vector<Figure> figures_;
};

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_FIGURES_H_
