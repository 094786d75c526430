#include "engine/rules/registry.h"
#include "engine/vocabulary/lead_times.h"
#include "passung/residence.h"

namespace passung {
namespace {

// Where the person must live (§ 12a AufenthG). Work or training within a daily way leaves that as
// it is; what lies further usually lifts it.
class ResidenceObligation final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kResidenceObligation; }
  ColumnId column() const override { return ColumnId::kObligation; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const AreaLimit* limit = LatestOn(facts.residence->obligations, facts.day);
    if (limit == nullptr) return Unknown(Reason::kObligationUnknown);
    if (!limit->limited) return {.reason = Reason::kNoObligation};
    const ObligationKey& key = query.dictionaries.obligation[code];
    if (!key.district) return Unknown(Reason::kPlaceUnknown);
    if (limit->area.Contains(*key.district) || IsDailyWay(query, facts, *key.district)) {
      return {.reason = Reason::kObligationKept};
    }
    if (key.training || key.fifteen_hours == Known::kYes) {
      return {.verdict = Verdict::kPassAfter,
              .reason = Reason::kObligationLifted,
              .step = Step::kLiftResidenceObligation,
              .lead_days = LeadDays(Step::kLiftResidenceObligation)};
    }
    if (key.fifteen_hours == Known::kUnknown) return Unknown(Reason::kObligationUnknown);
    return {.verdict = Verdict::kFail, .reason = Reason::kObligationBlocks};
  }

  bool MayFail(const Query&, const DayFacts& facts) const override {
    const AreaLimit* limit = LatestOn(facts.residence->obligations, facts.day);
    return limit != nullptr && limit->limited;
  }

  void Describe(const Query&, const DayFacts& facts, uint32_t, const Finding&,
                ParameterWriter& parameters) const override {
    const AreaLimit* limit = LatestOn(facts.residence->obligations, facts.day);
    if (limit != nullptr && limit->limited)
      Add(parameters, ParameterName::kArea, ParameterValue::Of(limit->area));
  }

  void AddEventDates(const Query&, const Residence& residence, Date after,
                     std::vector<Date>& dates) const override {
    for (const AreaLimit& limit : residence.obligations) {
      passung::AddEventDates(limit.valid, after, dates);
    }
  }

 private:
  static Finding Unknown(Reason reason) { return {.verdict = Verdict::kUnknown, .reason = reason}; }

  static bool IsDailyWay(const Query& query, const DayFacts& facts, DistrictCode work) {
    return facts.home != nullptr &&
           query.knowledge.Relate(facts.home->district, work) <= DistrictRelation::kBordering;
  }
};

}  // namespace

std::unique_ptr<Rule> MakeResidenceObligation() { return std::make_unique<ResidenceObligation>(); }

}  // namespace passung
