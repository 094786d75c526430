// Bad requests made from the contract itself: every value of a good request of every method is spoilt in
// every way that its type allows, at both doors. Whatever is refused is refused with the right code and
// the name of the field, and nothing is ever our own fault.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tests/server/sample_requests.h"
#include "tests/server/spoiler.h"

namespace passung::server {
namespace {

using absl::StatusCode;
using google::protobuf::Message;
using testing::Contains;
using testing::IsEmpty;

// A mentee and a vacancy with a value for nearly every field, so that there is something to spoil.
constexpr char kWholeMentee[] = R"({"name":"mentees/whole","facts":{
  "homes":[{"district":"14713","postalCode":"04103","point":{"latitudeE6":51300000,"longitudeE6":12400000},
            "valid":{"from":"2026-01-01","until":"2027-01-01"}}],
  "qualifications":[{"occupation":"81302","dqrLevel":4,"year":2015,"recognitions":[{"reference":"81302",
     "outcome":"RECOGNITION_OUTCOME_FULL","step":"RECOGNITION_STEP_DECIDED",
     "valid":{"from":"2025-01-01"}}]}],
  "experiences":[{"occupation":"81302","months":30}],
  "wishes":[{"occupation":"81302"}],
  "german":[{"levels":{"speaking":"LANGUAGE_LEVEL_B1"},"proof":"LANGUAGE_PROOF_CERTIFIED",
             "proofDate":"2025-12-01"}],
  "otherLanguages":["ar"],
  "schools":[{"certificate":"SCHOOL_CERTIFICATE_ABITUR","years":12}],
  "licences":{"licences":[{"kind":"LICENCE_KIND_DRIVING_B"}]},
  "skills":{"skills":[{"id":"K1"}]},
  "hasCar":true,"maxTravelMinutes":60,
  "travelTimes":[{"postalCode":"04103","minutes":25}],
  "hours":[{"hours":{"min":20,"max":30}}],
  "availableFrom":"2026-03-01","track":"TRACK_EMPLOYMENT",
  "exclusions":{"occupations":["54"],"conditions":["CONDITION_NIGHT_WORK"]},
  "movementLimits":[{"limited":true,"area":"14"}]},
 "jobs":[{"occupation":"51311","requirementLevel":1,"weeklyHours":38,"kind":"VACANCY_KIND_JOB",
          "valid":{"from":"2026-01-01","until":"2027-01-01"}}],
 "residence":{"titles":[{"status":"RESIDENCE_STATUS_S25_2","staySince":"2019-05-01",
                         "documentUntil":"2027-01-01"}],"obligations":[{"limited":true,"area":"14"}]},
 "record":{"mentor":"mentors/ada","expireTime":"IN A MONTH",
           "legalBases":[{"purpose":"PURPOSE_COUNSELLING","kind":"BASIS_KIND_CONSENT","reference":"F1",
                          "valid":{"from":"2026-01-01"}}]}})";
constexpr char kWholeVacancy[] = R"({"name":"vacancies/whole","employer":"employers/clinic",
  "employerName":"Klinik","title":"Pflege","occupations":[{"code":"81302","activityLevel":2,"label":"x"}],
  "places":[{"district":"14713","postalCode":"04103","town":"Leipzig",
             "point":{"latitudeE6":51300000,"longitudeE6":12400000}}],
  "kind":"VACANCY_KIND_JOB","openings":2,"hours":{"min":20,"max":40},
  "shiftWork":true,"temporaryAgency":false,"paid":true,"securityFirm":false,
  "german":{"levels":{"speaking":"LANGUAGE_LEVEL_B1"},"strength":"REQUIREMENT_STRENGTH_REQUIRED",
            "phrase":"gut"},
  "workingLanguages":["en"],
  "school":{"certificate":"SCHOOL_CERTIFICATE_ABITUR","strength":"REQUIREMENT_STRENGTH_REQUIRED"},
  "licences":[{"kind":"LICENCE_KIND_DRIVING_B","strength":"REQUIREMENT_STRENGTH_REQUIRED"}],
  "skills":[{"id":"K1","strength":"REQUIREMENT_STRENGTH_REQUIRED"}],
  "support":{"items":["SUPPORT_ITEM_GERMAN_COURSE"]},
  "start":"2026-04-01","end":"2027-04-01","published":"2026-02-01","openFrom":"2026-02-01",
  "applyUntil":"2026-03-01","source":"test","sourceReference":"1"})";
