#include "engine/watch/entrants.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/prefetch.h"

namespace passung {
namespace {

// What is looked at next lies anywhere in memory: so many things are on their way from there meanwhile.
constexpr size_t kAhead = 16;
constexpr size_t kTogether = 64;
// Of one class looked at by one thread at a time.
constexpr size_t kOccupationsAPart = 16;
// Judged by one thread at a time.
constexpr size_t kMenteesAPart = 48;

}  // namespace

// Those found by the groups of the mentee index: occupation by occupation, home by home.
class EntrantSearch::Groups {
 public:
  Groups(const SingleVacancy& single, const MenteeIndex& index, MenteeJudge& judge,
         Thresholds& thresholds, Memory& memory)
      : index_(index),
        jobs_(judge.jobs()),
        scores_(judge.scores()),
        rest_(judge.scores()),
        rest_most_(judge.scores().RestMost()),
        thresholds_(thresholds),
        memory_(memory) {
    ways_.reserve(index.homes().size());
    for (size_t home = 0; home < index.homes().size(); ++home) {
      ways_.push_back(scores_.HomeMost(home));
    }
    best_way_ = ways_.empty() ? 0 : *std::max_element(ways_.begin(), ways_.end());
    for (const Place& place : single.vacancy.places) AddTravellers(place.postal_code);
  }

  // Among those who claim one of these, which are of the nth class. Nobody else may look at their least
  // meanwhile.
  void Find(size_t nth, std::span<const uint32_t> occupations) {
    const MenteeJobs::Bounds& bounds = jobs_.BoundsOf(nth);
    const int32_t most = jobs_.classes()[nth].most + rest_most_;
    memory_.groups.clear();
    for (const uint32_t occupation : occupations) {
      if (thresholds_.LeastOfOccupation(occupation) <= most + best_way_) {
        CollectGroups(occupation, most);
      }
    }
    BoundGroups(most, bounds);
    for (const uint32_t occupation : occupations) {
      for (Travellers& travellers : travellers_) {
        if (thresholds_.LeastOfOccupation(occupation) > most + travellers.best_way) continue;
        FindTravellers(travellers, occupation, most, bounds);
      }
    }
    BoundClosely();
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
    std::vector<OpenGroup>& groups = memory_.groups;
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

  void BoundGroups(int32_t most, const MenteeJobs::Bounds& bounds) {
    const std::span<const OpenGroup> groups = memory_.groups;
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
      ++memory_.work.bounded;
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
      ++memory_.work.bounded;
      const int32_t by_claims = way + jobs_.Most(bounds, index_.ClaimsAt(at->entry, 1).front());
      if (by_claims + rest_most_ >= needed) Reach({at->entry, needed, by_claims});
    }
  }

  // Somebody who may reach what they need by claims and way. Bounded more closely once there are many,
  // and the first of them have come from memory.
  void Reach(const Reached& reached) {
    base::Prefetch(&index_.EntryAt(reached.entry));
    memory_.reached.push_back(reached);
    if (memory_.reached.size() >= kTogether) BoundClosely();
  }

  void BoundClosely() {
    for (const Reached& of : memory_.reached) {
      const MenteeIndex::Entry& entry = index_.EntryAt(of.entry);
      if (of.by_claims + rest_.Most(entry) < of.needed) continue;
      memory_.near.push_back({entry.slot, of.needed});
    }
    memory_.reached.clear();
  }

  const MenteeIndex& index_;
  MenteeJobs& jobs_;
  MenteeScores& scores_;
  const MenteeScores::Rest rest_;
  const int32_t rest_most_;
  Thresholds& thresholds_;
  Memory& memory_;
  std::vector<int32_t> ways_;  // of district_fit, by home
  int32_t best_way_ = 0;
  std::vector<Travellers> travellers_;
};

// What one thread looks with for one vacancy. Made by the thread that it is of.
class EntrantSearch::Seeker {
 public:
  Seeker(const EntrantQuestion& question, const SingleVacancy& single, Memory& memory)
      : question_(question),
        single_(single),
        index_(question.snapshot.mentee_index()),
        query_{question.snapshot.knowledge_impl(), question.applied, question.as_of,
               single.columns.dictionaries, question.frozen},
        facts_(query_, index_, single.vacancy),
        rules_(query_, single, question.snapshot, facts_),
        memory_(memory) {}

