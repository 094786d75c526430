// Whether what is built is written down.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "tests/architecture/source_tree.h"

namespace passung {
namespace {

using ::testing::IsEmpty;

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

}  // namespace
}  // namespace passung
