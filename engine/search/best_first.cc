#include "engine/search/best_first.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <span>

#include "engine/base/prefetch.h"
#include "engine/search/bounds.h"
#include "engine/search/fetch_ahead.h"
#include "engine/search/gates.h"
#include "engine/search/job_tiers.h"
#include "engine/search/search_memory.h"
#include "engine/search/sifted_rows.h"

namespace passung {
namespace {

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
        bounds_(judge, rows.index.bins(), ThisThreadsKeptBounds()),
        gates_(judge, rows.index.bins()),
        memory_(ThisThreadsSearchMemory()),
        ahead_(rows.index, memory_, bounds_.skills() != nullptr) {}

  std::vector<Hit> Run() {
    for (size_t column = 0; column < kColumnCount; ++column) {
      PushTier(OccupationRelation::kSame5, static_cast<Column>(column));
    }
    const std::vector<Turn>& heap = memory_.heap;
    for (;;) {
      const bool more = !heap.empty() && !(heap.front() < needed_);
      if (more && fetched_.size() <= kDepth) {
        Fetch(TakeTop());
      } else if (!fetched_.empty()) {
        const Fetched next = fetched_.Take();
        if (MayEnter(memory_.nodes[next.node])) FetchOrOpen(next);
      } else if (!candidates_.empty()) {
        Look(candidates_.Take());
      } else if (!passing_.empty()) {
        LookAtSkills(passing_.Take());
      } else {
        break;
      }
    }
    work_.chunks_in_vain = std::count_if(memory_.chunks.begin(), memory_.chunks.end(),
                                         [](const OpenedRows& chunk) { return !chunk.offered; });
    return best_.Sorted();
  }

  const SearchWork& work() const { return work_; }

 private:
  // The order of a vacancy is looked up in a tie only.
  bool MayEnter(int32_t score, uint32_t slot) const {
    const int32_t needed = best_.NeededScore();
    return score != needed ? score > needed : best_.MayEnter(score, rows_.vacancies.OrderOf(slot));
  }

  void Push(const SearchNode& node) {
    ++work_.nodes;
    if (!MayEnter(node)) return;
    std::vector<Turn>& heap = memory_.heap;
    heap.emplace_back(node.bound, node.first_order, static_cast<uint32_t>(memory_.nodes.size()));
    memory_.nodes.push_back(node);
    std::push_heap(heap.begin(), heap.end());
  }

  bool MayEnter(const SearchNode& node) const {
    return best_.MayEnter(node.bound, node.first_order);
  }

  uint32_t TakeTop() {
    std::vector<Turn>& heap = memory_.heap;
    std::pop_heap(heap.begin(), heap.end());
    const uint32_t top = heap.back().node;
    heap.pop_back();
    return top;
  }

  // A node of which something is on its way from memory.
  struct Fetched {
    uint32_t node = 0;
    uint32_t stage = 0;  // how far it has come
  };
  void Fetch(uint32_t number) {
    const SearchNode& node = memory_.nodes[number];
    if (node.level == SearchLevel::kJob) {
      // Of the first one taken: it need not be the first one that is opened.
      if (work_.first_bound == 0) work_.first_bound = node.bound;
      // Bins tell much, and what they rule out need not be fetched.
      if (!gates_.MayPassAsJob(*node.presence)) {
        ++work_.ruled_out;
        return;
      }
    }
    FetchOrOpen({number, 0});
  }
  // Goes on with others as long as something of it is on its way.
  void FetchOrOpen(const Fetched& next) {
    if (ahead_.Ask(memory_.nodes[next.node], next.stage)) {
      fetched_.Push({next.node, next.stage + 1});
      return;
    }
    const SearchNode opened = memory_.nodes[next.node];  // nodes move when there are more of them
    Open(opened);
  }

