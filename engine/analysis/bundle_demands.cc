#include "engine/analysis/bundle_demands.h"

#include <algorithm>

#include "engine/rules/registry.h"
#include "engine/search/search.h"

namespace passung {
namespace {

// Places of at most four steps, a byte each.
uint32_t KeyOf(const std::array<uint8_t, kMostGround>& places, const StepList& steps) {
  uint32_t key = 0;
  for (const StepNumber step : steps) {
    if (places[step] != 0) key = key << 8U | places[step];
  }
  return key;
}

bool IsPartOf(const StepList& part, const StepList& whole) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

}  // namespace

RuleSteps::RuleSteps(const BundleQuestion& question, const Rule& rule) : rule_(&rule) {
  const std::span<const GroundStep> ground = question.ground;
  StepList steps;
  for (size_t i = 0; i < ground.size(); ++i) {
    if ((ReadBy(rule.key()) & ground[i].changed) == 0) continue;
    const auto step = static_cast<StepNumber>(i);
    steps.push_back(step);
    all_.Set(step);
    places_[i] = static_cast<uint8_t>(steps.size());
  }
  lists_ = ListsOf(ground, steps, question.most_steps);
  for (uint32_t n = 0; n < lists_.size(); ++n) {
    const StepList& list = lists_[n];
    numbers_.emplace(KeyOf(places_, list), n);
    granted_.push_back(GrantedBy(ground, list));
    if ((ChangedBy(ground, list) & ~PartsOf(FactPart::kPermission)) == 0) {
      people_.push_back(&question.base);
      continue;
    }
    people_.push_back(&changed_
                           .emplace_back(question.query, AfterSteps(question.mentee, ground, list,
                                                                    question.query.as_of))
                           .person);
  }
}

uint32_t RuleSteps::NumberOf(const StepList& bundle) const {
  return numbers_.find(KeyOf(places_, bundle))->second;
}

Verdict RuleSteps::VerdictAfter(const BundleQuestion& question, uint32_t list,
                                uint32_t code) const {
  const Finding finding = JudgeAhead(question.query, *people_[list], *rule_, code);
  const bool is_granted = finding.verdict == Verdict::kPassAfter && !finding.from &&
                          (GrantedBy(finding.step) & granted_[list]) != 0;
  return is_granted ? Verdict::kPass : finding.verdict;
}

BundleDemands::BundleDemands(const BundleQuestion& question, Aim aim)
    : question_(question), aim_(aim), plan_(Compile(question.query, question.base)) {
  for (const Rule* rule : AllRules()) {
    if (question.query.profile().switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
    if (rule->PassesAlways(question.base.today)) continue;
    rules_.push_back(std::make_unique<RuleSteps>(question, *rule));
    const size_t codes = question.query.dictionaries.size(rule->column());
    effect_of_code_.emplace_back(codes, kUnasked);
    verdict_now_.emplace_back(codes, uint8_t{UINT8_MAX});
  }
  Collect();
}

Verdict BundleDemands::Now(uint32_t rule, uint32_t code) {
  uint8_t& known = verdict_now_[rule][code];
  if (known == UINT8_MAX) {
    known = static_cast<uint8_t>(rules_[rule]->VerdictAfter(question_, 0, code));
  }
  return static_cast<Verdict>(known);
}

int32_t BundleDemands::EffectOf(uint32_t rule, uint32_t code) {
  int32_t& known = effect_of_code_[rule][code];
  if (known != kUnasked) return known;
  const RuleSteps& steps = *rules_[rule];
  const auto passes = [&](Verdict verdict) {
    return aim_ == Aim::kListed ? verdict != Verdict::kFail : verdict == Verdict::kPass;
  };
  if (const auto verdict = steps.rule().VerdictForAll(question_.query, code)) {
    return known = passes(*verdict) ? kAlways : kNever;
  }
  std::vector<uint8_t> passing(steps.lists().size());
  for (uint32_t list = 0; list < passing.size(); ++list) {
    passing[list] = passes(steps.VerdictAfter(question_, list, code)) ? 1 : 0;
  }
  return known = Intern(rule, std::move(passing));
}

int32_t BundleDemands::Intern(uint32_t rule, std::vector<uint8_t> passes) {
  const auto passing = std::count(passes.begin(), passes.end(), uint8_t{1});
  if (passing == 0) return kNever;
  if (static_cast<size_t>(passing) == passes.size()) return kAlways;
  const auto [found, is_new] =
      known_.try_emplace(std::pair(rule, std::move(passes)), static_cast<int32_t>(effects_.size()));
  if (!is_new) return found->second;
  StepEffect effect{.rule = rule, .passes = found->first.second};
  const std::vector<StepList>& lists = rules_[rule]->lists();
  std::vector<uint32_t> smallest;
  for (uint32_t list = 0; list < lists.size(); ++list) {
    if (effect.passes[list] == 0) continue;
    const bool has_smaller = std::any_of(smallest.begin(), smallest.end(), [&](uint32_t other) {
      return IsPartOf(lists[other], lists[list]);
    });
    if (has_smaller) continue;
    smallest.push_back(list);
    for (const StepNumber step : lists[list]) effect.helpful.Set(step);
  }
  effect.first = smallest.front();
  effect.least = static_cast<int32_t>(lists[effect.first].size());
  effects_.push_back(std::move(effect));
  return found->second;
}

BundleDemands::Row BundleDemands::Look(const CodeTuple& codes, uint32_t row) {
  Verdict worst = Verdict::kPass;
  for (uint32_t rule = 0; rule < rules_.size(); ++rule) {
    worst = std::max(worst, Now(rule, codes[Index(rules_[rule]->rule().column())]));
  }
  return {.row = row, .listed = worst != Verdict::kFail, .open = worst == Verdict::kPass};
}

// Whether the vacancy is listed, or open, as things are.
bool BundleDemands::IsThere(const std::vector<Row>& rows) const {
  const auto is_listed = [](const Row& row) { return row.listed; };
  if (aim_ == Aim::kListed) return std::any_of(rows.begin(), rows.end(), is_listed);
  const Row* best = nullptr;
  int32_t best_score = -1;
  bool all_alike = true;
  for (const Row& row : rows) {
    if (!row.listed) continue;
    if (best != nullptr && best->open != row.open) all_alike = false;
    if (best == nullptr) best = &row;
  }
  if (best == nullptr || all_alike) return best != nullptr && best->open;
  for (const Row& row : rows) {
    if (!row.listed) continue;
    const int32_t score = BestRow(question_.rows.columns, plan_, row.row, row.row + 1).score;
    if (score <= best_score) continue;
    best_score = score;
    best = &row;
  }
  return best->open;
}

std::optional<Demand::Way> BundleDemands::WayOf(const CodeTuple& codes) {
  Demand::Way way;
  for (uint32_t rule = 0; rule < rules_.size(); ++rule) {
    const int32_t effect = EffectOf(rule, codes[Index(rules_[rule]->rule().column())]);
    if (effect == kNever) return std::nullopt;
    if (effect >= 0) way.push_back(static_cast<uint32_t>(effect));
  }
  std::sort(way.begin(), way.end());
  return way;
}

std::vector<Demand::Way> BundleDemands::WaysOf(uint32_t slot) {
  const VacancyRows& market = question_.rows;
  rows_.clear();
  codes_.clear();
  const uint32_t last = market.columns.first_row[slot + 1];
  for (uint32_t row = market.columns.first_row[slot]; row < last; ++row) {
    if (question_.filter != nullptr && !question_.filter->PassesRow(row)) continue;
    codes_.push_back(market.columns.Tuple(row));
    rows_.push_back(Look(codes_.back(), row));
  }
  std::vector<Demand::Way> ways;
  if (IsThere(rows_)) return ways;
  for (const CodeTuple& codes : codes_) {
    if (auto way = WayOf(codes)) ways.push_back(*std::move(way));
  }
  std::sort(ways.begin(), ways.end());
  ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
  return ways;
}

void BundleDemands::Collect() {
  absl::flat_hash_map<std::vector<Demand::Way>, int64_t> counts;
  for (uint32_t slot = 0; slot < question_.rows.slots; ++slot) {
    if (!question_.rows.IsLive(slot)) continue;
    if (question_.filter != nullptr && !question_.filter->PassesVacancy(slot)) continue;
    std::vector<Demand::Way> ways = WaysOf(slot);
    if (!ways.empty()) ++counts[std::move(ways)];
  }
  for (const auto& [ways, count] : counts) demands_.push_back({ways, count});
  std::sort(demands_.begin(), demands_.end(), [](const Demand& a, const Demand& b) {
    return a.vacancies != b.vacancies ? a.vacancies > b.vacancies : a.ways < b.ways;
  });
}

}  // namespace passung
