// What is wrong with a record that was read, in sentences.
#ifndef PASSUNG_PROTO_TEXT_PROBLEM_TEXT_H_
#define PASSUNG_PROTO_TEXT_PROBLEM_TEXT_H_

#include <string>

#include "passung/record_problem.h"
#include "proto/text/text.h"

namespace passung::text {

// "„1234x“ zählt als nicht bekannt; erlaubt: eine Postleitzahl aus fünf Ziffern." In English it is `problem.reason`.
std::string ProblemText(const Texts& texts, const RecordProblem& problem);

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_PROBLEM_TEXT_H_
