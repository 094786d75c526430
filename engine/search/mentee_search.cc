#include "engine/search/mentee_search.h"

#include <algorithm>
#include <numeric>

#include "engine/search/bucket_queue.h"
#include "engine/search/card_facts.h"
#include "engine/search/mentee_jobs.h"
#include "engine/search/mentee_rules.h"
#include "engine/search/mentee_scores.h"
#include "engine/search/person.h"

namespace passung {
namespace {

// What the queue holds: first whole groups, then who was found in them, by a bound; then those
// again by their score, of whom only the rules have not been heard.
struct Candidate {
  enum class Kind : uint8_t { kHomes, kTravellers, kAlike, kBounded, kScored };
  Kind kind = Kind::kHomes;
  uint32_t number = 0;  // of groups, of those who are alike, of a mentee
};

// Its memory is used by one question after the other.
BucketQueue<Candidate>& ThisThreadsQueue() {
  thread_local BucketQueue<Candidate> queue;
  return queue;
}

class MenteeSearcher {
 public:
  MenteeSearcher(const Query& query, const SingleVacancy& single, const SnapshotImpl& snapshot,
                 const SearchOptions& options, CardFacts& facts, MenteeRules& rules)
      : query_(query),
        single_(single),
        snapshot_(snapshot),
        index_(snapshot.mentee_index()),
        options_(options),
        best_(options.limit),
        facts_(facts),
        rules_(rules),
        jobs_(query, index_),
        scores_(query, single, index_, facts, jobs_),
        queue_(ThisThreadsQueue()),
        is_scored_(snapshot.mentees().base_size()) {
    queue_.Clear();
  }

  std::vector<Hit> Run() {
    const RecordSet& set = snapshot_.mentee_set();
    for (uint32_t slot = snapshot_.mentees().base_size(); slot < set.slots; ++slot) Score(slot);
    PutHomes();
    PutTravellers();
    for (int32_t most = queue_.Most(); most >= 0; most = queue_.Most()) {
      if (!best_.MayEnter(most, 0)) break;
      PrefetchNext();
      Open(queue_.Take());
    }
    return best_.Sorted();
  }

  const MenteeSearchWork& work() const { return work_; }

 private:
  using Kind = Candidate::Kind;
  bool AsksForClosed() const { return options_.classes[Index(HitClass::kClosed)]; }

  // All groups of one class of occupations with homes, or with travel times, that bound alike.
  struct Groups {
    size_t job_class;
    int32_t way;   // of district_fit
    size_t where;  // position in homes_ or postal_codes_
  };

  // Mentees with the same claims.
  struct Alike {
    std::span<const MenteeIndex::Entry> entries;
    uint32_t claims;
    int32_t jobs_and_way;  // the most that they get from the criteria of the job and district_fit
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
      PutGroups(Kind::kHomes, way, homes_.size() - 1);
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
      int32_t most = 0;
      std::vector<int32_t>& ways = ways_[place];
      ways.resize(static_cast<size_t>(travellers->minutes.back()) + 1, -1);
      for (const int16_t minutes : travellers->minutes) {
        int32_t& way = ways[static_cast<size_t>(minutes)];
        way = scores_.MinutesMost(postal_codes_[place], minutes);
        most = std::max(most, way);
      }
      PutGroups(Kind::kTravellers, most, place);
    }
  }

  void PutGroups(Kind kind, int32_t way, size_t where) {
    for (size_t nth = 0; nth < jobs_.classes().size(); ++nth) {
      groups_.push_back({nth, way, where});
      queue_.Put(jobs_.classes()[nth].most + way + scores_.RestMost(),
                 {kind, static_cast<uint32_t>(groups_.size() - 1)});
    }
  }

