// What both readers of vacancies do alike: occupations from names and codes, the word of the title
// against the source's own fields, German from the text.
#ifndef PASSUNG_ENGINE_INGEST_VACANCY_FACTS_H_
#define PASSUNG_ENGINE_INGEST_VACANCY_FACTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/ingest/foreign_occupation.h"
#include "engine/ingest/occupation_mapper.h"
#include "engine/ingest/title_guesser.h"
#include "engine/ingest/value_readers.h"
#include "passung/knowledge.h"
#include "passung/vacancy.h"

namespace passung {

// Reads codes and names of occupations with what is known of them.
class OccupationReader final {
 public:
  // What titles are good for where no occupation is named.
  enum class Titles : uint8_t { kNothing, kNames, kGuesses };

  // `knowledge` must outlive it. Guesses below `guess_from` percent are not taken.
  explicit OccupationReader(const Knowledge& knowledge, Titles titles = Titles::kNames,
                            int32_t guess_from = 0)
      : knowledge_(knowledge), mapper_(knowledge), titles_(titles), guess_from_(guess_from) {
    if (titles == Titles::kGuesses) guesser_.emplace(knowledge);
  }

  // A code of five digits, checked against the imported classification where there is one. A number
  // that lost its leading zero gets it back.
  std::optional<OccupationCode> ReadCode(absl::string_view text, const ValueContext& context) const;
  // A code or a name. A name without a code keeps its label, with a warning. So does what another classification names,
  // where it stands for several occupations.
  VacancyOccupation ReadOccupation(absl::string_view text, const ValueContext& context) const;
  // The same, and of a unit group of ISCO-08 or an occupation of ESCO (foreign_occupation.h) all that it leads to by
  // the imported crosswalk, the general before the special: at most `most`, with a warning where there are more. The
  // German label of ESCO, where it is the name of one of them, says which.
  std::vector<VacancyOccupation> ReadOccupations(absl::string_view text, size_t most,
                                                 const ValueContext& context) const;
  // Whether the imported crosswalk leads from there to any occupation.
  bool KnowsForeign(absl::string_view text) const;
  // For sources that name no occupation: the whole title, stripped, if it is a DKZ name; else what it is most like,
  // where guesses are wanted.
  std::optional<VacancyOccupation> FromTitle(absl::string_view title,
                                             const ValueContext& context) const;

  std::optional<MappedOccupation> FindName(absl::string_view name) const {
    return mapper_.Find(name);
  }

 private:
  // All that it may be; one where ESCO's label says which. None has a code where the crosswalk does not know it.
  std::vector<VacancyOccupation> FromCrosswalk(const ForeignOccupation& named) const;
  std::optional<VacancyOccupation> GuessFrom(absl::string_view title,
                                             const ValueContext& context) const;

  const Knowledge& knowledge_;
  OccupationMapper mapper_;
  Titles titles_;
  int32_t guess_from_;
  std::optional<TitleGuesser> guesser_;
};

// Whether the field about kind or hours is the source's word, or a default that says nothing.
enum class SourceWord : uint8_t { kStated, kDefault };

// Takes kind and hours from the title where the source's own fields, already in `vacancy`, say
// nothing or something else; warns of contradictions. `field` of the contexts names the source's
// field.
void ApplyTitle(SourceWord word, const ValueContext& kind, const ValueContext& hours,
                Vacancy& vacancy);

// German from the text, and where it says nothing from the title, unless a level is there already.
void ApplyGermanText(absl::string_view text, Vacancy& vacancy);

// Whether any level of German is there.
bool HasGerman(const Vacancy& vacancy);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_VACANCY_FACTS_H_
