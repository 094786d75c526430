#include "proto/answer/texts_for.h"

#include "proto/answer/at_field.h"

namespace passung::answer {

absl::StatusOr<const text::Texts*> TextsFor(absl::string_view locale) {
  if (locale.empty()) return nullptr;
  const auto parsed = text::ParseLocale(locale);
  if (!parsed.ok()) return AtField("locale", parsed.status());
  return &text::Texts::For(*parsed);
}

}  // namespace passung::answer
