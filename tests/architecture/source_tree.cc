#include "tests/architecture/source_tree.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <regex>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace passung {
namespace {

bool IsWordPart(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::vector<SourceFile> ReadTree() {
  namespace fs = std::filesystem;
  std::vector<SourceFile> files;
  const fs::path root = PASSUNG_SOURCE_DIR;
  const std::regex include_line(R"re(^[ \t]*#[ \t]*include[ \t]*[<"]([^">]+)[">])re",
                                std::regex::ECMAScript | std::regex::multiline);
  for (const char* top : {"engine", "proto", "server", "bindings", "benchmarks", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension();
      if (!entry.is_regular_file() || (extension != ".h" && extension != ".cc")) continue;
      const std::string text = ReadText(entry.path());
      SourceFile file{.path = fs::relative(entry.path(), root),
                      .includes = {},
                      .words = WordsOf(CodeOnly(text))};
      for (std::sregex_iterator match(text.begin(), text.end(), include_line), end; match != end;
           ++match) {
        file.includes.push_back((*match)[1]);
      }
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

}  // namespace

std::string ReadText(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream buffer;
  buffer << in.rdbuf();
  return buffer.str();
}

std::string CodeOnly(const std::string& text) {
  std::string code;
  for (size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] == '/' && next == '/') {
      while (i < text.size() && text[i] != '\n') ++i;
      code += '\n';
    } else if (text[i] == '/' && next == '*') {
      i = std::min(text.find("*/", i + 2), text.size() - 2) + 1;
    } else if (text[i] == 'R' && next == '"') {
      const size_t open = text.find('(', i);
      const std::string close = absl::StrCat(")", text.substr(i + 2, open - i - 2), "\"");
      i = std::min(text.find(close, open), text.size() - close.size()) + close.size() - 1;
      code += "\"\"";
    } else if (text[i] == '"' ||
               (text[i] == '\'' &&
                (i == 0 || !std::isalnum(static_cast<unsigned char>(text[i - 1]))))) {
      const char quote = text[i];
      for (++i; i < text.size() && text[i] != quote; ++i) {
        if (text[i] == '\\') ++i;
      }
      code.append({quote, quote});
    } else {
      code += text[i];
    }
  }
  return code;
}

std::set<std::string> WordsOf(const std::string& code) {
  std::set<std::string> words;
  std::string previous;
  for (size_t i = 0; i < code.size();) {
    if (!IsWordPart(code[i])) {
      ++i;
      continue;
    }
    const size_t begin = i;
    while (i < code.size()) {
      const bool qualifies =
          i + 2 < code.size() && code.compare(i, 2, "::") == 0 && IsWordPart(code[i + 2]);
      if (!qualifies && !IsWordPart(code[i])) break;
      i += qualifies ? 2 : 1;
    }
    std::string word = code.substr(begin, i - begin);
    const size_t next = code.find_first_not_of(" \n", i);
    if (next != std::string::npos && code[next] == '(') words.insert(word + "(");
    if (previous == "using" && word == "namespace") words.insert("using namespace");
    words.insert(word);
    previous = std::move(word);
  }
  return words;
}

bool IsIn(absl::string_view path, absl::string_view folder) {
  if (!absl::ConsumePrefix(&path, folder)) return false;
  return path.empty() || path[0] == '/' || path[0] == '.' || folder.back() == '/' ||
         folder.back() == '_';
}

bool IsInAny(absl::string_view path, const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    if (IsIn(path, folder)) return true;
  }
  return false;
}

const std::vector<SourceFile>& Tree() {
  static const auto& files = *new std::vector<SourceFile>(ReadTree());
  return files;
}

}  // namespace passung
