#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "engine/ingest/markup.h"
#include "passung/ingest.h"
#include "tests/engine/ingest/fake_knowledge.h"
#include "tests/engine/ingest/imported.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr absl::string_view kPosting = R"json({
  "@context": "https://schema.org/", "@type": "JobPosting",
  "title": "Koch/K&ouml;chin (m/w/d)",
  "identifier": {"@type": "PropertyValue", "name": "Gasthof", "value": "77/4"},
  "hiringOrganization": {"@type": "Organization", "name": "Gasthof & Söhne"},
  "jobLocation": [
    {"@type": "Place", "address": {"addressLocality": "Dresden", "addressRegion": "Sachsen", "postalCode": "01099",
      "addressCountry": "DE"}, "geo": {"latitude": 51.05, "longitude": "13,74"}},
    {"@type": "Place", "address": {"addressLocality": "Wien", "addressCountry": {"name": "AT"}}}],
  "employmentType": ["FULL_TIME", "Part-Time"],
  "datePosted": "2026-08-18T10:00:00+02:00", "validThrough": "2026-09-18", "jobStartDate": "2026-10-01",
  "totalJobOpenings": "2",
  "description": "&lt;p&gt;Wir suchen.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Deutsch mind. B1&lt;/li&gt;&lt;/ul&gt;"
})json";

std::string Changed(absl::string_view from, absl::string_view to) {
  return absl::StrReplaceAll(kPosting, {{from, to}});
}

TEST(JobPostingTest, PostingIsReadFieldByField) {
  const VacancyImport import = ImportedVacancies(kPosting);
  ASSERT_THAT(import.vacancies, SizeIs(1));
  EXPECT_EQ(import.report.format, "schema_org");
  const Vacancy& v = import.vacancies[0];
  EXPECT_THAT(v.id.value, StartsWith("jp-"));
  EXPECT_THAT(v.id.value, HasSubstr("-77-4"));
  EXPECT_EQ(v.source, "schema_org");
  EXPECT_EQ(v.source_reference, "77/4");
  EXPECT_EQ(v.title, "Koch/Köchin (m/w/d)");
  EXPECT_EQ(v.employer_name, "Gasthof & Söhne");
  EXPECT_EQ(v.kind, VacancyKind::kJob);
  EXPECT_EQ(v.hours, (WeeklyHours{1, 40}));
  EXPECT_EQ(v.openings, 2);
  ASSERT_THAT(v.places, SizeIs(1));
  EXPECT_EQ(v.places[0].district->ToString(), "14612");
  EXPECT_EQ(v.places[0].point, (GeoPoint{51'050'000, 13'740'000}));
  EXPECT_EQ(v.published->ToString(), "2026-08-18");
  EXPECT_EQ(v.apply_until->ToString(), "2026-09-18");
  EXPECT_EQ(v.start->ToString(), "2026-10-01");
  EXPECT_EQ(v.german.levels[0], LanguageLevel::kB1);
  ASSERT_THAT(v.occupations, SizeIs(1));
  EXPECT_EQ(v.occupations[0].code->ToString(), "29302");
  EXPECT_THAT(Problems(import.report.records[0]), HasSubstr("outside Germany (\"AT\"); left out"));
}

TEST(JobPostingTest, TwoEmployersMayBothHaveANumberOne) {
  const std::string first = Changed("77/4", "1");
  const VacancyImport import = ImportedVacancies(
      absl::StrCat("[", first, ",", absl::StrReplaceAll(first, {{"Gasthof", "Hotel"}}), "]"));
  ASSERT_THAT(import.vacancies, SizeIs(2));
  EXPECT_NE(import.vacancies[0].id, import.vacancies[1].id);
}

TEST(JobPostingTest, TheSamePostingKeepsItsId) {
  EXPECT_EQ(ImportedVacancies(kPosting).vacancies[0].id,
            ImportedVacancies(Changed("mind. B1", "mind. B2")).vacancies[0].id);
}

TEST(JobPostingTest, PostingWithoutNumberAndAddressIsRefused) {
  const VacancyImport import = ImportedVacancies(Changed("\"identifier\"", "\"other\""));
  EXPECT_THAT(import.vacancies, SizeIs(0));
  EXPECT_THAT(Problems(import.report.records[0]), HasSubstr("neither identifier nor url"));
}

TEST(JobPostingTest, AddressTellsPostingsApartWhereThereIsNoNumber) {
  const std::string one = Changed("\"identifier\"", "\"url\": \"https://g.example/1\", \"other\"");
  const std::string two = absl::StrReplaceAll(one, {{"example/1", "example/2"}});
  const VacancyImport import = ImportedVacancies(absl::StrCat(one, "\n"));
  EXPECT_EQ(import.vacancies[0].source_reference, "https://g.example/1");
  EXPECT_NE(import.vacancies[0].id, ImportedVacancies(two).vacancies[0].id);
}

