#include "bindings/cli/bench.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/cpu_path.h"
#include "passung/engine.h"

namespace passung::cli {
namespace {

// As it is, once more, without each criterion and without each rule.
constexpr int64_t kMostVariants = 2 + kCriterionCount + kRuleCount;

// One way to ask all mentees.
struct Variant {
  Cost cost;
  MatchOptions options;
  std::vector<int64_t> total_ns;
};

template <class Key, class Value>
void Override(std::vector<std::pair<Key, Value>>& overrides, Key key, Value value) {
  std::erase_if(overrides, [&](const auto& entry) { return entry.first == key; });
  overrides.emplace_back(key, value);
}

// False where the profile cannot do without: a criterion that is the only one with a weight.
bool AddVariant(const BenchInput& input, const ProfileOverrides& overrides, const Cost& cost,
                std::vector<Variant>& variants) {
  auto applied = Apply(input.options.profile, overrides);
  if (!applied.ok()) return false;
  Variant& variant = variants.emplace_back(Variant{.cost = cost, .options = input.options});
  variant.options.summary = false;
  variant.options.applied = std::make_shared<const AppliedProfile>(*std::move(applied));
  return true;
}

// The question as it is, the same once more, and without each criterion and rule.
std::vector<Variant> VariantsOf(const BenchInput& input, const AppliedProfile& applied) {
  std::vector<Variant> variants;
  const ProfileOverrides& asked = input.options.overrides;
  AddVariant(input, asked, {}, variants);
  AddVariant(input, asked, {}, variants);
  for (size_t i = 0; i < applied.weights.size(); ++i) {
    if (applied.weights[i] == 0) continue;
    const auto criterion = static_cast<CriterionKey>(i);
    ProfileOverrides without = asked;
    Override(without.weights, criterion, int64_t{0});
    AddVariant(input, without, {.criterion = criterion, .weight = applied.weights[i]}, variants);
  }
  for (size_t i = 0; i < applied.profile.switches.size(); ++i) {
    const RuleSwitch rule_switch = applied.profile.switches[i];
    if (rule_switch == RuleSwitch::kOff) continue;
    const auto rule = static_cast<RuleKey>(i);
    ProfileOverrides without = asked;
    Override(without.switches, rule, RuleSwitch::kOff);
    AddVariant(input, without, {.rule = rule, .rule_switch = rule_switch}, variants);
  }
  return variants;
}

class Bench {
 public:
  Bench(const BenchInput& input, const AppliedProfile& applied)
      : input_(input), variants_(VariantsOf(input, applied)) {
    report_.mentees = static_cast<int64_t>(input.mentees.size());
    report_.limit = input.options.limit;
    const SnapshotStats stats = input.snapshot->stats();
    report_.vacancies = stats.vacancies;
    report_.combinations = stats.rows;
  }

  absl::StatusOr<BenchReport> Run() && {
    PASSUNG_RETURN_IF_ERROR(Compare());
    PASSUNG_RETURN_IF_ERROR(MeasureAllBounds());
    PASSUNG_RETURN_IF_ERROR(Measure());
    Summarise();
    return std::move(report_);
  }

 private:
  const MatchOptions& asked() const { return variants_.front().options; }

  absl::Status Compare() {
    Engine engine;
    engine.Publish(input_.snapshot);
    MatchOptions every_row = asked();
    every_row.summary = true;
    std::vector<int64_t> scan_ns;
    int64_t mismatches = 0;
    std::string first;
    for (int64_t i = 0; i < input_.compared; ++i) {
      const Mentee& mentee =
          *input_.mentees[static_cast<size_t>(i * report_.mentees / input_.compared)];
      const int64_t begin = input_.clock();
      PASSUNG_ASSIGN_OR_RETURN(const RankResult scanned, engine.RankVacancies(mentee, every_row));
      scan_ns.push_back(input_.clock() - begin);
      PASSUNG_ASSIGN_OR_RETURN(const SearchProfile found,
                               ProfileSearch(*input_.snapshot, mentee, asked(), input_.clock));
      if (found.matches != scanned.matches && ++mismatches == 1) first = mentee.id.value;
      report_.versions = scanned.versions;
      report_.cpu_path = std::string(CpuPath());
      ++report_.compared;
      input_.advance(1);
    }
    report_.scan_ns = SpreadOf(std::move(scan_ns));
    if (mismatches == 0) return absl::OkStatus();
    return absl::InternalError(absl::StrCat(
        mismatches, " of ", report_.compared,
        " answers differ from those of reading every row, the first that for mentees/", first));
  }

