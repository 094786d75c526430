#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "engine/base/generation_memory.h"

namespace passung::base {
namespace {

constexpr size_t kParts = 16;

// A generation of sixteen numbers, all of which say which one it is or was when they changed last.
struct Numbers {
  std::array<int*, kParts> parts{};
  std::array<int, kParts> expected{};
  GenerationHold hold;
};

// The one that readers take up.
class Current {
 public:
  void Set(std::shared_ptr<const Numbers> numbers) {
    const std::lock_guard lock(mutex_);
    current_.swap(numbers);
  }
  std::shared_ptr<const Numbers> Get() const {
    const std::lock_guard lock(mutex_);
    return current_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Numbers> current_;
};

TEST(GenerationMemoryConcurrencyTest, ReadersSeeTheGenerationThatTheyHold) {
  GenerationMemory memory;
  Current current;
  auto first = std::make_shared<Numbers>();
  first->hold = memory.Begin();
  for (int*& part : first->parts) *(part = memory.Make<int>()) = 0;
  memory.Finish();
  current.Set(std::move(first));
  std::atomic<bool> is_over{false};
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 3; ++reader) {
    readers.emplace_back([&] {
      std::vector<std::shared_ptr<const Numbers>> held;
      while (!is_over) {
        held.push_back(current.Get());
        for (const auto& numbers : held) {
          for (size_t i = 0; i < kParts; ++i) {
            if (*numbers->parts[i] != numbers->expected[i]) ADD_FAILURE() << i;
          }
        }
        // Some are let go at once, some are kept beyond others.
        if (held.size() > 4) held.erase(held.begin() + 1, held.end() - 1);
        if (held.size() == 3) held.erase(held.begin());
      }
    });
  }
  std::mt19937 random(1);
  for (int n = 1; n < 4000; ++n) {
    const auto before = current.Get();
    auto next = std::make_shared<Numbers>();
    next->parts = before->parts;
    next->expected = before->expected;
    next->hold = memory.Begin();
    for (int changes = 0; changes < 3; ++changes) {
      const size_t at = random() % kParts;
      memory.Own(next->parts[at]) = next->expected[at] = n;
    }
    memory.Finish();
    current.Set(std::move(next));
  }
  is_over = true;
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace passung::base
