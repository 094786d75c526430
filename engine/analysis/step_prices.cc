#include "engine/analysis/step_prices.h"

#include <array>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "embedded/engine_data.h"
#include "engine/base/check.h"
#include "engine/base/csv_table.h"
#include "engine/base/status_macros.h"

namespace passung {
namespace {

enum PriceColumn : size_t { kAct, kLicence, kLevel, kDays, kEuros };

template <class E>
absl::StatusOr<std::optional<E>> NamedCell(const base::CsvTable& table, size_t row, size_t column) {
  const absl::string_view text = table.cell(row, column);
  if (text.empty()) return std::optional<E>();
  if (const auto value = FromName<E>(text)) return value;
  return table.Fault(row, column, absl::StrCat("\"", text, "\" is not a known name"));
}

absl::StatusOr<std::optional<int32_t>> NumberCell(const base::CsvTable& table, size_t row,
                                                  size_t column) {
  const absl::string_view text = table.cell(row, column);
  if (text.empty()) return std::optional<int32_t>();
  int32_t value = 0;
  if (!absl::SimpleAtoi(text, &value) || value < 0) {
    return table.Fault(row, column, absl::StrCat("\"", text, "\" is not a number from 0 up"));
  }
  return value;
}

bool Fits(const StepPrice& price, const SingleStep& step) {
  return price.act == step.act && (!price.licence || price.licence == step.licence) &&
         (!price.level || price.level == step.level);
}

}  // namespace

absl::StatusOr<std::vector<StepPrice>> ParseStepPrices(absl::string_view file,
                                                       absl::string_view text) {
  constexpr std::array<absl::string_view, 6> kColumns = {"act",  "licence", "level",
                                                         "days", "euros",   "source"};
  PASSUNG_ASSIGN_OR_RETURN(const auto table, base::CsvTable::Parse(file, text, kColumns));
  std::vector<StepPrice> prices;
  for (size_t row = 0; row < table.size(); ++row) {
    PASSUNG_ASSIGN_OR_RETURN(const auto act, NamedCell<Step>(table, row, kAct));
    if (!act || *act == Step::kNone) return table.Fault(row, kAct, "names no step");
    StepPrice price{.act = *act};
    PASSUNG_ASSIGN_OR_RETURN(price.licence, NamedCell<LicenceKind>(table, row, kLicence));
    PASSUNG_ASSIGN_OR_RETURN(price.level, NamedCell<LanguageLevel>(table, row, kLevel));
    PASSUNG_ASSIGN_OR_RETURN(price.days, NumberCell(table, row, kDays));
    PASSUNG_ASSIGN_OR_RETURN(price.euros, NumberCell(table, row, kEuros));
    prices.push_back(price);
  }
  return prices;
}

const std::vector<StepPrice>& ShippedPrices() {
  static const auto& prices = *[] {
    auto parsed = ParseStepPrices("step_prices.csv", embedded::EngineData("step_prices.csv"));
    PASSUNG_CHECK(parsed.ok());  // compiled in and tested
    return new std::vector<StepPrice>(*std::move(parsed));
  }();
  return prices;
}

PricedStep PriceOf(const SingleStep& step, int32_t lead_days, std::span<const StepPrice> own) {
  std::optional<int32_t> days;
  std::optional<int32_t> euros;
  const auto ask = [&](std::span<const StepPrice> prices) {
    for (const StepPrice& price : prices) {
      if (!Fits(price, step)) continue;
      if (!days) days = price.days;
      if (!euros) euros = price.euros;
    }
  };
  ask(own);
  ask(ShippedPrices());
  return {.step = step, .days = days.value_or(lead_days), .euros = euros.value_or(0)};
}

}  // namespace passung
