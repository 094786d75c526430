#include "engine/analysis/working_time_steps.h"

#include <algorithm>
#include <map>
#include <utility>

namespace passung {
namespace {

constexpr size_t kMostWindowSteps = 6;
constexpr int32_t kFullTime = 40;
constexpr int32_t kHoursStep = 5;
constexpr int32_t kWeekdays = 7;

bool AreInside(const std::vector<TimeWindow>& shifts, const std::vector<TimeWindow>& windows) {
  return MinutesInside(shifts, windows) == TotalMinutes(shifts);
}

// A wider set of windows, and the vacancies whose times ask for just that.
struct Widening {
  int64_t vacancies = 0;
  int64_t added_minutes = 0;
  std::vector<TimeWindow> windows;
};

// More vacancies for each minute that is asked of the person.
bool IsWorthMore(const Widening& a, const Widening& b) {
  const int64_t worth_a = a.vacancies * b.added_minutes;
  const int64_t worth_b = b.vacancies * a.added_minutes;
  if (worth_a != worth_b) return worth_a > worth_b;
  return a.added_minutes != b.added_minutes ? a.added_minutes < b.added_minutes
                                            : a.windows < b.windows;
}

}  // namespace

std::vector<SingleStep> WeeklyHoursSteps(const DayFacts& today) {
  std::vector<SingleStep> steps;
  if (!today.hours) return steps;
  const WeeklyHours now = *today.hours;
  const auto add = [&](WeeklyHours then) {
    const bool is_new = std::none_of(steps.begin(), steps.end(),
                                     [&](const SingleStep& step) { return step.hours == then; });
    if (then != now && is_new) steps.push_back({.act = Step::kChangeHours, .hours = then});
  };
  if (now.max < kFullTime) {
    add({now.min, std::min(now.max + kHoursStep, kFullTime)});
    add({now.min, kFullTime});
  }
  add({std::max(1, now.min - kHoursStep), now.max});
  add({std::max(1, now.min - 2 * kHoursStep), now.max});
  return steps;
}

std::vector<SingleStep> WindowSteps(const Query& query, const std::vector<TimeWindow>& windows,
                                    const std::vector<int64_t>& demand) {
  std::map<std::vector<TimeWindow>, int64_t> asking;  // by the windows that would do
  for (uint32_t code = 0; code < demand.size(); ++code) {
    const auto& shifts = query.dictionaries.hours[code].shifts;
    if (demand[code] == 0 || !shifts || AreInside(*shifts, windows)) continue;
    asking[WidenedFor(windows, *shifts)] += demand[code];
  }
  const int64_t now = TotalMinutes(windows);
  std::vector<Widening> widenings;
  widenings.reserve(asking.size());
  for (const auto& [wide, vacancies] : asking) {
    widenings.push_back({vacancies, TotalMinutes(wide) - now, wide});
  }
  std::sort(widenings.begin(), widenings.end(), IsWorthMore);
  widenings.resize(std::min(widenings.size(), kMostWindowSteps));
  std::vector<SingleStep> steps;
  steps.reserve(widenings.size());
  for (Widening& widening : widenings) {
    steps.push_back({.act = Step::kWidenWindows, .windows = std::move(widening.windows)});
  }
  return steps;
}

std::vector<TimeWindow> WidenedFor(const std::vector<TimeWindow>& windows,
                                   const std::vector<TimeWindow>& shifts) {
  std::vector<TimeWindow> wide = windows;
  for (int32_t day = 0; day < kWeekdays; ++day) {
    const auto is_of_day = [day](const TimeWindow& window) { return window.weekday == day; };
    int32_t from = INT32_MAX;
    int32_t to = 0;
    std::vector<TimeWindow> of_day;
    for (const TimeWindow& shift : shifts) {
      if (!is_of_day(shift)) continue;
      of_day.push_back(shift);
      from = std::min(from, shift.from_minute);
      to = std::max(to, shift.to_minute);
    }
    if (of_day.empty() || AreInside(of_day, windows)) continue;
    for (const TimeWindow& window : windows) {
      if (!is_of_day(window)) continue;
      from = std::min(from, window.from_minute);
      to = std::max(to, window.to_minute);
    }
    wide.push_back({day, from, to});
  }
  return MergeWindows(std::move(wide));
}

}  // namespace passung
