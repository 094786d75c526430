// How good a profile is, and what was learned, as tables.
#ifndef PASSUNG_BINDINGS_CLI_EVALUATION_VIEW_H_
#define PASSUNG_BINDINGS_CLI_EVALUATION_VIEW_H_

#include "bindings/cli/console.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/text/text.h"

namespace passung::cli {

void PrintEvaluation(const v1::EvaluateProfileResponse& response, const text::Texts& texts,
                     const Console& console);
// Who gains and who loses by the profile that is tried; a sentence where too few outcomes say it.
void PrintMeasured(const v1::PreviewProfileResponse& response, const text::Texts& texts,
                   const Console& console);
void PrintTuning(const v1::TuneProfileResponse& response, const text::Texts& texts,
                 const Console& console);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_EVALUATION_VIEW_H_
