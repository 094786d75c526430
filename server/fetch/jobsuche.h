// The Jobsuche of the Bundesagentur für Arbeit as its public description has it: search (/pc/v4/jobs) and details
// (/pc/v4/jobdetails/{base64 of the reference number}); both want the client's id in the field X-API-Key.
#ifndef PASSUNG_SERVER_FETCH_JOBSUCHE_H_
#define PASSUNG_SERVER_FETCH_JOBSUCHE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/fetch/format_watch.h"

namespace passung::server {

inline constexpr absl::string_view kJobsucheAddress =
    "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service";
// It shows no more of a search, however many it counts.
inline constexpr int64_t kMostSearchResults = 10'000;

struct JobsucheQuery {
  std::string what;   // free text: title
  std::string where;  // a place
  std::optional<int32_t> radius_km;
  std::string kind;  // "1" work, "2" self-employment, "4" training, "34" internship; empty: all
  std::optional<int32_t> days;  // published within so many days, 0 to 100
  int32_t page_size = 100;      // 1 to 100
};

// In one line, the same for the same question: what belongs together between runs. Without the size of pages.
std::string NameOf(const JobsucheQuery& query);
std::string SearchTarget(const JobsucheQuery& query, int64_t page);  // from 1
std::string DetailsTarget(absl::string_view reference);

struct SearchEntry {
  std::string reference;
  std::string changed;  // time of the last change, as sent; empty: not said
};
struct SearchPage {
  int64_t total = 0;  // of all pages
  std::vector<SearchEntry> entries;
  int64_t nameless = 0;  // entries without a reference number: nothing can be asked of them
};
// InvalidArgument where it is no page of results.
absl::StatusOr<SearchPage> ReadSearchPage(absl::string_view body, FormatWatch& watch);

// The same JSON on one line. InvalidArgument where it is no object, or that of another vacancy.
absl::StatusOr<std::string> ReadDetails(absl::string_view body, absl::string_view reference,
                                        FormatWatch& watch);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_FETCH_JOBSUCHE_H_
