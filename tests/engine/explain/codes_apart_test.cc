#include "engine/explain/codes_apart.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include "engine/vocabulary/claims.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "tests/support/builders.h"

namespace passung {
namespace {

const KnowledgeImpl& BuiltIn() { return KnowledgeImpl::From(*Knowledge::BuiltIn()); }

const Date kDay = StoryDay();

std::vector<OccupationCode> OwnOccupations(const DayFacts& facts) {
  std::vector<OccupationCode> all;
  for (const DayFacts::Claim& claim : facts.claims) all.push_back(claim.occupation);
  for (const DayFacts::Qualified& qualified : facts.qualifications) {
    all.push_back(qualified.occupation);
    all.push_back(qualified.reference);
  }
  return all;
}

// By definition, pair by pair. Of codes that bar and are related to something, each is of its own.
struct Likeness {
  std::vector<OccupationRelation> relations;
  int level = 0;
  std::optional<LanguageLevel> by_law;
  bool bars = false;
  std::optional<OccupationCode> itself;
  friend auto operator<=>(const Likeness&, const Likeness&) = default;
};

Likeness LikenessOf(OccupationCode code, const DayFacts& facts) {
  Likeness likeness{.level = code.requirement_level(),
                    .by_law = GermanByLaw(BuiltIn(), code, facts.day),
                    .bars = BuiltIn().regulated().Bars(code, facts.day)};
  bool is_related = false;
  for (const OccupationCode occupation : OwnOccupations(facts)) {
    likeness.relations.push_back(BuiltIn().Relate(occupation, code));
    is_related |= likeness.relations.back() != OccupationRelation::kUnrelated;
  }
  if (likeness.bars && is_related) likeness.itself = code;
  return likeness;
}

std::vector<OccupationCode> FirstOfEachKind(const DayFacts& facts) {
  std::set<Likeness> seen;
  std::vector<OccupationCode> firsts;
  for (const OccupationCode code : BuiltIn().classification().AllCodes()) {
    if (seen.insert(LikenessOf(code, facts)).second) firsts.push_back(code);
  }
  return firsts;
}

// Also more occupations than are looked at together, and such that law knows.
TEST(CodesApartTest, AreTheFirstsOfAllThatAreAlikeToWhateverThePersonHas) {
  const auto codes = BuiltIn().classification().AllCodes();
  std::vector<OccupationCode> regulated;
  for (const OccupationCode code : codes) {
    if (BuiltIn().regulated().Bars(code, kDay)) regulated.push_back(code);
  }
  ASSERT_FALSE(regulated.empty());
  std::mt19937 random(1);
  const auto any_of = [&](const auto& from) {
    return from[std::uniform_int_distribution<size_t>(0, from.size() - 1)(random)];
  };
  for (const size_t size : {0U, 1U, 1U, 2U, 3U, 5U, 8U, 15U, 16U, 17U, 40U}) {
    DayFacts facts{.day = kDay};
    for (size_t i = 0; i < size; ++i) {
      facts.claims.push_back({.occupation = any_of(codes)});
      if (i % 2 == 0) continue;
      facts.qualifications.push_back(
          {.occupation = facts.claims.back().occupation, .reference = any_of(regulated)});
    }
    EXPECT_EQ(CodesApart(BuiltIn(), facts), FirstOfEachKind(facts)) << size << " claims";
  }
}

TEST(CodesApartTest, AreFewToWhomeverNothingIsKnownOf) {
  const size_t all = BuiltIn().classification().AllCodes().size();
  const size_t apart = CodesApart(BuiltIn(), {.day = kDay}).size();
  EXPECT_GE(apart, 4U) << "one of each requirement level";
  EXPECT_LT(apart * 20, all);
}

}  // namespace
}  // namespace passung
