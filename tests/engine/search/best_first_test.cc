// The search that looks at little against the one that looks at every row.

#include "engine/search/best_first.h"

#include <gtest/gtest.h>

#include "engine/criteria/registry.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/job_tiers.h"
#include "engine/search/search.h"
#include "tests/engine/search/hits.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

std::shared_ptr<const Knowledge> TheKnowledge() {
  static const auto* const kKnowledge =
      new std::shared_ptr<const Knowledge>(Knowledge::Create({}, WorldClassification()).value());
  return *kKnowledge;
}

class Asked {
 public:
  Asked(const SnapshotImpl& snapshot, const Mentee& mentee, const MatchOptions& options)
      : snapshot_(snapshot),
        applied_(*Apply(options.profile, options.overrides)),
        query_{snapshot.knowledge_impl(), applied_, options.as_of, snapshot.columns().dictionaries,
               options.frozen},
        person_(query_, mentee),
        filter_(options.filter, snapshot.columns(), snapshot.index()),
        judge_(query_, person_, ThisThreadsWorkspace()) {}

  std::vector<Hit> BestFirst(SearchOptions options) const {
    options.filter = &filter_;
    return SearchBestFirst(snapshot_.rows(), judge_, ThisThreadsWorkspace(), options);
  }
  std::vector<Hit> EveryRow(SearchOptions options) const {
    options.filter = &filter_;
    return Search(snapshot_.rows(), Compile(query_, person_), options).hits;
  }
  const Query& query() const { return query_; }
  const Person& person() const { return person_; }
  const Judge& judge() const { return judge_; }

 private:
  const SnapshotImpl& snapshot_;
  AppliedProfile applied_;
  Query query_;
  Person person_;
  RowFilter filter_;
  Judge judge_;
};

SearchOptions RandomOptions(RandomSource& random) {
  SearchOptions options;
  options.limit = static_cast<size_t>(random.Pick<int32_t>({1, 3, 20, 100, 1000}));
  const int32_t classes = random.Pick<int32_t>({7, 7, 7, 1, 2, 4, 5, 6});
  for (size_t i = 0; i < 3; ++i) options.classes[i] = (classes >> i & 1) != 0;
  return options;
}

TEST(BestFirstTest, FindsWhatLookingAtEveryRowFindsInWorldsOfManyTies) {
  for (int w = 0; w < 8; ++w) {
    RandomSource random(90 + static_cast<uint64_t>(w));
    RandomWorld world = MakeRandomWorld(
        random, {.mentees = 12, .vacancies = 4000, .unknown_percent = w % 2 == 0 ? 25 : 5});
    const auto snapshot =
        SnapshotImpl::Build({.knowledge = TheKnowledge(), .vacancies = std::move(world.vacancies)});
    ASSERT_TRUE(snapshot.ok());
    for (const Mentee& mentee : world.mentees) {
      for (int q = 0; q < 6; ++q) {
        const Asked asked(**snapshot, mentee, RandomSearchOptions(random));
        const SearchOptions options = RandomOptions(random);
        ExpectSameHits(asked.BestFirst(options), asked.EveryRow(options));
        if (HasFailure()) return;
      }
    }
  }
}

TEST(BestFirstTest, AnEmptyMarketHasNoHits) {
  const auto snapshot = SnapshotImpl::Build({.knowledge = TheKnowledge()});
  RandomSource random(3);
  const Mentee mentee = RandomMentee(random, 10, 1);
  const Asked asked(**snapshot, mentee, RandomMatchOptions(random));
  EXPECT_TRUE(asked.BestFirst({.limit = 20, .classes = {true, true, true, false}}).empty());
}

// Ranges of groups give every job the relation that asking for each pair gives, and no job of a
// tier is worth more than the bound of it or of a nearer one.
TEST(JobTiersTest, EveryJobIsInTheTierOfItsNearestRelationAndBoundedThere) {
  for (int w = 0; w < 20; ++w) {
    RandomSource random(500 + static_cast<uint64_t>(w));
    RandomWorld world =
        MakeRandomWorld(random, {.mentees = 10, .vacancies = 300, .unknown_percent = 10});
    const auto snapshot =
        SnapshotImpl::Build({.knowledge = TheKnowledge(), .vacancies = std::move(world.vacancies)});
    ASSERT_TRUE(snapshot.ok());
    const Dictionary<JobKey>& jobs = (*snapshot)->columns().dictionaries.job;
    for (const Mentee& mentee : world.mentees) {
      const Asked asked(**snapshot, mentee, RandomMatchOptions(random));
      const DayFacts& facts = asked.person().today;
      JobTiers tiers((*snapshot)->index().order(), asked.judge(), ThisThreadsWorkspace());
      size_t seen = 0;
      for (size_t r = 0; r < EnumCount<OccupationRelation>(); ++r) {
        for (size_t c = 0; c < kColumnCount; ++c) {
          const auto tier = static_cast<OccupationRelation>(r);
          const auto column = static_cast<Column>(c);
          tiers.ForEach(tier, column, [&](uint32_t position) {
            ++seen;
            const uint32_t code = (*snapshot)->index().order().code_at(position);
            auto nearest = OccupationRelation::kUnrelated;
            const auto relate = [&](OccupationCode occupation) {
              if (!jobs[code].code) return;
              nearest =
                  std::min(nearest, asked.query().knowledge.Relate(occupation, *jobs[code].code));
            };
            for (const auto& claim : facts.claims) relate(claim.occupation);
            for (const auto& qualified : facts.qualifications) relate(qualified.reference);
            int32_t part = 0;
            for (const Judge::Weighted& of : asked.judge().job_criteria()) {
              part += of.weight * of.criterion->Points(asked.query(), facts, code);
            }
            EXPECT_EQ(tiers.JobPart(position), part) << "job " << code;
            EXPECT_EQ(tier, nearest);
            EXPECT_EQ(jobs[code].column, column);
            for (const JobCriterion* criterion : JobCriteria()) {
              const int32_t points = criterion->Points(asked.query(), facts, code);
              for (size_t nearer = 0; nearer <= r; ++nearer) {
                const auto relation = static_cast<OccupationRelation>(nearer);
                EXPECT_LE(points, criterion->BestPoints(asked.query(), facts, relation, column))
                    << Name(criterion->key()) << " " << Name(relation) << " " << Name(column);
              }
            }
          });
        }
      }
      EXPECT_EQ(seen, jobs.size()) << "each job in one tier";
    }
  }
}

}  // namespace
}  // namespace passung
