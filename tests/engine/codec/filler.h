// Values for tests of the codec, made from the same list of fields as the bytes. Reproducible: own
// integer arithmetic, one seed.
#ifndef PASSUNG_TESTS_ENGINE_CODEC_FILLER_H_
#define PASSUNG_TESTS_ENGINE_CODEC_FILLER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "engine/codec/fields.h"

namespace passung::codec {

class Filler final {
 public:
  explicit Filler(uint64_t seed) : state_(seed) {}

  // SplitMix64 (Steele, Lea, Flood 2014).
  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  uint64_t Below(uint64_t limit) { return Next() % limit; }

  template <HasFields T>
  void Fill(T& value) {
    std::apply([this](auto&&... field) { (Fill(field), ...); }, Fields(value));
  }
  template <class T>
  requires std::is_enum_v<T>
  void Fill(T& value) { value = static_cast<T>(Below(EnumCount<T>())); }
  template <class T>
  void Fill(std::optional<T>& value) {
    value.reset();
    if (Below(3) != 0) Fill(value.emplace());
  }
  template <class T>
  void Fill(std::vector<T>& items) {
    items.resize(Below(4));
    for (T& item : items) Fill(item);
  }
  template <class T, size_t kSize>
  void Fill(std::array<T, kSize>& items) {
    for (T& item : items) Fill(item);
  }
  template <class Array, size_t kCount>
  void Fill(const FirstItems<Array, kCount>& first) {
    for (size_t i = 0; i < kCount; ++i) Fill(first.of[i]);
  }
  void Fill(std::string& text) {
    text.resize(Below(Below(10) == 0 ? 300 : 9));
    for (char& c : text) c = static_cast<char>(Next());
  }
  void Fill(bool& value) { value = Below(2) == 1; }
  void Fill(int32_t& value) { value = static_cast<int32_t>(Integer()); }
  void Fill(int64_t& value) { value = static_cast<int64_t>(Integer()); }
  void Fill(Date& value) { value = Date::FromDays(static_cast<int32_t>(Integer())); }
  void Fill(OccupationCode& value) {
    value =
        OccupationCode::FromNumber(static_cast<int32_t>(10 * (110 + Below(9000)) + 1 + Below(4)));
  }
  void Fill(DistrictCode& value) {
    value = DistrictCode::FromNumber(static_cast<int32_t>(1000 + Below(16000)));
  }
  void Fill(AreaCode& value) { value = *AreaCode::Parse(Below(2) == 0 ? "05" : "14713"); }
  void Fill(OccupationPrefix& value) {
    static constexpr const char* kPrefixes[] = {"5", "54", "01", "813", "8130", "81302"};
    value = *OccupationPrefix::Parse(kPrefixes[Below(6)]);
  }

 private:
  // Mostly small, now and then at the ends of the range.
  uint64_t Integer() {
    switch (Below(8)) {
      case 0:
        return Next();
      case 1:
        return static_cast<uint64_t>(std::numeric_limits<int64_t>::min());
      case 2:
        return static_cast<uint64_t>(std::numeric_limits<int32_t>::max());
      default:
        return Below(300) - 150;
    }
  }

  uint64_t state_;
};

template <class T>
T RandomValue(uint64_t seed) {
  T value;
  Filler(seed).Fill(value);
  return value;
}

}  // namespace passung::codec

#endif  // PASSUNG_TESTS_ENGINE_CODEC_FILLER_H_
