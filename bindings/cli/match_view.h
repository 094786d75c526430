// Shows answers to people.
#ifndef PASSUNG_BINDINGS_CLI_MATCH_VIEW_H_
#define PASSUNG_BINDINGS_CLI_MATCH_VIEW_H_

#include <string>
#include <vector>

#include "bindings/cli/console.h"
#include "bindings/cli/hit.h"
#include "proto/text/text.h"

namespace passung::cli {

// What was found: it decides the headings.
enum class Found : uint8_t { kVacancies, kMentees };

// Counts of all classes, and which rules drop how many.
void PrintCounts(const Summary& summary, const text::Texts& texts, std::ostream& out);
void PrintProfile(const VersionsUsed& versions, const text::Texts& texts, std::ostream& out);
// One row a hit, with its best reasons and its greatest obstacle below.
void PrintList(const std::vector<Hit>& hits, Found found, const text::Texts& texts,
               const Console& console);
// Everything about one hit: the table of contributions with its sum, which is the score, the rules
// with verdict and sentence, the flags. `rank` 0: no rank.
void PrintExplanation(const Hit& hit, int rank, const text::Texts& texts, const Console& console);
// The notes that stand below every list.
void PrintNotes(const VersionsUsed& versions, const text::Texts& texts, std::ostream& out);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_MATCH_VIEW_H_
