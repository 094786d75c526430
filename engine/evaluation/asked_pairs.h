// The pairs that are learned from: whose they are, what is compared with what, and their points.
#ifndef PASSUNG_ENGINE_EVALUATION_ASKED_PAIRS_H_
#define PASSUNG_ENGINE_EVALUATION_ASKED_PAIRS_H_

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/evaluation/comparisons.h"
#include "engine/evaluation/judged_people.h"
#include "engine/evaluation/pair_features.h"
#include "passung/snapshot.h"
#include "passung/tuning.h"

namespace passung::evaluation {

// Something judged, or one side of a preference.
struct Asked {
  const Mentee* mentee = nullptr;
  const Vacancy* vacancy = nullptr;
  int32_t grade = 0;
  int32_t person = 0;      // of everybody, by id rising as bytes: one number in both sources
  int32_t comparison = 0;  // things of one number are compared with each other and nothing else
};

// Whether somebody takes part, by their number.
using TakesPart = std::function<bool(int32_t person)>;

// One source. What was once read of a pair is kept: under other weights only the combination changes.
class AskedPairs {
 public:
  AskedPairs() = default;
  // Rising by person and comparison.
  explicit AskedPairs(std::vector<Asked> asked) : asked_(std::move(asked)), known_(asked_.size()) {}

  // The comparisons of those who take part, with the points of the combinations that `naming` names.
  absl::StatusOr<Comparisons> Compare(const PairFeatures& features, const SharedProfile& naming,
                                      const TuningOptions& options, const TakesPart& takes_part);

 private:
  // What is known of a pair so far: the points of each combination that was ever named, the last one first.
  struct Known {
    Combination combination;
    std::vector<int32_t> points;
  };

  // The points alone; `people` are numbers of comparisons.
  absl::StatusOr<FitData> Read(const PairFeatures& features, const SharedProfile& naming,
                               const TuningOptions& options, const TakesPart& takes_part);
  absl::Status Learn(const PairFeatures& features, size_t which, const SharedProfile& naming);

  std::vector<Asked> asked_;
  std::vector<std::vector<Known>> known_;
};

struct AskedSources {
  AskedPairs outcomes;
  AskedPairs words;             // the better one, the worse one, the better one …
  std::vector<int32_t> people;  // the number of each of JudgedPeople
  int64_t preferences = 0;
  int64_t left_out = 0;
};

// Both sources, bound to the records they name. InvalidArgument for a vacancy that is compared with itself.
absl::StatusOr<AskedSources> AskedOf(const Snapshot& snapshot, const TuningInput& input,
                                     const JudgedPeople& judged);

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_ASKED_PAIRS_H_
