// A gap as people type it: "labour_law", "german:B2", "licence:driving_b", "school:hauptschule",
// "recognition:81302".
#ifndef PASSUNG_BINDINGS_CLI_GAP_OPTION_H_
#define PASSUNG_BINDINGS_CLI_GAP_OPTION_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/v1/offer.pb.h"

namespace passung::cli {

// InvalidArgument quoting the text and what is allowed.
absl::StatusOr<v1::Gap> ParseGap(absl::string_view text);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_GAP_OPTION_H_
