#ifndef PASSUNG_RELAXATIONS_H_
#define PASSUNG_RELAXATIONS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "passung/change_gain.h"
#include "passung/date.h"
#include "passung/match.h"
#include "passung/vacancy.h"
#include "passung/vocabulary.h"

// The mirror of the unlock analysis, for employers: every single thing that a firm could ask less of, or
// offer more, and how many mentees each of them would bring. What a law demands cannot be asked less
// of, so that no relaxation touches it. Counts are exact: those of ranking all mentees again for the
// changed vacancy (engine/SCORING.md section 13).

namespace passung {

enum class RelaxationKind : uint8_t {
  kGermanOneLower,        // each level that the vacancy states one lower
  kGermanDesired,         // the stated levels are no condition
  kWithoutLicence,        // a licence is not needed: the work is shared otherwise
  kSchoolDesired,         // the school certificate is no condition
  kSkillsDesired,         // the named skills are no condition
  kPartTime,              // fewer hours a week are enough
  kFreeTimes,             // the times of work are free
  kStartLater,            // a later first day
  kAnywhere,              // from anywhere in the Land: work from home, or an office near the person
  kAsTraining,            // as dual training
  kAsEntryQualification,  // as an entry qualification (EQ, § 54a SGB III)
  kSupport,               // one more kind of support
};
template <>
struct EnumNames<RelaxationKind> {
  static constexpr absl::string_view kNames[] = {"german_one_lower",
                                                 "german_desired",
                                                 "without_licence",
                                                 "school_desired",
                                                 "skills_desired",
                                                 "part_time",
                                                 "free_times",
                                                 "start_later",
                                                 "anywhere",
                                                 "as_training",
                                                 "as_entry_qualification",
                                                 "support"};
};

// One of them. Where no member is named at the kind, there is none to set.
struct Relaxation {
  RelaxationKind kind = RelaxationKind::kGermanOneLower;
  std::optional<LicenceKind> licence;   // without_licence
  std::optional<WeeklyHours> hours;     // part_time: least and most hours a week afterwards
  std::optional<Date> day;              // start_later: the new first day
  std::vector<DistrictCode> districts;  // anywhere: those that are added
  std::optional<SupportItem> support;   // support
  friend bool operator==(const Relaxation&, const Relaxation&) = default;
};

// The vacancy afterwards. REQUIRES: a relaxation of this vacancy (RelaxationReport).
Vacancy AfterRelaxation(const Vacancy& vacancy, const Relaxation& relaxation);

struct RelaxationResult {
  Relaxation relaxation;
  ChangeGain gain;  // over all mentees of the snapshot
};

struct RelaxationOptions {
  // As for RankMentees; `limit` is the k of the first k. `classes` and `filter` must be empty, `summary`
  // is ignored.
  MatchOptions match;
  int32_t bar = 70'000'000;  // a score, 0 … 100 000 000
  int32_t examples = 3;      // of each relaxation, 0 … 20
};

struct RelaxationReport {
  // The best first: by `opens`, then `furthers`, `enters_top`, `enters_bar`, `top_gain` and the order of
  // RelaxationKind. Also those that change nothing.
  std::vector<RelaxationResult> relaxations;
  ClassCounts before;
  int32_t bar = 0;
  VersionsUsed versions;
};

}  // namespace passung

#endif  // PASSUNG_RELAXATIONS_H_
