// What employers see: every field is filled with a canary, and only those that are named here may
// come through.

#include "proto/answer/views.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "absl/strings/str_cat.h"
#include "proto/answer/match_answers.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using testing::HasSubstr;
using testing::IsSubsetOf;

// The paths of all fields that are set, without positions in lists.
void CollectPaths(const Message& message, const std::string& before, std::set<std::string>& paths) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string path = absl::StrCat(before, before.empty() ? "" : ".", field->name());
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      paths.insert(path);
    } else if (!field->is_repeated()) {
      CollectPaths(message.GetReflection()->GetMessage(message, field), path, paths);
    } else {
      for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i) {
        CollectPaths(message.GetReflection()->GetRepeatedMessage(message, field, i), path, paths);
      }
    }
  }
}

std::set<std::string> PathsOf(const Message& message) {
  std::set<std::string> paths;
  CollectPaths(message, "", paths);
  return paths;
}

// One element in every list, something in every field.
void FillEverything(Message& message) {
  const auto& reflection = *message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    const bool repeated = field->is_repeated();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        FillEverything(*(repeated ? reflection.AddMessage(&message, field)
                                  : reflection.MutableMessage(&message, field)));
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        if (repeated) {
          reflection.AddString(&message, field, "canary");
        } else {
          reflection.SetString(&message, field, "canary");
        }
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        if (repeated) {
          reflection.AddEnumValue(&message, field, 1);
        } else {
          reflection.SetEnumValue(&message, field, 1);
        }
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        reflection.SetInt32(&message, field, 1);
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        reflection.SetInt64(&message, field, 1);
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        reflection.SetBool(&message, field, true);
        break;
      default:
        FAIL() << "no canary for fields like " << field->full_name();
    }
  }
}

v1::Mentee FullMentee() {
  v1::Mentee mentee;
  FillEverything(mentee);
  return mentee;
}

TEST(ViewsTest, EmployersSeeTheNamedFieldsOfAMenteeAndNoOthers) {
  v1::Mentee mentee = FullMentee();
  ApplyView(v1::VIEW_EMPLOYER, mentee);
  const std::set<std::string> allowed = {"name",
                                         "facts.homes.district",
                                         "facts.qualifications.occupation",
                                         "facts.qualifications.dqr_level",
                                         "facts.qualifications.year",
                                         "facts.experiences.occupation",
                                         "facts.experiences.months",
                                         "facts.experiences.valid.from",
                                         "facts.experiences.valid.until",
                                         "facts.wishes.occupation",
                                         "facts.wishes.valid.from",
                                         "facts.wishes.valid.until",
                                         "facts.german.levels.listening",
                                         "facts.german.levels.reading",
                                         "facts.german.levels.speaking",
                                         "facts.german.levels.writing",
                                         "facts.german.proof",
                                         "facts.other_languages",
                                         "facts.schools.certificate",
                                         "facts.schools.years",
                                         "facts.schools.valid.from",
                                         "facts.schools.valid.until",
                                         "facts.licences.licences.kind",
                                         "facts.licences.licences.valid.from",
                                         "facts.licences.licences.valid.until",
                                         "facts.skills.skills.id",
                                         "facts.skills.skills.valid.from",
                                         "facts.skills.skills.valid.until",
                                         "facts.hours.hours.min",
                                         "facts.hours.hours.max",
                                         "facts.hours.windows.windows.weekday",
                                         "facts.hours.windows.windows.from_minute",
                                         "facts.hours.windows.windows.to_minute",
                                         "facts.hours.valid.from",
                                         "facts.hours.valid.until",
                                         "facts.available_from",
                                         "facts.track"};
  EXPECT_EQ(PathsOf(mentee), allowed);
}

TEST(ViewsTest, TheBasicViewHidesResidenceAndLegalLimits) {
  v1::Mentee mentee = FullMentee();
  const v1::Mentee full = mentee;
  ApplyView(v1::VIEW_BASIC, mentee);
  EXPECT_FALSE(mentee.has_residence());
  EXPECT_EQ(mentee.facts().movement_limits_size(), 0);
  EXPECT_EQ(mentee.facts().homes_size(), full.facts().homes_size());
  v1::Mentee untouched = full;
  ApplyView(v1::VIEW_FULL, untouched);
  EXPECT_EQ(untouched.DebugString(), full.DebugString());
}

