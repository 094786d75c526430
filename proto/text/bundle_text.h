// The best bundle of steps, in sentences.
#ifndef PASSUNG_PROTO_TEXT_BUNDLE_TEXT_H_
#define PASSUNG_PROTO_TEXT_BUNDLE_TEXT_H_

#include <string>
#include <vector>

#include "passung/steps.h"
#include "proto/text/change_text.h"

namespace passung::text {

// What it brings; whether nothing better exists, or how far from the best it can be; how long it takes.
// For mentors, without the steps themselves.
std::vector<std::string> BundleTexts(const Texts& texts, const StepBundle& bundle,
                                     int32_t most_steps, const GainScale& scale);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_BUNDLE_TEXT_H_
