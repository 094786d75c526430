#include "engine/search/mentee_search.h"

#include <algorithm>

#include "engine/search/mentee_judge.h"
#include "engine/search/wave_queue.h"

namespace passung {
namespace {

// Somebody found in a group.
struct Found {
  uint32_t entry : 31;    // its position
  uint32_t is_loose : 1;  // bounded as somebody with the best of all but claims and way
};

// Who was found and, by slot, who was scored and not judged yet.
struct MenteeQueues {
  WaveQueue<Found> found;
  WaveQueue<uint32_t> scored;
};

// Its memory is used by one question after the other.
MenteeQueues& ThisThreadsQueues() {
  thread_local MenteeQueues queues;
  return queues;
}

class MenteeSearcher {
 public:
  MenteeSearcher(const Query& query, const SingleVacancy& single, const SnapshotImpl& snapshot,
                 const SearchOptions& options, CardFacts& facts, MenteeRules& rules)
      : single_(single),
        snapshot_(snapshot),
        index_(snapshot.mentee_index()),
        options_(options),
        best_(options.limit),
        judge_(query, single, snapshot, facts, rules),
        jobs_(judge_.jobs()),
        scores_(judge_.scores()),
        found_(ThisThreadsQueues().found),
        scored_(ThisThreadsQueues().scored),
        is_scored_(snapshot.mentees().base_size()) {
    found_.Clear();
    scored_.Clear();
  }

  std::vector<Hit> Run() {
    const RecordSet& set = snapshot_.mentee_set();
    for (uint32_t slot = snapshot_.mentees().base_size(); slot < set.slots; ++slot) Score(slot);
    PutHomes();
    PutTravellers();
    std::stable_sort(groups_.begin(), groups_.end(),
                     [](const Groups& a, const Groups& b) { return a.most > b.most; });
    size_t opened = 0;
    while (true) {
      const auto wanted = static_cast<size_t>(std::max(kLeastWave, work_.scored / 4));
      const int32_t level = std::max(found_.LevelOf(wanted), best_.NeededScore());
      if (opened < groups_.size() && groups_[opened].most >= level) {
        Open(groups_[opened++], level);
        continue;
      }
      ScoreDownTo(level);
      JudgeDownTo(level);
      // Whoever is left, in a group or found, has less.
      if (level == 0 || !best_.MayEnter(level - 1, 0)) return best_.Sorted();
    }
  }

  const MenteeSearchWork& work() const { return work_; }

 private:
  using Item = WaveQueue<uint32_t>::Item;
  // Mentees scored at a time, at least.
  static constexpr int64_t kLeastWave = 32;
  static constexpr uint32_t kMostEntries = (uint32_t{1} << 31U) - 1;
  bool AsksForClosed() const { return options_.classes[Index(HitClass::kClosed)]; }

  // All groups of one class of occupations with homes, or with travel times, that bound alike.
  struct Groups {
    bool by_home;
    size_t job_class;
    int32_t way;   // of district_fit
    size_t where;  // position in homes_ or postal_codes_
    int32_t most;  // of anybody
  };

  void PutHomes() {
    std::vector<std::pair<int32_t, size_t>> homes;
    for (size_t home = 0; home < index_.homes().size(); ++home) {
      homes.emplace_back(scores_.HomeMost(index_.homes()[home]), home);
    }
    std::sort(homes.begin(), homes.end());
    for (size_t i = 0; i < homes.size();) {
      const int32_t way = homes[i].first;
      std::vector<size_t>& alike = homes_.emplace_back();
      for (; i < homes.size() && homes[i].first == way; ++i) alike.push_back(homes[i].second);
      PutGroups(true, way, homes_.size() - 1);
    }
  }

