#include "engine/search/mentee_search.h"

#include <algorithm>
#include <numeric>

#include "engine/search/bucket_queue.h"
#include "engine/search/mentee_jobs.h"
#include "engine/search/mentee_scores.h"
#include "engine/search/person.h"

namespace passung {
namespace {

// What the queue holds: first whole groups, then who was found in them, by a bound; then those
// again by their score, of whom only the rules have not been heard.
struct Candidate {
  enum class Kind : uint8_t { kHomes, kTravellers, kBounded, kScored };
  Kind kind = Kind::kHomes;
  uint32_t number = 0;  // of a group of groups, of a mentee
};

// Its memory is used by one question after the other.
BucketQueue<Candidate>& ThisThreadsQueue() {
  thread_local BucketQueue<Candidate> queue;
  return queue;
}

class MenteeSearcher {
 public:
  MenteeSearcher(const Query& query, const SingleVacancy& single, const SnapshotImpl& snapshot,
                 const SearchOptions& options)
      : query_(query),
        single_(single),
        snapshot_(snapshot),
        index_(snapshot.mentee_index()),
        options_(options),
        best_(options.limit),
        jobs_(query, index_),
        scores_(query, single, snapshot),
        queue_(ThisThreadsQueue()),
        is_scored_(snapshot.mentees().base_size()) {
    queue_.Clear();
  }

  std::vector<Hit> Run() {
    if (!AsksForClosed() && IsClosedToAll()) return {};
    const RecordSet& set = snapshot_.mentee_set();
    for (uint32_t slot = snapshot_.mentees().base_size(); slot < set.slots; ++slot) Score(slot);
    PutHomes();
    PutTravellers();
    for (int32_t most = queue_.Most(); most >= 0; most = queue_.Most()) {
      if (!best_.MayEnter(most, 0)) break;
      Open(queue_.Take());
    }
    return best_.Sorted();
  }

  const MenteeSearchWork& work() const { return work_; }

 private:
  using Kind = Candidate::Kind;
  bool IsClosedToAll() const {
    for (uint32_t row = 0; row < single_.columns.row_count(); ++row) {
      if (!scores_.FailEverybody(row)) return false;
    }
    return true;
  }
  bool AsksForClosed() const { return options_.classes[Index(HitClass::kClosed)]; }

  // All groups of one class of occupations with homes, or with travel times, that bound alike.
  struct Groups {
    size_t job_class;
    int32_t way;                // of district_fit
    std::vector<size_t> homes;  // positions
    size_t place = 0;           // position in postal_codes_
  };

  void PutHomes() {
    std::vector<std::pair<int32_t, size_t>> homes;
    for (size_t home = 0; home < index_.homes().size(); ++home) {
      homes.emplace_back(scores_.HomeMost(index_.homes()[home]), home);
    }
    std::sort(homes.begin(), homes.end());
    for (size_t i = 0; i < homes.size();) {
      Groups groups = {.job_class = 0, .way = homes[i].first};
      for (; i < homes.size() && homes[i].first == groups.way; ++i) {
        groups.homes.push_back(homes[i].second);
      }
      PutGroups(Kind::kHomes, groups);
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
      const auto travellers = index_.TravellersTo(postal_codes_[place]);
      if (travellers.empty()) continue;
      int32_t most = 0;
      std::vector<int32_t>& ways = ways_[place];
      for (const MenteeIndex::Traveller& traveller : travellers) {
        const auto minutes = static_cast<size_t>(traveller.minutes);
        if (minutes >= ways.size()) ways.resize(minutes + 1, -1);
        if (ways[minutes] >= 0) continue;
        ways[minutes] = scores_.MinutesMost(postal_codes_[place], traveller.minutes);
        most = std::max(most, ways[minutes]);
      }
      PutGroups(Kind::kTravellers, {.job_class = 0, .way = most, .place = place});
    }
  }

  void PutGroups(Kind kind, Groups groups) {
    for (size_t nth = 0; nth < jobs_.classes().size(); ++nth) {
      groups.job_class = nth;
      groups_.push_back(groups);
      queue_.Put(jobs_.classes()[nth].most + groups.way + scores_.RestMost(),
                 {kind, static_cast<uint32_t>(groups_.size() - 1)});
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
      case Kind::kBounded:
        if (best_.MayEnter(taken.bound, snapshot_.mentees().OrderOf(number))) Score(number);
        break;
      case Kind::kScored:
        if (!best_.MayEnter(taken.bound, snapshot_.mentees().OrderOf(number))) break;
        if (!IsKnownToFail(number)) Judge(number);
        break;
    }
  }

