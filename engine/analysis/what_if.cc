#include "engine/analysis/what_if.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "engine/criteria/registry.h"

namespace passung {
namespace {

// The rows of a vacancy as one variant sees them, without skills_fit, which all of them share.
struct Choice {
  RowWord word;
  uint32_t row = 0;
  bool any = false;  // some row passes the filter
};

// Keeps the better one: what no rule drops, then the higher total; the first of equal ones.
void Take(Choice& choice, RowWord word, uint32_t row) {
  const bool better =
      !choice.any || (word.fails() != choice.word.fails() ? choice.word.fails()
                                                          : word.total() > choice.word.total());
  if (better) choice = {word, row, true};
}

// Points of skills_fit, weighted, for whoever asks.
class SkillsPart {
 public:
  explicit SkillsPart(const Query& query)
      : query_(query), weight_(query.applied.weights[Index(CriterionKey::kSkillsFit)]) {}

  int32_t most() const { return weight_ * kMaxPoints; }
  int32_t Of(const Person& person, uint32_t code) const {
    if (weight_ == 0) return 0;
    return weight_ * criterion_.Points(query_, person.today, code);
  }
  bool ChangesWith(FactParts parts) const {
    return weight_ != 0 && (ReadBy(CriterionKey::kSkillsFit) & parts) != 0;
  }

 private:
  const Query& query_;
  const Criterion& criterion_ = *AllCriteria()[Index(CriterionKey::kSkillsFit)];
  const int32_t weight_;
};

// For whom a base score is high enough that a further look is worth it.
class Thresholds {
 public:
  void Add(size_t variant, int64_t needed) {
    needed_.emplace_back(needed, VariantSet{1} << variant);
  }
  void Finish() {
    std::sort(needed_.begin(), needed_.end());
    VariantSet all = 0;
    for (auto& [needed, set] : needed_) set = all |= set;
  }
  int64_t least() const { return needed_.empty() ? INT64_MAX : needed_.front().first; }
  VariantSet Reached(int64_t score) const {
    const auto end =
        std::upper_bound(needed_.begin(), needed_.end(), score,
                         [](int64_t value, const auto& entry) { return value < entry.first; });
    return end == needed_.begin() ? 0 : std::prev(end)->second;
  }

 private:
  std::vector<std::pair<int64_t, VariantSet>> needed_;  // rising; each set holds those before it
};

// Hits of one kind, of which a few are shown.
class Shown {
 public:
  explicit Shown(size_t limit) : limit_(limit), best_(std::max<size_t>(1, limit)) {}
  bool MayEnter(int32_t score, uint64_t order) const {
    return limit_ > 0 && best_.MayEnter(score, order);
  }
  void Offer(const Hit& hit) {
    if (limit_ > 0) best_.Offer(hit);
  }
  std::vector<Hit> Sorted() const { return limit_ > 0 ? best_.Sorted() : std::vector<Hit>(); }

 private:
  size_t limit_;
  TopK best_;
};

struct Tally {
  Tally(size_t limit, size_t examples) : top(limit), opened(examples), above(examples) {}
  StepGain gain;
  TopK top;
  Shown opened;
  Shown above;                 // those that enter the bar
  int32_t needed_for_top = 0;  // less is surely not among the first
  bool changes_skills = false;
  int32_t most_gain = 0;
};

// One pass for at most WhatIfTables::kMostVariants variants.
class Pass {
 public:
  Pass(const WhatIfQuestion& question, std::span<const Variant> variants)
      : question_(question),
        columns_(question.rows.columns),
        variants_(variants),
        tables_(question.query, question.base, variants),
        skills_(question.query) {
    tallies_.reserve(variants.size());
    for (size_t v = 0; v < variants.size(); ++v) {
      Tally& tally = tallies_.emplace_back(question.limit, question.examples);
      tally.changes_skills = skills_.ChangesWith(variants[v].changed);
      tally.most_gain = tables_.MostGainOf(v) + (tally.changes_skills ? skills_.most() : 0);
      tally.needed_for_top = LeastOfTop(v);
      for_top_.Add(v, int64_t{tally.needed_for_top} - tally.most_gain);
      for_bar_.Add(v, int64_t{question.bar} - tally.most_gain);
    }
    for_top_.Finish();
    for_bar_.Finish();
    least_needed_ = std::min(for_top_.least(), for_bar_.least()) - skills_.most();
  }

