#include "engine/watch/entrants.h"

#include <algorithm>
#include <string>

#include "engine/base/prefetch.h"

namespace passung {

// Those found by the groups of the mentee index: occupation by occupation, home by home.
class EntrantSearch::Groups {
 public:
  Groups(const SingleVacancy& single, const MenteeIndex& index, MenteeJudge& judge,
         Thresholds& thresholds, EntrantSearch& search)
      : index_(index),
        jobs_(judge.jobs()),
        scores_(judge.scores()),
        rest_(judge.scores()),
        rest_most_(judge.scores().RestMost()),
        thresholds_(thresholds),
        search_(search) {
    for (const MenteeIndex::Home& home : index.homes()) ways_.push_back(scores_.HomeMost(home));
    best_way_ = ways_.empty() ? 0 : *std::max_element(ways_.begin(), ways_.end());
    for (const Place& place : single.vacancy.places) AddTravellers(place.postal_code);
  }

  void Find() {
    for (size_t nth = 0; nth < jobs_.classes().size(); ++nth) {
      const MenteeJobs::Class& of = jobs_.classes()[nth];
      const MenteeJobs::Bounds bounds = jobs_.BoundsOf(nth);
      const int32_t most = of.most + rest_most_;
      search_.groups_.clear();
      for (const uint32_t occupation : of.occupations) {
        if (thresholds_.LeastOfOccupation(occupation) <= most + best_way_) {
          CollectGroups(occupation, most);
        }
      }
      BoundGroups(most, bounds);
      for (const uint32_t occupation : of.occupations) {
        for (Travellers& travellers : travellers_) {
          if (thresholds_.LeastOfOccupation(occupation) > most + travellers.best_way) continue;
          FindTravellers(travellers, occupation, most, bounds);
        }
      }
    }
    BoundClosely();
    TakeNear();
  }

 private:
  // Those with a travel time to one postal code of the vacancy.
  struct Travellers {
    const MenteeIndex::Travellers& of;
    std::string postal_code;
    std::vector<int32_t> ways;  // by minutes; below 0: not asked yet
    int32_t best_way = 0;
  };

  void AddTravellers(const std::string& postal_code) {
    const MenteeIndex::Travellers* const of = index_.TravellersTo(postal_code);
    if (of == nullptr) return;
    for (const Travellers& known : travellers_) {
      if (&known.of == of) return;
    }
    travellers_.push_back(
        {*of, postal_code, std::vector<int32_t>(static_cast<size_t>(of->longest) + 1, -1)});
    // Nothing is better than a shorter way.
    travellers_.back().best_way = WayOf(travellers_.back(), of->shortest);
  }

  int32_t WayOf(Travellers& travellers, int16_t minutes) {
    int32_t& way = travellers.ways[static_cast<size_t>(minutes)];
    if (way < 0) way = scores_.MinutesMost(travellers.postal_code, minutes);
    return way;
  }

  // Homes in which somebody with the occupation may be reached.
  void CollectGroups(uint32_t occupation, int32_t most) {
    int32_t least = Thresholds::kNever;
    std::vector<OpenGroup>& groups = search_.groups_;
    size_t open = groups.size();
    groups.resize(open + ways_.size());
    for (uint32_t home = 0; home < ways_.size(); ++home) {
      const int32_t least_here = thresholds_.LeastOfGroup(occupation, home);
      least = std::min(least, least_here);
      groups[open] = {occupation, home};
      open += least_here <= most + ways_[home] ? 1 : 0;
    }
    groups.resize(open);
    thresholds_.SetLeastOfOccupation(occupation, least);
  }

  // Groups lie apart: those looked at next are on their way from memory meanwhile.
  void BoundGroups(int32_t most, const MenteeJobs::Bounds& bounds) {
    const std::span<const OpenGroup> groups = search_.groups_;
    const auto fetch = [&](size_t nth) {
      if (nth < groups.size()) thresholds_.Prefetch(groups[nth].occupation, groups[nth].home);
    };
    for (size_t nth = 0; nth < kAhead; ++nth) fetch(nth);
    for (size_t nth = 0; nth < groups.size(); ++nth) {
      fetch(nth + kAhead);
      BoundByClaims(groups[nth], most, bounds);
    }
  }

  void BoundByClaims(const OpenGroup& group, int32_t most, const MenteeJobs::Bounds& bounds) {
    const int32_t way = ways_[group.home];
    for (const Thresholds::Needed& needed : thresholds_.OfGroup(group.occupation, group.home)) {
      if (needed.score > most + way) break;
      ++search_.work_.bounded;
      const int32_t by_claims = way + jobs_.Most(bounds, needed.claims);
      if (by_claims + rest_most_ >= needed.score) Reach({needed.entry, needed.score, by_claims});
    }
  }

  void FindTravellers(Travellers& travellers, uint32_t occupation, int32_t most,
                      const MenteeJobs::Bounds& bounds) {
    const auto& all = travellers.of.all;
    const auto begin = std::lower_bound(
        all.begin(), all.end(), occupation,
        [](const MenteeIndex::Traveller& a, uint32_t wanted) { return a.occupation < wanted; });
    auto fetched = begin;
    for (auto at = begin; at != all.end() && at->occupation == occupation; ++at) {
      for (; fetched != all.end() && fetched - at < static_cast<std::ptrdiff_t>(kAhead);
           ++fetched) {
        thresholds_.PrefetchEntry(fetched->entry);
        base::Prefetch(index_.ClaimsAt(fetched->entry, 1).data());
      }
      const int32_t needed = thresholds_.OfEntry(at->entry);
      const int32_t way = WayOf(travellers, at->minutes);
      if (needed > most + way) continue;
      ++search_.work_.bounded;
      const int32_t by_claims = way + jobs_.Most(bounds, index_.ClaimsAt(at->entry, 1).front());
      if (by_claims + rest_most_ >= needed) Reach({at->entry, needed, by_claims});
    }
  }

