#ifndef PASSUNG_BENCHMARKS_SUPPORT_QUESTIONS_H_
#define PASSUNG_BENCHMARKS_SUPPORT_QUESTIONS_H_

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/match.h"
#include "passung/mentee.h"

namespace passung::bench {

// What is asked. All with 20 hits, one thread, every rule enforced.
enum class QuestionKind {
  kHeart,   // occupation, level, recognition, language, district, as they are weighted in `default`
  kFull,    // the profile `default`
  kRandom,  // nine random weights for each mentee
  kHard,    // few rows pass, or the occupation has no weight, or nothing is known of the person
};

// Pointers into a Questions.
struct Asked {
  const Mentee* mentee = nullptr;
  const MatchOptions* options = nullptr;
  const AppliedProfile* applied = nullptr;
};

// One question for each mentee, each another person's.
class Questions {
 public:
  // `mentees` must outlive it.
  static absl::StatusOr<Questions> Make(QuestionKind kind, std::span<const Mentee> mentees);

  const std::vector<Asked>& asked() const { return asked_; }

 private:
  absl::Status Add(const Mentee& mentee, MatchOptions options);

  std::vector<std::unique_ptr<const Mentee>> changed_;
  std::vector<std::unique_ptr<const MatchOptions>> options_;
  std::vector<std::unique_ptr<const AppliedProfile>> applied_;
  std::vector<Asked> asked_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_QUESTIONS_H_
