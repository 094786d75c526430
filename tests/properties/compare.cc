#include "tests/properties/compare.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "passung/codec.h"
#include "passung/snapshot.h"

namespace passung {
namespace {

template <class A, class B>
void Compare(absl::string_view what, const A& engine, const B& oracle,
             std::vector<std::string>& lines) {
  if (engine == oracle) return;
  lines.push_back(absl::StrCat(what, ": oracle ", oracle, ", engine ", engine));
}

std::string Text(const RuleOutcome& outcome) {
  return oracle::ToString({outcome.verdict, outcome.from, outcome.step, outcome.lead_days});
}

std::string Text(const std::vector<Flag>& flags) {
  return absl::StrJoin(flags, " ",
                       [](std::string* out, Flag flag) { absl::StrAppend(out, Name(flag)); });
}

std::string Text(VacancyKind kind) { return std::string(Name(kind)); }
std::string Text(DistrictCode district) { return district.ToString(); }
std::string Text(const OccupationPrefix& prefix) { return prefix.ToString(); }

template <class T>
std::string Text(const std::vector<FacetCount<T>>& counts) {
  return absl::StrJoin(counts, " ", [](std::string* out, const FacetCount<T>& entry) {
    absl::StrAppend(out, entry.value ? Text(*entry.value) : "unknown", "=", entry.count);
  });
}

void CompareContributions(const Match& match, const oracle::Hit& hit, const oracle::Oracle& judge,
                          std::vector<std::string>& lines) {
  size_t next = 0;
  for (size_t c = 0; c < kCriterionCount; ++c) {
    if (judge.weights()[c] == 0) continue;
    const std::string name(Name(static_cast<CriterionKey>(c)));
    if (next >= match.contributions.size() || Index(match.contributions[next].criterion) != c) {
      lines.push_back(name + ": missing in the engine's answer");
      return;
    }
    const Contribution& found = match.contributions[next++];
    Compare(name, found.points, hit.judgement.points[c], lines);
    Compare(name + " weight", found.weight, judge.weights()[c], lines);
    Compare(name + " contribution", found.contribution,
            judge.weights()[c] * hit.judgement.points[c], lines);
  }
  Compare("number of contributions", match.contributions.size(), next, lines);
}

// Of the districts of random worlds: most pairs have a row, each sort of row is there, also within one
// district and to one of which only the name is known.
std::string WorldMatrix() {
  RandomSource random(4711);
  std::string text = "home,work,minutes,km,kmh,commuters,source\n";
  static constexpr const char* kHomes[] = {"14713", "14729", "14730", "14612",
                                           "14627", "14511", "15002", "05111"};
  for (const char* home : kHomes) {
    for (const char* work : kHomes) {
      std::string commuters;
      if (home != work && random.Chance(50)) {
        commuters = absl::StrCat(random.Pick<int32_t>({0, 3999, 4000, 20000}));
      }
      const int32_t sort = random.Between(commuters.empty() ? -1 : 0, 2);
      if (sort < 0) continue;  // not measured
      const std::string ways[] = {
          ",,", absl::StrCat(random.Pick<int32_t>({0, 15, 16, 45, 46, 90, 91, 600}), ",,"),
          absl::StrCat(",", random.Between(0, 120), ",", random.Pick<int32_t>({30, 47, 80}))};
      const size_t way = commuters.empty() && sort == 0 ? 1 : static_cast<size_t>(sort);
      absl::StrAppend(&text, home, ",", work, ",", ways[way], ",", commuters, ",test\n");
    }
  }
  return text;
}

void CompareOutcomes(const Match& match, const oracle::Hit& hit, std::vector<std::string>& lines) {
  size_t next = 0;
  for (size_t r = 0; r < kRuleCount; ++r) {
    const auto& expected = hit.judgement.outcomes[r];
    if (!expected) continue;
    const std::string name(Name(static_cast<RuleKey>(r)));
    if (next >= match.outcomes.size() || Index(match.outcomes[next].rule) != r) {
      lines.push_back(name + ": missing in the engine's answer");
      return;
    }
    Compare(name, Text(match.outcomes[next++]), oracle::ToString(*expected), lines);
  }
  Compare("number of outcomes", match.outcomes.size(), next, lines);
}

}  // namespace

bool SeedGiven() { return std::getenv("PASSUNG_SEED") != nullptr; }

uint64_t BaseSeed() {
  uint64_t seed = 20260215;
  const char* given = std::getenv("PASSUNG_SEED");
  if (given != nullptr && !absl::SimpleAtoi(given, &seed))
    ADD_FAILURE() << "PASSUNG_SEED " << given;
  return seed;
}

int32_t LongFactor() { return std::getenv("PASSUNG_LONG") != nullptr ? 20 : 1; }

std::string Reproduce(uint64_t seed) {
  return absl::StrCat("reproduce with: PASSUNG_SEED=", seed, " and this test's --gtest_filter");
}

const Universe& WorldUniverse() {
  static const auto* const kUniverse =
      new Universe{Knowledge::Create({}, WorldClassification()).value(),
                   oracle::ReadKnowledge({}, WorldClassification())};
  return *kUniverse;
}

const Universe& MatrixUniverse() {
  static const auto* const kUniverse = [] {
    KnowledgeFiles files;
    files.district_matrix_csv = WorldMatrix();
    return new Universe{Knowledge::Create(files, WorldClassification()).value(),
                        oracle::ReadKnowledge(files, WorldClassification())};
  }();
  return *kUniverse;
}

const Universe& BuiltInUniverse() {
  static const auto* const kUniverse =
      new Universe{Knowledge::BuiltIn(), oracle::ReadKnowledge({}, {})};
  return *kUniverse;
}

std::unique_ptr<Engine> EngineOver(const Universe& universe, std::vector<Mentee> mentees,
                                   std::vector<Vacancy> vacancies) {
  auto snapshot = BuildSnapshot({.knowledge = universe.knowledge,
                                 .mentees = std::move(mentees),
                                 .vacancies = std::move(vacancies),
                                 .revision = 1});
  auto engine = std::make_unique<Engine>();
  if (!snapshot.ok()) {
    ADD_FAILURE() << snapshot.status().ToString();
    return engine;
  }
  engine->Publish(*std::move(snapshot));
  return engine;
}

std::vector<std::string> Differences(const Match& match, const oracle::Hit& hit,
                                     const oracle::Oracle& judge, const ScoreInterval& interval) {
  std::vector<std::string> lines;
  Compare("mentee", match.mentee.value, hit.mentee.value, lines);
  Compare("vacancy", match.vacancy.value, hit.vacancy.value, lines);
  if (!lines.empty()) return lines;
  const oracle::Judgement& expected = hit.judgement;
  Compare("occupation index", match.occupation_index, expected.combination.occupation_index, lines);
  Compare("place index", match.place_index, expected.combination.place_index, lines);
  CompareContributions(match, hit, judge, lines);
  CompareOutcomes(match, hit, lines);
  Compare("score", match.score, expected.score, lines);
  Compare("class", Name(match.hit_class), Name(expected.hit_class), lines);
  Compare("flags", Text(match.flags), Text(expected.flags), lines);
  Compare("interval min", match.interval.min, interval.min, lines);
  Compare("interval max", match.interval.max, interval.max, lines);
  return lines;
}

std::vector<std::string> Differences(const Summary& engine, const Summary& oracle) {
  std::vector<std::string> lines;
  Compare("listed", engine.listed, oracle.listed, lines);
  Compare("open", engine.open, oracle.open, lines);
  Compare("later", engine.later, oracle.later, lines);
  Compare("unclear", engine.unclear, oracle.unclear, lines);
  Compare("closed", engine.closed, oracle.closed, lines);
  for (size_t r = 0; r < kRuleCount; ++r) {
    Compare(absl::StrCat("dropped by ", Name(static_cast<RuleKey>(r))), engine.dropped_by_rule[r],
            oracle.dropped_by_rule[r], lines);
  }
  Compare("districts", Text(engine.facets.districts), Text(oracle.facets.districts), lines);
  Compare("kinds", Text(engine.facets.kinds), Text(oracle.facets.kinds), lines);
  Compare("main groups", Text(engine.facets.main_groups), Text(oracle.facets.main_groups), lines);
  return lines;
}

}  // namespace passung