  // The bound of a tier holds for the farther ones of its column, too (JobCriterion::BestPoints): the next one is
  // pushed when it is opened. Most never are.
  void PushTier(OccupationRelation from, Column column) {
    for (size_t relation = Index(from); relation < EnumCount<OccupationRelation>(); ++relation) {
      const auto nearest = static_cast<OccupationRelation>(relation);
      if (tiers_.IsEmpty(nearest, column)) continue;
      int32_t bound = bounds_.OfAny();
      for (const Judge::Weighted& of : judge_.job_criteria()) {
        const auto& criterion = static_cast<const JobCriterion&>(*of.criterion);
        bound += of.weight *
                 criterion.BestPoints(judge_.query(), judge_.person().today, nearest, column);
      }
      return Push({.level = SearchLevel::kTier,
                   .column = static_cast<uint8_t>(column),
                   .nearest = static_cast<uint8_t>(relation),
                   .bound = bound});
    }
  }

  void Open(const SearchNode& node) {
    switch (node.level) {
      case SearchLevel::kTier:
        OpenTier(node);
        break;
      case SearchLevel::kJob:
        OpenJobRows(node);
        break;
      case SearchLevel::kBlock:
        OpenBlock(node);
        break;
      case SearchLevel::kChunk:
        OpenChunk(node);
        break;
      case SearchLevel::kStrip:
        ScanStrip(node.within, node.number);
        break;
      case SearchLevel::kRows:
        TakeWaiting(node.number);
        break;
    }
  }

  // How near the bound of a chunk comes to what is in it.
  OpenedChunk Measure(const Chunk& chunk, int32_t bound) const {
    OpenedChunk opened{.bound = bound};
    for (uint32_t i = 0; i < chunk.size; ++i) {
      const uint32_t row = chunk.row(i);
      if (!rows_.IsLive(chunk.vacancy(i))) continue;
      const int32_t score = judge_.ScoreOf(columns_, row);
      opened.best = std::max(opened.best, score);
      if (IsFiltered(chunk.vacancy(i), row) || judge_.FailsRow(columns_, row)) continue;
      opened.best_listed = std::max(opened.best_listed, score);
    }
    return opened;
  }

  // What is known of a job lies elsewhere for each: it is asked for some jobs ahead.
  void OpenTier(const SearchNode& node) {
    constexpr size_t kAhead = 6;
    const auto nearest = static_cast<OccupationRelation>(node.nearest);
    const auto column = static_cast<Column>(node.column);
    if (nearest != OccupationRelation::kUnrelated) {
      PushTier(static_cast<OccupationRelation>(node.nearest + 1), column);
    }
    std::vector<uint32_t>& positions = memory_.positions;
    positions.clear();
    tiers_.ForEach(nearest, column, [&](uint32_t position) { positions.push_back(position); });
    for (size_t i = 0; i < positions.size() + kAhead; ++i) {
      if (i < positions.size()) {
        base::PrefetchBytes(&index_.job_presence(positions[i]), sizeof(Presence));
      }
      if (i >= kAhead) PushJob(positions[i - kAhead]);
    }
  }

  void PushJob(uint32_t position) {
    const Presence& presence = index_.job_presence(position);
    const int32_t job_part = tiers_.JobPart(position);
    if (!best_.MayEnter(job_part + bounds_.OfAny(), presence.first_order)) return;
    if (filter_ != nullptr && !filter_->PassesJob(index_.order().code_at(position))) return;
    Push({.level = SearchLevel::kJob,
          .number = position,
          .bound = job_part + bounds_.Of(presence),
          .first_order = presence.first_order,
          .job_part = job_part,
          .presence = &presence});
  }

  bool MayPass(const Presence& presence, const OpenedJob& job) {
    const bool passes = (filter_ == nullptr || filter_->MayPass(presence)) &&
                        gates_.MayPass(presence, job.gates) && gates_.MayPass(presence);
    if (!passes) ++work_.ruled_out;
    return passes;
  }

