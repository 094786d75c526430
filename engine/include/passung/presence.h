#ifndef PASSUNG_PRESENCE_H_
#define PASSUNG_PRESENCE_H_

#include "passung/date.h"

namespace passung {

// The days on which somebody is looking for work, or a vacancy is open, both ends included.
struct Presence {
  Date first;
  Date last;
  bool Has(Date day) const { return first <= day && day <= last; }
  friend bool operator==(const Presence&, const Presence&) = default;
};

}  // namespace passung

#endif  // PASSUNG_PRESENCE_H_
