#include "engine/reports/standing_pass.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"
#include "engine/search/top_k.h"

namespace passung {
namespace {

using RuleSet = uint32_t;  // bits by RuleKey
constexpr RuleSet BitOf(RuleKey rule) { return RuleSet{1} << Index(rule); }

constexpr size_t kMostNearMisses = 500;

// What one code, or one row, amounts to.
struct Amount {
  int32_t total = 0;
  RuleSet fails = 0;  // enforced rules
  Verdict worst = Verdict::kPass;

  void Add(const Amount& other) {
    total += other.total;
    fails |= other.fails;
    worst = std::max(worst, other.worst);
  }
  bool closed() const { return fails != 0; }
};

// All that rules and criteria say of codes, added up for each column.
class AmountTables {
 public:
  AmountTables(const Query& query, const Person& person) {
    for (size_t i = 0; i < tables_.size(); ++i) {
      tables_[i].resize(query.dictionaries.size(static_cast<ColumnId>(i)));
    }
    for (const Rule* rule : AllRules()) {
      if (query.profile().switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
      if (rule->PassesAlways(person.today)) continue;
      std::vector<Amount>& table = tables_[Index(rule->column())];
      for (uint32_t code = 0; code < table.size(); ++code) {
        const Verdict verdict = JudgeAhead(query, person, *rule, code).verdict;
        const RuleSet fails = verdict == Verdict::kFail ? BitOf(rule->key()) : 0;
        table[code].Add({.total = 0, .fails = fails, .worst = verdict});
      }
    }
    for (const Criterion* criterion : AllCriteria()) {
      const int32_t weight = query.applied.weights[Index(criterion->key())];
      if (weight == 0) continue;
      std::vector<Amount>& table = tables_[Index(criterion->column())];
      for (uint32_t code = 0; code < table.size(); ++code) {
        table[code].total += weight * criterion->Points(query, person.today, code);
      }
    }
  }

  Amount Of(const CodeTuple& codes) const {
    Amount amount;
    for (size_t i = 0; i < tables_.size(); ++i) amount.Add(tables_[i][codes[i]]);
    return amount;
  }

 private:
  std::array<std::vector<Amount>, kColumnIdCount> tables_;
};

// The vacancies of one snapshot, one after the other.
class StandingPass {
 public:
  StandingPass(const StandingQuestion& question, const Mentee& mentee)
      : question_(question),
        rows_(question.snapshot.rows()),
        person_(question.query, mentee),
        tables_(question.query, person_),
        first_(question.limit) {
    standing_.mentee = mentee.id;
    if (person_.today.home != nullptr) standing_.district = person_.today.home->district;
  }

  MenteeStanding Run() {
    uint32_t next = rows_.columns.first_row[0];
    for (uint32_t slot = 0; slot < rows_.slots; ++slot) {
      const uint32_t first = next;
      next = rows_.columns.first_row[slot + 1];
      if (first == next || !rows_.IsLive(slot)) continue;  // self-employment has no row
      See(slot, first, next);
    }
    const std::vector<Hit> hits = first_.Sorted();
    for (const Hit& hit : hits) CountFlags(hit);
    if (!hits.empty()) SayOfBest(hits.front());
    if (standing_.good == 0) AddNearMisses();
    return std::move(standing_);
  }

 private:
  void See(uint32_t slot, uint32_t first, uint32_t last) {
    Amount best;
    uint32_t best_row = first;
    for (uint32_t row = first; row < last; ++row) {
      const Amount amount = tables_.Of(rows_.columns.Tuple(row));
      const bool better =
          amount.closed() != best.closed() ? best.closed() : amount.total > best.total;
      if (row != first && !better) continue;
      best = amount;
      best_row = row;
    }
    const Hit hit{.score = best.total,
                  .index = slot,
                  .row = best_row,
                  .hit_class = static_cast<HitClass>(best.worst),
                  .order = rows_.vacancies.OrderOf(slot)};
    standing_.vacancies.Count(hit.hit_class);
    if (!best.closed()) {
      if (best.total >= question_.bar) ++standing_.good;
      return first_.Offer(hit);
    }
    if (best.total >= question_.bar) CountBlocks(best.fails, hit);
  }

