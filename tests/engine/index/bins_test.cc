// The contract that every bound of the search rests on: no code of a bin is worth more than the best
// of the bin's representatives, and none passes a rule that fails all of these.

#include "engine/index/bins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "engine/criteria/registry.h"
#include "engine/criteria/skills_fit.h"
#include "engine/index/favourable.h"
#include "engine/index/row_index.h"
#include "engine/rules/registry.h"
#include "engine/search/person.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

constexpr int kWorlds = 12;
constexpr int kPeople = 25;
constexpr int kVacancies = 1500;  // enough codes that bins are shared

struct World {
  std::shared_ptr<const Knowledge> knowledge = Knowledge::Create({}, WorldClassification()).value();
  RandomWorld rows;
  Columns columns;
  AllBins bins;
};

// The bins are made of the first vacancies; what the others bring comes later, one by one.
World MakeWorld(RandomSource& random, size_t first = kVacancies) {
  World world;
  world.rows =
      MakeRandomWorld(random, {.mentees = kPeople, .vacancies = kVacancies, .unknown_percent = 25});
  const std::vector<Vacancy>& vacancies = world.rows.vacancies;
  for (size_t i = 0; i < vacancies.size(); ++i) {
    if (i == first) world.bins = MakeBins(world.columns);
    AppendRows(vacancies[i], KnowledgeImpl::From(*world.knowledge), world.columns);
    if (i >= first) AddNewCodes(world.columns, world.bins);
  }
  if (first >= vacancies.size()) world.bins = MakeBins(world.columns);
  return world;
}

void ExpectPointsBounded(const World& world, const Query& query, const Person& person) {
  for (const Criterion* criterion : AllCriteria()) {
    if (criterion->column() == ColumnId::kJob) continue;
    const Bins& bins = world.bins[Index(criterion->column())];
    const uint32_t codes = world.columns.dictionaries.size(criterion->column());
    ASSERT_EQ(bins.bins->size(), codes);
    std::vector<uint32_t> all(codes);
    std::iota(all.begin(), all.end(), 0U);
    std::vector<int32_t> rated(codes);
    criterion->Rate(query, person.today, all, rated);
    for (uint32_t code = 0; code < codes; ++code) {
      ASSERT_EQ(rated[code], criterion->Points(query, person.today, code))
          << Name(criterion->key()) << " code " << code;
      if ((bins.MaskOf(code) & bins.unbounded) != 0) continue;
      int32_t most = 0;
      for (const uint32_t representative : bins.representatives[bins.BinOf(code)]) {
        most = std::max(most, criterion->Points(query, person.today, representative));
      }
      EXPECT_LE(criterion->Points(query, person.today, code), most)
          << Name(criterion->key()) << " code " << code;
    }
  }
}

int32_t SkillsFitPoints(const Query& query, const Person& person, uint32_t code) {
  const Criterion& skills_fit = *AllCriteria()[Index(CriterionKey::kSkillsFit)];
  return skills_fit.Points(query, person.today, code);
}

void ExpectFailuresShared(const World& world, const Query& query, const Person& person) {
  for (const Rule* rule : AllRules()) {
    const Bins& bins = world.bins[Index(rule->column())];
    const auto fails = [&](uint32_t code) {
      return JudgeAhead(query, person, *rule, code).verdict == Verdict::kFail;
    };
    for (uint32_t code = 0; code < world.columns.dictionaries.size(rule->column()); ++code) {
      const auto& representatives = bins.representatives[bins.BinOf(code)];
      const uint64_t open = rule->IsBoundedByRepresentatives() ? bins.unbounded : ~bins.complete;
      if ((bins.MaskOf(code) & open) != 0 || fails(code)) continue;
      EXPECT_FALSE(std::all_of(representatives.begin(), representatives.end(), fails))
          << Name(rule->key()) << " code " << code;
    }
  }
}

