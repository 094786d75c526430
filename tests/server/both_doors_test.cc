// Every method of the contract gives the same answer at both doors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "grpcpp/generic/generic_stub.h"
#include "server/http/connect_protocol.h"
#include "server/method/all_methods.h"
#include "tests/server/doors/http_client.h"
#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

using google::protobuf::Message;

// A good request for each method, as JSON. A new method adds its own.
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
  BothDoorsTest() { PutSmallWorld(); }

  // The messages of the answer over gRPC.
  std::vector<std::string> OverGrpc(const Method& method, const std::string& request) {
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
    const grpc::Slice slice(request);
    stream->WriteLast(grpc::ByteBuffer(&slice, 1), {}, nullptr);
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
                                    const std::string& request) {
    const std::string kind = ContentTypeOf({.encoding = encoding, .stream = !method.IsUnary()});
    const HttpAnswer answer =
        Ask(app_->http_address(), "POST", "/" + method.path,
            method.IsUnary() ? request : Envelope(request), {{"Content-Type", kind}});
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
    const std::string& json = SampleRequests().at(method.path);
    const auto request = NewMessage(method.handler.request);
    ASSERT_TRUE(Decode(Encoding::kJson, json, *request).ok());
    const auto bytes = OverGrpc(method, request->SerializeAsString());
    ASSERT_FALSE(bytes.empty());
    EXPECT_EQ(OverHttp(method, Encoding::kProto, request->SerializeAsString()), bytes);
    std::vector<std::string> from_json;
    for (const std::string& text : OverHttp(method, Encoding::kJson, json)) {
      const auto answer = NewMessage(method.handler.response);
      ASSERT_TRUE(Decode(Encoding::kJson, text, *answer).ok()) << text;
      from_json.push_back(answer->SerializeAsString());
    }
    EXPECT_EQ(from_json, bytes);
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