  void CountBlocks(RuleSet fails, const Hit& hit) {
    ++standing_.blocked;
    const bool alone = (fails & (fails - 1)) == 0;
    for (size_t i = 0; i < standing_.blocks.size(); ++i) {
      if ((fails >> i & 1U) == 0) continue;
      ++standing_.blocks[i].vacancies;
      if (alone) ++standing_.blocks[i].alone;
    }
    if (alone && standing_.good == 0 && MayBeCalledAbout(fails, hit.index)) {
      near_.push_back({hit, fails});
    }
  }

  bool MayBeCalledAbout(RuleSet fails, uint32_t slot) const {
    const Vacancy& vacancy = rows_.vacancies[slot];
    if (vacancy.employer.value.empty()) return false;
    if (fails == BitOf(RuleKey::kLanguageFloor)) {
      return vacancy.german.strength != RequirementStrength::kByLaw;
    }
    return fails == BitOf(RuleKey::kVacancyOpen) || fails == BitOf(RuleKey::kStartWindow) ||
           fails == BitOf(RuleKey::kWorkingTimePossible);
  }

  void AddNearMisses() {
    std::sort(near_.begin(), near_.end(),
              [](const Near& a, const Near& b) { return kIsBetter(a.hit, b.hit); });
    if (near_.size() > kMostNearMisses) near_.resize(kMostNearMisses);
    for (const Near& near : near_) {
      const Vacancy& vacancy = rows_.vacancies[near.hit.index];
      RuleKey rule = RuleKey::kVacancyOpen;
      for (size_t i = 0; i < kRuleCount; ++i) {
        if ((near.fails >> i & 1U) != 0) rule = static_cast<RuleKey>(i);
      }
      standing_.near_misses.push_back({.vacancy = vacancy.id,
                                       .employer = vacancy.employer,
                                       .score = near.hit.score,
                                       .rule = rule});
    }
  }

  FlagSet FlagsOf(const Hit& hit) const {
    const CodeTuple codes = rows_.columns.Tuple(hit.row);
    FlagSet flags = 0;
    for (const Rule* rule : AllRules()) {
      flags |= rule->Flags(question_.query, person_.today, codes[Index(rule->column())]);
    }
    return flags;
  }

  void CountFlags(const Hit& hit) {
    const FlagSet flags = FlagsOf(hit);
    ++standing_.listed;
    if ((flags & FlagBit(Flag::kBridge)) != 0) ++standing_.bridge;
    if ((flags & FlagBit(Flag::kUnderUsed)) != 0) ++standing_.under_used;
  }

  void SayOfBest(const Hit& best) {
    standing_.best = rows_.vacancies[best.index].id;
    standing_.best_score = best.score;
    standing_.best_class = best.hit_class;
    const FlagSet flags = FlagsOf(best);
    standing_.best_bridge = (flags & FlagBit(Flag::kBridge)) != 0;
    standing_.best_under_used = (flags & FlagBit(Flag::kUnderUsed)) != 0;
    const CodeTuple codes = rows_.columns.Tuple(best.row);
    int32_t most_missing = 0;
    for (const Criterion* criterion : AllCriteria()) {
      const int32_t points =
          criterion->Points(question_.query, person_.today, codes[Index(criterion->column())]);
      const int32_t missing =
          question_.query.applied.weights[Index(criterion->key())] * (kMaxPoints - points);
      if (missing <= most_missing) continue;
      most_missing = missing;
      standing_.weakest = criterion->key();
    }
  }

  struct Near {
    Hit hit;
    RuleSet fails = 0;
  };

  const StandingQuestion& question_;
  const VacancyRows rows_;
  const Person person_;
  const AmountTables tables_;
  TopK first_;
  std::vector<Near> near_;
  MenteeStanding standing_;
};

}  // namespace

MenteeStanding StandingOf(const StandingQuestion& question, const Mentee& mentee) {
  return StandingPass(question, mentee).Run();
}

}  // namespace passung
