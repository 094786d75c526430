// Steps, relaxations and what they bring, in sentences.
#ifndef PASSUNG_PROTO_TEXT_CHANGE_TEXT_H_
#define PASSUNG_PROTO_TEXT_CHANGE_TEXT_H_

#include <cstdint>
#include <string>

#include "passung/relaxations.h"
#include "passung/steps.h"
#include "proto/text/text.h"

namespace passung::text {

// "Deutschkurs: alle Fertigkeiten auf mindestens B2".
std::string StepText(const Texts& texts, const SingleStep& step, Audience audience,
                     const Knowledge& knowledge);
// "bei voller Anerkennung".
std::string StepOutcomeText(const Texts& texts, const StepOutcome& outcome);
std::string RelaxationText(const Texts& texts, const Relaxation& relaxation,
                           const Knowledge& knowledge);

// What is counted.
enum class Counted : uint8_t { kVacancies, kMentees };
// What the question named.
struct GainScale {
  int32_t limit = 20;  // the k of the first k
  int32_t bar = 0;
};
// "12 Stellen kommen neu infrage; 3 kommen unter die ersten 20." Says so where nothing changes.
std::string GainText(const Texts& texts, const ChangeGain& gain, Counted counted,
                     const GainScale& scale);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_CHANGE_TEXT_H_