  // Somebody who may reach what they need by claims and way. Bounded more closely once there are many,
  // and the first of them have come from memory.
  void Reach(const Reached& reached) {
    base::Prefetch(&index_.EntryAt(reached.entry));
    search_.reached_.push_back(reached);
    if (search_.reached_.size() >= kTogether) BoundClosely();
  }

  void BoundClosely() {
    for (const Reached& of : search_.reached_) {
      const MenteeIndex::Entry& entry = index_.EntryAt(of.entry);
      if (of.by_claims + rest_.Most(entry) < of.needed) continue;
      base::Prefetch(&search_.seen_[entry.slot]);
      search_.near_.push_back({entry.slot, of.needed});
    }
    search_.reached_.clear();
    if (search_.near_.size() >= kTogether) TakeNear();
  }

  // Some are found by several occupations, or by home and travel time.
  void TakeNear() {
    for (const SingleMentee& of : search_.near_) {
      if (search_.seen_[of.slot] == search_.number_) continue;
      search_.seen_[of.slot] = search_.number_;
      index_.Prefetch(of.slot);
      search_.wave_.push_back({.of = of});
    }
    search_.near_.clear();
  }

  static constexpr size_t kAhead = 16;
  static constexpr size_t kTogether = 64;

  const MenteeIndex& index_;
  MenteeJobs& jobs_;
  MenteeScores& scores_;
  const MenteeScores::Rest rest_;
  const int32_t rest_most_;
  Thresholds& thresholds_;
  EntrantSearch& search_;
  std::vector<int32_t> ways_;  // of district_fit, by home
  int32_t best_way_ = 0;
  std::vector<Travellers> travellers_;
};

// After 2^32 vacancies their numbers begin again.
void EntrantSearch::BeginSeen(uint32_t slots) {
  seen_.resize(slots);
  if (++number_ != 0) return;
  std::fill(seen_.begin(), seen_.end(), 0);
  number_ = 1;
}

std::span<const Hit> EntrantSearch::Find(const EntrantQuestion& question, const Vacancy& vacancy,
                                         Thresholds* thresholds,
                                         std::span<const SingleMentee> singles) {
  entrants_.clear();
  if (vacancy.kind == VacancyKind::kSelfEmployed) return entrants_;
  const SnapshotImpl& snapshot = question.snapshot;
  const MenteeIndex& index = snapshot.mentee_index();
  const SingleVacancy single(vacancy, snapshot.knowledge_impl());
  const Query query{snapshot.knowledge_impl(), question.applied, question.as_of,
                    single.columns.dictionaries, question.frozen};
  CardFacts facts(query, index, vacancy);
  MenteeRules rules(query, single, snapshot, facts);
  if (rules.FailEverybody()) return entrants_;
  MenteeJudge judge(query, single, snapshot, facts, rules);
  wave_.clear();
  for (const SingleMentee& of : singles) wave_.push_back({.of = of});
  if (thresholds != nullptr) {
    BeginSeen(snapshot.mentees().base_size());
    Groups(single, index, judge, *thresholds, *this).Find();
  }
  JudgeWave(question, judge, index);
  return entrants_;
}

void EntrantSearch::JudgeWave(const EntrantQuestion& question, MenteeJudge& judge,
                              const MenteeIndex& index) {
  // Cards lie anywhere in memory, and so does what they list: to wait for them one by one takes longer
  // than to look at them.
  constexpr size_t kAhead = 16;
  const auto fetch = [&](size_t nth) {
    if (nth + kAhead < wave_.size() && judge.HasCard(wave_[nth + kAhead].of.slot)) {
      index.Prefetch(wave_[nth + kAhead].of.slot);
    }
    if (nth >= wave_.size() || !judge.HasCard(wave_[nth].of.slot)) return;
    const MenteeIndex::Card& card = index.card(wave_[nth].of.slot);
    index.PrefetchDetails(card);
    judge.scores().Prefetch(card);
  };
  for (size_t nth = 0; nth < kAhead; ++nth) fetch(nth);
  size_t left = 0;
  for (size_t nth = 0; nth < wave_.size(); ++nth) {
    fetch(nth + kAhead);
    InWave one = wave_[nth];
    if (judge.HasCard(one.of.slot)) {
      // Whoever's list is not full needs nothing, mostly because rules drop all for them.
      const auto most = judge.MostOf(
          one.of.slot, one.of.needed > 0 ? MenteeJudge::Rows::kAll : MenteeJudge::Rows::kPassing);
      if (!most || most->score < one.of.needed) continue;
      one.kept = most->kept;
    }
    wave_[left++] = one;
  }
  wave_.resize(left);
  for (const InWave& one : wave_) judge.PrefetchResidence(one.of.slot);
  for (const InWave& one : wave_) judge.PrefetchJudging(one.of.slot);
  work_.judged += static_cast<int64_t>(wave_.size());
  for (const auto& [of, kept] : wave_) {
    const Hit hit = judge.Judge(of.slot, MenteeJudge::Closed::kLeftOut, kept);
    if (hit.hit_class == HitClass::kClosed || !question.classes[Index(hit.hit_class)]) continue;
    if (hit.score >= of.needed) entrants_.push_back(hit);
  }
  std::sort(entrants_.begin(), entrants_.end(),
            [](const Hit& a, const Hit& b) { return a.index < b.index; });
}

}  // namespace passung
