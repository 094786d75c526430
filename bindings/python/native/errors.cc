#include "bindings/python/native/errors.h"

namespace passung::python {
namespace {

namespace nb = nanobind;

const char* ClassFor(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
      return "InvalidArgument";
    case absl::StatusCode::kNotFound:
      return "NotFound";
    case absl::StatusCode::kFailedPrecondition:
      return "FailedPrecondition";
    case absl::StatusCode::kDataLoss:
      return "DataLoss";
    case absl::StatusCode::kUnavailable:
      return "Unavailable";
    case absl::StatusCode::kResourceExhausted:
      return "ResourceExhausted";
    default:
      return "Error";
  }
}

void Raise(const StatusError& error) {
  const nb::object type =
      nb::module_::import_("passung.errors").attr(ClassFor(error.status().code()));
  PyErr_SetString(type.ptr(), error.what());
}

}  // namespace

void BindErrors() {
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const StatusError& error) {
      Raise(error);
    }
  });
}

}  // namespace passung::python
