// Times of the week as people write them.
#ifndef PASSUNG_ENGINE_INGEST_TIME_WINDOWS_H_
#define PASSUNG_ENGINE_INGEST_TIME_WINDOWS_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/ingest/value_readers.h"
#include "passung/vocabulary.h"

namespace passung {

// "mo-fr 08:00-16:00; sa 09:00-13:00": days (German or English, two letters: mo di mi do fr sa so,
// mon tue …; ranges may run over the weekend) and times; parts separated by ";" or ",". A time that
// ends before it begins runs over midnight and becomes two windows. "free" (or "frei") is an empty
// list. A part that cannot be read makes the whole unknown: half of the times would say that the
// other half is free.
std::optional<std::vector<TimeWindow>> ReadTimeWindows(absl::string_view text,
                                                       const ValueContext& context);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_TIME_WINDOWS_H_
