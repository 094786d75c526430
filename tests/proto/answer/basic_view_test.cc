// The basic view tells nothing of residence and legal limits to movement: people who differ in these alone
// look alike wherever the same holds for them from the same day on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "proto/answer/match_answers.h"
#include "proto/answer/views.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr std::array kRulesOfResidence = {v1::RULE_WORK_ACCESS, v1::RULE_RESIDENCE_OBLIGATION,
                                          v1::RULE_MOVEMENT_RESTRICTION};

bool IsOfResidence(v1::Rule rule) {
  return std::find(kRulesOfResidence.begin(), kRulesOfResidence.end(), rule) !=
         kRulesOfResidence.end();
}

v1::RuleOutcome Outcome(v1::Rule rule, v1::Verdict verdict, const std::string& from = "") {
  v1::RuleOutcome outcome;
  outcome.set_rule(rule);
  outcome.set_verdict(verdict);
  outcome.set_rule_switch(v1::RULE_SWITCH_ENFORCE);
  outcome.set_reason(v1::REASON_WORK_PERMISSION_NEEDED);
  outcome.set_step(v1::STEP_ASK_FOREIGNERS_OFFICE);
  outcome.add_parameters()->set_value("canary");
  outcome.set_text("canary");
  if (!from.empty()) outcome.set_from(from);
  return outcome;
}

v1::RuleOutcome Folded(const std::vector<v1::RuleOutcome>& outcomes) {
  v1::Match match;
  for (const auto& outcome : outcomes) *match.add_rule_outcomes() = outcome;
  ApplyView(v1::VIEW_BASIC, StoryDay(), match);
  EXPECT_THAT(match.rule_outcomes(), SizeIs(1));
  EXPECT_THAT(match.DebugString(), Not(HasSubstr("canary")));
  return match.rule_outcomes(0);
}

TEST(BasicViewTest, TheWorstVerdictAndItsLastDayStandForAll) {
  const v1::RuleOutcome pass = Outcome(v1::RULE_WORK_ACCESS, v1::VERDICT_PASS);
  const v1::RuleOutcome march = Outcome(v1::RULE_WORK_ACCESS, v1::VERDICT_PASS_AFTER, "2026-03-01");
  const v1::RuleOutcome may =
      Outcome(v1::RULE_RESIDENCE_OBLIGATION, v1::VERDICT_PASS_AFTER, "2026-05-01");
  const v1::RuleOutcome unknown = Outcome(v1::RULE_MOVEMENT_RESTRICTION, v1::VERDICT_UNKNOWN);
  EXPECT_EQ(Folded({pass}).verdict(), v1::VERDICT_PASS);
  EXPECT_EQ(Folded({march, pass}).from(), "2026-03-01");
  EXPECT_EQ(Folded({march, may}).from(), "2026-05-01");
  EXPECT_EQ(Folded({may, march}).from(), "2026-05-01");
  EXPECT_EQ(Folded({may, march}).verdict(), v1::VERDICT_PASS_AFTER);
  EXPECT_EQ(Folded({march, unknown}).verdict(), v1::VERDICT_UNKNOWN);
  EXPECT_FALSE(Folded({march, unknown}).has_from());
  EXPECT_FALSE(Folded({unknown, march}).has_from());
  v1::RuleOutcome waiting = Outcome(v1::RULE_WORK_ACCESS, v1::VERDICT_PASS_AFTER);
  waiting.set_lead_days(14);
  EXPECT_EQ(Folded({waiting}).from(), "2026-03-01") << "14 days after the day of the question";
}

