// Time windows for people.
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "proto/text/wording.h"

namespace passung::text {
namespace {

struct Window {
  int weekday = 0;
  std::string from;
  std::string to;
};

// "08:30" as "8:30".
std::string WithoutLeadingZero(absl::string_view time) {
  if (time.size() == 5 && time.front() == '0') time.remove_prefix(1);
  return std::string(time);
}

// "0 08:30-14:30"
std::optional<Window> ParseWindow(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::ByAnyChar(" -"));
  Window window;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &window.weekday) || window.weekday < 0 ||
      window.weekday > 6) {
    return std::nullopt;
  }
  window.from = WithoutLeadingZero(parts[1]);
  window.to = WithoutLeadingZero(parts[2]);
  return window;
}

// Days first … last at the same times.
struct Run {
  Window first;
  int last = 0;
};

std::string WriteRun(const Texts& texts, const Run& run) {
  std::string days = texts.Get(absl::StrCat("weekday.", run.first.weekday));
  if (run.last != run.first.weekday) {
    absl::StrAppend(&days, "–", texts.Get(absl::StrCat("weekday.", run.last)));
  }
  return texts.Get("format.window",
                   {{{"days", days}, {"from", run.first.from}, {"to", run.first.to}}});
}

}  // namespace

std::string WriteWindows(const Texts& texts, absl::string_view windows) {
  std::vector<Run> runs;
  for (const absl::string_view item : absl::StrSplit(windows, ',')) {
    const std::optional<Window> window = ParseWindow(item);
    if (!window) return std::string(windows);
    // Any earlier run may go on: a day can have several windows.
    Run* found = nullptr;
    for (Run& run : runs) {
      if (run.last + 1 == window->weekday && run.first.from == window->from &&
          run.first.to == window->to) {
        found = &run;
      }
    }
    if (found != nullptr) {
      found->last = window->weekday;
    } else {
      runs.push_back({*window, window->weekday});
    }
  }
  std::vector<std::string> phrases;
  phrases.reserve(runs.size());
  for (const Run& run : runs) phrases.push_back(WriteRun(texts, run));
  return absl::StrJoin(phrases, ", ");
}

}  // namespace passung::text
