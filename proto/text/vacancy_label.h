// What people call a vacancy by.
#ifndef PASSUNG_PROTO_TEXT_VACANCY_LABEL_H_
#define PASSUNG_PROTO_TEXT_VACANCY_LABEL_H_

#include <cstdint>
#include <string>

#include "passung/knowledge.h"
#include "passung/vacancy.h"
#include "proto/text/text.h"

namespace passung::text {

// The vacancy's occupation of this index, as a title; empty if not stated.
std::string VacancyOccupationTitle(const Vacancy& vacancy, int32_t index, const Texts& texts,
                                   const Knowledge& knowledge);
// Its town, else district, of this index; empty if not stated.
std::string VacancyPlace(const Vacancy& vacancy, int32_t index, const Texts& texts,
                         const Knowledge& knowledge);
// The title, else the occupation.
std::string VacancyTitle(const Vacancy& vacancy, int32_t occupation_index, const Texts& texts,
                         const Knowledge& knowledge);

// "Pflegefachkraft, Musterklinik, Dresden" of the combination that counts; parts that are not stated are
// left out, so that it may be empty.
std::string VacancyLabel(const Vacancy& vacancy, int32_t occupation_index, int32_t place_index,
                         const Texts& texts, const Knowledge& knowledge);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_VACANCY_LABEL_H_
