// How the other tests of this folder read sources.
#include "tests/architecture/source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace passung {
namespace {

TEST(SourceTreeTest, IsFound) { EXPECT_FALSE(Tree().empty()); }

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
