// What an answer counts and judges has a sentence, whatever the world: for the mentor and the employer always, for the
// mentee a few short ones, all but where the wording says nothing on purpose.

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "proto/text/text.h"
#include "tests/properties/compare.h"

namespace passung {
namespace {

using text::Audience;
using text::Locale;
using text::Texts;

constexpr int32_t kSentenceWorlds = 150;

// Ends of sentences that are followed by another one.
int SentencesIn(const std::string& text) {
  int sentences = text.empty() ? 0 : 1;
  for (const char* end : {". ", "? ", "! "}) {
    sentences += static_cast<int>(std::vector<std::string>(absl::StrSplit(text, end)).size()) - 1;
  }
  return sentences;
}

class SentencesTest : public testing::Test {
 protected:
  // Remembers each kind of fault once.
  void Expect(const std::array<std::string, 3>& said, Reason reason, const std::string& what) {
    ++seen_;
    const auto& [mentor, mentee, employer] = said;
    if (mentor.empty()) faults_.emplace(what, "nothing for the mentor");
    if (employer.empty()) faults_.emplace(what, "nothing for the employer");
    if (mentee.empty() != (reason == Reason::kRecognitionNotRelevant)) {
      faults_.emplace(what, mentee.empty() ? "nothing for the mentee" : mentee);
    }
    for (const std::string& text : said) {
      const bool whole = text.find('{') == std::string::npos && text.find("…") == std::string::npos;
      if (!whole) faults_.emplace(what, text);
    }
    // "Ihr Deutsch reicht." and so on; where a licence is not valid any more, one more (acceptance C).
    if (SentencesIn(mentee) > 4) faults_.emplace(what, mentee);
  }

  void ExpectSentencesOf(const Match& match) {
    const Knowledge& knowledge = *WorldUniverse().knowledge;
    for (const Locale locale : {Locale::kDe, Locale::kEn}) {
      const Texts& texts = Texts::For(locale);
      for (const Contribution& part : match.contributions) {
        if (part.contribution == 0) continue;
        contributions_.insert(part.reason);
        Expect({texts.ContributionText(part, Audience::kMentor, knowledge),
                texts.ContributionText(part, Audience::kMentee, knowledge),
                texts.ContributionText(part, Audience::kEmployer, knowledge)},
               part.reason, absl::StrCat(Name(part.criterion), " ", Name(part.reason)));
      }
      for (const RuleOutcome& outcome : match.outcomes) {
        outcomes_.insert(outcome.reason);
        Expect({texts.OutcomeText(outcome, Audience::kMentor, knowledge),
                texts.OutcomeText(outcome, Audience::kMentee, knowledge),
                texts.OutcomeText(outcome, Audience::kEmployer, knowledge)},
               outcome.reason, absl::StrCat(Name(outcome.rule), " ", Name(outcome.reason)));
      }
      for (const Flag flag : match.flags) EXPECT_NE(texts.FlagText(flag, Audience::kMentor), "");
    }
  }

  int64_t seen_ = 0;
  std::map<std::string, std::string> faults_;  // by rule or criterion and reason
  std::set<Reason> contributions_;
  std::set<Reason> outcomes_;
};

TEST_F(SentencesTest, NoContributionAndNoOutcomeIsWithoutASentence) {
  const int32_t count = SeedGiven() ? 1 : kSentenceWorlds * LongFactor();
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    const uint64_t seed = BaseSeed() + static_cast<uint64_t>(i);
    SCOPED_TRACE(Reproduce(seed));
    RandomSource random(seed);
    const RandomWorld world =
        MakeRandomWorld(random, {.mentees = 1, .vacancies = 15, .unknown_percent = 20});
    MatchOptions options = RandomMatchOptions(random);
    options.limit = 20;
    options.classes = {HitClass::kOpen, HitClass::kLater, HitClass::kUnclear, HitClass::kClosed};
    const auto engine = EngineOver(WorldUniverse(), world.mentees, world.vacancies);
    const auto result = engine->RankVacancies(world.mentees.front(), options);
    ASSERT_TRUE(result.ok()) << result.status();
    for (const Match& match : result->matches) ExpectSentencesOf(match);
  }
  for (const auto& [what, text] : faults_) ADD_FAILURE() << what << ": " << text;
  if (SeedGiven()) return;
  EXPECT_GT(seen_, 20'000);
  // Most of what there is to say was said.
  EXPECT_GT(contributions_.size(), 18U);
  EXPECT_GT(outcomes_.size(), 40U);
}

}  // namespace
}  // namespace passung