  // Travel times are known by place of work, not by home.
  void PutTravellers() {
    for (const Place& place : single_.vacancy.places) postal_codes_.push_back(place.postal_code);
    std::sort(postal_codes_.begin(), postal_codes_.end());
    postal_codes_.erase(std::unique(postal_codes_.begin(), postal_codes_.end()),
                        postal_codes_.end());
    ways_.resize(postal_codes_.size());
    for (size_t place = 0; place < postal_codes_.size(); ++place) {
      const MenteeIndex::Travellers* travellers = index_.TravellersTo(postal_codes_[place]);
      if (travellers == nullptr) continue;
      ways_[place].resize(static_cast<size_t>(travellers->longest) + 1, -1);
      // Nothing is better than a shorter way.
      PutGroups(false, WayOf(place, travellers->shortest), place);
    }
  }

  int32_t WayOf(size_t place, int16_t minutes) {
    int32_t& way = ways_[place][static_cast<size_t>(minutes)];
    if (way < 0) way = scores_.MinutesMost(postal_codes_[place], minutes);
    return way;
  }

  void PutGroups(bool by_home, int32_t way, size_t where) {
    for (size_t nth = 0; nth < jobs_.classes().size(); ++nth) {
      const int32_t most = jobs_.classes()[nth].most + way + scores_.RestMost();
      groups_.push_back({by_home, nth, way, where, most});
    }
  }

  void Open(const Groups& groups, int32_t level) {
    closely_from_ = level;
    const MenteeJobs::Bounds bounds = jobs_.BoundsOf(groups.job_class);
    for (const uint32_t occupation : jobs_.classes()[groups.job_class].occupations) {
      groups.by_home ? OpenHomes(groups, occupation, bounds)
                     : OpenTravellers(groups, occupation, bounds);
    }
  }

  void OpenHomes(const Groups& groups, uint32_t occupation, const MenteeJobs::Bounds& bounds) {
    for (const size_t home : homes_[groups.where]) {
      Find(index_.Of(occupation, home), groups.way, bounds);
    }
  }

  void OpenTravellers(const Groups& groups, uint32_t occupation, const MenteeJobs::Bounds& bounds) {
    const auto& all = index_.TravellersTo(postal_codes_[groups.where])->all;
    auto at = std::lower_bound(
        all.begin(), all.end(), occupation,
        [](const MenteeIndex::Traveller& a, uint32_t wanted) { return a.occupation < wanted; });
    for (auto of = at; of != all.end() && of->occupation == occupation; ++of) {
      __builtin_prefetch(&index_.EntryAt(of->entry));
    }
    for (; at != all.end() && at->occupation == occupation; ++at) {
      Find({&index_.EntryAt(at->entry), 1}, WayOf(groups.where, at->minutes), bounds);
    }
  }

  void Find(std::span<const MenteeIndex::Entry> entries, int32_t way,
            const MenteeJobs::Bounds& bounds) {
    work_.bounded += static_cast<int64_t>(entries.size());
    const MenteeScores::Rest rest(scores_);
    const int32_t needed = best_.NeededScore();
    for (const MenteeIndex::Entry& entry : entries) {
      index_.PrefetchAfter(entry);
      int32_t most = way + jobs_.Most(bounds, entry.claims);
      const bool closely = most + scores_.RestMost() >= closely_from_;
      most += closely ? rest.Most(entry) : scores_.RestMost();
      if (most < needed) continue;
      found_.Put(most, {index_.PlaceOf(entry) & kMostEntries, closely ? 0U : 1U});
    }
  }

  // Those who reach the level, loose bounds made close.
  void TakeWave(int32_t level) {
    const MenteeScores::Rest rest(scores_);
    wave_.clear();
    for (const auto& [bound, found] : found_.Take(level)) {
      const MenteeIndex::Entry& entry = index_.EntryAt(found.entry);
      int32_t most = bound;
      if (found.is_loose != 0) most += rest.Most(entry) - scores_.RestMost();
      if (most >= level) {
        index_.Prefetch(entry.slot);
        wave_.push_back({most, entry.slot});
      } else if (most >= best_.NeededScore()) {
        found_.Put(most, {found.entry, 0});
      }
    }
  }

