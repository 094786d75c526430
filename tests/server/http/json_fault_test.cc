// Faults of JSON requests as protobuf finds them, told by their field and never by what stood there.
#include "server/http/json_fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/v1/catalog_service.pb.h"
#include "proto/wire/field_error.h"
#include "server/http/connect_protocol.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using testing::HasSubstr;
using testing::Not;

absl::Status Refusal(const std::string& json) {
  v1::CreateMenteeRequest request;
  return Decode(Encoding::kJson, json, request);
}

TEST(JsonFaultTest, TheFieldIsNamedAndItsValueIsNot) {
  const auto names = [](const std::string& json, const std::string& field) {
    const absl::Status status = Refusal(json);
    ASSERT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, Not(HasSubstr("Zeisig"))))
        << json;
    const auto errors = wire::FieldErrors(status);
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors.front().field, field) << json << " " << status;
    EXPECT_FALSE(errors.front().description.empty());
  };
  names(R"({"requestId":5})", "request_id");
  names(R"({"requestId":["Zeisig"]})", "request_id");
  names(R"({"requestId":{"Zeisig":1}})", "request_id");
  names(R"({"validateOnly":"Zeisig"})", "validate_only");
  names(R"({"purpose":"Zeisig"})", "purpose");
  names(R"({"mentee":"Zeisig"})", "mentee");
  names(R"({"mentee":{"facts":{"maxTravelMinutes":"Zeisig"}}})", "mentee.facts.max_travel_minutes");
  names(R"({"mentee":{"facts":{"maxTravelMinutes":9223372036854775808}}})",
        "mentee.facts.max_travel_minutes");
  names(R"({"mentee":{"facts":{"homes":[{},{"district":{"Zeisig":1}}]}}})",
        "mentee.facts.homes[1].district");
  names(R"({"mentee":{"record":{"legalBases":[{"kind":"Zeisig"}]}}})",
        "mentee.record.legal_bases[0].kind");
  names(R"({"mentee":{"phoneNumber":"Zeisig"}})", "mentee.phone_number");
  names(R"({"mentee":{"Zeisig Kanari":1}})", "mentee");
}

TEST(JsonFaultTest, WhatIsNoJsonIsNotQuoted) {
  for (const char* json :
       {"{\"requestId\":Zeisig}", "{\"requestId\":\"Zeisig", "{\"requestId\":\"Zeisig\xff\"}",
        "Zeisig", "[\"Zeisig\"]", "{\"Zeisig\"", "{\"requestId\":\"Zeisig\"}}"}) {
    EXPECT_THAT(Refusal(json), StatusIs(absl::StatusCode::kInvalidArgument,
                                        testing::AllOf(HasSubstr("the request is no passung.v1"),
                                                       Not(HasSubstr("Zeisig")))))
        << json;
  }
}

}  // namespace
}  // namespace passung::server
