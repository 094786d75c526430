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

// Of whom a wave scores all that may still get in.
struct InWave {
  int32_t bound;
  uint32_t slot;
};

// All groups of one class of occupations with homes, or with travel times, that bound alike.
struct Groups {
  bool by_home;
  size_t job_class;
  int32_t way;     // of district_fit
  uint32_t where;  // position of the first of `homes`, or of the place
  uint32_t homes;  // how many
  int32_t most;    // of anybody
};

// Entries that lie one after the other, of mentees with the same way.
struct Stretch {
  uint32_t first;  // its position
  uint32_t count;
  int32_t way;
};

struct HomeAndWay {
  int32_t way;    // of district_fit
  uint32_t home;  // its position in the index
};

// Slots, of which few are ever put into it.
class SlotSet {
 public:
  // Slots below `size` may then be put.
  void Begin(size_t size) {
    for (const uint32_t slot : put_) words_[slot / kBits] = 0;
    put_.clear();
    if (words_.size() * kBits < size) words_.resize(size / kBits + 1);
  }
  // Whether it was not there.
  bool Put(uint32_t slot) {
    uint64_t& word = words_[slot / kBits];
    const uint64_t bit = uint64_t{1} << (slot % kBits);
    if ((word & bit) != 0) return false;
    put_.push_back(slot);  // first: where there is no memory for it, Begin would not forget the bit
    word |= bit;
    return true;
  }

 private:
  static constexpr size_t kBits = 64;
  std::vector<uint64_t> words_;
  std::vector<uint32_t> put_;
};

// Memory that questions on one thread use one after the other.
struct MenteeSearchMemory {
  WaveQueue<Found> found;
  WaveQueue<Scored> scored;
  // Who was found below the level of the wave to come.
  std::vector<WaveQueue<Found>::Item> below;
  std::vector<int32_t> most;  // of those of a group who lie together
  // Of a group: who may reach the level, by claims and way.
  std::vector<WaveQueue<Found>::Item> close;
  std::vector<InWave> wave;
  std::vector<WaveQueue<Scored>::Item> by_score;
  std::vector<Groups> groups;
  std::vector<Stretch> stretches;  // of the groups that are opened
  std::vector<HomeAndWay> homes;   // by way
  SlotSet is_scored;

  void Begin(uint32_t slots) {
    found.Clear();
    scored.Clear();
    groups.clear();
    homes.clear();
    is_scored.Begin(slots);
  }
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
        cards_(snapshot.mentees().base_size()) {
    memory_.Begin(cards_);
  }

