#include "proto/text/problem_text.h"

#include <vector>

namespace passung::text {

std::string ProblemText(const Texts& texts, const RecordProblem& problem) {
  std::vector<Argument> arguments;
  // What has no code has its sentence and nothing else.
  if (problem.code == ProblemCode::kOther) arguments.push_back({"detail", problem.reason});
  for (const ProblemValue& value : problem.values) arguments.push_back({value.name, value.value});
  if (problem.allowed) {
    const std::string words = texts.Get(EnumKey(*problem.allowed), arguments);
    arguments.push_back({"allowed", words});
  }
  return texts.Get(EnumKey(problem.code), arguments);
}

}  // namespace passung::text
