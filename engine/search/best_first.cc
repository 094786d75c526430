#include "engine/search/best_first.h"

#include <algorithm>
#include <cstddef>

#include "engine/search/bounds.h"
#include "engine/search/job_tiers.h"

namespace passung {
namespace {

constexpr size_t kCacheLine = 64;
// Half of all questions have fewer at a time.
constexpr size_t kFewNodes = 256;

enum class Level : uint8_t { kTier, kJob, kBlock, kChunk };

// A set of rows not yet looked into.
struct Node {
  int32_t bound = 0;         // no row scores more
  uint64_t first_order = 0;  // no row is of an earlier vacancy
  int32_t job_part = 0;      // what the job's criteria give; from kJob on
  Level level = Level::kTier;
  uint8_t column = 0;          // kTier
  uint8_t nearest = 0;         // kTier
  uint32_t position = 0;       // kJob
  const void* node = nullptr;  // Block or Chunk
  const Presence* presence = nullptr;
};

// The rules that may fail some row of a chunk; looked for when the first row asks.
struct Doubts {
  std::array<const Judge::Enforced*, kRuleCount> rules;
  size_t count = 0;
  bool known = false;
};

// For a heap with the most promising node on top.
bool IsLessPromising(const Node& a, const Node& b) {
  return a.bound != b.bound ? a.bound < b.bound : a.first_order > b.first_order;
}

class Searcher {
 public:
  Searcher(const VacancyRows& rows, const Judge& judge, Workspace& workspace,
           const SearchOptions& options, std::vector<OpenedChunk>* opened)
      : rows_(rows),
        index_(rows.index),
        columns_(rows.columns),
        judge_(judge),
        best_(options.limit),
        classes_(options.classes),
        all_classes_(classes_[0] && classes_[1] && classes_[2]),
        filter_(options.filter),
        opened_(opened),
        tiers_(rows.index.order(), judge, workspace),
        bounds_(judge, rows.index.bins()) {
    heap_.reserve(kFewNodes);
    gates_.reserve(judge.rules().size());
    for (const Judge::Enforced& of : judge.rules()) {
      gates_.emplace_back(judge, of, index_.bins()[Index(of.column)]);
      const auto binned = std::find(kBinnedColumns.begin(), kBinnedColumns.end(), of.column);
      if (binned == kBinnedColumns.end()) continue;
      binned_gates_.push_back(
          {&gates_.back(), static_cast<size_t>(binned - kBinnedColumns.begin())});
    }
  }

  std::vector<Hit> Run() {
    PushTiers();
    while (!heap_.empty()) {
      std::pop_heap(heap_.begin(), heap_.end(), IsLessPromising);
      const Node node = heap_.back();
      heap_.pop_back();
      if (!best_.MayEnter(node.bound, node.first_order)) break;
      if (!heap_.empty()) Prefetch(heap_.front());
      Open(node);
    }
    return best_.Sorted();
  }

  const SearchWork& work() const { return work_; }

 private:
  // The order of a vacancy is looked up in a tie only.
  bool MayEnter(int32_t score, uint32_t slot) const {
    const int32_t needed = best_.NeededScore();
    return score != needed ? score > needed : best_.MayEnter(score, rows_.vacancies.OrderOf(slot));
  }

  void Push(const Node& node) {
    ++work_.nodes;
    if (!best_.MayEnter(node.bound, node.first_order)) return;
    heap_.push_back(node);
    std::push_heap(heap_.begin(), heap_.end(), IsLessPromising);
  }

  // Fetches what is read first of the node that is probably opened next.
  static void Prefetch(const Node& next) {
    if (next.level != Level::kChunk) return;
    const auto* first = static_cast<const char*>(next.node);
    for (size_t at = 0; at < offsetof(Chunk, strips); at += kCacheLine) {
      __builtin_prefetch(first + at);
    }
  }

