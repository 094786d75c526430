// Writes canonical bytes.
//
//   bool                one byte, 0 or 1
//   integers, dates     zigzag (0, -1, 1, -2 …) as a varint: seven bits a byte, lowest first, the
//                       shortest form
//   enumerations, codes their number as a varint
//   text                length as a varint, then the bytes
//   optional            0, or 1 and the value
//   vector              count as a varint, then the items; an array is its items alone
//   struct              its fields in the order of engine/codec/fields.h
#ifndef PASSUNG_ENGINE_CODEC_ENCODER_H_
#define PASSUNG_ENGINE_CODEC_ENCODER_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/codec/fields.h"

namespace passung::codec {

// The first byte of everything encoded, but for rows that need fields of version 2.
inline constexpr uint8_t kFormatVersion = 1;

// The most bytes of a value without its texts and the items of its lists.
template <class T>
struct FixedBytes : std::integral_constant<size_t, 10> {};  // a varint
template <>
struct FixedBytes<bool> : std::integral_constant<size_t, 1> {};
template <class T>
struct FixedBytes<std::optional<T>> : std::integral_constant<size_t, 1 + FixedBytes<T>()> {};
template <class T, size_t kSize>
struct FixedBytes<std::array<T, kSize>> : std::integral_constant<size_t, kSize * FixedBytes<T>()> {
};
template <class Array, size_t kCount>
struct FixedBytes<FirstItems<Array, kCount>>
    : std::integral_constant<size_t, kCount * FixedBytes<typename Array::value_type>()> {};
template <class... T>
struct FixedBytes<std::tuple<T...>>
    : std::integral_constant<size_t, (FixedBytes<std::remove_cvref_t<T>>() + ...)> {};
template <HasFields T>
struct FixedBytes<T> : FixedBytes<decltype(Fields(std::declval<const T&>()))> {};

class Encoder final {
 public:
  Encoder() : Encoder({}, {}) {}
  // Writes on behind `begun`, in the memory of a text as long as that is enough.
  Encoder(absl::string_view begun, std::string memory)
      : out_(std::move(memory)), at_(out_.data()), end_(out_.data() + out_.size()) {
    at_ = Ensure(at_, begun.size() + kSpare);
    if (!begun.empty()) std::memcpy(at_, begun.data(), begun.size());
    at_ += begun.size();
    version_at_ = begun.size();
    *at_++ = static_cast<char>(kFormatVersion);
  }

  // What is written so far.
  absl::string_view view() const { return {out_.data(), Written(at_)}; }
  std::string Finish() && {
    out_.resize(Written(at_));
    return std::move(out_);
  }
  // The memory for the next one, of no meaning.
  std::string TakeMemory() && { return std::move(out_); }

  template <class T>
  void Put(const T& value) {
    at_ = Ensure(at_, kSpare);
    if constexpr (kFieldsOfVersion2<T> == 0) {
      at_ = Write(at_, value);
    } else {
      static_assert(kListsEveryField<T>, "engine/codec/fields.h lacks a field of this struct");
      PutAll<T>(FirstFields(value));
      if (!NeedsVersion2(value)) return;
      out_[version_at_] = 2;
      PutAll<T>(LaterFields(value));
    }
  }

 private:
  // So much room is asked for at once: most structs need no more, save for what they ask for
  // themselves, texts and items, behind which there is as much again.
  static constexpr size_t kSpare = 512;
  static constexpr size_t kFirstRoom = size_t{2} * kSpare;
  template <class T>
  static constexpr bool kFitsSpare = FixedBytes<T>() <= kSpare;

