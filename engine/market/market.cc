#include "passung/market.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/market/mentees.h"
#include "engine/market/vacancies.h"
#include "engine/market/world.h"

namespace passung {
namespace {

constexpr int64_t kMostMentees = 100'000;
constexpr int64_t kMostVacancies = 1'000'000;
constexpr Date kFirstDay = Date::FromDays(10957);  // 2000-01-01
constexpr Date kLastDay = Date::FromDays(47846);   // 2100-12-31

absl::Status CheckCount(absl::string_view field, int64_t count, int64_t most) {
  if (count >= 0 && count <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, " ", count, " is not between 0 and ", most));
}

absl::Status Validate(const MarketOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckCount("mentees", options.mentees, kMostMentees));
  PASSUNG_RETURN_IF_ERROR(CheckCount("vacancies", options.vacancies, kMostVacancies));
  if (options.today < kFirstDay || options.today > kLastDay) {
    return absl::InvalidArgumentError(absl::StrCat("today \"", options.today.ToString(),
                                                   "\" is not between 2000-01-01 and 2100-12-31"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Market> MakeMarket(const MarketOptions& options) {
  PASSUNG_RETURN_IF_ERROR(Validate(options));
  PASSUNG_ASSIGN_OR_RETURN(const market::World world,
                           market::PrepareWorld(options.seed, options.today));
  Market market;
  market.mentees.reserve(static_cast<size_t>(options.mentees));
  for (int64_t i = 0; i < options.mentees; ++i) {
    market.mentees.push_back(market::MakeMentee(world, i));
  }
  market.vacancies.reserve(static_cast<size_t>(options.vacancies));
  for (int64_t i = 0; i < options.vacancies; ++i) {
    market.vacancies.push_back(market::MakeVacancy(world, i));
  }
  return market;
}

}  // namespace passung