  void PushTiers() {
    for (size_t relation = 0; relation < EnumCount<OccupationRelation>(); ++relation) {
      for (size_t column = 0; column < kColumnCount; ++column) {
        Node node{.level = Level::kTier,
                  .column = static_cast<uint8_t>(column),
                  .nearest = static_cast<uint8_t>(relation)};
        node.bound = bounds_.OfAny();
        for (const Judge::Weighted& of : judge_.job_criteria()) {
          const auto& criterion = static_cast<const JobCriterion&>(*of.criterion);
          node.bound += of.weight * criterion.BestPoints(judge_.query(), judge_.person().today,
                                                         static_cast<OccupationRelation>(relation),
                                                         static_cast<Column>(column));
        }
        Push(node);
      }
    }
  }

  bool MayPass(const Presence& presence) {
    if (filter_ != nullptr && !filter_->MayPass(presence)) return false;
    return std::all_of(gates_.begin(), gates_.end(), [&](ColumnGate& gate) {
      return gate.MayPass(presence.bins[Index(gate.rule().column)]);
    });
  }

  void Open(const Node& node) {
    if (node.level == Level::kTier) {
      tiers_.ForEach(static_cast<OccupationRelation>(node.nearest),
                     static_cast<Column>(node.column),
                     [this](uint32_t position) { PushJob(position); });
      return;
    }
    if (node.level == Level::kJob && work_.first_bound == 0) work_.first_bound = node.bound;
    if (!MayPass(*node.presence)) {
      ++work_.ruled_out;
      return;
    }
    switch (node.level) {
      case Level::kJob: {
        ++work_.jobs;
        const JobRows& job = index_.job(node.position);
        for (size_t i = 0; i < job.parts.size(); ++i) {
          PushPart(node, Level::kBlock, job.parts[i].get(), job.presence[i]);
        }
        break;
      }
      case Level::kBlock: {
        ++work_.blocks;
        const Block& block = *static_cast<const Block*>(node.node);
        for (size_t i = 0; i < block.parts.size(); ++i) {
          PushPart(node, Level::kChunk, block.parts[i].get(), block.presence[i]);
        }
        break;
      }
      default: {
        const Chunk& chunk = *static_cast<const Chunk*>(node.node);
        const int64_t offered = work_.offered;
        Scan(chunk, node);
        if (work_.offered == offered) ++work_.chunks_in_vain;
        if (opened_ != nullptr) opened_->push_back(Measure(chunk, node));
      }
    }
  }

  // How near the bound of a chunk comes to what is in it.
  OpenedChunk Measure(const Chunk& chunk, const Node& node) const {
    OpenedChunk opened{.bound = node.bound};
    for (uint32_t i = 0; i < chunk.size; ++i) {
      const uint32_t row = chunk.row(i);
      if (!rows_.IsLive(chunk.vacancy(i))) continue;
      const int32_t score = ScoreOf(row);
      opened.best = std::max(opened.best, score);
      if (IsFiltered(chunk.vacancy(i), row) || FailsRow(row)) continue;
      opened.best_listed = std::max(opened.best_listed, score);
    }
    return opened;
  }

  void PushJob(uint32_t position) {
    const Presence& presence = index_.job_presence(position);
    const int32_t job_part = tiers_.JobPart(position);
    if (!best_.MayEnter(job_part + bounds_.OfAny(), presence.first_order)) return;
    if (filter_ != nullptr && !filter_->PassesJob(index_.order().code_at(position))) return;
    Node node{.bound = job_part + bounds_.Of(presence),
              .first_order = presence.first_order,
              .job_part = job_part,
              .level = Level::kJob,
              .position = position,
              .presence = &presence};
    Push(node);
  }

  void PushPart(const Node& above, Level level, const void* part, const Presence& presence) {
    Node node{.bound = above.job_part + bounds_.Of(presence),
              .first_order = presence.first_order,
              .job_part = above.job_part,
              .level = level,
              .node = part,
              .presence = &presence};
    Push(node);
  }

