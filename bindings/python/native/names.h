// Names of enumerations as Python has them.
#ifndef PASSUNG_PYTHON_NAMES_H_
#define PASSUNG_PYTHON_NAMES_H_

#include <string>
#include <vector>

#include "passung/enum_names.h"

namespace passung::python {

template <class E>
std::string NameOf(E value) {
  return std::string(Name(value));
}

template <class E>
std::vector<std::string> NamesOf() {
  std::vector<std::string> names;
  for (const absl::string_view name : Names<E>()) names.emplace_back(name);
  return names;
}

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_NAMES_H_
