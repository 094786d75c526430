#include "engine/search/mirror.h"

#include <algorithm>
#include <limits>

#include "absl/container/flat_hash_map.h"
#include "engine/base/parallel.h"
#include "engine/criteria/registry.h"

namespace passung {
namespace {

// Mentees a part of the work.
constexpr uint32_t kMenteeBlock = 256;

// Somebody who has whatever of these claims the criteria of a job may count.
DayFacts SomebodyWith(const MenteeIndex::Claims& claims, Date day) {
  DayFacts somebody;
  somebody.day = day;
  for (size_t kind = 0; kind < EnumCount<ClaimKind>(); ++kind) {
    if ((claims.kinds >> kind & 1U) == 0) continue;
    somebody.claims.push_back({OccupationCode(), static_cast<ClaimKind>(kind), 0});
  }
  const auto add = [&](int level, std::optional<RecognitionStatus> status) {
    if ((claims.qualified & MenteeIndex::QualifiedBit(level, status)) == 0) return;
    somebody.qualifications.push_back({.level = level, .status = status});
  };
  for (int level = 1; level <= 4; ++level) {
    add(level, std::nullopt);
    for (size_t status = 0; status < EnumCount<RecognitionStatus>(); ++status) {
      add(level, static_cast<RecognitionStatus>(status));
    }
  }
  return somebody;
}

// Everything at once: bounds everybody.
constexpr MenteeIndex::Claims kEverything = {.kinds = UINT8_MAX, .qualified = UINT64_MAX};

// Things that bound alike, the highest bound first.
struct Class {
  int32_t bound = 0;
  std::vector<size_t> members;
};
std::vector<Class> ClassesOf(const std::vector<int32_t>& bounds) {
  std::vector<Class> classes;
  std::vector<size_t> order(bounds.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return bounds[a] > bounds[b]; });
  for (const size_t i : order) {
    if (classes.empty() || classes.back().bound != bounds[i]) classes.push_back({bounds[i], {}});
    classes.back().members.push_back(i);
  }
  return classes;
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
        anybody_(SomebodyWith(kEverything, query.as_of)),
        jobs_(query.dictionaries.job.size()),
        looked_at_(snapshot.mentees().base_size()),
        language_bound_(index_.languages().size(), -1) {
    for (const Criterion* criterion : AllCriteria()) {
      const int32_t weight = query.applied.weights[Index(criterion->key())];
      if (weight > 0) weighted_.push_back({criterion, weight});
    }
    // What nothing bounds: the vacancy decides what it offers, the rest may be the best.
    for (const Weighted& of : weighted_) {
      const bool bounded = of.criterion->column() == ColumnId::kJob ||
                           of.criterion->key() == CriterionKey::kDistrictFit ||
                           of.criterion->key() == CriterionKey::kLanguageFit;
      if (of.criterion->key() == CriterionKey::kEmployerSupport) {
        rest_ += Best(of, anybody_);
      } else if (!bounded) {
        rest_ += of.weight * kMaxPoints;
      }
    }
  }

  std::vector<Hit> Run() {
    const RecordSet& set = snapshot_.mentee_set();
    for (uint32_t slot = snapshot_.mentees().base_size(); slot < set.slots; ++slot) Judge(slot);
    const std::vector<Class> jobs = ClassesOf(JobBounds());
    const std::vector<Class> homes = ClassesOf(HomeBounds());
    const int32_t rest = rest_ + LanguageMost();
    struct Pair {
      const Class* job;
      const Class* home;
      int32_t bound() const { return job->bound + home->bound; }
    };
    std::vector<Pair> pairs;
    for (const Class& job : jobs) {
      for (const Class& home : homes) pairs.push_back({&job, &home});
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& a, const Pair& b) { return a.bound() > b.bound(); });
    for (const Pair& pair : pairs) {
      if (!best_.MayEnter(pair.bound() + rest, 0)) break;
      for (const size_t job : pair.job->members) {
        for (const size_t home : pair.home->members) LookInto(job, home, pair.home->bound + rest_);
      }
    }
    // Travel times are known by place of work, not by home.
    for (const Place& place : single_.vacancy.places) LookAtTravellersTo(place.postal_code);
    return best_.Sorted();
  }

 private:
  struct Weighted {
    const Criterion* criterion;
    int32_t weight;
  };

  uint32_t rows() const { return single_.columns.row_count(); }
  uint32_t CodeOf(const Criterion& criterion, uint32_t row) const {
    return single_.columns.CodeAt(criterion.column(), row);
  }
  // The most that a criterion gives these facts for any row.
  int32_t Best(const Weighted& of, const DayFacts& facts) const {
    int32_t best = 0;
    for (uint32_t row = 0; row < rows(); ++row) {
      best = std::max(best, of.criterion->Points(query_, facts, CodeOf(*of.criterion, row)));
    }
    return of.weight * best;
  }

