// What a thread keeps of bounds from question to question is what it would work out anew.

#include "engine/search/kept_bounds.h"

#include <gtest/gtest.h>

#include "engine/index/snapshot_internal.h"
#include "engine/search/bounds.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

struct KeptMarket {
  std::shared_ptr<const SnapshotImpl> snapshot;
  std::vector<Mentee> mentees;
};

// All of one knowledge, so that nothing but their bins tells them apart.
KeptMarket MakeKeptMarket(uint64_t seed, int mentees) {
  static const auto* const knowledge =
      new auto(Knowledge::Create({}, WorldClassification()).value());
  RandomSource random(seed);
  RandomWorld world =
      MakeRandomWorld(random, {.mentees = mentees, .vacancies = 400, .unknown_percent = 25});
  return {SnapshotImpl::Build({.knowledge = *knowledge, .vacancies = std::move(world.vacancies)})
              .value(),
          std::move(world.mentees)};
}

// What is asked about a market: profile, weights and day.
struct KeptQuestion {
  explicit KeptQuestion(RandomSource& random)
      : options(RandomMatchOptions(random)), applied(*Apply(options.profile, {})) {}
  MatchOptions options;
  AppliedProfile applied;
};

// Each differs from the first in one thing alone.
std::vector<KeptQuestion> LikeQuestions(RandomSource& random) {
  std::vector<KeptQuestion> questions(3, KeptQuestion(random));
  questions[1].applied = *Apply(
      questions[0].options.profile,
      {.weights = {{CriterionKey::kLanguageFit, 9'000}, {CriterionKey::kEmployerSupport, 7'000}}});
  questions[2].options.as_of = Date::FromDays(questions[0].options.as_of.days() + 200);
  return questions;
}

// Bounds of one person.
class BoundedPerson {
 public:
  BoundedPerson(const SnapshotImpl& snapshot, const Mentee& mentee, const KeptQuestion& question,
                KeptBounds& kept)
      : query_{snapshot.knowledge_impl(), question.applied, question.options.as_of,
               snapshot.columns().dictionaries, question.options.frozen},
        person_(query_, mentee),
        judge_(query_, person_, ThisThreadsWorkspace()),
        bounds(judge_, snapshot.index().bins(), kept) {}

 private:
  Query query_;
  Person person_;
  Judge judge_;

 public:
  RowBounds bounds;
};

void ExpectSameBounds(const RowBounds& kept, const RowBounds& anew) {
  EXPECT_EQ(kept.OfAny(), anew.OfAny());
  ASSERT_EQ(kept.parts().size(), anew.parts().size());
  for (size_t i = 0; i < anew.parts().size(); ++i) {
    const ColumnBound& a = *kept.parts()[i].bound;
    const ColumnBound& b = *anew.parts()[i].bound;
    ASSERT_EQ(kept.parts()[i].binned, anew.parts()[i].binned);
    EXPECT_EQ(a.by_bin(), b.by_bin());
    EXPECT_EQ(a.exact(), b.exact());
    for (int bin = 0; bin < kBinCount; ++bin) {
      ASSERT_EQ(a.Of(uint64_t{1} << bin), b.Of(uint64_t{1} << bin)) << "bin " << bin;
      ASSERT_EQ(a.Of(~uint64_t{0} << bin), b.Of(~uint64_t{0} << bin)) << "from bin " << bin;
    }
  }
}

// Whose bounds come from somebody else's question.
int SharedParts(const RowBounds& a, const RowBounds& b) {
  int shared = 0;
  for (size_t i = 0; i < a.parts().size(); ++i) shared += a.parts()[i].bound == b.parts()[i].bound;
  return shared;
}

TEST(KeptBoundsTest, AreThoseThatWouldBeWorkedOutAnewWhateverWasAskedBefore) {
  KeptBounds kept;
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    const KeptMarket one = MakeKeptMarket(seed, 60);
    const KeptMarket other = MakeKeptMarket(seed + 100, 1);
    RandomSource random(seed);
    for (int round = 0; round < 6; ++round) {
      const std::vector<KeptQuestion> questions = LikeQuestions(random);
      for (size_t n = 0; n < one.mentees.size(); ++n) {
        const KeptQuestion& question = questions[n * questions.size() / one.mentees.size()];
        // Now and then about a market with other bins.
        const KeptMarket& market = random.Below(10) == 0 ? other : one;
        const BoundedPerson asked(*market.snapshot, one.mentees[n], question, kept);
        KeptBounds empty;
        const BoundedPerson anew(*market.snapshot, one.mentees[n], question, empty);
        ExpectSameBounds(asked.bounds, anew.bounds);
        if (HasFailure()) return;
      }
    }
  }
}

TEST(KeptBoundsTest, ServeWhoeverIsLikeSomebodyBeforeFromTheThirdQuestionOfAKindOn) {
  const KeptMarket market = MakeKeptMarket(7, 40);
  RandomSource random(7);
  const KeptQuestion question(random);
  KeptBounds kept;
  {
    const BoundedPerson first(*market.snapshot, market.mentees[0], question, kept);
    const BoundedPerson second(*market.snapshot, market.mentees[0], question, kept);
    const BoundedPerson third(*market.snapshot, market.mentees[0], question, kept);
    EXPECT_EQ(SharedParts(first.bounds, second.bounds), 0) << "the first might be the only one";
    EXPECT_GE(SharedParts(second.bounds, third.bounds), 2);
  }
  KeptQuestion tomorrow = question;
  tomorrow.options.as_of = Date::FromDays(question.options.as_of.days() + 1);
  const BoundedPerson later(*market.snapshot, market.mentees[0], tomorrow, kept);
  const BoundedPerson latest(*market.snapshot, market.mentees[0], tomorrow, kept);
  EXPECT_EQ(SharedParts(later.bounds, latest.bounds), 0) << "another day is another question";
}

TEST(KeptBoundsTest, AreNotOfAProfileThatNobodyKnowsByItsDigest) {
  const KeptMarket market = MakeKeptMarket(8, 1);
  RandomSource random(8);
  KeptQuestion question(random);
  question.applied.digest.clear();
  KeptBounds kept;
  const BoundedPerson first(*market.snapshot, market.mentees[0], question, kept);
  const BoundedPerson second(*market.snapshot, market.mentees[0], question, kept);
  const BoundedPerson third(*market.snapshot, market.mentees[0], question, kept);
  EXPECT_EQ(SharedParts(second.bounds, third.bounds), 0);
}

// Everybody may begin on another day: what is kept has an end, and stays right.
TEST(KeptBoundsTest, StayRightBeyondWhatIsKeptAtMost) {
  KeptMarket market = MakeKeptMarket(9, 1);
  RandomSource random(9);
  const KeptQuestion question(random);
  Mentee& mentee = market.mentees.front();
  KeptBounds kept;
  for (int day = 0; day < 2 * static_cast<int>(KeptBounds::kMost) + 10; ++day) {
    mentee.facts.available_from = Date::FromDays(question.options.as_of.days() + day % 700);
    const BoundedPerson asked(*market.snapshot, mentee, question, kept);
    KeptBounds empty;
    const BoundedPerson anew(*market.snapshot, mentee, question, empty);
    ExpectSameBounds(asked.bounds, anew.bounds);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace passung
