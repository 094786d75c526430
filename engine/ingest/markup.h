// Text out of HTML, for reading, not for showing.
#ifndef PASSUNG_ENGINE_INGEST_MARKUP_H_
#define PASSUNG_ENGINE_INGEST_MARKUP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace passung {

// Without tags, with the characters that the common entities stand for. Where a paragraph, an entry of a list or a
// line ends, there is a line end; a blank in the place of any other tag. Markup that was itself written in entities
// ("&lt;p&gt;") is taken out, too. Linear.
std::string PlainText(absl::string_view html);

// A part of a page.
struct PagePart {
  int64_t line = 0;  // on which it begins, from 1
  absl::string_view text;
};
// What stands in the scripts of kind "application/ld+json". A script that nothing ends goes to the end of the page.
// Views of `html`. Linear.
std::vector<PagePart> LinkedDataOf(absl::string_view html);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_MARKUP_H_
