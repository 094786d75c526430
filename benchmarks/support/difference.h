#ifndef PASSUNG_BENCHMARKS_SUPPORT_DIFFERENCE_H_
#define PASSUNG_BENCHMARKS_SUPPORT_DIFFERENCE_H_

#include <span>
#include <string>

#include "benchmarks/baseline/hit.h"
#include "passung/match.h"

namespace passung::bench {

// Empty where both list the same vacancies in the same order, with the same scores, classes and
// combinations; else the first difference, for a person to read.
std::string DifferenceOfHits(std::span<const Match> engine,
                             std::span<const baseline::RivalHit> rival);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_DIFFERENCE_H_
