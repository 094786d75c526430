#ifndef PASSUNG_AFTER_CARE_H_
#define PASSUNG_AFTER_CARE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"

// What a mentor does after somebody has begun to work: talks after 3, 6 and 12 months, and one on the day
// on which work that was a bridge to the person's own occupation turns into work below their level.
// Nothing here says whether a talk has taken place: that is kept elsewhere.

namespace passung {

// What the present job is to the person, by the rules that judge vacancies (engine/SCORING.md, flags).
enum class JobAdequacy : uint8_t {
  kUnknown,    // occupation or claims are not known
  kAdequate,   // not below the usable level
  kBridge,     // below it, and a step towards the own occupation is under way
  kUnderUsed,  // below it, and none is
};
template <>
struct EnumNames<JobAdequacy> {
  static constexpr absl::string_view kNames[] = {"unknown", "adequate", "bridge", "under_used"};
};

enum class FollowUpReason : uint8_t { kThreeMonths, kSixMonths, kTwelveMonths, kUnderUse };
template <>
struct EnumNames<FollowUpReason> {
  static constexpr absl::string_view kNames[] = {"three_months", "six_months", "twelve_months",
                                                 "under_use"};
};

struct FollowUp {
  Date due;
  FollowUpReason reason = FollowUpReason::kThreeMonths;
  friend bool operator==(const FollowUp&, const FollowUp&) = default;
};

struct AfterCare {
  Job job;                                       // the present one
  JobAdequacy adequacy = JobAdequacy::kUnknown;  // on the day of the question
  std::vector<FollowUp> follow_ups;              // by day, then by reason
  friend bool operator==(const AfterCare&, const AfterCare&) = default;
};

// The present job of a person on `as_of`, and what is due from `first` to `last`, both included, as far as
// facts are known today; absent where no job is known. Talks are counted from the first day of the job; if that
// is not known there are none. Under-use is due on the day on which it begins: when the job does, or when a
// step to the own occupation ends. Nothing is due after the last day of the job.
// InvalidArgument naming the faulty field of the mentee. About 50 µs for each day on which a fact changes.
absl::StatusOr<std::optional<AfterCare>> AfterCareOf(const Knowledge& knowledge,
                                                     const Mentee& mentee, Date as_of, Date first,
                                                     Date last);

}  // namespace passung

#endif  // PASSUNG_AFTER_CARE_H_
