#ifndef PASSUNG_ENGINE_ANALYSIS_POSSIBLE_ANSWERS_H_
#define PASSUNG_ENGINE_ANALYSIS_POSSIBLE_ANSWERS_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/index/vacancy_rows.h"
#include "engine/search/person.h"
#include "passung/mentee.h"
#include "passung/unknowns.h"

namespace passung {

// What the vacancies of a market ask about, as far as answers depend on it; rising, each once.
struct MarketTerms {
  std::vector<OccupationCode> occupations;
  std::vector<DistrictCode> districts;
  std::vector<int32_t> school_years;  // that are enough instead of a certificate
  std::vector<std::string> skills;

  // Of the live vacancies. O(rows).
  static MarketTerms Of(const VacancyRows& rows);
};

// One fact that is not known of a person, and all answers to it that are tried: the mentee as they
// would be, one after the other, until the visitor returns false. engine/SCORING.md section 16 lists the
// answers.
struct OpenFact {
  using Visitor = std::function<bool(const Mentee&)>;

  UnknownFact fact = UnknownFact::kResidence;
  std::optional<int32_t> qualification;
  std::function<void(const Visitor&)> visit_answers;
};

// In the order of UnknownFact. `named_skills` are those that the first vacancies name. The referents must
// outlive the result.
std::vector<OpenFact> OpenFactsOf(const Mentee& mentee, const Person& person,
                                  const MarketTerms& terms,
                                  std::span<const std::string> named_skills);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_POSSIBLE_ANSWERS_H_
