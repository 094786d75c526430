// The number of fields of a struct, found by the compiler, so that a list of fields that forgets
// one does not compile.
#ifndef PASSUNG_ENGINE_CODEC_FIELD_COUNT_H_
#define PASSUNG_ENGINE_CODEC_FIELD_COUNT_H_

#include <cstddef>
#include <utility>

namespace passung::codec {

// Stands for a value of any type; never evaluated.
struct AnyField {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor): being implicit is its only purpose
};

template <class T, size_t... kIndex>
constexpr bool TakesFields(std::index_sequence<kIndex...> /*indices*/) {
  return requires { T{(static_cast<void>(kIndex), AnyField{})...}; };
}

// T can be initialised from as many values as it has fields, and from no more.
// REQUIRES: T is an aggregate without base classes and C arrays.
template <class T, size_t kCount = 0>
constexpr size_t FieldCount() {
  if constexpr (TakesFields<T>(std::make_index_sequence<kCount + 1>())) {
    return FieldCount<T, kCount + 1>();
  } else {
    return kCount;
  }
}

}  // namespace passung::codec

#endif  // PASSUNG_ENGINE_CODEC_FIELD_COUNT_H_
