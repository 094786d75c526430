// Why not, how stable, what is unknown, from when on: in sentences for mentors.
#ifndef PASSUNG_PROTO_TEXT_INSIGHT_TEXT_H_
#define PASSUNG_PROTO_TEXT_INSIGHT_TEXT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "passung/counterfactual.h"
#include "passung/first_days.h"
#include "passung/stability.h"
#include "passung/unknowns.h"
#include "passung/why_not.h"
#include "proto/text/text.h"

namespace passung::text {

// The place, what bars it, and what would bring it among the first `limit`. `name` is what people call
// the vacancy, here and below.
std::vector<std::string> AbsenceTexts(const Texts& texts, const AbsenceResult& result,
                                      int32_t limit, const std::string& name,
                                      const Knowledge& knowledge);

// Steps, what they take, and the score afterwards.
std::vector<std::string> WayTexts(const Texts& texts, const CounterfactualResult& result,
                                  const Knowledge& knowledge);

// "Sprache, Gewicht 1.600: Die Liste bleibt gleich von 1.432 bis 1.871. …"; `name_of` says what people
// call a vacancy.
std::string StabilityText(const Texts& texts, const WeightStability& stability,
                          const std::function<std::string(const VacancyId&)>& name_of);

// "Angabe fehlt: Deutschkenntnisse. Die Antwort kann bis zu 6 der ersten 20 Plätze verändern."
std::string QuestionText(const Texts& texts, const NextQuestion& question, int32_t limit);

// "Lagerfachkraft, Muster GmbH, Leipzig (vacancies/v1): Je nach Antwort 61,2 % bis 77,7 %, Platz 1 bis 3."
std::string UncertainText(const Texts& texts, const UncertainHit& hit, const std::string& name);

// "Ab 01.04.2026: 12 Stellen sofort möglich, …"
std::string FirstDayText(const Texts& texts, const FirstDayGroup& group);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_INSIGHT_TEXT_H_
