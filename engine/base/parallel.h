#ifndef PASSUNG_ENGINE_BASE_PARALLEL_H_
#define PASSUNG_ENGINE_BASE_PARALLEL_H_

#include <cstddef>
#include <functional>

namespace passung {

// Calls `work(part)` once for every part 0 … parts - 1 on at most `threads` threads (the caller's
// among them) and returns when all are done. Parts are taken in rising order but finish in any;
// results that are kept per part and merged in the order of parts do not depend on the threads.
// The engine's only source of threads.
void ParallelFor(size_t parts, int threads, const std::function<void(size_t)>& work);

}  // namespace passung

#endif  // PASSUNG_ENGINE_BASE_PARALLEL_H_
