// Somebody unmistakable goes through every method at both doors, well and badly; afterwards nothing that
// others read tells of them, and after a purge nothing at all.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "tests/server/sample_requests.h"

namespace passung::server {
namespace {

namespace fs = std::filesystem;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using testing::IsEmpty;

constexpr char kId[] = "canary-0815";
constexpr char kMentee[] = "mentees/canary-0815";
constexpr char kName[] = "Zeisig-Kanari-0815";
constexpr char kPhone[] = "+49 0815 4711 0815";
constexpr char kMail[] = "zeisig.0815@canary.example";
constexpr char kAddress[] = "Kaefiggasse 0815";
constexpr char kNote[] = "Kanari-Akte-0815";
constexpr char kPinNote[] = "Kanari-Notiz-0815";
constexpr char kSkill[] = "Canary.Skill.0815";
// What belongs to a person alone; the id is what callers and the contract name them by.
const std::vector<std::string>& Secrets() {
  static const auto& secrets =
      *new std::vector<std::string>{kName, kPhone, kMail, kAddress, kNote, kPinNote};
  return secrets;
}
const std::vector<std::string>& Traces() {
  static const auto& traces =
      *new std::vector<std::string>{kName, kPhone, kMail, kAddress, kNote, kPinNote, kSkill, kId};
  return traces;
}

std::string FileText(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> Found(const std::vector<std::string>& words, const std::string& text) {
  std::vector<std::string> found;
  for (const std::string& word : words) {
    if (absl::StrContains(text, word)) found.push_back(word);
  }
  return found;
}

class CanaryTest : public EveryMethodTest {
 protected:
  CanaryTest() {
    MustAsk("passung.v1.CatalogService/CreateMentee",
            absl::StrCat(R"({"requestId":"c1","mentee":{"name":")", kMentee,
                         R"(","facts":{"qualifications":[{"occupation":"81302"}],
              "homes":[{"district":"14713"}],"skills":{"skills":[{"id":")",
                         kSkill, R"("}]}},"record":{"legalBases":[{"purpose":"PURPOSE_CONTACT",
              "kind":"BASIS_KIND_CONSENT","reference":")",
                         kNote, R"("}]}}})"));
    MustAsk("passung.v1.CatalogService/UpdateMenteeContact",
            absl::StrCat(R"({"requestId":"c2","contact":)", Contact(), "}"));
    MustAsk("passung.v1.PinService/SetPin", PinWith("c5"));
  }

