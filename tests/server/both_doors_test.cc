// Every method of the contract gives the same answer at both doors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "grpcpp/generic/generic_stub.h"
#include "passung/v1/offer_service.grpc.pb.h"
#include "passung/v1/profile_service.pb.h"
#include "server/http/connect_protocol.h"
#include "server/method/all_methods.h"
#include "tests/server/doors/http_client.h"
#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

using google::protobuf::Message;

// A good request for each method, as JSON; of a client stream a line for each message. A new method adds
// its own.
const std::map<std::string, std::string>& SampleRequests() {
  static const auto& requests = *new std::map<std::string, std::string>{
      {"passung.v1.MatchService/RankVacancies", R"({"mentee":"mentees/nurse","locale":"de"})"},
      {"passung.v1.MatchService/RankMentees", R"({"vacancy":"vacancies/ward","locale":"en"})"},
      {"passung.v1.MatchService/ExplainMatch",
       R"({"mentee":"mentees/nurse","vacancy":"vacancies/ward"})"},
      {"passung.v1.MatchService/BatchRankVacancies",
       R"({"mentees":["mentees/nurse","mentees/nobody"],"ranking":{"limit":2}})"},
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
      {"passung.v1.ProfileService/ListProfiles", R"({})"},
      {"passung.v1.ProfileService/GetProfile", R"({"name":"profiles/default"})"},
      {"passung.v1.ProfileService/ValidateProfile", R"({"profile":{}})"},
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
      {"passung.v1.CatalogService/GetVacancy", R"({"name":"vacancies/shop"})"},
      {"passung.v1.CatalogService/ListVacancies", R"({"pageSize":2})"},
      {"passung.v1.CatalogService/BatchUpsertVacancies",
       R"({"vacancies":[{"name":"vacancies/new"}],"validateOnly":true})"},
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
    KeepAccessLog();
    PutSmallWorld();
    v1::BatchUpsertEmployersRequest employers;
    employers.add_employers()->set_name("employers/clinic");
    v1::BatchUpsertEmployersResponse employers_put;
    EXPECT_TRUE(
        Call(&v1::CatalogService::Stub::BatchUpsertEmployers, employers, employers_put).ok());
    v1::BatchUpsertMentorsRequest mentors;
    mentors.add_mentors()->set_name("mentors/ada");
    v1::BatchUpsertMentorsResponse mentors_put;
    EXPECT_TRUE(Call(&v1::CatalogService::Stub::BatchUpsertMentors, mentors, mentors_put).ok());
    v1::BatchUpsertOffersRequest offers;
    v1::Offer& course = *offers.add_offers();
    course.set_name("offers/b2");
    course.set_kind(v1::OFFER_KIND_VOCATIONAL_GERMAN);
    course.set_level_to(v1::LANGUAGE_LEVEL_B2);
    course.add_reasons(v1::REASON_PERMIT_PENDING);
    v1::BatchUpsertOffersResponse offers_put;
    grpc::ClientContext context;
    EXPECT_TRUE(
        v1::OfferService::NewStub(channel_)->BatchUpsertOffers(&context, offers, &offers_put).ok());
  }

  // A whole profile in the place of "$PROFILE".
  std::string WithProfile(const std::string& request) const {
    if (!absl::StrContains(request, "$PROFILE")) return request;
    const HttpAnswer answer =
        Ask(app_->http_address(), "POST", "/passung.v1.ProfileService/GetProfile",
            R"({"name":"profiles/default"})", {{"Content-Type", "application/json"}});
    v1::ProfileVersion shipped;
    EXPECT_TRUE(Decode(Encoding::kJson, answer.body, shipped).ok());
    shipped.mutable_profile()->set_name("profiles/own");
    shipped.mutable_profile()->clear_version();
    return absl::StrReplaceAll(request,
                               {{"$PROFILE", Encode(Encoding::kJson, shipped.profile()).value()}});
  }

  static std::string Envelopes(const std::vector<std::string>& messages) {
    std::string all;
    for (const std::string& message : messages) all += Envelope(message);
    return all;
  }

  // Messages without what differs from call to call: when they were made, and after how many writes.
  static std::vector<std::string> Lasting(const Method& method, std::vector<std::string> messages) {
    for (std::string& bytes : messages) {
      const auto message = NewMessage(method.handler.response);
      EXPECT_TRUE(message->ParseFromString(bytes));
      for (const char* name : {"export_time", "revision"}) {
        const auto* field = message->GetDescriptor()->FindFieldByName(name);
        if (field != nullptr) message->GetReflection()->ClearField(message.get(), field);
      }
      bytes = message->SerializeAsString();
    }
    return messages;
  }

  // The messages of the answer over gRPC.
  std::vector<std::string> OverGrpc(const Method& method,
                                    const std::vector<std::string>& requests) {
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
      EXPECT_TRUE(finished());
    }
    stream->WritesDone(nullptr);
    EXPECT_TRUE(finished());
    std::vector<std::string> messages;
    while (true) {
      grpc::ByteBuffer buffer;
      stream->Read(&buffer, nullptr);
      if (!finished()) break;
      grpc::Slice bytes;
      EXPECT_TRUE(buffer.DumpToSingleSlice(&bytes).ok());
      messages.emplace_back(reinterpret_cast<const char*>(bytes.begin()), bytes.size());
    }
    grpc::Status status;
    stream->Finish(&status, nullptr);
    EXPECT_TRUE(finished());
    EXPECT_TRUE(status.ok()) << method.path << ": " << status.error_message();
    return messages;
  }

  std::vector<std::string> OverHttp(const Method& method, Encoding encoding,
                                    const std::vector<std::string>& requests) {
    const std::string kind = ContentTypeOf({.encoding = encoding, .stream = !method.IsUnary()});
    const HttpAnswer answer =
        Ask(app_->http_address(), "POST", "/" + method.path,
            method.IsUnary() ? requests.front() : Envelopes(requests), {{"Content-Type", kind}});
    EXPECT_EQ(answer.status, 200) << method.path << ": " << answer.body;
    if (method.IsUnary()) return {answer.body};
    // The last envelope is the end; its flag is none of a message's.
    const size_t end = answer.body.rfind(std::string("\x02\0\0\0", 4));
    EXPECT_EQ(answer.body.substr(end), EndEnvelope(absl::OkStatus()));
    return OpenEnvelopes(answer.body.substr(0, end)).value();
  }
};

