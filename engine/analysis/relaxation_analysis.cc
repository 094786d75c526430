#include "engine/analysis/relaxation_analysis.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/analysis/analysis_options.h"
#include "engine/analysis/relaxation_catalogue.h"
#include "engine/analysis/shown_hits.h"
#include "engine/base/parallel.h"
#include "engine/search/search.h"

namespace passung {
namespace {

// The vacancy as it is and as it would be, with one set of codes: what they have in common is thought
// of once for each mentee.
class Versions {
 public:
  Versions(const Vacancy& vacancy, const std::vector<Relaxation>& relaxations,
           const KnowledgeImpl& knowledge)
      : places_(std::max<size_t>(1, vacancy.places.size())) {
    Append(vacancy, knowledge);
    for (const Relaxation& relaxation : relaxations) {
      Append(AfterRelaxation(vacancy, relaxation), knowledge);
    }
  }

  const Columns& columns() const { return columns_; }
  Hit BestOf(const QueryPlan& plan, size_t version) const {
    return BestRow(columns_, plan, versions_[version].first, versions_[version].last);
  }
  // The same occupation at the same place.
  uint32_t Counterpart(uint32_t row, size_t version) const {
    const size_t nth = row - versions_[0].first;
    const Version& other = versions_[version];
    return other.first + static_cast<uint32_t>(nth / places_ * other.places + nth % places_);
  }

 private:
  struct Version {
    uint32_t first = 0;
    uint32_t last = 0;
    size_t places = 1;
  };
  void Append(const Vacancy& vacancy, const KnowledgeImpl& knowledge) {
    const uint32_t first = columns_.row_count();
    AppendRows(vacancy, knowledge, columns_);
    versions_.push_back({first, columns_.row_count(), std::max<size_t>(1, vacancy.places.size())});
  }

  size_t places_;
  Columns columns_;
  std::vector<Version> versions_;
};

struct VersionTally {
  VersionTally(size_t limit, size_t examples) : top(limit), opened(examples), above(examples) {}
  ChangeGain gain;
  TopK top;
  ShownHits opened;
  ShownHits above;

  void Merge(const VersionTally& other) {
    gain.becomes_listed += other.gain.becomes_listed;
    gain.becomes_open += other.gain.becomes_open;
    gain.opens += other.gain.opens;
    gain.no_longer_listed += other.gain.no_longer_listed;
    gain.furthers += other.gain.furthers;
    gain.enters_bar += other.gain.enters_bar;
    top.Merge(other.top);
    opened.Merge(other.opened);
    above.Merge(other.above);
  }
};

// Of some of the mentees.
struct Part {
  ClassCounts before;
  std::vector<VersionTally> versions;  // the vacancy as it is first
};

class RelaxationAnalysis {
 public:
  RelaxationAnalysis(const SnapshotImpl& snapshot, const AppliedProfile& applied,
                     const Vacancy& vacancy, const RelaxationOptions& options)
      : snapshot_(snapshot),
        vacancy_(vacancy),
        options_(options),
        relaxations_(RelaxationsOf(vacancy, snapshot.knowledge_impl().districts())),
        versions_(vacancy, relaxations_, snapshot.knowledge_impl()),
        query_{snapshot.knowledge_impl(), applied, options.match.as_of,
               versions_.columns().dictionaries, options.match.frozen} {}

  RelaxationReport Run() {
    const Part whole = JudgeEverybody();
    RelaxationReport report;
    report.before = whole.before;
    report.bar = options_.bar;
    const std::vector<Hit> top_before = whole.versions[0].top.Sorted();
    for (size_t i = 0; i < relaxations_.size(); ++i) {
      report.relaxations.push_back(
          {relaxations_[i], GainOf(i + 1, whole.versions[i + 1], top_before)});
    }
    std::stable_sort(report.relaxations.begin(), report.relaxations.end(),
                     [](const RelaxationResult& a, const RelaxationResult& b) {
                       const auto worth = [](const ChangeGain& gain) {
                         return std::tuple(-gain.opens, -gain.furthers, -gain.enters_top,
                                           -gain.enters_bar, -gain.top_gain);
                       };
                       return worth(a.gain) < worth(b.gain);
                     });
    return report;
  }

 private:
  Part JudgeEverybody() const {
    constexpr uint32_t kBlock = 256;
    const uint32_t slots = snapshot_.mentee_set().slots;
    const uint32_t blocks = (slots + kBlock - 1) / kBlock;
    const auto threads = static_cast<uint32_t>(options_.match.threads);
    std::vector<Part> parts(threads);
    const VersionTally empty(static_cast<size_t>(options_.match.limit),
                             static_cast<size_t>(options_.examples));
    for (Part& part : parts) part.versions.assign(relaxations_.size() + 1, empty);
    ParallelFor(threads, options_.match.threads, [&](size_t n) {
      for (auto block = static_cast<uint32_t>(n); block < blocks; block += threads) {
        const uint32_t end = std::min(slots, (block + 1) * kBlock);
        for (uint32_t slot = block * kBlock; slot < end; ++slot) {
          if (snapshot_.mentee_set().Has(slot)) JudgeOne(slot, parts[n]);
        }
      }
    });
    for (size_t n = 1; n < parts.size(); ++n) {
      parts[0].before.open += parts[n].before.open;
      parts[0].before.later += parts[n].before.later;
      parts[0].before.unclear += parts[n].before.unclear;
      parts[0].before.closed += parts[n].before.closed;
      for (size_t v = 0; v < parts[0].versions.size(); ++v) {
        parts[0].versions[v].Merge(parts[n].versions[v]);
      }
    }
    return std::move(parts[0]);
  }