  void Run() {
    const VacancyRows& rows = question_.rows;
    uint32_t next = columns_.first_row[0];
    for (uint32_t slot = 0; slot < rows.slots; ++slot) {
      const uint32_t first = next;
      next = columns_.first_row[slot + 1];
      if (first == next || !rows.IsLive(slot)) continue;  // self-employment has no row
      if (question_.filter != nullptr && !question_.filter->PassesVacancy(slot)) continue;
      Visit(slot, first, next);
    }
  }

  const ClassCounts& before() const { return before_; }

  void TakeGains(std::vector<StepGain>& gains) {
    for (size_t v = 0; v < tallies_.size(); ++v) {
      Finish(v);
      gains.push_back(std::move(tallies_[v].gain));
    }
  }

 private:
  // A vacancy as it is now; its skills are looked at when first needed.
  struct Seen {
    uint32_t slot = 0;
    uint32_t first = 0;
    uint32_t last = 0;
    Choice now;
    std::optional<int32_t> skills_now;
  };

  bool PassesRow(uint32_t row) const {
    return question_.filter == nullptr || question_.filter->PassesRow(row);
  }
  uint64_t OrderOf(uint32_t slot) const { return question_.rows.vacancies.OrderOf(slot); }

  // All rows of a vacancy have the same skills.
  int32_t SkillsNow(Seen& seen) const {
    if (!seen.skills_now) {
      seen.skills_now =
          skills_.Of(question_.base, columns_.CodeAt(ColumnId::kSkills, seen.now.row));
    }
    return *seen.skills_now;
  }
  int32_t SkillsWith(size_t variant, Seen& seen) const {
    if (!tallies_[variant].changes_skills) return SkillsNow(seen);
    return skills_.Of(*variants_[variant].person, columns_.CodeAt(ColumnId::kSkills, seen.now.row));
  }

  void Visit(uint32_t slot, uint32_t first, uint32_t last) {
    words_.clear();
    Seen seen{.slot = slot, .first = first, .last = last, .now = {}, .skills_now = std::nullopt};
    VariantSet matters = 0;
    for (uint32_t row = first; row < last; ++row) {
      const Columns::Row codes = columns_.RowAt(row);
      RowWord word = tables_.common();
      VariantSet row_matters = 0;
      for (const WhatIfTables::Column& column : tables_.columns()) {
        const WhatIfTables::CodeEntry& entry = column.entries[codes[column.column]];
        word = word + entry.word;
        row_matters |= entry.matters;
      }
      words_.push_back(word);
      if (!PassesRow(row)) continue;
      Take(seen.now, word, row);
      matters |= row_matters;
    }
    if (!seen.now.any) return;
    Count(seen.now.word.hit_class());
    VariantSet worth = matters;
    if (!seen.now.word.fails() && seen.now.word.total() >= least_needed_) worth |= Reaching(seen);
    for (; worth != 0; worth &= worth - 1) {
      Compare(static_cast<size_t>(std::countr_zero(worth)), seen);
    }
  }

  void Count(HitClass hit_class) {
    switch (hit_class) {
      case HitClass::kOpen:
        ++before_.open;
        break;
      case HitClass::kLater:
        ++before_.later;
        break;
      case HitClass::kUnclear:
        ++before_.unclear;
        break;
      case HitClass::kClosed:
        ++before_.closed;
        break;
    }
  }