  std::vector<Hit> Run() {
    const RecordSet& set = snapshot_.mentee_set();
    for (uint32_t slot = cards_; slot < set.slots; ++slot) Score(slot);
    PutHomes();
    PutTravellers();
    const std::vector<Groups>& groups = memory_.groups;
    std::stable_sort(memory_.groups.begin(), memory_.groups.end(),
                     [](const Groups& a, const Groups& b) { return a.most > b.most; });
    size_t opened = 0;
    while (true) {
      const int32_t level = LevelOf(static_cast<size_t>(std::max(kLeastWave, work_.scored / 4)));
      if (opened < groups.size() && groups[opened].most >= level) {
        Open(groups[opened++], level);
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
  // Mentees scored at a time, at least.
  static constexpr int64_t kLeastWave = 32;
  static constexpr int32_t kIsInQueue = -1;                // for whoever waited below the floor
  static constexpr int32_t kFloorStep = 500 * kWeightSum;  // 500 points
  static constexpr size_t kStretchesAhead = 20;
  static constexpr size_t kMostFetched = 512;  // bytes
  static constexpr size_t kMostClose = 128;
  bool AsksForClosed() const { return options_.classes[Index(HitClass::kClosed)]; }

  void PutHomes() {
    std::vector<HomeAndWay>& homes = memory_.homes;
    for (uint32_t home = 0; home < index_.homes().size(); ++home) {
      homes.push_back({scores_.HomeMost(home), home});
    }
    std::sort(homes.begin(), homes.end(), [](const HomeAndWay& a, const HomeAndWay& b) {
      return a.way != b.way ? a.way < b.way : a.home < b.home;
    });
    for (size_t i = 0; i < homes.size();) {
      const size_t first = i;
      while (i < homes.size() && homes[i].way == homes[first].way) ++i;
      PutGroups({.by_home = true,
                 .way = homes[first].way,
                 .where = static_cast<uint32_t>(first),
                 .homes = static_cast<uint32_t>(i - first)});
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
      PutGroups({.by_home = false,
                 .way = WayOf(place, travellers->shortest),
                 .where = static_cast<uint32_t>(place)});
    }
  }

  int32_t WayOf(size_t place, int16_t minutes) {
    int32_t& way = ways_[place][static_cast<size_t>(minutes)];
    if (way < 0) way = scores_.MinutesMost(postal_codes_[place], minutes);
    return way;
  }

  // For each class of occupations.
  void PutGroups(Groups groups) {
    for (size_t nth = 0; nth < jobs_.classes().size(); ++nth) {
      groups.job_class = nth;
      groups.most = jobs_.classes()[nth].most + groups.way + scores_.RestMost();
      memory_.groups.push_back(groups);
    }
  }

  // Those looked at next are on their way from memory meanwhile.
  void Open(const Groups& groups, int32_t level) {
    floor_ = level;
    std::vector<Stretch>& stretches = memory_.stretches;
    stretches.clear();
    for (const uint32_t occupation : jobs_.classes()[groups.job_class].occupations) {
      groups.by_home ? AddHomes(groups, occupation) : AddTravellers(groups, occupation);
    }
    const MenteeJobs::Bounds& bounds = jobs_.BoundsOf(groups.job_class);
    for (size_t nth = 0; nth < std::min(kStretchesAhead, stretches.size()); ++nth) {
      Fetch(stretches[nth]);
    }
    for (size_t nth = 0; nth < stretches.size(); ++nth) {
      if (nth + kStretchesAhead < stretches.size()) Fetch(stretches[nth + kStretchesAhead]);
      BoundByClaims(stretches[nth], bounds, level);
      // While their entries, which were fetched, are near.
      if (close_ >= kMostClose) BoundClosely(level);
    }
    BoundClosely(level);
  }

  void Fetch(const Stretch& stretch) const {
    const auto claims = index_.ClaimsAt(stretch.first, stretch.count);
    base::PrefetchBytes(claims.data(), std::min(claims.size_bytes(), kMostFetched));
  }

  void AddHomes(const Groups& groups, uint32_t occupation) {
    for (const HomeAndWay& of : std::span(memory_.homes).subspan(groups.where, groups.homes)) {
      const auto [first, count] = index_.PlacesOf(occupation, of.home);
      if (count > 0) memory_.stretches.push_back({first, count, groups.way});
    }
  }

  void AddTravellers(const Groups& groups, uint32_t occupation) {
    const auto& all = index_.TravellersTo(postal_codes_[groups.where])->all;
    auto at = std::lower_bound(
        all.begin(), all.end(), occupation,
        [](const MenteeIndex::Traveller& a, uint32_t wanted) { return a.occupation < wanted; });
    for (; at != all.end() && at->occupation == occupation; ++at) {
      memory_.stretches.push_back({at->entry, 1, WayOf(groups.where, at->minutes)});
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
    for (WaveQueue<Found>::Item& item : std::span(memory_.below).first(below_)) {
      if (item.bound < floor_) [[likely]]
        continue;
      found_.Put(item.bound, item.thing);
      item.bound = kIsInQueue;
    }
  }

  // Those who reach the level, loose bounds made close.
  void TakeWave(int32_t level) {
    const MenteeScores::Rest rest(scores_);
    memory_.wave.clear();
    const auto taken = found_.Take(level);
    for (const auto& item : taken) base::Prefetch(&index_.EntryAt(item.thing.entry()));
    for (const auto& [bound, found] : taken) {
      const MenteeIndex::Entry& entry = index_.EntryAt(found.entry());
      int32_t most = bound;
      if (found.is_loose()) most += rest.Most(entry) - scores_.RestMost();
      if (most >= level) {
        index_.Prefetch(entry.slot);
        memory_.wave.push_back({most, entry.slot});
      } else if (most >= best_.NeededScore()) {
        found_.Put(most, Found(found.entry(), Found::Bound::kClose));
      }
    }
  }

  // Cards lie anywhere in memory: to wait for them one by one takes longer than to look at them.
  void ScoreDownTo(int32_t level) {
    TakeWave(level);
    for (const InWave& of : memory_.wave) index_.PrefetchDetails(index_.card(of.slot));
    for (const InWave& of : memory_.wave) scores_.Prefetch(index_.card(of.slot));
    for (const InWave& of : memory_.wave) {
      if (best_.MayEnter(of.bound, snapshot_.mentees().OrderOf(of.slot))) Score(of.slot);
    }
  }

  // Best first.
  void JudgeDownTo(int32_t level) {
    const auto wave = scored_.Take(level);
    std::vector<WaveQueue<Scored>::Item>& by_score = memory_.by_score;
    by_score.assign(wave.begin(), wave.end());
    std::sort(by_score.begin(), by_score.end(), [](const auto& a, const auto& b) {
      return a.bound != b.bound ? a.bound > b.bound : a.thing.slot < b.thing.slot;
    });
    for (const auto& item : by_score) judge_.PrefetchJudging(item.thing.slot);
    for (const auto& [score, of] : by_score) {
      if (best_.MayEnter(score, snapshot_.mentees().OrderOf(of.slot))) Judge(of.slot, of.kept);
    }
  }

  // Of most one can tell from the card alone what they score where rules that look at parts let them
  // pass. Those without a card are judged at once.
  void Score(uint32_t slot) {
    const bool has_card = slot < cards_;
    if (has_card && !memory_.is_scored.Put(slot)) return;
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
  std::vector<std::string> postal_codes_;
  std::vector<std::vector<int32_t>> ways_;  // by place and minutes: what district_fit gives
  const uint32_t cards_;                    // how many slots have one
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
