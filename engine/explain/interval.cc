#include "engine/explain/interval.h"

#include <algorithm>
#include <limits>

#include "absl/container/inlined_vector.h"
#include "engine/base/sort_unique.h"
#include "engine/criteria/language_fit.h"
#include "engine/criteria/level_adequacy.h"
#include "engine/criteria/occupation_fit.h"
#include "engine/criteria/recognition_fit.h"
#include "engine/criteria/registry.h"
#include "engine/explain/codes_apart.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

constexpr int kLevels = 4;
constexpr size_t kUsualPairs = 16;  // of patterns and languages in the 20 hits of a question

// Kinds with different columns or tables; every other kind counts as one of these here.
constexpr VacancyKind kKindsApart[] = {VacancyKind::kJob, VacancyKind::kTrainingDual,
                                       VacancyKind::kInternship, VacancyKind::kAdaptation};

struct Extent {
  int64_t min = std::numeric_limits<int64_t>::max();
  int64_t max = std::numeric_limits<int64_t>::min();

  void Include(int64_t value) {
    min = std::min(min, value);
    max = std::max(max, value);
  }
};

// Whether a usable level counts for a column that a qualification stands in this relation to.
bool CountsIn(Column column, OccupationRelation relation) {
  const bool only_related = column == Column::k2 || column == Column::k3 || column == Column::k4;
  return !only_related || IsRelated(relation);
}

// Usable level and best recognition points so far, over completions of unknown statuses.
struct State {
  int level = 1;
  int32_t recognition = 0;
  friend auto operator<=>(const State&, const State&) = default;
};

using States = absl::InlinedVector<State, 8>;

// Calls `visit` for each status that a qualification may turn out to have.
template <class F>
void ForEachStatus(const DayFacts::Qualified& qualification, F&& visit) {
  if (qualification.status) return visit(*qualification.status);
  for (size_t i = 0; i < EnumCount<RecognitionStatus>(); ++i) {
    visit(static_cast<RecognitionStatus>(i));
  }
}

}  // namespace

JointInterval::JointInterval(const Query& query, const Person& person)
    : query_(query),
      person_(person),
      ranges_(kUsualPairs),
      without_claims_(person.today.claims_known() ? 0 : kUsualPairs),
      intervals_(kUsualPairs) {}

int64_t JointInterval::Weighted(CriterionKey criterion, int32_t points) const {
  return int64_t{query_.applied.weights[Index(criterion)]} * points;
}

ScoreInterval JointInterval::Of(const Where& where) {
  const Pattern pattern = PatternOf(where);
  const uint32_t code = where.code(ColumnId::kLanguage);
  return intervals_.Get(pattern.number(), code, [&](ScoreInterval& interval) {
    interval = WithLanguage(RangesOf(pattern), code);
  });
}

// From the keys, which are at hand; the list of occupations lies far away and is seldom needed.
JointInterval::Pattern JointInterval::PatternOf(const Where& where) const {
  const TrackKey& key = query_.dictionaries.track[where.code(ColumnId::kTrack)];
  Pattern pattern{.code = key.job.code, .kind = key.kind};
  if (pattern.code && key.job.column <= Column::k4) {
    // Work, or of unknown kind: such columns are the level that is stated, or else that of the code.
    pattern.activity_level = static_cast<int32_t>(key.job.column) + 1;
  } else if (!pattern.code || !person_.today.claims_known()) {
    const VacancyOccupation* occupation = where.occupation();
    if (occupation != nullptr) pattern.activity_level = occupation->activity_level.value_or(0);
  }
  return pattern;
}

ScoreInterval JointInterval::WithLanguage(const JobRanges& ranges, uint32_t language_code) const {
  const LanguageKey& language = query_.dictionaries.language[language_code];
  Extent joint;
  for (const auto& [by_law, job] : ranges) {
    const PointsRange range =
        LanguageRange(query_.profile().language_fit, person_.today, language, by_law);
    joint.Include(job.min + Weighted(CriterionKey::kLanguageFit, range.min));
    joint.Include(job.max + Weighted(CriterionKey::kLanguageFit, range.max));
  }
  return {static_cast<int32_t>(joint.min), static_cast<int32_t>(joint.max)};
}

const JointInterval::JobRanges& JointInterval::RangesOf(const Pattern& pattern) {
  return ranges_.Get(0, pattern.number(), [&](JobRanges& ranges) { ranges = Complete(pattern); });
}

JointInterval::JobRanges JointInterval::Complete(const Pattern& pattern) {
  JobRanges ranges;
  if (pattern.code) {
    CompleteCode(*pattern.code, pattern, ranges);
    return ranges;
  }
  if (!codes_apart_) codes_apart_ = CodesApart(query_.knowledge, person_.today);
  for (const OccupationCode code : *codes_apart_) CompleteCode(code, pattern, ranges);
  return ranges;
}

// Adds every completion of the kind for one code.
void JointInterval::CompleteCode(OccupationCode code, const Pattern& pattern, JobRanges& ranges) {
  Job job{.code = code};
  job.requirement_level =
      pattern.activity_level != 0 ? pattern.activity_level : code.requirement_level();
  const auto add = [&](VacancyKind kind) {
    job.column = ColumnOf(kind, job.requirement_level);
    job.adaptation = kind == VacancyKind::kAdaptation;
    const bool is_work = ClassOf(kind) == KindClass::kWork;
    job.by_law = is_work ? GermanByLaw(query_.knowledge, code, query_.as_of) : std::nullopt;
    const Range range = RangeOfJob(job);
    for (auto& [by_law, known] : ranges) {
      if (by_law != job.by_law) continue;
      known.min = std::min(known.min, range.min);
      known.max = std::max(known.max, range.max);
      return;
    }
    ranges.emplace_back(job.by_law, range);
  };
  if (pattern.kind) {
    add(*pattern.kind);
    return;
  }
  for (const VacancyKind kind : kKindsApart) add(kind);
}