  // With whom a listed vacancy may come above the bar, or be among the first.
  VariantSet Reaching(Seen& seen) const {
    const int32_t score = seen.now.word.total() + SkillsNow(seen);
    VariantSet reaching = for_top_.Reached(score);
    if (score < question_.bar) reaching |= for_bar_.Reached(score);
    return reaching;
  }

  Choice ChoiceWith(size_t variant, uint32_t first, uint32_t last,
                    absl::Span<const RowWord> words) const {
    Choice choice;
    for (uint32_t row = first; row < last; ++row) {
      if (!PassesRow(row)) continue;
      const Columns::Row codes = columns_.RowAt(row);
      RowWord word = words[row - first];
      for (const WhatIfTables::Change& change : tables_.ChangesOf(variant)) {
        word = word + change.difference[codes[change.column]];
      }
      Take(choice, word, row);
    }
    return choice;
  }

  bool IsFurthered(size_t variant, uint32_t row) const {
    const Columns::Row codes = columns_.RowAt(row);
    const auto& changes = tables_.ChangesOf(variant);
    return std::any_of(changes.begin(), changes.end(), [&](const WhatIfTables::Change& change) {
      return change.furthers[codes[change.column]] != 0;
    });
  }

  void Compare(size_t variant, Seen& seen) {
    Tally& tally = tallies_[variant];
    StepGain& gain = tally.gain;
    const HitClass before = seen.now.word.hit_class();
    const Choice then = ChoiceWith(variant, seen.first, seen.last, words_);
    const HitClass after = then.word.hit_class();
    if (after == HitClass::kClosed) {
      if (before != HitClass::kClosed) ++gain.no_longer_listed;
      if (before == HitClass::kClosed && IsFurthered(variant, seen.now.row)) ++gain.furthers;
      return;
    }
    const bool listed = before == HitClass::kClosed;
    const bool open = before != HitClass::kOpen && after == HitClass::kOpen;
    if (listed) ++gain.becomes_listed;
    if (open) ++gain.becomes_open;
    if (listed || open) ++gain.opens;
    Score(variant, seen, then, listed || open);
  }

  // What needs the exact score.
  void Score(size_t variant, Seen& seen, const Choice& then, bool opened) {
    Tally& tally = tallies_[variant];
    const uint64_t order = OrderOf(seen.slot);
    const int32_t most = then.word.total() + skills_.most();
    const bool for_example = opened && tally.opened.MayEnter(most, order);
    if (!for_example && most < question_.bar && most < tally.needed_for_top) return;
    const Hit hit{.score = then.word.total() + SkillsWith(variant, seen),
                  .index = seen.slot,
                  .row = then.row,
                  .hit_class = then.word.hit_class(),
                  .order = order};
    if (for_example) tally.opened.Offer(hit);
    if (hit.score >= tally.needed_for_top) tally.top.Offer(hit);
    if (hit.score < question_.bar) return;
    const bool was_above =
        !seen.now.word.fails() && seen.now.word.total() + SkillsNow(seen) >= question_.bar;
    if (was_above) return;
    ++tally.gain.enters_bar;
    tally.above.Offer(hit);
  }

  // The words of a vacancy's rows that are not at hand.
  absl::InlinedVector<RowWord, 8> WordsOf(uint32_t slot) const {
    absl::InlinedVector<RowWord, 8> words;
    for (uint32_t row = columns_.first_row[slot]; row < columns_.first_row[slot + 1]; ++row) {
      words.push_back(tables_.WordOf(columns_, row));
    }
    return words;
  }

  Seen SeenAgain(uint32_t slot, absl::Span<const RowWord> words) const {
    Seen seen{.slot = slot,
              .first = columns_.first_row[slot],
              .last = columns_.first_row[slot + 1],
              .now = {},
              .skills_now = std::nullopt};
    for (uint32_t row = seen.first; row < seen.last; ++row) {
      if (PassesRow(row)) Take(seen.now, words[row - seen.first], row);
    }
    return seen;
  }

