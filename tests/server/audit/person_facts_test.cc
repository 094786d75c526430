#include "server/audit/person_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/protobuf/empty.pb.h"
#include "passung/v1/admin_service.pb.h"
#include "passung/v1/catalog_service.pb.h"
#include "passung/v1/match_service.pb.h"

namespace passung::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> NamesIn(const google::protobuf::Message& message) {
  std::vector<std::string> ids;
  for (const MenteeId& id : MenteesIn(message)) ids.push_back(id.value);
  return ids;
}

TEST(PersonFactsTest, PeopleAreFoundAtAnyDepthAndOnceEach) {
  v1::RankMenteesResponse ranking;
  for (const char* name : {"mentees/b", "mentees/a", "mentees/b"}) {
    ranking.add_matches()->set_mentee(name);
  }
  ranking.add_matches()->set_vacancy("vacancies/c");
  EXPECT_THAT(NamesIn(ranking), ElementsAre("b", "a"));
  v1::BatchRankVacanciesRequest batch;
  batch.add_mentees("mentees/x");
  batch.set_resume_after("mentees/y");
  batch.mutable_ranking()->set_mentee("mentees/z");
  EXPECT_THAT(NamesIn(batch), ElementsAre("x", "y", "z"));
  v1::PersonExport whole;
  whole.mutable_contact()->set_name("mentees/m1/contact");
  whole.add_record_versions()->mutable_mentee()->set_name("mentees/m2");
  EXPECT_THAT(NamesIn(whole), ElementsAre("m1", "m2"));
}

TEST(PersonFactsTest, AMessageOfAWatchIsAboutThoseOfWhoseListsItTells) {
  const auto shown = [](const v1::WatchMatchesRequest& request,
                        const v1::WatchMatchesResponse& told) {
    std::vector<std::string> ids;
    const auto people = PeopleShown(request, told);
    if (!people) ids.push_back("(no look)");
    for (const MenteeId& id : people.value_or(std::vector<MenteeId>())) ids.push_back(id.value);
    return ids;
  };
  v1::WatchMatchesRequest request;
  for (const char* name : {"mentees/a", "mentees/b"}) request.add_mentees(name);
  v1::WatchMatchesResponse told;
  EXPECT_THAT(shown(request, told), ElementsAre("(no look)")) << "nothing happened";
  told.add_lists()->set_mentee("mentees/b");
  EXPECT_THAT(shown(request, told), ElementsAre("b"));
  told.set_whole(true);
  EXPECT_THAT(shown(request, told), ElementsAre("a", "b")) << "a has an empty list";

  v1::WatchMatchesRequest mirror;
  mirror.set_vacancy("vacancies/v1");
  v1::WatchMatchesResponse seen;
  EXPECT_THAT(shown(mirror, seen), ElementsAre("(no look)"));
  v1::ListDelta& list = *seen.add_lists();
  list.add_changes()->mutable_after()->set_mentee("mentees/c");
  list.add_changes()->mutable_before()->set_mentee("mentees/d");
  EXPECT_THAT(shown(mirror, seen), ElementsAre("c", "d"));
  seen.set_whole(true);
  EXPECT_THAT(shown(mirror, seen), ElementsAre("c", "d"));
  seen.clear_lists();
  EXPECT_THAT(shown(mirror, seen), IsEmpty()) << "that nobody suits it";
}

TEST(PersonFactsTest, AnAnswerIsAboutThoseItNamesOrElseThoseWhoWereAskedFor) {
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/a");
  v1::RankVacanciesResponse ranking;
  EXPECT_THAT(*PeopleShown(request, ranking), ElementsAre(MenteeId{"a"}));
  v1::BatchRankVacanciesRequest batch;
  for (const char* name : {"mentees/a", "mentees/b"}) batch.add_mentees(name);
  v1::BatchRankVacanciesResponse one;
  one.set_mentee("mentees/b");
  EXPECT_THAT(*PeopleShown(batch, one), ElementsAre(MenteeId{"b"}));
}

