#ifndef PASSUNG_ENGINE_INDEX_PREFETCH_LIST_H_
#define PASSUNG_ENGINE_INDEX_PREFETCH_LIST_H_

#include "engine/base/prefetch.h"

namespace passung {

// Asks the processor for what a list or a text of a record holds, which lies elsewhere than the record. The record
// itself has to be there: where its lists begin stands in it.
template <class List>
void PrefetchList(const List& list) {
  base::PrefetchBytes(list.data(), list.size() * sizeof(*list.data()));
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_PREFETCH_LIST_H_
