#ifndef PASSUNG_ENGINE_BASE_SHARED_PAGES_H_
#define PASSUNG_ENGINE_BASE_SHARED_PAGES_H_

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "engine/base/kept_memory.h"

namespace passung::base {

// A row of pages that a copy shares with the original until it changes them. Owners are counted for
// some pages together: to count each of hundreds, twice for every copy, takes longer than a change.
// Readers look at a page directly. One thread makes and changes copies while others read theirs.
template <class Page>
class SharedPages {
 public:
  size_t size() const { return pages_.size(); }
  // Null where there is none.
  const Page* operator[](size_t at) const { return pages_[at]; }

  // More of them, of which none is there yet.
  void Resize(size_t size) {
    pages_.resize(size);
    books_.resize((size + kBook - 1) / kBook);
  }

  // The page, which only this row of pages has from now on: itself, or a copy in its place, or a new
  // one. REQUIRES: what this row was copied from is still there, or nobody reads it any more.
  Page& Own(size_t at) {
    std::shared_ptr<Book>& book = books_[at / kBook];
    if (book == nullptr) {
      book = MakeKept<Book>();
    } else if (book.use_count() != 1) {
      book = MakeKept<Book>(*book);
    }
    std::shared_ptr<Page>& page = (*book)[at % kBook];
    if (page == nullptr) {
      page = MakeKept<Page>();
    } else if (page.use_count() != 1) {
      page = MakeKept<Page>(*page);
    }
    pages_[at] = page.get();
    return *page;
  }

 private:
  static constexpr size_t kBook = 16;
  using Book = std::array<std::shared_ptr<Page>, kBook>;

  std::vector<Page*, KeptAllocator<Page*>> pages_;
  std::vector<std::shared_ptr<Book>> books_;
};

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_SHARED_PAGES_H_
