// Reads canonical bytes, from whomever they come. Accepts exactly what the encoder writes: what it
// accepts gives the same bytes again.
#ifndef PASSUNG_ENGINE_CODEC_DECODER_H_
#define PASSUNG_ENGINE_CODEC_DECODER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/codec/encoder.h"
#include "engine/codec/fields.h"

namespace passung::codec {

// `Get` returns false at the first fault and leaves the rest of the value as it was; `status()`
// names the fault and the byte. Memory grows with the bytes read, never with a count that is
// merely claimed.
class Decoder final {
 public:
  // `bytes` must outlive the decoder. Reads the version, which may be at most `newest`.
  explicit Decoder(absl::string_view bytes, uint8_t newest = kFormatVersion);

  // Of everything so far; OK where nothing was wrong.
  const absl::Status& status() const { return status_; }
  // DataLoss where bytes are left over.
  absl::Status Finish();

  // A row of whatever version.
  template <class T>
  bool GetRow(T& value) {
    if constexpr (kFieldsOfVersion2<T> == 0) {
      return Get(value);
    } else {
      static_assert(kListsEveryField<T>, "engine/codec/fields.h lacks a field of this struct");
      if (!GetAll(FirstFields(value))) return false;
      if (version_ == kFormatVersion) return true;
      return GetAll(LaterFields(value)) && (NeedsVersion2(value) || FailNeedlessVersion());
    }
  }
  template <HasFields T>
  bool Get(T& value) {
    static_assert(kListsEveryField<T>, "engine/codec/fields.h lacks a field of this struct");
    return std::apply([this](auto&&... field) { return (this->Get(field) && ...); }, Fields(value));
  }
  template <class T>
  requires std::is_enum_v<T>
  bool Get(T& value) {
    uint64_t number = 0;
    if (!GetBelow(EnumCount<T>(), number)) return false;
    value = static_cast<T>(number);
    return true;
  }
  template <class T>
  bool Get(std::optional<T>& value) {
    bool present = false;
    if (!Get(present)) return false;
    return !present || Get(value.emplace());
  }
  template <class T>
  bool Get(std::vector<T>& items) {
    size_t count = 0;
    if (!GetLength(count)) return false;
    for (size_t i = 0; i < count; ++i) {
      if (!Get(items.emplace_back())) return false;
    }
    return true;
  }
  template <class T, size_t kSize>
  bool Get(std::array<T, kSize>& items) {
    for (T& item : items) {
      if (!Get(item)) return false;
    }
    return true;
  }
  template <class Array, size_t kCount>
  bool Get(const FirstItems<Array, kCount>& first) {
    for (size_t i = 0; i < kCount; ++i) {
      if (!Get(first.of[i])) return false;
    }
    return true;
  }
  bool Get(std::string& text);
  bool Get(bool& value);
  bool Get(int32_t& value);
  bool Get(int64_t& value);
  bool Get(Date& value);
  bool Get(OccupationCode& value);
  bool Get(DistrictCode& value);
  bool Get(AreaCode& value);
  bool Get(OccupationPrefix& value);

 private:
  bool GetVarint(uint64_t& value);
  // An enumeration, code or flag: less than `limit`.
  bool GetBelow(uint64_t limit, uint64_t& value);
  // A count of bytes or items; each takes at least one byte of what is left.
  bool GetLength(size_t& length);
  bool GetText(absl::string_view& text);
  template <class... T>
  bool GetAll(const std::tuple<T...>& fields) {
    return std::apply([this](auto&... field) { return (this->Get(field) && ...); }, fields);
  }
  // Always false.
  bool Fail(absl::string_view fault);
  bool FailNeedlessVersion();

  absl::string_view bytes_;
  size_t position_ = 0;
  uint8_t version_ = 0;
  absl::Status status_;
};

template <class T>
inline constexpr uint8_t kNewestVersion = kFieldsOfVersion2<T> == 0 ? kFormatVersion : 2;

template <class T>
absl::StatusOr<T> Decode(absl::string_view bytes) {
  Decoder decoder(bytes, kNewestVersion<T>);
  T value;
  if (!decoder.status().ok() || !decoder.GetRow(value)) return decoder.status();
  if (absl::Status rest = decoder.Finish(); !rest.ok()) return rest;
  return value;
}

}  // namespace passung::codec

#endif  // PASSUNG_ENGINE_CODEC_DECODER_H_
