// The little language in which a person writes a list of dated facts into one cell of a spreadsheet:
// items separated by "|", each a value and named details: "25104:dqr=7:outcome=open|81302".
#ifndef PASSUNG_ENGINE_INGEST_LIST_ITEMS_H_
#define PASSUNG_ENGINE_INGEST_LIST_ITEMS_H_

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ingest/value_readers.h"
#include "passung/date.h"

namespace passung {

struct ListItem {
  std::string value;
  std::vector<std::pair<std::string, std::string>> details;  // in the order of the text

  // The first detail of that name; empty if there is none.
  absl::string_view Get(absl::string_view name) const;
};

// A ":" begins a detail only where a name of [a-z_] and "=" follow, so that "Verkäufer:in" and
// "08:00" are values. Warns of details not among `known`.
std::vector<ListItem> ReadItems(absl::string_view text, absl::Span<const absl::string_view> known,
                                const ValueContext& context);

inline constexpr std::array<absl::string_view, 2> kValidityDetails = {"from", "until"};
Validity ReadValidity(const ListItem& item, const ValueContext& context);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_LIST_ITEMS_H_
