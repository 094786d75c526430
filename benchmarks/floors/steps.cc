#include "benchmarks/floors/steps.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "engine/base/status_macros.h"
#include "engine/rules/registry.h"
#include "engine/search/person.h"
#include "passung/steps.h"

namespace passung::bench {
namespace {

constexpr int32_t kLimit = 20;

// What every vacancy is to one person, by its place in the order of ids: a scan of all columns.
struct Standing {
  int32_t score = 0;
  HitClass hit_class = HitClass::kClosed;
};

class StepRival {
 public:
  StepRival(const baseline::ColumnScan& scan, const StepOptions& options,
            const AppliedProfile& applied)
      : columns_(scan.columns()), scan_(scan), options_(options), applied_(applied) {}

  std::vector<Standing> StandingsOf(const Mentee& mentee, Step granted) const {
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
  // PASS_AFTER the act becomes PASS.
  void Grant(const Mentee& mentee, Step granted, QueryPlan& plan) const {
    const Query query{KnowledgeImpl::From(*Knowledge::BuiltIn()), applied_, options_.match.as_of,
                      columns_.dictionaries, false};
    const Person person(query, mentee);
    for (RuleTable& table : plan.rules) {
      const RuleKey key = table.rule->key();
      if (key != RuleKey::kWorkAccess && key != RuleKey::kResidenceObligation) continue;
      for (uint32_t code = 0; code < table.verdicts.size(); ++code) {
        const Finding finding = JudgeAhead(query, person, *table.rule, code);
        if (finding.verdict == Verdict::kPassAfter && !finding.from && finding.step == granted) {
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

  static std::vector<uint32_t> TopOf(const std::vector<Standing>& standings) {
    std::vector<uint32_t> listed;
    for (uint32_t place = 0; place < standings.size(); ++place) {
      if (standings[place].hit_class != HitClass::kClosed) listed.push_back(place);
    }
    const auto better = [&](uint32_t a, uint32_t b) {
      return standings[a].score != standings[b].score ? standings[a].score > standings[b].score
                                                      : a < b;
    };
    const size_t count = std::min<size_t>(kLimit, listed.size());
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

bool IsEqual(const ChangeGain& a, const ChangeGain& b) {
  return a.becomes_listed == b.becomes_listed && a.becomes_open == b.becomes_open &&
         a.opens == b.opens && a.no_longer_listed == b.no_longer_listed &&
         a.enters_bar == b.enters_bar && a.enters_top == b.enters_top && a.top_gain == b.top_gain;
}

// Every step of a mentee.
absl::Status CompareSteps(const World& world, const Mentee& mentee, const StepOptions& options,
                          const StepRival& rival, Figure& figure) {
  PASSUNG_ASSIGN_OR_RETURN(const StepReport report, world.engine.AnalyzeSteps(mentee, options));
  const std::vector<Standing> before = rival.StandingsOf(mentee, Step::kNone);
  for (const StepResult& result : report.steps) {
    const Mentee after = AfterStep(mentee, result.step, options.match.as_of);
    const ChangeGain expected = rival.GainOf(before, rival.StandingsOf(after, result.step.act));
    ++figure.compared;
    if (IsEqual(result.gain, expected)) continue;
    if (figure.mismatches++ == 0) {
      absl::PrintF("first mismatch: %s of %s\n", Name(result.step.act), mentee.id.value);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Figure> MeasureSteps(const World& world, const StepsSettings& settings) {
  StepOptions options;
  options.match.as_of = BenchDay();
  options.match.limit = kLimit;
  PASSUNG_ASSIGN_OR_RETURN(options.match.profile, ShippedProfile("default"));
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(options.match.profile, {}));
  options.match.applied = std::make_shared<const AppliedProfile>(applied);

  Figure figure;
  const StepRival rival(*world.scan, options, applied);
  const auto people = static_cast<int64_t>(world.mentees.size());
  for (int64_t i = 0; i < std::min(people, settings.compared); ++i) {
    PASSUNG_RETURN_IF_ERROR(
        CompareSteps(world, world.mentees[static_cast<size_t>(i)], options, rival, figure));
  }
  std::vector<double> times;
  std::vector<double> steps;
  absl::Status asked;
  for (int64_t i = 0; i < std::min(people, settings.timed); ++i) {
    const Mentee& mentee = world.mentees[static_cast<size_t>(i)];
    absl::StatusOr<StepReport> report = absl::UnknownError("not asked");
    times.push_back(CpuMicroseconds([&] { report = world.engine.AnalyzeSteps(mentee, options); }));
    asked.Update(report.status());
    if (report.ok()) steps.push_back(static_cast<double>(report->steps.size()));
  }
  PASSUNG_RETURN_IF_ERROR(asked);
  absl::PrintF(
      "unlock analysis: median %s, p99 %s, %.0f steps in the median, %.0f at most; %d mentees, %d "
      "steps compared, %d mismatches\n",
      Duration(Median(times)), Duration(Percentile(times, 99)), Median(steps),
      Percentile(steps, 100), times.size(), figure.compared, figure.mismatches);
  figure.value = Median(times) / 1e3;
  figure.note = absl::StrFormat("%.0f steps in the median", Median(steps));
  return figure;
}

}  // namespace passung::bench
