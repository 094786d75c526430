// What the decision log keeps of messages of WatchMatches, in which many lists are told of at once.
#include "server/audit/decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/ascii.h"
#include "passung/v1/match_service.pb.h"

namespace passung::server {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class WatchDecisionsTest : public testing::Test {
 protected:
  WatchDecisionsTest() {
    request_.add_mentees("mentees/a");
    request_.add_mentees("mentees/b");
    request_.mutable_ranking()->set_limit(7);
    told_.mutable_versions()->set_snapshot_revision(12);
  }

  static v1::ListedMatch Listed(const std::string& mentee, const std::string& vacancy, int score) {
    v1::ListedMatch listed;
    listed.set_mentee("mentees/" + mentee);
    listed.set_vacancy("vacancies/" + vacancy);
    listed.set_score(score);
    listed.set_hit_class(v1::HIT_CLASS_LATER);
    return listed;
  }
  v1::ListDelta& ListOf(const std::string& mentee) {
    v1::ListDelta& list = *told_.add_lists();
    list.set_mentee("mentees/" + mentee);
    return list;
  }
  std::vector<v1::DecisionEntry> Decisions() const {
    return DecisionsOf(request_, told_, std::string(32, 'k'),
                       [](const MenteeId& id) { return absl::AsciiStrToUpper(id.value); });
  }

  v1::WatchMatchesRequest request_;
  v1::WatchMatchesResponse told_;
};

TEST_F(WatchDecisionsTest, EachListInWhichSomethingEnteredOrChangedIsADecisionOnItsMentee) {
  v1::ListDelta& first = ListOf("a");
  v1::ListedChange& entered = *first.add_changes();
  *entered.mutable_after() = Listed("a", "v1", 70);
  entered.mutable_match()->set_vacancy("vacancies/v1");
  v1::Contribution& contribution = *entered.mutable_match()->add_contributions();
  contribution.set_criterion(v1::CRITERION_OCCUPATION_FIT);
  contribution.set_contribution(55);
  *first.add_changes()->mutable_before() = Listed("a", "v9", 60);
  v1::ListedChange& changed = *ListOf("b").add_changes();
  *changed.mutable_before() = Listed("b", "v1", 10);
  *changed.mutable_after() = Listed("b", "v1", 20);

  const std::vector<v1::DecisionEntry> decisions = Decisions();
  ASSERT_THAT(decisions, SizeIs(2));
  EXPECT_EQ(decisions[0].mentee(), "A");
  ASSERT_THAT(decisions[0].hits(), SizeIs(1)) << "what left was not scored";
  const v1::DecisionHit& hit = decisions[0].hits(0);
  EXPECT_EQ(hit.vacancy(), "vacancies/v1");
  EXPECT_EQ(hit.mentee(), "") << "said once";
  EXPECT_EQ(hit.score(), 70);
  EXPECT_EQ(hit.hit_class(), v1::HIT_CLASS_LATER);
  EXPECT_EQ(hit.contributions(static_cast<int>(v1::CRITERION_OCCUPATION_FIT) - 1), 55);
  EXPECT_EQ(decisions[1].mentee(), "B");
  ASSERT_THAT(decisions[1].hits(), SizeIs(1));
  EXPECT_EQ(decisions[1].hits(0).score(), 20);
  EXPECT_THAT(decisions[1].hits(0).contributions(), IsEmpty()) << "without matches";
  EXPECT_NE(decisions[0].answer_digest(), decisions[1].answer_digest());
  for (int i = 0; i < 2; ++i) {
    const v1::DecisionEntry& decision = decisions[static_cast<size_t>(i)];
    EXPECT_EQ(decision.versions().snapshot_revision(), 12);
    EXPECT_EQ(decision.answer_digest(), MessageCode(std::string(32, 'k'), told_.lists(i)));
    v1::RankVacanciesRequest asked;
    ASSERT_TRUE(decision.request().UnpackTo(&asked)) << "without those who are watched";
    EXPECT_EQ(asked.limit(), 7);
  }
}

TEST_F(WatchDecisionsTest, ListOfAVacancyIsADecisionOnEachOfWhomItTells) {
  v1::ListDelta& list = *told_.add_lists();
  list.set_vacancy("vacancies/v1");
  for (const char* mentee : {"x", "y"}) {
    *list.add_changes()->mutable_after() = Listed(mentee, "v1", 40);
  }
  const std::vector<v1::DecisionEntry> decisions = Decisions();
  ASSERT_THAT(decisions, SizeIs(1));
  EXPECT_EQ(decisions[0].mentee(), "");
  ASSERT_THAT(decisions[0].hits(), SizeIs(2));
  EXPECT_EQ(decisions[0].hits(0).mentee(), "X");
  EXPECT_EQ(decisions[0].hits(1).mentee(), "Y");
  EXPECT_TRUE(ServedIn(decisions[0], "Y", {"v1"}));
  EXPECT_FALSE(ServedIn(decisions[0], "Z", {"v1"}));
}

TEST_F(WatchDecisionsTest, WhatOnlyLeftIsNoDecision) {
  *ListOf("a").add_changes()->mutable_before() = Listed("a", "v9", 60);
  ListOf("b").set_gone(true);
  EXPECT_THAT(Decisions(), IsEmpty());
}

TEST_F(WatchDecisionsTest, MessageThatNothingHappenedIsNoDecision) {
  told_.clear_versions();
  EXPECT_THAT(Decisions(), IsEmpty());
}

}  // namespace
}  // namespace passung::server
