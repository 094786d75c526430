// What the made-up market asks for has words in every catalogue.
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "engine/market/skills.h"
#include "proto/text/text.h"

namespace passung {
namespace {

void ExpectWords(absl::string_view skill) {
  for (const text::Locale locale : {text::Locale::kDe, text::Locale::kEn}) {
    EXPECT_TRUE(text::Texts::For(locale).Has(absl::StrCat("skill.", skill))) << skill;
  }
}

TEST(SkillNamesTest, EverySkillOfTheMadeUpMarketHasWords) {
  for (const absl::string_view skill : market::GeneralSkills()) ExpectWords(skill);
  for (int field = 0; field < market::kFieldCount; ++field) {
    for (const absl::string_view skill : market::SkillsOf(static_cast<market::Field>(field))) {
      ExpectWords(skill);
    }
  }
}

}  // namespace
}  // namespace passung
