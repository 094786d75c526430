#include "engine/ingest/list_items.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace passung {
namespace {

// Length of "name=" at the beginning of `text`; 0 if there is none.
size_t NameLength(absl::string_view text) {
  size_t i = 0;
  while (i < text.size() &&
         (absl::ascii_islower(static_cast<unsigned char>(text[i])) || text[i] == '_')) {
    ++i;
  }
  return i > 0 && i < text.size() && text[i] == '=' ? i + 1 : 0;
}

size_t NextDetail(absl::string_view text, size_t from) {
  for (size_t colon = text.find(':', from); colon != absl::string_view::npos;
       colon = text.find(':', colon + 1)) {
    if (NameLength(text.substr(colon + 1)) > 0) return colon;
  }
  return text.size();
}

ListItem ReadItem(absl::string_view text) {
  ListItem item;
  size_t end = NextDetail(text, 0);
  item.value = std::string(absl::StripAsciiWhitespace(text.substr(0, end)));
  while (end < text.size()) {
    const size_t next = NextDetail(text, end + 1);
    const absl::string_view detail = text.substr(end + 1, next - end - 1);
    const size_t name = NameLength(detail);
    item.details.emplace_back(detail.substr(0, name - 1),
                              absl::StripAsciiWhitespace(detail.substr(name)));
    end = next;
  }
  return item;
}

}  // namespace

absl::string_view ListItem::Get(absl::string_view name) const {
  for (const auto& [key, text] : details) {
    if (key == name) return text;
  }
  return "";
}

std::vector<ListItem> ReadItems(absl::string_view text, absl::Span<const absl::string_view> known,
                                const ValueContext& context) {
  std::vector<ListItem> items;
  for (const absl::string_view part : absl::StrSplit(text, '|', absl::SkipWhitespace())) {
    items.push_back(ReadItem(part));
    for (const auto& [name, value] : items.back().details) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      context.log.Warn(context.field, ProblemCode::kDetailUnknown,
                       {{"value", Shown(name)}, {"names", absl::StrJoin(known, ", ")}});
    }
  }
  return items;
}

Validity ReadValidity(const ListItem& item, const ValueContext& context) {
  return {.from = ReadDate(item.Get("from"), context),
          .until = ReadDate(item.Get("until"), context)};
}

}  // namespace passung
