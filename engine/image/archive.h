// Small values in bytes and back: the parts of an image that are not copied as they lie in memory.
//
//   integers, flags, enumerations   as they lie in memory, lowest byte first
//   optional                        a flag, and the value
//   text, vector                    count, 32 bits, and the items; an array is its items alone
//   struct                          what its Describe names, in that order
#ifndef PASSUNG_ENGINE_IMAGE_ARCHIVE_H_
#define PASSUNG_ENGINE_IMAGE_ARCHIVE_H_

#include <array>
#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/index/keys.h"

namespace passung::image {

static_assert(std::endian::native == std::endian::little, "images are written lowest byte first");

template <class T>
concept Plain = std::is_integral_v<T> || std::is_enum_v<T>;

// How many values an enumeration has; they run from 0.
template <class E>
constexpr size_t CountOf() {
  if constexpr (std::same_as<E, Known>)
    return 3;
  else if constexpr (std::same_as<E, KindClass>)
    return 4;
  else
    return EnumCount<E>();
}

class ArchiveWriter {
 public:
  template <class... T>
  void operator()(const T&... values) {
    (Put(values), ...);
  }
  // Things of a type that may be copied as bytes, as they are.
  template <class T>
  void Raw(const T* things, size_t count) requires std::is_trivially_copyable_v<T> {
    bytes_.append(reinterpret_cast<const char*>(things), count * sizeof(T));
  }
  absl::string_view bytes() const { return bytes_; }
  void Clear() { bytes_.clear(); }

 private:
  template <Plain T>
  void Put(T value) {
    Raw(&value, 1);
  }
  void Put(OccupationCode code) { Put(code.number()); }
  void Put(DistrictCode code) { Put(code.number()); }
  void Put(const std::string& text) {
    Put(static_cast<uint32_t>(text.size()));
    bytes_ += text;
  }
  template <class T>
  void Put(const std::optional<T>& value) {
    Put(value.has_value());
    if (value) Put(*value);
  }
  template <class T>
  void Put(const std::vector<T>& items) {
    Put(static_cast<uint32_t>(items.size()));
    for (const T& item : items) Put(item);
  }
  template <class T, size_t kSize>
  void Put(const std::array<T, kSize>& items) {
    for (const T& item : items) Put(item);
  }
  template <class A, class B>
  void Put(const std::pair<A, B>& pair) {
    (*this)(pair.first, pair.second);
  }
  template <class T>
  requires(!Plain<T>) void Put(const T& value) { Describe(*this, value); }

  std::string bytes_;
};

// Whatever the bytes are, nothing beyond them is read and no value is outside its type; ok() tells whether
// they were those of what was asked for. Memory grows with the bytes read, never with a count alone.
class ArchiveReader {
 public:
  explicit ArchiveReader(absl::string_view bytes) : left_(bytes) {}

  template <class... T>
  void operator()(T&... values) {
    (Get(values), ...);
  }
  template <class T>
  void Raw(T* things, size_t count) requires std::is_trivially_copyable_v<T> {
    if (const absl::string_view from = Take(count * sizeof(T)); ok_) {
      std::memcpy(static_cast<void*>(things), from.data(), from.size());
    }
  }
  // The next bytes themselves; empty where there are not so many.
  absl::string_view Take(size_t size) {
    if (size > left_.size()) Fail();
    if (!ok_) return {};
    const absl::string_view taken = left_.substr(0, size);
    left_.remove_prefix(size);
    return taken;
  }
  void Fail() { ok_ = false; }
  void Require(bool holds) {
    if (!holds) Fail();
  }
  bool ok() const { return ok_; }
  bool AtEnd() const { return ok_ && left_.empty(); }
  size_t left() const { return left_.size(); }

 private:
  template <class T>
  requires(std::is_integral_v<T> && !std::same_as<T, bool>) void Get(T& value) { Raw(&value, 1); }
  void Get(bool& value) {
    uint8_t byte = 0;
    Get(byte);
    Require(byte <= 1);
    value = byte == 1;
  }
  template <class E>
  requires std::is_enum_v<E>
  void Get(E& value) {
    std::underlying_type_t<E> number{};
    Get(number);
    Require(number >= 0 && static_cast<size_t>(number) < CountOf<E>());
    if (ok_) value = static_cast<E>(number);
  }
  void Get(OccupationCode& code) {
    constexpr int32_t kEnd = 100'000;
    int32_t number = 0;
    Get(number);
    Require(number >= 0 && number < kEnd && number % 10 >= 1 && number % 10 <= 4);
    if (ok_) code = OccupationCode::FromNumber(number);
  }
  void Get(DistrictCode& code) {
    constexpr int32_t kEnd = 17'000;  // the last Land is 16
    int32_t number = 0;
    Get(number);
    Require(number >= 1'000 && number < kEnd);
    if (ok_) code = DistrictCode::FromNumber(number);
  }
  void Get(std::string& text) { text = std::string(Take(Count(1))); }
  template <class T>
  void Get(std::optional<T>& value) {
    bool is_there = false;
    Get(is_there);
    value.reset();
    if (is_there) Get(value.emplace());
  }
  template <class T>
  void Get(std::vector<T>& items) {
    items.clear();
    const uint32_t count = Count(1);
    items.reserve(std::min<size_t>(count, kReserved));
    for (uint32_t i = 0; i < count && ok_; ++i) Get(items.emplace_back());
  }
  template <class T, size_t kSize>
  void Get(std::array<T, kSize>& items) {
    for (T& item : items) Get(item);
  }
  template <class A, class B>
  void Get(std::pair<A, B>& pair) {
    (*this)(pair.first, pair.second);
  }
  template <class T>
  requires(!Plain<T>) void Get(T& value) { Describe(*this, value); }

  static constexpr size_t kReserved = 64;
  // Of things that take so many bytes at least.
  uint32_t Count(size_t bytes) {
    uint32_t count = 0;
    Get(count);
    Require(count <= left_.size() / bytes);
    return ok_ ? count : 0;
  }

  absl::string_view left_;
  bool ok_ = true;
};

}  // namespace passung::image

#endif  // PASSUNG_ENGINE_IMAGE_ARCHIVE_H_
