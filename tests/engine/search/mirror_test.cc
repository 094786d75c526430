// The mirror that looks at little against the one that judges everybody.

#include "engine/search/mirror.h"

#include <gtest/gtest.h>

#include "engine/search/mentee_search.h"
#include "tests/engine/search/hits.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

TEST(MirrorTest, FindsWhatJudgingEverybodyFindsInWorldsOfManyTies) {
  const auto knowledge = Knowledge::Create({}, WorldClassification()).value();
  int64_t hits = 0;
  for (uint64_t seed = 0; seed < 8; ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(300 + seed);
    const int32_t unknown = seed % 2 == 0 ? 25 : 5;
    const RandomWorld world =
        MakeRandomWorld(random, {.mentees = 1500, .vacancies = 25, .unknown_percent = unknown});
    const auto snapshot = SnapshotImpl::Build({.knowledge = knowledge, .mentees = world.mentees});
    ASSERT_TRUE(snapshot.ok()) << snapshot.status();
    for (const Vacancy& vacancy : world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      const MatchOptions options = RandomMatchOptions(random);
      const AppliedProfile applied = *Apply(options.profile, options.overrides);
      const SingleVacancy single(vacancy, (*snapshot)->knowledge_impl());
      const Query query{(*snapshot)->knowledge_impl(), applied, options.as_of,
                        single.columns.dictionaries, options.frozen};
      SearchOptions search{.limit = static_cast<size_t>(random.Pick<int32_t>({1, 3, 20, 1000}))};
      const int32_t classes = random.Pick<int32_t>({7, 7, 15, 1, 2, 4, 8});
      for (size_t i = 0; i < 4; ++i) search.classes[i] = (classes >> i & 1) != 0;
      const auto found = SearchMenteesBestFirst(query, single, **snapshot, search);
      const auto expected = SearchEveryMentee(query, single, **snapshot, search).hits;
      ExpectSameHits(found, expected);
      for (size_t i = 0; i < found.size() && !testing::Test::HasFailure(); ++i) {
        EXPECT_EQ(found[i].hit_class, expected[i].hit_class) << "hit " << i;
      }
      hits += static_cast<int64_t>(found.size());
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(hits, 1000);
}

}  // namespace
}  // namespace passung
