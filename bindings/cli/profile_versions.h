// All versions of all profiles that are stored, those of the program among them.
#ifndef PASSUNG_BINDINGS_CLI_PROFILE_VERSIONS_H_
#define PASSUNG_BINDINGS_CLI_PROFILE_VERSIONS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "bindings/cli/source.h"
#include "passung/v1/profile_service.pb.h"

namespace passung::cli {

// By id and version rising. The errors of Source.
absl::StatusOr<std::vector<v1::ProfileVersion>> ListAllProfiles(Source& source);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_PROFILE_VERSIONS_H_