  bool FailsEverybody() const { return rules_.FailEverybody(); }
  const std::vector<MenteeJobs::Class>& classes() { return judge().jobs().classes(); }

  void FindNear(const Part& part, Thresholds& thresholds) {
    if (!groups_) groups_.emplace(single_, index_, judge(), thresholds, memory_);
    const std::span<const uint32_t> occupations = classes()[part.job_class].occupations;
    groups_->Find(part.job_class, occupations.subspan(part.first, part.count));
  }

  void Judge(std::span<const SingleMentee> near) {
    memory_.wave.clear();
    for (const SingleMentee& of : near) memory_.wave.push_back({.of = of});
    KeepThoseWhoScore();
    JudgeWave();
  }

 private:
  MenteeJudge& judge() {
    if (!judge_) judge_.emplace(query_, single_, question_.snapshot, facts_, rules_);
    return *judge_;
  }

  // Cards lie anywhere in memory, and so does what they list: to wait for them one by one takes longer
  // than to look at them.
  void KeepThoseWhoScore() {
    std::vector<InWave>& wave = memory_.wave;
    MenteeJudge& judge = this->judge();
    const auto fetch_card = [&](size_t nth) {
      if (nth < wave.size() && judge.HasCard(wave[nth].of.slot)) index_.Prefetch(wave[nth].of.slot);
    };
    const auto fetch_details = [&](size_t nth) {
      if (nth >= wave.size() || !judge.HasCard(wave[nth].of.slot)) return;
      const MenteeIndex::Card& card = index_.card(wave[nth].of.slot);
      index_.PrefetchDetails(card);
      judge.scores().Prefetch(card);
    };
    for (size_t nth = 0; nth < 2 * kAhead; ++nth) fetch_card(nth);
    for (size_t nth = 0; nth < kAhead; ++nth) fetch_details(nth);
    size_t left = 0;
    for (size_t nth = 0; nth < wave.size(); ++nth) {
      fetch_card(nth + 2 * kAhead);
      fetch_details(nth + kAhead);
      InWave one = wave[nth];
      if (judge.HasCard(one.of.slot)) {
        // Whoever's list is not full needs nothing, mostly because rules drop all for them.
        const auto most = judge.MostOf(
            one.of.slot, one.of.needed > 0 ? MenteeJudge::Rows::kAll : MenteeJudge::Rows::kPassing);
        if (!most || most->score < one.of.needed) continue;
        one.kept = most->kept;
      }
      wave[left++] = one;
    }
    wave.resize(left);
  }

  void JudgeWave() {
    MenteeJudge& judge = this->judge();
    for (const InWave& one : memory_.wave) judge.PrefetchResidence(one.of.slot);
    for (const InWave& one : memory_.wave) judge.PrefetchJudging(one.of.slot);
    memory_.work.judged += static_cast<int64_t>(memory_.wave.size());
    for (const auto& [of, kept] : memory_.wave) {
      const Hit hit = judge.Judge(of.slot, MenteeJudge::Closed::kLeftOut, kept);
      if (hit.hit_class == HitClass::kClosed || !question_.classes[Index(hit.hit_class)]) continue;
      if (hit.score >= of.needed) memory_.entrants.push_back(hit);
    }
  }

