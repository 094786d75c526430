// A good request for each method of the contract, and the world in which it is one.
#ifndef PASSUNG_TESTS_SERVER_SAMPLE_REQUESTS_H_
#define PASSUNG_TESTS_SERVER_SAMPLE_REQUESTS_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "passung/v1/outcome.pb.h"
#include "passung/v1/profile_service.pb.h"
#include "server/http/connect_protocol.h"
#include "server/method/all_methods.h"
#include "server/method/method_table.h"
#include "tests/server/raw_call.h"
#include "tests/server/server_fixture.h"

namespace passung::server {

// What learns from outcomes, of which the market of the fixture has none: a good request is answered by that they are
// too few.
inline bool NeedsOutcomes(const Method& method) {
  return method.descriptor->name() == "EvaluateProfile" ||
         method.descriptor->name() == "TuneProfile";
}

// A good request for each method, as JSON; of a client stream a line for each message. A new method adds
// its own.
inline const std::map<std::string, std::string>& SampleRequests() {
  static const auto& requests = *new std::map<std::string, std::string>{
      {"passung.v1.MatchService/RankVacancies", R"({"mentee":"mentees/nurse","locale":"de"})"},
      {"passung.v1.MatchService/RankMentees", R"({"vacancy":"vacancies/ward","locale":"en"})"},
      {"passung.v1.MatchService/ExplainMatch",
       R"({"mentee":"mentees/nurse","vacancy":"vacancies/ward"})"},
      {"passung.v1.MatchService/AnalyzeSteps", R"({"mentee":"mentees/nurse","locale":"de"})"},
      {"passung.v1.MatchService/AnalyzeRelaxations",
       R"({"vacancy":"vacancies/ward","locale":"en","bar":50000000})"},
      {"passung.v1.MatchService/ExplainAbsence",
       R"({"mentee":"mentees/nurse","vacancy":"vacancies/ward","limit":1,"locale":"de"})"},
      {"passung.v1.MatchService/FindCheapestWay",
       R"({"mentee":"mentees/nurse","vacancy":"vacancies/ward","locale":"de"})"},
      {"passung.v1.MatchService/AnalyzeStability", R"({"mentee":"mentees/nurse","locale":"en"})"},
      {"passung.v1.MatchService/AnalyzeUnknowns", R"({"mentee":"mentees/nurse","locale":"de"})"},
      {"passung.v1.MatchService/RankByFirstDay", R"({"mentee":"mentees/nurse","locale":"en"})"},
      {"passung.v1.MatchService/BatchRankVacancies",
       R"({"mentees":["mentees/nurse","mentees/nobody"],"ranking":{"limit":2}})"},
      {"passung.v1.MatchService/WatchMatches",
       R"({"mentees":["mentees/nurse"],"ranking":{"limit":2},"endWhenCurrent":true})"},
      {"passung.v1.CatalogService/GetMentee", R"({"name":"mentees/nurse"})"},
      {"passung.v1.CatalogService/ListMentees", R"({"pageSize":1})"},
      {"passung.v1.CatalogService/BatchUpsertMentees",
       R"({"mentees":[{"name":"mentees/new"}],"validateOnly":true})"},
      {"passung.v1.CatalogService/CreateMentee",
       R"({"mentee":{"name":"mentees/new"},"validateOnly":true})"},
      {"passung.v1.CatalogService/UpdateMentee",
       R"({"mentee":{"name":"mentees/nurse"},"updateMask":"facts","validateOnly":true})"},
      {"passung.v1.CatalogService/DeleteMentee", R"({"name":"mentees/nurse","validateOnly":true})"},
      {"passung.v1.CatalogService/GetMenteeContact", R"({"name":"mentees/nurse/contact"})"},
      {"passung.v1.CatalogService/UpdateMenteeContact",
       R"({"contact":{"name":"mentees/nurse/contact","phone":"1"},"validateOnly":true})"},
      {"passung.v1.CatalogService/CreateVacancy",
       R"({"vacancy":{"name":"vacancies/new"},"validateOnly":true})"},
      {"passung.v1.CatalogService/UpdateVacancy",
       R"({"vacancy":{"name":"vacancies/shop"},"updateMask":"places","validateOnly":true})"},
      {"passung.v1.CatalogService/DeleteVacancy",
       R"({"name":"vacancies/shop","validateOnly":true})"},
      {"passung.v1.CatalogService/ImportVacancies",
       "{\"options\":{\"validateOnly\":true}}\n{\"data\":\"aWQsdGl0bGUKMSxLb2NoCg==\"}"},
      {"passung.v1.CatalogService/GetEmployer", R"({"name":"employers/clinic"})"},
      {"passung.v1.CatalogService/ListEmployers", R"({})"},
      {"passung.v1.CatalogService/CreateEmployer",
       R"({"employer":{"name":"employers/new"},"validateOnly":true})"},
      {"passung.v1.CatalogService/UpdateEmployer",
       R"({"employer":{"name":"employers/clinic"},"updateMask":"website","validateOnly":true})"},
      {"passung.v1.CatalogService/DeleteEmployer",
       R"({"name":"employers/clinic","validateOnly":true})"},
      {"passung.v1.CatalogService/BatchUpsertEmployers",
       R"({"employers":[{"name":"employers/new"}],"validateOnly":true})"},
      {"passung.v1.CatalogService/GetMentor", R"({"name":"mentors/ada"})"},
      {"passung.v1.CatalogService/ListMentors", R"({})"},
      {"passung.v1.CatalogService/CreateMentor",
       R"({"mentor":{"name":"mentors/new"},"validateOnly":true})"},
      {"passung.v1.CatalogService/UpdateMentor",
       R"({"mentor":{"name":"mentors/ada"},"updateMask":"retired","validateOnly":true})"},
      {"passung.v1.CatalogService/DeleteMentor", R"({"name":"mentors/ada","validateOnly":true})"},
      {"passung.v1.CatalogService/BatchUpsertMentors",
       R"({"mentors":[{"name":"mentors/new"}],"validateOnly":true})"},
      {"passung.v1.MatchService/RankMentors", R"({"mentee":"mentees/nurse","locale":"de"})"},
      {"passung.v1.OfferService/GetOffer", R"({"name":"offers/b2"})"},
      {"passung.v1.OfferService/ListOffers", R"({"filter":"kind = OFFER_KIND_VOCATIONAL_GERMAN"})"},
      {"passung.v1.OfferService/CreateOffer",
       R"({"offer":{"name":"offers/new","kind":"OFFER_KIND_PARTNER"},"validateOnly":true})"},
      {"passung.v1.OfferService/UpdateOffer",
       R"({"offer":{"name":"offers/b2","placesLeft":0},"updateMask":"placesLeft","validateOnly":true})"},
      {"passung.v1.OfferService/DeleteOffer", R"({"name":"offers/b2","validateOnly":true})"},
      {"passung.v1.OfferService/BatchUpsertOffers",
       R"({"offers":[{"name":"offers/new","kind":"OFFER_KIND_PARTNER"}],"validateOnly":true})"},
      {"passung.v1.OfferService/ImportOffers",
       "{\"options\":{\"validateOnly\":true}}\n{\"data\":\"aWQsa2luZApvMSxwYXJ0bmVyCg==\"}"},
      {"passung.v1.OfferService/SuggestOffers",
       R"({"mentee":"mentees/nurse","locale":"de","reasons":["REASON_PERMIT_PENDING"]})"},
      {"passung.v1.OfferService/ListOfferGaps", R"({"locale":"en"})"},
      {"passung.v1.OfferService/ListFollowUps", R"({"locale":"en"})"},
      {"passung.v1.ReportService/ListStumblingBlocks", R"({"locale":"de"})"},
      {"passung.v1.ReportService/ReportAdequacy", R"({"limit":5})"},
      {"passung.v1.ReportService/ListUnmatchedMentees", R"({"locale":"en","bar":90000000})"},
      {"passung.v1.ReportService/ListEmployersToCall", R"({"locale":"de","limit":3})"},
      {"passung.v1.OutcomeService/RecordOutcome",
       R"({"outcome":{"mentee":"mentees/nurse","vacancy":"vacancies/ward",)"
       R"("kind":"OUTCOME_KIND_PROPOSED","date":"2026-02-01"},"locale":"de","validateOnly":true})"},
      {"passung.v1.OutcomeService/BatchRecordOutcomes",
       R"({"outcomes":[{"mentee":"mentees/nurse","kind":"OUTCOME_KIND_PLACED",)"
       R"("placement":"PLACEMENT_KIND_JOB","date":"2026-02-01"}],"validateOnly":true})"},
      {"passung.v1.OutcomeService/GetOutcome", R"({"name":"$OUTCOME","locale":"en"})"},
      {"passung.v1.OutcomeService/ListOutcomes",
       R"({"filter":"kind = OUTCOME_KIND_PROPOSED","locale":"de"})"},
      {"passung.v1.OutcomeService/DeleteOutcome", R"({"name":"$OUTCOME","validateOnly":true})"},
      {"passung.v1.PinService/SetPin",
       R"({"pin":{"mentee":"mentees/nurse","vacancy":"vacancies/ward","mark":"PIN_MARK_HIDDEN",)"
       R"("reason":"HIDE_REASON_TOO_FAR","note":"no bus"}})"},
      {"passung.v1.PinService/DeletePin",
       R"({"name":"mentees/nurse/pins/shop","allowMissing":true})"},
      {"passung.v1.PinService/ListPins",
       R"({"mentee":"mentees/nurse","filter":"mark = PIN_MARK_HIDDEN"})"},
      {"passung.v1.AssignmentService/SolveAssignment",
       R"({"limits":{"perMentee":2,"perEmployer":5},"candidates":3,"locale":"de"})"},
      {"passung.v1.AssignmentService/VerifyAssignment",
       R"({"problem":{"limits":{"perMentee":1,"perOpening":1}},)"
       R"("assignment":{"mode":"ASSIGNMENT_MODE_GREATEST_TOTAL","envy":{}}})"},
      {"passung.v1.ReportService/ReportProgramme", R"({"from":"2026-01-01","locale":"de"})"},
      {"passung.v1.ReportService/ReportWhatWorked", R"({"locale":"en"})"},
      {"passung.v1.ReportService/PlanCourses", R"({"locale":"en","goal":"PLAN_GOAL_PEOPLE"})"},
      {"passung.v1.ProfileService/ListProfiles", R"({})"},
      {"passung.v1.ProfileService/GetProfile", R"({"name":"profiles/default"})"},
      {"passung.v1.ProfileService/ValidateProfile", R"({"profile":{}})"},
      {"passung.v1.ProfileService/PreviewProfile",
       R"({"profile":$PROFILE,"compareWith":"profiles/near_home","mentees":["mentees/nurse"]})"},
      {"passung.v1.ProfileService/EvaluateProfile", R"({"name":"profiles/default"})"},
      {"passung.v1.ProfileService/TuneProfile", R"({"name":"profiles/default"})"},
      {"passung.v1.ProfileService/CreateProfileVersion",
       R"({"profile":$PROFILE,"validateOnly":true})"},
      {"passung.v1.ProfileService/ActivateProfile",
       R"({"name":"profiles/default","version":1,"validateOnly":true})"},
      {"passung.v1.AdminService/GetServerStatus", R"({})"},
      {"passung.v1.AdminService/Reload", R"({})"},
      {"passung.v1.AdminService/ExportPerson", R"({"name":"mentees/nurse"})"},
      {"passung.v1.AdminService/RestrictPerson", R"({"name":"mentees/nurse"})"},
      {"passung.v1.AdminService/PurgePerson", R"({"name":"mentees/nobody"})"},
      {"passung.v1.AdminService/PurgeExpired", R"({"validateOnly":true})"},
      {"passung.v1.AdminService/ListAccessEntries", R"({"pageSize":1})"},
      {"passung.v1.AdminService/VerifyAccessLog", R"({})"},
      {"passung.v1.AdminService/ReplayAnswer", R"({"number":"1"})"},
      {"passung.v1.AdminService/BackUp", R"({})"},
      {"passung.v1.CatalogService/GetVacancy", R"({"name":"vacancies/shop"})"},
      {"passung.v1.CatalogService/BatchGetVacancies",
       R"({"names":["vacancies/shop","vacancies/gone"],"readMask":"name,title"})"},
      {"passung.v1.CatalogService/ListVacancies", R"({"pageSize":2})"},
      {"passung.v1.CatalogService/BatchUpsertVacancies",
       R"({"vacancies":[{"name":"vacancies/new"}],"validateOnly":true})"},
  };
  return requests;
}

inline std::unique_ptr<google::protobuf::Message> NewMessage(
    const google::protobuf::Descriptor* type) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

// What these lines of JSON say to a method.
inline std::vector<std::string> ToBytes(const Method& method,
                                        const std::vector<std::string>& lines) {
  std::vector<std::string> requests;
  for (const std::string& line : lines) {
    const auto request = NewMessage(method.handler.request);
    EXPECT_TRUE(Decode(Encoding::kJson, line, *request).ok()) << method.path << " " << line;
    requests.push_back(request->SerializeAsString());
  }
  return requests;
}

// A server with an access log over the small world, an employer, a mentor and an offer.
class EveryMethodTest : public ServerTest {
 protected:
  EveryMethodTest() {
    config_.backup_folder = db_ + ".backups";
    std::filesystem::create_directories(config_.backup_folder);
    KeepAccessLog();
    PutSmallWorld();
    // The first of the answers that can be given again.
    MustAsk("passung.v1.MatchService/RankVacancies", R"({"mentee":"mentees/nurse","limit":2})");
    MustAsk("passung.v1.CatalogService/BatchUpsertEmployers",
            R"({"employers":[{"name":"employers/clinic"}]})");
    MustAsk("passung.v1.CatalogService/BatchUpsertMentors",
            R"({"mentors":[{"name":"mentors/ada"}]})");
    MustAsk("passung.v1.OfferService/BatchUpsertOffers",
            R"({"offers":[{"name":"offers/b2","kind":"OFFER_KIND_VOCATIONAL_GERMAN",)"
            R"("levelTo":"LANGUAGE_LEVEL_B2","reasons":["REASON_PERMIT_PENDING"]}]})");
    v1::Outcome outcome;
    for (const char* vacancy : {"helper", "shop"}) {
      EXPECT_TRUE(outcome.ParseFromString(MustAsk(
          "passung.v1.OutcomeService/RecordOutcome",
          absl::StrCat(R"({"outcome":{"mentee":"mentees/nurse","vacancy":"vacancies/)", vacancy,
                       R"(","kind":"OUTCOME_KIND_PROPOSED","date":"2026-02-01"}})"))));
    }
    outcome_ = outcome.name();
    v1::ProfileVersion shipped;
    EXPECT_TRUE(shipped.ParseFromString(
        MustAsk("passung.v1.ProfileService/GetProfile", R"({"name":"profiles/default"})")));
    shipped.mutable_profile()->set_name("profiles/own");
    shipped.mutable_profile()->clear_version();
    profile_ = Encode(Encoding::kJson, shipped.profile()).value();
  }

  ~EveryMethodTest() override { std::filesystem::remove_all(config_.backup_folder); }

  const Method& MethodAt(const std::string& path) const { return *methods_->Find(path); }

  // The messages of the sample for this method, in JSON.
  std::vector<std::string> SampleJson(const Method& method) const {
    const auto sample = SampleRequests().find(method.path);
    if (sample == SampleRequests().end()) {
      ADD_FAILURE() << "add a sample for " << method.path;
      return {};
    }
    return absl::StrSplit(
        absl::StrReplaceAll(sample->second, {{"$PROFILE", profile_}, {"$OUTCOME", outcome_}}),
        '\n');
  }
  // The answer to a good request of one message.
  std::string MustAsk(const std::string& path, const std::string& json) const {
    const Method& method = MethodAt(path);
    const RawAnswer answer = OverGrpc(channel_, method, ToBytes(method, {json}));
    EXPECT_EQ(answer.status.code(), 0) << path << ": " << answer.status.message();
    return answer.messages.empty() ? "" : answer.messages.front();
  }

  const std::unique_ptr<MethodTable> methods_ = MethodTable::Create(AllMethods()).value();

 private:
  std::string profile_;
  std::string outcome_;
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_SAMPLE_REQUESTS_H_