TEST(BasicViewTest, OtherRulesStayAsTheyAre) {
  v1::Match match;
  for (int rule = 1; rule < v1::Rule_descriptor()->value_count(); ++rule) {
    *match.add_rule_outcomes() = Outcome(static_cast<v1::Rule>(rule), v1::VERDICT_PASS);
  }
  for (int flag = 1; flag < v1::Flag_descriptor()->value_count(); ++flag) {
    match.add_flags(static_cast<v1::Flag>(flag));
  }
  const v1::Match full = match;
  ApplyView(v1::VIEW_FULL, StoryDay(), match);
  EXPECT_EQ(match.DebugString(), full.DebugString());
  ApplyView(v1::VIEW_BASIC, StoryDay(), match);
  EXPECT_EQ(match.rule_outcomes_size(), full.rule_outcomes_size() - 2) << "one for three";
  for (const v1::RuleOutcome& outcome : match.rule_outcomes()) {
    EXPECT_FALSE(IsOfResidence(outcome.rule()));
    if (outcome.rule() != v1::RULE_UNSPECIFIED) {
      EXPECT_EQ(outcome.text(), "canary");
    }
  }
  EXPECT_EQ(match.flags_size(), full.flags_size() - 1);
  EXPECT_THAT(match.flags(), Not(testing::Contains(v1::FLAG_DOCUMENT_EXPIRES)));
}

TEST(BasicViewTest, WhatIsClosedOrOnlyFlaggedHasNoOutcomeOfThem) {
  v1::Match match;
  *match.add_rule_outcomes() = Outcome(v1::RULE_WORK_ACCESS, v1::VERDICT_FAIL);
  match.mutable_rule_outcomes(0)->set_rule_switch(v1::RULE_SWITCH_FLAG);
  v1::Match closed = match;
  ApplyView(v1::VIEW_BASIC, StoryDay(), match);
  EXPECT_THAT(match.rule_outcomes(), SizeIs(0));
  closed.mutable_rule_outcomes(0)->set_rule_switch(v1::RULE_SWITCH_ENFORCE);
  closed.set_hit_class(v1::HIT_CLASS_CLOSED);
  ApplyView(v1::VIEW_BASIC, StoryDay(), closed);
  EXPECT_THAT(closed.rule_outcomes(), SizeIs(0));
}

TEST(BasicViewTest, CountsOfTheseRulesAreLeftOut) {
  v1::Summary summary;
  for (int rule = 1; rule < v1::Rule_descriptor()->value_count(); ++rule) {
    summary.add_dropped_by_rule()->set_rule(static_cast<v1::Rule>(rule));
  }
  const int all = summary.dropped_by_rule_size();
  ApplyView(v1::VIEW_BASIC, summary);
  EXPECT_EQ(summary.dropped_by_rule_size(), all - 3);
  for (const auto& count : summary.dropped_by_rule()) EXPECT_FALSE(IsOfResidence(count.rule()));
}

class BasicRankingTest : public AnswerTest {
 protected:
  BasicRankingTest() {
    Create(VacancyNamed("V1"));
    Create(wire::ToProto(StoryVacancy("V2").Of("43102").In("14612")));
    Create(wire::ToProto(StoryVacancy("V3").In("11000")));
  }
  // One person with every status, note, bar and day, and every kind of limit; all else is the same.
  static std::vector<v1::Mentee> People() {
    std::vector<v1::Mentee> people;
    const auto add = [&](auto change) {
      MenteeBuilder person =
          StoryMentee("inline").In("14713").Qualified("81302").WithGerman(LanguageLevel::kB1);
      change(person);
      people.push_back(wire::ToProto(Mentee(person)));
    };
    for (int status = 0; status < static_cast<int>(std::size(EnumNames<ResidenceStatus>::kNames));
         ++status) {
      for (const char* since : {"2019-01-01", "2025-12-01", "2026-02-01"}) {
        for (const char* until : {"2026-04-01", "2030-01-01"}) {
          add([&](MenteeBuilder& person) {
            person.WithStatus(static_cast<ResidenceStatus>(status))
                .StaySince(since)
                .DocumentUntil(until);
          });
        }
      }
    }
    for (const char* area : {"14713", "14", "09"}) {
      add([&](MenteeBuilder& person) {
        person.WithStatus(ResidenceStatus::kS25_2).MustLiveIn(area);
      });
      add([&](MenteeBuilder& person) {
        person.WithStatus(ResidenceStatus::kS25_2).MovementLimitedTo(area);
      });
    }
    add([](MenteeBuilder& /*person*/) {});
    return people;
  }
  v1::RankVacanciesResponse Rank(const v1::Mentee& person, v1::Purpose purpose) {
    v1::RankVacanciesRequest request;
    *request.mutable_inline_mentee() = person;
    request.set_purpose(purpose);
    request.set_locale("de");
    for (int i = 1; i <= 4; ++i) request.add_classes(static_cast<v1::HitClass>(i));
    return RankVacancies(request, MatchContextOf(Context())).value();
  }
  // What the view may tell: the class of each vacancy, and the day from which it is possible.
  static std::string Known(const v1::RankVacanciesResponse& response) {
    std::string known;
    for (const v1::Match& match : response.matches()) {
      absl::StrAppend(&known, match.vacancy(), " ", match.hit_class());
      for (const auto& outcome : match.rule_outcomes()) {
        if (outcome.rule() != v1::RULE_UNSPECIFIED) continue;
        absl::StrAppend(&known, " ", outcome.verdict(), " ", outcome.from());
      }
      absl::StrAppend(&known, "\n");
    }
    return known;
  }
};

