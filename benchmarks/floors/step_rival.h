// What steps of a person open, by scanning all columns before and after.
#ifndef PASSUNG_BENCHMARKS_FLOORS_STEP_RIVAL_H_
#define PASSUNG_BENCHMARKS_FLOORS_STEP_RIVAL_H_

#include <algorithm>
#include <span>
#include <vector>

#include "benchmarks/baseline/column_scan.h"
#include "engine/rules/registry.h"
#include "engine/search/person.h"
#include "passung/steps.h"

namespace passung::bench {

// What every vacancy is to one person, by its place in the order of ids: a scan of all columns.
struct Standing {
  int32_t score = 0;
  HitClass hit_class = HitClass::kClosed;
};

// All but the examples and `furthers`.
inline bool HaveEqualCounts(const ChangeGain& a, const ChangeGain& b) {
  return a.becomes_listed == b.becomes_listed && a.becomes_open == b.becomes_open &&
         a.opens == b.opens && a.no_longer_listed == b.no_longer_listed &&
         a.enters_bar == b.enters_bar && a.enters_top == b.enters_top && a.top_gain == b.top_gain;
}

class StepRival {
 public:
  StepRival(const baseline::ColumnScan& scan, const StepOptions& options,
            const AppliedProfile& applied)
      : columns_(scan.columns()), scan_(scan), options_(options), applied_(applied) {}

  // `granted` are acts that somebody did: what was possible only after them is possible.
  std::vector<Standing> StandingsOf(const Mentee& mentee, std::span<const Step> granted) const {
    QueryPlan plan = scan_.Plan(mentee, options_.match, applied_);
    Grant(mentee, granted, plan);
    std::vector<Standing> standings(scan_.ids().size());
    for (uint32_t place = 0; place < standings.size(); ++place) {
      standings[place] = StandingOf(plan, place);
    }
    return standings;
  }

  // The counts of a gain; examples are left out.
  ChangeGain GainOf(const std::vector<Standing>& before, const std::vector<Standing>& after) const {
    ChangeGain gain;
    for (size_t i = 0; i < before.size(); ++i) {
      const bool was = before[i].hit_class != HitClass::kClosed;
      const bool is = after[i].hit_class != HitClass::kClosed;
      const bool open =
          before[i].hit_class != HitClass::kOpen && after[i].hit_class == HitClass::kOpen;
      gain.becomes_listed += is && !was ? 1 : 0;
      gain.becomes_open += open ? 1 : 0;
      gain.opens += open || (is && !was) ? 1 : 0;
      gain.no_longer_listed += was && !is ? 1 : 0;
      const bool was_above = was && before[i].score >= options_.bar;
      gain.enters_bar += is && after[i].score >= options_.bar && !was_above ? 1 : 0;
    }
    const std::vector<uint32_t> top_before = TopOf(before);
    const std::vector<uint32_t> top_after = TopOf(after);
    for (const uint32_t place : top_after) {
      gain.top_gain += after[place].score;
      const bool was_there =
          std::find(top_before.begin(), top_before.end(), place) != top_before.end();
      gain.enters_top += was_there ? 0 : 1;
    }
    for (const uint32_t place : top_before) gain.top_gain -= before[place].score;
    return gain;
  }

 private:
  // PASS_AFTER one of the acts becomes PASS.
  void Grant(const Mentee& mentee, std::span<const Step> granted, QueryPlan& plan) const {
    if (granted.empty()) return;
    const Query query{KnowledgeImpl::From(*Knowledge::BuiltIn()), applied_, options_.match.as_of,
                      columns_.dictionaries, false};
    const Person person(query, mentee);
    for (RuleTable& table : plan.rules) {
      const RuleKey key = table.rule->key();
      if (key != RuleKey::kWorkAccess && key != RuleKey::kResidenceObligation) continue;
      for (uint32_t code = 0; code < table.verdicts.size(); ++code) {
        const Finding finding = JudgeAhead(query, person, *table.rule, code);
        const bool is_granted =
            std::find(granted.begin(), granted.end(), finding.step) != granted.end();
        if (finding.verdict == Verdict::kPassAfter && !finding.from && is_granted) {
          table.verdicts[code] = static_cast<uint8_t>(Verdict::kPass);
        }
      }
    }
  }

  Standing StandingOf(const QueryPlan& plan, uint32_t place) const {
    Standing best;
    bool any = false;
    for (uint32_t row = columns_.first_row[place]; row < columns_.first_row[place + 1]; ++row) {
      Standing one;
      uint8_t worst = 0;
      for (const RuleTable& table : plan.rules) {
        worst = std::max(worst, table.verdicts[columns_.CodeAt(table.column, row)]);
      }
      for (const CriterionTable& table : plan.criteria) {
        one.score += table.contributions[columns_.CodeAt(table.column, row)];
      }
      one.hit_class = static_cast<HitClass>(worst);
      const bool one_closed = one.hit_class == HitClass::kClosed;
      const bool best_closed = best.hit_class == HitClass::kClosed;
      if (!any || (one_closed != best_closed ? best_closed : one.score > best.score)) best = one;
      any = true;
    }
    return best;
  }

  std::vector<uint32_t> TopOf(const std::vector<Standing>& standings) const {
    std::vector<uint32_t> listed;
    for (uint32_t place = 0; place < standings.size(); ++place) {
      if (standings[place].hit_class != HitClass::kClosed) listed.push_back(place);
    }
    const auto better = [&](uint32_t a, uint32_t b) {
      return standings[a].score != standings[b].score ? standings[a].score > standings[b].score
                                                      : a < b;
    };
    const size_t count = std::min(static_cast<size_t>(options_.match.limit), listed.size());
    std::partial_sort(listed.begin(), listed.begin() + static_cast<std::ptrdiff_t>(count),
                      listed.end(), better);
    listed.resize(count);
    return listed;
  }

  const Columns& columns_;
  const baseline::ColumnScan& scan_;
  const StepOptions& options_;
  const AppliedProfile& applied_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_STEP_RIVAL_H_
