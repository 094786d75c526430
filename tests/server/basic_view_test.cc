// From the contract: no method that a purpose opens in the basic view only tells of residence or of legal
// limits to movement.
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/server/sample_requests.h"

namespace passung::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const std::set<std::string>& ValuesOfResidence() {
  static const auto& values = *new std::set<std::string>{"RULE_WORK_ACCESS",
                                                         "RULE_RESIDENCE_OBLIGATION",
                                                         "RULE_MOVEMENT_RESTRICTION",
                                                         "FLAG_DOCUMENT_EXPIRES",
                                                         "REASON_WORK_ALLOWED",
                                                         "REASON_WORK_PERMISSION_NEEDED",
                                                         "REASON_WORK_NOT_ALLOWED",
                                                         "REASON_WORK_ACCESS_UNKNOWN",
                                                         "REASON_NO_OBLIGATION",
                                                         "REASON_OBLIGATION_KEPT",
                                                         "REASON_OBLIGATION_LIFTED",
                                                         "REASON_OBLIGATION_BLOCKS",
                                                         "REASON_OBLIGATION_UNKNOWN",
                                                         "REASON_MOVEMENT_FREE",
                                                         "REASON_MOVEMENT_RESTRICTED",
                                                         "REASON_MOVEMENT_UNKNOWN",
                                                         "STEP_ASK_FOREIGNERS_OFFICE",
                                                         "STEP_ASK_FOREIGNERS_OFFICE_AND_BA",
                                                         "STEP_LIFT_RESIDENCE_OBLIGATION"};
  return values;
}

bool IsOfResidence(const FieldDescriptor& field) {
  return field.name() == "residence" || field.name() == "movement_limits";
}

// Every field at any depth that tells of it, and what it says.
void Collect(const Message& message, std::set<std::string>& found) {
  std::vector<const FieldDescriptor*> fields;
  const auto& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (IsOfResidence(*field)) found.insert(field->full_name());
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Collect(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                     : reflection.GetMessage(message, field),
                found);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        const std::string& value = field->is_repeated()
                                       ? reflection.GetRepeatedEnum(message, field, i)->name()
                                       : reflection.GetEnum(message, field)->name();
        if (ValuesOfResidence().contains(value)) found.insert(value);
      }
    }
  }
}

// Sets each `purpose` and `view` in it, at most two messages deep.
bool SetAsked(v1::Purpose purpose, Message& message, int depth = 0) {
  bool has_purpose = false;
  const auto& reflection = *message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    if (field->name() == "purpose" && field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      reflection.SetEnumValue(&message, field, purpose);
      has_purpose = true;
    } else if (!field->is_repeated() && field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
               depth < 2 && reflection.HasField(message, field)) {
      has_purpose |= SetAsked(purpose, *reflection.MutableMessage(&message, field), depth + 1);
    }
  }
  return has_purpose;
}

class BasicViewMethodsTest : public EveryMethodTest {
 protected:
  BasicViewMethodsTest() {
    Mentee nurse = StoryMentee("nurse")
                       .In("14713")
                       .Qualified("81302")
                       .WithGerman(LanguageLevel::kB1)
                       .WithStatus(ResidenceStatus::kGestattung)
                       .StaySince("2025-12-01")
                       .DocumentUntil("2026-04-01")
                       .MustLiveIn("14713")
                       .MovementLimitedTo("14");
    Put(std::vector<Mentee>{nurse});
    MustAsk("passung.v1.CatalogService/UpdateMentee",
            R"({"mentee":{"name":"mentees/nurse","record":{"legalBases":[)"
            R"({"purpose":"PURPOSE_REPORTING","kind":"BASIS_KIND_PUBLIC_TASK"},)"
            R"({"purpose":"PURPOSE_COUNSELLING","kind":"BASIS_KIND_PUBLIC_TASK"}]}},)"
            R"("updateMask":"record.legalBases"})");
  }
  // What an answer for this purpose tells; nothing where the method takes none, or is refused.
  std::optional<std::set<std::string>> Told(const Method& method, v1::Purpose purpose) {
    const auto request = NewMessage(method.handler.request);
    const std::vector<std::string> lines = SampleJson(method);
    EXPECT_TRUE(Decode(Encoding::kJson, lines.front(), *request).ok()) << method.path;
    if (!SetAsked(purpose, *request)) return std::nullopt;
    const RawAnswer answer = OverGrpc(channel_, method, {request->SerializeAsString()});
    if (NeedsOutcomes(method) &&
        answer.status.code() == static_cast<int>(grpc::StatusCode::FAILED_PRECONDITION)) {
      return std::nullopt;
    }
    if (answer.status.code() != 0) {
      EXPECT_EQ(answer.status.code(), static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));
      EXPECT_THAT(FaultyFields(answer.status), testing::ElementsAre(testing::HasSubstr("purpose")))
          << method.path << ": " << answer.status.message();
      return std::nullopt;
    }
    std::set<std::string> told;
    for (const std::string& bytes : answer.messages) {
      const auto message = NewMessage(method.handler.response);
      EXPECT_TRUE(message->ParseFromString(bytes));
      Collect(*message, told);
    }
    return told;
  }
};

TEST_F(BasicViewMethodsTest, ForReportingNoMethodTellsOfAPersonsResidence) {
  std::set<std::string> answered;
  std::set<std::string> full;
  for (const Method& method : methods_->methods()) {
    // Figures over many people, none of fewer than five.
    if (method.path.find("ReportService") != std::string::npos) continue;
    const auto told = Told(method, v1::PURPOSE_REPORTING);
    if (told) {
      answered.insert(method.path);
      EXPECT_THAT(*told, testing::IsEmpty()) << method.path;
    }
    const auto all = Told(method, v1::PURPOSE_COUNSELLING);
    if (all) full.insert(all->begin(), all->end());
  }
  for (const char* path :
       {"passung.v1.CatalogService/GetMentee", "passung.v1.CatalogService/ListMentees",
        "passung.v1.MatchService/RankVacancies", "passung.v1.MatchService/RankMentees",
        "passung.v1.MatchService/ExplainMatch", "passung.v1.MatchService/BatchRankVacancies"}) {
    EXPECT_TRUE(answered.contains(path)) << path;
  }
  for (const char* path :
       {"passung.v1.MatchService/AnalyzeSteps", "passung.v1.MatchService/ExplainAbsence",
        "passung.v1.MatchService/RankByFirstDay", "passung.v1.MatchService/AnalyzeUnknowns"}) {
    EXPECT_FALSE(answered.contains(path)) << path;
  }
  EXPECT_GE(full.size(), 6u) << "in full they do tell of it";
}

}  // namespace
}  // namespace passung::server
