// What the title of an advertisement says of its kind and hours.
#ifndef PASSUNG_ENGINE_INGEST_TITLE_FACTS_H_
#define PASSUNG_ENGINE_INGEST_TITLE_FACTS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "passung/vocabulary.h"

namespace passung {

// Weekly hours that a word stands for where no number is given. Full time: from 35 hours (the
// shortest collectively agreed week) to 40. Part time: less than that (§ 2 TzBfG). Minijob: ten
// hours at the minimum wage are what its limit is made of (§ 8 (1a) SGB IV). Working student: up to
// 20 hours (§ 6 (1) no. 3 SGB V as the Bundessozialgericht reads it).
inline constexpr WeeklyHours kFullTimeHours = {.min = 35, .max = 40};
inline constexpr WeeklyHours kPartTimeHours = {.min = 1, .max = 34};
inline constexpr WeeklyHours kPartOrFullTimeHours = {.min = 1, .max = 40};
inline constexpr WeeklyHours kMinijobHours = {.min = 1, .max = 10};
inline constexpr WeeklyHours kWorkingStudentHours = {.min = 1, .max = 20};

struct TitleFacts {
  std::optional<VacancyKind> kind;
  std::string kind_word;  // as folded, for the warning; empty where nothing was found
  std::optional<WeeklyHours> hours;
  std::string hours_word;
  // "Aushilfe": may be a Minijob, short-term or ordinary work; its kind is unknown.
  bool casual = false;
};
TitleFacts ReadTitleFacts(absl::string_view title);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_TITLE_FACTS_H_