v1::Match MatchWithEverything() {
  v1::Match match;
  for (int rule = 1; rule < v1::Rule_descriptor()->value_count(); ++rule) {
    v1::RuleOutcome& outcome = *match.add_rule_outcomes();
    outcome.set_rule(static_cast<v1::Rule>(rule));
    outcome.set_verdict(v1::VERDICT_PASS_AFTER);
    outcome.set_reason(v1::REASON_WORK_PERMISSION_NEEDED);
    outcome.set_step(v1::STEP_ASK_FOREIGNERS_OFFICE);
    outcome.set_lead_days(14);
    outcome.add_parameters()->set_value("canary");
    outcome.set_text("canary");
  }
  for (int criterion = 1; criterion < v1::Criterion_descriptor()->value_count(); ++criterion) {
    v1::Contribution& contribution = *match.add_contributions();
    contribution.set_criterion(static_cast<v1::Criterion>(criterion));
    contribution.set_contribution(criterion);
    contribution.add_parameters()->set_value("canary");
    contribution.set_text("canary");
  }
  for (int flag = 1; flag < v1::Flag_descriptor()->value_count(); ++flag) {
    match.add_flags(static_cast<v1::Flag>(flag));
  }
  return match;
}

TEST(ViewsTest, EmployersReadFromWhenAndNeverWhy) {
  v1::Match match = MatchWithEverything();
  ApplyView(v1::VIEW_EMPLOYER, StoryDay(), match);
  const std::set<v1::Rule> hidden = {v1::RULE_WORK_ACCESS, v1::RULE_REGULATED_PROFESSION,
                                     v1::RULE_RESIDENCE_OBLIGATION, v1::RULE_MOVEMENT_RESTRICTION,
                                     v1::RULE_BETTER_THAN_PRESENT_JOB};
  for (const auto& outcome : match.rule_outcomes()) {
    EXPECT_NE(outcome.rule(), v1::RULE_EXCLUDED_BY_PERSON);
    if (!hidden.contains(outcome.rule())) continue;
    EXPECT_EQ(outcome.from(), "2026-03-01") << "14 days after the day of the question";
    EXPECT_THAT(PathsOf(outcome), IsSubsetOf({"rule", "verdict", "from", "rule_switch"}))
        << outcome.DebugString();
  }
  for (const auto& contribution : match.contributions()) {
    if (contribution.criterion() != v1::CRITERION_RECOGNITION_FIT &&
        contribution.criterion() != v1::CRITERION_LEVEL_ADEQUACY) {
      continue;
    }
    EXPECT_THAT(contribution.DebugString(), Not(HasSubstr("canary")));
  }
  EXPECT_THAT(match.flags(),
              testing::ElementsAre(v1::FLAG_NOT_SOCIALLY_INSURED, v1::FLAG_TEMPORARY_AGENCY));
}

// The level that can be used falls with a missing recognition; the limit of a way is the person's own.
TEST(ViewsTest, EmployersGetNoEvidenceOfWaysOrOfTheUsableLevel) {
  v1::Match match = MatchWithEverything();
  const auto add = [](auto& part) {
    for (const char* name : {"limit", "need", "minutes", "own_level"}) {
      v1::ReasonParameter& parameter = *part.add_parameters();
      parameter.set_name(name);
      parameter.set_value("evidence");
    }
  };
  for (auto& outcome : *match.mutable_rule_outcomes()) add(outcome);
  for (auto& contribution : *match.mutable_contributions()) add(contribution);
  ApplyView(v1::VIEW_EMPLOYER, StoryDay(), match);
  int needs = 0;
  const auto check = [&](const auto& part) {
    for (const v1::ReasonParameter& parameter : part.parameters()) {
      EXPECT_THAT(parameter.name(), testing::Not(testing::AnyOf("limit", "minutes", "own_level")));
      needs += parameter.name() == "need" ? 1 : 0;
    }
  };
  for (const auto& outcome : match.rule_outcomes()) check(outcome);
  for (const auto& contribution : match.contributions()) check(contribution);
  EXPECT_GT(needs, 0) << "what the vacancy asks for stays";
}

