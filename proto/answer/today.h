// The one place that reads the clock for the day of a question.
#ifndef PASSUNG_PROTO_ANSWER_TODAY_H_
#define PASSUNG_PROTO_ANSWER_TODAY_H_

#include "absl/time/time.h"
#include "passung/date.h"

namespace passung::answer {

// The calendar day in Germany at that time.
Date GermanDay(absl::Time time);

// The calendar day in Germany now.
Date TodayInGermany();

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_TODAY_H_