  void OpenJobRows(const SearchNode& node) {
    const JobRows& rows = index_.job(node.number);
    const OpenedJob job{.part = node.job_part, .gates = gates_.ForJob(*rows.codes)};
    const bool passes = (filter_ == nullptr || filter_->MayPass(*node.presence)) &&
                        gates_.MayPass(*node.presence, job.gates);
    if (!passes) {
      ++work_.ruled_out;
      return;
    }
    ++work_.jobs;
    memory_.jobs.push_back(job);
    const auto number = static_cast<uint32_t>(memory_.jobs.size() - 1);
    // Most jobs are a block, and many a chunk: there is nothing new to be learnt from its bound.
    if (rows.parts.size() == 1) {
      OpenBlockRows(number, *rows.parts.front());
      return;
    }
    for (size_t i = 0; i < rows.parts.size(); ++i) {
      PushPart(SearchLevel::kBlock, number, rows.parts[i], rows.presence[i]);
    }
  }

  void OpenBlock(const SearchNode& node) {
    if (!MayPass(*node.presence, memory_.jobs[node.within])) return;
    OpenBlockRows(node.within, *static_cast<const Block*>(node.part));
  }

  void OpenBlockRows(uint32_t job, const Block& block) {
    ++work_.blocks;
    if (block.parts.size() == 1) {
      OpenStrips(job, *block.parts.front(), block.presence.front());
      return;
    }
    for (size_t i = 0; i < block.parts.size(); ++i) {
      PushPart(SearchLevel::kChunk, job, block.parts[i], block.presence[i]);
    }
  }

  void PushPart(SearchLevel level, uint32_t job, const void* part, const Presence& presence) {
    Push({.level = level,
          .within = job,
          .bound = memory_.jobs[job].part + bounds_.Of(presence),
          .first_order = presence.first_order,
          .part = part,
          .presence = &presence});
  }

  void OpenChunk(const SearchNode& node) {
    if (!MayPass(*node.presence, memory_.jobs[node.within])) return;
    OpenStrips(node.within, *static_cast<const Chunk*>(node.part), *node.presence);
  }

  void OpenStrips(uint32_t in_job, const Chunk& chunk, const Presence& of_chunk) {
    const OpenedJob& job = memory_.jobs[in_job];
    ++work_.chunks;
    if (opened_ != nullptr) opened_->push_back(Measure(chunk, job.part + bounds_.Of(of_chunk)));
    memory_.chunks.push_back(
        {.chunk = &chunk, .job = in_job, .doubtful = gates_.DoubtfulOf(of_chunk, job.gates)});
    const auto number = static_cast<uint32_t>(memory_.chunks.size() - 1);
    for (uint32_t s = 0; s < chunk.strip_count(); ++s) {
      const StripPresence& presence = chunk.presence[s];
      const int32_t bound = job.part + bounds_.Of(presence);
      if (!best_.MayEnter(bound, presence.first_order)) continue;
      if (!gates_.MayPass(presence)) continue;
      Push({.level = SearchLevel::kStrip,
            .number = s,
            .within = number,
            .bound = bound,
            .first_order = presence.first_order});
    }
  }

  // A row of a strip that may still get in by its bound.
  struct Candidate {
    int32_t bound = 0;
    uint32_t at = 0;                 // in its strip
    uint32_t chunk = 0;              // number
    RowBounds::PartSet inexact = 0;  // parts that some row of the strip may be worth less in
    const Strip* strip = nullptr;
  };

