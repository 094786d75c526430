#include "proto/answer/field_mask.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/base/status_macros.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/field_mask_util.h"
#include "proto/wire/field_error.h"

namespace passung::answer {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::util::FieldMaskUtil;

constexpr int kMostPaths = 100;
constexpr size_t kDeepest = 2;
constexpr const char* kNeverSet[] = {"name", "etag", "record.restricted"};

bool IsNeverSet(absl::string_view path) {
  return std::any_of(std::begin(kNeverSet), std::end(kNeverSet),
                     [&](absl::string_view fixed) { return fixed == path; });
}

std::string FieldNames(const Descriptor& type) {
  std::vector<std::string> names;
  names.reserve(static_cast<size_t>(type.field_count()));
  for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
  return absl::StrJoin(names, ", ");
}

bool IsPath(absl::string_view path, const Descriptor& type) {
  const std::vector<std::string> steps = absl::StrSplit(path, '.');
  if (steps.size() > kDeepest) return false;
  const FieldDescriptor* field = type.FindFieldByName(steps.front());
  if (field == nullptr) return false;
  if (steps.size() == 1) return true;
  return !field->is_repeated() && field->message_type() != nullptr &&
         field->message_type()->FindFieldByName(steps.back()) != nullptr;
}

absl::Status CheckPaths(absl::string_view field, const FieldMask& mask, const Descriptor& type) {
  if (mask.paths_size() > kMostPaths) {
    return wire::FieldErrorStatus(
        {{.field = std::string(field),
          .description = absl::StrCat(mask.paths_size(), " paths are more than ", kMostPaths)}});
  }
  std::vector<wire::FieldError> errors;
  for (int i = 0; i < mask.paths_size(); ++i) {
    if (IsPath(mask.paths(i), type)) continue;
    errors.push_back({.field = absl::StrCat(field, ".paths[", i, "]"),
                      .description = absl::StrCat("\"", mask.paths(i), "\" is no field of ",
                                                  type.name(), ": ", FieldNames(type))});
  }
  return wire::FieldErrorStatus(errors);
}

absl::Status CheckSettable(const FieldMask& mask) {
  for (int i = 0; i < mask.paths_size(); ++i) {
    if (!IsNeverSet(mask.paths(i))) continue;
    return wire::FieldErrorStatus(
        {{.field = absl::StrCat("update_mask.paths[", i, "]"),
          .description = absl::StrCat("\"", mask.paths(i), "\" cannot be changed")}});
  }
  return absl::OkStatus();
}

// The settable fields: all, or those that `message` has.
FieldMask SettableFields(const Message& message, bool all) {
  FieldMask mask;
  const Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (IsNeverSet(field.name())) continue;
    const auto& reflection = *message.GetReflection();
    const bool given = field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                                           : reflection.HasField(message, &field);
    if (all || given) mask.add_paths(field.name());
  }
  return mask;
}

bool IsEverything(const FieldMask& mask) { return mask.paths_size() == 1 && mask.paths(0) == "*"; }

}  // namespace

absl::Status CheckReadMask(const FieldMask& mask, const Descriptor& type) {
  if (IsEverything(mask)) return absl::OkStatus();
  return CheckPaths("read_mask", mask, type);
}

void ApplyReadMask(const FieldMask& mask, Message& message) {
  if (mask.paths_size() == 0 || IsEverything(mask)) return;
  FieldMask named = mask;
  named.add_paths("name");
  FieldMaskUtil::TrimMessage(named, &message);
}

absl::Status ApplyUpdateMask(const FieldMask& mask, const Message& source, Message& target) {
  FieldMask fields;
  if (mask.paths_size() == 0 || IsEverything(mask)) {
    fields = SettableFields(source, IsEverything(mask));
  } else {
    PASSUNG_RETURN_IF_ERROR(CheckPaths("update_mask", mask, *source.GetDescriptor()));
    PASSUNG_RETURN_IF_ERROR(CheckSettable(mask));
    fields = mask;
  }
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(source, fields, options, &target);
  return absl::OkStatus();
}

}  // namespace passung::answer
