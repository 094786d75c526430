// Made-up employers. Every name begins with "Muster", so that nobody takes one for a real firm.
#ifndef PASSUNG_ENGINE_MARKET_EMPLOYERS_H_
#define PASSUNG_ENGINE_MARKET_EMPLOYERS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/market/world.h"
#include "passung/ids.h"

namespace passung::market {

// An employer's habits are its own: all its vacancies share them.
struct Employer {
  EmployerId id;
  std::string name;
  size_t district = 0;         // position of the seat's district
  int32_t states_german = 0;   // per mille of its advertisements that state a German level
  int32_t states_support = 0;  // per mille that say what is offered beside the work
  int32_t offers_support = 0;  // per mille for each item, where it says so
};

Employer DrawEmployer(const World& world, Field field, Random& random);
// A temporary work agency; it hires for every field.
Employer DrawAgency(const World& world, Random& random);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_EMPLOYERS_H_
