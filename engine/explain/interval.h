#ifndef PASSUNG_ENGINE_EXPLAIN_INTERVAL_H_
#define PASSUNG_ENGINE_EXPLAIN_INTERVAL_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/explain/memory.h"
#include "engine/index/query.h"
#include "engine/search/person.h"
#include "passung/match.h"

namespace passung {

// Least and greatest total of a combination over all joint completions of the unknown facts of both
// sides, as far as they must be completed jointly: engine/SCORING.md section 8.
//
// Five criteria share no unknown fact with any other, so that their ranges just add up (Told::range)
// and are not counted here. Occupation, level and recognition share the person's
// claims and the vacancy's occupation and kind, and the language joins them where a law hangs on the
// occupation: these four are completed together.
//
// Made for one person and one request; not thread-safe.
class JointInterval {
 public:
  // Both must outlive it.
  JointInterval(const Query& query, const Person& person);

  // Of the four criteria, weighted. Worked out once for each pattern of what is known of the job and
  // what is asked of the language: O(1) where occupation and kind are known; else a look at each
  // sort of occupation (CodesApart).
  ScoreInterval Of(const Where& where);

 private:
  // A completed job: code, column, adaptation, and the level that the law then demands.
  struct Job {
    OccupationCode code;
    int requirement_level = 1;
    Column column = Column::k1;
    bool adaptation = false;
    std::optional<LanguageLevel> by_law;
  };
  // What a vacancy leaves open of its job; equal patterns have equal completions.
  struct Pattern {
    std::optional<OccupationCode> code;
    int32_t activity_level = 0;  // 0: not stated, or without effect
    std::optional<VacancyKind> kind;

    // Different for different patterns.
    uint32_t number() const {
      const auto code_number = static_cast<uint32_t>(code ? code->number() + 1 : 0);
      const auto kind_number = static_cast<uint32_t>(kind ? Index(*kind) + 1 : 0);
      return (code_number << 3U | static_cast<uint32_t>(activity_level)) << 8U | kind_number;
    }
  };
  struct Range {
    int64_t min = 0;
    int64_t max = 0;
  };
  // Range of occupation, level and recognition together, apart for each level by law (none first).
  using JobRanges = std::vector<std::pair<std::optional<LanguageLevel>, Range>>;

  Pattern PatternOf(const Where& where) const;
  const JobRanges& RangesOf(const Pattern& pattern);
  ScoreInterval WithLanguage(const JobRanges& ranges, uint32_t language_code) const;
  JobRanges Complete(const Pattern& pattern);
  void CompleteCode(OccupationCode code, const Pattern& pattern, JobRanges& ranges);
  Range RangeOfJob(const Job& job);
  // The same for all jobs of one sort: level, column, adaptation, and whether the code bars.
  Range RangeWithoutClaims(const Job& job, bool bars) const;
  Range RangeWithClaims(const Job& job) const;
  int64_t Weighted(CriterionKey criterion, int32_t points) const;
  int64_t LevelPart(const Job& job, int usable_level, bool own_adaptation) const;

  const Query& query_;
  const Person& person_;
  std::optional<std::vector<OccupationCode>> codes_apart_;  // found when an occupation is unknown
  PartMemory<JobRanges> ranges_;                            // by number of the pattern
  PartMemory<Range> without_claims_;                        // by sort of the job
  PartMemory<ScoreInterval> intervals_;  // by number of the pattern and code of the language
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_INTERVAL_H_