constexpr char kQuestion[] = R"(,"limit":3,"profile":"profiles/default",
  "weightOverrides":[{"criterion":"CRITERION_OCCUPATION_FIT","weight":"10"}],
  "switchOverrides":[{"rule":"RULE_REACH","ruleSwitch":"RULE_SWITCH_FLAG"}],
  "classes":["HIT_CLASS_OPEN"],"asOf":"2026-02-15","locale":"de","view":"VIEW_FULL"})";

// An end lies between now and the time for which people are kept.
std::string WholeMentee() {
  const std::string end =
      absl::FormatTime(absl::RFC3339_sec, absl::Now() + absl::Hours(30 * 24), absl::UTCTimeZone());
  return absl::StrReplaceAll(kWholeMentee, {{"IN A MONTH", end}});
}

// Whether an error that names `named` is about the value at `path`: itself, something within it, or the
// whole of which it is a part that does not fit the others (`hours` of `hours.min`).
bool IsAbout(const std::string& named, const std::string& path) {
  if (named == path || absl::StartsWith(named, path + ".") || absl::StartsWith(named, path + "[")) {
    return true;
  }
  // Of a list or a table whose entries rise or fall the next one may be the one that does not fit.
  constexpr absl::string_view kTable = "profile.level_adequacy.usable_level_";
  if (absl::StartsWith(path, kTable) && absl::StartsWith(named, kTable)) return true;
  const size_t list = path.rfind('[');
  if (list != std::string::npos && absl::StartsWith(named, path.substr(0, list + 1))) return true;
  const std::string parent = path.substr(0, path.find_last_of('.'));
  return parent != path && (named == parent || absl::StartsWith(named, parent + "."));
}

class BadRequestsTest : public EveryMethodTest {
 protected:
  // The samples, richer where the contract has more to spoil.
  std::vector<std::vector<std::string>> GoodRequests(const Method& method) const {
    std::vector<std::vector<std::string>> all = {SampleJson(method)};
    const std::string& name = method.descriptor->name();
    if (name == "CreateMentee" || name == "UpdateMentee") {
      all.push_back({absl::StrCat("{\"mentee\":", WholeMentee(),
                                  ",\"validateOnly\":true,\"purpose\":\"PURPOSE_COUNSELLING\"",
                                  name == "UpdateMentee" ? ",\"allowMissing\":true}" : "}")});
    } else if (name == "CreateVacancy") {
      all.push_back({absl::StrCat("{\"vacancy\":", kWholeVacancy, ",\"validateOnly\":true}")});
    } else if (name == "RankVacancies") {
      // What is kept beside the facts is nothing to a question.
      const std::string mentee = WholeMentee();
      all.push_back({absl::StrCat(
          "{\"inlineMentee\":", mentee.substr(0, mentee.find(",\n \"record\"")), "}", kQuestion)});
    } else if (name == "RankMentees") {
      all.push_back({absl::StrCat("{\"inlineVacancy\":", kWholeVacancy, kQuestion)});
    } else if (method.handler.request->FindFieldByName("page_size") != nullptr) {
      all.push_back({name == "ListPins" ? R"({"pageSize":1,"mentee":"mentees/nurse"})"
                                        : R"({"pageSize":1})"});
    }
    return all;
  }
  // Both doors say the same.
  google::rpc::Status Refusal(const Method& method, const std::vector<std::string>& requests) {
    const RawAnswer grpc = OverGrpc(channel_, method, requests);
    const RawAnswer http = OverHttp(app_->http_address(), method, Encoding::kProto, requests);
    EXPECT_EQ(grpc.status.code(), http.status.code()) << grpc.status.message() << "\n"
                                                      << http.status.message();
    EXPECT_EQ(FaultyFields(grpc.status), FaultyFields(http.status));
    if (grpc.status.code() != 0) {
      EXPECT_NE(ReasonOf(grpc.status), "") << grpc.status.DebugString();
      EXPECT_EQ(ReasonOf(grpc.status), ReasonOf(http.status));
    }
    return grpc.status;
  }
  static StatusCode CodeOf(const google::rpc::Status& status) {
    return static_cast<StatusCode>(status.code());
  }
};

