#include "engine/analysis/what_if_tables.h"

#include <algorithm>
#include <utility>

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"

namespace passung {
namespace {

void AddVerdict(Verdict verdict, VariantSet whose, Standing& standing) {
  switch (verdict) {
    case Verdict::kPass:
      break;
    case Verdict::kPassAfter:
      standing.after |= whose;
      break;
    case Verdict::kUnknown:
      standing.unknown |= whose;
      break;
    case Verdict::kFail:
      standing.fails |= whose;
      break;
  }
}

}  // namespace

WhatIfTables::WhatIfTables(const Query& query, const Person& base,
                           std::span<const Variant> variants)
    : most_gain_(variants.size()) {
  for (const Rule* rule : AllRules()) {
    if (query.profile().switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
    if (rule->PassesAlways(base.today)) continue;  // no step gives somebody a job
    AddRule(query, *rule, base, variants);
  }
  for (const Criterion* criterion : AllCriteria()) {
    const int32_t weight = query.applied.weights[Index(criterion->key())];
    if (weight == 0 || criterion->key() == CriterionKey::kSkillsFit) continue;
    AddCriterion(query, *criterion, weight, base, variants);
  }
  Finish();
}

// Another writer may add codes while this goes on: no row of the snapshot has them, and all tables of a
// column are as long as the first.
std::vector<Standing>& WhatIfTables::EntriesOf(const Query& query, ColumnId column) {
  std::vector<Standing>& entries = drafts_[Index(column)];
  if (entries.empty()) entries.resize(query.dictionaries.size(column));
  return entries;
}

WhatIfTables::Said WhatIfTables::Ask(const Query& query, const Person& person, const Rule& rule,
                                     uint32_t code) {
  const Finding finding = JudgeAhead(query, person, rule, code);
  return {finding.verdict, finding.step, finding.from.has_value()};
}

void WhatIfTables::AddRule(const Query& query, const Rule& rule, const Person& base,
                           std::span<const Variant> variants) {
  std::vector<Standing>& entries = EntriesOf(query, rule.column());
  std::vector<Said> before;
  before.reserve(entries.size());
  for (uint32_t code = 0; code < entries.size(); ++code) {
    before.push_back(Ask(query, base, rule, code));
  }
  VariantSet as_before = ~VariantSet{0};
  for (size_t v = 0; v < variants.size(); ++v) {
    const FactParts changed = ReadBy(rule.key()) & variants[v].changed;
    if (changed == 0) continue;
    const VariantSet bit = VariantSet{1} << v;
    as_before &= ~bit;
    const bool asks_anew = changed != PartsOf(FactPart::kPermission);
    std::vector<VariantSet>& furthering = furthering_drafts_[Index(rule.column())];
    furthering.resize(entries.size());
    for (uint32_t code = 0; code < entries.size(); ++code) {
      Said then = asks_anew ? Ask(query, *variants[v].person, rule, code) : before[code];
      if (then.verdict == Verdict::kPassAfter && !then.on_a_day &&
          (GrantedBy(then.step) & variants[v].granted) != 0) {
        then = {};
      }
      AddVerdict(then.verdict, bit, entries[code]);
      const bool another_way = before[code].verdict == Verdict::kFail &&
                               then.verdict == Verdict::kFail && then.step != before[code].step;
      if (then.verdict < before[code].verdict || another_way) furthering[code] |= bit;
    }
  }
  for (uint32_t code = 0; code < entries.size(); ++code) {
    AddVerdict(before[code].verdict, as_before, entries[code]);
  }
}

void WhatIfTables::AddCriterion(const Query& query, const Criterion& criterion, int32_t weight,
                                const Person& base, std::span<const Variant> variants) {
  std::vector<Standing>& entries = EntriesOf(query, criterion.column());
  for (auto code = static_cast<uint32_t>(all_codes_.size()); code < entries.size(); ++code) {
    all_codes_.push_back(code);
  }
  std::vector<int32_t> before(entries.size());
  criterion.Rate(query, base.today, {all_codes_.data(), entries.size()}, before);
  for (size_t code = 0; code < entries.size(); ++code) {
    entries[code].total += weight * before[code];
  }
  const auto is_changed = [&](const Variant& variant) {
    return (ReadBy(criterion.key()) & variant.changed) != 0;
  };
  for (size_t first = 0; first < variants.size();) {
    size_t end = first;
    while (end < variants.size() && is_changed(variants[end])) ++end;
    if (end > first) {
      AddDifference(query, criterion, weight, before, variants,
                    {.column = Index(criterion.column()), .first = first, .count = end - first});
    }
    first = std::max(end, first + 1);
  }
}

void WhatIfTables::AddDifference(const Query& query, const Criterion& criterion, int32_t weight,
                                 std::span<const int32_t> before, std::span<const Variant> variants,
                                 Difference difference) {
  const std::span<const uint32_t> codes(all_codes_.data(), before.size());
  difference.values.resize(before.size() * difference.count);
  std::vector<int32_t> after(before.size());
  for (size_t i = 0; i < difference.count; ++i) {
    const size_t v = difference.first + i;
    criterion.Rate(query, variants[v].person->today, codes, after);
    int32_t most = 0;
    for (size_t code = 0; code < before.size(); ++code) {
      const int32_t gain = weight * (after[code] - before[code]);
      difference.values[code * difference.count + i] = gain;
      most = std::max(most, gain);
    }
    most_gain_[v] += most;
  }
  differences_.push_back(std::move(difference));
}

// Where all codes of a column are alike, no row need be asked for its own.
void WhatIfTables::Finish() {
  for (size_t i = 0; i < drafts_.size(); ++i) {
    std::vector<Standing>& entries = drafts_[i];
    if (entries.empty()) continue;
    const Standing& first = entries.front();
    const auto same_verdicts = [&](const Standing& entry) {
      return entry.fails == first.fails && entry.unknown == first.unknown &&
             entry.after == first.after;
    };
    const bool judged_alike = std::all_of(entries.begin(), entries.end(), same_verdicts);
    const bool alike =
        judged_alike && std::all_of(entries.begin(), entries.end(), [&](const Standing& entry) {
          return entry.total == first.total;
        });
    ColumnGroup& group = IsOfVacancy(static_cast<ColumnId>(i)) ? of_vacancy_ : of_row_;
    if (alike) {
      common_.Add(first);
    } else if (judged_alike) {
      ScoredColumn scored{i, {}};
      for (const Standing& entry : entries) scored.totals.push_back(entry.total);
      common_.Add({0, first.fails, first.unknown, first.after});
      group.scored.push_back(std::move(scored));
    } else {
      group.judged.push_back({i, std::move(entries)});
    }
    std::vector<VariantSet>& furthering = furthering_drafts_[i];
    const bool furthers =
        std::any_of(furthering.begin(), furthering.end(), [](VariantSet set) { return set != 0; });
    if (furthers) furthering_.push_back({i, std::move(furthering)});
  }
}

}  // namespace passung
