// One thing of a person taken away.
#ifndef PASSUNG_BINDINGS_CLI_DELETION_H_
#define PASSUNG_BINDINGS_CLI_DELETION_H_

#include "absl/status/status.h"
#include "bindings/cli/console.h"
#include "bindings/cli/options.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"

namespace passung::cli {

// Asks for what `request` names to be deleted, or checked where it says `validate_only`, and says so: `done` is the key
// of the text, which is given the name.
template <class Request>
absl::Status Delete(const Request& request, const char* done, const SourceOptions& source,
                    const OutputOptions& output, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto opened, OpenSource(source, {.today = console.today}));
  PASSUNG_RETURN_IF_ERROR(opened->Ask(request).status());
  const char* const key = request.validate_only() ? "phrase.only_checked" : done;
  console.out << output.texts().Get(key, {{{"name", request.name()}}}) << "\n";
  return absl::OkStatus();
}

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_DELETION_H_
