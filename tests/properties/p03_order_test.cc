// Property 3: one order, the same bytes for any thread count and any order of insertion.

#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/properties/compare.h"

namespace passung {
namespace {

void Append(std::string& bytes, const ReasonParameters& parameters) {
  for (const ReasonParameter& p : parameters) {
    absl::StrAppend(&bytes, Name(p.name), "=", p.value.ToString(), ",");
  }
}

// Every field of an answer, written down.
std::string Bytes(const RankResult& result) {
  std::string bytes;
  for (const Match& m : result.matches) {
    absl::StrAppend(&bytes, m.mentee.value, " ", m.vacancy.value, " ", m.score, " ",
                    Name(m.hit_class), " ", m.occupation_index, " ", m.place_index, " ",
                    m.interval.min, " ", m.interval.max);
    for (Flag flag : m.flags) absl::StrAppend(&bytes, " ", Name(flag));
    for (const Contribution& c : m.contributions) {
      absl::StrAppend(&bytes, "\n", Name(c.criterion), " ", c.points, " ", c.weight, " ",
                      c.contribution, " ", Name(c.reason), " ");
      Append(bytes, c.parameters);
    }
    for (const RuleOutcome& o : m.outcomes) {
      absl::StrAppend(&bytes, "\n", Name(o.rule), " ", Name(o.rule_switch), " ", Name(o.verdict),
                      " ", Name(o.reason), " ", o.from ? o.from->ToString() : "-", " ",
                      Name(o.step), " ", o.lead_days, " ");
      Append(bytes, o.parameters);
    }
    bytes += "\n";
  }
  const Summary& s = result.summary;
  absl::StrAppend(&bytes, s.listed, " ", s.open, " ", s.later, " ", s.unclear, " ", s.closed);
  for (int64_t dropped : s.dropped_by_rule) absl::StrAppend(&bytes, " ", dropped);
  for (const auto& f : s.facets.districts) {
    absl::StrAppend(&bytes, " ", f.value ? f.value->ToString() : "-", " ", f.count);
  }
  for (const auto& f : s.facets.kinds) {
    absl::StrAppend(&bytes, " ", f.value ? Name(*f.value) : "-", " ", f.count);
  }
  for (const auto& f : s.facets.main_groups) {
    absl::StrAppend(&bytes, " ", f.value ? f.value->ToString() : "-", " ", f.count);
  }
  const VersionsUsed& v = result.versions;
  absl::StrAppend(&bytes, "\n", v.engine_version, " ", v.snapshot_digest, " ", v.profile_id, " ",
                  v.profile_digest, " ", v.as_of.ToString(), "\n");
  return bytes;
}

// FNV-1a, 64 bits: a digest that needs no library.
uint64_t Digest(const std::string& bytes, uint64_t state) {
  for (char c : bytes) {
    state ^= static_cast<unsigned char>(c);
    state *= 0x100000001b3;
  }
  return state;
}

// The digest of `count` answers over worlds whose rows were inserted in some order.
uint64_t DigestOfAnswers(int32_t count, int32_t threads, bool shuffled) {
  uint64_t digest = 0xcbf29ce484222325;
  constexpr int32_t kAnswersPerWorld = 10;
  for (int32_t w = 0; w < count / kAnswersPerWorld; ++w) {
    RandomSource random(BaseSeed() + static_cast<uint64_t>(w));
    RandomWorld world =
        MakeRandomWorld(random, {.mentees = 5, .vacancies = 30, .unknown_percent = 20});
    const std::vector<Mentee> asked(world.mentees.begin(), world.mentees.begin() + 5);
    const std::vector<Vacancy> wanted(world.vacancies.begin(), world.vacancies.begin() + 5);
    std::vector<MatchOptions> options;
    for (int32_t i = 0; i < kAnswersPerWorld; ++i) {
      options.push_back(RandomSearchOptions(random));
      options.back().threads = threads;
    }
    RandomSource order(static_cast<uint64_t>(w));
    if (shuffled) order.Shuffle(world.vacancies);
    if (shuffled) order.Shuffle(world.mentees);
    const auto engine = EngineOver(WorldUniverse(), world.mentees, world.vacancies);
    for (size_t i = 0; i < 5; ++i) {
      const auto vacancies = engine->RankVacancies(asked[i], options[i]);
      EXPECT_TRUE(vacancies.ok()) << vacancies.status();
      if (vacancies.ok()) digest = Digest(Bytes(*vacancies), digest);
      options[5 + i].filter = {};
      const auto mentees = engine->RankMentees(wanted[i], options[5 + i]);
      if (mentees.ok()) digest = Digest(Bytes(*mentees), digest);
    }
  }
  return digest;
}

TEST(OrderTest, ThreadsAndInsertionOrderChangeNoByteOfAThousandAnswers) {
  const uint64_t digest = DigestOfAnswers(1000, 1, false);
  std::cout << "digest of 1000 answers: " << absl::StrCat(absl::Hex(digest, absl::kZeroPad16))
            << " with 1, 2 and 8 threads and shuffled insertion\n";
  EXPECT_EQ(digest, DigestOfAnswers(1000, 2, false));
  EXPECT_EQ(digest, DigestOfAnswers(1000, 8, false));
  EXPECT_EQ(digest, DigestOfAnswers(1000, 1, true));
  EXPECT_EQ(digest, DigestOfAnswers(1000, 8, true));
}

TEST(OrderTest, HitsFallByScoreAndRiseByIdAsBytes) {
  int32_t ties = 0;
  for (int32_t w = 0; w < 100; ++w) {
    RandomSource random(BaseSeed() + static_cast<uint64_t>(w));
    const RandomWorld world = MakeRandomWorld(random, {.mentees = 1, .vacancies = 40});
    const auto engine = EngineOver(WorldUniverse(), world.mentees, world.vacancies);
    MatchOptions options = RandomSearchOptions(random);
    options.limit = 1000;
    const auto result = engine->RankVacancies(world.mentees[0], options);
    ASSERT_TRUE(result.ok()) << result.status();
    for (size_t i = 1; i < result->matches.size(); ++i) {
      const Match& before = result->matches[i - 1];
      const Match& after = result->matches[i];
      EXPECT_GE(before.score, after.score);
      if (before.score != after.score) continue;
      EXPECT_LT(before.vacancy.value, after.vacancy.value);
      ++ties;
    }
  }
  EXPECT_GT(ties, 100) << "the worlds are meant to be full of ties";
}

TEST(OrderTest, TheListIsTheBeginningOfTheLongerList) {
  for (int32_t w = 0; w < 60; ++w) {
    RandomSource random(BaseSeed() + static_cast<uint64_t>(w));
    const RandomWorld world = MakeRandomWorld(random, {.mentees = 1, .vacancies = 25});
    const auto engine = EngineOver(WorldUniverse(), world.mentees, world.vacancies);
    MatchOptions options = RandomSearchOptions(random);
    options.limit = 1000;
    const auto longest = engine->RankVacancies(world.mentees[0], options);
    ASSERT_TRUE(longest.ok()) << longest.status();
    for (int32_t limit = 1; limit <= static_cast<int32_t>(longest->matches.size()); ++limit) {
      options.limit = limit;
      const auto shorter = engine->RankVacancies(world.mentees[0], options);
      ASSERT_TRUE(shorter.ok()) << shorter.status();
      const std::vector<Match> begin(longest->matches.begin(), longest->matches.begin() + limit);
      EXPECT_TRUE(shorter->matches == begin) << "limit " << limit;
      EXPECT_TRUE(shorter->summary == longest->summary);
    }
  }
}

}  // namespace
}  // namespace passung
