// Vacancies by their names in one call.
#include <gmock/gmock.h>

#include "proto/answer/catalog_answers.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class BatchGetVacanciesTest : public AnswerTest {
 protected:
  BatchGetVacanciesTest() {
    for (const char* id : {"a", "b", "c"}) Create(VacancyNamed(id));
  }

  static v1::BatchGetVacanciesRequest Named(const std::vector<std::string>& names) {
    v1::BatchGetVacanciesRequest request;
    for (const std::string& name : names) request.add_names(name);
    return request;
  }
  absl::StatusOr<v1::BatchGetVacanciesResponse> Ask(const v1::BatchGetVacanciesRequest& request) {
    return BatchGetVacancies(request, Context());
  }
  std::string AskedAlone(const std::string& name) {
    v1::GetVacancyRequest request;
    request.set_name(name);
    return GetVacancy(request, Context()).value().SerializeAsString();
  }
};

TEST_F(BatchGetVacanciesTest, EachIsWhatAskingForItAloneGivesInTheOrderOfTheNames) {
  const std::vector<std::string> names = {"vacancies/c", "vacancies/a", "vacancies/b"};
  ASSERT_OK_AND_ASSIGN(const auto answer, Ask(Named(names)));
  ASSERT_EQ(answer.vacancies_size(), 3);
  for (int i = 0; i < 3; ++i) {
    const std::string& name = names[static_cast<size_t>(i)];
    EXPECT_EQ(answer.vacancies(i).SerializeAsString(), AskedAlone(name)) << name;
  }
  EXPECT_THAT(answer.missing(), IsEmpty());
}

TEST_F(BatchGetVacanciesTest, WhatIsNotThereIsNamedAndTheOthersCome) {
  v1::DeleteVacancyRequest away;
  away.set_name("vacancies/b");
  ASSERT_OK(DeleteVacancy(away, Context()));
  ASSERT_OK_AND_ASSIGN(const auto answer,
                       Ask(Named({"vacancies/z", "vacancies/a", "vacancies/b"})));
  ASSERT_EQ(answer.vacancies_size(), 1);
  EXPECT_EQ(answer.vacancies(0).name(), "vacancies/a");
  EXPECT_EQ(answer.ages_size(), 1);
  EXPECT_THAT(answer.missing(), ElementsAre("vacancies/z", "vacancies/b"));
}

TEST_F(BatchGetVacanciesTest, ItSaysSinceWhenEachIsKnownAndAsItIs) {
  v1::UpdateVacancyRequest update;
  update.mutable_vacancy()->set_name("vacancies/a");
  update.mutable_vacancy()->set_title("Changed");
  ASSERT_OK(UpdateVacancy(update, Context({}, 3'600)));
  ASSERT_OK_AND_ASSIGN(const auto answer, Ask(Named({"vacancies/b", "vacancies/a"})));
  ASSERT_EQ(answer.ages_size(), 2);
  EXPECT_EQ(answer.ages(0).first_written().seconds(), kNoon.seconds);
  EXPECT_EQ(answer.ages(0).last_written().seconds(), kNoon.seconds);
  EXPECT_EQ(answer.ages(1).first_written().seconds(), kNoon.seconds);
  EXPECT_EQ(answer.ages(1).last_written().seconds(), kNoon.seconds + 3'600);
}

TEST_F(BatchGetVacanciesTest, ATimeThatNoWriteSaidIsAbsent) {
  WriteBatch batch;
  batch.upsert_vacancies = {Vacancy(StoryVacancy("old").Of("81301").In("14713"))};
  ASSERT_OK(backend_->Write(batch));
  ASSERT_OK_AND_ASSIGN(const auto answer, Ask(Named({"vacancies/old"})));
  ASSERT_EQ(answer.ages_size(), 1);
  EXPECT_FALSE(answer.ages(0).has_first_written());
  EXPECT_FALSE(answer.ages(0).has_last_written());
}

TEST_F(BatchGetVacanciesTest, TheMaskLeavesItsFieldsAndTheName) {
  v1::BatchGetVacanciesRequest request = Named({"vacancies/a"});
  request.mutable_read_mask()->add_paths("places");
  ASSERT_OK_AND_ASSIGN(const auto answer, Ask(request));
  EXPECT_EQ(answer.vacancies(0).places_size(), 1);
  EXPECT_EQ(answer.vacancies(0).name(), "vacancies/a") << "it is always told which one it is";
  EXPECT_EQ(answer.vacancies(0).occupations_size(), 0);
  request.mutable_read_mask()->add_paths("colour");
  EXPECT_THAT(FieldsOf(Ask(request).status()), ElementsAre("read_mask.paths[1]"));
}

TEST_F(BatchGetVacanciesTest, NoNamesTooManyOneTwiceAndOneOfAnotherKindAreRefusedByTheirPlace) {
  EXPECT_THAT(Ask(Named({})), StatusIs(StatusCode::kInvalidArgument, HasSubstr("0 names")));
  EXPECT_THAT(FieldsOf(Ask(Named({})).status()), ElementsAre("names"));
  std::vector<std::string> many(1'001, "vacancies/a");
  for (size_t i = 0; i < many.size(); ++i) absl::StrAppend(&many[i], i);
  EXPECT_THAT(Ask(Named(many)), StatusIs(StatusCode::kInvalidArgument,
                                         HasSubstr("1001 names; at least 1 and at most 1000")));
  many.pop_back();
  ASSERT_OK_AND_ASSIGN(const auto answer, Ask(Named(many)));
  EXPECT_EQ(answer.missing_size(), 1'000);
  const auto twice = Ask(Named({"vacancies/a", "vacancies/b", "vacancies/a"})).status();
  EXPECT_THAT(FieldsOf(twice), ElementsAre("names[2]"));
  EXPECT_THAT(twice, StatusIs(StatusCode::kInvalidArgument, HasSubstr("names[0]")));
  EXPECT_THAT(FieldsOf(Ask(Named({"vacancies/a", "mentees/a"})).status()), ElementsAre("names[1]"));
  EXPECT_THAT(FieldsOf(Ask(Named({""})).status()), ElementsAre("names[0]"));
}

}  // namespace
}  // namespace passung::answer
