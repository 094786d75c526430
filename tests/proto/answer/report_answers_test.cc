// Reports as the service answers: whom they are about, what they leave out, what they refuse.
#include "proto/answer/report_answers.h"

#include <gmock/gmock.h>

#include "proto/answer/batch_upsert.h"
#include "proto/wire/offer_wire.h"
#include "tests/proto/answer/answer_fixture.h"
#include "tests/support/offer_builder.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using L = LanguageLevel;

// Six people in Leipzig and two in Zwickau, B1; a shop in each asks for B2 by law, and one in Leipzig that
// is over asked for nothing. Anna looks after the two in Zwickau and one in Leipzig.
class ReportAnswersTest : public AnswerTest {
 protected:
  ReportAnswersTest() {
    for (const char* id : {"l1", "l2", "l3", "l4", "l5", "l6"}) AddPerson(id, "14713");
    for (const char* id : {"z1", "z2"}) AddPerson(id, "14524");
    AddShop("leipzig", "14713");
    AddShop("zwickau", "14524");
    Vacancy over = StoryVacancy("over").Of("62102").In("14713");
    over.closed = true;
    over.employer.value = "kaufhaus";
    Create(wire::ToProto(over));
  }

  void AddPerson(const std::string& id, const std::string& district) {
    v1::Mentee mentee =
        wire::ToProto(StoryMentee(id).In(district).Qualified("62102").WithGerman(L::kB1).Build());
    const bool of_anna = id == "l1" || district == "14524";
    mentee.mutable_record()->set_mentor(of_anna ? "mentors/anna" : "mentors/bert");
    AddBasis(v1::PURPOSE_COUNSELLING, mentee);
    if (id != "l6") AddBasis(v1::PURPOSE_REPORTING, mentee);
    Create(mentee);
  }
  void AddShop(const std::string& id, const std::string& district) {
    Create(
        wire::ToProto(StoryVacancy(id).Of("62102").In(district).WantsGermanByLaw(L::kB2).Build()));
  }
  void PutCourse() {
    v1::BatchUpsertOffersRequest request;
    *request.add_offers() = wire::ToProto(AnOffer("b2", OfferKind::kVocationalGerman)
                                              .Teaches(L::kB1, L::kB2)
                                              .In("14713")
                                              .Starting("2026-03-02")
                                              .Build());
    ASSERT_OK(BatchUpsertOffers(request, Context()));
  }

  static const v1::BlockFigures* FiguresOf(const v1::DistrictBlocks& blocks, v1::Rule rule) {
    for (const v1::BlockFigures& figures : blocks.rules()) {
      if (figures.rule() == rule) return &figures;
    }
    return nullptr;
  }
};

TEST_F(ReportAnswersTest, StumblingBlocksAreCountedAndFewPeopleAreNotShown) {
  v1::ListStumblingBlocksRequest request;
  request.set_locale("de");
  ASSERT_OK_AND_ASSIGN(const auto response, ListStumblingBlocks(request, Context()));
  EXPECT_EQ(response.bar(), 70'000'000);
  EXPECT_EQ(response.all().people(), 8);
  // Two in Zwickau would follow from the six in Leipzig.
  ASSERT_EQ(response.districts_size(), 2);
  for (const v1::DistrictBlocks& blocks : response.districts()) {
    EXPECT_FALSE(blocks.has_people()) << blocks.district();
    for (const v1::BlockFigures& figures : blocks.rules()) {
      EXPECT_FALSE(figures.has_people());
      EXPECT_FALSE(figures.has_pairs());
    }
  }
  const v1::BlockFigures* german = FiguresOf(response.all(), v1::RULE_LANGUAGE_FLOOR);
  ASSERT_NE(german, nullptr);
  EXPECT_EQ(german->people(), 8);
  EXPECT_GE(german->pairs(), german->pairs_alone());
  EXPECT_EQ(german->text(), "Verlangtes Deutsch");
}

TEST_F(ReportAnswersTest, AMentorGetsFiguresOfTheOwnMenteesInFull) {
  ASSERT_OK_AND_ASSIGN(const auto response, ListStumblingBlocks({}, Mentor("anna")));
  EXPECT_EQ(response.all().people(), 3);
  ASSERT_EQ(response.districts_size(), 2);
  EXPECT_EQ(response.districts(0).district(), "14524");
  EXPECT_EQ(response.districts(0).people(), 2);
  EXPECT_EQ(response.districts(1).people(), 1);
}

TEST_F(ReportAnswersTest, OnlyPeopleWithABasisForThePurposeAreCounted) {
  v1::ReportAdequacyRequest request;
  EXPECT_THAT(FieldsOf(ReportAdequacy(request, Strict()).status()), ElementsAre("purpose"));
  request.set_purpose(v1::PURPOSE_REPORTING);
  ASSERT_OK_AND_ASSIGN(const auto response, ReportAdequacy(request, Strict()));
  EXPECT_EQ(response.all().people(), 7);
  EXPECT_EQ(response.limit(), 20);
}

TEST_F(ReportAnswersTest, ListsThatNamePeopleAreForCounsellingAlone) {
  v1::ListUnmatchedMenteesRequest unmatched;
  unmatched.set_purpose(v1::PURPOSE_REPORTING);
  EXPECT_THAT(FieldsOf(ListUnmatchedMentees(unmatched, Strict()).status()), ElementsAre("purpose"));
  v1::ListEmployersToCallRequest calls;
  calls.set_purpose(v1::PURPOSE_PLACEMENT);
  EXPECT_THAT(FieldsOf(ListEmployersToCall(calls, Strict()).status()), ElementsAre("purpose"));
  unmatched.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_OK(ListUnmatchedMentees(unmatched, Strict()));
}

