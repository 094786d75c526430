// What people call the vacancies of an answer.
#ifndef PASSUNG_PROTO_ANSWER_VACANCY_NAMES_H_
#define PASSUNG_PROTO_ANSWER_VACANCY_NAMES_H_

#include <cstdint>
#include <string>

#include "passung/match.h"
#include "passung/snapshot.h"
#include "proto/text/text.h"

namespace passung::answer {

// What sentences call a vacancy: title, employer and place, and the name by which to ask for it:
// "Pflegefachkraft, Musterklinik, Dresden (vacancies/v1)". Cheap to copy.
class VacancyNames {
 public:
  // `texts` may be null, where no texts are asked for. The referents outlive the object.
  VacancyNames(const text::Texts* texts, const Snapshot& snapshot)
      : texts_(texts), snapshot_(&snapshot) {}

  // REQUIRES: texts are asked for. Of the combination that counts.
  std::string Of(const Match& match) const;
  // … of the first place.
  std::string Of(const VacancyId& vacancy) const;

 private:
  std::string Label(const VacancyId& vacancy, int32_t occupation_index, int32_t place_index) const;

  const text::Texts* texts_;
  const Snapshot* snapshot_;
};

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_VACANCY_NAMES_H_
