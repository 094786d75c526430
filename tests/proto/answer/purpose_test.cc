// What each purpose opens: on every call that shows a person and takes a view.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "proto/answer/catalog_answers.h"
#include "proto/answer/contact_answers.h"
#include "proto/answer/match_answers.h"
#include "proto/answer/person_guard.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const std::map<v1::Purpose, std::set<v1::View>>& Opened() {
  static const auto& opened = *new std::map<v1::Purpose, std::set<v1::View>>{
      {v1::PURPOSE_COUNSELLING, {v1::VIEW_BASIC, v1::VIEW_FULL}},
      {v1::PURPOSE_PLACEMENT, {v1::VIEW_EMPLOYER}},
      {v1::PURPOSE_CONTACT, {}},
      {v1::PURPOSE_REPORTING, {v1::VIEW_BASIC}}};
  return opened;
}

class PurposeTest : public AnswerTest {
 protected:
  // Somebody with a basis for everything, so that the purpose alone decides.
  PurposeTest() {
    v1::Mentee mentee = wire::ToProto(
        StoryMentee("m").In("14713").Qualified("81302").WithStatus(ResidenceStatus::kGestattung));
    for (const auto& [purpose, views] : Opened()) AddBasis(purpose, mentee);
    Create(mentee);
    Create(VacancyNamed("V1"));
  }
  template <class Request>
  static Request Asked(v1::Purpose purpose, v1::View view) {
    Request request;
    request.set_purpose(purpose);
    request.set_view(view);
    return request;
  }
  // The five calls.
  std::vector<absl::Status> Ask(v1::Purpose purpose, v1::View view) {
    auto get = Asked<v1::GetMenteeRequest>(purpose, view);
    get.set_name("mentees/m");
    auto vacancies = Asked<v1::RankVacanciesRequest>(purpose, view);
    vacancies.set_mentee("mentees/m");
    auto mentees = Asked<v1::RankMenteesRequest>(purpose, view);
    mentees.set_vacancy("vacancies/V1");
    auto explain = Asked<v1::ExplainMatchRequest>(purpose, view);
    explain.set_mentee("mentees/m");
    explain.set_vacancy("vacancies/V1");
    return {GetMentee(get, Strict()).status(),
            ListMentees(Asked<v1::ListMenteesRequest>(purpose, view), Strict()).status(),
            RankVacancies(vacancies, MatchContextOf(Strict())).status(),
            RankMentees(mentees, MatchContextOf(Strict())).status(),
            ExplainMatch(explain, MatchContextOf(Strict())).status()};
  }
};

TEST_F(PurposeTest, APurposeOpensItsViewsAndNoOthers) {
  for (const auto& [purpose, views] : Opened()) {
    for (const v1::View view : {v1::VIEW_BASIC, v1::VIEW_FULL, v1::VIEW_EMPLOYER}) {
      for (const absl::Status& status : Ask(purpose, view)) {
        if (views.contains(view)) {
          EXPECT_OK(status) << purpose << " " << view;
          continue;
        }
        EXPECT_THAT(FieldsOf(status), ElementsAre("purpose")) << purpose << " " << view;
        EXPECT_THAT(status.message(),
                    AllOf(HasSubstr(v1::Purpose_Name(purpose)), HasSubstr(v1::View_Name(view))));
        for (const v1::View other : views) {
          EXPECT_THAT(status.message(), HasSubstr(v1::View_Name(other)));
        }
      }
    }
  }
}

TEST_F(PurposeTest, WithoutAViewTheFullestThatIsOpenIsShown) {
  v1::GetMenteeRequest request;
  request.set_name("mentees/m");
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_TRUE(GetMentee(request, Strict())->has_residence());
  request.set_purpose(v1::PURPOSE_PLACEMENT);
  ASSERT_OK_AND_ASSIGN(const v1::Mentee placed, GetMentee(request, Strict()));
  EXPECT_FALSE(placed.has_residence());
  EXPECT_FALSE(placed.has_record());
  EXPECT_TRUE(placed.has_facts());
  request.set_purpose(v1::PURPOSE_REPORTING);
  EXPECT_FALSE(GetMentee(request, Strict())->has_residence());
  v1::RankVacanciesRequest ranking;
  ranking.set_mentee("mentees/m");
  ranking.set_purpose(v1::PURPOSE_PLACEMENT);
  for (int i = 1; i <= 4; ++i) ranking.add_classes(static_cast<v1::HitClass>(i));
  for (const bool plain : {false, true}) {
    v1::RankVacanciesResponse response;
    if (plain) {
      response.ParseFromString(EncodedRankVacancies(ranking, MatchContextOf(Strict())).value());
    } else {
      response = RankVacancies(ranking, MatchContextOf(Strict())).value();
    }
    ASSERT_EQ(response.matches_size(), 1);
    EXPECT_FALSE(response.matches(0).has_score_interval());
  }
}

TEST_F(PurposeTest, ContactIsOpenedByTheMethodsOfTheContact) {
  v1::GetMenteeContactRequest contact;
  contact.set_name("mentees/m/contact");
  contact.set_purpose(v1::PURPOSE_CONTACT);
  EXPECT_OK(GetMenteeContact(contact, Strict()));
}

TEST_F(PurposeTest, AWriterWhoNamesAPurposeGetsWhatItOpens) {
  v1::UpdateMenteeRequest update;
  update.mutable_mentee()->set_name("mentees/m");
  update.mutable_mentee()->mutable_facts()->set_has_car(true);
  update.mutable_update_mask()->add_paths("facts.has_car");
  update.set_purpose(v1::PURPOSE_CONTACT);
  EXPECT_THAT(FieldsOf(UpdateMentee(update, Strict()).status()), ElementsAre("purpose"));
  update.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_TRUE(UpdateMentee(update, Strict())->has_facts());
}

}  // namespace
}  // namespace passung::answer