  const MenteeJobs::Class& JobsOf(const Groups& groups) const {
    return jobs_.classes()[groups.job_class];
  }

  void OpenHomes(const Groups& groups, uint32_t occupation) {
    for (const size_t home : groups.homes) {
      for (const MenteeIndex::Entry& entry : index_.Of(occupation, home)) {
        Bound(entry, groups.job_class, groups.way);
      }
    }
  }

  void OpenTravellers(const Groups& groups, uint32_t occupation) {
    const auto all = index_.TravellersTo(postal_codes_[groups.place]);
    auto at = std::lower_bound(
        all.begin(), all.end(), occupation,
        [](const MenteeIndex::Traveller& a, uint32_t wanted) { return a.occupation < wanted; });
    for (; at != all.end() && at->occupation == occupation; ++at) {
      const auto minutes = static_cast<size_t>(at->minutes);
      Bound(index_.EntryOf(*at), groups.job_class, ways_[groups.place][minutes]);
    }
  }

  void Bound(const MenteeIndex::Entry& entry, size_t job_class, int32_t way) {
    ++work_.bounded;
    if (is_scored_[entry.slot]) return;
    const int32_t most = jobs_.Most(job_class, entry) + way + scores_.RestMost(entry);
    if (most < best_.NeededScore()) return;
    queue_.Put(most, {Kind::kBounded, entry.slot});
  }

  void Score(uint32_t slot) {
    const bool has_card = slot < is_scored_.size();
    if (has_card && is_scored_[slot]) return;
    if (has_card) is_scored_[slot] = true;
    if (!snapshot_.mentee_set().Has(slot)) return;
    ++work_.scored;
    if (!has_card) return Judge(slot);
    const std::vector<int32_t>& scores = scores_.Of(slot);
    queue_.Put(*std::max_element(scores.begin(), scores.end()), {Kind::kScored, slot});
  }

  // Most of those with the best scores pass, and to judge them costs little more than to ask rules
  // part by part. Where many do not, the same parts come again and again.
  bool IsKnownToFail(uint32_t slot) {
    if (AsksForClosed() || work_.judged < 2 * static_cast<int64_t>(options_.limit)) return false;
    for (uint32_t row = 0; row < single_.columns.row_count(); ++row) {
      if (!scores_.Fails(index_.card(slot), row)) return false;
    }
    return true;
  }

  // By the facts themselves: only the order of looking comes from the index.
  void Judge(uint32_t slot) {
    ++work_.judged;
    const Person person(query_, snapshot_.mentees()[slot]);
    Hit hit = BestOf(scores_.Of(person), person);
    hit.index = slot;
    hit.order = snapshot_.mentees().OrderOf(slot);
    if (options_.classes[Index(hit.hit_class)]) best_.Offer(hit);
  }

  // What BestFor finds, without working out what the other rows need.
  Hit BestOf(const std::vector<int32_t>& scores, const Person& person) const {
    std::vector<uint32_t> rows(scores.size());
    std::iota(rows.begin(), rows.end(), 0U);
    std::stable_sort(rows.begin(), rows.end(),
                     [&](uint32_t a, uint32_t b) { return scores[a] > scores[b]; });
    for (const uint32_t row : rows) {
      const HitClass of = ClassOf(query_, person, single_.columns.Tuple(row));
      if (of != HitClass::kClosed) return {.score = scores[row], .row = row, .hit_class = of};
    }
    return {.score = scores[rows[0]], .row = rows[0], .hit_class = HitClass::kClosed};
  }

  const Query& query_;
  const SingleVacancy& single_;
  const SnapshotImpl& snapshot_;
  const MenteeIndex& index_;
  const SearchOptions& options_;
  TopK best_;
  MenteeJobs jobs_;
  MenteeScores scores_;
  BucketQueue<Candidate>& queue_;
  std::vector<Groups> groups_;
  std::vector<std::string> postal_codes_;
  std::vector<std::vector<int32_t>> ways_;  // by place and minutes: what district_fit gives
  std::vector<bool> is_scored_;             // by slot
  MenteeSearchWork work_;
};

}  // namespace

std::vector<Hit> SearchMenteesBestFirst(const Query& query, const SingleVacancy& single,
                                        const SnapshotImpl& snapshot, const SearchOptions& options,
                                        MenteeSearchWork* work) {
  MenteeSearcher searcher(query, single, snapshot, options);
  std::vector<Hit> hits = searcher.Run();
  if (work != nullptr) *work = searcher.work();
  return hits;
}

}  // namespace passung
