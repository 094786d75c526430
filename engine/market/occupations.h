// The occupations of the made-up market: real codes of the Klassifikation der Berufe 2010 (revised
// 2020) with short names of our own. engine/market/README.md says where the weights come from.
#ifndef PASSUNG_ENGINE_MARKET_OCCUPATIONS_H_
#define PASSUNG_ENGINE_MARKET_OCCUPATIONS_H_

#include <cstdint>
#include <span>

#include "absl/strings/string_view.h"
#include "passung/vocabulary.h"

namespace passung::market {

// A branch with its own skills, shifts and employers.
enum class Field : uint8_t {
  kLogistics,
  kDriving,
  kCleaning,
  kSales,
  kKitchen,
  kHospitality,
  kOffice,
  kFinance,
  kIt,
  kMetal,
  kVehicle,
  kElectro,
  kConstruction,
  kBuilding,
  kManufacturing,
  kGreen,
  kCare,
  kHealth,
  kEducation,
  kSecurity,
  kBodyCare,
  kScience,
  kMedia,
};
inline constexpr int kFieldCount = 23;

struct MarketOccupation {
  int32_t number;  // of the KldB code
  Field field;
  absl::string_view title;  // as it stands in a vacancy
  int32_t seekers;          // weight among wishes
  int32_t vacancies;        // weight among the work of its requirement level
  int32_t trainings;        // weight among training places; 0: none in the market
  bool school;              // trained at a school rather than in a firm

  OccupationCode code() const { return OccupationCode::FromNumber(number); }
  int32_t level() const { return number % 10; }
};

// In groups of equal field.
std::span<const MarketOccupation> Occupations();

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_OCCUPATIONS_H_