  // All of these write to `at` and return the place behind. Passed on by value, it stays in a
  // register: bytes written through it might be its own, were it a member.
  // REQUIRES: kSpare bytes of room; afterwards there are kSpare less what the type has of fixed bytes.
  template <HasFields T>
  char* Write(char* at, const T& value) {
    static_assert(kListsEveryField<T>, "engine/codec/fields.h lacks a field of this struct");
    static_assert(kFieldsOfVersion2<T> == 0, "only a row can have fields of a later version");
    std::apply([&](const auto&... field) { ((at = this->WritePart<T>(at, field)), ...); },
               Fields(value));
    return at;
  }
  template <class T>
  requires std::is_enum_v<T>
  char* Write(char* at, T value) { return Varint(at, static_cast<uint64_t>(Index(value))); }
  template <class T>
  char* Write(char* at, const std::optional<T>& value) {
    at = Write(at, value.has_value());
    return value ? WritePart<std::optional<T>>(at, *value) : at;
  }
  template <class T>
  char* Write(char* at, const std::vector<T>& items) {
    at = Varint(at, items.size());
    for (const T& item : items) at = Write(Ensure(at, kSpare), item);
    return items.empty() ? at : Ensure(at, kSpare);
  }
  template <class T, size_t kSize>
  char* Write(char* at, const std::array<T, kSize>& items) {
    for (const T& item : items) at = WritePart<std::array<T, kSize>>(at, item);
    return at;
  }
  template <class Array, size_t kCount>
  char* Write(char* at, const FirstItems<Array, kCount>& first) {
    for (size_t i = 0; i < kCount; ++i) at = Write(at, first.of[i]);
    return at;
  }
  char* Write(char* at, const std::string& text) { return Text(at, text); }
  char* Write(char* at, bool value) {
    *at = value ? 1 : 0;
    return at + 1;
  }
  char* Write(char* at, int32_t value) { return Write(at, int64_t{value}); }
  char* Write(char* at, int64_t value) {
    const auto bits = static_cast<uint64_t>(value);
    return Varint(at, (bits << 1) ^ (value < 0 ? ~uint64_t{0} : 0));
  }
  char* Write(char* at, Date value) { return Write(at, value.days()); }
  char* Write(char* at, OccupationCode value) {
    return Varint(at, static_cast<uint64_t>(value.number()));
  }
  char* Write(char* at, DistrictCode value) {
    return Varint(at, static_cast<uint64_t>(value.number()));
  }
  char* Write(char* at, AreaCode value) {
    return Varint(at, static_cast<uint64_t>(value.number()));
  }
  // As text, because leading zeros count: "1" is not "01".
  char* Write(char* at, OccupationPrefix value) { return Text(at, value.ToString()); }

  template <class Whole, class... T>
  void PutAll(const std::tuple<T...>& fields) {
    std::apply([&](const auto&... field) { ((at_ = WritePart<Whole>(at_, field)), ...); }, fields);
  }

  // A part of a whole, which may be too large for the room that was asked for.
  template <class Whole, class T>
  char* WritePart(char* at, const T& value) {
    if constexpr (kFitsSpare<Whole>) {
      return Write(at, value);
    } else {
      return Ensure(Write(Ensure(at, kSpare), value), kSpare);
    }
  }
  char* Text(char* at, absl::string_view text) {
    at = Varint(at, text.size());
    if (text.empty()) return at;
    at = Ensure(at, text.size() + kSpare);
    std::memcpy(at, text.data(), text.size());
    return at + text.size();
  }
  static char* Varint(char* at, uint64_t value) {
    for (; value >= 0x80; value >>= 7) *at++ = static_cast<char>((value & 0x7f) | 0x80);
    *at = static_cast<char>(value);
    return at + 1;
  }

  size_t Written(const char* at) const { return static_cast<size_t>(at - out_.data()); }
  // The same place where there is room for so many bytes behind it.
  char* Ensure(char* at, size_t bytes) {
    if (static_cast<size_t>(end_ - at) < bytes) [[unlikely]]
      return MakeRoom(at, bytes);
    return at;
  }
  [[gnu::noinline]] char* MakeRoom(char* at, size_t bytes) {
    const size_t size = Written(at);
    out_.resize(std::max({out_.capacity(), size + size / 2 + bytes, kFirstRoom}));
    end_ = out_.data() + out_.size();
    return out_.data() + size;
  }

  std::string out_;  // longer than what is written
  char* at_;
  char* end_;
  size_t version_at_ = 0;
};

}  // namespace passung::codec

#endif  // PASSUNG_ENGINE_CODEC_ENCODER_H_
