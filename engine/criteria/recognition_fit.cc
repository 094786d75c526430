#include "engine/criteria/recognition_fit.h"

#include <algorithm>
#include <optional>

#include "engine/criteria/registry.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

using Row = std::array<int32_t, 15>;

class RecognitionFit final : public JobCriterion {
 public:
  CriterionKey key() const override { return CriterionKey::kRecognitionFit; }

  int32_t PointsOf(const Query& query, const DayFacts& facts, const JobKey& job,
                   const std::optional<JobRelations>& relations) const override {
    const Row* row = RowOf(query, facts, job);
    if (row == nullptr) return query.profile().recognition_fit.no_role;
    return (*row)[Index(BestStatus(*relations, facts, *row))];
  }

  int32_t BestPoints(const Query& query, const DayFacts& facts, OccupationRelation nearest,
                     Column column) const override {
    const RecognitionFitTable& table = query.profile().recognition_fit;
    if (column > Column::k4) return table.no_role;
    const auto points_of = [&](RecognitionStatus status) {
      return std::max(table.bars[Index(status)], table.nobody[Index(status)]);
    };
    int32_t points = std::max(table.no_role, points_of(RecognitionStatus::kNone));
    if (!IsRelated(nearest)) return points;
    for (const DayFacts::Qualified& qualification : facts.qualifications) {
      points = std::max(points, points_of(AssumedStatus(qualification.status)));
    }
    return points;
  }

  int32_t BestPointsFor(const Query& query, const DayFacts& facts, OccupationRelation nearest,
                        uint32_t code) const override {
    const Row* row = RowOf(query, facts, query.dictionaries.job[code]);
    if (row == nullptr) return query.profile().recognition_fit.no_role;
    int32_t points = (*row)[Index(RecognitionStatus::kNone)];
    if (!IsRelated(nearest)) return points;
    for (const DayFacts::Qualified& qualification : facts.qualifications) {
      points = std::max(points, (*row)[Index(AssumedStatus(qualification.status))]);
    }
    return points;
  }

  Told Tell(const Query& query, const DayFacts& facts, uint32_t code,
            ParameterWriter& parameters) const override {
    const JobKey& job = query.dictionaries.job[code];
    const Row* row = RowOf(query, facts, job);
    if (row == nullptr) {
      return {query.profile().recognition_fit.no_role, Reason::kRecognitionNotRelevant, {}};
    }
    const RecognitionStatus best = BestStatus({query.knowledge, *job.code}, facts, *row);
    Add(parameters, ParameterName::kState, best);
    const bool bars = query.knowledge.regulated().Bars(*job.code, facts.day);
    Add(parameters, ParameterName::kBars, ParameterValue::Word(bars ? "yes" : "no"));
    Add(parameters, ParameterName::kVacancy, ParameterValue::Of(*job.code));
    return {(*row)[Index(best)], Reason::kRecognitionStatus, {}};
  }

 private:
  static const Row* RowOf(const Query& query, const DayFacts& facts, const JobKey& job) {
    if (!job.code) return nullptr;
    return RecognitionRow(query.knowledge, query.profile().recognition_fit, *job.code, job.column,
                          facts.day);
  }

  // Of the recognitions that cover the code, the one worth most.
  static RecognitionStatus BestStatus(const JobRelations& job, const DayFacts& facts,
                                      const Row& row) {
    const bool bars = job.knowledge().regulated().Bars(job.code(), facts.day);
    RecognitionStatus best = RecognitionStatus::kNone;
    for (const DayFacts::Qualified& qualification : facts.qualifications) {
      if (!Covers(job, qualification.reference, bars)) continue;
      const RecognitionStatus status = AssumedStatus(qualification.status);
      if (row[Index(status)] > row[Index(best)] || best == RecognitionStatus::kNone) best = status;
    }
    return best;
  }
};

}  // namespace

const Row* RecognitionRow(const KnowledgeImpl& knowledge, const RecognitionFitTable& table,
                          OccupationCode code, Column column, Date day) {
  if (column > Column::k4) return nullptr;
  const bool bars = knowledge.regulated().Bars(code, day);
  if (bars) return &table.bars;
  return column == Column::k1 ? nullptr : &table.nobody;
}

std::unique_ptr<JobCriterion> MakeRecognitionFit() { return std::make_unique<RecognitionFit>(); }

}  // namespace passung
