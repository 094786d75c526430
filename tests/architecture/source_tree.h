// The sources of this repository, as far as the tests of this folder look at them.
#ifndef PASSUNG_TESTS_ARCHITECTURE_SOURCE_TREE_H_
#define PASSUNG_TESTS_ARCHITECTURE_SOURCE_TREE_H_

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace passung {

struct SourceFile {
  std::string path;                   // from the repository root
  std::vector<std::string> includes;  // as written
  std::set<std::string> words;        // of the code, as WordsOf() gives them
};

// All of them, by path.
const std::vector<SourceFile>& Tree();

// Removes comments and the contents of string and character literals, so that a word in a sentence is not a finding.
std::string CodeOnly(const std::string& text);

// The names in `code` with their qualification ("std::cout"), calls also with a parenthesis
// ("abort("), and "using namespace" as one word.
std::set<std::string> WordsOf(const std::string& code);

// "engine/search" holds itself, "engine/search/plan.cc" and "engine/search.cc", not "engine/searching.cc"; a folder that
// ends in "/" or "_" is taken as the beginning of a path.
bool IsIn(absl::string_view path, absl::string_view folder);
bool IsInAny(absl::string_view path, const std::vector<std::string>& folders);

std::string ReadText(const std::filesystem::path& path);

}  // namespace passung

#endif  // PASSUNG_TESTS_ARCHITECTURE_SOURCE_TREE_H_
