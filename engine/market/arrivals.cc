// When mentees and vacancies come and go: README.md, "When they come and go".
#include "absl/strings/str_cat.h"
#include "engine/market/random.h"
#include "passung/market_arrivals.h"

namespace passung {
namespace {

using market::Random;
using market::Stream;

constexpr int kSaturday = 5;
constexpr int32_t kShortestWait = 14;
constexpr int32_t kLongestWait = 42;
constexpr int32_t kShortestOpen = 7;
constexpr int32_t kLongestOpen = 60;

bool IsInRange(Date day) {
  return *Date::FromCivil(2000, 1, 1) <= day && day <= *Date::FromCivil(2100, 12, 31);
}

}  // namespace

absl::StatusOr<ArrivalMaker> ArrivalMaker::Create(const ArrivalOptions& options) {
  if (options.days < 1 || options.days > kMostArrivalDays) {
    return absl::InvalidArgumentError(
        absl::StrCat("days: ", options.days, " is not between 1 and ", kMostArrivalDays));
  }
  if (!IsInRange(options.first)) {
    return absl::InvalidArgumentError(absl::StrCat("first: ", options.first.ToString(),
                                                   " is not between 2000-01-01 and 2100-12-31"));
  }
  return ArrivalMaker(options);
}

Presence ArrivalMaker::MenteeAt(int64_t position) const {
  Random random(options_.seed, Stream::kMenteeStay, static_cast<uint64_t>(position));
  Date first = options_.first.PlusDays(random.Between(0, options_.days - 1));
  // Whoever would come on a weekend comes on the Monday after it.
  while (first.weekday() >= kSaturday) first = first.PlusDays(1);
  return {first, first.PlusDays(random.Between(kShortestWait, kLongestWait))};
}

Presence ArrivalMaker::VacancyAt(int64_t position) const {
  Random random(options_.seed, Stream::kVacancyStay, static_cast<uint64_t>(position));
  const Date first = options_.first.PlusDays(random.Between(-kLongestOpen, options_.days - 1));
  return {first, first.PlusDays(random.Between(kShortestOpen, kLongestOpen))};
}

}  // namespace passung
