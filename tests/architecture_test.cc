// The layers of this repository, checked: which folder may include which, where each third-party library lives, what
// engine code never does. A rule that is not checked does not hold for long.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace passung {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

struct SourceFile {
  std::string path;                   // from the repository root
  std::vector<std::string> includes;  // as written
  std::set<std::string> words;        // of the code, as WordsOf() gives them
};

// Removes comments and the contents of string and character literals, so that a word in a sentence is not a finding.
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

bool IsWordPart(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// The names in `code` with their qualification ("std::cout"), calls also with a parenthesis
// ("abort("), and "using namespace" as one word.
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

// "engine/search" holds itself, "engine/search/plan.cc" and "engine/search.cc", not "engine/searching.cc"; a folder that
// ends in "/" or "_" is taken as the beginning of a path.
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
      std::ifstream in(entry.path());
      std::stringstream buffer;
      buffer << in.rdbuf();
      const std::string text = buffer.str();
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

const std::vector<SourceFile>& Tree() {
  static const auto& files = *new std::vector<SourceFile>(ReadTree());
  return files;
}

// One row per layer: files in `folder` may include own files of the same folder and what is in `may_include`.
// The first row that fits a path is its layer.
struct Layer {
  std::string folder;
  std::vector<std::string> may_include;
};

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

const std::vector<Layer>& Layers() {
  using Folders = std::vector<std::string>;
  static const auto& layers = *[] {
    const Folders base = {"engine/base"};
    const Folders include = {"passung/"};
    const Folders codec = base + include + Folders{"engine/codec"};
    const Folders vocabulary = base + include + Folders{"engine/vocabulary", "embedded/"};
    const Folders index = codec + vocabulary + Folders{"engine/index"};
    const Folders judge = index;
    const Folders search = judge + Folders{"engine/rules", "engine/criteria", "engine/search"};
    // Macros for early return carry no meaning of the domain; every layer may use them.
    const Folders macros = {"engine/base/status_macros.h", "engine/base/check.h"};
    const Folders wire = include + macros + Folders{"proto/wire"};
    const Folders text = include + macros + Folders{"proto/text", "embedded/"};
    const Folders answer = wire + text + Folders{"proto/answer"};
    const Folders who = {"server/identity"};
    const Folders services = answer + Folders{"server/catalog.h", "server/identity/principal.h",
                                              "server/identity/rights.h", "server/audit"};
    const Folders observe = macros + Folders{"server/load", "server/method"};
    const Folders call =
        observe + who + Folders{"server/observe", "server/call", "server/tls",
                                "server/audit",   "proto/wire",  "proto/answer/localized_status.h"};
    return new std::vector<Layer>{
        {"engine/base", {}},
        {"engine/include", include},
        {"engine/codec", base + include},
        {"engine/vocabulary", vocabulary},
        {"engine/data", vocabulary},
        {"engine/index", index},
        {"engine/rules", judge},
        {"engine/criteria", judge},
        {"engine/search", search},
        {"engine/assign", base + include},
        {"engine/analysis", search + Folders{"engine/explain", "embedded/"}},
        {"engine/explain", search},
        {"engine/offers", vocabulary},
        {"engine/reports", search + Folders{"engine/explain", "engine/analysis", "engine/offers"}},
        {"engine/watch", search + Folders{"engine/explain"}},
        {"engine/image", index},
        {"engine/storage", codec + vocabulary},
        {"engine/ingest", codec + vocabulary},
        {"engine/market", vocabulary},
        // From outside, as every caller sees the engine.
        {"engine/evaluation", base + include},
        // engine.cc and its neighbours
        {"engine/", search + Folders{"engine/analysis", "engine/assign", "engine/explain",
                                     "engine/offers", "engine/reports", "engine/watch"}},
        {"proto/wire", wire},
        {"proto/text", text},
        {"proto/answer", answer},
        // The doors know the method table and no service; only what binds methods knows messages.
        {"server/load", {}},
        {"server/audit", answer},
        // Outgoing requests: the command line's, never the server's.
        {"server/fetch", include + macros + Folders{"server/loopback.h"}},
        {"server/tls", macros + Folders{"proto/answer/read_file.h"}},
        {"server/identity", macros + Folders{"proto/answer/read_file.h", "proto/wire",
                                             "server/method/access_facts.h"}},
        {"server/method", services},
        {"server/observe", observe},
        {"server/call", call},
        {"server/grpc", call},
        {"server/http", call + macros + Folders{"server/loopback.h", "engine/base/digest.h"}},
        {"server", answer},
        // In the process of whoever asks: the engine's interface and, since they need no protobuf either,
        // the sentences that all faces have in common.
        {"bindings/python", include + Folders{"proto/text"}},
        // The command line checks what the server would read, by the server's own reading.
        {"bindings/cli", answer + Folders{"server/config.h", "server/config_file.h",
                                          "server/loopback.h", "server/tls", "server/identity",
                                          "server/fetch", "server/audit/chained_log.h",
                                          "server/audit/mark.h", "server/audit/retention.h"}},
    };
  }();
  return layers;
}

// The homes of third-party headers. Tests and benchmarks may use all of them.
struct Home {
  std::regex header;
  std::vector<std::string> folders;
};

const std::vector<Home>& Homes() {
  static const auto& homes = *new std::vector<Home>{
      {std::regex(R"(.*\.pb\.h)"), {"proto", "server", "bindings/cli"}},
      {std::regex(R"(google/protobuf/.*)"), {"proto", "server", "bindings/cli"}},
      {std::regex(R"((grpcpp|grpc)/.*)"), {"server/grpc", "server/app.cc", "bindings/cli"}},
      {std::regex(R"(SQLiteCpp/.*|sqlite3\.h)"), {"engine/storage/sqlite_"}},
      {std::regex(R"(libpq-fe\.h)"), {"engine/storage/postgres_"}},
      {std::regex(R"(nlohmann/.*)"),
       {"engine/ingest/job_json", "server/http/connect_protocol", "server/identity",
        "server/observe/call_log", "server/grpc/connection_count", "server/fetch"}},
      {std::regex(R"(boost/.*)"),
       {"server/http/http_server.cc", "server/http/http_connection", "server/http/http_exchange.h",
        "server/http/socket_stream", "server/http/tls_context", "server/fetch/http_client",
        "engine/evaluation/statistics.cc"}},
      {std::regex(R"(Eigen/.*)"), {"engine/evaluation"}},
      {std::regex(R"(prometheus/.*)"), {"server/observe/metrics.cc"}},
      {std::regex(R"(jwt\.h)"), {"server/identity/token_"}},
      {std::regex(R"(unicode/.*)"), {"proto/text"}},
      {std::regex(R"(CLI/.*)"), {"bindings/cli", "server/main", "server/arguments"}},
      {std::regex(R"(xxhash\.h)"), {"engine/base/digest"}},
      {std::regex(R"(openssl/.*)"),
       {"proto/answer/keyed_code", "server/identity", "server/tls", "server/audit",
        "server/fetch/http_client"}},
      {std::regex(R"(nanobind/.*|Python\.h)"), {"bindings/python"}},
      {std::regex(R"(hwy/.*)"), {"engine/search/strip_sums"}},
      {std::regex(R"(thread|future|stop_token)"),
       {"engine/base/parallel", "server/load", "server/call", "server/observe/call_log",
        "server/http/http_server", "server/periodic", "server/config.cc"}},
  };
  return homes;
}

TEST(ArchitectureTest, TreeIsFound) { EXPECT_THAT(Tree(), Not(IsEmpty())); }

TEST(ArchitectureTest, LayersIncludeOnlyWhatIsBelowThem) {
  static constexpr std::array kOwn = {"engine/", "proto/",      "server/",  "bindings/",
                                      "tests/",  "benchmarks/", "passung/", "embedded/"};
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    const auto layer = std::find_if(Layers().begin(), Layers().end(), [&](const Layer& candidate) {
      return IsIn(file.path, candidate.folder);
    });
    if (layer == Layers().end()) continue;
    for (const std::string& include : file.includes) {
      const bool own = std::any_of(kOwn.begin(), kOwn.end(),
                                   [&](const char* top) { return absl::StartsWith(include, top); });
      if (!own || absl::EndsWith(include, ".pb.h"))
        continue;  // generated code has its own rule below
      // The row of engine.cc fits every path in engine/: being in the same folder means exactly that folder there.
      const bool same_folder =
          layer->folder == "engine/"
              ? std::count(include.begin(), include.end(), '/') == 1 && IsIn(include, "engine/")
              : IsIn(include, layer->folder);
      if (!same_folder && !IsInAny(include, layer->may_include))
        findings.push_back(absl::StrCat(file.path, " includes ", include));
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

TEST(ArchitectureTest, TestsAndBenchmarksDoNotIncludeEachOther) {
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    for (const std::string& include : file.includes) {
      if ((IsIn(file.path, "tests") && IsIn(include, "benchmarks")) ||
          (IsIn(file.path, "benchmarks") && IsIn(include, "tests"))) {
        findings.push_back(absl::StrCat(file.path, " includes ", include));
      }
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

TEST(ArchitectureTest, ThirdPartyLibrariesStayInTheirHomes) {
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    if (IsInAny(file.path, {"tests", "benchmarks"})) continue;
    for (const std::string& include : file.includes) {
      for (const Home& home : Homes()) {
        if (std::regex_match(include, home.header) && !IsInAny(file.path, home.folders)) {
          findings.push_back(absl::StrCat(file.path, " includes ", include));
        }
      }
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

// The server makes no requests of its own: what does is linked by the command line alone.
TEST(ArchitectureTest, ServerFetchesNothing) {
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    if (IsInAny(file.path, {"server/fetch", "bindings/cli", "tests"})) continue;
    for (const std::string& include : file.includes) {
      if (IsIn(include, "server/fetch"))
        findings.push_back(absl::StrCat(file.path, " includes ", include));
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

// No score and no order may depend on residence status: apart from the two rules and the gate of offers that judge it,
// nothing among rules, criteria and what rates offers can even see the type, directly or through another header.
TEST(ArchitectureTest, OnlyTwoRulesAndOneGateSeeResidence) {
  std::map<std::string, const SourceFile*> by_include;
  for (const SourceFile& file : Tree()) {
    const absl::string_view path = file.path;
    by_include[std::string(absl::StripPrefix(path, "engine/include/"))] = &file;
  }
  const std::set<std::string> hidden = {"passung/residence.h", "passung/mentee.h",
                                        "engine/vocabulary/residence_access.h",
                                        "engine/vocabulary/offer_admission.h"};
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    if (!IsInAny(file.path, {"engine/rules", "engine/criteria", "engine/offers"})) continue;
    if (IsInAny(file.path, {"engine/rules/work_access", "engine/rules/residence_obligation",
                            "engine/offers/admission"}))
      continue;
    std::set<std::string> seen;
    std::vector<std::string> open = file.includes;
    while (!open.empty()) {
      const std::string include = open.back();
      open.pop_back();
      if (!seen.insert(include).second) continue;
      if (hidden.contains(include))
        findings.push_back(absl::StrCat(file.path, " reaches ", include));
      if (const auto next = by_include.find(include); next != by_include.end()) {
        open.insert(open.end(), next->second->includes.begin(), next->second->includes.end());
      }
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

// Words for which `forbidden` holds, in files of `folders` that are not in `except`.
std::vector<std::string> Uses(const std::function<bool(const std::string&)>& forbidden,
                              const std::vector<std::string>& folders,
                              const std::vector<std::string>& except = {}) {
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    if (!IsInAny(file.path, folders) || IsInAny(file.path, except)) continue;
    for (const std::string& word : file.words) {
      if (forbidden(word)) findings.push_back(absl::StrCat(file.path, ": ", word));
    }
  }
  return findings;
}

// One of `words`, with or without "std::".
std::function<bool(const std::string&)> OneOf(std::set<std::string> words) {
  return [words = std::move(words)](const std::string& word) {
    return words.contains(word) || words.contains(std::string(absl::StripPrefix(word, "std::")));
  };
}

std::vector<std::string> Includes(const std::set<std::string>& headers,
                                  const std::vector<std::string>& folders,
                                  const std::vector<std::string>& except = {}) {
  std::vector<std::string> findings;
  for (const SourceFile& file : Tree()) {
    if (!IsInAny(file.path, folders) || IsInAny(file.path, except)) continue;
    for (const std::string& include : file.includes) {
      if (headers.contains(include))
        findings.push_back(absl::StrCat(file.path, " includes ", include));
    }
  }
  return findings;
}

const std::vector<std::string>& AllFolders() {
  static const auto& folders =
      *new std::vector<std::string>{"engine", "proto", "server", "bindings", "benchmarks", "tests"};
  return folders;
}

TEST(ArchitectureTest, EngineNeverPrintsOrAborts) {
  const std::vector<std::string> last_words = {"engine/base/check.cc"};
  EXPECT_THAT(Includes({"iostream", "cstdio", "stdio.h"}, {"engine"}, last_words), IsEmpty());
  EXPECT_THAT(Uses(OneOf({"printf(", "fprintf(", "puts(", "fputs(", "cout", "cerr", "clog", "cin",
                          "abort(", "exit(", "_exit(", "quick_exit(", "terminate("}),
                   {"engine"}, last_words),
              IsEmpty());
}

// Time, settings and chance come in as arguments: the same input gives the same bytes everywhere.
// Seeded generators are fine; the standard library's distributions differ between implementations.
TEST(ArchitectureTest, EngineReadsNoClockNoEnvironmentNoChance) {
  EXPECT_THAT(Uses(OneOf({"getenv(", "setenv(", "absl::Now(", "absl::GetCurrentTimeNanos(",
                          "random_device", "rand(", "default_random_engine"}),
                   {"engine"}),
              IsEmpty());
  EXPECT_THAT(Uses([](const std::string& word) { return absl::EndsWith(word, "_clock::now("); },
                   {"engine"}),
              IsEmpty());
  EXPECT_THAT(Uses(
                  [](const std::string& word) {
                    return absl::StartsWith(word, "std::") && absl::EndsWith(word, "_distribution");
                  },
                  {"engine"}),
              IsEmpty());
}

TEST(ArchitectureTest, StringViewIsAbseils) {
  // Debian builds abseil with a string_view of its own, to which std::string_view does not convert.
  EXPECT_THAT(Includes({"string_view"}, AllFolders()), IsEmpty());
  EXPECT_THAT(
      Uses([](const std::string& word) { return word == "std::string_view"; }, AllFolders()),
      IsEmpty());
}

TEST(ArchitectureTest, NoUsingNamespace) {
  EXPECT_THAT(Uses(OneOf({"using namespace"}), AllFolders()), IsEmpty());
}

TEST(ArchitectureTest, NoTestIsSkippedDisabledOrSleeps) {
  EXPECT_THAT(Uses(
                  [](const std::string& word) {
                    return word == "GTEST_SKIP(" || absl::StartsWith(word, "DISABLED_");
                  },
                  {"tests"}),
              IsEmpty());
  EXPECT_THAT(Uses(OneOf({"this_thread::sleep_for(", "this_thread::sleep_until(", "absl::SleepFor(",
                          "usleep(", "nanosleep("}),
                   {"tests"}),
              IsEmpty());
}

// The names in `text`, a CMakeLists.txt, without comments.
std::set<std::string> NamesInList(absl::string_view text) {
  std::set<std::string> names;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    const absl::string_view code = line.substr(0, line.find('#'));
    for (const absl::string_view name : absl::StrSplit(code, absl::ByAnyChar(" ()\""))) {
      if (!name.empty()) names.emplace(name);
    }
  }
  return names;
}

std::string ReadText(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream buffer;
  buffer << in.rdbuf();
  return buffer.str();
}

// What is built is written down: each file that a target is made of stands, with its path from there, in the nearest
// CMakeLists.txt above it. tests/ has a rule by folder instead.
TEST(ArchitectureTest, EverySourceIsListedInTheCMakeListsAboveIt) {
  namespace fs = std::filesystem;
  const std::set<std::string> listed = {".cc", ".proto", ".csv", ".sql"};
  const fs::path root = PASSUNG_SOURCE_DIR;
  std::vector<std::string> findings;
  for (const char* top : {"engine", "proto", "server", "bindings", "benchmarks"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const fs::path& file = entry.path();
      const bool public_header =
          file.extension() == ".h" && file.parent_path().filename() == "passung";
      if (!public_header && !listed.contains(file.extension())) continue;
      fs::path folder = file.parent_path();
      while (!fs::exists(folder / "CMakeLists.txt")) folder = folder.parent_path();
      const std::string name = fs::relative(file, folder);
      if (!NamesInList(ReadText(folder / "CMakeLists.txt")).contains(name)) {
        findings.push_back(fs::relative(file, root));
      }
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

std::string OutputOf(const std::string& command) {
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "";
  std::string output;
  std::array<char, 4096> buffer;
  for (size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.append(buffer.data(), n);
  pclose(pipe);
  return output;
}

TEST(ArchitectureTest, EngineLibraryKnowsNoProtobufNoNetworkNoDatabase) {
  const std::string symbols = OutputOf(absl::StrCat("nm -C ", PASSUNG_ENGINE_LIBRARY));
  ASSERT_THAT(symbols, testing::HasSubstr("passung::"));
  std::vector<std::string> findings;
  for (const absl::string_view line : absl::StrSplit(symbols, '\n')) {
    for (const char* word : {"google::protobuf", "grpc::", "sqlite3_", "SQLite::", "nlohmann::"}) {
      if (absl::StrContains(line, word)) findings.emplace_back(line);
    }
  }
  EXPECT_THAT(findings, IsEmpty());
}

TEST(CodeOnlyTest, RemovesCommentsAndLiterals) {
  EXPECT_EQ(CodeOnly("a // b\nc"), "a \nc");
  EXPECT_EQ(CodeOnly("a /* b\n */ c"), "a  c");
  EXPECT_EQ(CodeOnly(R"re(f("x // \" y", 'z', 10'000))re"), "f(\"\", '', 10'000)");
  EXPECT_EQ(CodeOnly("x R\"q(a\"b)q\" y"), "x \"\" y");
}

TEST(WordsOfTest, KeepsQualificationAndMarksCalls) {
  EXPECT_THAT(WordsOf("std::cout << a.exit(1); using namespace x;"),
              testing::IsSupersetOf({"std::cout", "exit(", "using namespace", "x"}));
}

}  // namespace
}  // namespace passung
