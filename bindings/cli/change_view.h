// Steps and relaxations as a table for a terminal.
#ifndef PASSUNG_BINDINGS_CLI_CHANGE_VIEW_H_
#define PASSUNG_BINDINGS_CLI_CHANGE_VIEW_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "bindings/cli/console.h"
#include "bindings/cli/source.h"
#include "passung/change_gain.h"
#include "proto/text/change_text.h"

namespace passung::cli {

// One change, ready to be shown.
struct ChangeLine {
  int kind = 0;  // of what is done: lines of one kind that bring the same are shown as one
  std::string text;
  std::string lead;  // "etwa 24 Wochen"; empty where there is none to name
  ChangeGain gain;
  std::vector<std::string> notes;   // of outcomes
  std::vector<std::string> offers;  // that lead there
};

// What the found sides of examples are called: a vacancy by title, firm and place, a mentee by what they
// are, their German and their district.
class ExampleTitles {
 public:
  // Asks the source for every one that the lines name.
  static absl::StatusOr<ExampleTitles> Of(const std::vector<ChangeLine>& lines,
                                          text::Counted counted, Date day, const text::Texts& texts,
                                          Source& source);
  std::string Get(const ChangeExample& example) const;

 private:
  explicit ExampleTitles(text::Counted counted) : counted_(counted) {}
  const std::string& IdOf(const ChangeExample& example) const;

  text::Counted counted_;
  std::map<std::string, std::string> titles_;  // by id
};

struct ChangeTable {
  const std::vector<ChangeLine>& lines;
  const ExampleTitles& titles;
  text::Counted counted = text::Counted::kVacancies;
  text::GainScale scale;
  size_t most = 12;  // lines
};

// The lines that change something, with their examples; those that bring the same as an earlier one of
// their kind beside that; below, what has no effect.
void PrintChanges(const ChangeTable& changes, const text::Texts& texts, const Console& console);

// Lines of at most the width of the console.
void PrintWrapped(const std::string& text, const Console& console);

// One line a change, with the raw integers.
void WriteChangesCsv(const std::vector<ChangeLine>& lines, std::ostream& out);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_CHANGE_VIEW_H_
