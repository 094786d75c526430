#include "engine/ingest/time_windows.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace passung {
namespace {

constexpr int32_t kMinutesOfDay = 1'440;

struct DayName {
  absl::string_view name;
  int32_t weekday;
};
constexpr std::array kDays = {
    DayName{"mo", 0},  DayName{"mon", 0}, DayName{"di", 1},  DayName{"tu", 1}, DayName{"tue", 1},
    DayName{"mi", 2},  DayName{"we", 2},  DayName{"wed", 2}, DayName{"do", 3}, DayName{"th", 3},
    DayName{"thu", 3}, DayName{"fr", 4},  DayName{"fri", 4}, DayName{"sa", 5}, DayName{"sat", 5},
    DayName{"so", 6},  DayName{"su", 6},  DayName{"sun", 6}};

std::optional<int32_t> Weekday(absl::string_view name) {
  for (const DayName& day : kDays) {
    if (day.name == name) return day.weekday;
  }
  return std::nullopt;
}

// "8", "08:00", "8.30"; 24:00 is the end of the day.
std::optional<int32_t> Minute(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(absl::ByAnyChar(":."), 1));
  int32_t hour = 0;
  int32_t minute = 0;
  if (parts.first.size() > 2 || !absl::SimpleAtoi(parts.first, &hour)) return std::nullopt;
  if (!parts.second.empty() &&
      (parts.second.size() != 2 || !absl::SimpleAtoi(parts.second, &minute))) {
    return std::nullopt;
  }
  const int32_t total = 60 * hour + minute;
  if (hour < 0 || minute < 0 || minute > 59 || total > kMinutesOfDay) return std::nullopt;
  return total;
}

void AddWindow(int32_t weekday, int32_t from, int32_t to, std::vector<TimeWindow>& windows) {
  if (from < to) {
    windows.push_back({.weekday = weekday, .from_minute = from, .to_minute = to});
    return;
  }
  if (from < kMinutesOfDay) {
    windows.push_back({.weekday = weekday, .from_minute = from, .to_minute = kMinutesOfDay});
  }
  if (to > 0) windows.push_back({.weekday = (weekday + 1) % 7, .from_minute = 0, .to_minute = to});
}

bool AddPart(absl::string_view part, std::vector<TimeWindow>& windows) {
  const std::pair<absl::string_view, absl::string_view> halves =
      absl::StrSplit(part, absl::MaxSplits(' ', 1));
  const std::pair<absl::string_view, absl::string_view> days =
      absl::StrSplit(halves.first, absl::MaxSplits('-', 1));
  const std::pair<absl::string_view, absl::string_view> times =
      absl::StrSplit(halves.second, absl::MaxSplits('-', 1));
  const std::optional<int32_t> first = Weekday(days.first);
  const std::optional<int32_t> last = days.second.empty() ? first : Weekday(days.second);
  const std::optional<int32_t> from = Minute(absl::StripAsciiWhitespace(times.first));
  const std::optional<int32_t> to = Minute(absl::StripAsciiWhitespace(times.second));
  if (!first || !last || !from || !to || *from == *to) return false;
  for (int32_t day = *first;; day = (day + 1) % 7) {
    AddWindow(day, *from, *to, windows);
    if (day == *last) return true;
  }
}

}  // namespace

std::optional<std::vector<TimeWindow>> ReadTimeWindows(absl::string_view text,
                                                       const ValueContext& context) {
  if (text.empty()) return std::nullopt;
  const std::string plain =
      absl::StrReplaceAll(absl::AsciiStrToLower(text), {{"–", "-"}, {" - ", "-"}, {"uhr", ""}});
  std::vector<TimeWindow> windows;
  if (plain == "free" || plain == "frei") return windows;
  for (const absl::string_view part :
       absl::StrSplit(plain, absl::ByAnyChar(";,"), absl::SkipWhitespace())) {
    if (AddPart(absl::StripAsciiWhitespace(part), windows)) continue;
    context.WarnNotAllowed(text, AllowedCode::kWindows);
    return std::nullopt;
  }
  return windows;
}

}  // namespace passung
