// What a watch tells, put together, is what asking anew gives after every event. PASSUNG_LONG=1: after
// 100 000 of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "absl/strings/str_cat.h"
#include "passung/watch.h"
#include "tests/engine/watch/watched_world.h"
#include "tests/support/builders.h"
#include "tests/support/oracle.h"
#include "tests/support/status_matchers.h"

namespace passung {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

MatchOptions RandomWatchOptions(RandomSource& random) {
  MatchOptions options = RandomMatchOptions(random);
  options.limit = random.Pick<int32_t>({1, 2, 3, 5, 8, 1000});
  options.summary = false;
  std::erase(options.classes, HitClass::kClosed);
  return options;
}

// One listener and what they listen to, compared with whoever asks anew.
class Following {
 public:
  Following(uint64_t seed, int32_t grouped_from)
      // Of many mentees most keep their slots, so that groups are what finds them.
      : world_(seed, seed % 4 == 0 ? 80 : 12, 60),
        options_(RandomWatchOptions(world_.random())),
        moment_({world_.snapshot(), WorldDay(), Apply(options_)}) {
    WatchOptions watch{.match = options_, .explain = true, .grouped_from = grouped_from};
    std::optional<std::vector<MenteeId>> watched;
    if (world_.random().Chance(30)) {
      // Some of whom are not there.
      watched = std::vector<MenteeId>{RandomMentee(world_.random(), 20, 0).id,
                                      RandomMentee(world_.random(), 20, 1).id,
                                      RandomMentee(world_.random(), 20, 6).id};
      for (const MenteeId& id : *watched) watched_.insert(id.value);
    }
    watch_ = MatchWatch::Start(moment_, watch, watched).value();
    engine_.Publish(moment_.snapshot);
    told_.Apply(watch_->Whole());
  }

  // Another moment, after one event or a few.
  void Step() {
    RandomSource& random = world_.random();
    const int32_t what = random.Below(100);
    if (what < 4) {
      moment_.as_of = moment_.as_of.PlusDays(random.Pick<int32_t>({1, 1, 7, 30, -3}));
    } else if (what < 6) {
      options_.profile = RandomProfile(random);
      options_.overrides = {};
      moment_.applied = Apply(options_);
    } else if (what < 8) {
      world_.BuildAnew();
    } else if (what < 12) {
      for (int32_t i = random.Between(2, 40); i > 0; --i) world_.Change();
    } else if (what < 14) {
      return GoBack();
    } else if (what < 15) {
      world_.Change();
      world_.BuildAnew();
    } else {
      world_.Change();
    }
    moment_.snapshot = world_.snapshot();
    Compare();
  }

  const WatchWork& work() const { return watch_->work(); }
  int64_t told() const { return changes_; }
  const std::set<std::string>& seen() const { return seen_; }

  void CompareWithOracle() {
    static const auto* const kKnown =
        new oracle::OracleKnowledge(oracle::ReadKnowledge({}, WorldClassification()));
    options_.as_of = moment_.as_of;
    const oracle::Oracle judge(*kKnown, options_);
    std::vector<Vacancy> vacancies;
    for (const auto& [id, vacancy] : world_.vacancies()) vacancies.push_back(vacancy);
    for (const auto& [id, mentee] : world_.mentees()) {
      if (!IsWatched(id)) continue;
      std::vector<ListedMatch> expected;
      for (const oracle::Hit& hit : judge.RankVacancies(mentee, vacancies).hits) {
        expected.push_back({hit.mentee, hit.vacancy, static_cast<int32_t>(expected.size()) + 1,
                            hit.judgement.score, hit.judgement.hit_class,
                            hit.judgement.combination.occupation_index,
                            hit.judgement.combination.place_index});
      }
      ASSERT_EQ(Text(told_.Of(id)), Text(expected)) << id;
    }
  }

 private:
  static std::shared_ptr<const AppliedProfile> Apply(const MatchOptions& options) {
    return std::make_shared<const AppliedProfile>(
        passung::Apply(options.profile, options.overrides).value());
  }
  bool IsWatched(const std::string& id) const { return watched_.empty() || watched_.contains(id); }

  std::vector<ListedMatch> Ask(const Mentee& mentee) {
    MatchOptions options = options_;
    options.as_of = moment_.as_of;
    options.applied = moment_.applied;
    return ListedIn(engine_.RankVacancies(mentee, options).value());
  }

  // To the snapshot of the last comparison but one, and forth again.
  void GoBack() {
    if (earlier_ == nullptr) return;
    WatchMoment back = watch_->moment();
    back.snapshot = earlier_;
    told_.Apply(watch_->Advance(back));
    told_.Apply(watch_->Advance(moment_));
    Compare();
  }

