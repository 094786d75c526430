// Writes the reference of the API from the contract itself, as Markdown: services with their methods,
// messages, enumerations, each with its comment.
//
//   api_reference CONTRACT.binpb > api.md
//
// CONTRACT is what `protoc --include_imports --include_source_info --descriptor_set_out` writes.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "passung/v1/access.pb.h"

namespace passung::reference {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// The comment above a definition as one paragraph; in a cell of a table a bar would end it.
template <class Described>
std::string CommentOf(const Described& described) {
  google::protobuf::SourceLocation location;
  if (!described.GetSourceLocation(&location)) return "";
  std::vector<std::string> lines;
  for (const absl::string_view line : absl::StrSplit(location.leading_comments, '\n')) {
    lines.emplace_back(absl::StripAsciiWhitespace(line));
  }
  const std::string text(absl::StripAsciiWhitespace(absl::StrJoin(lines, " ")));
  return absl::StrReplaceAll(text, {{"|", "\\|"}, {"<", "&lt;"}});
}

std::string Link(absl::string_view full_name, absl::string_view name) {
  if (!absl::StartsWith(full_name, "passung.")) return std::string(full_name);
  return absl::StrCat("[", name, "](#", absl::AsciiStrToLower(name), ")");
}

std::string TypeOf(const FieldDescriptor& field) {
  std::string type = field.type_name();
  if (field.message_type() != nullptr) {
    type = Link(field.message_type()->full_name(), field.message_type()->name());
  }
  if (field.enum_type() != nullptr) {
    type = Link(field.enum_type()->full_name(), field.enum_type()->name());
  }
  if (field.is_repeated()) return absl::StrCat("repeated ", type);
  return field.has_optional_keyword() ? absl::StrCat("optional ", type) : type;
}

void WriteMessage(const Descriptor& message) {
  std::cout << "### " << message.name() << "\n\n" << CommentOf(message) << "\n\n";
  if (message.field_count() == 0) return;
  std::cout << "| field | type | no. | |\n|---|---|---|---|\n";
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    std::string comment = CommentOf(field);
    if (const auto* oneof = field.real_containing_oneof(); oneof != nullptr) {
      comment = absl::StrCat("One of `", oneof->name(), "`. ", comment);
    }
    std::cout << "| `" << field.name() << "` | " << TypeOf(field) << " | " << field.number()
              << " | " << comment << " |\n";
  }
  std::cout << "\n";
}

void WriteEnum(const EnumDescriptor& values) {
  std::cout << "### " << values.name() << "\n\n"
            << CommentOf(values) << "\n\n| value | no. | |\n"
            << "|---|---|---|\n";
  for (int i = 0; i < values.value_count(); ++i) {
    std::cout << "| `" << values.value(i)->name() << "` | " << values.value(i)->number() << " | "
              << CommentOf(*values.value(i)) << " |\n";
  }
  std::cout << "\n";
}

std::string RolesOf(const MethodDescriptor& method) {
  const v1::Access& access = method.options().GetExtension(v1::access);
  std::vector<std::string> roles;
  for (const int role : access.roles()) {
    const std::string& name = v1::Role_Name(role);
    roles.push_back(absl::AsciiStrToLower(absl::StripPrefix(name, "ROLE_")));
  }
  return absl::StrJoin(roles, ", ");
}

void WriteService(const ServiceDescriptor& service) {
  std::cout << "### " << service.name() << "\n\n"
            << CommentOf(service) << "\n\n"
            << "| method | request | answer | who may call | |\n|---|---|---|---|---|\n";
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    std::cout << "| `" << method.name() << "` | " << (method.client_streaming() ? "stream " : "")
              << Link(method.input_type()->full_name(), method.input_type()->name()) << " | "
              << (method.server_streaming() ? "stream " : "")
              << Link(method.output_type()->full_name(), method.output_type()->name()) << " | "
              << RolesOf(method) << " | " << CommentOf(method) << " |\n";
  }
  std::cout << "\n";
}

void WriteReference(const std::vector<const FileDescriptor*>& files) {
  std::cout << "# API reference\n\nWritten from the contract by `./dev docs`.\n\n## Services\n\n";
  for (const FileDescriptor* file : files) {
    for (int i = 0; i < file->service_count(); ++i) WriteService(*file->service(i));
  }
  std::cout << "## Messages\n\n";
  for (const FileDescriptor* file : files) {
    for (int i = 0; i < file->message_type_count(); ++i) WriteMessage(*file->message_type(i));
  }
  std::cout << "## Enumerations\n\n";
  for (const FileDescriptor* file : files) {
    for (int i = 0; i < file->enum_type_count(); ++i) WriteEnum(*file->enum_type(i));
  }
}

int Run(const char* path) {
  std::ifstream in(path, std::ios::binary);
  google::protobuf::FileDescriptorSet set;
  if (!set.ParseFromIstream(&in)) {
    std::cerr << "api_reference: " << path << " is no set of descriptors\n";
    return 1;
  }
  google::protobuf::DescriptorPool pool;
  std::vector<const FileDescriptor*> files;
  for (const auto& file : set.file()) {
    const FileDescriptor* built = pool.BuildFile(file);
    if (built == nullptr) return 1;
    if (absl::StartsWith(file.name(), "passung/")) files.push_back(built);
  }
  WriteReference(files);
  return std::cout.good() ? 0 : 1;
}

}  // namespace
}  // namespace passung::reference

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: api_reference CONTRACT.binpb\n";
    return 2;
  }
  return passung::reference::Run(argv[1]);
}
