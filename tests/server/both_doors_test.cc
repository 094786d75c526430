// Every method of the contract gives the same answer at both doors.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/server/sample_requests.h"

namespace passung::server {
namespace {

class BothDoorsTest : public EveryMethodTest {
 protected:
  // Messages without what differs from call to call: when they were made, and after how many writes; of a file, what it
  // is called and how large it came.
  static std::vector<std::string> Lasting(const Method& method, std::vector<std::string> messages) {
    for (std::string& bytes : messages) {
      const auto message = NewMessage(method.handler.response);
      EXPECT_TRUE(message->ParseFromString(bytes));
      for (const char* name : {"export_time", "revision", "file", "rows", "size_bytes"}) {
        const auto* field = message->GetDescriptor()->FindFieldByName(name);
        if (field != nullptr) message->GetReflection()->ClearField(message.get(), field);
      }
      bytes = message->SerializeAsString();
    }
    return messages;
  }

  static std::vector<std::string> GoodMessages(const Method& method, const RawAnswer& answer) {
    const int fine =
        NeedsOutcomes(method) ? static_cast<int>(grpc::StatusCode::FAILED_PRECONDITION) : 0;
    EXPECT_EQ(answer.status.code(), fine) << method.path << ": " << answer.status.message();
    return answer.messages;
  }
};

TEST_F(BothDoorsTest, EveryMethodGivesTheSameAnswerAtBothDoors) {
  for (const Method& method : methods_->methods()) {
    SCOPED_TRACE(method.path);
    const std::vector<std::string> lines = SampleJson(method);
    const std::vector<std::string> requests = ToBytes(method, lines);
    const auto bytes = Lasting(method, GoodMessages(method, OverGrpc(channel_, method, requests)));
    EXPECT_EQ(bytes.empty(), NeedsOutcomes(method));
    EXPECT_EQ(Lasting(method, GoodMessages(method, OverHttp(app_->http_address(), method,
                                                            Encoding::kProto, requests))),
              bytes);
    std::vector<std::string> from_json;
    for (const std::string& text :
         GoodMessages(method, OverHttp(app_->http_address(), method, Encoding::kJson, lines))) {
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
