// Outcomes in sentences, for mentors.
#ifndef PASSUNG_PROTO_TEXT_OUTCOME_TEXT_H_
#define PASSUNG_PROTO_TEXT_OUTCOME_TEXT_H_

#include <optional>
#include <string>

#include "passung/outcome.h"
#include "proto/text/text.h"

namespace passung::text {

// "Abgesagt vom Betrieb: die Stelle wurde anders besetzt"
std::string OutcomeText(const Texts& texts, const Outcome& outcome);

// "Vermittelt in Ausbildung", "Gespräch": what is counted.
std::string OutcomeClassText(const Texts& texts, OutcomeKind kind,
                             std::optional<PlacementKind> placement);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_OUTCOME_TEXT_H_
