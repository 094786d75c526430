#ifndef PASSUNG_ENGINE_BASE_PARALLEL_H_
#define PASSUNG_ENGINE_BASE_PARALLEL_H_

#include <cstddef>
#include <functional>

// The engine's threads, beside those of crew.h, which stay.

namespace passung {

// How many threads this machine runs at once, at least 1. Only for who decides how many to use: no answer
// depends on it.
int Cores();

// Calls `work(part)` once for every part 0 … parts - 1 on at most `threads` threads (the caller's
// among them) and returns when all are done. Parts are taken in rising order but finish in any;
// results that are kept per part and merged in the order of parts do not depend on the threads.
void ParallelFor(size_t parts, int threads, const std::function<void(size_t)>& work);

// What becomes of each item of a stream. Items live in slots, which the caller has; a slot is taken
// again only after its item was given.
struct Stages {
  // Puts the next item into the slot; false: there is none, and none will come.
  std::function<bool(size_t slot)> take;
  std::function<void(size_t slot)> work;
  // Hands the item on; false: nothing more is wanted.
  std::function<bool(size_t slot)> give;
};

// Takes, works on and gives all items of a stream on `threads` threads, the caller's among them.
// Items are taken one at a time and given one at a time, both in the same order; work goes on at the
// same time. At most `slots` items are underway: where giving is slow, everything waits for it. An
// item is given as soon as it and all before it are done, also while another is waited for in
// `take`. Returns when all is given, or after `give` said false and what was underway is done.
// REQUIRES: slots >= 1.
void RunStages(size_t slots, int threads, const Stages& stages);

}  // namespace passung

#endif  // PASSUNG_ENGINE_BASE_PARALLEL_H_
