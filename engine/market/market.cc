#include "passung/market.h"

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "engine/market/mentees.h"
#include "engine/market/outcomes.h"
#include "engine/market/record_id.h"
#include "engine/market/vacancies.h"
#include "engine/market/world.h"

namespace passung {
namespace {

constexpr Date kFirstDay = Date::FromDays(10957);  // 2000-01-01
constexpr Date kLastDay = Date::FromDays(47846);   // 2100-12-31

absl::Status CheckCount(absl::string_view field, int64_t count, int64_t most) {
  if (count >= 0 && count <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, ": ", count, " is not between 0 and ", most));
}

absl::Status Validate(const MarketOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckCount("mentees", options.mentees, kMostMarketMentees));
  PASSUNG_RETURN_IF_ERROR(CheckCount("vacancies", options.vacancies, kMostMarketVacancies));
  if (options.today < kFirstDay || options.today > kLastDay) {
    return absl::InvalidArgumentError(absl::StrCat("today \"", options.today.ToString(),
                                                   "\" is not between 2000-01-01 and 2100-12-31"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<MarketMaker> MarketMaker::Create(const MarketOptions& options) {
  PASSUNG_RETURN_IF_ERROR(Validate(options));
  PASSUNG_ASSIGN_OR_RETURN(market::World world, market::PrepareWorld(options));
  MarketMaker maker;
  maker.mentees_ = options.mentees;
  maker.vacancies_ = options.vacancies;
  maker.world_ = std::make_shared<const market::World>(std::move(world));
  return maker;
}

Mentee MarketMaker::MenteeAt(int64_t position) const {
  PASSUNG_DCHECK(position >= 0 && position < mentees_);
  return market::MakeMentee(*world_, position);
}

Vacancy MarketMaker::VacancyAt(int64_t position) const {
  PASSUNG_DCHECK(position >= 0 && position < vacancies_);
  return market::MakeVacancy(*world_, position);
}

std::vector<Outcome> MarketMaker::OutcomesAt(int64_t position) const {
  PASSUNG_DCHECK(position >= 0 && position < mentees_);
  if (vacancies_ == 0) return {};
  return market::MakeOutcomes(*world_, market::MakeMentee(*world_, position), position, vacancies_);
}

MenteeRecord MarketMaker::RecordAt(int64_t position) const {
  constexpr int64_t kOneWithoutConsentIn = 10;
  MenteeRecord record;
  record.id.value = market::MenteeIdAt(position);
  const auto add = [&record](Purpose purpose, BasisKind kind, const char* reference) {
    record.legal_bases.push_back(
        {.purpose = purpose, .kind = kind, .reference = reference, .valid = {}});
  };
  add(Purpose::kCounselling, BasisKind::kPublicTask, "made-up task");
  add(Purpose::kReporting, BasisKind::kPublicTask, "made-up task");
  if (position % kOneWithoutConsentIn != kOneWithoutConsentIn - 1) {
    add(Purpose::kPlacement, BasisKind::kConsent, "made-up form");
    add(Purpose::kContact, BasisKind::kConsent, "made-up form");
  }
  return record;
}

absl::StatusOr<Market> MakeMarket(const MarketOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const MarketMaker maker, MarketMaker::Create(options));
  Market market;
  market.mentees.reserve(static_cast<size_t>(maker.mentees()));
  for (int64_t i = 0; i < maker.mentees(); ++i) market.mentees.push_back(maker.MenteeAt(i));
  market.vacancies.reserve(static_cast<size_t>(maker.vacancies()));
  for (int64_t i = 0; i < maker.vacancies(); ++i) market.vacancies.push_back(maker.VacancyAt(i));
  return market;
}

}  // namespace passung
