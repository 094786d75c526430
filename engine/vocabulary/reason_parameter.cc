#include "passung/reason_parameter.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <optional>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

constexpr int32_t kMinutesAnHour = 60;
constexpr uint32_t kUsualParameters = 4;  // most reasons have no more

std::string NamesIn(const absl::string_view* names, uint32_t bits) {
  std::string text;
  for (; bits != 0; bits >>= 1U, ++names) {
    if ((bits & 1U) != 0) absl::StrAppend(&text, text.empty() ? "" : ",", *names);
  }
  return text;
}

// Times that hold on some weekdays: the days' bits, then the minutes.
using TimesOfDays = uint32_t;
constexpr int kWeekdays = 7;
constexpr int kMinuteBits = 11;
constexpr uint32_t kMinuteMask = (1U << kMinuteBits) - 1;
using Times = std::array<TimesOfDays, 3>;

// Absent where there are more times than that, or more than one window on a day.
std::optional<Times> Grouped(const std::vector<TimeWindow>& windows) {
  Times times{};
  int32_t last_day = -1;
  for (const TimeWindow& window : windows) {
    if (window.weekday <= last_day) return std::nullopt;
    last_day = window.weekday;
    const uint32_t minutes = static_cast<uint32_t>(window.from_minute) |
                             static_cast<uint32_t>(window.to_minute) << kMinuteBits;
    const auto at = std::find_if(times.begin(), times.end(), [&](TimesOfDays of) {
      return of == 0 || of >> kWeekdays == minutes;
    });
    if (at == times.end()) return std::nullopt;
    *at |= minutes << kWeekdays | 1U << static_cast<uint32_t>(window.weekday);
  }
  return times;
}

// "08:30"
void AppendTimeOfDay(std::string& text, int32_t minute) {
  const auto digit = [](int32_t value) { return static_cast<char>('0' + value % 10); };
  const int32_t hour = minute / kMinutesAnHour;
  text += {digit(hour / 10), digit(hour), ':', digit(minute % kMinutesAnHour / 10), digit(minute)};
}

std::string WrittenTimeOfDay(int32_t minute) {
  std::string text;
  AppendTimeOfDay(text, minute);
  return text;
}

void AppendWindow(std::string& text, const TimeWindow& window) {
  if (!text.empty()) text += ',';
  text += static_cast<char>('0' + window.weekday);
  text += ' ';
  AppendTimeOfDay(text, window.from_minute);
  text += '-';
  AppendTimeOfDay(text, window.to_minute);
}

std::string WrittenTimes(const Times& times) {
  std::string text;
  for (int32_t day = 0; day < kWeekdays; ++day) {
    for (const TimesOfDays of : times) {
      if ((of >> static_cast<uint32_t>(day) & 1U) == 0) continue;
      const uint32_t minutes = of >> kWeekdays;
      AppendWindow(text, {.weekday = day,
                          .from_minute = static_cast<int32_t>(minutes & kMinuteMask),
                          .to_minute = static_cast<int32_t>(minutes >> kMinuteBits)});
    }
  }
  return text;
}

// "00042": with zeroes in front up to `least` digits.
std::string WrittenDigits(int64_t number, uint32_t least) {
  std::string text = absl::StrCat(number);
  const size_t sign = number < 0 ? 1 : 0;  // counts as a digit, as printf has it
  if (text.size() < least) text.insert(sign, least - text.size(), '0');
  return text;
}

// A skill that is missing: its level and the one required.
constexpr uint32_t kSkillBits = 8;
constexpr uint32_t kLevelBits = 4;
constexpr uint32_t kLevelMask = (1U << kLevelBits) - 1;

std::string WrittenMissing(uint32_t skills) {
  std::string text;
  for (size_t i = 0; i < EnumCount<LanguageSkill>(); ++i, skills >>= kSkillBits) {
    const auto required = static_cast<LanguageLevel>(skills >> kLevelBits & kLevelMask);
    if (required == LanguageLevel::kNone) continue;
    absl::StrAppend(&text, text.empty() ? "" : ",", Name(static_cast<LanguageSkill>(i)), ":",
                    Name(static_cast<LanguageLevel>(skills & kLevelMask)), "<", Name(required));
  }
  return text;
}

}  // namespace

ParameterValue::ParameterValue(absl::string_view text)
    : form_(Form::kShort), small_(static_cast<uint32_t>(text.size())) {
  if (text.size() <= sizeof(payload_.bytes)) {
    if (!text.empty()) std::memcpy(payload_.bytes, text.data(), text.size());
    return;
  }
  form_ = Form::kText;
  auto* copy = new char[text.size()];
  std::memcpy(copy, text.data(), text.size());
  payload_.text = copy;
}