JointInterval::Range JointInterval::RangeOfJob(const Job& job) {
  if (person_.today.claims_known()) return RangeWithClaims(job);
  const bool bars = query_.knowledge.regulated().Bars(job.code, query_.as_of);
  const auto sort = static_cast<uint32_t>(job.requirement_level) << 2U |
                    (job.adaptation ? 2U : 0U) | (bars ? 1U : 0U);
  return without_claims_.Get(sort, static_cast<uint32_t>(job.column),
                             [&](Range& range) { range = RangeWithoutClaims(job, bars); });
}

int64_t JointInterval::LevelPart(const Job& job, int usable_level, bool own_adaptation) const {
  const LevelAdequacyTable& table = query_.profile().level_adequacy;
  const int32_t points =
      own_adaptation ? table.own_adaptation
                     : table.points[static_cast<size_t>(usable_level - 1)][Index(job.column)];
  return Weighted(CriterionKey::kLevelAdequacy, points);
}

// One claim of any kind in any relation; a qualification with any level and status.
JointInterval::Range JointInterval::RangeWithoutClaims(const Job& job, bool bars) const {
  const ScoringProfile& profile = query_.profile();
  const auto* row =
      RecognitionRow(query_.knowledge, profile.recognition_fit, job.code, job.column, query_.as_of);
  const int32_t nothing_covers =
      row == nullptr ? profile.recognition_fit.no_role : (*row)[Index(RecognitionStatus::kNone)];
  Extent extent;
  for (size_t r = 0; r < EnumCount<OccupationRelation>(); ++r) {
    const auto relation = static_cast<OccupationRelation>(r);
    const auto occupation_part = [&](ClaimKind kind) {
      const int32_t points =
          std::max(profile.occupation_fit.floor[Index(job.column)],
                   ClaimPoints(profile.occupation_fit, kind, job.column, relation));
      return Weighted(CriterionKey::kOccupationFit, points);
    };
    for (const ClaimKind kind : {ClaimKind::kExperience36, ClaimKind::kExperience12,
                                 ClaimKind::kExperience0, ClaimKind::kWish}) {
      extent.Include(occupation_part(kind) + LevelPart(job, 1, false) +
                     Weighted(CriterionKey::kRecognitionFit, nothing_covers));
    }
    const bool covers = bars ? relation <= OccupationRelation::kSame4 : IsRelated(relation);
    const bool own = job.adaptation && (covers || relation <= OccupationRelation::kSame4);
    const int lowest = relation == OccupationRelation::kSame5 ? job.requirement_level : 1;
    for (int level = lowest; level <= kLevels; ++level) {
      for (size_t s = 0; s < EnumCount<RecognitionStatus>(); ++s) {
        const auto status = static_cast<RecognitionStatus>(s);
        const int capped =
            LiftsCap(status) ? level : std::min(level, profile.level_adequacy.unrecognised_cap);
        const int usable = CountsIn(job.column, relation) ? capped : 1;
        const int32_t recognition = row != nullptr && covers ? (*row)[s] : nothing_covers;
        extent.Include(occupation_part(ClaimKind::kQualification) + LevelPart(job, usable, own) +
                       Weighted(CriterionKey::kRecognitionFit, recognition));
      }
    }
  }
  return {extent.min, extent.max};
}

// Known claims: only statuses of qualifications are open. Every state that a choice of them can
// lead to is carried from one qualification to the next; there are at most 4 × 15.
JointInterval::Range JointInterval::RangeWithClaims(const Job& job) const {
  const ScoringProfile& profile = query_.profile();
  const DayFacts& facts = person_.today;
  const auto* row =
      RecognitionRow(query_.knowledge, profile.recognition_fit, job.code, job.column, query_.as_of);
  const JobRelations relations(query_.knowledge, job.code);
  const bool bars = query_.knowledge.regulated().Bars(job.code, query_.as_of);
  State start{.level = 1, .recognition = profile.recognition_fit.no_role};
  if (row != nullptr) start.recognition = (*row)[Index(RecognitionStatus::kNone)];
  States states = {start};
  for (const DayFacts::Qualified& qualification : facts.qualifications) {
    const bool counts = Counts(relations, qualification, job.column);
    const bool covers = row != nullptr && Covers(relations, qualification.reference, bars);
    if (!counts && !covers) continue;
    States next;
    ForEachStatus(qualification, [&](RecognitionStatus status) {
      DayFacts::Qualified completed = qualification;
      completed.status = status;
      const int level =
          counts ? CappedLevel(completed, profile.level_adequacy.unrecognised_cap) : 1;
      const int32_t recognition = covers ? (*row)[Index(status)] : start.recognition;
      for (const State& state : states) {
        next.push_back({std::max(state.level, level), std::max(state.recognition, recognition)});
      }
    });
    base::SortUnique(next);
    states = std::move(next);
  }
  const bool own = job.adaptation && IsOwnAdaptation(relations, facts);
  const int64_t occupation =
      Weighted(CriterionKey::kOccupationFit,
               OccupationPoints(relations, profile.occupation_fit, facts, job.column));
  Extent extent;
  for (const State& state : states) {
    extent.Include(occupation + LevelPart(job, state.level, own) +
                   Weighted(CriterionKey::kRecognitionFit, state.recognition));
  }
  return {extent.min, extent.max};
}

}  // namespace passung
