#include "engine/search/best_first.h"

#include <algorithm>
#include <tuple>

#include "engine/search/bounds.h"
#include "engine/search/job_tiers.h"

namespace passung {
namespace {

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
        tiers_(rows.index.order(), judge, workspace) {
    for (const Judge::Weighted& of : judge.other_criteria()) {
      const auto scored = std::find(kScoredColumns.begin(), kScoredColumns.end(), of.column);
      bounds_.push_back({&of, static_cast<size_t>(scored - kScoredColumns.begin()),
                         ColumnBound(judge, of, index_.bins()[Index(of.column)])});
    }
    // What differs most first: it rules out most. Skills last: they are the dearest to work out.
    std::sort(bounds_.begin(), bounds_.end(), [](const Bounded& a, const Bounded& b) {
      const auto key = [](const Bounded& bounded) {
        const bool dear = bounded.of->column == ColumnId::kSkills;
        return std::tuple(dear, -bounded.of->weight, bounded.of->column);
      };
      return key(a) < key(b);
    });
    for (const Judge::Enforced& of : judge.rules()) {
      gates_.emplace_back(judge, of, index_.bins()[Index(of.column)]);
    }
  }

  std::vector<Hit> Run() {
    PushTiers();
    while (!heap_.empty()) {
      std::pop_heap(heap_.begin(), heap_.end(), IsLessPromising);
      const Node node = heap_.back();
      heap_.pop_back();
      if (!best_.MayEnter(node.bound, node.first_order)) break;
      Open(node);
    }
    return best_.Sorted();
  }

  const SearchWork& work() const { return work_; }

 private:
  struct Bounded {
    const Judge::Weighted* of;
    size_t scored;  // index in kScoredColumns
    ColumnBound bound;
  };

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

  int32_t BoundOf(const Presence& presence) const {
    int32_t sum = 0;
    for (const Bounded& bounded : bounds_) {
      sum += bounded.bound.Of(presence.bins[Index(bounded.of->column)]);
    }
    return sum;
  }

  void PushTiers() {
    for (const Bounded& bounded : bounds_) others_ += bounded.bound.Of(~uint64_t{0});
    for (size_t relation = 0; relation < EnumCount<OccupationRelation>(); ++relation) {
      for (size_t column = 0; column < kColumnCount; ++column) {
        Node node{.level = Level::kTier,
                  .column = static_cast<uint8_t>(column),
                  .nearest = static_cast<uint8_t>(relation)};
        node.bound = others_;
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
        Scan(chunk, *node.presence, node.job_part);
        if (work_.offered == offered) ++work_.chunks_in_vain;
        if (opened_ != nullptr) opened_->push_back(Measure(chunk, node));
      }
    }
  }

  // How near the bound of a chunk comes to what is in it.
  OpenedChunk Measure(const Chunk& chunk, const Node& node) const {
    OpenedChunk opened{.bound = node.bound};
    for (uint32_t i = 0; i < chunk.size; ++i) {
      if (!rows_.IsLive(chunk.vacancy[i])) continue;
      const int32_t score = ScoreOf(chunk.row[i]);
      opened.best = std::max(opened.best, score);
      if (IsFiltered(chunk.vacancy[i], chunk.row[i]) || FailsRow(chunk.row[i])) continue;
      opened.best_listed = std::max(opened.best_listed, score);
    }
    return opened;
  }

  void PushJob(uint32_t position) {
    const Presence& presence = index_.job_presence(position);
    const int32_t job_part = tiers_.JobPart(position);
    if (!best_.MayEnter(job_part + others_, presence.first_order)) return;
    if (filter_ != nullptr && !filter_->PassesJob(index_.order().code_at(position))) return;
    Node node{.bound = job_part + BoundOf(presence),
              .first_order = presence.first_order,
              .job_part = job_part,
              .level = Level::kJob,
              .position = position,
              .presence = &presence};
    Push(node);
  }

