#include "proto/wire/archive.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"

namespace passung::wire {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Enough to mend a request by; a client that gets every field wrong needs no more.
constexpr size_t kMostErrors = 20;
// So many values of an enumeration are listed in a message.
constexpr int kMostNames = 16;

const FieldDescriptor* FieldOf(const Message& message, int number) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByNumber(number);
  PASSUNG_CHECK(field != nullptr);  // a Visit for another message
  return field;
}

}  // namespace

Reader::Reader(const Message& message, const Reader* parent, Slot place, absl::string_view path,
               std::vector<FieldError>& errors)
    : message_(&message), parent_(parent), place_(place), path_(path), errors_(&errors) {}

const FieldDescriptor* Reader::Field(int number) const { return FieldOf(*message_, number); }

bool Reader::Has(Slot slot) const {
  return message_->GetReflection()->HasField(*message_, slot.field);
}

int Reader::Size(Slot slot) const {
  return message_->GetReflection()->FieldSize(*message_, slot.field);
}

int64_t Reader::Integer(Slot slot) const {
  const auto& reflection = *message_->GetReflection();
  const bool wide = slot.field->cpp_type() == FieldDescriptor::CPPTYPE_INT64;
  if (slot.index < 0) {
    return wide ? reflection.GetInt64(*message_, slot.field)
                : reflection.GetInt32(*message_, slot.field);
  }
  return wide ? reflection.GetRepeatedInt64(*message_, slot.field, slot.index)
              : reflection.GetRepeatedInt32(*message_, slot.field, slot.index);
}

bool Reader::Boolean(Slot slot) const {
  return message_->GetReflection()->GetBool(*message_, slot.field);
}

std::string Reader::String(Slot slot) const {
  const auto& reflection = *message_->GetReflection();
  return slot.index < 0 ? reflection.GetString(*message_, slot.field)
                        : reflection.GetRepeatedString(*message_, slot.field, slot.index);
}

int Reader::EnumNumber(Slot slot) const {
  const auto& reflection = *message_->GetReflection();
  return slot.index < 0 ? reflection.GetEnumValue(*message_, slot.field)
                        : reflection.GetRepeatedEnumValue(*message_, slot.field, slot.index);
}

const Message& Reader::Sub(Slot slot) const {
  const auto& reflection = *message_->GetReflection();
  return slot.index < 0 ? reflection.GetMessage(*message_, slot.field)
                        : reflection.GetRepeatedMessage(*message_, slot.field, slot.index);
}

void Reader::ReadName(Slot slot, absl::string_view collection, std::string& id) {
  absl::StatusOr<std::string> parsed = IdInName(collection, String(slot));
  if (!parsed.ok()) return Fail(slot, parsed.status().message());
  id = *std::move(parsed);
}

std::string Reader::PathOf(Slot slot) const {
  std::string path = parent_ == nullptr ? std::string(path_) : parent_->PathOf(place_);
  absl::StrAppend(&path, path.empty() ? "" : ".", slot.field->name());
  if (slot.index >= 0) absl::StrAppend(&path, "[", slot.index, "]");
  return path;
}

void Reader::Fail(Slot slot, absl::string_view description) {
  if (errors_->size() >= kMostErrors) return;
  errors_->push_back({.field = PathOf(slot), .description = std::string(description)});
}

void Reader::FailEnum(Slot slot) {
  const int number = EnumNumber(slot);
  const EnumDescriptor& type = *slot.field->enum_type();
  std::string description = number == 0
                                ? std::string("must be given: one of")
                                : absl::StrCat(number, " is not a value of ", type.name(), ":");
  const int last = std::min(type.value_count() - 1, kMostNames);
  for (int i = 1; i <= last; ++i) {
    absl::StrAppend(&description, i == 1 ? " " : ", ", type.value(i)->name());
  }
  if (last < type.value_count() - 1) absl::StrAppend(&description, " …");
  Fail(slot, description);
}

void Reader::FailUnless(Slot slot, absl::string_view condition_name) {
  Fail(slot, absl::StrCat("\"", String(slot), "\" stands without ", condition_name));
}

Writer::Writer(Message& message) : message_(&message) {}

Writer::Descriptor Writer::Field(int number) const { return FieldOf(*message_, number); }

void Writer::SetInteger(Descriptor field, int64_t value) {
  const auto& reflection = *message_->GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
    return field->is_repeated() ? reflection.AddInt64(message_, field, value)
                                : reflection.SetInt64(message_, field, value);
  }
  // Valid weights sum to less than 2^31; of an invalid one the sign and size stay visible.
  const int64_t cut = std::clamp<int64_t>(value, std::numeric_limits<int32_t>::min(),
                                          std::numeric_limits<int32_t>::max());
  const auto number = static_cast<int32_t>(cut);
  return field->is_repeated() ? reflection.AddInt32(message_, field, number)
                              : reflection.SetInt32(message_, field, number);
}

void Writer::SetBoolean(Descriptor field, bool value) {
  message_->GetReflection()->SetBool(message_, field, value);
}

void Writer::SetString(Descriptor field, std::string value) {
  const auto& reflection = *message_->GetReflection();
  if (field->is_repeated()) return reflection.AddString(message_, field, std::move(value));
  reflection.SetString(message_, field, std::move(value));
}

void Writer::SetEnum(Descriptor field, int number) {
  const auto& reflection = *message_->GetReflection();
  if (field->is_repeated()) return reflection.AddEnumValue(message_, field, number);
  reflection.SetEnumValue(message_, field, number);
}

Writer Writer::Below(Descriptor field) {
  const auto& reflection = *message_->GetReflection();
  return Writer(*(field->is_repeated() ? reflection.AddMessage(message_, field)
                                       : reflection.MutableMessage(message_, field)));
}

}  // namespace passung::wire
