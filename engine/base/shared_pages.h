#ifndef PASSUNG_ENGINE_BASE_SHARED_PAGES_H_
#define PASSUNG_ENGINE_BASE_SHARED_PAGES_H_

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>

#include "engine/base/generation_memory.h"

namespace passung::base {

// A row of pages, of which a copy shares with the original what no later generation changes. Readers
// look at a page directly. Pages are made and changed by who changes the memory, in which they and
// the row itself lie.
template <class Page>
class SharedPages {
 public:
  size_t size() const { return size_; }
  // Null where there is none.
  const Page* operator[](size_t at) const { return pages_[at]; }

  // More of them, of which none is there yet.
  void Resize(GenerationMemory& memory, size_t size) {
    Page** const more = memory.Make<Page*>(size * sizeof(Page*));
    std::fill(std::copy_n(pages_, size_, more), more + size, nullptr);
    if (pages_ != nullptr) memory.Drop(pages_);
    pages_ = more;
    size_ = size;
  }

  // The page, which the generation begun last may change: itself, or a copy in its place, or a new one.
  Page& Own(GenerationMemory& memory, size_t at) {
    memory.Own(pages_);
    Page*& page = pages_[at];
    if (page == nullptr) return *(page = std::construct_at(memory.Make<Page>()));
    return memory.Own(page);
  }

  // No later generation has any of them.
  void Drop(GenerationMemory& memory) const {
    for (Page* const page : std::span(pages_, size_)) {
      if (page != nullptr) memory.Drop(page);
    }
    if (pages_ != nullptr) memory.Drop(pages_);
  }

 private:
  Page** pages_ = nullptr;
  size_t size_ = 0;
};

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_SHARED_PAGES_H_