  void ScanStrip(uint32_t in_chunk, uint32_t s) {
    const OpenedRows& opened = memory_.chunks[in_chunk];
    const Chunk& chunk = *opened.chunk;
    const Strip& strip = *chunk.strips[s];
    const uint32_t rows = std::min(kStripRows, chunk.size - s * kStripRows);
    work_.rows += rows;
    StripParts parts;
    gates_.AddBars(strip, chunk.presence[s], parts);
    const RowBounds::OfStrip of =
        bounds_.WithoutSkills(strip, chunk.presence[s], memory_.jobs[opened.job].part,
                              best_.NeededScore() - bounds_.OfAnySkills(), parts);
    const uint32_t all = rows == kStripRows ? ~uint32_t{0} : (uint32_t{1} << rows) - 1;
    std::array<Promise, kStripRows> promises;
    size_t count = 0;
    for (uint32_t left = of.enough & all; left != 0; left &= left - 1) {
      const auto at = static_cast<uint32_t>(std::countr_zero(left));
      const int32_t bound = of.sums[at] + bounds_.OfSkills(strip, at);
      if (MayEnter(bound, strip.names[at].slot)) promises[count++] = PromiseOf(bound, at);
    }
    TakeRows({promises.data(), count}, {.number = static_cast<uint32_t>(memory_.waiting.size()),
                                        .first = static_cast<uint32_t>(memory_.promises.size()),
                                        .chunk = in_chunk,
                                        .inexact = of.inexact,
                                        .strip = &strip,
                                        .first_order = chunk.presence[s].first_order});
  }

  // Rows that promised less than what was next.
  void TakeWaiting(uint32_t number) {
    const WaitingRows rows = memory_.waiting[number];
    std::array<Promise, kStripRows> promises;
    std::copy_n(&memory_.promises[rows.first], rows.count, promises.begin());
    TakeRows({promises.data(), rows.count}, rows);
  }

  // What a row must promise to be looked at before what is next in the heap. What skills add is bounded loosely, so
  // that rows seldom come as far as they promise: where they count, waiting costs more than looking.
  Promise PromiseNeeded() const {
    constexpr int32_t kLooseness = 2;
    if (memory_.heap.empty()) return 0;
    const int32_t needed = memory_.heap.front().bound() - kLooseness * bounds_.OfAnySkills();
    return PromiseOf(std::max(0, needed), kStripRows);
  }

  void TakeRows(std::span<const Promise> promises, const WaitingRows& rows) {
    SiftedRows sifted(PromiseNeeded());
    for (const Promise promise : promises) {
      if (sifted.Add(promise)) columns_.Prefetch(rows.strip->names[PlaceOf(promise)].row);
    }
    if (!sifted.waiting().empty()) Wait(sifted, rows);
    for (const Promise promise : sifted.now()) {
      candidates_.Push({BoundOf(promise), PlaceOf(promise), rows.chunk, rows.inexact, rows.strip});
      while (candidates_.size() > kDepth) Look(candidates_.Take());
    }
  }

  // Where they waited before there is room for them: they have become fewer.
  void Wait(const SiftedRows& sifted, WaitingRows rows) {
    const std::span<const Promise> promises = sifted.waiting();
    rows.count = static_cast<uint32_t>(promises.size());
    if (rows.number == memory_.waiting.size()) {
      memory_.promises.insert(memory_.promises.end(), promises.begin(), promises.end());
      memory_.waiting.push_back(rows);
    } else {
      std::copy(promises.begin(), promises.end(), memory_.promises.begin() + rows.first);
      memory_.waiting[rows.number] = rows;
    }
    Push({.level = SearchLevel::kRows,
          .number = rows.number,
          .bound = BoundOf(sifted.best_waiting()),
          .first_order = rows.first_order});
  }

  // Replaces the bound of a row by what it scores, as long as it may get in, and offers it.
  void Look(const Candidate& candidate) {
    const uint32_t at = candidate.at;
    const Strip& strip = *candidate.strip;
    const auto [slot, row] = strip.names[at];
    int32_t score = candidate.bound;
    if (!MayEnter(score, slot) || !rows_.IsLive(slot) || IsFiltered(slot, row)) return;
    ++work_.scored;
    const Columns::Row codes = columns_.RowAt(row);
    for (RowBounds::PartSet left = candidate.inexact; left != 0; left &= left - 1) {
      const RowBounds::Part& part = bounds_.parts()[static_cast<size_t>(std::countr_zero(left))];
      const uint8_t bin = strip.bins[part.binned][at];
      if ((part.bound->exact() >> bin & 1U) != 0) continue;
      score += judge_.Contribution(*part.of, codes[part.of->column]) - part.bound->by_bin()[bin];
      if (!MayEnter(score, slot)) return;
    }
    // Skills come last: reading them costs more than judging.
    if (gates_.Fails(memory_.chunks[candidate.chunk].doubtful, strip, at, codes)) return;
    Passing passing{.slot = slot, .row = row, .chunk = candidate.chunk};
    const Judge::Weighted* skills = bounds_.skills();
    if (skills == nullptr) return Offer(score, passing);
    passing.without_skills = score - bounds_.OfSkills(strip, at);
    passing.bound = score;
    passing.skills = codes[skills->column];
    FetchSkills(passing);
  }

