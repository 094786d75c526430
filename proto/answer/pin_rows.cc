#include "proto/answer/pin_rows.h"

#include "proto/wire/resource_name.h"

namespace passung::answer {
namespace {

enum PinField : size_t { kPinName, kPinVacancy, kPinMark, kPinReason, kPinSetBy };

}  // namespace

using PinRows = RowOf<v1::Pin>;

const std::vector<FilterField>& PinRows::Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {.name = "name", .type = FilterType::kText, .orders = true},
      {.name = "vacancy", .type = FilterType::kText, .orders = true},
      {.name = "mark", .type = FilterType::kEnum, .values = v1::PinMark_descriptor()},
      {.name = "reason", .type = FilterType::kEnum, .values = v1::HideReason_descriptor()},
      {.name = "set_by", .type = FilterType::kText}};
  return fields;
}

std::vector<std::string> PinRows::Values(const Pin& row, size_t field) {
  switch (field) {
    case kPinName:
      return {wire::PinName(row.mentee, row.vacancy)};
    case kPinVacancy:
      return {wire::ResourceName(row.vacancy)};
    case kPinMark:
      return {v1::PinMark_Name(static_cast<int>(row.mark) + 1)};
    case kPinReason:
      if (!row.reason) return {};
      return {v1::HideReason_Name(static_cast<int>(*row.reason) + 1)};
    case kPinSetBy:
      if (row.set_by.value.empty()) return {};
      return {wire::ResourceName(wire::kMentors, row.set_by.value)};
    default:
      return {};
  }
}

absl::Status WalkPinsOf(const MenteeId& mentee, const std::string& after,
                        const CallContext& context, RowVisit<Pin> visit) {
  return WalkPages<Pin>(
      after, context,
      [&](const std::string& key) {
        return context.backend.repository().ListPins(mentee, key, kRowsPerRead);
      },
      visit);
}

}  // namespace passung::answer