  // Also warms up what measuring would otherwise find cold.
  absl::Status MeasureAllBounds() {
    std::vector<int64_t> slack;
    for (const Mentee* mentee : input_.mentees) {
      PASSUNG_ASSIGN_OR_RETURN(const auto chunks,
                               MeasureBounds(*input_.snapshot, *mentee, asked()));
      for (const OpenedChunk& chunk : chunks) {
        slack.push_back(chunk.bound - chunk.best);
        report_.chunks_closed += chunk.best_listed < 0 ? 1 : 0;
      }
      input_.advance(1);
    }
    report_.opened_chunks = static_cast<int64_t>(slack.size());
    report_.slack = SpreadOf(std::move(slack));
    return absl::OkStatus();
  }

  absl::Status Measure() {
    for (size_t round = 0; round < input_.mentees.size(); ++round) {
      PASSUNG_RETURN_IF_ERROR(AskInTurns(round));
      input_.advance(kMostVariants);
    }
    return absl::OkStatus();
  }

  // After all rounds each mentee was asked about in each variant once.
  absl::Status AskInTurns(size_t round) {
    const size_t mentees = input_.mentees.size();
    const size_t stride = mentees / variants_.size() + 1;
    for (size_t turn = 0; turn < variants_.size(); ++turn) {
      const size_t v = (turn + round) % variants_.size();  // none is always the first
      PASSUNG_RETURN_IF_ERROR(Ask(*input_.mentees[(round + v * stride) % mentees], v));
    }
    return absl::OkStatus();
  }

  absl::Status Ask(const Mentee& mentee, size_t v) {
    Variant& variant = variants_[v];
    PASSUNG_ASSIGN_OR_RETURN(
        const SearchProfile profile,
        ProfileSearch(*input_.snapshot, mentee, variant.options, input_.clock));
    variant.total_ns.push_back(profile.total_ns());
    variant.cost.rows += profile.work.rows;
    if (v == 0) Keep(profile);
    return absl::OkStatus();
  }

  void Keep(const SearchProfile& profile) {
    plan_ns_.push_back(profile.plan_ns);
    search_ns_.push_back(profile.search_ns);
    explain_ns_.push_back(profile.explain_ns);
    work_.push_back(profile.work);
    report_.chunks_in_vain += profile.work.chunks_in_vain;
    report_.hits += static_cast<int64_t>(profile.matches.size());
    if (profile.matches.empty()) return;
    best_short_.push_back(profile.work.first_bound - profile.matches.front().score);
    if (static_cast<int64_t>(profile.matches.size()) < report_.limit) return;
    last_short_.push_back(profile.work.first_bound - profile.matches.back().score);
  }

  Spread Of(int64_t SearchWork::*count) const {
    std::vector<int64_t> counts;
    counts.reserve(work_.size());
    for (const SearchWork& work : work_) counts.push_back(work.*count);
    return SpreadOf(std::move(counts));
  }

  void Summarise() {
    report_.plan_ns = SpreadOf(std::move(plan_ns_));
    report_.search_ns = SpreadOf(std::move(search_ns_));
    report_.explain_ns = SpreadOf(std::move(explain_ns_));
    report_.total_ns = SpreadOf(variants_.front().total_ns);
    report_.nodes = Of(&SearchWork::nodes);
    report_.ruled_out = Of(&SearchWork::ruled_out);
    report_.jobs = Of(&SearchWork::jobs);
    report_.blocks = Of(&SearchWork::blocks);
    report_.chunks = Of(&SearchWork::chunks);
    report_.rows = Of(&SearchWork::rows);
    report_.scored = Of(&SearchWork::scored);
    report_.offered = Of(&SearchWork::offered);
    report_.rows_in_all = variants_.front().cost.rows;
    report_.best_short = SpreadOf(std::move(best_short_));
    report_.last_short = SpreadOf(std::move(last_short_));
    for (size_t v = 1; v < variants_.size(); ++v) {
      Cost& cost = report_.costs.emplace_back(variants_[v].cost);
      cost.median_ns = SpreadOf(std::move(variants_[v].total_ns)).median;
    }
  }

  const BenchInput& input_;
  std::vector<Variant> variants_;  // the first: as it is asked
  BenchReport report_;
  std::vector<int64_t> plan_ns_, search_ns_, explain_ns_;
  std::vector<SearchWork> work_;
  std::vector<int64_t> best_short_, last_short_;
};

}  // namespace

Spread SpreadOf(std::vector<int64_t> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto at = [&](size_t percent) { return values[(values.size() * percent + 99) / 100 - 1]; };
  return {.median = at(50), .p90 = at(90), .p99 = at(99), .max = values.back()};
}

int64_t QuestionsOf(const BenchInput& input) {
  return input.compared + static_cast<int64_t>(input.mentees.size()) * (1 + kMostVariants);
}

absl::StatusOr<BenchReport> RunBench(const BenchInput& input) {
  PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile applied,
                           Apply(input.options.profile, input.options.overrides));
  return Bench(input, applied).Run();
}

}  // namespace passung::cli