TEST(ViewsTest, WhatQualificationAndRecognitionAddIsOneSum) {
  v1::Match match = MatchWithEverything();
  int32_t score = 0;
  for (auto& contribution : *match.mutable_contributions()) {
    contribution.set_points(7);
    contribution.set_weight(10 * contribution.criterion());
    contribution.set_reason(v1::REASON_WORK_PERMISSION_NEEDED);
    score += contribution.contribution();
  }
  ApplyView(v1::VIEW_EMPLOYER, StoryDay(), match);
  std::vector<int> shown;
  int32_t sum = 0;
  for (const auto& contribution : match.contributions()) {
    shown.push_back(contribution.criterion());
    sum += contribution.contribution();
  }
  EXPECT_THAT(shown,
              testing::ElementsAre(v1::CRITERION_UNSPECIFIED, v1::CRITERION_LANGUAGE_FIT,
                                   v1::CRITERION_DISTRICT_FIT, v1::CRITERION_WORKING_TIME_FIT,
                                   v1::CRITERION_START_FIT, v1::CRITERION_EMPLOYER_SUPPORT));
  EXPECT_EQ(sum, score);
  const v1::Contribution& folded = match.contributions(0);
  EXPECT_EQ(folded.contribution(), 1 + 2 + 3 + 4);
  EXPECT_EQ(folded.weight(), 10 + 20 + 30 + 40);
  EXPECT_EQ(PathsOf(folded), (std::set<std::string>{"contribution", "weight"}));
}

// Closed by the person, by access to work or by where they have to live: the same to an employer.
TEST(ViewsTest, WhatIsClosedDoesNotTellWhetherThePersonClosedIt) {
  std::set<std::string> shown;
  for (const v1::Rule closing : {v1::RULE_EXCLUDED_BY_PERSON, v1::RULE_WORK_ACCESS,
                                 v1::RULE_REGULATED_PROFESSION, v1::RULE_RESIDENCE_OBLIGATION,
                                 v1::RULE_MOVEMENT_RESTRICTION, v1::RULE_BETTER_THAN_PRESENT_JOB}) {
    v1::Match match = MatchWithEverything();
    match.set_hit_class(v1::HIT_CLASS_CLOSED);
    for (auto& outcome : *match.mutable_rule_outcomes()) {
      outcome.set_verdict(outcome.rule() == closing ? v1::VERDICT_FAIL : v1::VERDICT_PASS);
    }
    ApplyView(v1::VIEW_EMPLOYER, StoryDay(), match);
    shown.insert(match.DebugString());
  }
  EXPECT_EQ(shown.size(), 1U);
}

using EmployerRankingTest = AnswerTest;

// Asked for the vacancies of one employer, the counts by rule said whether the person had excluded them.
TEST_F(EmployerRankingTest, CountsByRuleAreNotForEmployers) {
  v1::Mentee mentee = MenteeNamed("M1");
  mentee.mutable_facts()->mutable_exclusions()->add_occupations("813");
  Create(mentee);
  Create(VacancyNamed("V1"));
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/M1");
  ASSERT_OK_AND_ASSIGN(const auto full, RankVacancies(request, MatchContextOf(Context())));
  EXPECT_EQ(full.summary().dropped_by_rule_size(), 1);
  request.set_view(v1::VIEW_EMPLOYER);
  ASSERT_OK_AND_ASSIGN(const auto shown, RankVacancies(request, MatchContextOf(Context())));
  EXPECT_EQ(shown.summary().closed(), 1);
  EXPECT_EQ(shown.summary().dropped_by_rule_size(), 0);
}

TEST_F(EmployerRankingTest, ARankingForAnEmployerStillAddsUpAndTellsNothingOfThePermission) {
  v1::Mentee mentee = wire::ToProto(StoryMentee("M1")
                                        .In("14713")
                                        .Qualified("81302")
                                        .WithGerman(LanguageLevel::kB1)
                                        .WithStatus(ResidenceStatus::kGestattung));
  AddBasis(v1::PURPOSE_PLACEMENT, mentee);
  Create(mentee);
  Create(wire::ToProto(StoryVacancy("V1").Of("81301").In("14713")));
  v1::RankMenteesRequest request;
  request.set_vacancy("vacancies/V1");
  request.set_view(v1::VIEW_EMPLOYER);
  request.set_purpose(v1::PURPOSE_PLACEMENT);
  request.set_locale("de");
  for (int i = 1; i <= 4; ++i) request.add_classes(static_cast<v1::HitClass>(i));
  ASSERT_OK_AND_ASSIGN(const auto response, RankMentees(request, MatchContextOf(Strict())));
  ASSERT_EQ(response.matches_size(), 1);
  const v1::Match& match = response.matches(0);
  const auto& all = match.contributions();
  EXPECT_EQ(match.score(), std::accumulate(all.begin(), all.end(), 0, [](int sum, const auto& one) {
              return sum + one.contribution();
            }));
  EXPECT_THAT(response.DebugString(), Not(HasSubstr("estattung")));
  EXPECT_THAT(response.DebugString(), Not(HasSubstr("STEP_ASK_FOREIGNERS")));
  EXPECT_THAT(response.DebugString(), Not(HasSubstr("REASON_WORK_")));
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_THAT(FieldsOf(RankMentees(request, MatchContextOf(Strict())).status()),
              testing::ElementsAre("purpose"));
  request.set_view(static_cast<v1::View>(9));
  EXPECT_THAT(FieldsOf(RankMentees(request, MatchContextOf(Strict())).status()),
              testing::ElementsAre("view"));
}

