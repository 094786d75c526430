#include "proto/text/vacancy_label.h"

#include "absl/strings/str_cat.h"

namespace passung::text {

std::string VacancyOccupationTitle(const Vacancy& vacancy, int32_t index, const Texts& texts,
                                   const Knowledge& knowledge) {
  const auto at = static_cast<size_t>(index);
  if (at >= vacancy.occupations.size()) return "";
  const VacancyOccupation& occupation = vacancy.occupations[at];
  return occupation.code ? texts.Occupation(*occupation.code, Audience::kMentor, knowledge)
                         : occupation.label;
}

std::string VacancyPlace(const Vacancy& vacancy, int32_t index, const Texts& texts,
                         const Knowledge& knowledge) {
  const auto at = static_cast<size_t>(index);
  if (at >= vacancy.places.size()) return "";
  const Place& place = vacancy.places[at];
  if (!place.town.empty()) return place.town;
  return place.district ? texts.District(*place.district, knowledge) : place.postal_code;
}

std::string VacancyTitle(const Vacancy& vacancy, int32_t occupation_index, const Texts& texts,
                         const Knowledge& knowledge) {
  if (!vacancy.title.empty()) return vacancy.title;
  return VacancyOccupationTitle(vacancy, occupation_index, texts, knowledge);
}

std::string VacancyLabel(const Vacancy& vacancy, int32_t occupation_index, int32_t place_index,
                         const Texts& texts, const Knowledge& knowledge) {
  std::string label;
  for (const std::string& part :
       {VacancyTitle(vacancy, occupation_index, texts, knowledge), vacancy.employer_name,
        VacancyPlace(vacancy, place_index, texts, knowledge)}) {
    if (!part.empty()) absl::StrAppend(&label, label.empty() ? "" : ", ", part);
  }
  return label;
}

}  // namespace passung::text