  // A score that the last of the first k has at least: that of the kth best of those that are the
  // best now. 0 where fewer of them are listed.
  int32_t LeastOfTop(size_t variant) const {
    std::vector<int32_t> scores;
    for (const Hit& hit : question_.best) {
      const auto words = WordsOf(hit.index);
      Seen seen = SeenAgain(hit.index, words);
      const Choice then = ChoiceWith(variant, seen.first, seen.last, words);
      if (!then.word.fails()) scores.push_back(then.word.total() + SkillsWith(variant, seen));
    }
    if (scores.size() < question_.limit) return 0;
    const auto kth = scores.begin() + static_cast<std::ptrdiff_t>(question_.limit) - 1;
    std::nth_element(scores.begin(), kth, scores.end(), std::greater<>());
    return *kth;
  }

  StepExample ExampleOf(size_t variant, uint32_t slot) const {
    const auto words = WordsOf(slot);
    Seen seen = SeenAgain(slot, words);
    const Choice then = ChoiceWith(variant, seen.first, seen.last, words);
    return {.vacancy = question_.rows.vacancies[slot].id,
            .score_before = seen.now.word.total() + SkillsNow(seen),
            .score_after = then.word.total() + SkillsWith(variant, seen),
            .class_before = seen.now.word.hit_class(),
            .class_after = then.word.hit_class(),
            .rank_after = 0};
  }

  void Finish(size_t variant) {
    Tally& tally = tallies_[variant];
    const std::vector<Hit> top = tally.top.Sorted();
    const auto first = question_.best.first(std::min(question_.best.size(), question_.limit));
    std::vector<Hit> entering;
    for (const Hit& hit : top) {
      tally.gain.top_gain += hit.score;
      const bool was_there = std::any_of(
          first.begin(), first.end(), [&](const Hit& before) { return before.index == hit.index; });
      if (!was_there) entering.push_back(hit);
    }
    for (const Hit& hit : first) tally.gain.top_gain -= hit.score;
    tally.gain.enters_top = static_cast<int64_t>(entering.size());
    AddExamples(variant, top, tally.opened.Sorted());
    AddExamples(variant, top, entering);
    AddExamples(variant, top, tally.above.Sorted());
  }

  void AddExamples(size_t variant, const std::vector<Hit>& top, const std::vector<Hit>& hits) {
    std::vector<StepExample>& examples = tallies_[variant].gain.examples;
    for (const Hit& hit : hits) {
      if (examples.size() >= question_.examples) return;
      StepExample example = ExampleOf(variant, hit.index);
      const bool is_there = std::any_of(examples.begin(), examples.end(), [&](const auto& other) {
        return other.vacancy == example.vacancy;
      });
      if (is_there) continue;
      const auto at = std::find_if(top.begin(), top.end(),
                                   [&](const Hit& other) { return other.index == hit.index; });
      if (at != top.end()) example.rank_after = static_cast<int32_t>(at - top.begin()) + 1;
      examples.push_back(std::move(example));
    }
  }

  const WhatIfQuestion& question_;
  const Columns& columns_;
  std::span<const Variant> variants_;
  const WhatIfTables tables_;
  const SkillsPart skills_;
  Thresholds for_top_;
  Thresholds for_bar_;
  int64_t least_needed_ = 0;  // of a total without skills, by anybody
  std::vector<Tally> tallies_;
  ClassCounts before_;
  absl::InlinedVector<RowWord, 16> words_;  // of the vacancy that is looked at
};

}  // namespace

WhatIfAnswer CompareVariants(const WhatIfQuestion& question, std::span<const Variant> variants) {
  WhatIfAnswer answer;
  do {  // also without variants: the counts before are asked for in any case
    const size_t count = std::min(variants.size(), WhatIfTables::kMostVariants);
    Pass pass(question, variants.first(count));
    pass.Run();
    answer.before = pass.before();
    pass.TakeGains(answer.gains);
    variants = variants.subspan(count);
  } while (!variants.empty());
  return answer;
}

}  // namespace passung
