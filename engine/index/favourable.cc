#include "engine/index/favourable.h"

#include <algorithm>

#include "absl/hash/hash.h"
#include "engine/base/sort_unique.h"

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

bool IsNoneStated(const LanguageKey& key) {
  return std::none_of(key.stated.begin(), key.stated.end(), [](const auto& l) { return !!l; });
}

// The highest level asked for; below all others for none.
size_t HighestOf(const LanguageKey& key) {
  const auto highest = *std::max_element(key.stated.begin(), key.stated.end());
  return highest ? Index(*highest) + 1 : 0;
}

// The level that the law demands of nearly all who need one.
constexpr size_t kUsualByLaw = Index(LanguageLevel::kB2) + 1;

int32_t PeriodOf(int32_t day) { return day / kDaysTogether; }

}  // namespace

// Where the law demands a level, what is stated makes a difference only above it: neither does how strongly,
// nor another language.
uint64_t GroupOf(const LanguageKey& key) {
  Group group;
  if (key.law_code) {
    const int32_t law = key.law_code->number();
    group.With(3).With(law).With(law / 64).With(law / 4096);
    return group.With(std::max(HighestOf(key), kUsualByLaw)).value();
  }
  group.With(key.working_languages.empty()).With(key.strength);
  if (IsNoneStated(key)) return group.With(1).With(key.column).value();
  const auto [least, most] = std::minmax_element(key.stated.begin(), key.stated.end());
  if (!*least) return group.With(2).With(HighestOf(key)).With(0).value();
  return group.With(0).With(**least).With(**most).value();
}

uint64_t CoarseGroupOf(const LanguageKey& key) {
  const int kind = key.law_code ? 2 : (key.working_languages.empty() ? 1 : 0);
  return Group().With(kind).With(HighestOf(key)).value();
}

// Strengths are in the order of what they let pass: by law, required, desired, inferred. What is not stated
// is what is usual in a column, or what the law demands; where these differ, to ask for "none" is no more
// than any of them.
LanguageKey MoreFavourable(const LanguageKey& a, const LanguageKey& b) {
  LanguageKey best = a;
  const bool alike_unstated = a.column == b.column && a.law_code == b.law_code;
  bool all_stated = true;
  for (size_t i = 0; i < best.stated.size(); ++i) {
    if (a.stated[i] != b.stated[i] || !alike_unstated) {
      best.stated[i] = std::min(a.stated[i], b.stated[i]).value_or(LanguageLevel::kNone);
    }
    all_stated = all_stated && best.stated[i];
  }
  if (all_stated) best.column = LanguageKey().column;
  best.strength = std::max(a.strength, b.strength);
  if (a.law_code != b.law_code) best.law_code.reset();
  best.working_languages.insert(best.working_languages.end(), b.working_languages.begin(),
                                b.working_languages.end());
  base::SortUnique(best.working_languages);
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
