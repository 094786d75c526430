// Ctrl-C while the engine works.
#ifndef PASSUNG_PYTHON_STOP_WATCH_H_
#define PASSUNG_PYTHON_STOP_WATCH_H_

#include <nanobind/nanobind.h>

#include <atomic>
#include <cstdint>

namespace passung::python {

// Looks now and then whether somebody wants Python to stop, in the thread that made it: Python looks in no other. Lives
// while that thread has let go of Python's lock; what it waits with is then raised by ThrowIfStopped().
class StopWatch {
 public:
  // Looks at each `every`th call of the asking thread.
  explicit StopWatch(int64_t every) : every_(every) {}

  // Of any thread. Whether to go on.
  bool Look() {
    if (PyThread_get_thread_ident() != asking_ || ++calls_ % every_ != 0 || stopped_) {
      return !stopped_;
    }
    const nanobind::gil_scoped_acquire acquired;
    stopped_ = PyErr_CheckSignals() != 0;
    return !stopped_;
  }
  // For BatchOptions.
  const std::atomic<bool>* stopped() const { return &stopped_; }
  // REQUIRES: Python's lock is held.
  void ThrowIfStopped() const {
    if (stopped_) throw nanobind::python_error();
  }

 private:
  const decltype(PyThread_get_thread_ident()) asking_ = PyThread_get_thread_ident();
  const int64_t every_;
  int64_t calls_ = 0;  // of the asking thread alone
  std::atomic<bool> stopped_{false};
};

}  // namespace passung::python

#endif  // PASSUNG_PYTHON_STOP_WATCH_H_
