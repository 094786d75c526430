#include "engine/rules/registry.h"

namespace passung {
namespace {

// Judged on the day of the request alone: the vacancy's dates say themselves when it opens.
class VacancyOpen final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kVacancyOpen; }
  ColumnId column() const override { return ColumnId::kOpen; }
  bool LooksAhead() const override { return false; }

  Finding Judge(const Query& query, const DayFacts&, uint32_t code) const override {
    const OpenKey& key = query.dictionaries.open[code];
    const int32_t now = query.as_of.days();
    if (key.closed || (key.apply_until_day && now > *key.apply_until_day)) {
      return {.verdict = Verdict::kFail, .reason = Reason::kVacancyClosed};
    }
    if (!key.open_from_day || *key.open_from_day <= now) return {.reason = Reason::kVacancyOpen};
    if (query.frozen) return {.verdict = Verdict::kFail, .reason = Reason::kVacancyNotYetOpen};
    return {.verdict = Verdict::kPassAfter,
            .reason = Reason::kVacancyNotYetOpen,
            .from = Date::FromDays(*key.open_from_day)};
  }

  bool LooksAtNobody() const override { return true; }
  std::optional<Verdict> VerdictForAll(const Query& query, uint32_t code) const override {
    return Judge(query, DayFacts(), code).verdict;
  }

  void Describe(const Query& query, const DayFacts&, uint32_t code, const Finding&,
                ParameterWriter& parameters) const override {
    const OpenKey& key = query.dictionaries.open[code];
    if (key.open_from_day) {
      Add(parameters, ParameterName::kFrom, ParameterValue::Of(Date::FromDays(*key.open_from_day)));
    }
    if (key.apply_until_day) {
      Add(parameters, ParameterName::kUntil,
          ParameterValue::Of(Date::FromDays(*key.apply_until_day)));
    }
  }
};

}  // namespace

std::unique_ptr<Rule> MakeVacancyOpen() { return std::make_unique<VacancyOpen>(); }

}  // namespace passung
