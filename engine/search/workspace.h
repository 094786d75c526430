#ifndef PASSUNG_ENGINE_SEARCH_WORKSPACE_H_
#define PASSUNG_ENGINE_SEARCH_WORKSPACE_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/large_memory.h"
#include "passung/date.h"
#include "passung/judgement.h"

namespace passung {

// Values by code that are worked out when first asked for. Begun anew for every question without
// touching its memory: each entry carries the number of the question that filled it.
class Memo {
 public:
  Memo() = default;
  // As after so many questions, whose numbers begin again after 2^32.
  explicit Memo(uint32_t questions) : question_(questions * kOneQuestion) {}

  // Forgets everything; codes 0 … size - 1 may then be asked for.
  void Begin(uint32_t size) {
    if (size > entries_.size()) entries_.resize(size, 0);
    question_ += kOneQuestion;
    if (question_ != 0) [[likely]]
      return;
    // After 2^32 questions their numbers begin again.
    std::fill(entries_.begin(), entries_.end(), 0);
    question_ = kOneQuestion;
  }
  // Forgets nothing; codes 0 … size - 1 may then be asked for. REQUIRES: Begin() was called.
  void Continue(uint32_t size) {
    if (size > entries_.size()) entries_.resize(size, 0);
  }
  template <class F>
  int32_t Get(uint32_t code, F&& work_out) {
    uint64_t& entry = entries_[code];
    if ((entry & ~uint64_t{UINT32_MAX}) != question_) [[unlikely]] {
      entry = question_ | static_cast<uint32_t>(work_out());
    }
    return static_cast<int32_t>(static_cast<uint32_t>(entry));
  }

 private:
  // Number of a question above, value below; no question has the number 0.
  static constexpr uint64_t kOneQuestion = uint64_t{1} << 32U;
  std::vector<uint64_t, base::LargeAllocator<uint64_t>> entries_;
  uint64_t question_ = 0;
};

// What the findings of a rule that looks at nobody depend on.
struct SameForAll {
  uint64_t dictionaries = 0;  // their number; none has 0
  Date as_of;
  bool frozen = false;
  friend bool operator==(const SameForAll&, const SameForAll&) = default;
};

// Memory that questions on one thread use one after the other.
struct Workspace {
  Memo contributions[kCriterionCount];
  Memo failures[kRuleCount];
  SameForAll found_for[kRuleCount];  // by rules that look at nobody
  std::vector<uint8_t> relation;     // by position of the job: the nearest
  std::vector<uint8_t> relations;  // the same to each occupation of the person, one after the other
  std::vector<uint32_t> near;      // positions of those that a person is nearly related to
  std::vector<uint32_t> tiers;     // the same, tier by tier
};

// That of the calling thread.
Workspace& ThisThreadsWorkspace();

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_WORKSPACE_H_
