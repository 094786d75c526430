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

// The first byte of everything encoded.
inline constexpr uint8_t kFormatVersion = 1;

class Encoder final {
 public:
  Encoder() : Encoder(std::string()) {}
  // Writes on behind what `begun` holds, in its memory as long as that is enough.
  explicit Encoder(std::string begun) : out_(std::move(begun)), size_(out_.size()) {
    PutByte(kFormatVersion);
  }

  std::string Finish() && {
    out_.resize(size_);
    return std::move(out_);
  }

  template <HasFields T>
  void Put(const T& value) {
    static_assert(kListsEveryField<T>, "engine/codec/fields.h lacks a field of this struct");
    std::apply([this](const auto&... field) { (this->Put(field), ...); }, Fields(value));
  }
  template <class T>
  requires std::is_enum_v<T>
  void Put(T value) { PutVarint(static_cast<uint64_t>(Index(value))); }
  template <class T>
  void Put(const std::optional<T>& value) {
    PutByte(value ? 1 : 0);
    if (value) Put(*value);
  }
  template <class T>
  void Put(const std::vector<T>& items) {
    PutVarint(items.size());
    for (const T& item : items) Put(item);
  }
  template <class T, size_t kSize>
  void Put(const std::array<T, kSize>& items) {
    for (const T& item : items) Put(item);
  }
  void Put(const std::string& text) { PutText(text); }
  void Put(bool value) { PutByte(value ? 1 : 0); }
  void Put(int32_t value) { Put(int64_t{value}); }
  void Put(int64_t value) {
    const auto bits = static_cast<uint64_t>(value);
    PutVarint((bits << 1) ^ (value < 0 ? ~uint64_t{0} : 0));
  }
  void Put(Date value) { Put(value.days()); }
  void Put(OccupationCode value) { PutVarint(static_cast<uint64_t>(value.number())); }
  void Put(DistrictCode value) { PutVarint(static_cast<uint64_t>(value.number())); }
  void Put(AreaCode value) { PutVarint(static_cast<uint64_t>(value.number())); }
  // As text, because leading zeros count: "1" is not "01".
  void Put(OccupationPrefix value) { PutText(value.ToString()); }

 private:
  static constexpr size_t kLongestVarint = 10;
  static constexpr size_t kFirstRoom = 512;

  void PutText(absl::string_view text) {
    PutVarint(text.size());
    if (text.empty()) return;
    std::memcpy(Room(text.size()), text.data(), text.size());
    size_ += text.size();
  }
  void PutVarint(uint64_t value) {
    char* at = Room(kLongestVarint);
    for (; value >= 0x80; value >>= 7) *at++ = static_cast<char>((value & 0x7f) | 0x80);
    *at++ = static_cast<char>(value);
    size_ = static_cast<size_t>(at - out_.data());
  }
  void PutByte(uint8_t byte) {
    *Room(1) = static_cast<char>(byte);
    ++size_;
  }
  // Where the next so many bytes go.
  char* Room(size_t bytes) {
    if (out_.size() - size_ < bytes) MakeRoom(bytes);
    return out_.data() + size_;
  }
  [[gnu::noinline]] void MakeRoom(size_t bytes) {
    out_.resize(std::max({out_.capacity(), size_ + size_ / 2 + bytes, kFirstRoom}));
  }

  std::string out_;  // longer than what is written
  size_t size_;      // of what is written
};

}  // namespace passung::codec

#endif  // PASSUNG_ENGINE_CODEC_ENCODER_H_
