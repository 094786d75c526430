#include "engine/analysis/step_space.h"

#include <algorithm>

#include "engine/analysis/market_demand.h"
#include "engine/analysis/step_catalogue.h"
#include "engine/base/status_macros.h"
#include "engine/rules/registry.h"
#include "engine/search/plan.h"
#include "engine/search/search.h"

namespace passung {

absl::StatusOr<std::unique_ptr<const StepSpace>> StepSpace::Of(
    const Vacancy& vacancy, std::shared_ptr<const Knowledge> knowledge,
    const AppliedProfile& applied, Date as_of, bool frozen) {
  PASSUNG_ASSIGN_OR_RETURN(
      auto market, SnapshotImpl::Build(
                       {.knowledge = std::move(knowledge), .mentees = {}, .vacancies = {vacancy}}));
  return std::unique_ptr<const StepSpace>(new StepSpace(std::move(market), applied, as_of, frozen));
}

StepSpace::StepSpace(std::shared_ptr<const SnapshotImpl> market, const AppliedProfile& applied,
                     Date as_of, bool frozen)
    : market_(std::move(market)),
      query_{market_->knowledge_impl(), applied, as_of, market_->columns().dictionaries, frozen} {}

std::vector<StepResult> StepSpace::StepsOf(const Mentee& mentee) const {
  const VacancyRows rows = market_->rows();
  const Person person(query_, mentee);
  const Hit only = BestRow(rows.columns, Compile(query_, person), 0, rows.columns.row_count());
  return SingleStepsOf({query_, mentee, person, MarketDemand(rows, nullptr), rows, {&only, 1}});
}

PairStanding StepSpace::StandingOf(const Mentee& mentee) const {
  const Columns& columns = market_->columns();
  const Person person(query_, mentee);
  const Hit hit = BestRow(columns, Compile(query_, person), 0, columns.row_count());
  PairStanding standing{.score = hit.score, .hit_class = hit.hit_class, .acts = {}};
  for (const Rule* rule : AllRules()) {
    if (query_.profile().switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
    const Finding finding =
        JudgeAhead(query_, person, *rule, columns.CodeAt(rule->column(), hit.row));
    if (finding.verdict != Verdict::kPassAfter || finding.step == Step::kNone) continue;
    const std::pair act(finding.step, finding.lead_days);
    auto& acts = standing.acts;
    if (std::find(acts.begin(), acts.end(), act) == acts.end()) acts.push_back(act);
  }
  return standing;
}

}  // namespace passung