  // Cards and records lie anywhere in memory: to wait for them takes longer than to look at them.
  void PrefetchNext() const {
    if (const Candidate* soon = queue_.Peek(6); soon != nullptr) {
      if (soon->kind == Kind::kBounded) index_.Prefetch(soon->number);
      if (soon->kind == Kind::kAlike) __builtin_prefetch(alike_[soon->number].entries.data());
    }
    const Candidate* next = queue_.Peek(2);
    if (next == nullptr) return;
    if (next->kind == Kind::kBounded) index_.PrefetchDetails(index_.card(next->number));
    if (next->kind == Kind::kScored) {
      __builtin_prefetch(snapshot_.mentees()[next->number].residence.titles.data());
    }
  }

  void Open(const BucketQueue<Candidate>::Taken& taken) {
    const uint32_t number = taken.thing.number;
    switch (taken.thing.kind) {
      case Kind::kHomes:
        for (const uint32_t occupation : JobsOf(groups_[number]).occupations) {
          OpenHomes(groups_[number], occupation);
        }
        break;
      case Kind::kTravellers:
        for (const uint32_t occupation : JobsOf(groups_[number]).occupations) {
          OpenTravellers(groups_[number], occupation);
        }
        break;
      case Kind::kAlike:
        Bound(alike_[number]);
        break;
      case Kind::kBounded:
        if (best_.MayEnter(taken.bound, snapshot_.mentees().OrderOf(number))) Score(number);
        break;
      case Kind::kScored:
        if (best_.MayEnter(taken.bound, snapshot_.mentees().OrderOf(number))) Judge(number);
        break;
    }
  }

  const MenteeJobs::Class& JobsOf(const Groups& groups) const {
    return jobs_.classes()[groups.job_class];
  }

  void OpenHomes(const Groups& groups, uint32_t occupation) {
    for (const size_t home : homes_[groups.where]) {
      PutAlike(index_.Of(occupation, home), groups.job_class, groups.way);
    }
  }

  void PutAlike(std::span<const MenteeIndex::Alike> all, size_t job_class, int32_t way) {
    for (const MenteeIndex::Alike& alike : all) {
      PutAlike(index_.EntriesOf(alike), alike.claims, way + jobs_.Most(job_class, alike.claims));
    }
  }
  void PutAlike(std::span<const MenteeIndex::Entry> entries, uint32_t claims,
                int32_t jobs_and_way) {
    const int32_t most = jobs_and_way + scores_.RestMost(claims);
    if (most < best_.NeededScore()) return;
    queue_.Put(most, {Kind::kAlike, static_cast<uint32_t>(alike_.size())});
    alike_.push_back({entries, claims, jobs_and_way});
  }

  void OpenTravellers(const Groups& groups, uint32_t occupation) {
    const auto& all = index_.TravellersTo(postal_codes_[groups.where])->all;
    auto at = std::lower_bound(
        all.begin(), all.end(), occupation,
        [](const MenteeIndex::Traveller& a, uint32_t wanted) { return a.occupation < wanted; });
    for (; at != all.end() && at->occupation == occupation; ++at) {
      const int32_t way = ways_[groups.where][static_cast<size_t>(at->minutes)];
      PutAlike(index_.EntryOf(*at), at->claims, way + jobs_.Most(groups.job_class, at->claims));
    }
  }