TEST(BinsTest, NoCodeIsWorthMoreThanItsRepresentativesNorPassesWhatFailsThem) {
  for (int w = 0; w < kWorlds; ++w) {
    RandomSource random(7'000 + static_cast<uint64_t>(w));
    const size_t first = random.Pick<size_t>({0, 1, 20, 400, kVacancies});
    const World world = MakeWorld(random, first);
    for (const Mentee& mentee : world.rows.mentees) {
      MatchOptions options = RandomMatchOptions(random);
      options.profile.switches.fill(RuleSwitch::kEnforce);
      const AppliedProfile applied = *Apply(options.profile, {});
      const Query query{KnowledgeImpl::From(*world.knowledge), applied, options.as_of,
                        world.columns.dictionaries, options.frozen};
      const Person person(query, mentee);
      ExpectPointsBounded(world, query, person);
      ExpectFailuresShared(world, query, person);
      if (HasFailure()) return;
    }
  }
}

TEST(BinsTest, ABinIsCompleteOnlyIfAllOfItsCodesRepresentIt) {
  RandomSource random(2);
  for (const size_t first : {size_t{20}, size_t{kVacancies}}) {
    const World world = MakeWorld(random, first);
    int complete = 0;
    for (size_t column = 1; column < kColumnIdCount; ++column) {
      const Bins& bins = world.bins[column];
      for (uint32_t code = 0; code < bins.bins->size(); ++code) {
        if ((bins.MaskOf(code) & bins.complete) == 0) continue;
        const auto& representatives = bins.representatives[bins.BinOf(code)];
        EXPECT_NE(std::find(representatives.begin(), representatives.end(), code),
                  representatives.end())
            << "column " << column << " code " << code;
        ++complete;
      }
    }
    EXPECT_GT(complete, 100);
  }
}

TEST(BinsTest, OfGermanEveryBinIsBoundedHoweverManyKeysThereAre) {
  RandomSource random(3);
  const World world = MakeWorld(random);
  const Bins& bins = world.bins[Index(ColumnId::kLanguage)];
  std::set<uint64_t> groups;
  for (uint32_t code = 0; code < world.columns.dictionaries.language.size(); ++code) {
    groups.insert(GroupOf(world.columns.dictionaries.language[code]));
  }
  EXPECT_GT(groups.size(), size_t{kBinCount});
  EXPECT_EQ(bins.unbounded, 0U);
}

// Calls `check(query, person, rule, codes)` for each rule and person of random worlds; `codes` is how many the
// rule's column has.
template <class F>
void ForEachRuleAndPerson(uint64_t seed, F&& check) {
  for (int w = 0; w < kWorlds; ++w) {
    RandomSource random(seed + static_cast<uint64_t>(w));
    const World world = MakeWorld(random);
    for (const Mentee& mentee : world.rows.mentees) {
      const MatchOptions options = RandomMatchOptions(random);
      const AppliedProfile applied = *Apply(options.profile, {});
      const Query query{KnowledgeImpl::From(*world.knowledge), applied, options.as_of,
                        world.columns.dictionaries, options.frozen};
      const Person person(query, mentee);
      for (const Rule* rule : AllRules()) {
        check(query, person, *rule, world.columns.dictionaries.size(rule->column()));
      }
    }
  }
}

TEST(BinsTest, WhoCannotFailARuleFailsNoCodeOfIt) {
  std::array<int, kRuleCount> spared{};
  ForEachRuleAndPerson(
      9'000, [&](const Query& query, const Person& person, const Rule& rule, uint32_t codes) {
        if (rule.MayFail(query, person.today)) return;
        ++spared[Index(rule.key())];
        for (uint32_t code = 0; code < codes; ++code) {
          ASSERT_NE(rule.Judge(query, person.today, code).verdict, Verdict::kFail)
              << Name(rule.key()) << " code " << code;
        }
      });
  for (const RuleKey rule :
       {RuleKey::kWorkingTimePossible, RuleKey::kStartWindow, RuleKey::kMovementRestriction,
        RuleKey::kResidenceObligation, RuleKey::kExcludedByPerson, RuleKey::kReach,
        RuleKey::kWorkAccess, RuleKey::kBetterThanPresentJob}) {
    EXPECT_GT(spared[Index(rule)], 0) << Name(rule);
  }
}

TEST(BinsTest, WhomARulePassesAlwaysItPassesOnEveryDay) {
  int spared = 0;
  ForEachRuleAndPerson(
      9'500, [&](const Query& query, const Person& person, const Rule& rule, uint32_t codes) {
        if (!rule.PassesAlways(person.today)) return;
        ++spared;
        for (uint32_t code = 0; code < codes; ++code) {
          ASSERT_EQ(rule.Judge(query, person.today, code).verdict, Verdict::kPass);
          for (size_t n = 0; n < person.later_count(); ++n) {
            ASSERT_EQ(rule.Judge(query, person.later(n), code).verdict, Verdict::kPass)
                << Name(rule.key()) << " code " << code;
          }
        }
      });
  EXPECT_GT(spared, 0);
}

