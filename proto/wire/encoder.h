// Writes structs as the bytes of their message, by the same Fields<T>::Visit as Writer (archive.h),
// without a message in between: an answer with twenty hits is over a thousand small messages.
// The bytes are those of Writer's message where Visit goes by rising number.
#ifndef PASSUNG_PROTO_WIRE_ENCODER_H_
#define PASSUNG_PROTO_WIRE_ENCODER_H_

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "proto/wire/archive.h"

namespace passung::wire {

// How the fields of a message are written; made once from its descriptor. Immutable.
class MessageCode {
 public:
  struct Field {
    uint8_t tag[2] = {};
    uint8_t tag_size = 0;                // 0: there is no such field
    bool always = false;                 // also where it has its default value
    bool narrow = false;                 // an int32
    const MessageCode* below = nullptr;  // of a message
  };

  // REQUIRES: field numbers below 2048, and no message within itself.
  explicit MessageCode(const google::protobuf::Descriptor& descriptor);

  // That of one type of message.
  template <class Message>
  static const MessageCode& Of() {
    static const MessageCode* const code = new MessageCode(*Message::descriptor());
    return *code;
  }

  const Field& field(int number) const { return fields_[static_cast<size_t>(number)]; }

 private:
  std::vector<Field> fields_;  // by number
  std::vector<std::unique_ptr<const MessageCode>> below_;
};

// Bytes that grow at their end. Not thread-safe.
class ByteSink {
 public:
  absl::string_view bytes() const { return {memory_.get(), size_}; }
  size_t size() const { return size_; }

  void Byte(uint8_t byte) {
    Need(1);
    memory_[size_++] = static_cast<char>(byte);
  }
  void Bytes(const void* from, size_t size) {
    Need(size);
    std::memcpy(memory_.get() + size_, from, size);
    size_ += size;
  }
  void Varint(uint64_t value) {
    Need(kLongestVarint);
    for (; value >= 0x80; value >>= 7U) memory_[size_++] = static_cast<char>(value | 0x80U);
    memory_[size_++] = static_cast<char>(value);
  }
  // Leaves room for the length of what follows; CloseLength says where it ends.
  size_t OpenLength() {
    Byte(0);
    return size_;
  }
  void CloseLength(size_t begin);

 private:
  static constexpr size_t kLongestVarint = 10;

  void Need(size_t more) {
    if (room_ - size_ < more) Grow(more);
  }
  void Grow(size_t more);

  std::unique_ptr<char[]> memory_;
  size_t size_ = 0;
  size_t room_ = 0;
};

// What tells structs of one type apart that come again and again within one answer, such as the reasons
// of its hits: encoded once, their bytes are copied after. Specialised with
//   static constexpr size_t kTable;                  // 0 … Repeats::kTables - 1, its own
//   static uint64_t Hash(const T& value);
//   static bool Same(const T& a, const T& b);        // true only where all fields are equal
// which both cost less than encoding does.
template <class T>
struct Repeated;
template <class T>
concept ComesAgain = requires {
  Repeated<T>::kTable;
};

// Bytes of what was encoded in one message. Forgets what another struct with the same place displaces.
class Repeats {
 public:
  static constexpr size_t kTables = 2;
  struct Entry {
    const void* field = nullptr;
    const void* value = nullptr;  // must live as long as the memory
    size_t begin = 0;
    size_t size = 0;
  };

  Entry& At(size_t table, uint64_t hash) {
    constexpr uint64_t kGolden = 0x9e3779b97f4a7c15;  // 2^64 / φ
    constexpr int kUnusedBits = 64 - kSlotBits;
    return entries_[table][(hash * kGolden) >> kUnusedBits];
  }
  absl::string_view BytesOf(const Entry& entry) const {
    return kept_.bytes().substr(entry.begin, entry.size);
  }
  void Keep(Entry& entry, const void* field, const void* value, absl::string_view bytes) {
    entry = {.field = field, .value = value, .begin = kept_.size(), .size = bytes.size()};
    kept_.Bytes(bytes.data(), bytes.size());
  }

 private:
  static constexpr int kSlotBits = 8;
  std::array<std::array<Entry, size_t{1} << kSlotBits>, kTables> entries_;
  ByteSink kept_;
};

// REQUIRES: the structs are valid.
class Encoder {
 public:
  static constexpr bool kReads = false;

  Encoder(const MessageCode& code, ByteSink& sink, Repeats& repeats)
      : code_(&code), sink_(&sink), repeats_(&repeats) {}

  template <class T>
  void operator()(int number, const T& value) {
    Write(code_->field(number), value);
  }
  template <class E>
  void Or(int number, E value, E /*fallback*/) {
    Write(code_->field(number), value);
  }
  template <archive_internal::Parsed T>
  void When(bool condition, absl::string_view /*condition_name*/, int number, const T& value) {
    if (condition) Write(code_->field(number), value);
  }
  template <class Tag>
  void Name(int number, const Id<Tag>& id) {
    Name(number, archive_internal::CollectionOf(id), id.value);
  }
  template <class Tag>
  void NameOrEmpty(int number, const Id<Tag>& id) {
    Name(number, id);
  }
  void Name(int number, absl::string_view collection, absl::string_view id);
  template <class Tag>
  void Names(int number, const std::vector<Id<Tag>>& ids) {
    for (const Id<Tag>& id : ids) Name(number, id);
  }