  static std::string PinWith(const std::string& request_id) {
    return absl::StrCat(R"({"requestId":")", request_id, R"(","pin":{"mentee":")", kMentee,
                        R"(","vacancy":"vacancies/shop","mark":"PIN_MARK_HIDDEN","note":")",
                        kPinNote, R"("}})");
  }

  static std::string Contact() {
    return absl::StrCat(R"({"name":")", kMentee, R"(/contact","displayName":")", kName,
                        R"(","phone":")", kPhone, R"(","email":")", kMail, R"(","address":")",
                        kAddress, R"("})");
  }

  // At both doors, and over HTTP in both encodings. Errors are kept.
  void Call(const Method& method, const std::vector<std::string>& requests) {
    const Headers headers = {{"traceparent", kTrace}, {"accept-language", "de"}};
    Keep(OverGrpc(channel_, method, requests, headers));
    Keep(OverHttp(app_->http_address(), method, Encoding::kProto, requests, headers));
    std::vector<std::string> json;
    for (const std::string& bytes : requests) {
      const auto message = NewMessage(method.handler.request);
      message->ParseFromString(bytes);
      json.push_back(Encode(Encoding::kJson, *message).value());
    }
    Keep(OverHttp(app_->http_address(), method, Encoding::kJson, json, headers));
  }
  void Keep(const RawAnswer& answer) {
    ++calls_;
    if (answer.status.code() == 0) return;
    ++refused_;
    absl::StrAppend(&errors_, answer.heard, answer.status.DebugString(), "\n");
    for (const auto& detail : answer.status.details()) absl::StrAppend(&errors_, detail.value());
  }

  // The sample of a method, about the canary; nothing of it is stored.
  std::vector<std::unique_ptr<Message>> SampleAboutCanary(const Method& method) const {
    std::vector<std::unique_ptr<Message>> messages;
    for (std::string line : SampleJson(method)) {
      line = absl::StrReplaceAll(line, {{"mentees/nurse", kMentee}});
      messages.push_back(NewMessage(method.handler.request));
      EXPECT_TRUE(Decode(Encoding::kJson, line, *messages.back()).ok()) << line;
      const auto* only = messages.back()->GetDescriptor()->FindFieldByName("validate_only");
      if (only != nullptr)
        messages.back()->GetReflection()->SetBool(messages.back().get(), only, true);
    }
    return messages;
  }
  static std::vector<std::string> Bytes(const std::vector<std::unique_ptr<Message>>& messages) {
    std::vector<std::string> bytes;
    for (const auto& message : messages) bytes.push_back(message->SerializeAsString());
    return bytes;
  }

  // Every method well, with each purpose that it takes, and with each of its texts faulty.
  void CallEveryMethod() {
    for (const Method& method : methods_->methods()) {
      const auto sample = SampleAboutCanary(method);
      Call(method, Bytes(sample));
      Message& message = *sample.front();
      const auto& reflection = *message.GetReflection();
      for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
        const FieldDescriptor& field = *message.GetDescriptor()->field(i);
        if (field.is_repeated()) continue;
        const std::string before = message.SerializeAsString();
        if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
          for (int value = 1; value <= field.enum_type()->value_count(); ++value) {
            reflection.SetEnumValue(&message, &field, value);
            Call(method, Bytes(sample));
          }
        } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
          reflection.SetString(&message, &field, std::string(kMentee) + "/?");
          Call(method, Bytes(sample));
        }
        message.ParseFromString(before);
      }
    }
  }

  // What tells most of a person, in ways that are refused.
  void WriteBadly() {
    const std::string contact = Contact();
    const std::string record = absl::StrCat(
        R"({"mentee":{"name":")", kMentee,
        R"(","record":{"legalBases":[{"purpose":"PURPOSE_CONTACT","kind":"BASIS_KIND_CONSENT","reference":")",
        kNote, R"("}]}},"updateMask":"record","validateOnly":true})");
    const std::string longer(600, 'x');
    const auto variants = [&](const std::string& json, const std::vector<std::string>& words) {
      std::vector<std::string> all;
      for (const std::string& word : words) {
        const auto with = [&](const std::string& in_its_place) {
          all.push_back(
              absl::StrReplaceAll(json, {{absl::StrCat("\"", word, "\""), in_its_place}}));
        };
        with(absl::StrCat("\"", word, longer, "\""));
        with(absl::StrCat("\"", word, "\xff\""));
        with(absl::StrCat("[\"", word, "\"]"));
        with(absl::StrCat("{\"", word, "\":1}"));
        with(word);
        with(absl::StrCat("\"", word));
        with(absl::StrCat("\"", word, "\",\"unknown\":\"", word, "\""));
        all.push_back(json.substr(0, json.find(word) + word.size()));
      }
      return all;
    };
    const auto ask = [&](const char* path, const std::vector<std::string>& bodies) {
      for (const std::string& body : bodies) {
        Keep(OverHttp(app_->http_address(), MethodAt(path), Encoding::kJson, {body}));
      }
    };
    ask("passung.v1.CatalogService/UpdateMenteeContact",
        variants(absl::StrCat(R"({"contact":)", contact, R"(,"validateOnly":true})"), Secrets()));
    ask("passung.v1.CatalogService/UpdateMentee", variants(record, {kNote}));
    ask("passung.v1.PinService/SetPin", variants(PinWith("c6"), {kPinNote}));
    v1::UpdateMenteeContactRequest request;
    request.set_validate_only(true);
    request.mutable_contact()->set_name(absl::StrCat(kMentee, "/contact"));
    for (const std::string& secret : Secrets()) {
      request.mutable_contact()->set_phone(secret + longer);
      request.mutable_contact()->set_etag(secret);
      Call(MethodAt("passung.v1.CatalogService/UpdateMenteeContact"),
           {request.SerializeAsString()});
    }
  }

  // Everything that others may read, by where it stands. Ends the server, so that all is written.
  std::map<std::string, std::string> WhatOthersRead() {
    std::map<std::string, std::string> texts;
    texts["metrics"] = Ask(app_->http_address(), "GET", "/metrics").body;
    app_.reset();
    texts["log of the server"] = log_.str();
    for (const auto& file : fs::directory_iterator(config_.audit_folder)) {
      texts[file.path().filename()] = FileText(file.path());
    }
    return texts;
  }
  std::set<std::string> TablesWith(const std::vector<std::string>& words) const {
    SQLite::Database database(db_, SQLite::OPEN_READONLY);
    std::set<std::string> tables;
    SQLite::Statement names(database, "SELECT name FROM sqlite_master WHERE type = 'table'");
    while (names.executeStep()) {
      const std::string name = names.getColumn(0).getString();
      SQLite::Statement rows(database, "SELECT * FROM " + name);
      while (rows.executeStep()) {
        for (int i = 0; i < rows.getColumnCount(); ++i) {
          if (!Found(words, rows.getColumn(i).getString()).empty()) tables.insert(name);
        }
      }
    }
    return tables;
  }
  std::string AllBytesOfTheDatabase() const {
    std::string bytes;
    for (const char* suffix : {"", "-wal", "-shm"}) bytes += FileText(db_ + suffix);
    return bytes;
  }

  static constexpr char kTrace[] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  int calls_ = 0;
  int refused_ = 0;
  std::string errors_;  // everything that errors told their callers
};

