#include "engine/criteria/level_adequacy.h"

#include <algorithm>
#include <optional>

#include "engine/criteria/registry.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

class LevelAdequacy final : public JobCriterion {
 public:
  CriterionKey key() const override { return CriterionKey::kLevelAdequacy; }

  int32_t PointsOf(const Query& query, const DayFacts& facts, const JobKey& job,
                   const std::optional<JobRelations>& relations) const override {
    return PointsOfLevel(query, job, OwnLevelFor(query, facts, job, relations));
  }

  int32_t BestPoints(const Query& query, const DayFacts& facts, OccupationRelation nearest,
                     Column column) const override {
    const LevelAdequacyTable& table = query.profile().level_adequacy;
    const auto points_of = [&](int level) {
      return table.points[static_cast<size_t>(level - 1)][Index(column)];
    };
    int32_t points = std::max(table.unknown[Index(column)], points_of(1));
    if (column == Column::kBridge) points = std::max(points, table.own_adaptation);
    const bool only_related = column == Column::k2 || column == Column::k3 || column == Column::k4;
    if (only_related && !IsRelated(nearest)) return points;
    for (const DayFacts::Qualified& qualification : facts.qualifications) {
      points = std::max(points, points_of(CappedLevel(qualification, table.unrecognised_cap)));
    }
    return points;
  }

  int32_t BestPointsFor(const Query& query, const DayFacts& facts, OccupationRelation nearest,
                        uint32_t code) const override {
    const LevelAdequacyTable& table = query.profile().level_adequacy;
    const JobKey& job = query.dictionaries.job[code];
    const size_t column = Index(job.column);
    if (!facts.claims_known()) return table.unknown[column];
    int32_t points = table.points[0][column];
    if (job.adaptation && !facts.qualifications.empty()) {
      points = std::max(points, table.own_adaptation);
    }
    const bool only_related =
        job.column == Column::k2 || job.column == Column::k3 || job.column == Column::k4;
    if (only_related && !IsRelated(nearest)) return points;
    for (const DayFacts::Qualified& qualification : facts.qualifications) {
      const int level = CappedLevel(qualification, table.unrecognised_cap);
      points = std::max(points, table.points[static_cast<size_t>(level - 1)][column]);
    }
    return points;
  }

  Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
            ParameterWriter& parameters) const override {
    const JobKey& job = query.dictionaries.job[code];
    const OwnLevel own = OwnLevelFor(query, facts, job, RelationsOf(query, job));
    return {.points = PointsOfLevel(query, job, own), .reason = Describe(job, own, parameters)};
  }

 private:
  // What somebody brings along for a job.
  struct OwnLevel {
    bool by_adaptation = false;  // it is their own
    std::optional<int> usable;   // else; absent: unknown
  };

  static OwnLevel OwnLevelFor(const Query& query, const DayFacts& facts, const JobKey& job,
                              const std::optional<JobRelations>& relations) {
    if (!facts.claims_known() || !relations) return {};
    if (job.adaptation && IsOwnAdaptation(*relations, facts)) return {.by_adaptation = true};
    return {.usable = UsableLevel(*relations, facts, job.column,
                                  query.profile().level_adequacy.unrecognised_cap)};
  }
  static int32_t PointsOfLevel(const Query& query, const JobKey& job, const OwnLevel& own) {
    const LevelAdequacyTable& table = query.profile().level_adequacy;
    if (own.by_adaptation) return table.own_adaptation;
    const size_t column = Index(job.column);
    return own.usable ? table.points[static_cast<size_t>(*own.usable - 1)][column]
                      : table.unknown[column];
  }
  static Reason Describe(const JobKey& job, const OwnLevel& own, ParameterWriter& parameters) {
    if (own.by_adaptation) return Reason::kLevelAdaptation;
    if (!own.usable) {
      // With the vacancy's occupation it is the person's level that nobody knows.
      if (job.code) Add(parameters, ParameterName::kVacancy, ParameterValue::Of(*job.code));
      return Reason::kLevelUnknown;
    }
    Add(parameters, ParameterName::kJobLevel, job.column);
    Add(parameters, ParameterName::kOwnLevel, *own.usable);
    // A training asks for no level, so that an own one can only be above it.
    const int needed = job.column <= Column::k4 ? static_cast<int>(job.column) + 1 : 1;
    if (*own.usable == needed) return Reason::kLevelFits;
    return *own.usable < needed ? Reason::kLevelBelowJob : Reason::kLevelAboveJob;
  }
};

}  // namespace

bool IsOwnAdaptation(const JobRelations& job, const DayFacts& facts) {
  const bool bars = job.knowledge().regulated().Bars(job.code(), facts.day);
  return std::any_of(facts.qualifications.begin(), facts.qualifications.end(),
                     [&](const DayFacts::Qualified& qualification) {
                       return job.To(qualification.reference) <= OccupationRelation::kSame4 ||
                              Covers(job, qualification.reference, bars);
                     });
}

std::unique_ptr<JobCriterion> MakeLevelAdequacy() { return std::make_unique<LevelAdequacy>(); }

}  // namespace passung