  void Compare() {
    std::map<std::string, std::vector<ListedMatch>> before;
    for (const auto& [id, mentee] : world_.mentees()) before[id] = told_.Of(id);
    earlier_ = watch_->moment().snapshot;
    const WatchDelta delta = watch_->Advance(moment_);
    EXPECT_EQ(delta.from_revision, earlier_->revision());
    EXPECT_EQ(delta.versions.snapshot_revision, moment_.snapshot->revision());
    EXPECT_EQ(delta.versions.as_of, moment_.as_of);
    engine_.Publish(moment_.snapshot);
    told_.Apply(delta);
    for (const ListDelta& list : delta.lists) CheckDelta(list);
    if (testing::Test::HasFatalFailure()) return;
    for (const auto& [id, mentee] : world_.mentees()) {
      if (!IsWatched(id)) {
        ASSERT_THAT(watch_->ListOf(mentee.id), StatusIs(absl::StatusCode::kNotFound));
        continue;
      }
      const std::vector<ListedMatch> expected = Ask(mentee);
      ASSERT_EQ(Text(told_.Of(id)), Text(expected)) << id;
      ASSERT_EQ(Text(watch_->ListOf(mentee.id).value()), Text(expected)) << id;
    }
  }

  // That it tells of a change, and truly.
  void CheckDelta(const ListDelta& list) {
    const auto mentee = world_.mentees().find(list.mentee.value);
    ASSERT_EQ(list.is_there, mentee != world_.mentees().end());
    if (!list.is_there) {
      seen_.insert("mentee gone");
      for (const ListChange& change : list.changes) {
        ASSERT_EQ(change.event, ListEvent::kLeft);
        ASSERT_EQ(change.because, LeftBecause::kNotThere);
      }
      return;
    }
    ASSERT_THAT(list.changes, testing::Not(IsEmpty()));
    for (const ListChange& change : list.changes) {
      ++changes_;
      switch (change.event) {
        case ListEvent::kEntered:
          seen_.insert("entered");
          ASSERT_TRUE(!change.before && change.after);
          break;
        case ListEvent::kChanged:
          seen_.insert("changed");
          ASSERT_TRUE(change.before && change.after);
          ASSERT_EQ(change.before->vacancy, change.after->vacancy);
          break;
        case ListEvent::kLeft:
          ASSERT_TRUE(change.before && !change.after);
          ASSERT_EQ(change.because, WhyLeft(mentee->second, change.before->vacancy));
          seen_.insert(absl::StrCat("left because ", static_cast<int>(change.because)));
          break;
      }
      if (change.after) CheckMatch(mentee->second, change);
      if (change.counterpart) CheckCounterpart(list, change);
    }
  }

  LeftBecause WhyLeft(const Mentee& mentee, const VacancyId& id) {
    const auto vacancy = world_.vacancies().find(id.value);
    if (vacancy == world_.vacancies().end()) return LeftBecause::kNotThere;
    MatchOptions options = options_;
    options.as_of = moment_.as_of;
    options.applied = moment_.applied;
    const auto pair = engine_.ExplainMatch(mentee, vacancy->second, options);
    if (!pair.ok()) return LeftBecause::kBarred;  // self-employment
    const HitClass of = pair->match.hit_class;
    const bool asked_for = options.classes.empty()
                               ? of != HitClass::kClosed
                               : std::find(options.classes.begin(), options.classes.end(), of) !=
                                     options.classes.end();
    return asked_for ? LeftBecause::kDisplaced : LeftBecause::kBarred;
  }

  void CheckMatch(const Mentee& mentee, const ListChange& change) {
    ASSERT_TRUE(change.match);
    MatchOptions options = options_;
    options.as_of = moment_.as_of;
    options.applied = moment_.applied;
    const Vacancy& vacancy = world_.vacancies().at(change.after->vacancy.value);
    ASSERT_EQ(*change.match, engine_.ExplainMatch(mentee, vacancy, options)->match);
    int32_t sum = 0;
    for (const Contribution& of : change.match->contributions) sum += of.contribution;
    ASSERT_EQ(sum, change.after->score);
  }

  void CheckCounterpart(const ListDelta& list, const ListChange& change) {
    const auto position = static_cast<int32_t>(&change - list.changes.data());
    const ListChange& other = list.changes.at(static_cast<size_t>(*change.counterpart));
    ASSERT_EQ(other.counterpart, position);
    const ListChange& left = change.event == ListEvent::kLeft ? change : other;
    const ListChange& entered = change.event == ListEvent::kLeft ? other : change;
    ASSERT_EQ(left.event, ListEvent::kLeft);
    ASSERT_EQ(left.because, LeftBecause::kDisplaced);
    ASSERT_EQ(entered.event, ListEvent::kEntered);
    seen_.insert("displaced");
  }