TEST_F(ReportAnswersTest, SaysWhoHasNoGoodMatchAndWhy) {
  v1::ListUnmatchedMenteesRequest request;
  request.set_locale("en");
  ASSERT_OK_AND_ASSIGN(const auto response, ListUnmatchedMentees(request, Context()));
  ASSERT_EQ(response.mentees_size(), 8);
  EXPECT_EQ(response.people(), 8);
  const v1::UnmatchedMentee& first = response.mentees(0);
  EXPECT_EQ(first.mentee(), "mentees/l1");
  EXPECT_EQ(first.cause(), v1::UNMATCHED_CAUSE_BLOCKED);
  EXPECT_GE(first.blocked(), 2);
  EXPECT_THAT(first.text(), HasSubstr("good vacancies are barred"));
  // With a bar that nothing reaches.
  request.set_bar(100'000'000);
  ASSERT_OK_AND_ASSIGN(const auto none, ListUnmatchedMentees(request, Context()));
  EXPECT_EQ(none.mentees(0).cause(), v1::UNMATCHED_CAUSE_NOTHING_GOOD);
  EXPECT_EQ(none.mentees(0).rule(), v1::RULE_UNSPECIFIED);
  EXPECT_FALSE(none.mentees(0).text().empty());
}

TEST_F(ReportAnswersTest, NamesTheEmployerWhosePastVacancyFits) {
  v1::ListEmployersToCallRequest request;
  request.set_locale("de");
  ASSERT_OK_AND_ASSIGN(const auto response, ListEmployersToCall(request, Context()));
  ASSERT_EQ(response.employers_size(), 1);
  const v1::EmployerCall& call = response.employers(0);
  EXPECT_EQ(call.employer(), "employers/kaufhaus");
  EXPECT_EQ(call.people(), call.reasons_size());
  EXPECT_GE(call.people(), 6);
  EXPECT_EQ(call.reasons(0).vacancy(), "vacancies/over");
  EXPECT_EQ(call.reasons(0).rule(), v1::RULE_VACANCY_OPEN);
  EXPECT_THAT(call.reasons(0).text(), HasSubstr("ähnlichen"));
  EXPECT_EQ(response.unmatched(), 8);
}

TEST_F(ReportAnswersTest, PlansTheCourseThatOpensMostWhereItIsOffered) {
  PutCourse();
  v1::PlanCoursesRequest request;
  request.set_locale("de");
  request.set_courses(1);
  ASSERT_OK_AND_ASSIGN(const auto response, PlanCourses(request, Context()));
  ASSERT_THAT(response.courses(), SizeIs(1));
  const v1::PlannedCourse& course = response.courses(0);
  EXPECT_EQ(course.offer(), "offers/b2");
  EXPECT_EQ(course.german(), v1::LANGUAGE_LEVEL_B2);
  EXPECT_EQ(course.district(), "14713");
  EXPECT_EQ(course.start(), "2026-03-02");
  EXPECT_EQ(course.people(), 6);
  EXPECT_EQ(course.matched(), 6);
  EXPECT_EQ(course.text(), "Deutschkurs bis B2");
  EXPECT_EQ(response.value(), course.openings());
  EXPECT_LE(response.value(), response.bound());
}

TEST_F(ReportAnswersTest, APlanDoesNotTellOfFewPeople) {
  PutCourse();
  ASSERT_OK_AND_ASSIGN(const auto response, PlanCourses({}, Context()));
  // The second is for the two in Zwickau.
  ASSERT_EQ(response.courses_size(), 2);
  EXPECT_FALSE(response.courses(1).has_people());
  EXPECT_FALSE(response.courses(1).has_added());
  EXPECT_FALSE(response.has_value());
  ASSERT_OK_AND_ASSIGN(const auto own, PlanCourses({}, Mentor("anna")));
  ASSERT_EQ(own.courses_size(), 2);
  EXPECT_TRUE(own.has_value());
}

TEST_F(ReportAnswersTest, FaultyQuestionsNameTheirField) {
  v1::ListStumblingBlocksRequest blocks;
  blocks.set_as_of("tomorrow");
  EXPECT_THAT(FieldsOf(ListStumblingBlocks(blocks, Context()).status()), ElementsAre("as_of"));
  blocks.set_as_of("");
  blocks.set_bar(-1);
  EXPECT_THAT(FieldsOf(ListStumblingBlocks(blocks, Context()).status()), ElementsAre("bar"));
  blocks.set_bar(1);
  blocks.set_locale("fr");
  EXPECT_THAT(FieldsOf(ListStumblingBlocks(blocks, Context()).status()), ElementsAre("locale"));
  blocks.set_locale("");
  blocks.set_profile("profiles/nobody");
  EXPECT_THAT(ListStumblingBlocks(blocks, Context()).status(), StatusIs(StatusCode::kNotFound));
  v1::ReportAdequacyRequest adequacy;
  adequacy.set_limit(1001);
  EXPECT_THAT(FieldsOf(ReportAdequacy(adequacy, Context()).status()), ElementsAre("limit"));
  v1::ListEmployersToCallRequest calls;
  calls.set_limit(501);
  EXPECT_THAT(FieldsOf(ListEmployersToCall(calls, Context()).status()), ElementsAre("limit"));
  v1::PlanCoursesRequest courses;
  courses.set_courses(21);
  EXPECT_THAT(FieldsOf(PlanCourses(courses, Context()).status()), ElementsAre("courses"));
  courses.set_courses(1);
  courses.set_places(-1);
  EXPECT_THAT(FieldsOf(PlanCourses(courses, Context()).status()), ElementsAre("places"));
}

}  // namespace
}  // namespace passung::answer
