#include "engine/ingest/occupation_mapper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/engine/ingest/fake_knowledge.h"

namespace passung {
namespace {

std::string CodeOf(absl::string_view name) {
  const FakeKnowledge knowledge;
  const OccupationMapper mapper(knowledge);
  const auto mapped = mapper.Find(name);
  return mapped ? mapped->activity->code.ToString() : "";
}

TEST(OccupationMapperTest, ExactNameIsFound) { EXPECT_EQ(CodeOf("Koch/Köchin"), "29302"); }

TEST(OccupationMapperTest, GenderFormsDoNotMatter) {
  for (const absl::string_view name :
       {"Physiotherapeut m/w/d", "Physiotherapeut (w/m/d)", "Physiotherapeut*in",
        "Physiotherapeut:in", "Physiotherapeut_in", "Physiotherapeut/-in", "Physiotherapeut(in)",
        "Physiotherapeutin", "Physiotherapeut / Physiotherapeutin", "PHYSIOTHERAPEUT (mIwId)",
        "Physiotherapeut/in (gn)"}) {
    EXPECT_EQ(CodeOf(name), "81713") << name;
  }
  EXPECT_EQ(CodeOf("Koch (m/w/d)"), "29302");
  EXPECT_EQ(CodeOf("Kauffrau/-mann - Büromanagement"), "71402");
  EXPECT_EQ(CodeOf("Kaufmann/frau – Büromanagement"), "71402");
  EXPECT_EQ(CodeOf("Verwaltungsfachangestellte (m/w/d) - Kommunalverwaltung"), "73202");
}

TEST(OccupationMapperTest, DegreeTitleOfEitherSideIsLeftOut) {
  EXPECT_EQ(CodeOf("Bestattermeister/in/Bachelor Professional in Bestattung"), "82493");
  EXPECT_EQ(CodeOf("Fachagrarwirt/in - Baumpflege"), "12143");
}

TEST(OccupationMapperTest, QualifierInBracketsIsTakenOffLast) {
  const FakeKnowledge knowledge;
  const OccupationMapper mapper(knowledge);
  const auto mapped = mapper.Find("Altenpfleger/in (staatlich anerkannt)");
  ASSERT_TRUE(mapped.has_value());
  EXPECT_EQ(mapped->match, NameMatch::kQualified);
}

TEST(OccupationMapperTest, NameThatMeansTwoCodesIsNotGuessed) {
  const FakeKnowledge knowledge(
      {FakeKnowledge::Named("Monteur/in", "25102"), FakeKnowledge::Named("Monteur*in", "26252")});
  const OccupationMapper mapper(knowledge);
  EXPECT_FALSE(mapper.Find("Monteur (m/w/d)").has_value());
  EXPECT_TRUE(mapper.Find("Monteur/in").has_value());
}

TEST(OccupationMapperTest, OtherWordsAreNotFound) {
  EXPECT_EQ(CodeOf("Physiotherapie"), "");
  EXPECT_EQ(CodeOf(""), "");
  EXPECT_EQ(CodeOf("(((///"), "");
}

TEST(OccupationMapperTest, SlashBetweenDifferentTradesStays) {
  EXPECT_EQ(StripOccupationName("Technik/Medizin"), "technik medizin");
  EXPECT_EQ(StripOccupationName("Hauswart/in/Haustechniker/in"), "hauswart haustechniker");
}

}  // namespace
}  // namespace passung
