// Every method of the contract gives the same answer at both doors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "grpcpp/generic/generic_stub.h"
#include "server/http/connect_protocol.h"
#include "server/method/all_methods.h"
#include "tests/server/doors/http_client.h"
#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

using google::protobuf::Message;

using Requests = std::vector<std::string>;

// What a good call of each method sends, as JSON; several messages where it is a stream. A new method
// adds its own. Changes are checked only or have an id, so that they may be asked for again and again.
const std::map<std::string, Requests>& SampleRequests() {
  static const auto& requests = *new std::map<std::string, Requests>{
      {"MatchService/RankVacancies", {R"({"mentee":"mentees/nurse","locale":"de"})"}},
      {"MatchService/RankMentees", {R"({"vacancy":"vacancies/ward","locale":"en"})"}},
      {"MatchService/ExplainMatch", {R"({"mentee":"mentees/nurse","vacancy":"vacancies/ward"})"}},
      {"MatchService/BatchRankVacancies",
       {R"({"mentees":["mentees/nurse","mentees/nobody"],"ranking":{"limit":2}})"}},

      {"CatalogService/GetMentee", {R"({"name":"mentees/nurse"})"}},
      {"CatalogService/ListMentees", {R"({"pageSize":1})"}},
      {"CatalogService/CreateMentee", {R"({"mentee":{"name":"mentees/new"},"validateOnly":true})"}},
      {"CatalogService/UpdateMentee",
       {R"({"mentee":{"name":"mentees/nurse","facts":{}},"updateMask":"facts","validateOnly":true})"}},
      {"CatalogService/DeleteMentee", {R"({"name":"mentees/nurse","validateOnly":true})"}},
      {"CatalogService/BatchUpsertMentees",
       {R"({"mentees":[{"name":"mentees/new"}],"validateOnly":true})"}},
      {"CatalogService/GetMenteeContact",
       {R"({"name":"mentees/nurse/contact","purpose":"PURPOSE_CONTACT"})"}},
      {"CatalogService/UpdateMenteeContact",
       {R"({"contact":{"name":"mentees/nurse/contact","phone":"+49 341 1"},"updateMask":"phone",)"
        R"("validateOnly":true})"}},
      {"CatalogService/GetVacancy", {R"({"name":"vacancies/shop"})"}},
      {"CatalogService/ListVacancies", {R"({"pageSize":2})"}},
      {"CatalogService/CreateVacancy",
       {R"({"vacancy":{"name":"vacancies/new"},"validateOnly":true})"}},
      {"CatalogService/UpdateVacancy",
       {R"({"vacancy":{"name":"vacancies/shop","openings":3},"updateMask":"openings","requestId":"u1"})"}},
      {"CatalogService/DeleteVacancy", {R"({"name":"vacancies/shop","validateOnly":true})"}},
      {"CatalogService/BatchUpsertVacancies",
       {R"({"vacancies":[{"name":"vacancies/new"}],"validateOnly":true})"}},
      {"CatalogService/ImportVacancies",
       {R"({"options":{"validateOnly":true}})",
        R"({"data":"aWQsdGl0bGUKYSxQZmxlZ2Vmw6RjaGtyYWZ0Cg=="})"}},
      {"CatalogService/GetEmployer", {R"({"name":"employers/clinic"})"}},
      {"CatalogService/ListEmployers", {"{}"}},
      {"CatalogService/CreateEmployer",
       {R"({"employer":{"name":"employers/new","displayName":"Neu"},"validateOnly":true})"}},
      {"CatalogService/UpdateEmployer",
       {R"({"employer":{"name":"employers/clinic","displayName":"Haus"},"updateMask":"displayName","validateOnly":true})"}},
      {"CatalogService/DeleteEmployer", {R"({"name":"employers/clinic","validateOnly":true})"}},
      {"CatalogService/BatchUpsertEmployers",
       {R"({"employers":[{"name":"employers/clinic","displayName":"Klinik"}],"requestId":"b1"})"}},
      {"CatalogService/GetMentor", {R"({"name":"mentors/eva"})"}},
      {"CatalogService/ListMentors", {"{}"}},
      {"CatalogService/CreateMentor",
       {R"({"mentor":{"name":"mentors/new","displayName":"N"},"validateOnly":true})"}},
      {"CatalogService/UpdateMentor",
       {R"({"mentor":{"name":"mentors/eva","displayName":"E"},"updateMask":"displayName","validateOnly":true})"}},
      {"CatalogService/DeleteMentor", {R"({"name":"mentors/eva","validateOnly":true})"}},
      {"CatalogService/BatchUpsertMentors",
       {R"({"mentors":[{"name":"mentors/eva","displayName":"Eva"}],"requestId":"b2"})"}},

      {"ProfileService/ListProfiles", {"{}"}},
      {"ProfileService/GetProfile", {R"({"name":"profiles/default"})"}},
      {"ProfileService/ValidateProfile", {"{}"}},
      {"ProfileService/CreateProfileVersion", {R"({"validateOnly":true})"}},
      {"ProfileService/ActivateProfile",
       {R"({"name":"profiles/default","version":1,"validateOnly":true})"}},

      {"AdminService/GetServerStatus", {"{}"}},
      {"AdminService/Reload", {"{}"}},
      {"AdminService/ExportPerson", {R"({"name":"mentees/nurse"})"}},
      {"AdminService/RestrictPerson",
       {R"({"name":"mentees/nurse","restricted":false,"requestId":"r1"})"}},
      {"AdminService/PurgeExpired", {R"({"validateOnly":true})"}},
      {"AdminService/PurgePerson", {R"({"name":"mentees/nobody"})"}},
  };
  return requests;
}

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

