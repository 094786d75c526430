#include "engine/rules/registry.h"

namespace passung {
namespace {

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
                ParameterWriter& parameters) const override {
    const auto& shifts = query.dictionaries.hours[code].shifts;
    if (shifts && !shifts->empty())
      Add(parameters, ParameterName::kNeed, ParameterValue::Of(*shifts));
    if (facts.windows) Add(parameters, ParameterName::kWindow, ParameterValue::Of(*facts.windows));
  }
};

}  // namespace

std::unique_ptr<Rule> MakeWorkingTimePossible() { return std::make_unique<WorkingTimePossible>(); }

}  // namespace passung
