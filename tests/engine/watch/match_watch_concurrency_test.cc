// Alerts on several threads: what is told is what one thread tells.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "passung/watch.h"
#include "tests/engine/watch/watched_world.h"

namespace passung {
namespace {

void ExpectSame(const WatchDelta& is, const WatchDelta& expected) {
  ASSERT_EQ(is.lists.size(), expected.lists.size());
  for (size_t nth = 0; nth < is.lists.size(); ++nth) {
    const ListDelta& list = is.lists[nth];
    ASSERT_EQ(list.mentee, expected.lists[nth].mentee);
    ASSERT_EQ(list.is_there, expected.lists[nth].is_there);
    ASSERT_EQ(list.changes.size(), expected.lists[nth].changes.size()) << list.mentee.value;
    for (size_t i = 0; i < list.changes.size(); ++i) {
      const ListChange& change = list.changes[i];
      const ListChange& other = expected.lists[nth].changes[i];
      ASSERT_EQ(change.event, other.event);
      ASSERT_EQ(change.before, other.before);
      ASSERT_EQ(change.after, other.after);
      ASSERT_EQ(change.because, other.because);
      ASSERT_EQ(change.counterpart, other.counterpart);
      ASSERT_EQ(change.match, other.match);
    }
  }
}

void ExpectSame(const WatchWork& is, const WatchWork& expected) {
  EXPECT_EQ(is.bounded, expected.bounded);
  EXPECT_EQ(is.judged, expected.judged);
  EXPECT_EQ(is.asked_anew, expected.asked_anew);
  EXPECT_EQ(is.compared, expected.compared);
}

TEST(MatchWatchTest, SeveralThreadsTellWhatOneTells) {
  for (const uint64_t seed : {1, 2, 3}) {
    SCOPED_TRACE(seed);
    ChangingWorld world(seed, 600, 60);
    WatchOptions options{
        .match = RandomMatchOptions(world.random()), .explain = seed == 1, .grouped_from = 0};
    options.match.limit = 3;
    options.match.summary = false;
    options.match.classes.clear();
    WatchMoment moment{world.snapshot(), WorldDay(), nullptr};
    options.match.threads = 1;
    const auto alone = MatchWatch::Start(moment, options, std::nullopt).value();
    options.match.threads = 3;
    const auto together = MatchWatch::Start(moment, options, std::nullopt).value();
    size_t most = 0;
    int64_t most_judged = 0;
    for (int event = 0; event < 60; ++event) {
      SCOPED_TRACE(event);
      for (int change = event % 5 == 0 ? 8 : 1; change > 0; --change) world.Change();
      if (event % 20 == 19) world.BuildAnew();
      if (event % 15 == 14) moment.as_of = moment.as_of.PlusDays(7);
      moment.snapshot = world.snapshot();
      const WatchDelta expected = alone->Advance(moment);
      ExpectSame(together->Advance(moment), expected);
      ExpectSame(together->work(), alone->work());
      if (testing::Test::HasFailure()) return;
      most = std::max(most, expected.lists.size());
      if (event % 5 != 0) most_judged = std::max(most_judged, alone->work().judged);
    }
    // So many that they are told of in several parts.
    EXPECT_GT(most, 96U);
    // And judged: more than one thread takes at a time.
    EXPECT_GT(most_judged, 96);
  }
}

}  // namespace
}  // namespace passung
