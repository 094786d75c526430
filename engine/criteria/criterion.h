#ifndef PASSUNG_ENGINE_CRITERIA_CRITERION_H_
#define PASSUNG_ENGINE_CRITERIA_CRITERION_H_

#include <cstdint>

#include "engine/index/query.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/judgement.h"
#include "passung/match.h"

namespace passung {

// A criterion is a table over the codes of one column: it does its thinking once per distinct
// value. Stateless; any number of threads may use one.
class Criterion {
 public:
  virtual ~Criterion() = default;
  virtual CriterionKey key() const = 0;
  virtual ColumnId column() const = 0;

  // 0 … 10 000, by engine/SCORING.md section 4. REQUIRES: `code` is a code of `column()`.
  virtual int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const = 0;

  // Reason and parameters of one contribution; called for hits only.
  virtual void Describe(const Query& query, const DayFacts& facts, const Where& where,
                        Contribution& contribution) const = 0;
};

// A criterion whose unknown facts no other criterion shares, so that its range adds to the
// interval by itself. The other four are bounded together in explain/interval.
class SeparateCriterion : public Criterion {
 public:
  virtual PointsRange Range(const Query& query, const DayFacts& facts, uint32_t code) const = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_CRITERION_H_