TEST_F(CanaryTest, NothingThatOthersReadTellsOfThePersonAndAfterAPurgeNothingDoes) {
  CallEveryMethod();
  WriteBadly();
  MustAsk("passung.v1.AdminService/RestrictPerson",
          absl::StrCat(R"({"requestId":"c3","restricted":true,"name":")", kMentee, "\"}"));
  CallEveryMethod();
  EXPECT_GT(calls_, 1'000);
  EXPECT_GT(refused_, 300);
  EXPECT_THAT(Found(Secrets(), errors_), IsEmpty()) << "told by errors";
  for (const auto& [where, text] : WhatOthersRead()) {
    EXPECT_FALSE(text.empty()) << where;
    EXPECT_THAT(Found(Traces(), text), IsEmpty()) << where;
  }
}

TEST_F(CanaryTest, TheContactLiesInItsOwnTableAndAPurgeLeavesNoByte) {
  // Also through batches, whose answers tell of many people.
  MustAsk("passung.v1.CatalogService/BatchUpsertMentees",
          absl::StrCat(R"({"requestId":"c4","mentees":[{"name":")", kMentee,
                       R"("},{"name":"mentees/nurse"}]})"));
  MustAsk("passung.v1.AdminService/ExportPerson", absl::StrCat(R"({"name":")", kMentee, "\"}"));
  EXPECT_THAT(TablesWith({kName, kPhone, kMail, kAddress}), testing::ElementsAre("mentee_contact"));
  EXPECT_THAT(TablesWith({kNote}), testing::ElementsAre("answer", "mentee_record"));
  EXPECT_THAT(TablesWith({kPinNote}), testing::ElementsAre("answer", "pin"));
  EXPECT_THAT(Found(Traces(), AllBytesOfTheDatabase()), testing::SizeIs(Traces().size()));
  MustAsk("passung.v1.AdminService/PurgePerson", absl::StrCat(R"({"name":")", kMentee, "\"}"));
  EXPECT_THAT(Found(Traces(), AllBytesOfTheDatabase()), IsEmpty()) << "while it runs";
  for (const auto& [where, text] : WhatOthersRead()) {
    EXPECT_THAT(Found(Traces(), text), IsEmpty()) << where;
  }
  EXPECT_THAT(Found(Traces(), AllBytesOfTheDatabase()), IsEmpty()) << "once it has ended";
}

}  // namespace
}  // namespace passung::server
