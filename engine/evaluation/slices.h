// The figures of some people, or of some vacancies.
#ifndef PASSUNG_ENGINE_EVALUATION_SLICES_H_
#define PASSUNG_ENGINE_EVALUATION_SLICES_H_

#include <span>
#include <vector>

#include "engine/evaluation/judged_people.h"
#include "engine/evaluation/replay.h"
#include "passung/evaluation.h"

namespace passung::evaluation {

// Of a list that has only the first k.
PersonMetrics MetricsOf(std::span<const int32_t> ranked, std::span<const int32_t> judged,
                        const EvaluationOptions& options);

// `metrics` has those of each of `people`.
std::vector<EvaluationSlice> SlicesOf(const std::vector<JudgedPerson>& people,
                                      const std::vector<ReplayedPerson>& replayed,
                                      const std::vector<PersonFigures>& figures,
                                      std::span<const GroupLabel> labels,
                                      const EvaluationOptions& options);

// One estimate for each metric of people.
std::array<Estimate, kPersonMetricCount> MeansOf(std::span<const PersonFigures> people);

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_SLICES_H_
