#include "engine/analysis/what_if.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <optional>
#include <utility>

#include "engine/analysis/shown_hits.h"
#include "engine/analysis/variant_counter.h"
#include "engine/criteria/registry.h"

namespace passung {
namespace {

using Totals = std::array<int32_t, kMostVariants + 1>;  // by variant

// The row of a vacancy that counts, without skills_fit, which all of its rows share.
struct Choice {
  int32_t total = 0;
  HitClass hit_class = HitClass::kClosed;
  uint32_t row = 0;
  bool any = false;  // some row passes the filter
};

// Keeps the better one: what no rule drops, then the higher total; the first of equal ones.
void Take(Choice& choice, int32_t total, HitClass hit_class, uint32_t row) {
  const bool closed = hit_class == HitClass::kClosed;
  const bool was_closed = choice.hit_class == HitClass::kClosed;
  const bool better = !choice.any || (closed != was_closed ? was_closed : total > choice.total);
  if (better) choice = {total, hit_class, row, true};
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

// What one variant has met.
struct Tally {
  Tally(size_t limit, size_t examples) : top(limit), opened(examples), above(examples) {}
  int64_t enters_bar = 0;
  TopK top;
  ShownHits opened;
  ShownHits above;  // those that enter the bar
};

// One pass for at most kMostVariants variants.
class Pass {
 public:
  Pass(const WhatIfQuestion& question, std::span<const Variant> variants)
      : question_(question),
        columns_(question.rows.columns),
        variants_(variants),
        all_((VariantSet{1} << variants.size()) - 1),
        tables_(question.query, question.base, variants),
        skills_(question.query) {
    tallies_.assign(variants.size(), Tally(question.limit, question.examples));
    for (size_t v = 0; v < variants.size(); ++v) {
      if (skills_.ChangesWith(variants[v].changed)) changes_skills_ |= VariantSet{1} << v;
    }
    FindLeastOfTop();
    least_needed_ = INT32_MAX;
    for (size_t v = 0; v < variants.size(); ++v) {
      needed_[v] = std::min(needed_for_top_[v], question.bar);
      least_needed_ = std::min(least_needed_, needed_[v] - tables_.MostGainOf(v) - skills_.most());
    }
  }

  void Run() {
    const VacancyRows& rows = question_.rows;
    uint32_t next = columns_.first_row[0];
    for (uint32_t slot = 0; slot < rows.slots; ++slot) {
      const uint32_t first = next;
      next = columns_.first_row[slot + 1];
      if (first == next || !rows.IsLive(slot)) continue;  // self-employment has no row
      if (question_.filter != nullptr && !question_.filter->PassesVacancy(slot)) continue;
      See(slot, first, next);
      if (!now_.any) continue;
      before_.Count(now_.hit_class);
      CompareClasses();
      CompareScores();
    }
  }

  const ClassCounts& before() const { return before_; }

  void TakeGains(WhatIfAnswer& answer) {
    for (size_t v = 0; v < tallies_.size(); ++v) {
      answer.gains.push_back(GainOf(v));
      const std::vector<Hit> top = tallies_[v].top.Sorted();
      const int32_t before = question_.best.empty() ? 0 : question_.best.front().score;
      answer.best_gains.push_back((top.empty() ? 0 : top.front().score) - before);
    }
  }

 private:
  struct SeenRow {
    Standing standing;
    CodeTuple codes;
    uint32_t row = 0;
  };

  static bool Changes(VariantSet set, size_t variant) { return (set >> variant & 1U) != 0; }

  std::span<const SeenRow> seen() const { return {seen_.data(), seen_count_}; }

  // Looks at the rows of a vacancy that pass the filter. REQUIRES: there are rows.
  void See(uint32_t slot, uint32_t first, uint32_t last) {
    slot_ = slot;
    now_ = {};
    skills_now_.reset();
    seen_count_ = 0;
    if (seen_.size() < last - first) seen_.resize(last - first);
    Standing of_vacancy;
    for (uint32_t row = first; row < last; ++row) {
      SeenRow& seen = seen_[seen_count_];
      seen.codes = columns_.Tuple(row);
      if (row == first) of_vacancy = tables_.OfVacancy(seen.codes);
      if (question_.filter != nullptr && !question_.filter->PassesRow(row)) continue;
      seen.standing = of_vacancy;
      tables_.AddRow(seen.codes, seen.standing);
      seen.row = row;
      ++seen_count_;
      Take(now_, seen.standing.total, seen.standing.ClassOf(kBaseBit), row);
    }
  }
  void SeeAgain(uint32_t slot) {
    See(slot, columns_.first_row[slot], columns_.first_row[slot + 1]);
  }

  // All rows of a vacancy have the same skills.
  int32_t SkillsNow() {
    if (!skills_now_) {
      skills_now_ = skills_.Of(question_.base, columns_.CodeAt(ColumnId::kSkills, now_.row));
    }
    return *skills_now_;
  }
  int32_t SkillsWith(size_t variant) {
    if (!Changes(changes_skills_, variant)) return SkillsNow();
    return skills_.Of(*variants_[variant].person, columns_.CodeAt(ColumnId::kSkills, now_.row));
  }

  Choice ChoiceWith(size_t variant) const {
    Choice choice;
    for (const SeenRow& seen : seen()) {
      Take(choice, seen.standing.total + tables_.DifferenceOf(variant, seen.codes),
           seen.standing.ClassOf(VariantSet{1} << variant), seen.row);
    }
    return choice;
  }

  // Who changes the vacancy's class, for all variants at once.
  void CompareClasses() {
    VariantSet listed = 0;
    VariantSet open = 0;
    VariantSet not_open = 0;  // some row is listed, but not open
    for (const SeenRow& seen : seen()) {
      listed |= ~seen.standing.fails;
      open |= seen.standing.open();
      not_open |= ~seen.standing.fails & ~seen.standing.open();
    }
    if (now_.hit_class == HitClass::kOpen) {
      no_longer_listed_.Add(~listed & all_);
      return;
    }
    const bool was_closed = now_.hit_class == HitClass::kClosed;
    const VariantSet becomes_listed = was_closed ? listed & all_ : 0;
    const VariantSet lost = was_closed ? 0 : ~listed & all_;
    const VariantSet becomes_open = (open & ~not_open & all_) | OpenAmong(open & not_open & all_);
    const VariantSet opens = becomes_listed | becomes_open;
    becomes_listed_.Add(becomes_listed);
    becomes_open_.Add(becomes_open);
    opens_.Add(opens);
    no_longer_listed_.Add(lost);
    furthers_.Add(tables_.Furthered(columns_.Tuple(now_.row)) & all_ & ~opens & ~lost);
    if (question_.examples > 0) OfferOpened(opens);
  }

  // Of variants for which some rows are open and others not: those whose best row is.
  VariantSet OpenAmong(VariantSet undecided) const {
    if (undecided == 0) return 0;
    VariantSet open = 0;
    Totals best;
    best.fill(-1);
    for (const SeenRow& seen : seen()) {
      Totals totals;
      totals.fill(seen.standing.total);
      tables_.AddDifferences(seen.codes, totals);
      VariantSet better = 0;
      for (VariantSet left = undecided & ~seen.standing.fails; left != 0; left &= left - 1) {
        const auto variant = static_cast<size_t>(std::countr_zero(left));
        if (totals[variant] <= best[variant]) continue;
        best[variant] = totals[variant];
        better |= VariantSet{1} << variant;
      }
      open = (open & ~better) | (seen.standing.open() & better);
    }
    return open;
  }

  void OfferOpened(VariantSet opens) {
    if (opens == 0) return;
    int32_t most = 0;
    for (const SeenRow& seen : seen()) most = std::max(most, seen.standing.total);
    most += skills_.most();
    const uint64_t order = question_.rows.vacancies.OrderOf(slot_);
    for (; opens != 0; opens &= opens - 1) {
      const auto variant = static_cast<size_t>(std::countr_zero(opens));
      Tally& tally = tallies_[variant];
      if (!tally.opened.MayEnter(most + tables_.MostGainOf(variant), order)) continue;
      tally.opened.Offer(HitWith(variant, order));
    }
  }

  Hit HitWith(size_t variant, uint64_t order) {
    const Choice then = ChoiceWith(variant);
    return {.score = then.total + SkillsWith(variant),
            .index = slot_,
            .row = then.row,
            .hit_class = then.hit_class,
            .order = order};
  }

  // With whom the vacancy may come above the bar, or be among the first.
  void CompareScores() {
    VariantSet reaching = 0;
    for (const SeenRow& seen : seen()) {
      if (seen.standing.total >= least_needed_) reaching |= Reaching(seen);
    }
    if (reaching == 0) return;
    const uint64_t order = question_.rows.vacancies.OrderOf(slot_);
    const bool was_above = WasAbove();
    for (; reaching != 0; reaching &= reaching - 1) {
      const auto variant = static_cast<size_t>(std::countr_zero(reaching));
      Tally& tally = tallies_[variant];
      const Hit hit = HitWith(variant, order);
      if (hit.score >= needed_for_top_[variant]) tally.top.Offer(hit);
      if (was_above || hit.score < question_.bar) continue;
      ++tally.enters_bar;
      tally.above.Offer(hit);
    }
  }

  bool WasAbove() {
    return now_.hit_class != HitClass::kClosed && now_.total + SkillsNow() >= question_.bar;
  }

  VariantSet Reaching(const SeenRow& seen) {
    const VariantSet listed = ~seen.standing.fails & all_;
    if (listed == 0) return 0;
    Totals totals;
    totals.fill(seen.standing.total);
    tables_.AddDifferences(seen.codes, totals);
    if (Nearest(totals, needed_) + skills_.most() < 0) return 0;
    const Totals& needed = WasAbove() ? needed_for_top_ : needed_;
    VariantSet reaching = 0;
    for (size_t v = 0; v < variants_.size(); ++v) {
      const int32_t skills = Changes(changes_skills_, v) ? skills_.most() : SkillsNow();
      if (totals[v] + skills >= needed[v]) reaching |= VariantSet{1} << v;
    }
    return reaching & listed;
  }

  // How far the nearest of all variants lies above what it needs; below 0 where none reaches it.
  int32_t Nearest(const Totals& totals, const Totals& needed) const {
    int32_t nearest = INT32_MIN;
    for (size_t v = 0; v < variants_.size(); ++v) {
      nearest = std::max(nearest, totals[v] - needed[v]);
    }
    return nearest;
  }

  // A score that the last of the first k has at least: that of the kth best of those that are the
  // best now. 0 where fewer of them are listed.
  void FindLeastOfTop() {
    std::vector<std::vector<int32_t>> scores(variants_.size());
    for (const Hit& hit : question_.best) {
      SeeAgain(hit.index);
      Totals best;
      best.fill(-1);
      for (const SeenRow& seen : seen()) {
        Totals totals;
        totals.fill(seen.standing.total);
        tables_.AddDifferences(seen.codes, totals);
        for (size_t v = 0; v < variants_.size(); ++v) {
          if (!Changes(seen.standing.fails, v)) best[v] = std::max(best[v], totals[v]);
        }
      }
      for (size_t v = 0; v < variants_.size(); ++v) {
        if (best[v] >= 0) scores[v].push_back(best[v] + SkillsWith(v));
      }
    }
    for (size_t v = 0; v < variants_.size(); ++v) {
      if (scores[v].size() < question_.limit) continue;
      const auto kth = scores[v].begin() + static_cast<std::ptrdiff_t>(question_.limit) - 1;
      std::nth_element(scores[v].begin(), kth, scores[v].end(), std::greater<>());
      needed_for_top_[v] = *kth;
    }
  }

  ChangeExample ExampleOf(size_t variant, uint32_t slot) {
    SeeAgain(slot);
    const Choice then = ChoiceWith(variant);
    return {.mentee = question_.mentee,
            .vacancy = question_.rows.vacancies[slot].id,
            .score_before = now_.total + SkillsNow(),
            .score_after = then.total + SkillsWith(variant),
            .class_before = now_.hit_class,
            .class_after = then.hit_class,
            .rank_after = 0};
  }

  ChangeGain GainOf(size_t variant) {
    const Tally& tally = tallies_[variant];
    ChangeGain gain;
    gain.becomes_listed = becomes_listed_.Of(variant);
    gain.becomes_open = becomes_open_.Of(variant);
    gain.opens = opens_.Of(variant);
    gain.no_longer_listed = no_longer_listed_.Of(variant);
    gain.furthers = furthers_.Of(variant);
    gain.enters_bar = tally.enters_bar;
    const std::vector<Hit> top = tally.top.Sorted();
    const auto first = question_.best.first(std::min(question_.best.size(), question_.limit));
    const std::vector<Hit> entering = EnteringTop({first.begin(), first.end()}, top, gain);
    for (const std::vector<Hit>& hits : {tally.opened.Sorted(), entering, tally.above.Sorted()}) {
      AddExamples(hits, top, question_.examples, gain.examples,
                  [&](const Hit& hit) { return ExampleOf(variant, hit.index); });
    }
    return gain;
  }

  const WhatIfQuestion& question_;
  const Columns& columns_;
  const std::span<const Variant> variants_;
  const VariantSet all_;
  const WhatIfTables tables_;
  const SkillsPart skills_;
  VariantSet changes_skills_ = 0;
  Totals needed_for_top_{};   // less is surely not among the first
  Totals needed_{};           // less is neither that nor above the bar
  int32_t least_needed_ = 0;  // of a total without skills, by anybody
  std::vector<Tally> tallies_;
  ClassCounts before_;
  VariantCounter becomes_listed_;
  VariantCounter becomes_open_;
  VariantCounter opens_;
  VariantCounter no_longer_listed_;
  VariantCounter furthers_;
  // The vacancy that is looked at; its skills are when first needed.
  uint32_t slot_ = 0;
  std::vector<SeenRow> seen_;  // the first `seen_count_`
  size_t seen_count_ = 0;
  Choice now_;
  std::optional<int32_t> skills_now_;
};

}  // namespace

WhatIfAnswer CompareVariants(const WhatIfQuestion& question, std::span<const Variant> variants) {
  WhatIfAnswer answer;
  do {  // also without variants: the counts before are asked for in any case
    const size_t count = std::min(variants.size(), kMostVariants);
    Pass pass(question, variants.first(count));
    pass.Run();
    answer.before = pass.before();
    pass.TakeGains(answer);
    variants = variants.subspan(count);
  } while (!variants.empty());
  return answer;
}

}  // namespace passung
