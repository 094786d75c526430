#include "engine/criteria/occupation_fit.h"

#include <algorithm>
#include <optional>

#include "engine/criteria/registry.h"

namespace passung {
namespace {

class OccupationFit final : public JobCriterion {
 public:
  CriterionKey key() const override { return CriterionKey::kOccupationFit; }

  int32_t PointsOf(const Query& query, const DayFacts& facts, const JobKey& job,
                   const std::optional<JobRelations>& relations) const override {
    const OccupationFitTable& table = query.profile().occupation_fit;
    if (!facts.claims_known() || !relations) return table.unknown[Index(job.column)];
    return OccupationPoints(*relations, table, facts, job.column);
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

  int32_t BestPointsFor(const Query& query, const DayFacts& facts, OccupationRelation nearest,
                        uint32_t code) const override {
    const OccupationFitTable& table = query.profile().occupation_fit;
    const Column column = query.dictionaries.job[code].column;
    if (!facts.claims_known()) return table.unknown[Index(column)];
    int32_t points = table.floor[Index(column)];
    for (const DayFacts::Claim& claim : facts.claims) {
      points = std::max(points, ClaimPoints(table, claim.kind, column, nearest));
    }
    return points;
  }

  Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
            ParameterWriter& parameters) const override {
    const JobKey& job = query.dictionaries.job[code];
    const OccupationFitTable& table = query.profile().occupation_fit;
    const int32_t unknown = table.unknown[Index(job.column)];
    if (!job.code) return {unknown, Reason::kOccupationUnknown, {}};
    Add(parameters, ParameterName::kVacancy, ParameterValue::Of(*job.code));
    if (!facts.claims_known()) return {unknown, Reason::kClaimsUnknown, {}};
    const Best best = BestClaim(query, facts, job);
    const int32_t floor = table.floor[Index(job.column)];
    if (best.points < floor) return {floor, Reason::kOccupationFloor, {}};
    Add(parameters, ParameterName::kOwn, ParameterValue::Of(best.claim->occupation));
    Add(parameters, ParameterName::kSource, best.claim->kind);
    if (best.claim->months > 0) Add(parameters, ParameterName::kMonths, best.claim->months);
    Add(parameters, ParameterName::kRelation, best.relation);
    Add(parameters, ParameterName::kCeiling,
        ClaimPoints(table, best.claim->kind, job.column, OccupationRelation::kSame5));
    return {best.points, Reason::kOccupationRelation, {}};
  }

 private:
  struct Best {
    const DayFacts::Claim* claim = nullptr;
    OccupationRelation relation = OccupationRelation::kUnrelated;
    int32_t points = -1;
  };
  // The first of the claims with the most points. REQUIRES: claims and code known.
  static Best BestClaim(const Query& query, const DayFacts& facts, const JobKey& job) {
    const JobRelations relations(query.knowledge, *job.code);
    Best best;
    for (const DayFacts::Claim& claim : facts.claims) {
      const OccupationRelation relation = relations.To(claim.occupation);
      const int32_t points =
          ClaimPoints(query.profile().occupation_fit, claim.kind, job.column, relation);
      if (points > best.points) best = {&claim, relation, points};
    }
    return best;
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

int32_t OccupationPoints(const JobRelations& job, const OccupationFitTable& table,
                         const DayFacts& facts, Column column) {
  int32_t points = table.floor[Index(column)];
  for (const DayFacts::Claim& claim : facts.claims) {
    points = std::max(points, ClaimPoints(table, claim.kind, column, job.To(claim.occupation)));
  }
  return points;
}

std::unique_ptr<JobCriterion> MakeOccupationFit() { return std::make_unique<OccupationFit>(); }

}  // namespace passung
