#include <algorithm>

#include "engine/rules/registry.h"
#include "engine/vocabulary/period.h"

namespace passung {
namespace {

// Firms wait; a training has a fixed first day.
class StartWindow final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kStartWindow; }
  ColumnId column() const override { return ColumnId::kStart; }
  bool LooksAhead() const override { return false; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const StartKey& key = query.dictionaries.start[code];
    if (!key.training) return {};
    if (!key.start_day || !facts.available_from) {
      return {.verdict = Verdict::kUnknown, .reason = Reason::kStartUnknown};
    }
    if (DaysLate(query, facts, key) > kDaysAWeek * query.profile().rules.training_weeks_late) {
      return {.verdict = Verdict::kFail, .reason = Reason::kStartTooLate};
    }
    return {.reason = Reason::kStartPossible};
  }

  std::optional<Verdict> VerdictForAll(const Query& query, uint32_t code) const override {
    const StartKey& key = query.dictionaries.start[code];
    if (!key.training) return Verdict::kPass;
    if (!key.start_day) return Verdict::kUnknown;
    return std::nullopt;
  }

  bool MayFail(const Query&, const DayFacts& facts) const override {
    return !!facts.available_from;
  }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding&,
                ParameterWriter& parameters) const override {
    const StartKey& key = query.dictionaries.start[code];
    if (!key.training || !key.start_day) return;
    Add(parameters, ParameterName::kStart, ParameterValue::Of(Date::FromDays(*key.start_day)));
    if (facts.available_from)
      Add(parameters, ParameterName::kDays, std::max(0, DaysLate(query, facts, key)));
  }

 private:
  static int32_t DaysLate(const Query& query, const DayFacts& facts, const StartKey& key) {
    return std::max(*facts.available_from, query.as_of).days() - *key.start_day;
  }
};

}  // namespace

std::unique_ptr<Rule> MakeStartWindow() { return std::make_unique<StartWindow>(); }

}  // namespace passung
