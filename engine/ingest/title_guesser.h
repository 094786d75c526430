// From a bare title to the occupation that it is most likely about, with how sure that is.
#ifndef PASSUNG_ENGINE_INGEST_TITLE_GUESSER_H_
#define PASSUNG_ENGINE_INGEST_TITLE_GUESSER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "passung/ingest.h"
#include "passung/knowledge.h"

namespace passung {

// Compares a title with all DKZ names by stems of words and by runs of four letters, the rarer the weightier; the five
// most similar names vote for their groups of three digits with the third power of their similarity. In integers
// throughout. `knowledge` must outlive it. Immutable.
class TitleGuesser final {
 public:
  explicit TitleGuesser(const Knowledge& knowledge);

  // Nothing where no part of the title is in any name.
  std::optional<OccupationGuess> Guess(absl::string_view title) const;

 private:
  struct Entry {
    int32_t name = 0;  // index into names_
    int32_t weight = 0;
  };
  struct Part {
    std::string text;
    int32_t times = 0;  // 16ths
  };
  struct Similar {
    int64_t similarity = 0;  // thousandths
    int32_t name = 0;
  };
  static std::vector<Part> PartsOf(absl::string_view title);
  std::vector<Similar> MostSimilar(absl::string_view title) const;

  std::vector<const ActivityName*> names_;
  std::vector<int64_t> lengths_;  // squared, of names_
  // Names that have a part, and what they weigh there.
  absl::flat_hash_map<std::string, std::vector<Entry>> parts_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_TITLE_GUESSER_H_