  // A row that may get in if its skills are worth enough.
  struct Passing {
    int32_t bound = 0;
    int32_t without_skills = 0;
    uint32_t slot = 0;
    uint32_t row = 0;
    uint32_t chunk = 0;   // number
    uint32_t skills = 0;  // code
  };

  // What a vacancy names lies in two places, and where the second is, the first says: each is asked
  // for while rows that came before are looked at.
  void FetchSkills(const Passing& passing) {
    const auto& keys = judge_.query().dictionaries.skills;
    base::Prefetch(&keys[passing.skills]);
    if (!passing_.empty()) base::Prefetch(keys[passing_.last().skills].skills.data());
    passing_.Push(passing);
    while (passing_.size() > kDepth) LookAtSkills(passing_.Take());
  }

  // Hardly two vacancies name the same, so that nobody keeps what it is worth.
  void LookAtSkills(const Passing& passing) {
    if (!MayEnter(passing.bound, passing.slot)) return;
    const Judge::Weighted& skills = *bounds_.skills();
    const int32_t score =
        passing.without_skills + skills.weight * skills.criterion->Points(judge_.query(),
                                                                          judge_.person().today,
                                                                          passing.skills);
    if (MayEnter(score, passing.slot)) Offer(score, passing);
  }

  void Offer(int32_t score, const Passing& row) {
    const Hit hit{.score = score,
                  .index = row.slot,
                  .row = row.row,
                  .order = rows_.vacancies.OrderOf(row.slot)};
    if (all_classes_) {
      best_.OfferRow(hit);
    } else if (IsAsked(hit)) {
      best_.Offer(hit);
    } else {
      return;
    }
    if (best_.IsFull()) needed_ = Turn(best_.Worst().score, best_.Worst().order, 0);
    ++work_.offered;
    memory_.chunks[row.chunk].offered = true;
  }

  // Whether this is the row that counts of its vacancy, and its class is asked for.
  bool IsAsked(const Hit& hit) const {
    const uint32_t last = columns_.first_row[hit.index + 1];
    for (uint32_t row = columns_.first_row[hit.index]; row < last; ++row) {
      if (row == hit.row || IsFiltered(hit.index, row) || judge_.FailsRow(columns_, row)) continue;
      const int32_t score = judge_.ScoreOf(columns_, row);
      if (score > hit.score || (score == hit.score && row < hit.row)) return false;
    }
    return classes_[Index(ClassOf(judge_.query(), judge_.person(), columns_.Tuple(hit.row)))];
  }

  bool IsFiltered(uint32_t vacancy, uint32_t row) const {
    return filter_ != nullptr && !filter_->Passes(vacancy, row);
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
  Gates gates_;
  SearchMemory& memory_;
  const FetchAhead ahead_;
  // Of the worst kept hit, once there are enough. What waits behind it does not get in.
  Turn needed_{0, UINT64_MAX, 0};
  // How many nodes and rows are fetched from memory while others are looked at. Of more, some are looked at in vain.
  static constexpr size_t kDepth = 2;
  Ring<Fetched, 2 * kDepth> fetched_;       // nodes on their way from memory
  Ring<Candidate, 2 * kDepth> candidates_;  // rows on their way from memory
  Ring<Passing, 2 * kDepth> passing_;       // their skills on their way from memory
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
