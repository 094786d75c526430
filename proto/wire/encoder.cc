#include "proto/wire/encoder.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "engine/base/check.h"

namespace passung::wire {
namespace {

using google::protobuf::FieldDescriptor;

constexpr size_t kFirstRoom = size_t{32} << 10U;  // a usual answer fits
constexpr int kFieldNumbers = 2048;               // whose tags have two bytes

}  // namespace

MessageCode::MessageCode(const google::protobuf::Descriptor& descriptor) {
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    const int number = field.number();
    PASSUNG_CHECK(number < kFieldNumbers);
    if (fields_.size() <= static_cast<size_t>(number))
      fields_.resize(static_cast<size_t>(number) + 1);
    const bool is_number = field.cpp_type() != FieldDescriptor::CPPTYPE_STRING &&
                           field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE;
    const bool has_length = !is_number || field.is_packed();
    const uint32_t tag = static_cast<uint32_t>(number) << 3U | (has_length ? 2U : 0U);
    Field& code = fields_[static_cast<size_t>(number)];
    code.tag_size = tag < 0x80 ? 1 : 2;
    code.tag[0] = static_cast<uint8_t>(tag < 0x80 ? tag : tag | 0x80U);
    code.tag[1] = static_cast<uint8_t>(tag >> 7U);
    code.always = field.has_presence() || field.is_repeated();
    code.narrow = field.cpp_type() == FieldDescriptor::CPPTYPE_INT32;
    if (field.message_type() == nullptr) continue;
    below_.push_back(std::make_unique<const MessageCode>(*field.message_type()));
    code.below = below_.back().get();
  }
}

void ByteSink::CloseLength(size_t begin) {
  const size_t length = size_ - begin;
  if (length < 0x80) {
    memory_[begin - 1] = static_cast<char>(length);
    return;
  }
  std::array<char, kLongestVarint> varint{};
  size_t bytes = 0;
  size_t rest = length;
  for (; rest >= 0x80; rest >>= 7U) varint[bytes++] = static_cast<char>(rest | 0x80U);
  varint[bytes++] = static_cast<char>(rest);
  Need(bytes - 1);
  std::memmove(memory_.get() + begin + bytes - 1, memory_.get() + begin, length);
  std::memcpy(memory_.get() + begin - 1, varint.data(), bytes);
  size_ += bytes - 1;
}

void ByteSink::Grow(size_t more) {
  const size_t room = std::max({kFirstRoom, 2 * room_, size_ + more});
  std::unique_ptr<char[]> memory(new char[room]);
  if (size_ > 0) std::memcpy(memory.get(), memory_.get(), size_);
  memory_ = std::move(memory);
  room_ = room;
}

void Encoder::Name(int number, absl::string_view collection, absl::string_view id) {
  const Field& field = code_->field(number);
  if (id.empty()) return WriteText(field, {});
  Tag(field);
  sink_->Varint(collection.size() + 1 + id.size());
  sink_->Bytes(collection.data(), collection.size());
  sink_->Byte('/');
  sink_->Bytes(id.data(), id.size());
}

void Encoder::WriteInteger(const Field& field, int64_t value) {
  // As Writer does it.
  if (field.narrow) {
    value = std::clamp<int64_t>(value, std::numeric_limits<int32_t>::min(),
                                std::numeric_limits<int32_t>::max());
  }
  WriteNumber(field, value);
}

}  // namespace passung::wire