  const EntrantQuestion& question_;
  const SingleVacancy& single_;
  const MenteeIndex& index_;
  const Query query_;
  CardFacts facts_;
  MenteeRules rules_;
  Memory& memory_;
  std::optional<MenteeJudge> judge_;
  std::optional<Groups> groups_;
};

EntrantSearch::EntrantSearch(Crew& crew) : crew_(crew), memory_(crew.threads()) {}

WatchWork EntrantSearch::work() const {
  WatchWork work;
  for (const Memory& of : memory_) {
    work.bounded += of.work.bounded;
    work.judged += of.work.judged;
  }
  return work;
}

std::span<const Hit> EntrantSearch::Find(const EntrantQuestion& question, const Vacancy& vacancy,
                                         Thresholds* thresholds,
                                         std::span<const SingleMentee> singles) {
  entrants_.clear();
  if (vacancy.kind == VacancyKind::kSelfEmployed) return entrants_;
  const SingleVacancy single(vacancy, question.snapshot.knowledge_impl());
  // By thread, each made by its own; null: it had nothing to do.
  std::vector<std::unique_ptr<Seeker>> seekers(crew_.threads());
  const auto seeker_of = [&](size_t thread) -> Seeker& {
    if (!seekers[thread]) {
      seekers[thread] = std::make_unique<Seeker>(question, single, memory_[thread]);
    }
    return *seekers[thread];
  };
  for (Memory& memory : memory_) memory.BeginVacancy();
  if (seeker_of(0).FailsEverybody()) return entrants_;
  near_.assign(singles.begin(), singles.end());
  if (thresholds != nullptr) {
    const std::vector<Part> parts = PartsOf(seeker_of(0).classes());
    crew_.Run(parts.size(), [&](size_t part, size_t thread) {
      seeker_of(thread).FindNear(parts[part], *thresholds);
    });
    TakeNear(question.snapshot.mentees().base_size());
  }
  const auto judge = [&](size_t part, size_t thread) {
    const std::span near = std::span(near_).subspan(part * kMenteesAPart);
    seeker_of(thread).Judge(near.first(std::min(kMenteesAPart, near.size())));
  };
  const size_t parts = (near_.size() + kMenteesAPart - 1) / kMenteesAPart;
  if (thresholds != nullptr) {
    crew_.Run(parts, judge);
  } else {
    for (size_t part = 0; part < parts; ++part) judge(part, 0);
  }
  return Entrants();
}

std::vector<EntrantSearch::Part> EntrantSearch::PartsOf(
    const std::vector<MenteeJobs::Class>& classes) {
  std::vector<Part> parts;
  for (size_t nth = 0; nth < classes.size(); ++nth) {
    const size_t count = classes[nth].occupations.size();
    for (size_t first = 0; first < count; first += kOccupationsAPart) {
      parts.push_back({nth, first, std::min(kOccupationsAPart, count - first)});
    }
  }
  return parts;
}

// Some are found by several occupations, or by home and travel time, maybe by two threads.
void EntrantSearch::TakeNear(uint32_t slots) {
  BeginSeen(slots);
  for (const Memory& memory : memory_) {
    for (size_t nth = 0; nth < memory.near.size(); ++nth) {
      if (nth + kAhead < memory.near.size()) base::Prefetch(&seen_[memory.near[nth + kAhead].slot]);
      const SingleMentee& of = memory.near[nth];
      if (seen_[of.slot] == number_) continue;
      seen_[of.slot] = number_;
      near_.push_back(of);
    }
  }
}

// After 2^32 vacancies their numbers begin again.
void EntrantSearch::BeginSeen(uint32_t slots) {
  seen_.resize(slots);
  if (++number_ != 0) return;
  std::fill(seen_.begin(), seen_.end(), 0);
  number_ = 1;
}

std::span<const Hit> EntrantSearch::Entrants() {
  for (const Memory& memory : memory_) {
    entrants_.insert(entrants_.end(), memory.entrants.begin(), memory.entrants.end());
  }
  std::sort(entrants_.begin(), entrants_.end(),
            [](const Hit& a, const Hit& b) { return a.index < b.index; });
  return entrants_;
}

}  // namespace passung
