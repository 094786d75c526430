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
    search.homes_.resize(ways_.size());
  }

  void Find() {
    for (size_t nth = 0; nth < jobs_.classes().size(); ++nth) {
      const MenteeJobs::Class& of = jobs_.classes()[nth];
      const MenteeJobs::Bounds bounds = jobs_.BoundsOf(nth);
      const int32_t most = of.most + rest_most_;
      for (const uint32_t occupation : of.occupations) {
        if (thresholds_.LeastOfOccupation(occupation) <= most + best_way_) {
          FindAtHome(occupation, most, bounds);
        }
        for (Travellers& travellers : travellers_) {
          if (thresholds_.LeastOfOccupation(occupation) > most + travellers.best_way) continue;
          FindTravellers(travellers, occupation, most, bounds);
        }
      }
    }
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

  void FindAtHome(uint32_t occupation, int32_t most, const MenteeJobs::Bounds& bounds) {
    int32_t least = Thresholds::kNever;
    size_t homes = 0;
    for (size_t home = 0; home < ways_.size(); ++home) {
      const int32_t least_here = thresholds_.LeastOfGroup(occupation, home);
      least = std::min(least, least_here);
      search_.homes_[homes] = home;
      homes += least_here <= most + ways_[home] ? 1 : 0;
    }
    thresholds_.SetLeastOfOccupation(occupation, least);
    const std::span open(search_.homes_.data(), homes);
    // Groups lie apart: all of an occupation are on their way from memory before the first is looked at.
    for (const size_t home : open) thresholds_.Prefetch(occupation, home);
    for (const size_t home : open) BoundByClaims(occupation, home, most, bounds);
    for (const Reached& of : search_.reached_) {
      Bound(index_.EntryAt(of.entry), of.needed, of.by_claims);
    }
    search_.reached_.clear();
  }

  void BoundByClaims(uint32_t occupation, size_t home, int32_t most,
                     const MenteeJobs::Bounds& bounds) {
    const int32_t way = ways_[home];
    for (const Thresholds::Needed& needed : thresholds_.OfGroup(occupation, home)) {
      if (needed.score > most + way) break;
      ++search_.work_.bounded;
      const int32_t by_claims = way + jobs_.Most(bounds, needed.claims);
      if (by_claims + rest_most_ < needed.score) continue;
      // Bounded more closely once all of the occupation are on their way from memory.
      base::Prefetch(&index_.EntryAt(needed.entry));
      search_.reached_.push_back({needed.entry, needed.score, by_claims});
    }
  }

  void FindTravellers(Travellers& travellers, uint32_t occupation, int32_t most,
                      const MenteeJobs::Bounds& bounds) {
    const auto& all = travellers.of.all;
    auto at = std::lower_bound(
        all.begin(), all.end(), occupation,
        [](const MenteeIndex::Traveller& a, uint32_t wanted) { return a.occupation < wanted; });
    for (; at != all.end() && at->occupation == occupation; ++at) {
      const int32_t needed = thresholds_.OfEntry(at->entry);
      const int32_t way = WayOf(travellers, at->minutes);
      if (needed > most + way) continue;
      ++search_.work_.bounded;
      const int32_t by_claims = way + jobs_.Most(bounds, index_.ClaimsAt(at->entry, 1).front());
      if (by_claims + rest_most_ < needed) continue;
      Bound(index_.EntryAt(at->entry), needed, by_claims);
    }
  }

  // Of somebody who may reach what they need by claims and way.
  void Bound(const MenteeIndex::Entry& entry, int32_t needed, int32_t by_claims) {
    if (by_claims + rest_.Most(entry) < needed) return;
    if (search_.seen_[entry.slot] == search_.number_) return;
    search_.seen_[entry.slot] = search_.number_;
    index_.Prefetch(entry.slot);
    search_.wave_.push_back({entry.slot, needed});
  }

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
  wave_.assign(singles.begin(), singles.end());
  if (thresholds != nullptr) {
    BeginSeen(snapshot.mentees().base_size());
    Groups(single, index, judge, *thresholds, *this).Find();
  }
  JudgeWave(question, judge, index);
  return entrants_;
}

void EntrantSearch::JudgeWave(const EntrantQuestion& question, MenteeJudge& judge,
                              const MenteeIndex& index) {
  // Cards lie anywhere in memory: to wait for them one by one takes longer than to look at them.
  for (const SingleMentee& of : wave_) {
    if (judge.HasCard(of.slot)) index.PrefetchDetails(index.card(of.slot));
  }
  std::erase_if(wave_, [&](const SingleMentee& of) {
    if (!judge.HasCard(of.slot)) return false;
    // Whoever's list is not full needs nothing, mostly because rules drop all for them.
    const auto most = judge.MostOf(
        of.slot, of.needed > 0 ? MenteeJudge::Rows::kAll : MenteeJudge::Rows::kPassing);
    return !most || *most < of.needed;
  });
  for (const SingleMentee& of : wave_) judge.PrefetchJudging(of.slot);
  work_.judged += static_cast<int64_t>(wave_.size());
  for (const SingleMentee& of : wave_) {
    const Hit hit = judge.Judge(of.slot, MenteeJudge::Closed::kLeftOut);
    if (hit.hit_class == HitClass::kClosed || !question.classes[Index(hit.hit_class)]) continue;
    if (hit.score >= of.needed) entrants_.push_back(hit);
  }
  std::sort(entrants_.begin(), entrants_.end(),
            [](const Hit& a, const Hit& b) { return a.index < b.index; });
}

}  // namespace passung