class BothDoorsTest : public ServerTest {
 protected:
  BothDoorsTest() {
    PutSmallWorld();
    for (const auto& [path, body] :
         {std::pair("UpdateMentee",
                    R"({"mentee":{"name":"mentees/nurse","record":{"legalBases":[)"
                    R"({"purpose":"PURPOSE_CONTACT","kind":"BASIS_KIND_CONSENT"}]}},)"
                    R"("updateMask":"record"})"),
          {"CreateEmployer", R"({"employer":{"name":"employers/clinic","displayName":"Klinik"}})"},
          {"CreateMentor", R"({"mentor":{"name":"mentors/eva","displayName":"Eva"}})"}}) {
      const HttpAnswer made =
          Ask(app_->http_address(), "POST", absl::StrCat("/passung.v1.CatalogService/", path), body,
              {{"Content-Type", "application/json"}});
      EXPECT_EQ(made.status, 200) << made.body;
    }
  }

  // How a call went: its messages, or why it failed.
  struct Outcome {
    Requests messages;
    std::string fault;  // code and message; empty: none
  };

  Outcome OverGrpc(const Method& method, const Requests& requests) {
    grpc::GenericStub stub(channel_);
    grpc::ClientContext context;
    grpc::CompletionQueue queue;
    const auto stream = stub.PrepareCall(&context, "/" + method.path, &queue);
    const auto finished = [&] {
      void* tag = nullptr;
      bool ok = false;
      return queue.Next(&tag, &ok) && ok;
    };
    stream->StartCall(nullptr);
    EXPECT_TRUE(finished());
    for (const std::string& request : requests) {
      const grpc::Slice slice(request);
      stream->Write(grpc::ByteBuffer(&slice, 1), nullptr);
      if (!finished()) break;
    }
    stream->WritesDone(nullptr);
    finished();
    Outcome outcome;
    while (true) {
      grpc::ByteBuffer buffer;
      stream->Read(&buffer, nullptr);
      if (!finished()) break;
      grpc::Slice bytes;
      EXPECT_TRUE(buffer.DumpToSingleSlice(&bytes).ok());
      outcome.messages.emplace_back(reinterpret_cast<const char*>(bytes.begin()), bytes.size());
    }
    grpc::Status status;
    stream->Finish(&status, nullptr);
    EXPECT_TRUE(finished());
    if (!status.ok()) {
      outcome.messages.clear();
      outcome.fault =
          absl::StrCat(nlohmann::json::parse(ErrorJson(absl::Status(
                           static_cast<absl::StatusCode>(status.error_code()), "")))["code"]
                           .get<std::string>(),
                       ": ", status.error_message());
    }
    return outcome;
  }