 private:
  using Field = MessageCode::Field;

  void Tag(const Field& field) {
    sink_->Byte(field.tag[0]);
    if (field.tag_size > 1) sink_->Byte(field.tag[1]);
  }
  void WriteNumber(const Field& field, int64_t value) {
    if (value == 0 && !field.always) return;
    Tag(field);
    sink_->Varint(static_cast<uint64_t>(value));
  }
  void WriteInteger(const Field& field, int64_t value);
  void WriteText(const Field& field, absl::string_view text) {
    if (text.empty() && !field.always) return;
    Tag(field);
    sink_->Varint(text.size());
    sink_->Bytes(text.data(), text.size());
  }

  template <class T>
  void Write(const Field& field, const T& value) {
    if constexpr (archive_internal::IsOptional<T>::value) {
      WriteOptional(field, value);
    } else if constexpr (archive_internal::IsVector<T>::value) {
      WriteRepeated(field, value);
    } else if constexpr (archive_internal::IsArray<T>::value) {
      if (IsOmitted(value)) return;
      WriteBelow(field, [&](Encoder& below) {
        for (size_t i = 0; i < value.size(); ++i) below(static_cast<int>(i) + 1, value[i]);
      });
    } else if constexpr (std::is_enum_v<T>) {
      WriteNumber(field, static_cast<int>(value) + 1);
    } else if constexpr (std::is_same_v<T, bool>) {
      WriteNumber(field, value ? 1 : 0);
    } else if constexpr (std::is_integral_v<T>) {
      WriteInteger(field, value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      WriteText(field, value);
    } else if constexpr (archive_internal::Named<T>) {
      WriteText(field, value.text());
    } else if constexpr (archive_internal::Parsed<T>) {
      WriteText(field, value.ToString());
    } else {
      if constexpr (archive_internal::OmitsDefault<T>) {
        if (value == T{}) return;
      }
      if constexpr (ComesAgain<T>) {
        WriteOnce(field, value);
      } else {
        WriteStruct(field, value);
      }
    }
  }

  template <class T>
  void WriteStruct(const Field& field, const T& value) {
    WriteBelow(field, [&](Encoder& below) { Fields<T>::Visit(below, value); });
  }

  template <class T>
  void WriteOnce(const Field& field, const T& value) {
    Repeats::Entry& entry = repeats_->At(Repeated<T>::kTable, Repeated<T>::Hash(value));
    if (entry.field == &field && Repeated<T>::Same(*static_cast<const T*>(entry.value), value)) {
      const absl::string_view bytes = repeats_->BytesOf(entry);
      sink_->Bytes(bytes.data(), bytes.size());
      return;
    }
    const size_t begin = sink_->size();
    WriteStruct(field, value);
    repeats_->Keep(entry, &field, &value, sink_->bytes().substr(begin));
  }

  // Numbers of a repeated field stand behind one tag.
  template <class T>
  void WriteRepeated(const Field& field, const T& values) {
    if constexpr (std::is_enum_v<typename T::value_type>) {
      if (values.empty()) return;
      Tag(field);
      const size_t begin = sink_->OpenLength();
      for (const auto value : values) sink_->Varint(static_cast<uint64_t>(value) + 1);
      sink_->CloseLength(begin);
    } else {
      static_assert(!std::is_integral_v<typename T::value_type>);
      for (const auto& value : values) Write(field, value);
    }
  }

  template <class T>
  void WriteOptional(const Field& field, const std::optional<T>& value) {
    if (!value) return;
    if constexpr (archive_internal::IsVector<T>::value) {
      WriteBelow(field, [&](Encoder& below) { below(1, *value); });
    } else {
      Write(field, *value);
    }
  }

  template <class Visit>
  void WriteBelow(const Field& field, const Visit& visit) {
    Tag(field);
    const size_t begin = sink_->OpenLength();
    Encoder below(*field.below, *sink_, *repeats_);
    visit(below);
    sink_->CloseLength(begin);
  }

  // An array of optionals that are all absent.
  template <class T, size_t N>
  static bool IsOmitted(const std::array<T, N>& value) {
    if constexpr (archive_internal::IsOptional<T>::value) return value == std::array<T, N>{};
    return false;
  }

  const MessageCode* code_;
  ByteSink* sink_;
  Repeats* repeats_;
};

// `value` as the bytes of a Message. REQUIRES: `value` is valid and Message is its message.
template <class Message, class T>
std::string EncodeMessage(const T& value) {
  ByteSink sink;
  Repeats repeats;
  Encoder encoder(MessageCode::Of<Message>(), sink, repeats);
  Fields<T>::Visit(encoder, value);
  return std::string(sink.bytes());
}

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_ENCODER_H_
