// Cuts the text of an advertisement into sentences.
#ifndef PASSUNG_ENGINE_INGEST_SENTENCES_H_
#define PASSUNG_ENGINE_INGEST_SENTENCES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace passung {

// Sentences and list items, in the words of the source, without HTML tags and outer blanks. "mind."
// and "z. B." end none. Pieces of more than 1 000 bytes are cut, so that searching one is bounded.
std::vector<std::string> SplitSentences(absl::string_view text);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_SENTENCES_H_
