// What bounds and gates promise, held against every row of random markets.

#include "engine/search/bounds.h"

#include <gtest/gtest.h>

#include "engine/index/snapshot_internal.h"
#include "engine/search/gates.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

struct Market {
  std::shared_ptr<const SnapshotImpl> snapshot;
  std::vector<Mentee> mentees;
};

Market MakeMarket(RandomSource& random) {
  RandomWorld world =
      MakeRandomWorld(random, {.mentees = 12, .vacancies = 1500, .unknown_percent = 15});
  return {SnapshotImpl::Build({.knowledge = Knowledge::Create({}, WorldClassification()).value(),
                               .vacancies = std::move(world.vacancies)})
              .value(),
          std::move(world.mentees)};
}

// One question of a random market, every rule enforced.
class Posed {
 public:
  Posed(const SnapshotImpl& snapshot, const Mentee& mentee, RandomSource& random)
      : options_(RandomMatchOptions(random)),
        applied_(*Apply(AllEnforced(options_.profile), {})),
        query_{snapshot.knowledge_impl(), applied_, options_.as_of, snapshot.columns().dictionaries,
               options_.frozen},
        person_(query_, mentee),
        judge(query_, person_, ThisThreadsWorkspace()) {}

 private:
  static ScoringProfile AllEnforced(ScoringProfile profile) {
    profile.switches.fill(RuleSwitch::kEnforce);
    return profile;
  }

  MatchOptions options_;
  AppliedProfile applied_;
  Query query_;
  Person person_;

 public:
  Judge judge;
};

// Calls `visit(job, presence, chunk)` for every chunk of a market.
template <class F>
void ForEachChunk(const RowIndex& index, F&& visit) {
  for (uint32_t position = 0; position < index.order().size(); ++position) {
    const JobRows& job = index.job(position);
    for (const auto& block : job.parts) {
      for (size_t c = 0; c < block->parts.size(); ++c) {
        visit(job, block->presence[c], *block->parts[c]);
      }
    }
  }
}