TEST(BinsTest, ASketchOfSkillsPromisesNoLessThanTheyAreWorth) {
  int64_t tight = 0;
  int64_t all = 0;
  for (int w = 0; w < kWorlds; ++w) {
    RandomSource random(11'000 + static_cast<uint64_t>(w));
    const World world = MakeWorld(random);
    const Dictionary<SkillsKey>& keys = world.columns.dictionaries.skills;
    for (const Mentee& mentee : world.rows.mentees) {
      const MatchOptions options = RandomMatchOptions(random);
      const AppliedProfile applied = *Apply(options.profile, {});
      const Query query{KnowledgeImpl::From(*world.knowledge), applied, options.as_of,
                        world.columns.dictionaries, options.frozen};
      const Person person(query, mentee);
      const SkillsCeiling ceiling(query, person.today);
      for (const uint32_t code : world.columns.CodesOf(ColumnId::kSkills)) {
        const int32_t worth = SkillsFitPoints(query, person, code);
        const int32_t most = ceiling.Of(SkillSketch(keys[code]));
        ASSERT_LE(worth, most) << "code " << code;
        tight += worth == most ? 1 : 0;
        ++all;
      }
    }
  }
  EXPECT_GT(tight * 2, all) << "mostly it tells exactly";
}

TEST(BinsTest, OneWordSaysWhichBinsOccur) {
  RandomSource random(1);
  World world = MakeWorld(random);
  base::GenerationMemory memory;
  const base::GenerationHold hold = memory.Begin();
  const RowIndex index(memory, world.columns, [](uint32_t slot) { return uint64_t{slot} + 1; });
  uint32_t rows = 0;
  for (uint32_t position = 0; position < index.order().size(); ++position) {
    Presence of_job;
    const JobRows& job = index.job(position);
    for (size_t b = 0; b < job.parts.size(); ++b) {
      Presence of_block;
      for (size_t c = 0; c < job.parts[b]->parts.size(); ++c) {
        const Chunk& chunk = *job.parts[b]->parts[c];
        Presence seen;
        std::array<StripPresence, kChunkStrips> strips;
        for (uint32_t i = 0; i < chunk.size; ++i, ++rows) {
          const CodeTuple codes = world.columns.Tuple(chunk.row(i));
          EXPECT_EQ(codes[Index(ColumnId::kJob)], index.order().code_at(position));
          for (size_t column = 1; column < kColumnIdCount; ++column) {
            seen.bins[column] |= index.bins()[column].MaskOf(codes[column]);
          }
          const uint64_t order = uint64_t{chunk.vacancy(i)} + 1;
          seen.first_order = std::min(seen.first_order, order);
          StripPresence& strip = strips[i / kStripRows];
          for (size_t binned = 0; binned < kBinnedColumns.size(); ++binned) {
            const size_t column = Index(kBinnedColumns[binned]);
            strip.bins[binned] |= index.bins()[column].MaskOf(codes[column]);
            EXPECT_EQ(chunk.strips[i / kStripRows]->bins[binned][i % kStripRows],
                      index.bins()[column].BinOf(codes[column]));
          }
          strip.first_order = std::min(strip.first_order, order);
        }
        for (uint32_t i = 0; i < chunk.strip_count(); ++i) {
          EXPECT_EQ(chunk.presence[i].bins, strips[i].bins);
          EXPECT_EQ(chunk.presence[i].first_order, strips[i].first_order);
        }
        EXPECT_EQ(seen.bins, job.parts[b]->presence[c].bins);
        EXPECT_EQ(seen.first_order, job.parts[b]->presence[c].first_order);
        of_block.Add(seen);
      }
      EXPECT_EQ(of_block.bins, job.presence[b].bins);
      of_job.Add(of_block);
    }
    EXPECT_EQ(of_job.bins, index.job_presence(position).bins);
    EXPECT_EQ(of_job.first_order, index.job_presence(position).first_order);
  }
  EXPECT_EQ(rows, world.columns.row_count());
}

}  // namespace
}  // namespace passung