  // Cards lie anywhere in memory: to wait for them one by one takes longer than to look at them.
  void ScoreDownTo(int32_t level) {
    TakeWave(level);
    for (const Item& item : wave_) index_.PrefetchDetails(index_.card(item.thing));
    for (const Item& item : wave_) scores_.Prefetch(index_.card(item.thing));
    for (const Item& item : wave_) {
      if (best_.MayEnter(item.bound, snapshot_.mentees().OrderOf(item.thing))) Score(item.thing);
    }
  }

  // Best first.
  void JudgeDownTo(int32_t level) {
    const std::span<const Item> wave = scored_.Take(level);
    by_score_.assign(wave.begin(), wave.end());
    std::sort(by_score_.begin(), by_score_.end(), [](const Item& a, const Item& b) {
      return a.bound != b.bound ? a.bound > b.bound : a.thing < b.thing;
    });
    for (const Item& item : by_score_) judge_.PrefetchJudging(item.thing);
    for (const Item& item : by_score_) {
      if (best_.MayEnter(item.bound, snapshot_.mentees().OrderOf(item.thing))) Judge(item.thing);
    }
  }

  // Of most one can tell from the card alone what they score where rules that look at parts let them
  // pass. Those without a card are judged at once.
  void Score(uint32_t slot) {
    const bool has_card = slot < is_scored_.size();
    if (has_card && is_scored_[slot]) return;
    if (has_card) is_scored_[slot] = true;
    if (!snapshot_.mentee_set().Has(slot)) return;
    ++work_.scored;
    if (!has_card) return Judge(slot);
    const std::optional<int32_t> most = judge_.MostOf(
        slot, AsksRulesFirst() ? MenteeJudge::Rows::kPassing : MenteeJudge::Rows::kAll);
    if (most && best_.MayEnter(*most, snapshot_.mentees().OrderOf(slot))) {
      scored_.Put(*most, slot);
      __builtin_prefetch(&snapshot_.mentees()[slot].residence);
    }
  }

  // Most of those with the best scores pass, so that the score comes first. Where many do not, it
  // saves more to ask rules before.
  bool AsksRulesFirst() const {
    return !AsksForClosed() && work_.judged >= 2 * static_cast<int64_t>(options_.limit);
  }

  void Judge(uint32_t slot) {
    ++work_.judged;
    const Hit hit = judge_.Judge(
        slot, AsksForClosed() ? MenteeJudge::Closed::kAskedFor : MenteeJudge::Closed::kLeftOut);
    if (options_.classes[Index(hit.hit_class)]) best_.Offer(hit);
  }

  const SingleVacancy& single_;
  const SnapshotImpl& snapshot_;
  const MenteeIndex& index_;
  const SearchOptions& options_;
  TopK best_;
  MenteeJudge judge_;
  MenteeJobs& jobs_;
  MenteeScores& scores_;
  WaveQueue<Found>& found_;
  WaveQueue<uint32_t>& scored_;
  int32_t closely_from_ = 0;  // who may reach this is bounded closely at once
  std::vector<Item> wave_;
  std::vector<Item> by_score_;
  std::vector<Groups> groups_;
  std::vector<std::vector<size_t>> homes_;  // positions of those that bound alike
  std::vector<std::string> postal_codes_;
  std::vector<std::vector<int32_t>> ways_;  // by place and minutes: what district_fit gives
  std::vector<bool> is_scored_;             // by slot
  MenteeSearchWork work_;
};

}  // namespace

std::vector<Hit> SearchMenteesBestFirst(const Query& query, const SingleVacancy& single,
                                        const SnapshotImpl& snapshot, const SearchOptions& options,
                                        MenteeSearchWork* work) {
  CardFacts facts(query, snapshot.mentee_index(), single.vacancy);
  MenteeRules rules(query, single, snapshot, facts);
  if (work != nullptr) *work = {};
  if (rules.FailEverybody() && !options.classes[Index(HitClass::kClosed)]) return {};
  MenteeSearcher searcher(query, single, snapshot, options, facts, rules);
  std::vector<Hit> hits = searcher.Run();
  if (work != nullptr) *work = searcher.work();
  return hits;
}

}  // namespace passung
