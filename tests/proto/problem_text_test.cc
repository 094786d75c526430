#include "proto/text/problem_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace passung::text {
namespace {

using testing::HasSubstr;

const Texts& GermanTexts() { return Texts::For(Locale::kDe); }
const Texts& EnglishTexts() { return Texts::For(Locale::kEn); }

template <class E>
std::vector<E> All() {
  std::vector<E> all;
  for (size_t i = 0; i < EnumCount<E>(); ++i) all.push_back(static_cast<E>(i));
  return all;
}

// "<value>" for {value}, and so on: no two are alike.
void AddSamples(absl::string_view key, std::vector<ProblemValue>& values) {
  for (const std::string& name : EnglishTexts().Arguments(key)) {
    if (name != "allowed") values.push_back({name, absl::StrCat("<", name, ">")});
  }
}

// One problem for each code, or one for each code and each thing that may be allowed.
std::vector<RecordProblem> AllProblems() {
  std::vector<RecordProblem> problems;
  for (const ProblemCode code : All<ProblemCode>()) {
    std::vector<ProblemValue> values;
    AddSamples(EnumKey(code), values);
    if (!absl::StrContains(PatternOf(code), "{allowed}")) {
      problems.push_back(MakeProblem("field", code, values));
      continue;
    }
    for (const AllowedCode allowed : All<AllowedCode>()) {
      std::vector<ProblemValue> more = values;
      AddSamples(EnumKey(allowed), more);
      problems.push_back(MakeProblem("field", code, std::move(more), allowed));
    }
  }
  return problems;
}

// One source of the English words would do; two that are compared keep the engine free of the catalogue.
TEST(ProblemTextTest, TheEnglishCatalogueSaysWordForWordWhatTheEngineSays) {
  for (const ProblemCode code : All<ProblemCode>()) {
    EXPECT_EQ(EnglishTexts().Source(EnumKey(code)), PatternOf(code)) << Name(code);
  }
  for (const AllowedCode allowed : All<AllowedCode>()) {
    EXPECT_EQ(EnglishTexts().Source(EnumKey(allowed)), PatternOf(allowed)) << Name(allowed);
  }
  for (const RecordProblem& problem : AllProblems()) {
    EXPECT_EQ(ProblemText(EnglishTexts(), problem), problem.reason) << Name(problem.code);
  }
}

TEST(ProblemTextTest, EveryGermanSentenceNamesEachValueOfTheProblem) {
  for (const RecordProblem& problem : AllProblems()) {
    const std::string german = ProblemText(GermanTexts(), problem);
    EXPECT_NE(german, EnumKey(problem.code)) << "has no sentence";
    EXPECT_NE(german, problem.reason) << "is not translated";
    for (const ProblemValue& value : problem.values) {
      EXPECT_THAT(german, HasSubstr(value.value)) << Name(problem.code);
    }
  }
}

TEST(ProblemTextTest, WhatIsAllowedIsToldInTheLanguageOfTheSentence) {
  const RecordProblem problem =
      MakeProblem("plz", ProblemCode::kNotAllowed, {{"value", "1234x"}}, AllowedCode::kPostalCode);
  EXPECT_EQ(ProblemText(GermanTexts(), problem),
            "„1234x“ zählt als nicht bekannt; erlaubt: eine Postleitzahl aus fünf Ziffern.");
  EXPECT_EQ(problem.reason, "\"1234x\" is not a postal code of five digits; counts as unknown");
}

TEST(ProblemTextTest, WhatHasNoCodeKeepsItsEnglishWordsBehindAGermanNote) {
  const RecordProblem problem = OtherProblem("mentees[0].name", "stands already in mentees[2]");
  EXPECT_EQ(problem.reason, "stands already in mentees[2]");
  EXPECT_EQ(ProblemText(GermanTexts(), problem),
            "Nur auf Englisch beschrieben: stands already in mentees[2]");
}

TEST(ProblemTextTest, AProblemOfAServerWithoutCodesIsToldByItsReason) {
  RecordProblem problem;
  problem.reason = "\"x\" is no place";
  EXPECT_EQ(ProblemText(EnglishTexts(), problem), "\"x\" is no place");
}

}  // namespace
}  // namespace passung::text