// What a caller can bring about by what they say. The others would be faults of ours.
const std::set<StatusCode>& CallersFaults() {
  static const auto& codes = *new std::set<StatusCode>{
      StatusCode::kOk,       StatusCode::kInvalidArgument,  StatusCode::kNotFound,
      StatusCode::kAborted,  StatusCode::kAlreadyExists,    StatusCode::kPermissionDenied,
      StatusCode::kDataLoss, StatusCode::kResourceExhausted};
  return codes;
}

TEST_F(BadRequestsTest, EachSpoiltValueIsRefusedUnderItsNameOrGood) {
  int refused = 0;
  int good = 0;
  std::set<std::string> never_refused;
  for (const Method& method : methods_->methods()) {
    for (const std::vector<std::string>& lines : GoodRequests(method)) {
      std::vector<std::string> requests = ToBytes(method, lines);
      const auto first = NewMessage(method.handler.request);
      ASSERT_TRUE(first->ParseFromString(requests.front()));
      const StatusCode fine =
          NeedsOutcomes(method) ? StatusCode::kFailedPrecondition : StatusCode::kOk;
      EXPECT_EQ(CodeOf(Refusal(method, requests)), fine) << method.path << " " << lines.front();
      Spoiler spoiler([&](const Spoilt& spoilt) {
        requests.front() = first->SerializeAsString();
        SCOPED_TRACE(absl::StrCat(method.path, " ", spoilt.path, ": ", spoilt.what));
        const google::rpc::Status status = Refusal(method, requests);
        if (CodeOf(status) != fine) {
          EXPECT_THAT(CallersFaults(), Contains(CodeOf(status))) << status.message();
        }
        // Of a batch only the spoilt row is refused, in the answer.
        const bool in_answer = absl::StartsWith(method.descriptor->name(), "BatchUpsert") ||
                               absl::StartsWith(method.descriptor->name(), "BatchRecord");
        EXPECT_TRUE(!spoilt.must_fail || in_answer || status.code() != 0) << "was taken";
        if (CodeOf(status) != StatusCode::kInvalidArgument) {
          good += status.code() == 0 ? 1 : 0;
          return;
        }
        ++refused;
        const std::vector<std::string> fields = FaultyFields(status);
        EXPECT_TRUE(std::any_of(fields.begin(), fields.end(),
                                [&](const std::string& field) {
                                  const auto& others = spoilt.others;
                                  return IsAbout(field, spoilt.path) ||
                                         std::count(others.begin(), others.end(), field) > 0;
                                }))
            << testing::PrintToString(fields) << " " << status.message();
      });
      spoiler.Within(*first, "");
    }
  }
  EXPECT_GE(refused, 300);
  EXPECT_GT(good, 0);
  RecordProperty("refused", refused);
}

