// Every look at a person is an entry of the access log, or there is none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "absl/strings/str_cat.h"
#include "passung/v1/outcome_service.grpc.pb.h"
#include "passung/v1/pin_service.grpc.pb.h"
#include "tests/server/doors/http_client.h"
#include "tests/server/logged_decisions.h"
#include "tests/server/server_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class AccessLogTest : public ServerTest {
 protected:
  AccessLogTest() {
    PutSmallWorld();
    KeepAccessLog();
  }

  grpc::Status Get(const std::string& id) {
    v1::GetMenteeRequest request;
    request.set_name("mentees/" + id);
    request.set_purpose(v1::PURPOSE_UNSPECIFIED);
    v1::Mentee ignored;
    return Call(&v1::CatalogService::Stub::GetMentee, request, ignored);
  }
  grpc::Status List(v1::ListAccessEntriesResponse& response, const std::string& mentee = "",
                    int64_t first = 0, int page_size = 500) {
    v1::ListAccessEntriesRequest request;
    request.set_mentee(mentee);
    request.set_first(first);
    request.set_page_size(page_size);
    return Call(&v1::AdminService::Stub::ListAccessEntries, request, response);
  }
  // Without those of looks at the log itself and of the retention job, which runs when it is time.
  std::vector<v1::AccessEntry> Entries(const std::string& mentee = "") {
    v1::ListAccessEntriesResponse response;
    const auto status = List(response, mentee);
    EXPECT_TRUE(status.ok()) << status.error_message();
    std::vector<v1::AccessEntry> entries;
    for (const auto& entry : response.entries()) {
      if (entry.method() == "passung.v1.AdminService/ListAccessEntries") continue;
      if (entry.who() != "server") entries.push_back(entry);
    }
    return entries;
  }
  grpc::Status Verify(v1::VerifyAccessLogResponse& response) {
    return Call(&v1::AdminService::Stub::VerifyAccessLog, v1::VerifyAccessLogRequest(), response);
  }
  std::vector<v1::DecisionEntry> Decisions() const { return LoggedDecisions(config_.audit_folder); }
  fs::path File() const { return fs::path(config_.audit_folder) / "access-000000000001.jsonl"; }
  static std::string Read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
};

TEST_F(AccessLogTest, SoManyReadsSoManyEntries) {
  constexpr int kReads = 50;
  for (int i = 0; i < kReads; ++i) EXPECT_TRUE(Get("nurse").ok());
  v1::VerifyAccessLogResponse verified;
  ASSERT_TRUE(Verify(verified).ok());
  EXPECT_GE(verified.last(), kReads);
  EXPECT_THAT(Entries(), SizeIs(kReads));
  v1::GetVacancyRequest vacancy;
  vacancy.set_name("vacancies/shop");
  v1::Vacancy ignored;
  EXPECT_TRUE(Call(&v1::CatalogService::Stub::GetVacancy, vacancy, ignored).ok());
  EXPECT_THAT(Entries(), SizeIs(kReads)) << "a vacancy is nobody";
}

TEST_F(AccessLogTest, AnEntrySaysWhoWhenWhoseWhatForAndFromWhat) {
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/nurse");
  v1::RankVacanciesResponse ranking;
  ASSERT_TRUE(Rank(request, ranking).ok());
  const auto entries = Entries();
  ASSERT_THAT(entries, SizeIs(1));
  const v1::AccessEntry& entry = entries.front();
  EXPECT_GE(entry.number(), 1);
  EXPECT_EQ(entry.who(), "dev/127.0.0.1");
  EXPECT_EQ(entry.method(), "passung.v1.MatchService/RankVacancies");
  EXPECT_EQ(entry.code(), "OK");
  ASSERT_EQ(entry.people_size(), 1);
  EXPECT_THAT(entry.people(0), SizeIs(32));
  EXPECT_EQ(entry.results(), ranking.matches_size());
  EXPECT_EQ(entry.snapshot_digest(), ranking.versions().snapshot_digest());
  EXPECT_EQ(entry.profile_digest(), ranking.versions().profile_digest());
  EXPECT_NEAR(static_cast<double>(entry.time().seconds()), static_cast<double>(std::time(nullptr)),
              60);
  EXPECT_THAT(Read(File()), Not(HasSubstr("nurse")));
}

