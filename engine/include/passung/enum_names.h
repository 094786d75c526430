#ifndef PASSUNG_ENUM_NAMES_H_
#define PASSUNG_ENUM_NAMES_H_

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace passung {

// The written names of an enumeration, in the order of its values, which run from 0 without gaps.
// Each enumeration specialises this once, beside its definition. The names are the tokens of CSV
// files and of the command line, and, upper-cased, the suffixes of the enumerators in
// proto/passung/v1, where every value is one higher because zero is `…_UNSPECIFIED` there.
template <class E>
struct EnumNames;

template <class E>
constexpr size_t EnumCount() {
  return sizeof(EnumNames<E>::kNames) / sizeof(EnumNames<E>::kNames[0]);
}

template <class E>
absl::Span<const absl::string_view> Names() {
  return absl::MakeConstSpan(EnumNames<E>::kNames, EnumCount<E>());
}

// REQUIRES: `value` is an enumerator.
template <class E>
absl::string_view Name(E value) {
  return EnumNames<E>::kNames[static_cast<size_t>(value)];
}

template <class E>
std::optional<E> FromName(absl::string_view name) {
  for (size_t i = 0; i < EnumCount<E>(); ++i) {
    if (EnumNames<E>::kNames[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

template <class E>
constexpr size_t Index(E value) {
  return static_cast<size_t>(value);
}

}  // namespace passung

#endif  // PASSUNG_ENUM_NAMES_H_
