// The language of `filter` and `order_by` (proto/README.md).
#ifndef PASSUNG_PROTO_ANSWER_LIST_FILTER_H_
#define PASSUNG_PROTO_ANSWER_LIST_FILTER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace passung::answer {

enum class FilterType : uint8_t {
  kText,    // as bytes
  kPrefix,  // a code of which a value may name the beginning: "54" is 54101, too
  kDate,    // YYYY-MM-DD
  kTime,    // RFC 3339, compared by the second
  kBool,    // true, false
  kEnum,    // the name of the value, as in JSON
};

// What can be filtered by.
struct FilterField {
  absl::string_view name;
  FilterType type = FilterType::kText;
  bool orders = false;                                       // may stand in `order_by`
  const google::protobuf::EnumDescriptor* values = nullptr;  // of kEnum
};

enum class FilterOperator : uint8_t { kEqual, kNotEqual, kLess, kAtLeast };

struct FilterTerm {
  size_t field = 0;  // position in the list of fields
  FilterOperator op = FilterOperator::kEqual;
  std::string value;  // in the form in which values are compared
};

// All groups hold; a group holds where any of its terms does. Without groups everything passes.
struct ListFilter {
  std::vector<std::vector<FilterTerm>> groups;
};

// InvalidArgument naming `filter`, the position (from 1, in bytes) and what is expected there.
absl::StatusOr<ListFilter> ParseFilter(absl::string_view text,
                                       const std::vector<FilterField>& fields);

// The values of a field, in the form in which they are compared; none: not known.
using ValuesOf = absl::FunctionRef<std::vector<std::string>(size_t field)>;

// A term holds where one of the values does what it says; != is the opposite of =.
bool Passes(const ListFilter& filter, const std::vector<FilterField>& fields, ValuesOf values);

// A moment in the form in which kTime values are compared.
std::string ComparableTime(int64_t seconds);

struct ListOrder {
  size_t field = 0;
  bool by_name = true;  // the id itself
  bool falling = false;
};

// "", "published", "published desc", "name desc". InvalidArgument naming `order_by`.
absl::StatusOr<ListOrder> ParseOrder(absl::string_view text,
                                     const std::vector<FilterField>& fields);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_LIST_FILTER_H_
