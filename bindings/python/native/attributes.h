// The attributes of objects of Python that hold options, read with a refusal that names them.
#ifndef PASSUNG_PYTHON_ATTRIBUTES_H_
#define PASSUNG_PYTHON_ATTRIBUTES_H_

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "bindings/python/native/errors.h"
#include "passung/enum_names.h"

namespace passung::python {

[[noreturn]] inline void Refuse(absl::string_view field, nanobind::handle value,
                                absl::string_view allowed) {
  throw StatusError(absl::InvalidArgumentError(absl::StrCat(
      field, ": ", nanobind::cast<std::string>(nanobind::repr(value)), " is not ", allowed)));
}

// The attribute as T.
template <class T>
T Read(nanobind::handle options, const char* field, absl::string_view allowed) {
  const nanobind::object value = options.attr(field);
  T read{};
  if (!nanobind::try_cast<T>(value, read)) Refuse(field, value, allowed);
  return read;
}

template <class E>
E NameIn(absl::string_view field, nanobind::handle value) {
  std::string name;
  if (nanobind::try_cast<std::string>(value, name)) {
    if (const auto found = FromName<E>(name)) return *found;
  }
  Refuse(field, value, absl::StrCat("one of ", absl::StrJoin(Names<E>(), ", ")));
}

// Every entry of the attribute, which is a list or any other sequence of texts; a text alone would be taken letter by letter.
template <class Function>
void ForEach(nanobind::handle options, const char* field, Function use) {
  const nanobind::object value = options.attr(field);
  if (nanobind::isinstance<nanobind::str>(value) || !nanobind::hasattr(value, "__iter__")) {
    Refuse(field, value, "a list");
  }
  for (const nanobind::handle entry : value) use(entry);
}

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_ATTRIBUTES_H_