void ParameterValue::CopyFrom(const ParameterValue& other) {
  if (other.form_ == Form::kText || other.form_ == Form::kLent) {
    ParameterValue copy(absl::string_view(other.payload_.text, other.small_));
    Swap(copy);
    return;
  }
  form_ = other.form_;
  small_ = other.small_;
  payload_ = other.payload_;
}

ParameterValue ParameterValue::Of(Date day) {
  ParameterValue value(Form::kDay, 0);
  value.payload_.number = day.days();
  return value;
}

ParameterValue ParameterValue::Of(const WeeklyHours& hours) {
  ParameterValue value(Form::kHours, static_cast<uint32_t>(hours.min));
  value.payload_.number = hours.max;
  return value;
}

ParameterValue ParameterValue::TimeOfDay(int32_t minute) {
  ParameterValue value(Form::kTime, 0);
  value.payload_.number = minute;
  return value;
}

ParameterValue ParameterValue::Of(const std::vector<TimeWindow>& windows) {
  if (const auto times = Grouped(windows)) {
    ParameterValue value(Form::kTimes, (*times)[0]);
    value.payload_.words[0] = (*times)[1];
    value.payload_.words[1] = (*times)[2];
    return value;
  }
  std::string text;
  for (const TimeWindow& window : windows) AppendWindow(text, window);
  return ParameterValue(absl::string_view(text));
}

ParameterValue ParameterValue::Missing(const SkillLevels& has, const SkillLevels& required) {
  uint32_t skills = 0;
  for (size_t i = 0; i < has.size(); ++i) {
    if (!has[i] || !required[i] || *has[i] >= *required[i]) continue;
    const auto levels = static_cast<uint32_t>(Index(*has[i]) | Index(*required[i]) << kLevelBits);
    skills |= levels << (i * kSkillBits);
  }
  return skills == 0 ? ParameterValue() : ParameterValue(Form::kMissing, skills);
}

std::string ParameterValue::ToString() const {
  switch (form_) {
    case Form::kShort:
      return std::string(payload_.bytes, small_);
    case Form::kText:
    case Form::kLent:
    case Form::kWord:
      return std::string(payload_.text, small_);
    case Form::kSet:
      return NamesIn(payload_.names, small_);
    case Form::kDigits:
      return WrittenDigits(payload_.number, small_);
    case Form::kHours:
      return absl::StrCat(small_, "-", payload_.number);
    case Form::kDay:
      return Date::FromDays(static_cast<int32_t>(payload_.number)).ToString();
    case Form::kTime:
      return WrittenTimeOfDay(static_cast<int32_t>(payload_.number));
    case Form::kTimes:
      return WrittenTimes({small_, payload_.words[0], payload_.words[1]});
    case Form::kMissing:
      return WrittenMissing(small_);
  }
  return "";
}

bool operator==(const ParameterValue& a, const ParameterValue& b) {
  return a.ToString() == b.ToString();
}

ReasonParameters::Shared* ReasonParameters::Allocate(uint32_t room, size_t bytes) {
  void* memory = ::operator new(sizeof(Shared) + room * sizeof(ReasonParameter) + bytes);
  auto* shared = new (memory) Shared;
  shared->room = room;
  return shared;
}

void ReasonParameters::Release(Shared* shared, uint32_t owners) noexcept {
  if (shared->owners.fetch_sub(owners, std::memory_order_acq_rel) != owners) return;
  std::destroy_n(shared->items(), shared->used);
  std::destroy_at(shared);
  ::operator delete(shared);
}

// Whether nobody else sees what comes behind.
bool ReasonParameters::MayGrow() const {
  return shared_ != nullptr && shared_->used < shared_->room && first_ + size_ == shared_->used &&
         shared_->owners.load(std::memory_order_acquire) == 1;
}

void ReasonParameters::push_back(ReasonParameter parameter) {
  if (!MayGrow()) {
    ReasonParameters grown(Allocate(std::max(kUsualParameters, 2 * size_), 0), 0, size_);
    std::uninitialized_copy(begin(), end(), grown.shared_->items());
    grown.shared_->used = size_;
    Swap(grown);
  }
  std::construct_at(shared_->items() + shared_->used, std::move(parameter));
  ++shared_->used;
  ++size_;
}

bool operator==(const ReasonParameters& a, const ReasonParameters& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace passung