// Everything that is shown to an employer has a sentence of theirs, also what is folded and what is hidden.
TEST_F(EmployerRankingTest, EmployersReadOneSentenceForEachPartAndEachRule) {
  v1::Mentee mentee = wire::ToProto(StoryMentee("M1")
                                        .In("14713")
                                        .Qualified("81302")
                                        .WithGerman(LanguageLevel::kB1)
                                        .WithStatus(ResidenceStatus::kGestattung));
  Create(mentee);
  Create(wire::ToProto(StoryVacancy("V1").Of("81301").In("14713")));
  v1::ExplainMatchRequest request;
  request.set_mentee("mentees/M1");
  request.set_vacancy("vacancies/V1");
  request.set_view(v1::VIEW_EMPLOYER);
  request.set_locale("de");
  ASSERT_OK_AND_ASSIGN(const auto response, ExplainMatch(request, MatchContextOf(Context())));
  ASSERT_GT(response.match().contributions_size(), 0);
  EXPECT_EQ(response.match().contributions(0).criterion(), v1::CRITERION_UNSPECIFIED);
  EXPECT_THAT(response.match().contributions(0).text(), HasSubstr("Anerkennung zusammen"));
  for (const auto& part : response.match().contributions()) {
    EXPECT_NE(part.text(), "") << part.DebugString();
    EXPECT_THAT(part.text(), Not(HasSubstr("Gewicht"))) << "the mentor's";
  }
  ASSERT_GT(response.match().rule_outcomes_size(), 0);
  for (const auto& outcome : response.match().rule_outcomes()) {
    EXPECT_NE(outcome.text(), "") << outcome.DebugString();
  }
  request.set_locale("");
  ASSERT_OK_AND_ASSIGN(const auto silent, ExplainMatch(request, MatchContextOf(Context())));
  for (const auto& part : silent.match().contributions()) EXPECT_EQ(part.text(), "");
}

TEST_F(EmployerRankingTest, TextsAreForWhomTheRequestNamesAndTheViewDecidesWhoThatMayBe) {
  Create(MenteeNamed("M1"));
  Create(VacancyNamed("V1"));
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/M1");
  request.set_locale("de");
  const auto first_text = [&] {
    const auto response = RankVacancies(request, MatchContextOf(Context()));
    return response.ok() ? response->matches(0).contributions(0).text() : "";
  };
  const std::string mentor = first_text();
  request.set_audience(v1::AUDIENCE_MENTOR);
  EXPECT_EQ(first_text(), mentor);
  request.set_audience(v1::AUDIENCE_MENTEE);
  EXPECT_NE(first_text(), mentor);
  const auto fields = [&] {
    return FieldsOf(RankVacancies(request, MatchContextOf(Context())).status());
  };
  request.set_view(v1::VIEW_EMPLOYER);
  EXPECT_THAT(fields(), testing::ElementsAre("audience"));
  request.set_audience(v1::AUDIENCE_EMPLOYER);
  EXPECT_THAT(fields(), testing::IsEmpty());
  request.set_view(v1::VIEW_FULL);
  EXPECT_THAT(fields(), testing::ElementsAre("audience"));
  request.set_audience(static_cast<v1::Audience>(9));
  EXPECT_THAT(fields(), testing::ElementsAre("audience"));
}

TEST_F(EmployerRankingTest, TheLimitThatEndedAListIsNamed) {
  Create(MenteeNamed("M1"));
  Create(VacancyNamed("V1"));
  Create(VacancyNamed("V2"));
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/M1");
  request.set_limit(1);
  ASSERT_OK_AND_ASSIGN(const auto cut, RankVacancies(request, MatchContextOf(Context())));
  EXPECT_EQ(cut.stopped_by(), v1::WORK_LIMIT_LIMIT);
  request.set_limit(3);
  ASSERT_OK_AND_ASSIGN(const auto whole, RankVacancies(request, MatchContextOf(Context())));
  EXPECT_EQ(whole.stopped_by(), v1::WORK_LIMIT_UNSPECIFIED);
}

}  // namespace
}  // namespace passung::answer
