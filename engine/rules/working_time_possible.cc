#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "engine/rules/registry.h"

namespace passung {
namespace {

// "0 08:30-14:30" for each window, Monday being 0.
std::string Written(const std::vector<TimeWindow>& windows) {
  std::string text;
  for (const TimeWindow& w : windows) {
    absl::StrAppendFormat(&text, "%s%d %02d:%02d-%02d:%02d", text.empty() ? "" : ",", w.weekday,
                          w.from_minute / 60, w.from_minute % 60, w.to_minute / 60,
                          w.to_minute % 60);
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

  bool MayFail(const Query&, const DayFacts& facts) const override { return !!facts.windows; }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding&,
                std::vector<ReasonParameter>& parameters) const override {
    const auto& shifts = query.dictionaries.hours[code].shifts;
    if (shifts && !shifts->empty()) Add(parameters, "need", Written(*shifts));
    if (facts.windows) Add(parameters, "window", Written(*facts.windows));
  }
};

}  // namespace

std::unique_ptr<Rule> MakeWorkingTimePossible() { return std::make_unique<WorkingTimePossible>(); }

}  // namespace passung