  void JudgeOne(uint32_t slot, Part& part) const {
    const Person person(query_, snapshot_.mentees()[slot]);
    const QueryPlan plan = Compile(query_, person);
    const Hit before = HitOf(plan, 0, slot);
    part.before.Count(before.hit_class);
    if (before.hit_class != HitClass::kClosed) part.versions[0].top.Offer(before);
    for (size_t v = 1; v < part.versions.size(); ++v) {
      const Hit after = HitOf(plan, v, slot);
      const bool furthered =
          before.hit_class != HitClass::kOpen && IsFurthered(plan, person, before.row, v);
      Compare(before, after, furthered, part.versions[v]);
    }
  }

  Hit HitOf(const QueryPlan& plan, size_t version, uint32_t slot) const {
    Hit hit = versions_.BestOf(plan, version);
    hit.index = slot;
    hit.order = snapshot_.mentees().OrderOf(slot);
    return hit;
  }

  void Compare(const Hit& before, const Hit& after, bool furthered, VersionTally& tally) const {
    const bool was = before.hit_class != HitClass::kClosed;
    const bool is = after.hit_class != HitClass::kClosed;
    const bool open = before.hit_class != HitClass::kOpen && after.hit_class == HitClass::kOpen;
    if (is && !was) ++tally.gain.becomes_listed;
    if (open) ++tally.gain.becomes_open;
    if (open || (is && !was)) {
      ++tally.gain.opens;
      tally.opened.Offer(after);
    } else if (was && !is) {
      ++tally.gain.no_longer_listed;
    } else if (furthered) {
      ++tally.gain.furthers;
    }
    if (!is) return;
    tally.top.Offer(after);
    if (after.score < options_.bar || (was && before.score >= options_.bar)) return;
    ++tally.gain.enters_bar;
    tally.above.Offer(after);
  }

  // Whether an enforced rule is better off with the combination that counts now, or fails but names
  // another way.
  bool IsFurthered(const QueryPlan& plan, const Person& person, uint32_t row,
                   size_t version) const {
    const Columns& columns = versions_.columns();
    const uint32_t other = versions_.Counterpart(row, version);
    return std::any_of(plan.rules.begin(), plan.rules.end(), [&](const RuleTable& table) {
      const uint32_t code = columns.CodeAt(table.column, row);
      const uint32_t then = columns.CodeAt(table.column, other);
      if (code == then) return false;
      if (table.verdicts[then] != table.verdicts[code]) {
        return table.verdicts[then] < table.verdicts[code];
      }
      return table.verdicts[code] == static_cast<uint8_t>(Verdict::kFail) &&
             JudgeAhead(query_, person, *table.rule, code).step !=
                 JudgeAhead(query_, person, *table.rule, then).step;
    });
  }

  ChangeGain GainOf(size_t version, const VersionTally& tally,
                    const std::vector<Hit>& top_before) const {
    ChangeGain gain = tally.gain;
    const std::vector<Hit> top = tally.top.Sorted();
    const std::vector<Hit> entering = EnteringTop(top_before, top, gain);
    for (const std::vector<Hit>& hits : {tally.opened.Sorted(), entering, tally.above.Sorted()}) {
      AddExamples(hits, top, static_cast<size_t>(options_.examples), gain.examples,
                  [&](const Hit& hit) { return ExampleOf(version, hit); });
    }
    return gain;
  }

  ChangeExample ExampleOf(size_t version, const Hit& hit) const {
    const Mentee& mentee = snapshot_.mentees()[hit.index];
    const Person person(query_, mentee);
    const QueryPlan plan = Compile(query_, person);
    const Hit before = versions_.BestOf(plan, 0);
    const Hit after = versions_.BestOf(plan, version);
    return {.mentee = mentee.id,
            .vacancy = vacancy_.id,
            .score_before = before.score,
            .score_after = after.score,
            .class_before = before.hit_class,
            .class_after = after.hit_class,
            .rank_after = 0};
  }

  const SnapshotImpl& snapshot_;
  const Vacancy& vacancy_;
  const RelaxationOptions& options_;
  const std::vector<Relaxation> relaxations_;
  const Versions versions_;
  const Query query_;
};

}  // namespace

absl::Status Validate(const RelaxationOptions& options) {
  return CheckAnalysis(options.match, options.bar, options.examples);
}

RelaxationReport AnalyzeRelaxationsOf(const SnapshotImpl& snapshot, const AppliedProfile& applied,
                                      const Vacancy& vacancy, const RelaxationOptions& options) {
  return RelaxationAnalysis(snapshot, applied, vacancy, options).Run();
}

}  // namespace passung
