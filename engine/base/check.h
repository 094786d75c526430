// Checks for states that no input can bring about: a failure is a bug in this program and ends it
// at once. Whatever a caller, a file or a network can cause is an absl::Status instead.
//
//   PASSUNG_CHECK(code < points.size());   always checked
//   PASSUNG_DCHECK(std::is_sorted(…));     checked in debug and sanitizer builds; in release builds
//                                          the condition is compiled but not evaluated
#ifndef PASSUNG_ENGINE_BASE_CHECK_H_
#define PASSUNG_ENGINE_BASE_CHECK_H_

namespace passung::base {

// Writes file, line and condition to standard error and ends the process.
[[noreturn]] void CheckFailed(const char* file, int line, const char* condition);

}  // namespace passung::base

#define PASSUNG_CHECK(condition)                                    \
  do {                                                              \
    if (!(condition)) [[unlikely]] {                                \
      ::passung::base::CheckFailed(__FILE__, __LINE__, #condition); \
    }                                                               \
  } while (false)

#ifdef NDEBUG
#define PASSUNG_DCHECK(condition)   \
  do {                              \
    if (false) {                    \
      static_cast<void>(condition); \
    }                               \
  } while (false)
#else
#define PASSUNG_DCHECK(condition) PASSUNG_CHECK(condition)
#endif

#endif  // PASSUNG_ENGINE_BASE_CHECK_H_
