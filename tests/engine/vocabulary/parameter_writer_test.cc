#include "engine/vocabulary/parameter_writer.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

std::string Written(const ReasonParameters& parameters) {
  std::string text;
  for (const ReasonParameter& parameter : parameters) {
    absl::StrAppend(&text, Name(parameter.name), "=", parameter.value.ToString(), ";");
  }
  return text;
}

TEST(ParameterWriterTest, WritesOneListAfterTheOther) {
  ParameterWriter writer(4);
  Add(writer, ParameterName::kNeed, LanguageLevel::kB2);
  Add(writer, ParameterName::kWeeks, 6);
  const auto first = writer.Finish();
  const auto none = writer.Finish();
  Add(writer, ParameterName::kPhrase, "gute Deutschkenntnisse");
  const auto second = writer.Finish();
  EXPECT_EQ(Written(writer.Share(first)), "need=B2;weeks=6;");
  EXPECT_TRUE(writer.Share(none).empty());
  EXPECT_EQ(Written(writer.Share(second)), "phrase=gute Deutschkenntnisse;");
}

TEST(ParameterWriterTest, ContinuesAListWithoutChangingIt) {
  ParameterWriter writer(4);
  Add(writer, ParameterName::kProfession, "Pflegefachfrau");
  const auto list = writer.Finish();
  writer.Continue(list);
  const auto same = writer.Finish();
  writer.Continue(list);
  Add(writer, ParameterName::kPhrase, "mind. B2-Niveau");
  const auto longer = writer.Finish();
  Add(writer, ParameterName::kWeeks, 1);
  EXPECT_EQ(Written(writer.Share(list)), "profession=Pflegefachfrau;");
  EXPECT_EQ(writer.Share(same), writer.Share(list));
  EXPECT_EQ(Written(writer.Share(longer)), "profession=Pflegefachfrau;phrase=mind. B2-Niveau;");
}

// Of whatever length texts and lists are, and however many more there are than expected.
TEST(ParameterWriterTest, GivesOutWhatLivesOnWithoutIt) {
  std::vector<ReasonParameters> given;
  std::vector<std::string> expected;
  {
    ParameterWriter writer(1);
    std::optional<ParameterWriter::List> first;
    for (int n = 0; n < 200; ++n) {
      std::string text;
      if (first && n % 3 == 0) {
        writer.Continue(*first);
        text = expected.front();
      }
      for (int i = 0; i <= n % 7; ++i) {
        const std::string value(static_cast<size_t>((n * 5 + i) % 40), static_cast<char>('a' + i));
        Add(writer, ParameterName::kPhrase, value);
        Add(writer, ParameterName::kDays, n);
        absl::StrAppend(&text, "phrase=", value, ";days=", n, ";");
      }
      const auto list = writer.Finish();
      if (!first) first = list;
      given.push_back(writer.Share(list));
      expected.push_back(text);
    }
  }
  for (size_t n = 0; n < given.size(); ++n) EXPECT_EQ(Written(given[n]), expected[n]);
}

TEST(ParameterWriterTest, GivesOutValuesThatMayBeCopiedAway) {
  ParameterValue value;
  ReasonParameters added;
  {
    ParameterWriter writer(1);
    Add(writer, ParameterName::kPhrase, "sehr gute Deutschkenntnisse");
    const ReasonParameters list = writer.Share(writer.Finish());
    value = list[0].value;
    added = list;
    added.push_back({ParameterName::kWeeks, ParameterValue::Number(3)});
    EXPECT_EQ(Written(list), "phrase=sehr gute Deutschkenntnisse;");
  }
  EXPECT_EQ(value.ToString(), "sehr gute Deutschkenntnisse");
  EXPECT_EQ(Written(added), "phrase=sehr gute Deutschkenntnisse;weeks=3;");
}

TEST(ParameterWriterTest, ListsMayEndOnOtherThreadsThanTheyWereWrittenOn) {
  ParameterWriter writer(8);
  std::vector<std::thread> threads;
  for (int n = 0; n < 4; ++n) {
    Add(writer, ParameterName::kPhrase, absl::StrCat("number ", n, " of four"));
    threads.emplace_back([n, list = writer.Share(writer.Finish())] {
      const ReasonParameters copy = list;
      EXPECT_EQ(Written(copy), absl::StrCat("phrase=number ", n, " of four;"));
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace passung
