// What code never does: the engine prints nothing and reads no clock, no test is skipped or sleeps.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tests/architecture/source_tree.h"

namespace passung {
namespace {

using ::testing::IsEmpty;

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

// gcc leaves out calls of functions that do nothing but this (engine/base/prefetch.h).
TEST(ArchitectureTest, OnlyOnePlacePrefetches) {
  EXPECT_THAT(Uses(OneOf({"__builtin_prefetch("}), AllFolders(),
                   {"engine/base/prefetch.h", "tests/architecture/habits_test.cc"}),
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

}  // namespace
}  // namespace passung
