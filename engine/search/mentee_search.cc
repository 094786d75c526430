#include "engine/search/mentee_search.h"

#include <algorithm>

#include "engine/base/prefetch.h"
#include "engine/search/mentee_judge.h"
#include "engine/search/wave_queue.h"

namespace passung {
namespace {

// Somebody found in a group. One number: fields of bits are read before they are written.
class Found {
 public:
  enum class Bound : uint8_t {
    kClose,
    kLoose,  // of somebody with the best of all but claims and way
  };
  Found() = default;
  Found(uint32_t entry, Bound bound) : number_(entry << 1U | static_cast<uint32_t>(bound)) {}
  uint32_t entry() const { return number_ >> 1U; }  // its position
  bool is_loose() const { return (number_ & 1U) != 0; }

 private:
  uint32_t number_ = 0;
};

// Somebody whose score is known, not judged yet.
struct Scored {
  uint32_t slot;
  uint32_t kept;  // as MenteeJudge::Most has it
};

// Memory that questions on one thread use one after the other.
struct MenteeSearchMemory {
  WaveQueue<Found> found;
  WaveQueue<Scored> scored;
  // Who was found below the level of the wave to come.
  std::vector<WaveQueue<Found>::Item> below;
  std::vector<int32_t> most;  // of those of a group who lie together
  std::vector<WaveQueue<Found>::Item>
      close;  // of a group: who may reach the level, by claims and way
};

MenteeSearchMemory& ThisThreadsSearchMemory() {
  thread_local MenteeSearchMemory memory;
  return memory;
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
        memory_(ThisThreadsSearchMemory()),
        found_(memory_.found),
        scored_(memory_.scored),
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
      const int32_t level = LevelOf(static_cast<size_t>(std::max(kLeastWave, work_.scored / 4)));
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
  struct InWave {
    int32_t bound;
    uint32_t slot;
  };
  // Mentees scored at a time, at least.
  static constexpr int64_t kLeastWave = 32;
  static constexpr int32_t kFloorStep = 500 * kWeightSum;  // 500 points
  static constexpr size_t kStretchesAhead = 20;
  static constexpr size_t kMostFetched = 512;  // bytes
  static constexpr size_t kMostClose = 128;
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
      homes.emplace_back(scores_.HomeMost(home), home);
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

  // Entries that lie one after the other, of mentees with the same way.
  struct Stretch {
    uint32_t first;  // its position
    uint32_t count;
    int32_t way;
  };

  // Those looked at next are on their way from memory meanwhile.
  void Open(const Groups& groups, int32_t level) {
    floor_ = level;
    stretches_.clear();
    for (const uint32_t occupation : jobs_.classes()[groups.job_class].occupations) {
      groups.by_home ? AddHomes(groups, occupation) : AddTravellers(groups, occupation);
    }
    const MenteeJobs::Bounds& bounds = jobs_.BoundsOf(groups.job_class);
    for (size_t nth = 0; nth < std::min(kStretchesAhead, stretches_.size()); ++nth) Fetch(nth);
    for (size_t nth = 0; nth < stretches_.size(); ++nth) {
      if (nth + kStretchesAhead < stretches_.size()) Fetch(nth + kStretchesAhead);
      BoundByClaims(stretches_[nth], bounds, level);
      // While their entries, which were fetched, are near.
      if (close_ >= kMostClose) BoundClosely(level);
    }
    BoundClosely(level);
  }

  void Fetch(size_t nth) const {
    const auto claims = index_.ClaimsAt(stretches_[nth].first, stretches_[nth].count);
    base::PrefetchBytes(claims.data(), std::min(claims.size_bytes(), kMostFetched));
  }

  void AddHomes(const Groups& groups, uint32_t occupation) {
    for (const size_t home : homes_[groups.where]) {
      const auto [first, count] = index_.PlacesOf(occupation, home);
      if (count > 0) stretches_.push_back({first, count, groups.way});
    }
  }

  void AddTravellers(const Groups& groups, uint32_t occupation) {
    const auto& all = index_.TravellersTo(postal_codes_[groups.where])->all;
    auto at = std::lower_bound(
        all.begin(), all.end(), occupation,
        [](const MenteeIndex::Traveller& a, uint32_t wanted) { return a.occupation < wanted; });
    for (; at != all.end() && at->occupation == occupation; ++at) {
      stretches_.push_back({at->entry, 1, WayOf(groups.where, at->minutes)});
    }
  }

  // Whoever cannot reach the level is left with that. Nobody can tell beforehand who can, so that
  // everybody is written down twice instead of a branch, and what is not right is written over.
  void BoundByClaims(const Stretch& stretch, const MenteeJobs::Bounds& bounds, int32_t level) {
    const uint32_t count = stretch.count;
    work_.bounded += static_cast<int64_t>(count);
    GrowTo(count, memory_.most);
    jobs_.MostOfEach(bounds, index_.ClaimsAt(stretch.first, count), stretch.way,
                     memory_.most.data());
    GrowTo(close_ + count, memory_.close);
    GrowTo(below_ + count, memory_.below);
    const int32_t rest = scores_.RestMost();
    const int32_t needed = best_.NeededScore();
    const int32_t* const all = memory_.most.data();
    const size_t close_before = close_;
    WaveQueue<Found>::Item* close = memory_.close.data() + close_;
    WaveQueue<Found>::Item* below = memory_.below.data() + below_;
    for (uint32_t nth = 0; nth < count; ++nth) {
      const int32_t by_claims = all[nth];
      const int32_t most = by_claims + rest;
      const uint32_t entry = stretch.first + nth;
      const bool reaches = most >= level;
      *close = {by_claims, Found(entry, Found::Bound::kClose)};
      *below = {most, Found(entry, Found::Bound::kLoose)};
      close += reaches ? 1 : 0;
      below += !reaches && most >= needed ? 1 : 0;
    }
    close_ = static_cast<size_t>(close - memory_.close.data());
    below_ = static_cast<size_t>(below - memory_.below.data());
    for (size_t nth = close_before; nth < close_; ++nth) {
      base::Prefetch(&index_.EntryAt(memory_.close[nth].thing.entry()));
    }
  }

  template <class T>
  static void GrowTo(size_t size, std::vector<T>& to) {
    if (to.size() < size) to.resize(2 * size);
  }

  void BoundClosely(int32_t level) {
    const MenteeScores::Rest rest(scores_);
    const int32_t needed = best_.NeededScore();
    GrowTo(below_ + close_, memory_.below);
    for (const auto& [by_claims, found] : std::span(memory_.close).first(close_)) {
      const int32_t most = by_claims + rest.Most(index_.EntryAt(found.entry()));
      if (most >= level) {
        found_.Put(most, found);
      } else {
        memory_.below[below_] = {most, found};
        below_ += most >= needed ? 1 : 0;
      }
    }
    close_ = 0;
  }

  // The highest that no fewer than `wanted` of all that were found reach, and whoever may still enter.
  int32_t LevelOf(size_t wanted) {
    for (int32_t step = kFloorStep;; step *= 2) {
      const int32_t level = std::max(found_.LevelOf(wanted), best_.NeededScore());
      if (level >= floor_ || below_ == 0) return level;
      LowerFloor(step);
    }
  }

  // Nobody below the floor is in the queue: most of them are never asked about again.
  void LowerFloor(int32_t step) {
    const int32_t needed = best_.NeededScore();
    floor_ = std::max(floor_ - std::min(floor_, step), needed);
    WaveQueue<Found>::Item* left = memory_.below.data();
    for (const WaveQueue<Found>::Item item : std::span(memory_.below).first(below_)) {
      if (item.bound >= floor_) [[unlikely]]
        found_.Put(item.bound, item.thing);
      *left = item;
      left += item.bound < floor_ && item.bound >= needed ? 1 : 0;
    }
    below_ = static_cast<size_t>(left - memory_.below.data());
  }

  // Those who reach the level, loose bounds made close.
  void TakeWave(int32_t level) {
    const MenteeScores::Rest rest(scores_);
    wave_.clear();
    const auto taken = found_.Take(level);
    for (const auto& item : taken) base::Prefetch(&index_.EntryAt(item.thing.entry()));
    for (const auto& [bound, found] : taken) {
      const MenteeIndex::Entry& entry = index_.EntryAt(found.entry());
      int32_t most = bound;
      if (found.is_loose()) most += rest.Most(entry) - scores_.RestMost();
      if (most >= level) {
        index_.Prefetch(entry.slot);
        wave_.push_back({most, entry.slot});
      } else if (most >= best_.NeededScore()) {
        found_.Put(most, Found(found.entry(), Found::Bound::kClose));
      }
    }
  }

  // Cards lie anywhere in memory: to wait for them one by one takes longer than to look at them.
  void ScoreDownTo(int32_t level) {
    TakeWave(level);
    for (const InWave& of : wave_) index_.PrefetchDetails(index_.card(of.slot));
    for (const InWave& of : wave_) scores_.Prefetch(index_.card(of.slot));
    for (const InWave& of : wave_) {
      if (best_.MayEnter(of.bound, snapshot_.mentees().OrderOf(of.slot))) Score(of.slot);
    }
  }

  // Best first.
  void JudgeDownTo(int32_t level) {
    const auto wave = scored_.Take(level);
    by_score_.assign(wave.begin(), wave.end());
    std::sort(by_score_.begin(), by_score_.end(), [](const auto& a, const auto& b) {
      return a.bound != b.bound ? a.bound > b.bound : a.thing.slot < b.thing.slot;
    });
    for (const auto& item : by_score_) judge_.PrefetchJudging(item.thing.slot);
    for (const auto& [score, of] : by_score_) {
      if (best_.MayEnter(score, snapshot_.mentees().OrderOf(of.slot))) Judge(of.slot, of.kept);
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
    if (!has_card) return Judge(slot, MenteeJudge::kNothing);
    const std::optional<MenteeJudge::Most> most = judge_.MostOf(
        slot, AsksRulesFirst() ? MenteeJudge::Rows::kPassing : MenteeJudge::Rows::kAll);
    if (most && best_.MayEnter(most->score, snapshot_.mentees().OrderOf(slot))) {
      judge_.PrefetchResidence(slot);  // whoever is judged at all is judged soon
      scored_.Put(most->score, {slot, most->kept});
    }
  }

  // Most of those with the best scores pass, so that the score comes first. Where many do not, it
  // saves more to ask rules before.
  bool AsksRulesFirst() const {
    return !AsksForClosed() && work_.judged >= 2 * static_cast<int64_t>(options_.limit);
  }

  void Judge(uint32_t slot, uint32_t kept) {
    ++work_.judged;
    const Hit hit = judge_.Judge(
        slot, AsksForClosed() ? MenteeJudge::Closed::kAskedFor : MenteeJudge::Closed::kLeftOut,
        kept);
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
  MenteeSearchMemory& memory_;
  size_t close_ = 0;  // how many there are in the memory's list of this name
  size_t below_ = 0;  // likewise
  int32_t floor_ = 0;
  WaveQueue<Found>& found_;
  WaveQueue<Scored>& scored_;
  std::vector<InWave> wave_;
  std::vector<WaveQueue<Scored>::Item> by_score_;
  std::vector<Groups> groups_;
  std::vector<Stretch> stretches_;          // of the groups that are opened
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
