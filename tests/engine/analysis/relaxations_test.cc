// The employers' mirror: what single relaxations bring equals ranking all mentees anew.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>

#include "absl/strings/str_join.h"
#include "passung/engine.h"
#include "tests/engine/analysis/step_oracle.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::HasSubstr;

struct JudgedMentee {
  std::string id;
  int32_t score = 0;
  HitClass hit_class = HitClass::kClosed;
};

bool IsIn(HitClass hit_class) { return hit_class != HitClass::kClosed; }

std::vector<JudgedMentee> JudgeMentees(const oracle::Oracle& judge,
                                       const std::vector<Mentee>& mentees, const Vacancy& vacancy) {
  std::vector<JudgedMentee> judged;
  for (const Mentee& mentee : mentees) {
    const auto hit = judge.JudgePair(mentee, vacancy);
    judged.push_back({mentee.id.value, hit->judgement.score, hit->judgement.hit_class});
  }
  return judged;
}

std::set<std::string> TopMentees(std::vector<JudgedMentee> judged, size_t limit) {
  std::erase_if(judged, [](const JudgedMentee& one) { return !IsIn(one.hit_class); });
  std::sort(judged.begin(), judged.end(), [](const JudgedMentee& a, const JudgedMentee& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  judged.resize(std::min(judged.size(), limit));
  std::set<std::string> ids;
  for (const JudgedMentee& one : judged) ids.insert(one.id);
  return ids;
}

// All counts but `furthers`; examples are compared by themselves.
ChangeGain GainOfMentees(const std::vector<JudgedMentee>& before,
                         const std::vector<JudgedMentee>& after, const RelaxationOptions& options) {
  ChangeGain gain;
  for (size_t i = 0; i < before.size(); ++i) {
    const bool was = IsIn(before[i].hit_class);
    const bool is = IsIn(after[i].hit_class);
    const bool open =
        before[i].hit_class != HitClass::kOpen && after[i].hit_class == HitClass::kOpen;
    if (is && !was) ++gain.becomes_listed;
    if (open) ++gain.becomes_open;
    if (open || (is && !was)) ++gain.opens;
    if (was && !is) ++gain.no_longer_listed;
    const bool was_above = was && before[i].score >= options.bar;
    if (is && after[i].score >= options.bar && !was_above) ++gain.enters_bar;
  }
  const auto limit = static_cast<size_t>(options.match.limit);
  const std::set<std::string> top_before = TopMentees(before, limit);
  const std::set<std::string> top_after = TopMentees(after, limit);
  for (size_t i = 0; i < before.size(); ++i) {
    if (top_after.contains(after[i].id)) {
      gain.top_gain += after[i].score;
      if (!top_before.contains(after[i].id)) ++gain.enters_top;
    }
    if (top_before.contains(before[i].id)) gain.top_gain -= before[i].score;
  }
  return gain;
}

TEST(RelaxationsTest, EveryRelaxationBringsWhatRankingAnewBrings) {
  const auto knowledge = *Knowledge::Create({}, WorldClassification());
  const auto known = oracle::ReadKnowledge({}, WorldClassification());
  int64_t count = 0;
  std::set<RelaxationKind> seen;
  std::set<RelaxationKind> opening;
  for (uint64_t seed = 1; seed <= 400 && !HasFailure(); ++seed) {
    RandomSource random(seed);
    const RandomWorld world = MakeRandomWorld(
        random, {.mentees = random.Between(2, 6), .vacancies = 1, .unknown_percent = 15});
    const Vacancy& vacancy = world.vacancies.front();
    if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
    RelaxationOptions options;
    options.match = RandomMatchOptions(random);
    options.match.classes.clear();
    options.match.limit = random.Pick<int32_t>({1, 2, 20});
    options.match.threads = random.Pick<int32_t>({1, 3});
    options.bar = random.Pick<int32_t>({0, 40'000'000, 60'000'000});
    Engine engine;
    engine.Publish(*BuildSnapshot({.knowledge = knowledge, .mentees = world.mentees}));
    const auto report = engine.AnalyzeRelaxations(vacancy, options);
    ASSERT_THAT(report, IsOk());
    const oracle::Oracle judge(known, options.match);
    const auto before = JudgeMentees(judge, world.mentees, vacancy);
    EXPECT_EQ(report->before.listed() + report->before.closed,
              static_cast<int64_t>(world.mentees.size()));
    for (const RelaxationResult& result : report->relaxations) {
      const Vacancy after = AfterRelaxation(vacancy, result.relaxation);
      EXPECT_THAT(Validate(after), IsOk());
      const auto judged = JudgeMentees(judge, world.mentees, after);
      ChangeGain expected = GainOfMentees(before, judged, options);
      expected.furthers = result.gain.furthers;
      expected.examples = result.gain.examples;
      EXPECT_EQ(absl::StrJoin(GainDifferences(result.gain, expected), "; "), "")
          << Name(result.relaxation.kind) << ", seed " << seed;
      EXPECT_LE(result.gain.furthers + result.gain.opens + result.gain.no_longer_listed,
                static_cast<int64_t>(world.mentees.size()));
      for (const ChangeExample& example : result.gain.examples) {
        const auto same = [&](const JudgedMentee& one) { return one.id == example.mentee.value; };
        const auto was = std::find_if(before.begin(), before.end(), same);
        const auto is = std::find_if(judged.begin(), judged.end(), same);
        EXPECT_EQ(example.score_before, was->score);
        EXPECT_EQ(example.score_after, is->score);
        EXPECT_EQ(example.class_before, was->hit_class);
        EXPECT_EQ(example.class_after, is->hit_class);
        EXPECT_EQ(example.vacancy, vacancy.id);
      }
      ++count;
      seen.insert(result.relaxation.kind);
      if (expected.opens > 0) opening.insert(result.relaxation.kind);
    }
  }
  std::cout << count << " relaxations equal ranking anew\n";
  EXPECT_EQ(seen.size(), EnumCount<RelaxationKind>());
  for (const RelaxationKind kind :
       {RelaxationKind::kGermanOneLower, RelaxationKind::kGermanDesired,
        RelaxationKind::kWithoutLicence, RelaxationKind::kFreeTimes, RelaxationKind::kAnywhere,
        RelaxationKind::kAsTraining, RelaxationKind::kAsEntryQualification}) {
    EXPECT_TRUE(opening.contains(kind)) << Name(kind);
  }
}

const RelaxationResult* Find(const RelaxationReport& report, RelaxationKind kind) {
  for (const RelaxationResult& result : report.relaxations) {
    if (result.relaxation.kind == kind) return &result;
  }
  return nullptr;
}

class RelaxationStoryTest : public testing::Test {
 protected:
  RelaxationStoryTest() {
    const auto helper = [](absl::string_view id, LanguageLevel german) {
      return StoryMentee(id)
          .In("14713")
          .WithStatus(ResidenceStatus::kS25_2)
          .Worked("51312", 14)
          .WithGerman(german);
    };
    engine_.Publish(*BuildSnapshot(
        {.knowledge = Knowledge::BuiltIn(),
         .mentees = {helper("a1", LanguageLevel::kA1), helper("a2", LanguageLevel::kA2),
                     helper("b1", LanguageLevel::kB1)}}));
    options_.match.as_of = StoryDay();
    options_.match.profile = *ShippedProfile("default");
  }

  Engine engine_;
  RelaxationOptions options_;
};

TEST_F(RelaxationStoryTest, OneLevelLessBringsWhoWasTwoLevelsShort) {
  const Vacancy vacancy =
      StoryVacancy("N1").Of("51312").In("14713").WantsGerman(LanguageLevel::kB2);
  const auto report = engine_.AnalyzeRelaxations(vacancy, options_);
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->before.closed, 2);
  const RelaxationResult* lower = Find(*report, RelaxationKind::kGermanOneLower);
  ASSERT_NE(lower, nullptr);
  EXPECT_EQ(lower->gain.becomes_listed, 1);
  ASSERT_FALSE(lower->gain.examples.empty());
  EXPECT_EQ(lower->gain.examples.front().mentee.value, "a2");
  const RelaxationResult* wish = Find(*report, RelaxationKind::kGermanDesired);
  ASSERT_NE(wish, nullptr);
  EXPECT_EQ(wish->gain.becomes_listed, 2);
  EXPECT_EQ(report->relaxations.front().relaxation.kind, RelaxationKind::kGermanDesired);
}

TEST_F(RelaxationStoryTest, WhatTheLawDemandsIsNotRelaxed) {
  const Vacancy vacancy =
      StoryVacancy("W1")
          .Of("81302")
          .In("14713")
          .WantsGermanByLaw(LanguageLevel::kB2)
          .WantsLicence(LicenceKind::kGuardInstruction)
          .WantsSchool(SchoolCertificate::kMittlererAbschluss, RequirementStrength::kByLaw);
  const auto report = engine_.AnalyzeRelaxations(vacancy, options_);
  ASSERT_THAT(report, IsOk());
  for (const RelaxationKind kind :
       {RelaxationKind::kGermanOneLower, RelaxationKind::kGermanDesired,
        RelaxationKind::kWithoutLicence, RelaxationKind::kSchoolDesired}) {
    EXPECT_EQ(Find(*report, kind), nullptr) << Name(kind);
  }
}

TEST_F(RelaxationStoryTest, WhatIsOutOfRangeIsRefusedByName) {
  const Vacancy vacancy = StoryVacancy("N1").Of("51312").In("14713");
  const auto expect = [&](auto change, absl::string_view message) {
    RelaxationOptions options = options_;
    change(options);
    EXPECT_THAT(engine_.AnalyzeRelaxations(vacancy, options),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)));
  };
  expect([](RelaxationOptions& o) { o.bar = -1; }, "bar: -1 is not between");
  expect([](RelaxationOptions& o) { o.examples = 21; }, "examples: 21");
  expect([](RelaxationOptions& o) { o.match.classes = {HitClass::kOpen}; }, "classes: must");
  expect([](RelaxationOptions& o) { o.match.filter.kinds = {VacancyKind::kJob}; }, "filter: must");
  expect([](RelaxationOptions& o) { o.match.limit = 1001; }, "limit: 1001");
  const Vacancy own = StoryVacancy("own").Kind(VacancyKind::kSelfEmployed);
  EXPECT_THAT(engine_.AnalyzeRelaxations(own, options_),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("self_employed")));
  EXPECT_THAT(Engine().AnalyzeRelaxations(vacancy, options_),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("snapshot")));
}

}  // namespace
}  // namespace passung