  // How an occupation is related to those of the vacancy, three bits each; `nth` counts those that
  // somebody claims, after the last of them comes one that is related to none.
  using Relations = uint64_t;
  Relations RelationsOf(size_t nth) const {
    Relations relations = 0;
    for (uint32_t code = 0; code < jobs_; ++code) {
      const JobKey& job = query_.dictionaries.job[code];
      auto relation = OccupationRelation::kUnrelated;
      if (!job.code) {
        relation = OccupationRelation::kSame5;  // nothing is known of it
      } else if (nth < index_.occupations().size()) {
        relation = query_.knowledge.Relate(index_.occupations()[nth], *job.code);
      }
      relations |= Relations{Index(relation)} << (3 * code);
    }
    return relations;
  }

  // The most that the criteria of the job give for any of the vacancy's occupations.
  int32_t JobBound(Relations relations, const DayFacts& facts) const {
    int32_t most = 0;
    for (uint32_t code = 0; code < jobs_; ++code) {
      const auto nearest = static_cast<OccupationRelation>(relations >> (3 * code) & 7U);
      int32_t bound = 0;
      for (const Weighted& of : weighted_) {
        if (of.criterion->column() != ColumnId::kJob) continue;
        const auto& criterion = static_cast<const JobCriterion&>(*of.criterion);
        bound += of.weight *
                 criterion.BestPoints(query_, facts, nearest, query_.dictionaries.job[code].column);
      }
      most = std::max(most, bound);
    }
    return most;
  }
  int32_t JobBound(Relations relations, uint32_t claims) {
    const auto [at, is_new] = job_bounds_.try_emplace(std::pair(relations, claims), 0);
    if (is_new) {
      at->second = JobBound(relations, SomebodyWith(index_.claims()[claims], query_.as_of));
    }
    return at->second;
  }

  // Of each occupation that somebody claims, and last of none of them.
  std::vector<int32_t> JobBounds() {
    absl::flat_hash_map<Relations, int32_t> known;
    std::vector<int32_t> bounds;
    for (size_t nth = 0; nth <= index_.occupations().size(); ++nth) {
      relations_.push_back(RelationsOf(nth));
      const auto [at, is_new] = known.try_emplace(relations_.back(), 0);
      if (is_new) at->second = JobBound(relations_.back(), anybody_);
      bounds.push_back(at->second);
    }
    return bounds;
  }

  std::vector<int32_t> HomeBounds() const {
    std::vector<int32_t> bounds;
    for (const MenteeIndex::Home& home : index_.homes()) {
      Home here;
      DayFacts facts;
      facts.day = query_.as_of;
      if (home) here.district = *home;
      if (home) facts.home = &here;
      bounds.push_back(BoundOf(CriterionKey::kDistrictFit, facts));
    }
    return bounds;
  }

  int32_t BoundOf(CriterionKey key, const DayFacts& facts) const {
    for (const Weighted& of : weighted_) {
      if (of.criterion->key() == key) return Best(of, facts);
    }
    return 0;
  }

  int32_t LanguageMost() const {
    for (const Weighted& of : weighted_) {
      if (of.criterion->key() == CriterionKey::kLanguageFit) return of.weight * kMaxPoints;
    }
    return 0;
  }

  int32_t LanguageBound(uint32_t number) {
    int32_t& bound = language_bound_[number];
    if (bound >= 0) return bound;
    const MenteeIndex::Languages& languages = index_.languages()[number];
    DayFacts facts;
    facts.day = query_.as_of;
    facts.other_languages = &languages.others;
    // Where less may be known, each skill is at its best or unknown: more levels are never worth less.
    const uint32_t variants = languages.always ? 1 : 1U << languages.german.size();
    for (uint32_t unknown = 0; unknown < variants; ++unknown) {
      for (size_t skill = 0; skill < languages.german.size(); ++skill) {
        facts.german[skill] = (unknown >> skill & 1U) != 0 ? std::nullopt : languages.german[skill];
      }
      bound = std::max(bound, BoundOf(CriterionKey::kLanguageFit, facts));
    }
    return bound;
  }

  void LookInto(size_t occupation, size_t home, int32_t bound) {
    for (const MenteeIndex::Entry& entry : index_.Of(occupation, home)) {
      if (looked_at_[entry.slot]) continue;
      const int32_t most =
          bound + JobBound(relations_[occupation], entry.claims) + LanguageBound(entry.languages);
      if (best_.MayEnter(most, snapshot_.mentees().OrderOf(entry.slot))) Judge(entry.slot);
    }
  }