  ChangingWorld world_;
  std::set<std::string> watched_;  // empty: all
  MatchOptions options_;
  WatchMoment moment_;
  std::unique_ptr<MatchWatch> watch_;
  std::shared_ptr<const Snapshot> earlier_;
  Engine engine_;
  ToldLists told_;
  int64_t changes_ = 0;
  std::set<std::string> seen_;
};

int32_t Events() { return std::getenv("PASSUNG_LONG") != nullptr ? 100'000 : 2'000; }

void FollowMany(int32_t grouped_from) {
  constexpr int32_t kEventsAWorld = 100;
  std::set<std::string> seen;
  int64_t told = 0;
  for (int32_t done = 0; done < Events(); done += kEventsAWorld) {
    const auto seed = static_cast<uint64_t>(7000 + done / kEventsAWorld);
    SCOPED_TRACE(seed);
    Following following(seed, grouped_from);
    for (int32_t event = 0; event < kEventsAWorld; ++event) {
      SCOPED_TRACE(event);
      following.Step();
      if (testing::Test::HasFailure()) return;
    }
    following.CompareWithOracle();
    if (testing::Test::HasFailure()) return;
    told += following.told();
    seen.insert(following.seen().begin(), following.seen().end());
  }
  EXPECT_GT(told, Events());
  // A comparison is worth what it has seen.
  EXPECT_THAT(seen, ElementsAre("changed", "displaced", "entered", "left because 0",
                                "left because 1", "left because 2", "mentee gone"));
}

TEST(MatchWatchTest, WhatIsToldIsWhatAskingAnewGivesWhereMenteesAreGrouped) { FollowMany(0); }

TEST(MatchWatchTest, WhatIsToldIsWhatAskingAnewGivesWhereMenteesAreOneByOne) { FollowMany(1'000); }

// ---- What is told of one event ----

class OneEventTest : public testing::Test {
 protected:
  OneEventTest() {
    options_.match.profile = *ShippedProfile("default");
    options_.match.limit = 2;
    writer_ = SnapshotWriter::Create({.knowledge = Knowledge::BuiltIn(),
                                      .mentees = {Cook("anna"), Cook("berta"), Nurse("clara")},
                                      .vacancies = {Kitchen("k1"), Kitchen("k3"), Ward("w1")}})
                  .value();
    watch_ = MatchWatch::Start({writer_->current(), StoryDay()}, options_, std::nullopt).value();
  }

  static Mentee Cook(absl::string_view id) {
    return StoryMentee(id).In("14612").Qualified("29302", {}, {}).WithGerman(LanguageLevel::kC1);
  }
  static Mentee Nurse(absl::string_view id) {
    return StoryMentee(id).In("14612").Qualified("81302", {}, {}).WithGerman(LanguageLevel::kC1);
  }
  static Vacancy Kitchen(absl::string_view id) { return StoryVacancy(id).Of("29302").In("14612"); }
  static Vacancy Ward(absl::string_view id) { return StoryVacancy(id).Of("82101").In("14612"); }

  WatchDelta After(const WriteBatch& batch) {
    return watch_->Advance({writer_->Apply(batch, ++revision_).value(), StoryDay()});
  }
  static std::vector<std::string> Whose(const WatchDelta& delta) {
    std::vector<std::string> ids;
    for (const ListDelta& list : delta.lists) ids.push_back(list.mentee.value);
    return ids;
  }

  WatchOptions options_;
  std::unique_ptr<SnapshotWriter> writer_;
  std::unique_ptr<MatchWatch> watch_;
  int64_t revision_ = 0;
};

TEST_F(OneEventTest, NewVacancyReachesThoseWhoseListsItEntersAndNamesWhomItDisplaces) {
  const WatchDelta delta = After({.upsert_vacancies = {Kitchen("k2")}});
  ASSERT_THAT(Whose(delta), ElementsAre("anna", "berta"));
  const std::vector<ListChange>& changes = delta.lists[0].changes;
  ASSERT_THAT(changes, SizeIs(2));
  // Between two that score the same: the id decides.
  EXPECT_EQ(changes[0].event, ListEvent::kEntered);
  EXPECT_EQ(changes[0].after->vacancy.value, "k2");
  EXPECT_EQ(changes[0].after->rank, 2);
  EXPECT_EQ(changes[0].counterpart, 1);
  EXPECT_EQ(changes[1].event, ListEvent::kLeft);
  EXPECT_EQ(changes[1].before->vacancy.value, "k3");
  EXPECT_EQ(changes[1].because, LeftBecause::kDisplaced);
  EXPECT_EQ(changes[1].counterpart, 0);
  EXPECT_EQ(watch_->work().asked_anew, 0);
}

TEST_F(OneEventTest, VacancyThatIsWorseByItsIdReachesNobody) {
  EXPECT_THAT(After({.upsert_vacancies = {Kitchen("k4")}}).lists, IsEmpty());
}

TEST_F(OneEventTest, VacancyThatOnlyChangesItsTitleReachesNobody) {
  Vacancy retitled = Kitchen("k1");
  retitled.title = "Koch (m/w/d)";
  EXPECT_THAT(After({.upsert_vacancies = {retitled}}).lists, IsEmpty());
  EXPECT_EQ(watch_->work().asked_anew, 0);
}

TEST_F(OneEventTest, ExpiredVacancyLeavesAndTheNextOneEnters) {
  const WatchDelta delta = After({.delete_vacancies = {{"k1"}}});
  ASSERT_THAT(Whose(delta), ElementsAre("anna", "berta", "clara"));
  const std::vector<ListChange>& changes = delta.lists[0].changes;
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].after->vacancy.value, "w1");
  EXPECT_EQ(changes[0].counterpart, std::nullopt);
  EXPECT_EQ(changes[1].before->vacancy.value, "k1");
  EXPECT_EQ(changes[1].because, LeftBecause::kNotThere);
}

TEST_F(OneEventTest, MenteeWhoChangesIsTheOnlyOneReached) {
  EXPECT_THAT(Whose(After({.upsert_mentees = {Nurse("anna")}})), ElementsAre("anna"));
}

TEST_F(OneEventTest, MenteeWhoComesHasTheirWholeListEnter) {
  const WatchDelta delta = After({.upsert_mentees = {Cook("dora")}});
  ASSERT_THAT(Whose(delta), ElementsAre("dora"));
  EXPECT_THAT(delta.lists[0].changes, SizeIs(2));
}

TEST_F(OneEventTest, MenteeWhoGoesIsToldOfAsGone) {
  const WatchDelta delta = After({.delete_mentees = {{"berta"}}});
  ASSERT_THAT(Whose(delta), ElementsAre("berta"));
  EXPECT_FALSE(delta.lists[0].is_there);
  EXPECT_THAT(delta.lists[0].changes, SizeIs(2));
  EXPECT_THAT(watch_->ListOf({"berta"}), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(OneEventTest, DayOnWhichAVacancyClosesReachesWhoHadIt) {
  const Vacancy closing = StoryVacancy("k0").Of("29302").In("14612").Change(
      [](Vacancy& vacancy) { vacancy.apply_until = StoryDay(); });
  After({.upsert_vacancies = {closing}});
  const WatchDelta delta = watch_->Advance({writer_->current(), StoryDay().PlusDays(1)});
  ASSERT_THAT(Whose(delta), testing::IsSupersetOf({"anna", "berta"}));
  EXPECT_EQ(delta.lists[0].changes.back().because, LeftBecause::kBarred);
}

TEST_F(OneEventTest, NothingIsToldWhereNothingHappened) {
  EXPECT_THAT(watch_->Advance({writer_->current(), StoryDay()}).lists, IsEmpty());
}

TEST_F(OneEventTest, AnotherCombinationOfTheSameScoreIsAChange) {
  // The second row of each: another place, then another occupation.
  After({.upsert_vacancies = {StoryVacancy("k0").Of("29302").In("14713").In("14612")}});
  const WatchDelta delta =
      After({.upsert_vacancies = {StoryVacancy("k0").Of("81102").Of("29302").In("14612")}});
  ASSERT_THAT(Whose(delta), testing::Contains("anna"));
  const ListChange& change = delta.lists[0].changes.at(0);
  EXPECT_EQ(change.event, ListEvent::kChanged);
  EXPECT_EQ(change.before->score, change.after->score);
  EXPECT_EQ(change.before->place_index, 1);
  EXPECT_EQ(change.after->occupation_index, 1);
}

// ---- What is refused ----

TEST_F(OneEventTest, ClosedHitsAreNotWatched) {
  options_.match.classes = {HitClass::kClosed};
  EXPECT_THAT(MatchWatch::Start({writer_->current(), StoryDay()}, options_, std::nullopt),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("classes: closed")));
}

TEST_F(OneEventTest, FilterIsRefused) {
  options_.match.filter.kinds = {VacancyKind::kJob};
  EXPECT_THAT(MatchWatch::Start({writer_->current(), StoryDay()}, options_, std::nullopt),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("filter")));
}

TEST_F(OneEventTest, LimitOutOfRangeIsRefused) {
  options_.match.limit = 0;
  EXPECT_THAT(MatchWatch::Start({writer_->current(), StoryDay()}, options_, std::nullopt),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("limit")));
}

TEST_F(OneEventTest, MalformedIdIsRefused) {
  EXPECT_THAT(MatchWatch::Start({writer_->current(), StoryDay()}, options_, {{{"a b"}}}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("a b")));
}

}  // namespace
}  // namespace passung
