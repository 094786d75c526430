#include "server/audit/person_facts.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/rpc/status.pb.h"
#include "passung/v1/match_service.pb.h"

namespace passung::server {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kDeepestPurpose = 2;
// More than any method takes or shows: a request with more is refused, and must not cost a look at each.
constexpr size_t kMostPeople = 10'001;

// Fields of one type through which a person may be named. Made once for each type: an answer has
// thousands of fields of which a handful are asked.
struct Route {
  std::vector<const FieldDescriptor*> names;
  std::vector<std::pair<const FieldDescriptor*, const Route*>> parts;
};

// A `name` beside a `value` is that of a parameter.
bool MayNameAPerson(const FieldDescriptor& field) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return false;
  const std::string& name = field.name();
  if (name == "name") return field.containing_type()->FindFieldByName("value") == nullptr;
  return name == "mentee" || name == "mentees" || name == "resume_after";
}

class Routes {
 public:
  const Route& Of(const Descriptor* type) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return *Find(type);
  }

 private:
  // A type within itself is met before it is done: then its route is taken to lead somewhere.
  const Route* Find(const Descriptor* type) {
    auto& route = routes_[type];
    if (route != nullptr) return route.get();
    route = std::make_unique<Route>();
    Route& made = *route;
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (MayNameAPerson(*field)) made.names.push_back(field);
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
      const bool within = !routes_.contains(field->message_type());
      const Route* part = Find(field->message_type());
      if (within && part->names.empty() && part->parts.empty()) continue;
      made.parts.emplace_back(field, part);
    }
    return &made;
  }

  std::mutex mutex_;
  absl::flat_hash_map<const Descriptor*, std::unique_ptr<Route>> routes_;  // guarded
};

const Route& RouteOf(const Descriptor* type) {
  static auto& routes = *new Routes;
  return routes.Of(type);
}

// "mentees/m1" and "mentees/m1/contact" are both m1.
std::optional<MenteeId> MenteeIn(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, "mentees/")) return std::nullopt;
  const MenteeId id{std::string(name.substr(0, name.find('/')))};
  if (!ValidateId("name", id.value).ok()) return std::nullopt;
  return id;
}

class Collector {
 public:
  void Walk(const Message& message, const Route& route) {
    const auto& reflection = *message.GetReflection();
    for (const FieldDescriptor* field : route.names) {
      if (!field->is_repeated()) {
        Add(reflection.GetStringReference(message, field, &scratch_));
        continue;
      }
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        Add(reflection.GetRepeatedStringReference(message, field, i, &scratch_));
      }
    }
    for (const auto& [field, part] : route.parts) WalkPart(message, *field, *part);
  }
  std::vector<MenteeId> Take() && { return std::move(found_); }

 private:
  void WalkPart(const Message& message, const FieldDescriptor& field, const Route& part) {
    const auto& reflection = *message.GetReflection();
    if (!field.is_repeated()) {
      if (reflection.HasField(message, &field)) {
        Walk(reflection.GetMessage(message, &field), part);
      }
      return;
    }
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      Walk(reflection.GetRepeatedMessage(message, &field, i), part);
    }
  }
  void Add(absl::string_view name) {
    if (found_.size() == kMostPeople) return;
    std::optional<MenteeId> id = MenteeIn(name);
    if (id && seen_.insert(id->value).second) found_.push_back(*std::move(id));
  }

  std::string scratch_;
  absl::flat_hash_set<std::string> seen_;
  std::vector<MenteeId> found_;
};

v1::Purpose PurposeWithin(const Message& message, int depth) {
  const auto& reflection = *message.GetReflection();
  const FieldDescriptor* own = message.GetDescriptor()->FindFieldByName("purpose");
  if (own != nullptr && own->enum_type() == v1::Purpose_descriptor() && !own->is_repeated()) {
    return static_cast<v1::Purpose>(reflection.GetEnumValue(message, own));
  }
  if (depth == 0) return v1::PURPOSE_UNSPECIFIED;
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated() || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const auto purpose = PurposeWithin(reflection.GetMessage(message, field), depth - 1);
    if (purpose != v1::PURPOSE_UNSPECIFIED) return purpose;
  }
  return v1::PURPOSE_UNSPECIFIED;
}

bool IsList(const FieldDescriptor& field) {
  return field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

// Whether messages of this kind answer with a list, be it an empty one.
const FieldDescriptor* ListOf(const Descriptor& type) {
  for (int i = 0; i < type.field_count(); ++i) {
    if (IsList(*type.field(i))) return type.field(i);
  }
  return nullptr;
}

// Lists of a row are facts of it: only what is called an answer or a report has rows.
bool HasRows(const Descriptor& type) {
  return absl::EndsWith(type.name(), "Response") || absl::EndsWith(type.name(), "Report");
}

const Message* PartCalled(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->is_repeated() ||
      field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
      !message.GetReflection()->HasField(message, field)) {
    return nullptr;
  }
  return &message.GetReflection()->GetMessage(message, field);
}

}  // namespace

std::vector<MenteeId> MenteesIn(const Message& message) {
  Collector collector;
  collector.Walk(message, RouteOf(message.GetDescriptor()));
  return std::move(collector).Take();
}

std::optional<std::vector<MenteeId>> PeopleShown(const Message& request, const Message& answer) {
  const auto* told = dynamic_cast<const v1::WatchMatchesResponse*>(&answer);
  if (told != nullptr && !told->whole()) {
    if (told->lists().empty()) return std::nullopt;
    return MenteesIn(answer);
  }
  // Empty lists are left out of the first message: to have none tells something, too.
  std::vector<MenteeId> people = MenteesIn(told != nullptr ? request : answer);
  if (people.empty()) people = MenteesIn(told != nullptr ? answer : request);
  return people;
}

absl::StatusCode CodeIn(const Message& answer) {
  const auto* error = dynamic_cast<const google::rpc::Status*>(PartCalled(answer, "error"));
  return error == nullptr ? absl::StatusCode::kOk : static_cast<absl::StatusCode>(error->code());
}

v1::Purpose PurposeIn(const Message& request) { return PurposeWithin(request, kDeepestPurpose); }

int64_t ResultsIn(const Message& answer) {
  const Descriptor& type = *answer.GetDescriptor();
  const auto& reflection = *answer.GetReflection();
  if (type.field_count() == 0) return 0;
  for (const char* part : {"ranking", "report"}) {
    if (const Message* rows = PartCalled(answer, part); rows != nullptr) return ResultsIn(*rows);
  }
  const FieldDescriptor* count = type.FindFieldByName("purged");
  if (count != nullptr) return reflection.GetInt32(answer, count);
  if (PartCalled(answer, "error") != nullptr) return 0;
  if (!HasRows(type)) return 1;
  const FieldDescriptor* list = PartCalled(answer, "match") == nullptr ? ListOf(type) : nullptr;
  return list == nullptr ? 1 : reflection.FieldSize(answer, list);
}

const v1::VersionsUsed* VersionsIn(const Message& answer) {
  const Message* ranking = PartCalled(answer, "ranking");
  const Message* versions = PartCalled(ranking == nullptr ? answer : *ranking, "versions");
  return dynamic_cast<const v1::VersionsUsed*>(versions);
}

}  // namespace passung::server
