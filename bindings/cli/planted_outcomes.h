// Made-up outcomes that follow a profile, so that there is something to be learned from them.
#ifndef PASSUNG_BINDINGS_CLI_PLANTED_OUTCOMES_H_
#define PASSUNG_BINDINGS_CLI_PLANTED_OUTCOMES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/market.h"
#include "passung/outcome.h"

namespace passung::cli {

// What became of eight suggestions to each of the first `people`: the better one fits by the profile that
// `profile` names, the more likely is an interview (passung/planted.h, a slope of 10 per full score); what did not
// come to one the employer declined, and every third one led to work. All of it lies 75 to 240 days back; of
// somebody for whom too few can be suggested there are fewer. NotFound for a profile that does not come with the
// program. REQUIRES: `people` of 0 to market.mentees.
absl::StatusOr<std::vector<Outcome>> MakePlantedOutcomes(const MarketOptions& market,
                                                         int64_t people,
                                                         const std::string& profile);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_PLANTED_OUTCOMES_H_