TEST_F(BothDoorsTest, EveryMethodGivesTheSameAnswerAtBothDoors) {
  const auto table = MethodTable::Create(AllMethods()).value();
  for (const Method& method : table->methods()) {
    SCOPED_TRACE(method.path);
    ASSERT_TRUE(SampleRequests().contains(method.path)) << "add a request for it";
    const std::string json = WithProfile(SampleRequests().at(method.path));
    const std::vector<std::string> lines = absl::StrSplit(json, '\n');
    std::vector<std::string> requests;
    for (const std::string& line : lines) {
      const auto request = NewMessage(method.handler.request);
      ASSERT_TRUE(Decode(Encoding::kJson, line, *request).ok());
      requests.push_back(request->SerializeAsString());
    }
    const auto bytes = Lasting(method, OverGrpc(method, requests));
    EXPECT_FALSE(bytes.empty());
    EXPECT_EQ(Lasting(method, OverHttp(method, Encoding::kProto, requests)), bytes);
    std::vector<std::string> from_json;
    for (const std::string& text : OverHttp(method, Encoding::kJson, lines)) {
      const auto answer = NewMessage(method.handler.response);
      ASSERT_TRUE(Decode(Encoding::kJson, text, *answer).ok()) << text;
      from_json.push_back(answer->SerializeAsString());
    }
    EXPECT_EQ(Lasting(method, from_json), bytes);
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

google::rpc::LocalizedMessage LocalizedIn(const google::rpc::Status& status) {
  google::rpc::LocalizedMessage localized;
  for (const auto& any : status.details()) {
    if (any.Is<google::rpc::LocalizedMessage>()) any.UnpackTo(&localized);
  }
  return localized;
}

// As the caller wants it; German where they name no language of ours.
TEST_F(BothDoorsTest, ErrorsSpeakTheLanguageOfTheCallerAtBothDoors) {
  std::map<std::string, std::string> sentences;
  for (const auto& [accepted, locale] :
       {std::pair{"en-GB,de;q=0.5", "en"}, {"de-DE,en", "de"}, {"fr", "de"}}) {
    grpc::ClientContext context;
    context.AddMetadata("accept-language", accepted);
    v1::GetMenteeRequest request;
    request.set_name("people/x");
    v1::Mentee none;
    google::rpc::Status details;
    details.ParseFromString(catalog_->GetMentee(&context, request, &none).error_details());
    const auto localized = LocalizedIn(details);
    EXPECT_EQ(localized.locale(), locale) << accepted;
    EXPECT_FALSE(localized.message().empty());
    sentences[localized.locale()] = localized.message();
    const HttpAnswer answer =
        Ask(app_->http_address(), "POST", "/passung.v1.CatalogService/GetMentee",
            R"({"name":"people/x"})",
            {{"Content-Type", "application/json"}, {"Accept-Language", accepted}});
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, testing::HasSubstr("google.rpc.LocalizedMessage"));
    EXPECT_THAT(answer.body, testing::HasSubstr(localized.message()));
  }
  EXPECT_NE(sentences["de"], sentences["en"]);
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
