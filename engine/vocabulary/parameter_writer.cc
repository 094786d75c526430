#include "engine/vocabulary/parameter_writer.h"

#include <algorithm>
#include <cstring>

namespace passung {
namespace {

constexpr uint32_t kLeastRoom = 16;
constexpr size_t kTextBytes = 8;  // for each parameter, on the average

}  // namespace

ParameterWriter::ParameterWriter(size_t expected) {
  Open(std::max(kLeastRoom, static_cast<uint32_t>(expected)));
}

ParameterWriter::~ParameterWriter() {
  full_.push_back(memory_);
  for (const Memory& memory : full_) {
    ReasonParameters::Release(memory.shared, kOwnersAhead - memory.given);
  }
}

void ParameterWriter::Open(uint32_t room) {
  const size_t text_bytes = room * kTextBytes;
  Shared* shared = ReasonParameters::Allocate(room, text_bytes);
  shared->owners.store(kOwnersAhead, std::memory_order_relaxed);
  memory_ = {.shared = shared,
             .texts = reinterpret_cast<char*>(shared->items() + room),
             .text_bytes = text_bytes};
  first_ = 0;
}

// Makes room for one more, and copies the beginning of a list that is continued.
void ParameterWriter::Prepare() {
  const List beginning = std::exchange(beginning_, List());
  const uint32_t written = memory_.shared->used - first_;
  if (memory_.shared->room - memory_.shared->used <= beginning.size_) {
    const ReasonParameter* const begun = memory_.shared->items() + first_;
    full_.push_back(memory_);
    Open(std::max(memory_.shared->room, 2 * (written + beginning.size_)));
    for (uint32_t i = 0; i < written; ++i) Repeat(begun[i]);
  }
  if (beginning.size_ == 0) return;
  const ReasonParameter* const from = beginning.shared_->items() + beginning.first_;
  for (uint32_t i = 0; i < beginning.size_; ++i) {
    const ParameterValue& value = from[i].value;
    if (beginning.shared_ != memory_.shared || value.form_ != ParameterValue::Form::kLent) {
      Repeat(from[i]);
      continue;
    }
    ParameterValue lent(value.form_, value.small_);
    lent.payload_ = value.payload_;
    Add(from[i].name, std::move(lent));
  }
}

// A copy that needs no other memory.
void ParameterWriter::Repeat(const ReasonParameter& parameter) {
  Add(parameter.name, parameter.value);
}

void ParameterWriter::Add(ParameterName name, absl::string_view text) {
  ReasonParameter* const next = Next();
  if (text.size() <= sizeof(ParameterValue::Payload) || text.size() > memory_.text_bytes) {
    std::construct_at(next, ReasonParameter{name, ParameterValue(text)});
  } else {
    std::memcpy(memory_.texts, text.data(), text.size());
    ParameterValue lent(ParameterValue::Form::kLent, static_cast<uint32_t>(text.size()));
    lent.payload_.text = memory_.texts;
    memory_.texts += text.size();
    memory_.text_bytes -= text.size();
    std::construct_at(next, ReasonParameter{name, std::move(lent)});
  }
  ++memory_.shared->used;
}

}  // namespace passung
