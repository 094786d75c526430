#include "passung/engine.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>

#include "engine/base/check.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/explain/explain.h"
#include "engine/index/snapshot_internal.h"
#include "engine/rank_batch.h"
#include "engine/rank_vacancies.h"
#include "engine/search/search.h"

namespace passung {
namespace {

absl::Status NeverRanked() {
  return absl::InvalidArgumentError(
      "vacancy.kind: self_employed is stored but never ranked; any other kind is");
}

// A vacancy by itself, as columns of their own: the mirror and the pair read the same rows that a
// search over all vacancies would.
struct SingleVacancy {
  SingleVacancy(const Vacancy& the_vacancy, const KnowledgeImpl& knowledge) : vacancy(the_vacancy) {
    AppendRows(vacancy, knowledge, columns);
  }
  Where At(uint32_t row) const {
    return {vacancy, CombinationOf(vacancy, row), columns.Tuple(row)};
  }
  const Vacancy& vacancy;
  Columns columns;
};

Hit BestFor(const Query& query, const SingleVacancy& single, const Mentee& mentee,
            Summary* summary) {
  const Person person(query, mentee);
  const QueryPlan plan = Compile(query, person);
  const Hit hit = BestRow(single.columns, plan, 0, single.columns.row_count());
  if (summary != nullptr) Count(single.columns, plan, hit, *summary);
  return hit;
}

Match ExplainPair(const Query& query, const SingleVacancy& single, const Mentee& mentee,
                  uint32_t row) {
  const Person person(query, mentee);
  IntervalCalculator intervals(query, person);
  Match match = ExplainCombination(query, person, single.At(row), intervals);
  match.mentee = mentee.id;
  match.vacancy = single.vacancy.id;
  return match;
}

// Mentees a part of the work.
constexpr size_t kMenteeBlock = 256;

SearchResult SearchMentees(const Query& query, const SingleVacancy& single,
                           const SnapshotImpl& snapshot, const SearchOptions& options) {
  struct Part {
    explicit Part(size_t limit) : best(limit) {}
    TopK best;
    Summary summary;
  };
  const RecordStore<Mentee>& mentees = snapshot.mentees();
  const RecordSet& set = snapshot.mentee_set();
  const size_t blocks = (set.slots + kMenteeBlock - 1) / kMenteeBlock;
  const auto parts = static_cast<size_t>(std::max(1, options.threads));
  std::vector<Part> done(parts, Part(options.limit));
  ParallelFor(parts, options.threads, [&](size_t part) {
    for (size_t block = part; block < blocks; block += parts) {
      const size_t end = std::min<size_t>(set.slots, (block + 1) * kMenteeBlock);
      for (auto slot = static_cast<uint32_t>(block * kMenteeBlock); slot < end; ++slot) {
        if (!set.Has(slot)) continue;
        Hit hit = BestFor(query, single, mentees[slot], &done[part].summary);
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

}  // namespace

// The current snapshot. std::shared_mutex because ThreadSanitizer understands it; the lock is held
// for copying a pointer only.
class Engine::Holder {
 public:
  void Set(std::shared_ptr<const Snapshot> snapshot) {
    {
      const std::unique_lock lock(mutex_);
      current_.swap(snapshot);
    }
    // The old snapshot, if this was its last holder, dies here, outside the lock.
  }
  std::shared_ptr<const Snapshot> Get() const {
    const std::shared_lock lock(mutex_);
    return current_;
  }
  absl::StatusOr<std::shared_ptr<const Snapshot>> Require() const {
    auto snapshot = Get();
    if (snapshot == nullptr) return absl::FailedPreconditionError("no snapshot is published yet");
    return snapshot;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::shared_ptr<const Snapshot> current_;
};

Engine::Engine() : holder_(std::make_unique<Holder>()) {}
Engine::~Engine() = default;

void Engine::Publish(std::shared_ptr<const Snapshot> snapshot) {
  PASSUNG_CHECK(snapshot != nullptr);
  holder_->Set(std::move(snapshot));
}

std::shared_ptr<const Snapshot> Engine::Current() const { return holder_->Get(); }

absl::StatusOr<RankResult> Engine::RankVacancies(const Mentee& mentee,
                                                 const MatchOptions& options) const {
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options));
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  return VacancyRanking(SnapshotImpl::From(*held), *applied, options, Detail::kFull).Of(mentee);
}

absl::Status Engine::RankBatch(const MenteeSource& source, const BatchOptions& options,
                               const BatchSink& sink) const {
  PASSUNG_RETURN_IF_ERROR(Validate(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options.match));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  return RankAll(SnapshotImpl::From(*held), *applied, options, source, sink);
}

absl::StatusOr<RankResult> Engine::RankMentees(const Vacancy& vacancy,
                                               const MatchOptions& options) const {
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options));
  PASSUNG_RETURN_IF_ERROR(RefuseFilter(options));
  PASSUNG_RETURN_IF_ERROR(Validate(vacancy));
  if (vacancy.kind == VacancyKind::kSelfEmployed) return NeverRanked();
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  const SnapshotImpl& snapshot = SnapshotImpl::From(*held);
  const SingleVacancy single(vacancy, snapshot.knowledge_impl());
  const Query query{snapshot.knowledge_impl(), *applied, options.as_of, single.columns.dictionaries,
                    options.frozen};
  const SearchResult found = SearchMentees(query, single, snapshot, SearchOptionsOf(options));
  RankResult result{.summary = found.summary,
                    .versions = VersionsOf(snapshot, *applied, options.as_of)};
  for (const Hit& hit : found.hits) {
    result.matches.push_back(ExplainPair(query, single, snapshot.mentees()[hit.index], hit.row));
    PASSUNG_DCHECK(result.matches.back().score == hit.score);
  }
  return result;
}

absl::StatusOr<PairResult> Engine::ExplainMatch(const Mentee& mentee, const Vacancy& vacancy,
                                                const MatchOptions& options) const {
  PASSUNG_RETURN_IF_ERROR(RefuseFilter(options));
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  PASSUNG_RETURN_IF_ERROR(Validate(vacancy));
  if (vacancy.kind == VacancyKind::kSelfEmployed) return NeverRanked();
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  const SnapshotImpl& snapshot = SnapshotImpl::From(*held);
  const SingleVacancy single(vacancy, snapshot.knowledge_impl());
  const Query query{snapshot.knowledge_impl(), *applied, options.as_of, single.columns.dictionaries,
                    options.frozen};
  const Hit hit = BestFor(query, single, mentee, nullptr);
  return PairResult{.match = ExplainPair(query, single, mentee, hit.row),
                    .versions = VersionsOf(snapshot, *applied, options.as_of)};
}

absl::string_view EngineVersion() { return "0.1.0"; }

}  // namespace passung