  // A strip, or a row of one, that may still get in by its bound.
  struct Candidate {
    int32_t bound = 0;
    uint32_t at = 0;
  };

  // The most promising strips first, and in each the most promising rows: what gets in early keeps
  // the others out.
  void Scan(const Chunk& chunk, const Node& node) {
    ++work_.chunks;
    std::array<Candidate, kChunkStrips> strips;
    size_t count = 0;
    for (uint32_t s = 0; s < chunk.strip_count(); ++s) {
      const int32_t bound = node.job_part + bounds_.Of(chunk.presence[s]);
      if (!best_.MayEnter(bound, chunk.presence[s].first_order)) continue;
      if (MayPass(chunk.presence[s])) strips[count++] = {bound, s};
    }
    SortByBound(strips.data(), count);
    Doubts doubts;
    for (size_t n = 0; n < count; ++n) {
      const auto [bound, s] = strips[n];
      if (!best_.MayEnter(bound, chunk.presence[s].first_order)) continue;
      const uint32_t rows = std::min(kStripRows, chunk.size - s * kStripRows);
      ScanStrip(chunk.strips[s], rows, node, doubts);
    }
  }

  bool MayPass(const StripPresence& presence) {
    return std::all_of(binned_gates_.begin(), binned_gates_.end(), [&](const BinnedGate& gate) {
      return gate.gate->MayPass(presence.bins[gate.binned]);
    });
  }
  bool MayPass(const Strip& strip, uint32_t at) {
    return std::all_of(binned_gates_.begin(), binned_gates_.end(), [&](const BinnedGate& gate) {
      return gate.gate->MayPass(uint64_t{1} << strip.bins[gate.binned][at]);
    });
  }

  void ScanStrip(const Strip& strip, uint32_t rows, const Node& node, Doubts& doubts) {
    work_.rows += rows;
    std::array<int32_t, kStripRows> sums;
    sums.fill(node.job_part);
    bounds_.AddWithoutSkills(strip, sums);
    const int32_t needed = best_.NeededScore() - bounds_.OfAnySkills();
    std::array<Candidate, kStripRows> candidates;
    size_t count = 0;
    for (uint32_t at = 0; at < rows; ++at) {
      if (sums[at] < needed) continue;
      const int32_t bound = sums[at] + bounds_.OfSkills(strip, at);
      if (!MayEnter(bound, strip.vacancy[at]) || !MayPass(strip, at)) continue;
      columns_.Prefetch(strip.row[at]);
      candidates[count++] = {bound, at};
    }
    SortByBound(candidates.data(), count);
    for (size_t n = 0; n < count; ++n) Look(strip, candidates[n], node, doubts);
  }

  // By falling bound; equal ones stay as they are. They are few.
  static void SortByBound(Candidate* candidates, size_t count) {
    for (size_t n = 1; n < count; ++n) {
      const Candidate moved = candidates[n];
      size_t at = n;
      for (; at > 0 && candidates[at - 1].bound < moved.bound; --at) {
        candidates[at] = candidates[at - 1];
      }
      candidates[at] = moved;
    }
  }

  // Replaces the bound of a row by what it scores, as long as it may get in, and offers it.
  void Look(const Strip& strip, const Candidate& candidate, const Node& node, Doubts& doubts) {
    const auto [bound, at] = candidate;
    const uint32_t slot = strip.vacancy[at];
    const uint32_t row = strip.row[at];
    if (!MayEnter(bound, slot) || !rows_.IsLive(slot) || IsFiltered(slot, row)) return;
    ++work_.scored;
    int32_t score = bound;
    bool judged = false;
    for (const RowBounds::Part& part : bounds_.parts()) {
      // Skills come last, and reading them costs more than judging.
      if (part.binned == kScoredSkills) {
        if (FailsDoubtful(row, node, doubts)) return;
        judged = true;
      }
      score += judge_.Contribution(*part.of, columns_.CodeAt(part.of->column, row)) -
               bounds_.OfPart(part, strip, at);
      if (!MayEnter(score, slot)) return;
    }
    if (!judged && FailsDoubtful(row, node, doubts)) return;
    Offer({.score = score, .index = slot, .row = row, .order = rows_.vacancies.OrderOf(slot)});
  }

