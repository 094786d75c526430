#ifndef PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_
#define PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_

#include <cstddef>

namespace passung::base {

// Memory for arrays that are read all over the place, aligned for every type. Large pieces lie in large
// pages where the system has them: a search reads a few hundred rows out of millions, and with small
// pages finding where each one lies costs as much as reading it. Throws std::bad_alloc.
void* AllocateLarge(size_t bytes);
// REQUIRES: from AllocateLarge, with the same number of bytes.
void FreeLarge(void* memory, size_t bytes);

// What pieces in large pages take together, of this process; no allocator counts them.
size_t LargeBytesInUse();

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_
