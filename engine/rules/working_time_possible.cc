#include <array>

#include "engine/rules/registry.h"

namespace passung {
namespace {

// "08:30"
std::array<char, 5> TimeOfDay(int32_t minute) {
  const auto digit = [](int32_t value) { return static_cast<char>('0' + value % 10); };
  const int32_t hour = minute / 60;
  return {digit(hour / 10), digit(hour), ':', digit(minute % 60 / 10), digit(minute % 60)};
}

// "0 08:30-14:30" for each window, Monday being 0. By hand, because general formatting took longer
// than everything else that there is to say of a hit.
std::string Written(const std::vector<TimeWindow>& windows) {
  constexpr size_t kLengthOfOne = 14;
  std::string text;
  text.reserve(windows.size() * kLengthOfOne);
  for (const TimeWindow& window : windows) {
    const auto from = TimeOfDay(window.from_minute);
    const auto to = TimeOfDay(window.to_minute);
    if (!text.empty()) text += ',';
    text += static_cast<char>('0' + window.weekday);
    text += ' ';
    text.append(from.data(), from.size()) += '-';
    text.append(to.data(), to.size());
  }
  return text;
}

class WorkingTimePossible final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kWorkingTimePossible; }
  ColumnId column() const override { return ColumnId::kHours; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const auto& shifts = query.dictionaries.hours[code].shifts;
    if (shifts && shifts->empty()) return {.reason = Reason::kWorkingTimeInside};
    if (!shifts || !facts.windows) {
      return {.verdict = Verdict::kUnknown, .reason = Reason::kWorkingTimeUnknown};
    }
    if (MinutesInside(*shifts, *facts.windows) == TotalMinutes(*shifts)) {
      return {.reason = Reason::kWorkingTimeInside};
    }
    return {.verdict = Verdict::kFail,
            .reason = Reason::kWorkingTimeOutside,
            .step = Step::kWidenWindows};
  }

  std::optional<Verdict> VerdictForAll(const Query& query, uint32_t code) const override {
    const auto& shifts = query.dictionaries.hours[code].shifts;
    if (!shifts) return Verdict::kUnknown;
    if (shifts->empty()) return Verdict::kPass;
    return std::nullopt;
  }

  bool MayFail(const Query&, const DayFacts& facts) const override { return !!facts.windows; }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding&,
                ReasonParameters& parameters) const override {
    const auto& shifts = query.dictionaries.hours[code].shifts;
    if (shifts && !shifts->empty()) Add(parameters, ParameterName::kNeed, Written(*shifts));
    if (facts.windows) Add(parameters, ParameterName::kWindow, Written(*facts.windows));
  }
};

}  // namespace

std::unique_ptr<Rule> MakeWorkingTimePossible() { return std::make_unique<WorkingTimePossible>(); }

}  // namespace passung