  void LookAtTravellersTo(const std::string& postal_code) {
    absl::flat_hash_map<int32_t, int32_t> by_minutes;
    for (const MenteeIndex::Traveller& traveller : index_.TravellersTo(postal_code)) {
      if (looked_at_[traveller.slot]) continue;
      const auto [at, is_new] = by_minutes.try_emplace(traveller.minutes, 0);
      if (is_new) {
        DayFacts facts;
        facts.day = query_.as_of;
        facts.travel_minutes = {{postal_code, traveller.minutes}};
        at->second = BoundOf(CriterionKey::kDistrictFit, facts);
      }
      const MenteeIndex::Entry& entry = index_.entry(traveller.slot);
      int32_t job = JobBound(relations_.back(), entry.claims);
      for (const uint32_t occupation : index_.OccupationsOf(traveller.slot)) {
        job = std::max(job, JobBound(relations_[occupation], entry.claims));
      }
      const int32_t most = job + at->second + LanguageBound(entry.languages) + rest_;
      if (best_.MayEnter(most, snapshot_.mentees().OrderOf(entry.slot))) Judge(entry.slot);
    }
  }

  void Judge(uint32_t slot) {
    if (slot < looked_at_.size()) {
      if (looked_at_[slot]) return;
      looked_at_[slot] = true;
    }
    if (!snapshot_.mentee_set().Has(slot)) return;
    const Mentee& mentee = snapshot_.mentees()[slot];
    const uint64_t order = snapshot_.mentees().OrderOf(slot);
    // As long as anybody gets in, nobody need be tried before.
    const Person person(query_, mentee);
    if (best_.NeededScore() > 0 && !MayEnter(person, order)) return;
    Hit hit = BestFor(query_, single_, person, nullptr);
    hit.index = slot;
    hit.order = order;
    if (options_.classes[Index(hit.hit_class)]) best_.Offer(hit);
  }

  // Whether some row scores enough.
  bool MayEnter(const Person& person, uint64_t order) {
    scores_.assign(rows(), 0);
    for (const Weighted& of : weighted_) {
      contributions_.clear();
      for (uint32_t code = 0; code < query_.dictionaries.size(of.criterion->column()); ++code) {
        contributions_.push_back(of.weight * of.criterion->Points(query_, person.today, code));
      }
      for (uint32_t row = 0; row < rows(); ++row) {
        scores_[row] += contributions_[CodeOf(*of.criterion, row)];
      }
    }
    return best_.MayEnter(*std::max_element(scores_.begin(), scores_.end()), order);
  }

  const Query& query_;
  const SingleVacancy& single_;
  const SnapshotImpl& snapshot_;
  const MenteeIndex& index_;
  const SearchOptions& options_;
  TopK best_;
  const DayFacts anybody_;
  std::vector<Weighted> weighted_;
  int32_t rest_ = 0;
  const uint32_t jobs_;
  std::vector<Relations> relations_;  // of each occupation, as JobBounds
  absl::flat_hash_map<std::pair<Relations, uint32_t>, int32_t> job_bounds_;
  std::vector<int32_t> scores_;          // of each row
  std::vector<int32_t> contributions_;   // by code
  std::vector<bool> looked_at_;          // by slot
  std::vector<int32_t> language_bound_;  // by number; below 0: not worked out yet
};

}  // namespace

Hit BestFor(const Query& query, const SingleVacancy& single, const Person& person,
            Summary* summary) {
  const QueryPlan plan = Compile(query, person);
  const Hit hit = BestRow(single.columns, plan, 0, single.columns.row_count());
  if (summary != nullptr) Count(single.columns, plan, hit, *summary);
  return hit;
}

SearchResult SearchEveryMentee(const Query& query, const SingleVacancy& single,
                               const SnapshotImpl& snapshot, const SearchOptions& options) {
  struct Part {
    explicit Part(size_t limit) : best(limit) {}
    TopK best;
    Summary summary;
  };
  const RecordStore<Mentee>& mentees = snapshot.mentees();
  const RecordSet& set = snapshot.mentee_set();
  const uint32_t blocks = (set.slots + kMenteeBlock - 1) / kMenteeBlock;
  const auto parts = static_cast<uint32_t>(std::max(1, options.threads));
  std::vector<Part> done(parts, Part(options.limit));
  ParallelFor(parts, options.threads, [&](size_t part) {
    for (auto block = static_cast<uint32_t>(part); block < blocks; block += parts) {
      const uint32_t end = std::min(set.slots, (block + 1) * kMenteeBlock);
      for (uint32_t slot = block * kMenteeBlock; slot < end; ++slot) {
        if (!set.Has(slot)) continue;
        Hit hit = BestFor(query, single, Person(query, mentees[slot]), &done[part].summary);
        hit.index = slot;
        hit.order = mentees.OrderOf(slot);
        if (options.classes[Index(hit.hit_class)]) done[part].best.Offer(hit);
      }
    }
  });
  SearchResult result;
  TopK best(options.limit);
  for (const Part& part : done) {
    best.Merge(part.best);
    AddTo(part.summary, result.summary);
  }
  result.hits = best.Sorted();
  return result;
}

std::vector<Hit> SearchMenteesBestFirst(const Query& query, const SingleVacancy& single,
                                        const SnapshotImpl& snapshot,
                                        const SearchOptions& options) {
  return MenteeSearcher(query, single, snapshot, options).Run();
}

}  // namespace passung
