#include "engine/ingest/text_decoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "engine/ingest/utf8.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

TEST(TextDecodingTest, ByteOrderMarkIsNotPartOfTheText) {
  ASSERT_OK_AND_ASSIGN(const DecodedText decoded, DecodeText("\xEF\xBB\xBFid"));
  EXPECT_EQ(decoded.text(), "id");
  EXPECT_EQ(decoded.encoding(), TextEncoding::kUtf8);
}

TEST(TextDecodingTest, Windows1252BecomesUtf8) {
  ASSERT_OK_AND_ASSIGN(const DecodedText decoded, DecodeText("K\xF6"
                                                             "chin 538 \x80 \x96"));
  EXPECT_EQ(decoded.text(), "Köchin 538 € –");
  EXPECT_EQ(decoded.encoding(), TextEncoding::kWindows1252);
}

TEST(TextDecodingTest, OneBadByteAmongUmlautsLeavesTheRestUtf8) {
  ASSERT_OK_AND_ASSIGN(const DecodedText decoded, DecodeText("Köchin, Bäcker, M\xFC"
                                                             "ller"));
  EXPECT_EQ(decoded.encoding(), TextEncoding::kUtf8);
  EXPECT_EQ(decoded.text(), "Köchin, Bäcker, M\xEF\xBF\xBDller");
}

TEST(TextDecodingTest, TextThatIsWellFormedIsNotCopied) {
  const std::string file = "\xEF\xBB\xBFKöchin in Plauen";
  ASSERT_OK_AND_ASSIGN(const DecodedText decoded, DecodeText(file));
  EXPECT_EQ(decoded.text().data(), file.data() + 3);
}

TEST(TextDecodingTest, MendedTextMovesWithItsOwner) {
  ASSERT_OK_AND_ASSIGN(DecodedText decoded, DecodeText("K\xF6\x63h"));
  const DecodedText moved = std::move(decoded);
  EXPECT_EQ(moved.text(), "Köch");
}

TEST(TextDecodingTest, EmptyFileIsRefused) {
  EXPECT_THAT(DecodeText(""), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("empty")));
  EXPECT_THAT(DecodeText(" \n"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("empty")));
}

TEST(TextDecodingTest, Utf16IsRefusedByName) {
  EXPECT_THAT(DecodeText(std::string("\xFF\xFEi\0d\0", 6)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("UTF-16")));
}

TEST(TextDecodingTest, BinaryFileIsRefused) {
  EXPECT_THAT(DecodeText(std::string(100, '\0')),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("not text")));
}

TEST(Utf8Test, OverlongAndSurrogateFormsAreNoCharacters) {
  EXPECT_EQ(DecodeCodePoint("\xC0\xAF", 0).bytes, 0U);
  EXPECT_EQ(DecodeCodePoint("\xED\xA0\x80", 0).bytes, 0U);
  EXPECT_EQ(DecodeCodePoint("\xF4\x90\x80\x80", 0).bytes, 0U);
  EXPECT_EQ(DecodeCodePoint("ü", 0).value, 0xFCU);
}

TEST(Utf8Test, CutNeverEndsInsideACharacter) {
  EXPECT_EQ(CutUtf8("aü", 2), "a");
  EXPECT_EQ(CutUtf8("aü", 3), "aü");
}

}  // namespace
}  // namespace passung