TEST_F(BadRequestsTest, BytesThatAreNoMessageAreRefusedByEveryMethod) {
  std::string groups;
  for (int i = 0; i < 10'000; ++i) groups += "\x9b\x06";  // begin of group 99
  const std::vector<std::pair<const char*, std::string>> faulty = {
      {"text that is no UTF-8", std::string("\x0a\x02\xff\xfe", 4)},
      {"cut off", std::string("\x0a\x7f"
                              "ab",
                              4)},
      {"deep", groups},
      {"wrong wire type", std::string("\x0f", 1)},
      {"field 0", std::string("\x00\x01", 2)},
  };
  for (const Method& method : methods_->methods()) {
    for (const auto& [what, bytes] : faulty) {
      SCOPED_TRACE(absl::StrCat(method.path, ": ", what));
      const google::rpc::Status status = Refusal(method, {bytes});
      // Field 1 is no text everywhere; what is unknown is passed over.
      if (std::string(what) == "text that is no UTF-8" && status.code() == 0) continue;
      EXPECT_EQ(CodeOf(status), StatusCode::kInvalidArgument) << status.message();
    }
  }
}

TEST_F(BadRequestsTest, JsonThatIsNoMessageIsRefusedByEveryMethod) {
  const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
  for (const Method& method : methods_->methods()) {
    for (const std::string& json :
         {std::string("{"), std::string("[]"), std::string("null x"), std::string("{\"\xff\":1}"),
          absl::StrCat("{\"a\":", deep, "}"), std::string("{\"noSuchField\":1}")}) {
      SCOPED_TRACE(absl::StrCat(method.path, ": ", json.substr(0, 30)));
      const RawAnswer answer = OverHttp(app_->http_address(), method, Encoding::kJson, {json});
      EXPECT_EQ(CodeOf(answer.status), StatusCode::kInvalidArgument) << answer.status.message();
    }
  }
}

// As JSON spells it: a number of no value, a name of no enumeration, 2^63, a fraction, a text.
TEST_F(BadRequestsTest, ValuesOfAnotherKindInJsonAreRefusedUnderTheirName) {
  int refused = 0;
  for (const char* path :
       {"passung.v1.MatchService/RankVacancies", "passung.v1.MatchService/RankMentees",
        "passung.v1.CatalogService/CreateMentee", "passung.v1.CatalogService/CreateVacancy",
        "passung.v1.CatalogService/ListVacancies"}) {
    const Method& method = MethodAt(path);
    for (const std::vector<std::string>& lines : GoodRequests(method)) {
      const auto good = NewMessage(method.handler.request);
      ASSERT_TRUE(Decode(Encoding::kJson, lines.front(), *good).ok());
      const auto whole = nlohmann::json::parse(Encode(Encoding::kJson, *good).value());
      const auto flat = whole.flatten();
      for (const auto& [pointer, value] : flat.items()) {
        for (const nlohmann::json& wrong :
             {nlohmann::json(9'223'372'036'854'775'808ULL), nlohmann::json("NO_SUCH_VALUE"),
              nlohmann::json(1.5), nlohmann::json({{"a", 1}})}) {
          if (value.is_string() && wrong.is_string()) continue;  // may be a text
          auto spoilt = whole;
          spoilt[nlohmann::json::json_pointer(pointer)] = wrong;
          SCOPED_TRACE(absl::StrCat(path, " ", pointer, " ", wrong.dump()));
          const RawAnswer answer =
              OverHttp(app_->http_address(), method, Encoding::kJson, {spoilt.dump()});
          EXPECT_THAT(CallersFaults(), Contains(CodeOf(answer.status))) << answer.status.message();
          if (CodeOf(answer.status) != StatusCode::kInvalidArgument) continue;
          ++refused;
          EXPECT_THAT(FaultyFields(answer.status), testing::Not(IsEmpty()));
          EXPECT_THAT(FaultyFields(answer.status), testing::Not(Contains("")))
              << answer.status.message();
        }
      }
    }
  }
  EXPECT_GE(refused, 100);
}

TEST_F(BadRequestsTest, FiveMebibytesAreTooManyForEveryMethod) {
  // Field 99, which nobody knows: only the size is at fault.
  std::string large("\x9a\x06\x80\x80\xc0\x02", 6);
  large.resize(large.size() + (5U << 20U), 'x');
  for (const Method& method : methods_->methods()) {
    SCOPED_TRACE(method.path);
    EXPECT_EQ(CodeOf(OverGrpc(channel_, method, {large}).status), StatusCode::kResourceExhausted);
    EXPECT_EQ(CodeOf(OverHttp(app_->http_address(), method, Encoding::kProto, {large}).status),
              StatusCode::kResourceExhausted);
  }
}

TEST_F(BadRequestsTest, AStaleTokenIsNoTokenOfThisList) {
  for (const char* id : {"a", "b"}) {
    MustAsk("passung.v1.CatalogService/BatchUpsertMentees",
            absl::StrCat(R"({"mentees":[{"name":"mentees/)", id, "\"}]}"));
    MustAsk("passung.v1.CatalogService/BatchUpsertEmployers",
            absl::StrCat(R"({"employers":[{"name":"employers/)", id, "\"}]}"));
    MustAsk("passung.v1.CatalogService/BatchUpsertMentors",
            absl::StrCat(R"({"mentors":[{"name":"mentors/)", id, "\"}]}"));
    MustAsk(
        "passung.v1.OfferService/BatchUpsertOffers",
        absl::StrCat(R"({"offers":[{"name":"offers/)", id, R"(","kind":"OFFER_KIND_PARTNER"}]})"));
    MustAsk("passung.v1.CatalogService/BatchUpsertVacancies",
            absl::StrCat(R"({"vacancies":[{"name":"vacancies/)", id, "\"}]}"));
    MustAsk("passung.v1.PinService/SetPin",
            absl::StrCat(R"({"pin":{"mentee":"mentees/a","vacancy":"vacancies/)", id,
                         R"(","mark":"PIN_MARK_PINNED"}})"));
  }
  int lists = 0;
  std::string token_of_another = "AAAA";
  for (const Method& method : methods_->methods()) {
    const auto& type = *method.handler.request;
    if (type.FindFieldByName("page_token") == nullptr) continue;
    ++lists;
    const auto request = NewMessage(&type);
    const auto& reflection = *request->GetReflection();
    const auto set = [&](const char* field, const std::string& value) {
      const auto* known = type.FindFieldByName(field);
      if (known != nullptr) reflection.SetString(request.get(), known, value);
      return known != nullptr;
    };
    set("mentee", "mentees/a");  // of lists that are of one mentee
    reflection.SetInt32(request.get(), type.FindFieldByName("page_size"), 1);
    const RawAnswer page = OverGrpc(channel_, method, {request->SerializeAsString()});
    ASSERT_EQ(page.status.code(), 0) << method.path;
    const auto answer = NewMessage(method.handler.response);
    ASSERT_TRUE(answer->ParseFromString(page.messages.front()));
    const std::string token = answer->GetReflection()->GetString(
        *answer, answer->GetDescriptor()->FindFieldByName("next_page_token"));
    ASSERT_NE(token, "") << method.path;
    const auto refused = [&](const char* why) {
      SCOPED_TRACE(absl::StrCat(method.path, ": ", why));
      const auto status = Refusal(method, {request->SerializeAsString()});
      EXPECT_EQ(CodeOf(status), StatusCode::kInvalidArgument);
      EXPECT_THAT(FaultyFields(status), testing::ElementsAre("page_token"));
    };
    set("page_token", token_of_another);
    refused("of another list");
    set("page_token", token.substr(1));
    refused("cut off");
    set("page_token", token + "A");
    refused("longer");
    set("page_token", token);
    if (set("filter", "name != \"x\"")) refused("another filter");
    set("filter", "");
    if (set("order_by", "name desc")) refused("another order");
    token_of_another = token;
  }
  EXPECT_GE(lists, 4);
}

}  // namespace
}  // namespace passung::server