// What became of a suggestion goes back to the answer that it came from, and to no other.
TEST_F(AccessLogTest, AnOutcomeIsTiedToTheDecisionAsItWasServed) {
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/nurse");
  v1::RankVacanciesResponse ranking;
  ASSERT_TRUE(Rank(request, ranking).ok());
  const auto outcomes = v1::OutcomeService::NewStub(channel_);
  const auto record = [&](int64_t number, const std::string& vacancy, v1::Outcome& stored) {
    v1::RecordOutcomeRequest told;
    told.mutable_outcome()->set_mentee("mentees/nurse");
    told.mutable_outcome()->set_vacancy(vacancy);
    told.mutable_outcome()->set_kind(v1::OUTCOME_KIND_PROPOSED);
    told.mutable_outcome()->set_date(StoryDay().ToString());
    told.mutable_outcome()->mutable_decision()->set_number(number);
    grpc::ClientContext context;
    return outcomes->RecordOutcome(&context, told, &stored);
  };
  v1::Outcome stored;
  const v1::Match& best = ranking.matches(0);
  ASSERT_TRUE(record(1, best.vacancy(), stored).ok());
  EXPECT_EQ(stored.decision().score(), best.score());
  EXPECT_EQ(stored.decision().hit_class(), best.hit_class());
  EXPECT_EQ(stored.decision().snapshot_digest(), ranking.versions().snapshot_digest());
  EXPECT_EQ(stored.decision().profile(), ranking.versions().profile());
  EXPECT_EQ(stored.decision().profile_digest(), ranking.versions().profile_digest());
  int32_t sum = 0;
  for (const int32_t one : stored.decision().contributions()) sum += one;
  EXPECT_EQ(sum, best.score()) << "the contributions are those that were served";
  for (const int64_t number : {int64_t{-1}, int64_t{0}, int64_t{2}, int64_t{1'000'000}}) {
    EXPECT_EQ(record(number, best.vacancy(), stored).error_code(),
              grpc::StatusCode::INVALID_ARGUMENT)
        << number;
  }
  v1::RankVacanciesRequest one = request;
  one.set_limit(1);
  ASSERT_TRUE(Rank(one, ranking).ok());
  const std::string not_there =
      best.vacancy() == "vacancies/ward" ? "vacancies/helper" : "vacancies/ward";
  EXPECT_EQ(record(2, not_there, stored).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(AccessLogTest, WhatIsKeptInMindIsNotedAsALookAtThePersonAndItsNoteInNoLog) {
  const std::string note = "ruft-am-Montag-an-4711";
  v1::SetPinRequest request;
  request.mutable_pin()->set_mentee("mentees/nurse");
  request.mutable_pin()->set_vacancy("vacancies/ward");
  request.mutable_pin()->set_mark(v1::PIN_MARK_NOTED);
  request.mutable_pin()->set_note(note);
  const auto pins = v1::PinService::NewStub(channel_);
  const auto set = [&] {
    grpc::ClientContext context;
    v1::Pin pin;
    return pins->SetPin(&context, request, &pin);
  };
  ASSERT_TRUE(set().ok());
  request.mutable_pin()->set_etag("of another version");
  EXPECT_EQ(set().error_code(), grpc::StatusCode::ABORTED);
  request.mutable_pin()->clear_etag();
  request.mutable_pin()->set_vacancy("vacancies/nowhere");
  EXPECT_EQ(set().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  v1::ListPinsRequest list;
  list.set_mentee("mentees/nurse");
  v1::ListPinsResponse listed;
  grpc::ClientContext context;
  ASSERT_TRUE(pins->ListPins(&context, list, &listed).ok());
  ASSERT_EQ(listed.pins_size(), 1);
  EXPECT_EQ(listed.pins(0).note(), note);
  std::vector<std::string> noted;
  for (const v1::AccessEntry& entry : Entries("mentees/nurse")) {
    noted.push_back(absl::StrCat(entry.method(), " ", entry.code()));
  }
  EXPECT_THAT(noted, testing::ElementsAre("passung.v1.PinService/SetPin OK",
                                          "passung.v1.PinService/SetPin ABORTED",
                                          "passung.v1.PinService/SetPin INVALID_ARGUMENT",
                                          "passung.v1.PinService/ListPins OK"));
  app_.reset();
  int files = 0;
  for (const auto& file : fs::directory_iterator(config_.audit_folder)) {
    ++files;
    EXPECT_THAT(Read(file.path()), Not(testing::HasSubstr(note))) << file.path();
  }
  EXPECT_GT(files, 0);
  EXPECT_THAT(log_.str(), Not(testing::HasSubstr(note)));
  EXPECT_THAT(log_.str(), testing::HasSubstr("SetPin"));
}

TEST_F(AccessLogTest, ThePurposeIsNoted) {
  v1::GetMenteeRequest request;
  request.set_name("mentees/nurse");
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  v1::Mentee shown;
  EXPECT_EQ(Call(&v1::CatalogService::Stub::GetMentee, request, shown).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  const auto entries = Entries("mentees/nurse");
  ASSERT_THAT(entries, SizeIs(1)) << "who was refused a person is noted, too";
  EXPECT_EQ(entries.front().purpose(), v1::PURPOSE_COUNSELLING);
  EXPECT_EQ(entries.front().code(), "PERMISSION_DENIED");
  EXPECT_EQ(entries.front().results(), 0);
}

TEST_F(AccessLogTest, AStreamHasAnEntryForEachMessage) {
  Put(std::vector<Mentee>{StoryMentee("cook"), StoryMentee("smith")});
  v1::BatchRankVacanciesRequest request;
  for (const char* id : {"nurse", "cook", "smith"}) {
    request.add_mentees(std::string("mentees/") + id);
  }
  grpc::ClientContext context;
  const auto reader = match_->BatchRankVacancies(&context, request);
  v1::BatchRankVacanciesResponse answer;
  int answers = 0;
  while (reader->Read(&answer)) ++answers;
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(answers, 3);
  EXPECT_THAT(Entries(), SizeIs(4)) << "and one of the write";
  const auto of_cook = Entries("mentees/cook");
  ASSERT_THAT(of_cook, SizeIs(2));
  EXPECT_EQ(of_cook.back().people_size(), 1);
}

TEST_F(AccessLogTest, OneOfAStreamWhoWasRefusedIsNotedAsRefused) {
  v1::BatchRankVacanciesRequest request;
  request.add_mentees("mentees/nurse");
  request.add_mentees("mentees/nobody");
  grpc::ClientContext context;
  const auto reader = match_->BatchRankVacancies(&context, request);
  v1::BatchRankVacanciesResponse answer;
  while (reader->Read(&answer)) {
  }
  EXPECT_TRUE(reader->Finish().ok());
  const auto entries = Entries();
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_EQ(entries[0].code(), "OK");
  EXPECT_EQ(entries[1].code(), "NOT_FOUND");
}

TEST_F(AccessLogTest, TheOtherDoorIsWatchedAsWell) {
  const HttpAnswer answer =
      Ask(app_->http_address(), "POST", "/passung.v1.CatalogService/GetMentee",
          R"({"name":"mentees/nurse"})", {{"Content-Type", "application/json"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(Entries(), SizeIs(1));
}

TEST_F(AccessLogTest, ItIsReadPageByPageAndByPerson) {
  Put(std::vector<Mentee>{StoryMentee("cook")});
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(Get(i % 2 == 0 ? "nurse" : "cook").ok());
  v1::ListAccessEntriesResponse page;
  ASSERT_TRUE(List(page, "", 2, 3).ok());
  ASSERT_EQ(page.entries_size(), 3);
  EXPECT_EQ(page.entries(0).number(), 2);
  EXPECT_EQ(page.next_first(), 5);
  EXPECT_THAT(Entries("mentees/nurse"), SizeIs(3));
  EXPECT_EQ(List(page, "mentees/nobody").error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(List(page, "people/x").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(AccessLogTest, ItIsReadByTimeCallerAndMethod) {
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(Get("nurse").ok());
  v1::RankVacanciesRequest rank;
  rank.set_mentee("mentees/nurse");
  v1::RankVacanciesResponse ranking;
  ASSERT_TRUE(Rank(rank, ranking).ok());
  const auto all = Entries();
  ASSERT_THAT(all, SizeIs(5));
  const auto numbers = [&](auto change) {
    v1::ListAccessEntriesRequest request;
    request.set_method("GetMentee");
    change(request);
    v1::ListAccessEntriesResponse page;
    EXPECT_TRUE(Call(&v1::AdminService::Stub::ListAccessEntries, request, page).ok());
    std::vector<int64_t> found;
    for (const auto& entry : page.entries()) found.push_back(entry.number());
    return found;
  };
  const std::vector<int64_t> looks = {all[0].number(), all[1].number(), all[2].number(),
                                      all[3].number()};
  EXPECT_EQ(numbers([](auto& /*request*/) {}), looks);
  EXPECT_EQ(numbers([](auto& r) { r.set_method("passung.v1.CatalogService/GetMentee"); }), looks);
  EXPECT_THAT(numbers([](auto& r) { r.set_method("Mentee"); }), testing::IsEmpty());
  EXPECT_THAT(numbers([](auto& r) { r.set_method("RankVacancies"); }),
              testing::ElementsAre(all[4].number()));
  EXPECT_EQ(numbers([](auto& r) { r.set_who("dev/127.0.0.1"); }), looks);
  EXPECT_THAT(numbers([](auto& r) { r.set_who("dev"); }), testing::IsEmpty());
  EXPECT_THAT(numbers([&](auto& r) {
                *r.mutable_from_time() = all[1].time();
                *r.mutable_until_time() = all[3].time();
              }),
              testing::ElementsAre(looks[1], looks[2]));
}

TEST_F(AccessLogTest, APageEndsWhereNothingMoreIsOfWhatIsAskedFor) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(Get("nurse").ok());
  v1::ListAccessEntriesRequest request;
  request.set_method("GetMentee");
  request.set_page_size(2);
  v1::ListAccessEntriesResponse page;
  ASSERT_TRUE(Call(&v1::AdminService::Stub::ListAccessEntries, request, page).ok());
  ASSERT_GT(page.next_first(), 0);
  request.set_first(page.next_first());
  ASSERT_TRUE(Call(&v1::AdminService::Stub::ListAccessEntries, request, page).ok());
  EXPECT_EQ(page.entries_size(), 1);
  EXPECT_EQ(page.next_first(), 0);
  request.clear_first();
  request.set_page_size(3);
  ASSERT_TRUE(Call(&v1::AdminService::Stub::ListAccessEntries, request, page).ok());
  EXPECT_EQ(page.entries_size(), 3);
  EXPECT_EQ(page.next_first(), 0) << "what follows are looks at the log alone";
}

TEST_F(AccessLogTest, ATimeThatEndsBeforeItBeginsIsRefused) {
  v1::ListAccessEntriesRequest request;
  request.mutable_from_time()->set_seconds(100);
  request.mutable_until_time()->set_seconds(99);
  v1::ListAccessEntriesResponse page;
  const auto status = Call(&v1::AdminService::Stub::ListAccessEntries, request, page);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(FaultyFields(status), testing::ElementsAre("until_time"));
}

TEST_F(AccessLogTest, WhoIsNotStoredHasNoPseudonym) {
  EXPECT_EQ(Get("nobody").error_code(), grpc::StatusCode::NOT_FOUND);
  const auto entries = Entries();
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_EQ(entries.front().people_size(), 0);
  EXPECT_EQ(entries.front().unknown(), 1);
  EXPECT_EQ(entries.front().code(), "NOT_FOUND");
}

TEST_F(AccessLogTest, AChangedEntryIsFoundAndNoServerStartsOverIt) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(Get("nurse").ok());
  std::string text = Read(File());
  const size_t at = text.find("GetMentee", text.size() / 2);
  ASSERT_NE(at, std::string::npos);
  text[at] = 'P';
  std::ofstream(File(), std::ios::binary | std::ios::trunc) << text;
  v1::VerifyAccessLogResponse verified;
  const auto status = Verify(verified);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DATA_LOSS);
  EXPECT_THAT(status.error_message(), HasSubstr("was changed"));
  app_.reset();
  EXPECT_THAT(App::Start(
                  config_, [] { return StoryDay(); }, log_)
                  .status(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("the access log was tampered with")));
}

TEST_F(AccessLogTest, APurgeCutsTheWayFromTheLogToThePerson) {
  EXPECT_TRUE(Get("nurse").ok());
  const std::string pseudonym = Entries("mentees/nurse").front().people(0);
  v1::PurgePersonRequest purge;
  purge.set_name("mentees/nurse");
  v1::PurgePersonResponse purged;
  ASSERT_TRUE(Call(&v1::AdminService::Stub::PurgePerson, purge, purged).ok());
  v1::ListAccessEntriesResponse none;
  EXPECT_EQ(List(none, "mentees/nurse").error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Entries().back().people(0), pseudonym) << "the purge itself is noted of whom it was";
  PutSmallWorld();
  EXPECT_TRUE(Get("nurse").ok());
  EXPECT_NE(Entries("mentees/nurse").back().people(0), pseudonym);
  v1::VerifyAccessLogResponse verified;
  EXPECT_TRUE(Verify(verified).ok());
}

TEST_F(AccessLogTest, WhereNothingCanBeNotedNobodyIsShown) {
  fs::remove_all(config_.audit_folder);
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/nurse");
  v1::RankVacanciesResponse shown;
  const auto status = Rank(request, shown);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ErrorInfoOf(status).reason(), "ACCESS_LOG_UNAVAILABLE");
  EXPECT_EQ(shown.ByteSizeLong(), 0u);
  EXPECT_THAT(status.error_message(), Not(HasSubstr(audit_.string())));
  v1::ListVacanciesResponse vacancies;
  EXPECT_TRUE(
      Call(&v1::CatalogService::Stub::ListVacancies, v1::ListVacanciesRequest(), vacancies).ok());
  fs::create_directories(config_.audit_folder);
  EXPECT_TRUE(Get("nurse").ok()) << "it goes on when the folder is back";
}

TEST_F(AccessLogTest, ADecisionHoldsWhatAReplayNeedsAndNoFactOfThePerson) {
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/nurse");
  request.set_limit(2);
  v1::RankVacanciesResponse ranking;
  ASSERT_TRUE(Rank(request, ranking).ok());
  *request.mutable_inline_mentee() = wire::ToProto(
      Mentee(StoryMentee("told").In("14713").Qualified("81302").WithGerman(LanguageLevel::kB1)));
  v1::RankVacanciesResponse described;
  ASSERT_TRUE(Rank(request, described).ok());
  v1::BatchRankVacanciesRequest batch;
  batch.add_mentees("mentees/nurse");
  batch.mutable_ranking()->set_limit(2);
  grpc::ClientContext context;
  const auto reader = match_->BatchRankVacancies(&context, batch);
  v1::BatchRankVacanciesResponse streamed;
  while (reader->Read(&streamed)) {
  }
  ASSERT_TRUE(reader->Finish().ok());

  const std::vector<v1::DecisionEntry> decisions = Decisions();
  ASSERT_THAT(decisions, SizeIs(3));
  const v1::DecisionEntry& first = decisions[0];
  EXPECT_EQ(first.mentee(), Entries("mentees/nurse").front().people(0));
  EXPECT_EQ(first.versions().SerializeAsString(), ranking.versions().SerializeAsString());
  ASSERT_EQ(first.hits_size(), 2);
  EXPECT_EQ(first.hits(0).vacancy(), ranking.matches(0).vacancy());
  EXPECT_EQ(first.hits(0).score(), ranking.matches(0).score());
  v1::RankVacanciesRequest asked;
  ASSERT_TRUE(first.request().UnpackTo(&asked));
  EXPECT_EQ(asked.limit(), 2);
  EXPECT_EQ(asked.mentee(), "");
  EXPECT_EQ(decisions[1].mentee(), "");
  EXPECT_THAT(decisions[1].inline_mentee_digest(), SizeIs(64));
  ASSERT_TRUE(decisions[1].request().UnpackTo(&asked));
  EXPECT_FALSE(asked.has_inline_mentee());
  EXPECT_EQ(decisions[2].mentee(), first.mentee());
  EXPECT_EQ(decisions[2].answer_digest(), first.answer_digest()) << "the same answer";
  EXPECT_THAT(Read(fs::path(config_.audit_folder) / "decisions-000000000001.jsonl"),
              Not(HasSubstr("nurse")));
}

TEST_F(AccessLogTest, ADecisionThatWasChangedIsFound) {
  v1::RankMenteesRequest request;
  request.set_vacancy("vacancies/helper");
  v1::RankMenteesResponse ranking;
  ASSERT_TRUE(Call(&v1::MatchService::Stub::RankMentees, request, ranking).ok());
  const std::vector<v1::DecisionEntry> decisions = Decisions();
  const std::vector<v1::AccessEntry> entries = Entries("mentees/nurse");
  ASSERT_THAT(decisions, SizeIs(1));
  ASSERT_THAT(entries, SizeIs(1));
  ASSERT_EQ(decisions[0].hits_size(), 1);
  EXPECT_EQ(decisions[0].hits(0).mentee(), entries[0].people(0));
  const fs::path file = fs::path(config_.audit_folder) / "decisions-000000000001.jsonl";
  std::string text = Read(file);
  const size_t at = text.find("\"score\"");
  ASSERT_NE(at, std::string::npos) << text;
  text[at + 1] = 'S';
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
  v1::VerifyAccessLogResponse verified;
  EXPECT_EQ(Verify(verified).error_code(), grpc::StatusCode::DATA_LOSS);
}

TEST_F(AccessLogTest, ItGoesOnAfterARestart) {
  EXPECT_TRUE(Get("nurse").ok());
  Start();
  EXPECT_TRUE(Get("nurse").ok());
  const auto entries = Entries("mentees/nurse");
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_EQ(entries[0].people(0), entries[1].people(0));
}

TEST_F(AccessLogTest, WithoutOneThereIsNothingToRead) {
  config_.audit_folder.clear();
  config_.audit_key.clear();
  Start();
  v1::ListAccessEntriesResponse none;
  EXPECT_EQ(List(none).error_code(), grpc::StatusCode::FAILED_PRECONDITION);
}

}  // namespace
}  // namespace passung::server
