#ifndef PASSUNG_EVALUATION_H_
#define PASSUNG_EVALUATION_H_

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/engine.h"
#include "passung/enum_names.h"
#include "passung/ids.h"
#include "passung/mentee.h"
#include "passung/outcome.h"
#include "passung/profile.h"
#include "passung/statistics.h"

// How good a profile's lists are, measured on what became of suggestions. Evaluation sees the engine from
// outside, as every caller does, and changes nothing.

namespace passung {

// How well a vacancy turned out for a person. What nobody judged has no row.
struct Judgement {
  MenteeId mentee;
  VacancyId vacancy;
  int32_t grade = 0;  // 0 … kMostGrade; 0: it was tried and led nowhere
  friend bool operator==(const Judgement&, const Judgement&) = default;
};

// The grades that outcomes get.
inline constexpr int32_t kGradeContacted = 1;
inline constexpr int32_t kGradeInterview = 2;
inline constexpr int32_t kGradePlaced = 3;
// A course without a placement and a refusal is judged once nothing has happened for so long.
inline constexpr int32_t kSettledDays = 60;
// What ended sooner, by anybody's notice, was no placement that lasted; it counts as an interview. One that
// has neither lasted so long nor ended is not judged yet.
inline constexpr int32_t kLastingDays = 30;

// One judgement for each pair that outcomes tell of, by mentee and vacancy rising as bytes: the furthest
// that was reached up to `as_of`. Proposed and no more is 0. A refusal whose reason is not the fit (the
// vacancy was gone or filled, nobody answered, something else was taken) leaves what was reached; any other
// makes it 0. Of several placements the last counts, and the first notice on its day or later. Outcomes without
// a vacancy and courses that are not settled are left out. The order of outcomes does not matter.
std::vector<Judgement> JudgementsOf(std::span<const Outcome> outcomes, Date as_of);

// A label for audits, such as of a group, held apart from all facts: it splits figures, no more.
struct GroupLabel {
  MenteeId mentee;
  std::string label;  // 1 … 63 bytes
};

enum class Metric : uint8_t {
  kNdcg,              // of the first k
  kAveragePrecision,  // the same
  kReciprocalRank,    // the same
  kRecall,            // the same
  kPrecision,         // the same
  kGoodMatch,         // share of people with a good one among the first k
  kArea,              // under the curve, over all judged pairs that are not closed
  kAdequacy,          // share of the hits shown that are not below what the person has learned
  kGini,              // of how often each vacancy of the snapshot is shown
  kCoverage,          // share of them that is shown at all
};
template <>
struct EnumNames<Metric> {
  static constexpr absl::string_view kNames[] = {"ndcg",    "average_precision", "reciprocal_rank",
                                                 "recall",  "precision",         "good_match",
                                                 "area",    "adequacy",          "gini",
                                                 "coverage"};
};
inline constexpr size_t kMetricCount = 10;
// The first of them are means over people.
inline constexpr size_t kPersonMetricCount = 6;
using PersonMetrics = std::array<double, kPersonMetricCount>;

// What a list is made of.
enum class EvaluationScope : uint8_t {
  kMarket,  // everything in the snapshot; what nobody judged has grade 0
  kJudged,  // the judged vacancies alone: the right one where only what was once shown is judged
};
template <>
struct EnumNames<EvaluationScope> {
  static constexpr absl::string_view kNames[] = {"market", "judged"};
};

struct EvaluationOptions {
  Date as_of;  // facts and laws are looked at on this day
  ScoringProfile profile;
  EvaluationScope scope = EvaluationScope::kMarket;
  int32_t k = 10;     // 1 … 1 000
  int32_t good = 1;   // grades from here on are good; 1 … kMostGrade
  int threads = 1;    // 1 … 64; no figure depends on it
  uint64_t seed = 1;  // of the resampling
  int32_t resamples = 200;
  // Figures of people, their means and slices alone, which takes a tenth of the time: nothing is ranked, and area,
  // adequacy, Gini, coverage, calibration and `closed` stay empty. Only of what was judged.
  bool people_only = false;
  // Whether nobody waits any more; asked on any of the threads. May be empty.
  std::function<bool()> is_over;
};

struct EvaluationInput {
  std::span<const Mentee> mentees;
  std::span<const Judgement> judgements;
  std::span<const GroupLabel> labels;  // may be empty
};

// Judged pairs by score, in ten parts as equal as can be, rising; neighbours are one part where one alone would
// be of fewer than five people.
struct CalibrationBin {
  int32_t least = 0;  // scores
  int32_t most = 0;
  double mean = 0;
  Estimate good;  // the share of good ones
};

enum class SliceKind : uint8_t { kDistrict, kLevel, kVacancyKind, kGroup };
template <>
struct EnumNames<SliceKind> {
  static constexpr absl::string_view kNames[] = {"district", "level", "vacancy_kind", "group"};
};

struct PersonFigures {
  MenteeId mentee;
  PersonMetrics metrics{};
};

// The same figures of some. Below five people, and where five could be told from the rest, it is hidden:
// nothing but its name is filled.
struct EvaluationSlice {
  SliceKind kind = SliceKind::kDistrict;
  // District key; requirement level of the highest qualification ("0": none); name of the kind of vacancy;
  // the label. Empty: unknown.
  std::string value;
  bool hidden = false;
  int64_t people = 0;
  std::array<Estimate, kPersonMetricCount> metrics;
  std::vector<PersonFigures>
      figures;  // by mentee rising as bytes; of vacancies of a kind: of these alone
};

struct Evaluation {
  int64_t people = 0;      // with a judgement of something that is in the snapshot
  int64_t judgements = 0;  // of these people
  int64_t good = 0;        // among them
  int64_t closed = 0;      // among them: an enforced rule drops it
  int64_t left_out = 0;    // judgements of people or vacancies that are not there any more
  std::array<Estimate, kMetricCount> metrics;
  std::vector<CalibrationBin> calibration;
  std::vector<EvaluationSlice> slices;  // by kind, then value rising as bytes
  std::vector<PersonFigures> figures;   // by mentee rising as bytes
};

// Ranks everybody who was judged with the profile, and scores every judged pair. Cost: a search for each
// person and an explanation for each pair. All that comes out is of at least five people: FailedPrecondition where
// fewer were judged, where something turned out well for fewer, but for some, and before the first Publish;
// InvalidArgument
// naming a faulty option or judgement, for a pair judged twice and for no judgement that can be used; Cancelled
// soon after `is_over` says so.
absl::StatusOr<Evaluation> Evaluate(const Engine& engine, const EvaluationInput& input,
                                    const EvaluationOptions& options);

// Paired over the people whom both have; order of Metric. Intervals of differences lie within -1 … 1;
// counts of fewer than five people are hidden (WithoutSmallCounts). REQUIRES: made from the same input.
std::array<PairedComparison, kPersonMetricCount> Compare(const Evaluation& before,
                                                         const Evaluation& after, uint64_t seed);

// Who gains and who loses: nDCG of the people of one slice with two profiles.
struct SliceComparison {
  SliceKind kind = SliceKind::kDistrict;
  std::string value;    // as in EvaluationSlice
  bool hidden = false;  // of either: nothing below is filled
  int64_t people = 0;
  Estimate before;
  Estimate after;
  PairedComparison ndcg;
};

struct SlicedComparison {
  PairedComparison all;
  std::vector<SliceComparison> slices;  // in the order of Evaluation
};

// As Compare, by slice. Counts of fewer than five people are hidden, and so are those from which such could be told:
// by taking slices from the sum of all, where everybody is in one slice of a kind. REQUIRES: as Compare, and
// the same labels.
SlicedComparison CompareBySlice(const Evaluation& before, const Evaluation& after, uint64_t seed);

}  // namespace passung

#endif  // PASSUNG_EVALUATION_H_
