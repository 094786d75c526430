#ifndef PASSUNG_UNKNOWNS_H_
#define PASSUNG_UNKNOWNS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "passung/enum_names.h"
#include "passung/match.h"

// What is not known of a mentee, and what difference it could make. engine/SCORING.md section 16.

namespace passung {

// Facts of a person that can be asked for, in the order in which equal questions are asked.
enum class UnknownFact : uint8_t {
  kResidence,    // the residence document
  kClaims,       // occupation: what was learned, done, wished for
  kRecognition,  // of one qualification
  kGerman,       // levels of one or more skills
  kHome,
  kSchool,
  kLicences,
  kTrack,    // training or employment
  kWindows,  // times of the week
  kHours,    // hours a week
  kCar,
  kMovement,    // a limit to where the person may go
  kObligation,  // a duty to live somewhere
  kSkills,
  kFirstDay,
};
template <>
struct EnumNames<UnknownFact> {
  static constexpr absl::string_view kNames[] = {
      "residence", "claims", "recognition", "german",   "home",       "school", "licences", "track",
      "windows",   "hours",  "car",         "movement", "obligation", "skills", "first_day"};
};

struct NextQuestion {
  UnknownFact fact = UnknownFact::kResidence;
  std::optional<int32_t> qualification;  // which of the mentee's, for kRecognition
  int32_t answers = 0;  // how many were tried; fewer where all places changed before
  int32_t places = 0;   // of the first k, how many hold another vacancy with some answer
  int32_t at_once = 0;  // the most that one answer changes
  friend bool operator==(const NextQuestion&, const NextQuestion&) = default;
};

// A hit and where the unknown facts could put it.
struct UncertainHit {
  Match match;
  int64_t place = 0;  // in the list, from 1
  // The places that the ends of match.interval would give it, the combination and all other vacancies
  // being held as they are: open, later and unclear ones with their scores of today.
  int64_t best_place = 0;
  int64_t worst_place = 0;
};

struct UnknownsResult {
  std::vector<UncertainHit> hits;  // the first k
  int64_t listed = 0;              // length of the whole list
  // One for each fact that is not known: by places, then at_once falling, then in the order of
  // UnknownFact.
  std::vector<NextQuestion> questions;
  VersionsUsed versions;
};

}  // namespace passung

#endif  // PASSUNG_UNKNOWNS_H_
