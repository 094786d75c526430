#include "engine/criteria/occupation_fit.h"

#include <algorithm>

#include "engine/criteria/registry.h"

namespace passung {
namespace {

class OccupationFit final : public JobCriterion {
 public:
  CriterionKey key() const override { return CriterionKey::kOccupationFit; }

  int32_t Points(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const JobKey& job = query.dictionaries.job[code];
    const OccupationFitTable& table = query.profile().occupation_fit;
    if (!facts.claims_known() || !job.code) return table.unknown[Index(job.column)];
    return OccupationPoints(query.knowledge, table, facts, *job.code, job.column);
  }

  int32_t BestPoints(const Query& query, const DayFacts& facts, OccupationRelation nearest,
                     Column column) const override {
    const OccupationFitTable& table = query.profile().occupation_fit;
    int32_t points = std::max(table.unknown[Index(column)], table.floor[Index(column)]);
    for (const DayFacts::Claim& claim : facts.claims) {
      points = std::max(points, ClaimPoints(table, claim.kind, column, nearest));
    }
    return points;
  }

  Reason Describe(const Query& query, const DayFacts& facts, uint32_t code,
                  ParameterWriter& parameters) const override {
    const JobKey& job = query.dictionaries.job[code];
    if (!job.code) return Reason::kOccupationUnknown;
    Add(parameters, ParameterName::kVacancy, ParameterValue::Of(*job.code));
    if (!facts.claims_known()) return Reason::kClaimsUnknown;
    const DayFacts::Claim& best = BestClaim(query, facts, job);
    const OccupationFitTable& table = query.profile().occupation_fit;
    const OccupationRelation relation = query.knowledge.Relate(best.occupation, *job.code);
    if (ClaimPoints(table, best.kind, job.column, relation) < table.floor[Index(job.column)]) {
      return Reason::kOccupationFloor;
    }
    Add(parameters, ParameterName::kOwn, ParameterValue::Of(best.occupation));
    Add(parameters, ParameterName::kSource, best.kind);
    if (best.months > 0) Add(parameters, ParameterName::kMonths, best.months);
    Add(parameters, ParameterName::kRelation, relation);
    Add(parameters, ParameterName::kCeiling,
        ClaimPoints(table, best.kind, job.column, OccupationRelation::kSame5));
    return Reason::kOccupationRelation;
  }

 private:
  // The first of the claims with the most points. REQUIRES: claims and code known.
  static const DayFacts::Claim& BestClaim(const Query& query, const DayFacts& facts,
                                          const JobKey& job) {
    const OccupationFitTable& table = query.profile().occupation_fit;
    return *std::max_element(facts.claims.begin(), facts.claims.end(),
                             [&](const DayFacts::Claim& a, const DayFacts::Claim& b) {
                               return ClaimPoints(table, a.kind, job.column,
                                                  query.knowledge.Relate(a.occupation, *job.code)) <
                                      ClaimPoints(table, b.kind, job.column,
                                                  query.knowledge.Relate(b.occupation, *job.code));
                             });
  }
};

int32_t Ceiling(const OccupationFitTable& table, ClaimKind kind, Column column) {
  if (kind != ClaimKind::kWish) return table.ceiling[Index(kind)];
  return column <= Column::k4 ? table.wish_work : table.wish_training;
}

}  // namespace

int32_t ClaimPoints(const OccupationFitTable& table, ClaimKind kind, Column column,
                    OccupationRelation relation) {
  return Ceiling(table, kind, column) * table.relation[Index(relation)] / kMaxPoints;
}

int32_t OccupationPoints(const KnowledgeImpl& knowledge, const OccupationFitTable& table,
                         const DayFacts& facts, OccupationCode code, Column column) {
  int32_t points = table.floor[Index(column)];
  for (const DayFacts::Claim& claim : facts.claims) {
    points = std::max(
        points, ClaimPoints(table, claim.kind, column, knowledge.Relate(claim.occupation, code)));
  }
  return points;
}

std::unique_ptr<JobCriterion> MakeOccupationFit() { return std::make_unique<OccupationFit>(); }

}  // namespace passung
