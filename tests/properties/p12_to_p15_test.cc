// Properties 12 to 15: blind, no helper trap, training is no gap, blind to the reason.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/properties/compare.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

TEST(P12BlindTest, ResidenceStatusMovesNoPoint) {
  for (int w = 0; w < 40 * LongFactor(); ++w) {
    RandomSource random(BaseSeed() + 120'000 + static_cast<uint64_t>(w));
    const RandomWorld world =
        MakeRandomWorld(random, {.mentees = 2, .vacancies = 12, .unknown_percent = 20});
    MatchOptions options = RandomMatchOptions(random);
    const auto engine = EngineOver(WorldUniverse(), world.mentees, world.vacancies);
    Mentee changed = world.mentees[0];
    changed.residence = RandomMentee(random, 0, 77).residence;
    for (Vacancy vacancy : world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      if (vacancy.occupations.size() > 1) vacancy.occupations.resize(1);
      if (vacancy.places.size() > 1) vacancy.places.resize(1);
      const auto one = engine->ExplainMatch(world.mentees[0], vacancy, options);
      const auto other = engine->ExplainMatch(changed, vacancy, options);
      ASSERT_TRUE(one.ok() && other.ok()) << one.status() << other.status();
      EXPECT_EQ(one->match.contributions, other->match.contributions);
      EXPECT_EQ(one->match.interval, other->match.interval);
    }
  }
}

MatchOptions Options(const ScoringProfile& profile) {
  return {.as_of = StoryDay(), .profile = profile};
}

int32_t ScoreOf(const Engine& engine, const Mentee& mentee, const Vacancy& vacancy,
                const ScoringProfile& profile) {
  const auto result = engine.ExplainMatch(mentee, vacancy, Options(profile));
  EXPECT_TRUE(result.ok()) << result.status();
  return result->match.score;
}

// German at most one level short of what the job asks in each skill, every status, every profile.
TEST(P13NoHelperTrapTest, TheOwnOccupationAtTheUsableLevelBeatsItsHelperJob) {
  const auto engine = EngineOver(BuiltInUniverse(), {}, {});
  for (const ScoringProfile& profile : ShippedProfiles()) {
    for (size_t o = 0; o < EnumCount<RecognitionOutcome>(); ++o) {
      for (size_t s = 0; s < EnumCount<RecognitionStep>(); ++s) {
        for (const auto german : {LanguageLevel::kB1, LanguageLevel::kB2}) {
          const Mentee cook = StoryMentee("m").In("14612").WithGerman(german).Qualified(
              "29302", static_cast<RecognitionOutcome>(o), static_cast<RecognitionStep>(s));
          const auto job = [&](absl::string_view code) {
            return StoryVacancy("v").Of(code).In("14612").WantsGerman(LanguageLevel::kB2);
          };
          EXPECT_GT(ScoreOf(*engine, cook, job("29302"), profile),
                    ScoreOf(*engine, cook, job("29301"), profile))
              << profile.id << " " << Name(static_cast<RecognitionOutcome>(o)) << " "
              << Name(static_cast<RecognitionStep>(s));
        }
      }
    }
  }
}

TEST(P14TrainingIsNoGapTest, TheFifthDigitOfATrainingDoesNotMatterWithoutAQualification) {
  const auto engine = EngineOver(BuiltInUniverse(), {}, {});
  const auto training = [](absl::string_view code) {
    return StoryVacancy("v")
        .Kind(VacancyKind::kTrainingDual)
        .Of(code)
        .In("14612")
        .WantsGerman(LanguageLevel::kB1);
  };
  const Mentee people[] = {StoryMentee("m").In("14612").WithGerman(LanguageLevel::kB1),
                           StoryMentee("m").In("14612").Wishes("25104"),
                           StoryMentee("m").In("14612").Worked("54101", 20)};
  for (const ScoringProfile& profile : ShippedProfiles()) {
    for (const Mentee& person : people) {
      const int32_t first = ScoreOf(*engine, person, training("29301"), profile);
      for (const char* code : {"29302", "29303", "29304"}) {
        EXPECT_EQ(ScoreOf(*engine, person, training(code), profile), first) << profile.id;
      }
    }
  }
}

// No word of what must not be known stands as a field in the headers or the contract.
TEST(P15BlindToTheReasonTest, NoFieldHoldsWhatMustNotBeKnown) {
  const char* const files[] = {
      "engine/include/passung/mentee_facts.h", "engine/include/passung/vacancy.h",
      "engine/include/passung/residence.h",    "engine/include/passung/record.h",
      "engine/include/passung/contact.h",      "proto/passung/v1/mentee.proto",
      "proto/passung/v1/vacancy.proto",        "engine/include/passung/offer.h",
      "engine/include/passung/gap.h",          "engine/include/passung/partner.h",
      "proto/passung/v1/offer.proto",          "proto/passung/v1/partner.proto"};
  const char* const forbidden[] = {"nationality", "religion",      "gender",           "birth",
                                   "marital",     "children",      "health",           "disabil",
                                   "ethnic",      "window_reason", "exclusion_reason", "bar_reason",
                                   "country"};
  for (const char* file : files) {
    std::ifstream in(file);
    ASSERT_TRUE(in.good()) << file << " is read from the source folder";
    std::string line;
    while (std::getline(in, line)) {
      const size_t comment = line.find("//");
      const std::string code = line.substr(0, comment);
      for (const char* word : forbidden) {
        EXPECT_EQ(code.find(word), std::string::npos) << file << ": " << line;
      }
    }
  }
}

}  // namespace
}  // namespace passung
