#include <algorithm>

#include "engine/rules/registry.h"

namespace passung {
namespace {

// The person's own "no". No reason is stored for it, and none is given.
class ExcludedByPerson final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kExcludedByPerson; }
  ColumnId column() const override { return ColumnId::kExclusion; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const ExclusionKey& key = query.dictionaries.exclusion[code];
    Finding worst = {.reason = Reason::kNotExcluded};
    TakeWorse(worst, JudgeOccupation(*facts.exclusions, key));
    for (const Condition condition : facts.exclusions->conditions) {
      switch (key.conditions[Index(condition)]) {
        case Known::kNo:
          break;
        case Known::kYes:
          TakeWorse(worst, {.verdict = Verdict::kFail, .reason = Reason::kExcludedCondition});
          break;
        case Known::kUnknown:
          TakeWorse(worst, {.verdict = Verdict::kUnknown, .reason = Reason::kExclusionUnknown});
          break;
      }
    }
    return worst;
  }

  bool MayFail(const Query&, const DayFacts& facts) const override {
    return !facts.exclusions->occupations.empty() || !facts.exclusions->conditions.empty();
  }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding& finding,
                ParameterWriter& parameters) const override {
    const ExclusionKey& key = query.dictionaries.exclusion[code];
    if (finding.reason == Reason::kExcludedOccupation) {
      Add(parameters, ParameterName::kOccupation, ParameterValue::Of(*key.code));
      return;
    }
    const Known looked_for = finding.verdict == Verdict::kFail ? Known::kYes : Known::kUnknown;
    for (const Condition condition : facts.exclusions->conditions) {
      if (finding.verdict == Verdict::kPass) return;
      if (key.conditions[Index(condition)] != looked_for) continue;
      Add(parameters, ParameterName::kCondition, condition);
      return;
    }
  }

 private:
  static Finding JudgeOccupation(const Exclusions& exclusions, const ExclusionKey& key) {
    if (exclusions.occupations.empty()) return {};
    if (!key.code) return {.verdict = Verdict::kUnknown, .reason = Reason::kExclusionUnknown};
    const bool covered =
        std::any_of(exclusions.occupations.begin(), exclusions.occupations.end(),
                    [&](const OccupationPrefix& prefix) { return prefix.Covers(*key.code); });
    if (!covered) return {};
    return {.verdict = Verdict::kFail, .reason = Reason::kExcludedOccupation};
  }
};

}  // namespace

std::unique_ptr<Rule> MakeExcludedByPerson() { return std::make_unique<ExcludedByPerson>(); }

}  // namespace passung