TEST_F(BasicRankingTest, PeopleWhoDifferInResidenceAloneLookAlike) {
  std::map<std::string, std::set<std::string>> basic;
  std::set<std::string> full;
  for (const v1::Mentee& person : People()) {
    const v1::RankVacanciesResponse shown = Rank(person, v1::PURPOSE_REPORTING);
    basic[Known(shown)].insert(shown.SerializeAsString());
    full.insert(Rank(person, v1::PURPOSE_COUNSELLING).SerializeAsString());
  }
  EXPECT_GE(basic.size(), 3u) << "open, later, closed";
  EXPECT_GT(full.size(), basic.size()) << "in full they differ in more";
  for (const auto& [known, answers] : basic) EXPECT_THAT(answers, SizeIs(1)) << known;
}

TEST_F(BasicRankingTest, EveryWayToAMatchShowsTheSame) {
  for (const v1::Mentee& person : People()) {
    const v1::RankVacanciesResponse ranked = Rank(person, v1::PURPOSE_REPORTING);
    v1::RankVacanciesRequest plain;
    *plain.mutable_inline_mentee() = person;
    plain.set_purpose(v1::PURPOSE_REPORTING);
    v1::RankVacanciesResponse encoded;
    encoded.ParseFromString(EncodedRankVacancies(plain, MatchContextOf(Context())).value());
    EXPECT_EQ(encoded.SerializeAsString(),
              RankVacancies(plain, MatchContextOf(Context()))->SerializeAsString());
    for (const v1::Match& match : ranked.matches()) {
      v1::ExplainMatchRequest request;
      *request.mutable_inline_mentee() = person;
      request.set_vacancy(match.vacancy());
      request.set_purpose(v1::PURPOSE_REPORTING);
      request.set_locale("de");
      const auto explained = ExplainMatch(request, MatchContextOf(Context()));
      ASSERT_OK(explained);
      EXPECT_EQ(explained->match().rule_outcomes().size(), match.rule_outcomes().size());
      for (const auto& outcome : explained->match().rule_outcomes()) {
        EXPECT_FALSE(IsOfResidence(outcome.rule()));
      }
    }
  }
}

TEST_F(BasicRankingTest, AnalysesOfOnePersonAreNotForReporting) {
  v1::Mentee person = MenteeNamed("m");
  AddBasis(v1::PURPOSE_REPORTING, person);
  Create(person);
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/m");
  request.set_purpose(v1::PURPOSE_REPORTING);
  request.set_view(v1::VIEW_FULL);
  EXPECT_THAT(FieldsOf(RankVacancies(request, MatchContextOf(Strict())).status()),
              ElementsAre("purpose"));
}

}  // namespace
}  // namespace passung::answer
