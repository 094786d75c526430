#ifndef PASSUNG_ENGINE_VOCABULARY_PARAMETER_WRITER_H_
#define PASSUNG_ENGINE_VOCABULARY_PARAMETER_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/reason_parameter.h"

namespace passung {

// Writes the parameters of many reasons, one list after the other, into one memory: a question has
// hundreds of lists, and memory for each would take longer than writing them. The memory lives as
// long as one of the lists, or the writer. Belongs to one thread; what it gave out does not.
class ParameterWriter {
 public:
  // A list that was written. Valid as long as the writer.
  class List {
   public:
    List() = default;

   private:
    friend class ParameterWriter;
    ReasonParameters::Shared* shared_ = nullptr;  // none: empty
    uint32_t first_ = 0;
    uint32_t size_ = 0;
  };

  // About so many parameters will be written.
  explicit ParameterWriter(size_t expected);
  ~ParameterWriter();
  ParameterWriter(const ParameterWriter&) = delete;
  ParameterWriter& operator=(const ParameterWriter&) = delete;

  // Adds to the list that is being written.
  void Add(ParameterName name, ParameterValue value) {
    std::construct_at(Next(), ReasonParameter{name, std::move(value)});
    ++memory_.shared->used;
  }
  // The text is copied.
  void Add(ParameterName name, absl::string_view text);

  // The list becomes one that begins like this one. REQUIRES: nothing was added to it yet.
  void Continue(const List& beginning) { beginning_ = beginning; }
  // What was added since the last list was finished; the next one begins.
  List Finish() {
    const uint32_t end = memory_.shared->used;
    if (end == first_) return std::exchange(beginning_, List());
    List list;
    list.shared_ = memory_.shared;
    list.first_ = first_;
    list.size_ = end - first_;
    first_ = end;
    return list;
  }

  ReasonParameters Share(const List& list) {
    if (list.shared_ == memory_.shared && memory_.given + 1 < kOwnersAhead) [[likely]] {
      ++memory_.given;
    } else if (list.shared_ != nullptr) {
      list.shared_->owners.fetch_add(1, std::memory_order_relaxed);
    }
    return ReasonParameters(list.shared_, list.first_, list.size_);
  }

 private:
  using Shared = ReasonParameters::Shared;

  // Of a memory's owners, so many are counted beforehand: sharing a list of it need not count.
  static constexpr uint32_t kOwnersAhead = 1U << 20U;

  struct Memory {
    Shared* shared = nullptr;
    uint32_t given = 0;     // of the owners counted beforehand
    char* texts = nullptr;  // free for texts, behind the parameters
    size_t text_bytes = 0;
  };

  // Where the next parameter belongs.
  ReasonParameter* Next() {
    if (beginning_.size_ != 0 || memory_.shared->used == memory_.shared->room) [[unlikely]]
      Prepare();
    return memory_.shared->items() + memory_.shared->used;
  }
  void Prepare();
  void Open(uint32_t room);
  void Repeat(const ReasonParameter& parameter);

  Memory memory_;
  std::vector<Memory> full_;
  uint32_t first_ = 0;  // of the list that is being written
  List beginning_;
};

inline void Add(ParameterWriter& parameters, ParameterName name, ParameterValue value) {
  parameters.Add(name, std::move(value));
}
inline void Add(ParameterWriter& parameters, ParameterName name, absl::string_view text) {
  parameters.Add(name, text);
}
inline void Add(ParameterWriter& parameters, ParameterName name, int64_t number) {
  parameters.Add(name, ParameterValue::Number(number));
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_PARAMETER_WRITER_H_
