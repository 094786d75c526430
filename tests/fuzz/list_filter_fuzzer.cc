// Any bytes as a filter: an answer, never a crash; and what was accepted can be asked of a row.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "passung/v1/vocabulary.pb.h"
#include "proto/answer/list_filter.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using passung::answer::FilterField;
  using passung::answer::FilterType;
  static const auto& fields = *new std::vector<FilterField>{
      {.name = "name", .type = FilterType::kText, .orders = true},
      {.name = "occupation", .type = FilterType::kPrefix},
      {.name = "start", .type = FilterType::kDate, .orders = true},
      {.name = "expire_time", .type = FilterType::kTime, .orders = true},
      {.name = "closed", .type = FilterType::kBool},
      {.name = "track", .type = FilterType::kEnum, .values = passung::v1::Track_descriptor()}};
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto filter = passung::answer::ParseFilter(text, fields);
  if (filter.ok()) {
    passung::answer::Passes(*filter, fields, [](size_t field) {
      return field % 2 == 0 ? std::vector<std::string>{"2026-01-01"} : std::vector<std::string>();
    });
  }
  static_cast<void>(passung::answer::ParseOrder(text, fields));
  return 0;
}