  void Bound(const Alike& alike) {
    for (const MenteeIndex::Entry& entry : alike.entries) {
      ++work_.bounded;
      const int32_t most = alike.jobs_and_way + scores_.RestMost(alike.claims, entry);
      if (most < best_.NeededScore() || is_scored_[entry.slot]) continue;
      queue_.Put(most, {Kind::kBounded, entry.slot});
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
    const std::optional<int32_t> most = ScoreOf(slot);
    if (most && best_.MayEnter(*most, snapshot_.mentees().OrderOf(slot))) {
      queue_.Put(*most, {Kind::kScored, slot});
      __builtin_prefetch(&snapshot_.mentees()[slot].residence);
    }
  }

  // The best of the rows that may be somebody's hit; absent where none may.
  std::optional<int32_t> ScoreOf(uint32_t slot) {
    const MenteeIndex::Card& card = index_.card(slot);
    if (!card.regular) {
      const auto& scores = scores_.Of(Person(query_, snapshot_.mentees()[slot]));
      return *std::max_element(scores.begin(), scores.end());
    }
    facts_.Take(card);
    AsksRulesFirst() ? TakePassingRows(slot) : TakeAllRows();
    if (rows_.empty()) return std::nullopt;
    const std::vector<int32_t>& scores = scores_.OfCard();
    int32_t most = 0;
    for (const uint32_t row : rows_) most = std::max(most, scores[row]);
    return most;
  }

  // Most of those with the best scores pass, so that the score comes first. Where many do not, it
  // saves more to ask rules before.
  bool AsksRulesFirst() const {
    return !AsksForClosed() && work_.judged >= 2 * static_cast<int64_t>(options_.limit);
  }

  void TakeAllRows() {
    rows_.resize(single_.columns.row_count());
    std::iota(rows_.begin(), rows_.end(), 0U);
  }
  // Those that no rule fails which looks at parts.
  void TakePassingRows(uint32_t slot) {
    const std::span<const uint32_t> passing = rules_.RowsThatMayPass(slot);
    rows_.assign(passing.begin(), passing.end());
  }

  void Judge(uint32_t slot) {
    ++work_.judged;
    const bool by_card = slot < is_scored_.size() && index_.card(slot).regular && !AsksForClosed();
    Hit hit = by_card ? BestByCard(slot) : BestByFacts(slot);
    hit.index = slot;
    hit.order = snapshot_.mentees().OrderOf(slot);
    if (options_.classes[Index(hit.hit_class)]) best_.Offer(hit);
  }

  // What BestFor finds, without working out what the other rows need.
  template <class ClassOfRow>
  static Hit BestOf(std::span<uint32_t> rows, const std::vector<int32_t>& scores,
                    ClassOfRow&& class_of) {
    std::stable_sort(rows.begin(), rows.end(),
                     [&](uint32_t a, uint32_t b) { return scores[a] > scores[b]; });
    for (const uint32_t row : rows) {
      const HitClass of = class_of(row);
      if (of != HitClass::kClosed) return {.score = scores[row], .row = row, .hit_class = of};
    }
    return {.score = scores[rows[0]], .row = rows[0], .hit_class = HitClass::kClosed};
  }

  Hit BestByCard(uint32_t slot) {
    facts_.Take(index_.card(slot));
    TakePassingRows(slot);
    if (rows_.empty()) return {.hit_class = HitClass::kClosed};
    return BestOf(rows_, scores_.OfCard(), [&](uint32_t row) { return rules_.ClassOf(slot, row); });
  }

  Hit BestByFacts(uint32_t slot) {
    const Person person(query_, snapshot_.mentees()[slot]);
    TakeAllRows();
    return BestOf(rows_, scores_.Of(person), [&](uint32_t row) {
      return ClassOf(query_, person, single_.columns.Tuple(row));
    });
  }

  const Query& query_;
  const SingleVacancy& single_;
  const SnapshotImpl& snapshot_;
  const MenteeIndex& index_;
  const SearchOptions& options_;
  TopK best_;
  CardFacts& facts_;
  MenteeRules& rules_;
  MenteeJobs jobs_;
  MenteeScores scores_;
  BucketQueue<Candidate>& queue_;
  std::vector<Groups> groups_;
  std::vector<Alike> alike_;
  std::vector<std::vector<size_t>> homes_;  // positions of those that bound alike
  std::vector<std::string> postal_codes_;
  std::vector<std::vector<int32_t>> ways_;  // by place and minutes: what district_fit gives
  std::vector<bool> is_scored_;             // by slot
  std::vector<uint32_t> rows_;              // of whom is being judged
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