TEST(JobPostingTest, PlaceAbroadAloneIsRefused) {
  const VacancyImport import = ImportedVacancies(Changed("\"DE\"", "\"PL\""));
  EXPECT_THAT(Problems(import.report.records[0]), StartsWith("jobLocation: no place in Germany"));
}

TEST(JobPostingTest, UnknownEmploymentIsNamedWithWhatIsAllowed) {
  const VacancyImport import = ImportedVacancies(Changed("Part-Time", "SOMETIMES"));
  EXPECT_EQ(import.vacancies[0].hours, (WeeklyHours{35, 40}));
  EXPECT_THAT(Problems(import.report.records[0]),
              AllOf(HasSubstr("employmentType: "), HasSubstr("SOMETIMES"), HasSubstr("FULL_TIME")));
}

TEST(JobPostingTest, NumbersOfOtherClassificationsAreNoCodes) {
  const VacancyImport other =
      ImportedVacancies(Changed("\"title\": \"Koch/K&ouml;chin (m/w/d)\"",
                                R"("title": "Chef", "occupationalCategory": "35-1011.00")"));
  EXPECT_THAT(other.vacancies[0].occupations, SizeIs(0));
  const VacancyImport kldb = ImportedVacancies(Changed(
      "\"title\": \"Koch/K&ouml;chin (m/w/d)\"",
      R"("title": "Chef", "occupationalCategory": {"codeValue": "29302", "inCodeSet": "KldB 2010"})"));
  ASSERT_THAT(kldb.vacancies[0].occupations, SizeIs(1));
  EXPECT_EQ(kldb.vacancies[0].occupations[0].code->ToString(), "29302");
}

TEST(JobPostingTest, PostingsAreFoundInGraphsAndLists) {
  const VacancyImport graph = ImportedVacancies(
      absl::StrCat(R"({"@context": "x", "@graph": [{"@type": "WebSite"}, )", kPosting, "]}"));
  EXPECT_THAT(graph.vacancies, SizeIs(1));
  EXPECT_EQ(graph.report.refused, 0);
  const VacancyImport list = ImportedVacancies(
      absl::StrCat(R"({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": )",
                   kPosting, "}]}"));
  EXPECT_THAT(list.vacancies, SizeIs(1));
}

TEST(JobPostingTest, PageGivesWhatItsScriptsSayWithTheirLine) {
  const VacancyImport import = ImportedVacancies(absl::StrCat(
      "<!doctype html>\n<script>if (a < b) {}</script>\n"
      "<script type=\"application/ld+json\">{\"@type\": \"BreadcrumbList\"}</script>\n"
      "<SCRIPT data-x type='application/ld+json'>",
      kPosting, "</SCRIPT>\n<script type=\"application/ld+json\">{\"broken\"</script>"));
  ASSERT_THAT(import.vacancies, SizeIs(1));
  EXPECT_EQ(import.report.format, "schema_org");
  EXPECT_EQ(import.report.records[0].line, 4);
  EXPECT_EQ(import.report.refused, 1);
  EXPECT_THAT(Problems(import.report.records[1]), HasSubstr("not valid JSON"));
}

TEST(JobPostingTest, PageWithoutPostingIsNotRead) {
  const FakeKnowledge knowledge;
  EXPECT_THAT(ImportVacancies("<html><p>id,title</p></html>", knowledge).status().message(),
              HasSubstr("application/ld+json"));
  EXPECT_THAT(ImportVacancies(R"({"@type": "Person"})", knowledge).status().message(),
              HasSubstr("no JobPosting"));
}

TEST(MarkupTest, TagsAndEntitiesGoAndLinesStay) {
  EXPECT_EQ(PlainText("<p>gr&uuml;n</p>a<b>b</b>"), "\ngrün\na b ");
  EXPECT_EQ(PlainText("&#228;&#xE4;&amp;&unknown;&"), "ää&&unknown;&");
  EXPECT_EQ(PlainText("3 < 4 > 2 <"), "3 < 4 > 2 <");
  EXPECT_EQ(PlainText("&#xD800;&#0;"), "&#xD800;&#0;");
}

TEST(MarkupTest, ScriptThatNothingEndsGoesToTheEnd) {
  const auto parts = LinkedDataOf("\n<script type=application/ld+json>{}");
  ASSERT_THAT(parts, SizeIs(1));
  EXPECT_EQ(parts[0].line, 2);
  EXPECT_EQ(parts[0].text, "{}");
  EXPECT_THAT(LinkedDataOf("<script type=application/ld+json"), SizeIs(0));
}

}  // namespace
}  // namespace passung
