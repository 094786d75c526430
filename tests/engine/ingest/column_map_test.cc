// Tables with the headings of others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "passung/ingest.h"
#include "tests/engine/ingest/fake_knowledge.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr absl::string_view kTable = "Nr;Stelle;Ort;id\n7;Koch;Dresden;x\n";

TEST(ColumnMapTest, ForeignHeadingsAreReadAsFields) {
  const FakeKnowledge knowledge;
  const auto import =
      ImportVacancies("Nr;Stelle;Ort;Bemerkung\n7;Koch;Dresden;x\n", knowledge,
                      {.columns = {{"nr", "id"}, {"Stelle", "title"}, {"Ort", "town"}}});
  ASSERT_THAT(import, IsOk());
  ASSERT_THAT(import->vacancies, SizeIs(1));
  EXPECT_EQ(import->vacancies[0].id.value, "7");
  EXPECT_EQ(import->vacancies[0].title, "Koch");
  EXPECT_EQ(import->vacancies[0].places[0].town, "Dresden");
  ASSERT_THAT(import->report.problems, SizeIs(1));
  EXPECT_EQ(import->report.problems[0].field, "bemerkung");
}

TEST(ColumnMapTest, EveryKindOfTableTakesIt) {
  const FakeKnowledge knowledge;
  EXPECT_THAT(ImportMentees("Person\nM1\n", knowledge, {.columns = {{"Person", "id"}}}), IsOk());
  EXPECT_THAT(ImportOffers("id,Art\nO1,german_course\n", knowledge, {.columns = {{"Art", "kind"}}}),
              IsOk());
  EXPECT_THAT(
      ImportOutcomes("wer,kind,date\nM1,proposed,2026-01-01\n", {.columns = {{"wer", "mentee"}}}),
      IsOk());
}

TEST(ColumnMapTest, RefusalNamesWhatIsMissingAndWhatThereIs) {
  const FakeKnowledge knowledge;
  const auto refused = [&](std::vector<ColumnName> columns) {
    const auto import = ImportVacancies(kTable, knowledge, {.columns = std::move(columns)});
    EXPECT_EQ(import.status().code(), absl::StatusCode::kInvalidArgument);
    return std::string(import.status().message());
  };
  EXPECT_THAT(refused({{"Nummer", "id"}}),
              AllOf(HasSubstr("\"Nummer\" is no column"), HasSubstr("nr, stelle, ort, id")));
  EXPECT_THAT(refused({{"Nr", "number"}}),
              AllOf(HasSubstr("\"number\" is no field"), HasSubstr("id, title")));
  EXPECT_THAT(refused({{"Nr", "id"}}), HasSubstr("not the only column that is read as \"id\""));
  EXPECT_THAT(refused({{"Nr", "title"}, {"Stelle", "title"}}), HasSubstr("not the only column"));
  EXPECT_THAT(refused({{"Nr", "title"}, {"Nr", "town"}}),
              HasSubstr("as \"title\" and as \"town\""));
}

TEST(ColumnMapTest, JsonHasNoColumns) {
  const FakeKnowledge knowledge;
  const ReadOptions options = {.columns = {{"a", "id"}}};
  EXPECT_THAT(ImportVacancies("{}", knowledge, options).status().message(), HasSubstr("JSON"));
  EXPECT_THAT(ImportVacancies("<p>", knowledge, options).status().message(), HasSubstr("HTML"));
  EXPECT_THAT(ImportMentees("{}", knowledge, options).status().message(), HasSubstr("JSON"));
}

}  // namespace
}  // namespace passung
