// Answers as comma-separated values, with the raw integers.
#ifndef PASSUNG_BINDINGS_CLI_MATCH_CSV_H_
#define PASSUNG_BINDINGS_CLI_MATCH_CSV_H_

#include <ostream>
#include <vector>

#include "bindings/cli/hit.h"

namespace passung::cli {

// One line a hit; the contribution of each criterion has a column, empty where its weight is 0.
void WriteListCsv(const std::vector<Hit>& hits, std::ostream& out);
// One line a criterion, then one a rule.
void WriteExplanationCsv(const Hit& hit, std::ostream& out);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_MATCH_CSV_H_