// A request of four mebibytes has hundreds of thousands; it is refused, and costs no look at each.
TEST(PersonFactsTest, NoMorePeopleAreCollectedThanAnyMethodTakes) {
  v1::BatchRankVacanciesRequest batch;
  for (int i = 0; i < 20'000; ++i) batch.add_mentees("mentees/m" + std::to_string(i));
  EXPECT_EQ(MenteesIn(batch).size(), 10'001U);
}

TEST(PersonFactsTest, AnAnswerOfAStreamSaysItselfHowItCameOut) {
  v1::BatchRankVacanciesResponse answer;
  EXPECT_EQ(CodeIn(answer), absl::StatusCode::kOk);
  answer.mutable_error()->set_code(static_cast<int>(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(CodeIn(answer), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(CodeIn(v1::Mentee()), absl::StatusCode::kOk);
}

TEST(PersonFactsTest, WhatIsNoNameNamesNobody) {
  v1::GetMenteeRequest request;
  for (const char* name : {"", "m1", "mentees/", "mentees/a b", "vacancies/m1", "Mentees/m1"}) {
    request.set_name(name);
    EXPECT_THAT(NamesIn(request), IsEmpty()) << name;
  }
}

TEST(PersonFactsTest, ThePurposeIsTheRequestsOwn) {
  v1::GetMenteeRequest get;
  get.set_purpose(v1::PURPOSE_CONTACT);
  EXPECT_EQ(PurposeIn(get), v1::PURPOSE_CONTACT);
  v1::BatchRankVacanciesRequest batch;
  batch.mutable_ranking()->set_purpose(v1::PURPOSE_REPORTING);
  EXPECT_EQ(PurposeIn(batch), v1::PURPOSE_REPORTING);
  v1::CreateMenteeRequest create;
  create.mutable_mentee()->mutable_record()->add_legal_bases()->set_purpose(v1::PURPOSE_PLACEMENT);
  EXPECT_EQ(PurposeIn(create), v1::PURPOSE_UNSPECIFIED) << "what the bases say is about the person";
}

TEST(PersonFactsTest, ResultsAreTheRowsOfTheAnswer) {
  v1::ListMenteesResponse list;
  EXPECT_EQ(ResultsIn(list), 0);
  list.add_mentees();
  list.add_mentees();
  EXPECT_EQ(ResultsIn(list), 2);
  v1::BatchRankVacanciesResponse ranked;
  ranked.mutable_ranking()->add_matches();
  EXPECT_EQ(ResultsIn(ranked), 1);
  ranked.mutable_error()->set_code(5);
  EXPECT_EQ(ResultsIn(ranked), 0);
  v1::BatchUpsertMenteesResponse written;
  written.mutable_report()->add_records();
  EXPECT_EQ(ResultsIn(written), 1);
  v1::PurgeExpiredResponse purged;
  purged.set_purged(7);
  EXPECT_EQ(ResultsIn(purged), 7);
  v1::Mentee mentee;
  mentee.mutable_record()->add_legal_bases();
  EXPECT_EQ(ResultsIn(mentee), 1);
  EXPECT_EQ(ResultsIn(google::protobuf::Empty()), 0);
  v1::ExplainMatchResponse pair;
  pair.mutable_match()->add_contributions();
  EXPECT_EQ(ResultsIn(pair), 1);
}

TEST(PersonFactsTest, VersionsAreThoseOfTheRanking) {
  v1::RankVacanciesResponse ranking;
  EXPECT_EQ(VersionsIn(ranking), nullptr);
  ranking.mutable_versions()->set_profile_version(3);
  ASSERT_NE(VersionsIn(ranking), nullptr);
  v1::BatchRankVacanciesResponse batch;
  *batch.mutable_ranking() = ranking;
  EXPECT_EQ(VersionsIn(batch)->profile_version(), 3);
  v1::PersonExport whole;
  whole.add_versions();
  EXPECT_EQ(VersionsIn(whole), nullptr) << "versions of another kind";
}

}  // namespace
}  // namespace passung::server
