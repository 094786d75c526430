// The skills of the made-up market: ids of our own making, eight to a field and sixteen that every
// field asks for.
#ifndef PASSUNG_ENGINE_MARKET_SKILLS_H_
#define PASSUNG_ENGINE_MARKET_SKILLS_H_

#include <span>

#include "absl/strings/string_view.h"
#include "engine/market/occupations.h"

namespace passung::market {

// The most frequent first.
std::span<const absl::string_view> SkillsOf(Field field);
std::span<const absl::string_view> GeneralSkills();

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_SKILLS_H_
