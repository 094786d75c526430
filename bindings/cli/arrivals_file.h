// Who comes and goes when, as a file: lines NAME,FIRST,LAST with days as YYYY-MM-DD.
#ifndef PASSUNG_BINDINGS_CLI_ARRIVALS_FILE_H_
#define PASSUNG_BINDINGS_CLI_ARRIVALS_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/market.h"
#include "passung/market_arrivals.h"
#include "passung/online_assignment.h"

namespace passung::cli {

// All mentees and vacancies of a made-up market, replacing the file. Unavailable naming the path.
absl::Status WriteArrivals(const std::string& path, const MarketMaker& market,
                           const ArrivalMaker& arrivals);

// The problem with the days of its people and vacancies; lines of others are read and not used. InvalidArgument
// naming line or name for what cannot be read or comes twice, and for somebody who has none; the errors of
// ReadColumns.
absl::StatusOr<OnlineProblem> WithArrivals(AssignmentProblem problem, const std::string& path);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_ARRIVALS_FILE_H_