  void PushPart(const Node& above, Level level, const void* part, const Presence& presence) {
    Node node{.bound = above.job_part + BoundOf(presence),
              .first_order = presence.first_order,
              .job_part = above.job_part,
              .level = level,
              .node = part,
              .presence = &presence};
    Push(node);
  }

  void Scan(const Chunk& chunk, const Presence& presence, int32_t job_part) {
    ++work_.chunks;
    work_.rows += chunk.size;
    std::array<uint8_t, kChunkRows> rows;
    const size_t count = Sieve(chunk, presence, job_part, rows);
    if (count == 0) return;
    // Rules that may fail some row here.
    std::array<const Judge::Enforced*, kRuleCount> doubtful;
    size_t doubts = 0;
    for (ColumnGate& gate : gates_) {
      if (!gate.AllPass(presence.bins[Index(gate.rule().column)])) {
        doubtful[doubts++] = &gate.rule();
      }
    }
    for (size_t n = 0; n < count; ++n) {
      const uint32_t i = rows[n];
      int32_t bound = job_part;
      for (const Bounded& b : bounds_) bound += b.bound.by_bin()[chunk.bins[b.scored][i]];
      if (!MayEnter(bound, chunk.vacancy[i])) continue;
      if (!rows_.IsLive(chunk.vacancy[i])) continue;
      if (IsFiltered(chunk.vacancy[i], chunk.row[i])) continue;
      ++work_.scored;
      const CodeTuple& codes = chunk.rows[i].codes;
      int32_t score = job_part;
      for (const Bounded& b : bounds_) {
        score += judge_.Contribution(*b.of, codes[Index(b.of->column)]);
      }
      if (!MayEnter(score, chunk.vacancy[i])) continue;
      const bool fails =
          std::any_of(doubtful.begin(), doubtful.begin() + doubts,
                      [&](const auto* of) { return judge_.Fails(*of, codes[Index(of->column)]); });
      if (fails) continue;
      Offer({.score = score,
             .index = chunk.vacancy[i],
             .row = chunk.row[i],
             .order = rows_.vacancies.OrderOf(chunk.vacancy[i])});
    }
  }

  // Rows that may still get in by what the two weightiest columns say. Returns their number.
  size_t Sieve(const Chunk& chunk, const Presence& presence, int32_t job_part,
               std::array<uint8_t, kChunkRows>& rows) const {
    int32_t rest = job_part;
    for (size_t n = 2; n < bounds_.size(); ++n) {
      rest += bounds_[n].bound.Of(presence.bins[Index(bounds_[n].of->column)]);
    }
    const int32_t needed = best_.NeededScore();
    const auto keep = [&](auto&& sum_of) {
      size_t count = 0;
      for (uint32_t i = 0; i < chunk.size; ++i) {
        rows[count] = static_cast<uint8_t>(i);
        count += sum_of(i) >= needed ? 1 : 0;
      }
      return count;
    };
    if (bounds_.size() < 2) return keep([&](uint32_t) { return needed; });
    const auto& first = bounds_[0].bound.by_bin();
    const auto& second = bounds_[1].bound.by_bin();
    const auto& first_bins = chunk.bins[bounds_[0].scored];
    const auto& second_bins = chunk.bins[bounds_[1].scored];
    return keep([&](uint32_t i) { return rest + first[first_bins[i]] + second[second_bins[i]]; });
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
                         return judge_.Fails(of, columns_.codes[Index(of.column)][row]);
                       });
  }

  int32_t ScoreOf(uint32_t row) const {
    int32_t score = 0;
    for (const auto* list : {&judge_.job_criteria(), &judge_.other_criteria()}) {
      for (const Judge::Weighted& of : *list) {
        score += judge_.Contribution(of, columns_.codes[Index(of.column)][row]);
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
  std::vector<Bounded> bounds_;
  std::vector<ColumnGate> gates_;
  int32_t others_ = 0;  // the most that the criteria beside the job's give any row
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
