#ifndef PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_
#define PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_

#include <cstddef>

namespace passung::base {

// Memory for arrays that are read all over the place, as operator new gives it. Large pieces ask the
// system for large pages: a search reads a few hundred rows out of millions, and with small pages
// finding where each one lies costs as much as reading it.
void* AllocateLarge(size_t bytes);
void FreeLarge(void* memory);

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_LARGE_MEMORY_H_
