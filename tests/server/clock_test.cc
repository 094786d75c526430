// What a day decides at the server: until when a basis holds, and which day a question is about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

using testing::ElementsAre;

class ClockTest : public ServerTest {
 protected:
  static Date Day(const char* text) { return Date::Parse(text).value(); }
};

// Leap days, the days on which the clock changes, and the turn of a year.
constexpr const char* kDays[] = {"2028-02-28", "2028-02-29", "2027-02-28", "2026-03-28",
                                 "2026-03-29", "2026-10-25", "2026-12-31"};

TEST_F(ClockTest, ABasisHoldsOnItsFirstAndItsLastDayAndOnNoOther) {
  for (const char* text : kDays) {
    SCOPED_TRACE(text);
    const Date day = Day(text);
    v1::UpdateMenteeRequest update;
    update.set_allow_missing(true);
    update.mutable_mentee()->set_name("mentees/m");
    auto& basis = *update.mutable_mentee()->mutable_record()->add_legal_bases();
    basis.set_purpose(v1::PURPOSE_COUNSELLING);
    basis.set_kind(v1::BASIS_KIND_CONSENT);
    basis.mutable_valid()->set_from(text);
    basis.mutable_valid()->set_until(day.PlusDays(1).ToString());
    v1::Mentee shown;
    ASSERT_TRUE(Call(&v1::CatalogService::Stub::UpdateMentee, update, shown).ok());
    const auto code = [&](int days) {
      day_ = day.PlusDays(days);
      v1::GetMenteeRequest get;
      get.set_name("mentees/m");
      get.set_purpose(v1::PURPOSE_COUNSELLING);
      return Call(&v1::CatalogService::Stub::GetMentee, get, shown).error_code();
    };
    EXPECT_EQ(code(-1), grpc::StatusCode::PERMISSION_DENIED);
    EXPECT_EQ(code(0), grpc::StatusCode::OK);
    EXPECT_EQ(code(1), grpc::StatusCode::OK);
    EXPECT_EQ(code(2), grpc::StatusCode::PERMISSION_DENIED);
  }
}

TEST_F(ClockTest, AQuestionIsAboutTodayOrTheDayThatItNames) {
  PutSmallWorld();
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/nurse");
  v1::RankVacanciesResponse response;
  for (const char* text : kDays) {
    day_ = Day(text);
    request.clear_as_of();
    ASSERT_TRUE(Rank(request, response).ok());
    EXPECT_EQ(response.versions().as_of(), text);
    day_ = StoryDay();
    request.set_as_of(text);
    ASSERT_TRUE(Rank(request, response).ok());
    EXPECT_EQ(response.versions().as_of(), text);
  }
  for (const char* none : {"2027-02-29", "2100-02-29", "2026-02-30", "2026-13-01"}) {
    request.set_as_of(none);
    EXPECT_THAT(FaultyFields(Rank(request, response)), ElementsAre("as_of")) << none;
  }
}

}  // namespace
}  // namespace passung::server
