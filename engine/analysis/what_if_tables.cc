#include "engine/analysis/what_if_tables.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"

namespace passung {

WhatIfTables::WhatIfTables(const Query& query, const Person& base,
                           std::span<const Variant> variants)
    : changes_(variants.size()), most_gain_(variants.size()) {
  for (const Rule* rule : AllRules()) {
    if (query.profile().switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
    AddRule(query, *rule, base, variants);
  }
  for (const Criterion* criterion : AllCriteria()) {
    const int32_t weight = query.applied.weights[Index(criterion->key())];
    if (weight == 0 || criterion->key() == CriterionKey::kSkillsFit) continue;
    AddCriterion(query, *criterion, weight, base, variants);
  }
  Finish();
}

WhatIfTables::Draft& WhatIfTables::DraftOf(const Query& query, ColumnId column) {
  Draft& draft = drafts_[Index(column)];
  if (!std::exchange(draft.used, true)) draft.entries.resize(query.dictionaries.size(column));
  return draft;
}

WhatIfTables::Change& WhatIfTables::ChangeOf(const Query& query, size_t variant, ColumnId column) {
  std::vector<Change>& changes = changes_[variant];
  for (Change& change : changes) {
    if (change.column == column) return change;
  }
  // Another writer may have added codes since the column was drafted: no row of this snapshot has them.
  const size_t size = DraftOf(query, column).entries.size();
  changes.push_back({column, std::vector<RowWord>(size), std::vector<uint8_t>(size)});
  return changes.back();
}

void WhatIfTables::AddRule(const Query& query, const Rule& rule, const Person& base,
                           std::span<const Variant> variants) {
  Draft& draft = DraftOf(query, rule.column());
  const auto size = static_cast<uint32_t>(draft.entries.size());
  std::vector<Cell> before(size);
  std::vector<uint8_t> is_on_a_day(size);  // PASS_AFTER a day, which no grant brings nearer
  for (uint32_t code = 0; code < size; ++code) {
    const Finding finding = JudgeAhead(query, base, rule, code);
    before[code] = {finding.verdict, finding.step};
    is_on_a_day[code] = finding.from.has_value() ? 1 : 0;
    draft.entries[code].word = draft.entries[code].word + RowWord::Of(finding.verdict);
  }
  for (size_t v = 0; v < variants.size(); ++v) {
    const Variant& variant = variants[v];
    if ((ReadBy(rule.key()) & variant.changed) == 0) continue;
    Change& change = ChangeOf(query, v, rule.column());
    const bool only_granted =
        (ReadBy(rule.key()) & variant.changed) == PartsOf(FactPart::kPermission);
    for (uint32_t code = 0; code < size; ++code) {
      Cell after = before[code];
      bool on_a_day = is_on_a_day[code] != 0;
      if (!only_granted) {
        const Finding finding = JudgeAhead(query, *variant.person, rule, code);
        after = {finding.verdict, finding.step};
        on_a_day = finding.from.has_value();
      }
      if (after.verdict == Verdict::kPassAfter && !on_a_day &&
          (GrantedBy(after.step) & variant.granted) != 0) {
        after = {};
      }
      if (after == before[code]) continue;
      const bool failed = before[code].verdict == Verdict::kFail;
      if (after.verdict == before[code].verdict && !failed) continue;
      change.difference[code] =
          change.difference[code] + RowWord::Of(after.verdict) - RowWord::Of(before[code].verdict);
      if (failed) change.furthers[code] = 1;
      draft.entries[code].matters |= VariantSet{1} << v;
    }
  }
}

void WhatIfTables::AddCriterion(const Query& query, const Criterion& criterion, int32_t weight,
                                const Person& base, std::span<const Variant> variants) {
  Draft& draft = DraftOf(query, criterion.column());
  const size_t size = draft.entries.size();
  for (auto code = static_cast<uint32_t>(all_codes_.size()); code < size; ++code) {
    all_codes_.push_back(code);
  }
  const std::span<const uint32_t> codes(all_codes_.data(), size);
  std::vector<int32_t> before(size);
  criterion.Rate(query, base.today, codes, before);
  for (size_t code = 0; code < size; ++code) {
    draft.entries[code].word = draft.entries[code].word + RowWord::Of(weight * before[code]);
  }
  std::vector<int32_t> after(size);
  for (size_t v = 0; v < variants.size(); ++v) {
    if ((ReadBy(criterion.key()) & variants[v].changed) == 0) continue;
    Change& change = ChangeOf(query, v, criterion.column());
    criterion.Rate(query, variants[v].person->today, codes, after);
    int32_t most = 0;
    for (size_t code = 0; code < size; ++code) {
      change.difference[code] = change.difference[code] + RowWord::Of(weight * after[code]) -
                                RowWord::Of(weight * before[code]);
      most = std::max(most, after[code] - before[code]);
    }
    most_gain_[v] += weight * most;
  }
}

// Where all codes of a column are alike, no row need be asked for its own.
void WhatIfTables::Finish() {
  for (size_t i = 0; i < drafts_.size(); ++i) {
    std::vector<CodeEntry>& entries = drafts_[i].entries;
    if (entries.empty()) continue;
    const bool alike = std::all_of(entries.begin(), entries.end(), [&](const CodeEntry& entry) {
      return entry.word == entries.front().word && entry.matters == 0;
    });
    if (alike) {
      common_ = common_ + entries.front().word;
    } else {
      columns_.push_back({static_cast<ColumnId>(i), std::move(entries)});
    }
  }
}

RowWord WhatIfTables::WordOf(const passung::Columns& columns, uint32_t row) const {
  const passung::Columns::Row codes = columns.RowAt(row);
  RowWord word = common_;
  for (const Column& column : columns_) word = word + column.entries[codes[column.column]].word;
  return word;
}

}  // namespace passung
