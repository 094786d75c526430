#include "proto/wire/mentee_wire.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "proto/wire/field_error.h"
#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;
using testing::SizeIs;

v1::Mentee MenteeOf(const std::string& facts) {
  v1::Mentee message;
  const std::string text = "name: 'mentees/M1' facts { " + facts + " }";
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

TEST(MenteeWireTest, AbsentListOfSkillsIsUnknownAndAnEmptyOneIsNone) {
  ASSERT_OK_AND_ASSIGN(const Mentee unknown, FromProto(MenteeOf("")));
  EXPECT_EQ(unknown.facts.skills, std::nullopt);
  ASSERT_OK_AND_ASSIGN(const Mentee none, FromProto(MenteeOf("skills {} licences {}")));
  EXPECT_THAT(none.facts.skills, Optional(IsEmpty()));
  EXPECT_THAT(none.facts.licences, Optional(IsEmpty()));
  EXPECT_TRUE(ToProto(none).facts().has_skills());
  EXPECT_FALSE(ToProto(unknown).facts().has_skills());
}

TEST(MenteeWireTest, UnspecifiedEnumerationIsUnknown) {
  ASSERT_OK_AND_ASSIGN(const Mentee mentee,
                       FromProto(MenteeOf("german { levels { speaking: LANGUAGE_LEVEL_B1 } }")));
  EXPECT_EQ(mentee.facts.german[0].levels[Index(LanguageSkill::kSpeaking)], LanguageLevel::kB1);
  EXPECT_EQ(mentee.facts.german[0].levels[Index(LanguageSkill::kWriting)], std::nullopt);
  EXPECT_EQ(mentee.facts.german[0].proof, std::nullopt);
  EXPECT_EQ(mentee.facts.track, std::nullopt);
}

TEST(MenteeWireTest, ZeroOfAnOptionalNumberIsAFactAndNotUnknown) {
  ASSERT_OK_AND_ASSIGN(const Mentee mentee, FromProto(MenteeOf("schools { years: 0 }")));
  EXPECT_EQ(mentee.facts.schools[0].years, 0);
  EXPECT_TRUE(ToProto(mentee).facts().schools(0).has_years());
}

TEST(MenteeWireTest, WithdrawnOccupationCodesComeBackAsTheirSuccessor) {
  ASSERT_OK_AND_ASSIGN(const Mentee mentee, FromProto(MenteeOf("wishes { occupation: '81122' }")));
  EXPECT_EQ(ToProto(mentee).facts().wishes(0).occupation(), "81772");
}

TEST(MenteeWireTest, RowWithoutNameTakesTheInlineIdWhereOneIsGiven) {
  const v1::Mentee message;
  EXPECT_THAT(FromProto(message), Refused("name: \"\" is not \"mentees/{id}\""));
  ASSERT_OK_AND_ASSIGN(const Mentee mentee, FromProto(message, {.inline_id = "inline"}));
  EXPECT_EQ(mentee.id.value, "inline");
}

TEST(MenteeWireTest, NameOfAnotherCollectionIsRefused) {
  v1::Mentee message;
  message.set_name("vacancies/V1");
  EXPECT_THAT(FromProto(message), Refused("name: \"vacancies/V1\" is not \"mentees/{id}\""));
  message.set_name("mentees/a b");
  EXPECT_THAT(FromProto(message, {.inline_id = "inline"}), Refused("\"mentees/a b\""));
}

TEST(MenteeWireTest, UnknownEnumNumberNamesFieldValueAndWhatIsAllowed) {
  v1::Mentee message = MenteeOf("german { levels {} }");
  message.mutable_facts()->mutable_german(0)->mutable_levels()->set_speaking(
      static_cast<v1::LanguageLevel>(99));
  EXPECT_THAT(FromProto(message),
              Refused("facts.german[0].levels.speaking: 99 is not a value of LanguageLevel: "
                      "LANGUAGE_LEVEL_NONE, LANGUAGE_LEVEL_A1"));
}

TEST(MenteeWireTest, RequiredEnumerationMustBeGiven) {
  EXPECT_THAT(FromProto(MenteeOf("licences { licences {} }")),
              Refused("facts.licences.licences[0].kind: must be given: one of "
                      "LICENCE_KIND_DRIVING_AM"));
  EXPECT_THAT(FromProto(MenteeOf("exclusions { conditions: CONDITION_UNSPECIFIED }")),
              Refused("facts.exclusions.conditions[0]: must be given"));
}

TEST(MenteeWireTest, FaultyCodesAndDatesNameFieldAndValue) {
  EXPECT_THAT(FromProto(MenteeOf("qualifications { occupation: '813' }")),
              Refused("facts.qualifications[0].occupation: occupation code \"813\""));
  EXPECT_THAT(FromProto(MenteeOf("experiences {}")),
              Refused("facts.experiences[0].occupation: occupation code \"\""));
  EXPECT_THAT(FromProto(MenteeOf("homes { district: 'Leipzig' }")),
              Refused("facts.homes[0].district: district code \"Leipzig\""));
  EXPECT_THAT(FromProto(MenteeOf("available_from: '2026-02-30'")),
              Refused("facts.available_from: date \"2026-02-30\""));
  EXPECT_THAT(FromProto(MenteeOf("available_from: ''")),
              Refused("facts.available_from: date \"\""));
  EXPECT_THAT(FromProto(MenteeOf("wishes { occupation: '81302' valid { until: 'soon' } }")),
              Refused("facts.wishes[0].valid.until: date \"soon\""));
  EXPECT_THAT(FromProto(MenteeOf("exclusions { occupations: '99' }")),
              Refused("facts.exclusions.occupations[0]: occupation prefix \"99\""));
}

TEST(MenteeWireTest, WindowWithoutWeekdayIsRefusedAndNotTakenForMonday) {
  EXPECT_THAT(FromProto(MenteeOf("hours { windows { windows { to_minute: 600 } } }")),
              Refused("facts.hours[0].windows.windows[0].weekday: must be given"));
  EXPECT_OK(FromProto(MenteeOf("hours { windows { windows { weekday: 0 to_minute: 600 } } }")));
}

TEST(MenteeWireTest, JobsAreJobsUnlessTheySayOtherwise) {
  v1::Mentee message = MenteeOf("");
  v1::Job& job = *message.add_jobs();
  job.set_weekly_hours(38);
  ASSERT_OK_AND_ASSIGN(const Mentee mentee, FromProto(message));
  ASSERT_THAT(mentee.jobs, SizeIs(1));
  EXPECT_EQ(mentee.jobs[0].kind, VacancyKind::kJob);
  EXPECT_EQ(mentee.jobs[0].occupation, std::nullopt);
  EXPECT_EQ(ToProto(mentee).jobs(0).kind(), v1::VACANCY_KIND_JOB);
  job.set_kind(static_cast<v1::VacancyKind>(99));
  EXPECT_THAT(FromProto(message), Refused("jobs[0].kind: 99"));
  job.set_kind(v1::VACANCY_KIND_MINIJOB);
  job.set_occupation("5131");
  EXPECT_THAT(FromProto(message), Refused("jobs[0].occupation"));
}

TEST(MenteeWireTest, AreaWithoutLimitIsRefused) {
  EXPECT_THAT(FromProto(MenteeOf("movement_limits { area: '14' }")),
              Refused("facts.movement_limits[0].area: \"14\" stands without limited: true"));
  EXPECT_THAT(FromProto(MenteeOf("movement_limits { limited: true }")),
              Refused("facts.movement_limits[0].area: area code \"\""));
  EXPECT_OK(FromProto(MenteeOf("movement_limits {}")));
}

TEST(MenteeWireTest, AllFaultyFieldsAreReportedBelowThePathOfTheRow) {
  const auto result =
      FromProto(MenteeOf("wishes { occupation: 'x' } available_from: 'y'"), {.path = "mentees[3]"});
  EXPECT_THAT(result, Refused("(and 1 more)"));
  EXPECT_THAT(FieldErrors(result.status()),
              ElementsAre(Field(&FieldError::field, "mentees[3].facts.wishes[0].occupation"),
                          Field(&FieldError::field, "mentees[3].facts.available_from")));
}

TEST(MenteeWireTest, ReportOfVeryFaultyRequestsIsCut) {
  v1::Mentee message = MenteeOf("");
  for (int i = 0; i < 1000; ++i) message.mutable_facts()->add_wishes()->set_occupation("x");
  EXPECT_THAT(FieldErrors(FromProto(message).status()), SizeIs(20));
}

}  // namespace
}  // namespace passung::wire
