// With an imported classification every code has to be one of it.
#ifndef PASSUNG_PROTO_ANSWER_KNOWN_OCCUPATIONS_H_
#define PASSUNG_PROTO_ANSWER_KNOWN_OCCUPATIONS_H_

#include "absl/status/status.h"
#include "passung/knowledge.h"
#include "passung/mentee.h"
#include "passung/vacancy.h"

namespace passung::answer {

// InvalidArgument naming the first code, by its field, that the imported classification lacks.
absl::Status CheckOccupationsAreKnown(const Mentee& mentee, const Knowledge& knowledge);
absl::Status CheckOccupationsAreKnown(const Vacancy& vacancy, const Knowledge& knowledge);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_KNOWN_OCCUPATIONS_H_
