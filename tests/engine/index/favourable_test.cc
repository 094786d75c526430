// A key that stands for others is worth at least as much as each, and fails only where each does: of every two
// keys of German out of a small world of them, for everybody in it.

#include "engine/index/favourable.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/criteria/registry.h"
#include "engine/index/columns.h"
#include "engine/rules/registry.h"
#include "engine/search/person.h"
#include "tests/support/builders.h"

namespace passung {
namespace {

using Level = std::optional<LanguageLevel>;

// The occupation that stands for all of which the law demands the same German.
OccupationCode ByLaw(absl::string_view code) {
  static const auto& knowledge = *new std::shared_ptr<const Knowledge>(Knowledge::BuiltIn());
  return *KnowledgeImpl::From(*knowledge).regulated().LikeInGerman(Kldb(code));
}

const std::vector<SkillLevels>& AllStated() {
  constexpr Level kA2 = LanguageLevel::kA2;
  constexpr Level kB2 = LanguageLevel::kB2;
  constexpr Level kC1 = LanguageLevel::kC1;
  static const auto& stated = *new std::vector<SkillLevels>{
      {},
      {kA2, kA2, kA2, kA2},
      {kB2, kB2, kB2, kB2},
      {kC1, kC1, kC1, kC1},
      {kB2, std::nullopt, kA2, std::nullopt},
      {std::nullopt, kC1, std::nullopt, kA2},
  };
  return stated;
}

// As RowWriter makes them: the strength of what is not stated is kRequired, and a column counts only where
// something is not stated. Nursing, midwifery and laboratories are demanded B2 since different days.
std::vector<LanguageKey> AllKeys() {
  std::vector<LanguageKey> keys;
  const std::vector<std::optional<OccupationCode>> laws = {std::nullopt, ByLaw("81302"),
                                                           ByLaw("81212"), ByLaw("81733")};
  for (const SkillLevels& stated : AllStated()) {
    const bool silent = stated == SkillLevels();
    const bool complete = std::all_of(stated.begin(), stated.end(), [](Level l) { return !!l; });
    for (size_t strength = 0; strength < EnumCount<RequirementStrength>(); ++strength) {
      const auto strong = static_cast<RequirementStrength>(strength);
      if (silent && strong != RequirementStrength::kRequired) continue;
      for (const Column column : {Column::k1, Column::k4, Column::kTraining}) {
        if (complete && column != LanguageKey().column) continue;
        for (const auto& law : laws) {
          for (const auto& languages :
               {std::vector<std::string>{}, {"en"}, std::vector<std::string>{"ar", "en"}}) {
            keys.push_back({stated, strong, languages, column, law});
          }
        }
      }
    }
  }
  return keys;
}

std::vector<Mentee> Everybody() {
  std::vector<Mentee> people;
  for (const bool speaks : {false, true}) {
    for (int level = -1; level < static_cast<int>(EnumCount<LanguageLevel>()); ++level) {
      Mentee& mentee = people.emplace_back();
      if (level >= 0) {
        mentee.facts.german.push_back({.levels = AllSkills(static_cast<LanguageLevel>(level))});
      }
      if (speaks) mentee.facts.other_languages = {"ar"};
    }
  }
  people.emplace_back().facts.german.push_back(
      {.levels = {LanguageLevel::kA1, LanguageLevel::kB1, LanguageLevel::kC1, std::nullopt}});
  return people;
}

// What a key is to one person.
struct Worth {
  int32_t points = 0;
  bool fails = false;
};

// Calls `check(worths)`, worths by code, for everybody on days before, between and after the laws.
template <class Check>
void ForEverybody(const Dictionaries& dictionaries, Check&& check) {
  const auto knowledge = Knowledge::BuiltIn();
  const Criterion& fit = *AllCriteria()[Index(CriterionKey::kLanguageFit)];
  const Rule& floor = *AllRules()[Index(RuleKey::kLanguageFloor)];
  const AppliedProfile applied = *Apply(*ShippedProfile("default"), {});
  for (const char* day : {"2019-06-01", "2021-06-01", "2026-02-15"}) {
    const Query query{KnowledgeImpl::From(*knowledge), applied, *Date::Parse(day), dictionaries,
                      false};
    for (const Mentee& mentee : Everybody()) {
      const Person person(query, mentee);
      std::vector<Worth> worths;
      for (uint32_t code = 0; code < dictionaries.language.size(); ++code) {
        worths.push_back({fit.Points(query, person.today, code),
                          JudgeAhead(query, person, floor, code).verdict == Verdict::kFail});
      }
      check(worths, *Date::Parse(day));
      if (::testing::Test::HasFailure()) return;
    }
  }
}

TEST(FavourableTest, OfAnyTwoKeysOfGermanTheMoreFavourableIsWorthNoLessAndFailsOnlyWhereBothDo) {
  const std::vector<LanguageKey> keys = AllKeys();
  Dictionaries dictionaries;
  struct Pair {
    uint32_t a, b, best;
  };
  std::vector<Pair> pairs;
  for (const LanguageKey& a : keys) {
    for (const LanguageKey& b : keys) {
      pairs.push_back({dictionaries.language.Code(a), dictionaries.language.Code(b),
                       dictionaries.language.Code(MoreFavourable(a, b))});
    }
  }
  ForEverybody(dictionaries, [&](const std::vector<Worth>& worths, Date) {
    for (const Pair& pair : pairs) {
      for (const uint32_t one : {pair.a, pair.b}) {
        ASSERT_LE(worths[one].points, worths[pair.best].points) << one << " of " << pair.best;
        ASSERT_TRUE(worths[one].fails || !worths[pair.best].fails) << one << " of " << pair.best;
      }
    }
  });
}

TEST(FavourableTest, WhoIsInOneGroupIsInOneCoarseGroup) {
  std::map<uint64_t, uint64_t> coarse_of;
  std::set<uint64_t> coarse;
  for (const LanguageKey& key : AllKeys()) {
    const uint64_t of = CoarseGroupOf(key);
    coarse.insert(of);
    if (key.law_code)
      continue;  // of these a group has several levels: it goes where its first one does
    EXPECT_EQ(coarse_of.try_emplace(GroupOf(key), of).first->second, of);
  }
  EXPECT_LT(coarse.size(), coarse_of.size());
}

// Else whoever looks for work would be promised what the law keeps from them, and be shown that only row
// by row.
TEST(FavourableTest, WhereTheLawDemandsB2ItIsPromisedNoLessWhateverIsStatedBelow) {
  Dictionaries dictionaries;
  std::vector<uint32_t> codes;
  std::optional<LanguageKey> best;
  for (const LanguageKey& key : AllKeys()) {
    const bool above = std::any_of(key.stated.begin(), key.stated.end(),
                                   [](Level l) { return l > Level(LanguageLevel::kB2); });
    if (key.law_code != ByLaw("81302") || above) continue;
    best = best ? MoreFavourable(*best, key) : key;
    EXPECT_EQ(GroupOf(key), GroupOf(*best));
    codes.push_back(dictionaries.language.Code(key));
  }
  const uint32_t represented_by = dictionaries.language.Code(*best);
  ForEverybody(dictionaries, [&](const std::vector<Worth>& worths, Date day) {
    if (day < *Date::Parse("2020-01-01")) return;
    for (const uint32_t code : codes) {
      EXPECT_EQ(worths[code].points, worths[represented_by].points);
    }
  });
  EXPECT_GT(codes.size(), 50U);
}

}  // namespace
}  // namespace passung
