#include "engine/rules/registry.h"

namespace passung {
namespace {

// Räumliche Beschränkung: it limits even commuting, which § 12a does not.
class MovementRestriction final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kMovementRestriction; }
  ColumnId column() const override { return ColumnId::kPlace; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const AreaLimit* limit = facts.movement_limit;
    if (limit == nullptr) return {.verdict = Verdict::kUnknown, .reason = Reason::kMovementUnknown};
    if (!limit->limited) return {.reason = Reason::kMovementFree};
    const PlaceKey& place = query.dictionaries.place[code];
    if (!place.district) return {.verdict = Verdict::kUnknown, .reason = Reason::kPlaceUnknown};
    if (limit->area.Contains(*place.district)) return {.reason = Reason::kMovementFree};
    return {.verdict = Verdict::kFail, .reason = Reason::kMovementRestricted};
  }

  bool MayFail(const Query&, const DayFacts& facts) const override {
    return facts.movement_limit != nullptr && facts.movement_limit->limited;
  }

  void Describe(const Query&, const DayFacts& facts, uint32_t, const Finding&,
                ParameterWriter& parameters) const override {
    if (facts.movement_limit != nullptr && facts.movement_limit->limited) {
      Add(parameters, ParameterName::kArea, ParameterValue::Of(facts.movement_limit->area));
    }
  }
};

}  // namespace

std::unique_ptr<Rule> MakeMovementRestriction() { return std::make_unique<MovementRestriction>(); }

}  // namespace passung
