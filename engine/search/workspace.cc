#include "engine/search/workspace.h"

namespace passung {

Workspace& ThisThreadsWorkspace() {
  thread_local Workspace workspace;
  return workspace;
}

}  // namespace passung
