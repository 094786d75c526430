// A file that was compiled into the program (see passung_embed in cmake/targets.cmake).
#ifndef PASSUNG_ENGINE_BASE_EMBEDDED_FILE_H_
#define PASSUNG_ENGINE_BASE_EMBEDDED_FILE_H_

#include "absl/strings/string_view.h"

namespace passung {

// Both views live as long as the program.
struct EmbeddedFile {
  absl::string_view name;
  absl::string_view content;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_BASE_EMBEDDED_FILE_H_
