// How errors of the engine become exceptions of Python.
#ifndef PASSUNG_PYTHON_ERRORS_H_
#define PASSUNG_PYTHON_ERRORS_H_

#include <nanobind/nanobind.h>

#include <exception>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace passung::python {

// Carries a status through code that Python calls. It becomes the exception of passung/errors.py for its code.
class StatusError : public std::exception {
 public:
  explicit StatusError(absl::Status status)
      : status_(std::move(status)), message_(status_.message()) {}
  const absl::Status& status() const { return status_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  absl::Status status_;
  std::string message_;
};

inline void Check(const absl::Status& status) {
  if (!status.ok()) throw StatusError(status);
}

template <class T>
T Value(absl::StatusOr<T> value) {
  Check(value.status());
  return *std::move(value);
}

// Registers the translation. Call once, when the module is made.
void BindErrors();

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_ERRORS_H_