// Calls `ask(snapshot, judge)` for people of some random markets.
template <class F>
void AskMany(uint64_t seed, F&& ask) {
  for (uint64_t w = 0; w < 5; ++w) {
    RandomSource random(seed + w);
    const Market market = MakeMarket(random);
    for (const Mentee& mentee : market.mentees) {
      const Posed posed(*market.snapshot, mentee, random);
      ask(*market.snapshot, posed.judge);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(ColumnBoundTest, IsTheMostOfThePresentBinsAndExactWhereItSaysSo) {
  int64_t exact = 0;
  AskMany(100, [&](const SnapshotImpl& snapshot, const Judge& judge) {
    RandomSource random(7);
    std::vector<int32_t> points;
    for (const Judge::Weighted& of : judge.other_criteria()) {
      const Bins& bins = snapshot.index().bins()[Index(of.column)];
      const ColumnBound bound(judge, of, bins, points);
      for (int n = 0; n < 50; ++n) {
        uint64_t present = 0;
        int32_t most = 0;
        for (int32_t bits = random.Below(20) + 1; bits > 0; --bits) {
          const auto code =
              static_cast<uint32_t>(random.Below(static_cast<int32_t>(bins.bins->size())));
          present |= bins.MaskOf(code);
          most = std::max(most, bound.by_bin()[bins.BinOf(code)]);
        }
        EXPECT_EQ(bound.Of(present), most);
      }
      for (uint32_t code = 0; code < bins.bins->size(); ++code) {
        const int32_t worth = judge.Contribution(of, code);
        const int32_t most = bound.by_bin()[bins.BinOf(code)];
        ASSERT_LE(worth, most) << "column " << Index(of.column) << " code " << code;
        if ((bound.exact() & bins.MaskOf(code)) == 0) continue;
        EXPECT_EQ(worth, most) << "column " << Index(of.column) << " code " << code;
        ++exact;
      }
    }
  });
  EXPECT_GT(exact, 1000);
}

TEST(RowBoundsTest, GiveNoRowOfAStripLessThanItIsWorth) {
  AskMany(200, [](const SnapshotImpl& snapshot, const Judge& judge) {
    KeptBounds kept;
    const RowBounds bounds(judge, snapshot.index().bins(), kept);
    const Columns& columns = snapshot.columns();
    ForEachChunk(
        snapshot.index(), [&](const JobRows&, const Presence& presence, const Chunk& chunk) {
          for (uint32_t s = 0; s < chunk.strip_count(); ++s) {
            const Strip& strip = *chunk.strips[s];
            const int32_t least = 30'000'000;
            StripParts parts;
            const RowBounds::OfStrip of =
                bounds.WithoutSkills(strip, chunk.presence[s], 5, least, parts);
            ASSERT_LE(bounds.Of(chunk.presence[s]), bounds.Of(presence));
            for (uint32_t at = 0; at < std::min(kStripRows, chunk.size - s * kStripRows); ++at) {
              int32_t worth = 5;
              int32_t exact = 5;
              for (size_t i = 0; i < bounds.parts().size(); ++i) {
                const RowBounds::Part& part = bounds.parts()[i];
                const uint32_t code = columns.CodeAt(part.of->column, strip.names[at].row);
                worth += judge.Contribution(*part.of, code);
                if (part.binned == kScoredSkills) continue;
                const bool inexact = (of.inexact >> i & 1U) != 0;
                exact += inexact ? part.bound->by_bin()[strip.bins[part.binned][at]]
                                 : judge.Contribution(*part.of, code);
              }
              ASSERT_LE(worth, of.sums[at] + bounds.OfSkills(strip, at));
              EXPECT_EQ(of.sums[at], exact) << "what is not called inexact is exact";
              EXPECT_EQ(of.enough >> at & 1U, of.sums[at] >= least ? 1U : 0U);
              EXPECT_LE(worth, 5 + bounds.Of(chunk.presence[s]));
            }
          }
        });
  });
}

// Of every chunk: what gates rule out has no row that passes, and what they do not doubt no row that
// fails. And they do rule out: a job all of whose rows a rule fails is never opened.
TEST(GatesTest, RuleOutOnlyWhatFailsAndDoubtWhateverMayFail) {
  int64_t failing_jobs = 0;
  AskMany(300, [&](const SnapshotImpl& snapshot, const Judge& judge) {
    Gates gates(judge, snapshot.index().bins());
    const Columns& columns = snapshot.columns();
    ForEachChunk(
        snapshot.index(), [&](const JobRows& rows, const Presence& presence, const Chunk& chunk) {
          const Gates::OfJob job = gates.ForJob(*rows.codes);
          const bool may_pass = gates.MayPass(presence, job) && gates.MayPass(presence) &&
                                gates.MayPassAsJob(presence);
          const RuleSet doubtful = gates.DoubtfulOf(presence, job);
          for (uint32_t i = 0; i < chunk.size; ++i) {
            const Columns::Row codes = columns.RowAt(chunk.row(i));
            bool fails = false;
            for (size_t rule = 0; rule < judge.rules().size(); ++rule) {
              const Judge::Enforced& of = judge.rules()[rule];
              if (!judge.Fails(of, codes[of.column])) continue;
              fails = true;
              EXPECT_NE(doubtful >> rule & 1U, 0U) << Name(of.rule->key());
            }
            const Strip& strip = *chunk.strips[i / kStripRows];
            EXPECT_EQ(gates.Fails(doubtful, strip, i % kStripRows, codes), fails);
            if (fails) continue;
            EXPECT_TRUE(may_pass);
            EXPECT_TRUE(gates.MayPass(chunk.presence[i / kStripRows]));
          }
          for (const Judge::Enforced& of : judge.rules()) {
            if (of.column != ColumnId::kTrack && of.column != ColumnId::kRegulated) continue;
            bool all_fail = chunk.size > 0;
            for (uint32_t i = 0; i < chunk.size && all_fail; ++i) {
              all_fail = judge.Fails(of, columns.CodeAt(of.column, chunk.row(i)));
            }
            if (!all_fail || snapshot.index().job(0).parts.empty()) continue;
            const auto& list = (*rows.codes)[of.column == ColumnId::kTrack ? 0 : 1];
            const bool whole_job = std::all_of(
                list.begin(), list.end(), [&](uint32_t code) { return judge.Fails(of, code); });
            if (!whole_job) continue;
            EXPECT_FALSE(may_pass) << Name(of.rule->key());
            ++failing_jobs;
          }
        });
  });
  EXPECT_GT(failing_jobs, 50);
}

// What was learnt from rows that failed bars rows like them, and none that passes.
TEST(GatesTest, BarNoRowThatPasses) {
  int64_t barred = 0;
  AskMany(400, [&](const SnapshotImpl& snapshot, const Judge& judge) {
    Gates gates(judge, snapshot.index().bins());
    const Columns& columns = snapshot.columns();
    ForEachChunk(
        snapshot.index(), [&](const JobRows& rows, const Presence& presence, const Chunk& chunk) {
          const RuleSet doubtful = gates.DoubtfulOf(presence, gates.ForJob(*rows.codes));
          for (uint32_t s = 0; s < chunk.strip_count(); ++s) {
            const Strip& strip = *chunk.strips[s];
            StripParts parts;
            gates.AddBars(strip, chunk.presence[s], parts);
            StripSums sums;
            const uint32_t open = SumStrip(parts.all(), 0, 0, sums);
            for (uint32_t at = 0; at < std::min(kStripRows, chunk.size - s * kStripRows); ++at) {
              const Columns::Row codes = columns.RowAt(strip.names[at].row);
              const bool fails = gates.Fails(doubtful, strip, at, codes);
              if ((open >> at & 1U) != 0) continue;
              EXPECT_TRUE(fails);
              EXPECT_LE(sums[at], kBarred);
              ++barred;
            }
          }
        });
  });
  EXPECT_GT(barred, 1000);
}

// The lists of a job have the codes of all its rows, those that came one by one as well.
TEST(JobCodesTest, NameEveryCodeOfAJobOnce) {
  RandomSource random(5);
  RandomWorld world =
      MakeRandomWorld(random, {.mentees = 1, .vacancies = 900, .unknown_percent = 20});
  const auto knowledge = Knowledge::Create({}, WorldClassification()).value();
  const std::vector<Vacancy>& vacancies = world.vacancies;
  Columns columns;
  base::GenerationMemory memory;
  base::GenerationHold hold = memory.Begin();
  RowIndex index;
  const auto order_of = [](uint32_t slot) { return (uint64_t{slot} + 1) << 32U; };
  constexpr size_t kFirst = 500;
  for (size_t n = 0; n < vacancies.size(); ++n) {
    if (n == kFirst) index = RowIndex(memory, columns, order_of);
    const uint32_t first = columns.row_count();
    const uint32_t count = AppendRows(vacancies[n], KnowledgeImpl::From(*knowledge), columns);
    if (n < kFirst) continue;
    std::vector<IndexedRow> rows;
    for (uint32_t row = first; row < first + count; ++row) {
      rows.push_back({row, static_cast<uint32_t>(n), order_of(static_cast<uint32_t>(n))});
    }
    memory.Finish();
    base::GenerationHold next = memory.Begin();  // whatever is shared is copied
    std::swap(hold, next);
    index.Insert(index.Prepare(memory, columns, rows), memory, columns, Liveness());
  }
  std::vector<std::array<std::vector<uint32_t>, kJobColumns.size()>> expected(index.order().size());
  for (uint32_t row = 0; row < columns.row_count(); ++row) {
    const CodeTuple codes = columns.Tuple(row);
    const uint32_t position = index.order().position_of(codes[Index(ColumnId::kJob)]);
    for (size_t i = 0; i < kJobColumns.size(); ++i) {
      expected[position][i].push_back(codes[Index(kJobColumns[i])]);
    }
  }
  for (uint32_t position = 0; position < index.order().size(); ++position) {
    for (size_t i = 0; i < kJobColumns.size(); ++i) {
      const std::span<const uint32_t> codes = (*index.job(position).codes)[i];
      std::vector<uint32_t> found(codes.begin(), codes.end());
      std::sort(found.begin(), found.end());
      std::vector<uint32_t>& wanted = expected[position][i];
      std::sort(wanted.begin(), wanted.end());
      wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
      EXPECT_EQ(found, wanted) << "job " << position;
    }
  }
}

}  // namespace
}  // namespace passung
