#ifndef PASSUNG_CHANGE_GAIN_H_
#define PASSUNG_CHANGE_GAIN_H_

#include <cstdint>
#include <vector>

#include "passung/ids.h"
#include "passung/judgement.h"

// What one change of fact brings: of a mentee (passung/steps.h) or of a vacancy
// (passung/relaxations.h).

namespace passung {

// A pair that a change concerns.
struct ChangeExample {
  MenteeId mentee;
  VacancyId vacancy;
  int32_t score_before = 0;
  int32_t score_after = 0;
  HitClass class_before = HitClass::kClosed;
  HitClass class_after = HitClass::kClosed;
  int32_t rank_after = 0;  // in the list of the first k, from 1; 0: not in it
  friend bool operator==(const ChangeExample&, const ChangeExample&) = default;
};

// What one change brings, counted over all vacancies that the filter lets through, or over all mentees
// of the snapshot. *Listed* is open, later or unclear, as everywhere.
struct ChangeGain {
  int64_t becomes_listed = 0;    // closed before, listed after
  int64_t becomes_open = 0;      // closed, later or unclear before, open after
  int64_t opens = 0;             // one of the two, each pair once
  int64_t no_longer_listed = 0;  // listed before, closed after
  // Not opened, but a rule that is in its way is better off for the combination that counts now: its
  // verdict improves, or it fails and names another way. More than one thing is in the way.
  int64_t furthers = 0;
  int64_t enters_bar = 0;  // listed with at least the bar's score after, not so before
  int64_t enters_top = 0;  // among the first k after, not before
  // Sum of the scores of the first k after, less that before; may be negative.
  int64_t top_gain = 0;
  // Of those that the change opens the ones with the highest score afterwards; where these are fewer
  // than asked for, those that enter the first k, then those that enter the bar.
  std::vector<ChangeExample> examples;
  friend bool operator==(const ChangeGain&, const ChangeGain&) = default;
};

// Vacancies or mentees by class, before any change.
struct ClassCounts {
  int64_t open = 0;
  int64_t later = 0;
  int64_t unclear = 0;
  int64_t closed = 0;
  int64_t listed() const { return open + later + unclear; }
  void Count(HitClass hit_class) {
    switch (hit_class) {
      case HitClass::kOpen:
        ++open;
        break;
      case HitClass::kLater:
        ++later;
        break;
      case HitClass::kUnclear:
        ++unclear;
        break;
      case HitClass::kClosed:
        ++closed;
        break;
    }
  }
  friend bool operator==(const ClassCounts&, const ClassCounts&) = default;
};

}  // namespace passung

#endif  // PASSUNG_CHANGE_GAIN_H_