  bool FailsDoubtful(uint32_t row, const Node& node, Doubts& doubts) {
    if (!doubts.known) FindDoubts(*node.presence, doubts);
    return std::any_of(
        doubts.rules.begin(), doubts.rules.begin() + doubts.count,
        [&](const auto* of) { return judge_.Fails(*of, columns_.CodeAt(of->column, row)); });
  }

  void FindDoubts(const Presence& presence, Doubts& doubts) {
    for (ColumnGate& gate : gates_) {
      if (!gate.AllPass(presence.bins[Index(gate.rule().column)])) {
        doubts.rules[doubts.count++] = &gate.rule();
      }
    }
    doubts.known = true;
  }

  void Offer(const Hit& hit) {
    if (all_classes_) {
      ++work_.offered;
      best_.OfferRow(hit);
    } else if (IsAsked(hit)) {
      ++work_.offered;
      best_.Offer(hit);
    }
  }

  // Whether this is the row that counts of its vacancy, and its class is asked for.
  bool IsAsked(const Hit& hit) const {
    const uint32_t last = columns_.first_row[hit.index + 1];
    for (uint32_t row = columns_.first_row[hit.index]; row < last; ++row) {
      if (row == hit.row || IsFiltered(hit.index, row) || FailsRow(row)) continue;
      const int32_t score = ScoreOf(row);
      if (score > hit.score || (score == hit.score && row < hit.row)) return false;
    }
    return classes_[Index(ClassOf(judge_.query(), judge_.person(), columns_.Tuple(hit.row)))];
  }

  bool IsFiltered(uint32_t vacancy, uint32_t row) const {
    return filter_ != nullptr && !filter_->Passes(vacancy, row);
  }

  bool FailsRow(uint32_t row) const {
    return std::any_of(judge_.rules().begin(), judge_.rules().end(),
                       [&](const Judge::Enforced& of) {
                         return judge_.Fails(of, columns_.CodeAt(of.column, row));
                       });
  }

  int32_t ScoreOf(uint32_t row) const {
    int32_t score = 0;
    for (const auto* list : {&judge_.job_criteria(), &judge_.other_criteria()}) {
      for (const Judge::Weighted& of : *list) {
        score += judge_.Contribution(of, columns_.CodeAt(of.column, row));
      }
    }
    return score;
  }

  const VacancyRows rows_;
  const RowIndex& index_;
  const Columns& columns_;
  const Judge& judge_;
  TopK best_;
  std::array<bool, 4> classes_;
  bool all_classes_;
  const RowFilter* filter_;           // may be null
  std::vector<OpenedChunk>* opened_;  // may be null
  JobTiers tiers_;
  RowBounds bounds_;
  std::vector<ColumnGate> gates_;
  // Of rules whose column is binned row by row.
  struct BinnedGate {
    ColumnGate* gate;
    size_t binned;
  };
  std::vector<BinnedGate> binned_gates_;
  std::vector<Node> heap_;
  SearchWork work_;
};

}  // namespace

std::vector<Hit> SearchBestFirst(const VacancyRows& rows, const Judge& judge, Workspace& workspace,
                                 const SearchOptions& options, SearchWatch* watch) {
  Searcher searcher(rows, judge, workspace, options, watch == nullptr ? nullptr : watch->chunks);
  if (watch != nullptr && watch->prepared) watch->prepared();
  std::vector<Hit> hits = searcher.Run();
  if (watch != nullptr && watch->found) watch->found();
  if (watch != nullptr) watch->work = searcher.work();
  return hits;
}

}  // namespace passung
