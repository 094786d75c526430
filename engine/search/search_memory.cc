#include "engine/search/search_memory.h"

namespace passung {

SearchMemory& ThisThreadsSearchMemory() {
  thread_local SearchMemory memory;
  memory.Clear();
  return memory;
}

}  // namespace passung