  Outcome OverHttp(const Method& method, Encoding encoding, const Requests& requests) {
    const std::string kind = ContentTypeOf({.encoding = encoding, .stream = !method.IsUnary()});
    std::string body;
    for (const std::string& request : requests) {
      body += method.IsUnary() ? request : Envelope(request);
    }
    const HttpAnswer answer =
        Ask(app_->http_address(), "POST", "/" + method.path, body, {{"Content-Type", kind}});
    if (method.IsUnary()) {
      if (answer.status == 200) return {.messages = {answer.body}, .fault = ""};
      const auto fault = nlohmann::json::parse(answer.body);
      return {.messages = {},
              .fault = absl::StrCat(fault["code"].get<std::string>(), ": ",
                                    fault["message"].get<std::string>())};
    }
    EXPECT_EQ(answer.status, 200) << method.path << ": " << answer.body;
    // The last envelope is the end; its flag is none of a message's.
    const size_t end = answer.body.rfind(std::string("\x02\0\0\0", 4));
    EXPECT_EQ(answer.body.substr(end), EndEnvelope(absl::OkStatus()));
    return {.messages = OpenEnvelopes(answer.body.substr(0, end)).value(), .fault = ""};
  }

  // The same in bytes, without what the moment of the answer decides.
  static Requests Canonical(const Method& method, Encoding encoding, const Requests& messages) {
    Requests bytes;
    for (const std::string& text : messages) {
      const auto message = NewMessage(method.handler.response);
      EXPECT_TRUE(Decode(encoding, text, *message).ok()) << text;
      for (const char* moment : {"export_time", "revision"}) {
        const auto* field = message->GetDescriptor()->FindFieldByName(moment);
        if (field != nullptr) message->GetReflection()->ClearField(message.get(), field);
      }
      bytes.push_back(message->SerializeAsString());
    }
    return bytes;
  }
};

TEST_F(BothDoorsTest, EveryMethodGivesTheSameAnswerAtBothDoors) {
  const std::set<std::string> may_fail = {"ProfileService/CreateProfileVersion"};  // it is long
  const auto table = MethodTable::Create(AllMethods()).value();
  for (const Method& method : table->methods()) {
    SCOPED_TRACE(method.path);
    const std::string name = method.path.substr(std::string("passung.v1.").size());
    ASSERT_TRUE(SampleRequests().contains(name)) << "add a request for it";
    const Requests& json = SampleRequests().at(name);
    Requests bytes;
    for (const std::string& text : json) {
      const auto request = NewMessage(method.handler.request);
      ASSERT_TRUE(Decode(Encoding::kJson, text, *request).ok()) << text;
      bytes.push_back(request->SerializeAsString());
    }
    const Outcome grpc = OverGrpc(method, bytes);
    EXPECT_TRUE(grpc.fault.empty() || may_fail.contains(name)) << grpc.fault;
    const Requests expected = Canonical(method, Encoding::kProto, grpc.messages);
    for (const auto& [encoding, requests] :
         {std::pair(Encoding::kProto, bytes), {Encoding::kJson, json}}) {
      const Outcome http = OverHttp(method, encoding, requests);
      EXPECT_EQ(http.fault, grpc.fault);
      EXPECT_EQ(Canonical(method, encoding, http.messages), expected);
    }
  }
}

TEST_F(BothDoorsTest, AFaultNamesItsFieldAtBothDoors) {
  v1::RankVacanciesRequest request;
  request.set_mentee("people/nurse");
  v1::RankVacanciesResponse response;
  EXPECT_THAT(FaultyFields(Rank(request, response)), testing::ElementsAre("mentee"));
  const HttpAnswer answer =
      Ask(app_->http_address(), "POST", "/passung.v1.MatchService/RankVacancies",
          R"({"mentee":"people/nurse"})", {{"Content-Type", "application/json"}});
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, testing::HasSubstr(R"("field":"mentee")"));
}

TEST_F(BothDoorsTest, AWriteAtOneDoorIsSeenAtTheOther) {
  Put(std::vector<Vacancy>{StoryVacancy("fresh").Of("81302").In("14713")});
  const HttpAnswer answer =
      Ask(app_->http_address(), "POST", "/passung.v1.CatalogService/GetVacancy",
          R"({"name":"vacancies/fresh"})", {{"Content-Type", "application/json"}});
  EXPECT_EQ(answer.status, 200);
}

}  // namespace
}  // namespace passung::server
