// What bounds whole groups of mentees in the criteria of the job, against each of them.

#include "engine/search/mentee_jobs.h"

#include <gtest/gtest.h>

#include <set>
#include <span>
#include <tuple>
#include <vector>

#include "engine/criteria/registry.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "engine/search/single_vacancy.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

// All entries of a group together are bounded as one by one, whether that was asked before or not.
void ExpectTheSameTogether(MenteeJobs& jobs, const MenteeJobs::Bounds& bounds,
                           std::span<const MenteeIndex::Claims> claims) {
  constexpr int32_t kWay = 7;
  std::vector<int32_t> together(claims.size());
  for (int again = 0; again < 2; ++again) {
    jobs.MostOfEach(bounds, claims, kWay, together.data());
    for (size_t nth = 0; nth < claims.size(); ++nth) {
      ASSERT_EQ(together[nth], kWay + jobs.Most(bounds, claims[nth])) << again;
    }
  }
}

// By slot: the most that any of somebody's entries promises. -1: they have none.
std::vector<int32_t> MostBySlot(MenteeJobs& jobs, const MenteeIndex& index, uint32_t slots) {
  std::vector<int32_t> most(slots, -1);
  for (size_t nth = 0; nth < jobs.classes().size(); ++nth) {
    const MenteeJobs::Bounds& bounds = jobs.BoundsOf(nth);
    for (const uint32_t occupation : jobs.classes()[nth].occupations) {
      for (size_t home = 0; home < index.homes().size(); ++home) {
        const auto [first, count] = index.PlacesOf(occupation, home);
        ExpectTheSameTogether(jobs, bounds, index.ClaimsAt(first, count));
        for (const MenteeIndex::Entry& entry : index.Of(occupation, home)) {
          const int32_t of = jobs.Most(bounds, entry.claims);
          EXPECT_LE(of, jobs.classes()[nth].most);
          most[entry.slot] = std::max(most[entry.slot], of);
        }
      }
    }
  }
  return most;
}

TEST(MenteeJobsTest, EverybodyIsFoundInAGroupThatPromisesThemNoLessThanTheyGet) {
  int64_t exact = 0;
  int64_t all = 0;
  std::set<size_t> occupations;
  for (uint64_t seed = 0; seed < 6; ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(400 + seed);
    const RandomWorld world = MakeRandomWorld(
        random, {.mentees = 400, .vacancies = 12, .unknown_percent = seed % 2 == 0 ? 25 : 5});
    SnapshotInput input = {.knowledge = Knowledge::Create({}, WorldClassification()).value(),
                           .mentees = world.mentees};
    const auto snapshot = BuildSnapshot(std::move(input)).value();
    const SnapshotImpl& impl = SnapshotImpl::From(*snapshot);
    for (const Vacancy& vacancy : world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      occupations.insert(vacancy.occupations.size());
      const MatchOptions options = RandomMatchOptions(random);
      const AppliedProfile applied = *Apply(options.profile, options.overrides);
      const SingleVacancy single(vacancy, impl.knowledge_impl());
      const Query query{impl.knowledge_impl(), applied, options.as_of, single.columns.dictionaries,
                        options.frozen};
      MenteeJobs jobs(query, impl.mentee_index());
      const auto most = MostBySlot(jobs, impl.mentee_index(), impl.mentees().base_size());
      for (uint32_t slot = 0; slot < most.size(); ++slot) {
        const Person person(query, impl.mentees()[slot]);
        int32_t best = 0;
        for (uint32_t code = 0; code < single.columns.dictionaries.job.size(); ++code) {
          int32_t points = 0;
          for (const JobCriterion* criterion : JobCriteria()) {
            points += applied.weights[Index(criterion->key())] *
                      criterion->Points(query, person.today, code);
          }
          best = std::max(best, points);
        }
        ASSERT_GE(most[slot], best) << impl.mentees()[slot].id.value;
        ++all;
        exact += most[slot] == best ? 1 : 0;
      }
    }
  }
  EXPECT_EQ(occupations, (std::set<size_t>{0, 1, 2, 3}));
  // Bounds that promise much to everybody would find everybody.
  EXPECT_GT(exact * 2, all);
}

// So that what bounds one job bounds every other one like it.
TEST(MenteeJobsTest, WhatBoundsAJobIsAskedOfColumnAdaptationAndWhetherItBarsAlone) {
  int64_t alike = 0;
  for (uint64_t seed = 0; seed < 4; ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(420 + seed);
    const RandomWorld world = MakeRandomWorld(random, {.mentees = 20, .vacancies = 60});
    SnapshotInput input = {.knowledge = Knowledge::Create({}, WorldClassification()).value(),
                           .vacancies = world.vacancies};
    const auto snapshot = BuildSnapshot(std::move(input)).value();
    const SnapshotImpl& impl = SnapshotImpl::From(*snapshot);
    const MatchOptions options = RandomMatchOptions(random);
    const AppliedProfile applied = *Apply(options.profile, options.overrides);
    const Dictionaries& dictionaries = impl.columns().dictionaries;
    const Query query{impl.knowledge_impl(), applied, options.as_of, dictionaries, options.frozen};
    const auto likeness = [&](uint32_t code) {
      const JobKey& job = dictionaries.job[code];
      return std::tuple(job.column, job.adaptation, job.code.has_value(),
                        job.code && query.knowledge.regulated().Bars(*job.code, query.as_of));
    };
    for (const Mentee& mentee : world.mentees) {
      const Person person(query, mentee);
      for (uint32_t a = 0; a < dictionaries.job.size(); ++a) {
        for (uint32_t b = 0; b < a; ++b) {
          if (likeness(a) != likeness(b) || !dictionaries.job[a].code) continue;
          ++alike;
          for (const JobCriterion* criterion : JobCriteria()) {
            for (size_t nearest = 0; nearest < EnumCount<OccupationRelation>(); ++nearest) {
              const auto relation = static_cast<OccupationRelation>(nearest);
              ASSERT_EQ(criterion->BestPointsFor(query, person.today, relation, a),
                        criterion->BestPointsFor(query, person.today, relation, b))
                  << Name(criterion->key());
            }
          }
        }
      }
    }
  }
  EXPECT_GT(alike, 1000);
}

}  // namespace
}  // namespace passung
