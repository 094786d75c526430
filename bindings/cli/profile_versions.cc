#include "bindings/cli/profile_versions.h"

#include "engine/base/status_macros.h"

namespace passung::cli {
namespace {

constexpr int32_t kMostOfAPage = 500;

}  // namespace

absl::StatusOr<std::vector<v1::ProfileVersion>> ListAllProfiles(Source& source) {
  std::vector<v1::ProfileVersion> all;
  v1::ListProfilesRequest request;
  request.set_page_size(kMostOfAPage);
  do {
    PASSUNG_ASSIGN_OR_RETURN(const v1::ListProfilesResponse page, source.Ask(request));
    all.insert(all.end(), page.profiles().begin(), page.profiles().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

}  // namespace passung::cli
