#include "engine/index/favourable.h"

#include <algorithm>

#include "absl/hash/hash.h"

namespace passung {
namespace {

// Days in one group of dates: as fine as 64 bins over two years allow.
constexpr int32_t kDaysTogether = 14;

// A group as a number of small parts.
class Group {
 public:
  template <class T>
  Group& With(T part) {
    value_ = value_ * 64 + static_cast<uint64_t>(part) % 64;
    return *this;
  }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 1;
};

bool IsAllStated(const LanguageKey& key) {
  return std::all_of(key.stated.begin(), key.stated.end(), [](const auto& l) { return !!l; });
}

bool IsNoneStated(const LanguageKey& key) {
  return std::none_of(key.stated.begin(), key.stated.end(), [](const auto& l) { return !!l; });
}

// Whether the points depend on what is stated alone: neither on a law that asks for more, nor on
// what is usual in a skill of which nothing is said.
bool IsPlain(const LanguageKey& key) {
  return !key.law_code && (IsAllStated(key) || IsNoneStated(key));
}

// What is not plain asks at least for what it states: no less is "none", which no usual level and no law
// undercuts. How strongly is the same in a group, so that whoever fails the least that one states fails
// all of it.
LanguageKey Plain(const LanguageKey& key) {
  LanguageKey plain = key;
  if (IsPlain(key)) return plain;
  for (auto& level : plain.stated) level = level.value_or(LanguageLevel::kNone);
  plain.column = Column::k1;
  plain.law_code.reset();
  return plain;
}

int32_t PeriodOf(int32_t day) { return day / kDaysTogether; }

}  // namespace

uint64_t GroupOf(const LanguageKey& key) {
  Group group;
  group.With(key.working_languages.empty()).With(key.strength);
  if (!IsPlain(key)) {
    // One group for each highest level asked for, whatever is left open.
    const auto highest = *std::max_element(key.stated.begin(), key.stated.end());
    return group.With(2).With(highest ? Index(*highest) : 7).With(0).value();
  }
  if (IsNoneStated(key)) return group.With(1).With(key.column).With(0).value();
  const auto [least, most] = std::minmax_element(key.stated.begin(), key.stated.end());
  return group.With(0).With(**least).With(**most).value();
}

LanguageKey MoreFavourable(const LanguageKey& a, const LanguageKey& b) {
  LanguageKey best = Plain(a);
  const LanguageKey other = Plain(b);
  for (size_t i = 0; i < best.stated.size(); ++i) {
    best.stated[i] = std::min(best.stated[i], other.stated[i]);
  }
  best.working_languages.insert(best.working_languages.end(), other.working_languages.begin(),
                                other.working_languages.end());
  std::sort(best.working_languages.begin(), best.working_languages.end());
  best.working_languages.erase(
      std::unique(best.working_languages.begin(), best.working_languages.end()),
      best.working_languages.end());
  return best;
}

// Shifts are not comparable; hours are, if both are known.
uint64_t GroupOf(const HoursKey& key) {
  HoursKey shifts_only = key;
  shifts_only.hours.reset();
  return absl::HashOf(shifts_only) * 2 + (key.hours ? 1 : 0);
}

HoursKey MoreFavourable(const HoursKey& a, const HoursKey& b) {
  // No shift at all lies inside every window, and hours that nobody knows take nothing from that.
  if (a.shifts != b.shifts) return {.hours = std::nullopt, .shifts = std::vector<TimeWindow>()};
  HoursKey best = a;
  if (a.hours && b.hours) {
    best.hours->min = std::min(a.hours->min, b.hours->min);
    best.hours->max = std::max(a.hours->max, b.hours->max);
  }
  return best;
}

uint64_t GroupOf(const StartKey& key) {
  Group group;
  group.With(key.training);
  if (!key.start_day) return group.value();
  // Not modulo 64 as other parts are: periods far apart must not meet.
  return (group.value() << 32U) + static_cast<uint32_t>(PeriodOf(*key.start_day)) + 1;
}

StartKey MoreFavourable(const StartKey& a, const StartKey& b) {
  return {std::max(a.start_day, b.start_day), a.training && b.training};
}

uint64_t GroupOf(const TrackKey& key) {
  return Group()
      .With(key.kind ? Index(*key.kind) + 1 : 0)
      .With(key.job.column)
      .With(key.job.adaptation)
      .With(key.unpaid)
      .value();
}

// Without an occupation nobody is above its level.
TrackKey MoreFavourable(const TrackKey& a, const TrackKey& b) {
  TrackKey best = a;
  if (!(a == b)) best.job.code.reset();
  return best;
}

uint64_t GroupOf(const ExclusionKey& key) {
  Group group;
  for (const Known condition : key.conditions) group.With(condition);
  return group.value();
}

// An unknown occupation is never excluded for certain.
ExclusionKey MoreFavourable(const ExclusionKey& a, const ExclusionKey& b) {
  ExclusionKey best = a;
  if (!(a == b)) best.code.reset();
  return best;
}

uint64_t GroupOf(const OpenKey& key) {
  Group group;
  group.With(key.closed).With(key.open_from_day.has_value());
  if (!key.apply_until_day) return group.value();
  return (group.value() << 32U) + static_cast<uint32_t>(PeriodOf(*key.apply_until_day)) + 1;
}

OpenKey MoreFavourable(const OpenKey& a, const OpenKey& b) {
  OpenKey best;
  // An absent first day is the earliest, and sorts so; an absent last day is the latest.
  best.open_from_day = std::min(a.open_from_day, b.open_from_day);
  if (a.apply_until_day && b.apply_until_day) {
    best.apply_until_day = std::max(a.apply_until_day, b.apply_until_day);
  }
  best.closed = a.closed && b.closed;
  return best;
}

}  // namespace passung
