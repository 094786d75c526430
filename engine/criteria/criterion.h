#ifndef PASSUNG_ENGINE_CRITERIA_CRITERION_H_
#define PASSUNG_ENGINE_CRITERIA_CRITERION_H_

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "engine/index/query.h"
#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/job_relations.h"
#include "engine/vocabulary/parameter_writer.h"
#include "passung/judgement.h"

namespace passung {

// What is said of one code to whoever reads it.
struct Told {
  int32_t points = 0;
  Reason reason = Reason::kNone;
  // Least and greatest points over all completions of the unknown facts of both sides, where no other
  // criterion shares them, so that this adds to the interval by itself. Of the others, which
  // explain/interval completes together, nothing.
  PointsRange range;

  // Nothing that counts is unknown.
  static Told Known(int32_t points, Reason reason) { return {points, reason, {points, points}}; }
};

// What a criterion knows of a person: whoever has an equal one is told apart by nothing that it looks at.
struct Likeness {
  uint64_t facts = 0;
  uint64_t codes = 0;  // a bit for each of some codes
  friend bool operator==(const Likeness&, const Likeness&) = default;
  template <class H>
  friend H AbslHashValue(H h, const Likeness& of) {
    return H::combine(std::move(h), of.facts, of.codes);
  }
};

// A criterion is a table over the codes of one column: it does its thinking once per distinct
// value. Stateless; any number of threads may use one.
class Criterion {
 public:
  virtual ~Criterion() = default;
  virtual CriterionKey key() const = 0;
  virtual ColumnId column() const = 0;

  // 0 … 10 000, by engine/SCORING.md section 4. REQUIRES: `code` is a code of `column()`.
  virtual int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const = 0;

  // Points of each of `codes` into `points`, which is as long. For whoever asks about many codes of one
  // person: what they have in common is thought of once.
  virtual void Rate(const Query& query, const DayFacts& facts, std::span<const uint32_t> codes,
                    std::span<int32_t> points) const {
    for (size_t i = 0; i < codes.size(); ++i) points[i] = Points(query, facts, codes[i]);
  }

  // People of equal likenesses get equal points for each of `codes`, by one profile, law and day. Absent: it knows too
  // much of this person. Cheaper than Rate.
  virtual std::optional<Likeness> LikenessOf(const Query& /*query*/, const DayFacts& /*facts*/,
                                             std::span<const uint32_t> /*codes*/) const {
    return std::nullopt;
  }

  // The points of a code, as Points has them, with their reason and its parameters: hits with one code
  // share them. Called for codes of hits only.
  virtual Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
                    ParameterWriter& parameters) const = 0;

  // Whether it looks at the vacancy itself; else nobody asks AddEvidence.
  virtual bool HasEvidence() const { return false; }
  // What no key has but the vacancy itself, added to the parameters for this hit alone.
  virtual void AddEvidence(const Vacancy& /*vacancy*/, Reason /*reason*/,
                           ParameterWriter& /*parameters*/) const {}
};

// A criterion of the job (ColumnId::kJob). Of an occupation that the person has nothing to do with
// it knows no more than its column and whether it bars: jobs that are equal in both, unrelated to
// every claim and every reference of a recognition, get equal points.
class JobCriterion : public Criterion {
 public:
  ColumnId column() const final { return ColumnId::kJob; }

  int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const final {
    const JobKey& job = query.dictionaries.job[code];
    return PointsOf(query, facts, job, RelationsOf(query, job));
  }
  // The same for whoever may know how the job is related to the person's occupations. Absent where its own is not
  // known, and only there.
  virtual int32_t PointsOf(const Query& query, const DayFacts& facts, const JobKey& job,
                           const std::optional<JobRelations>& relations) const = 0;

  // No less than the points of any job in this column whose occupation is related to the person's
  // claims and references at most as `nearest`.
  virtual int32_t BestPoints(const Query& query, const DayFacts& facts, OccupationRelation nearest,
                             Column column) const = 0;

  // The same of one job, whose occupation is known: closer. Whoever has the facts' claims and more of
  // the same kinds gets no more, and no more than for the best of their qualifications alone. Of the
  // job it looks at no more than column, adaptation and whether the occupation bars on the facts' day.
  virtual int32_t BestPointsFor(const Query& query, const DayFacts& facts,
                                OccupationRelation nearest, uint32_t code) const = 0;

 protected:
  static std::optional<JobRelations> RelationsOf(const Query& query, const JobKey& job) {
    if (!job.code) return std::nullopt;
    return JobRelations(query.knowledge, *job.code);
  }
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_CRITERION_H_
