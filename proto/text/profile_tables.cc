#include "proto/text/profile_tables.h"

#include <array>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace passung::text {
namespace {

// A table of one label and one number each.
class PointsTable {
 public:
  PointsTable(absl::string_view label, absl::string_view number, const Texts& texts)
      : texts_(texts), table_{{{texts.Get(label)}, {texts.Get(number), true}}, {}} {}

  void Add(std::string label, int32_t number) {
    table_.rows.push_back({std::move(label), texts_.Number(number)});
  }
  void AddKey(absl::string_view key, int32_t number) { Add(texts_.Get(key), number); }
  template <class E, size_t kSize>
  void AddEach(const std::array<int32_t, kSize>& numbers) {
    for (size_t i = 0; i < kSize; ++i) Add(texts_.Of(static_cast<E>(i)), numbers[i]);
  }
  // "bis 15 Minuten" …, and what lies beyond the last step.
  void AddSteps(absl::string_view row, const std::vector<PointsStep>& steps) {
    for (const PointsStep& step : steps) AddStep(row, step.at_most, step.points);
    if (!steps.empty()) AddStep(absl::StrCat(row, "_beyond"), steps.back().at_most, 0);
  }
  void AddStep(absl::string_view row, int32_t limit, int32_t points) {
    Add(texts_.Get(row, {{{"n", texts_.Number(limit)}}}), points);
  }
  PageTable Take() && { return std::move(table_); }

 private:
  const Texts& texts_;
  PageTable table_;
};

PageTable ByColumn(absl::string_view label, const Texts& texts) {
  PageTable table{{{texts.Get(label)}}, {}};
  for (size_t i = 0; i < kColumnCount; ++i) {
    table.columns.push_back({texts.Of(static_cast<Column>(i)), true});
  }
  return table;
}

void AddRow(std::string label, absl::Span<const int32_t> numbers, const Texts& texts,
            PageTable& table) {
  std::vector<std::string> row = {std::move(label)};
  for (const int32_t number : numbers) row.push_back(texts.Number(number));
  table.rows.push_back(std::move(row));
}

}  // namespace

std::vector<PageTable> TablesOf(const OccupationFitTable& table, const Texts& texts) {
  PointsTable relation("profile.column.relation", "table.points", texts);
  relation.AddEach<OccupationRelation>(table.relation);
  PointsTable ceiling("profile.column.claim", "profile.column.ceiling", texts);
  for (size_t i = 0; i < table.ceiling.size(); ++i) {
    ceiling.Add(texts.Of(static_cast<ClaimKind>(i)), table.ceiling[i]);
  }
  ceiling.AddKey("profile.row.wish_work", table.wish_work);
  ceiling.AddKey("profile.row.wish_training", table.wish_training);
  PageTable columns = ByColumn("profile.column.vacancy", texts);
  AddRow(texts.Get("profile.row.floor"), table.floor, texts, columns);
  AddRow(texts.Get("profile.row.nothing_known"), table.unknown, texts, columns);
  return {std::move(relation).Take(), std::move(ceiling).Take(), std::move(columns)};
}

std::vector<PageTable> TablesOf(const LevelAdequacyTable& table, const Texts& texts) {
  PageTable points = ByColumn("profile.column.own_level", texts);
  for (size_t i = 0; i < table.points.size(); ++i) {
    AddRow(texts.Of(static_cast<Column>(i)), table.points[i], texts, points);
  }
  AddRow(texts.Get("profile.row.nothing_known"), table.unknown, texts, points);
  return {std::move(points)};
}

std::vector<PageTable> TablesOf(const SkillsFitTable& table, const Texts& texts) {
  PointsTable points("profile.column.case", "table.points", texts);
  points.AddKey("profile.row.none_named", table.none_named);
  points.AddKey("profile.row.skills_unknown", table.unknown);
  return {std::move(points).Take()};
}

std::vector<PageTable> TablesOf(const RecognitionFitTable& table, const Texts& texts) {
  PageTable points{{{texts.Get("profile.column.recognition")},
                    {texts.Get("profile.column.bars"), true},
                    {texts.Get("profile.column.nobody"), true}},
                   {}};
  for (size_t i = 0; i < table.bars.size(); ++i) {
    AddRow(texts.Of(static_cast<RecognitionStatus>(i)), {table.bars[i], table.nobody[i]}, texts,
           points);
  }
  AddRow(texts.Get("profile.row.no_role"), {table.no_role, table.no_role}, texts, points);
  return {std::move(points)};
}

std::vector<PageTable> TablesOf(const LanguageFitTable& table, const Texts& texts) {
  PointsTable missing("profile.column.missing", "table.points", texts);
  for (size_t i = 0; i < table.missing.size(); ++i) {
    const std::string levels = texts.Number(static_cast<int64_t>(i));
    missing.Add(texts.Get("profile.row.levels_short", {{{"n", levels}, {"n_raw", levels}}}),
                table.missing[i]);
  }
  missing.AddKey("profile.row.german_unknown", table.unknown);
  PageTable prior{{{texts.Get("profile.column.usual")}}, {}};
  for (size_t level = 0; level < table.prior.front().size(); ++level) {
    prior.columns.push_back({texts.Of(static_cast<LanguageLevel>(level)), true});
  }
  for (size_t column = 0; column < table.prior.size(); ++column) {
    AddRow(texts.Of(static_cast<Column>(column)), table.prior[column], texts, prior);
  }
  return {std::move(missing).Take(), std::move(prior)};
}

std::vector<PageTable> TablesOf(const DistrictFitTable& table, const Texts& texts) {
  PointsTable minutes("profile.column.minutes", "table.points", texts);
  minutes.AddSteps("profile.row.minutes", table.minutes);
  PointsTable relation("profile.column.districts", "table.points", texts);
  relation.AddEach<DistrictRelation>(table.relation);
  relation.AddKey("profile.row.place_unknown", table.unknown);
  return {std::move(minutes).Take(), std::move(relation).Take()};
}

std::vector<PageTable> TablesOf(const WorkingTimeFitTable& table, const Texts& texts) {
  PointsTable points("profile.column.share", "table.points", texts);
  for (const ShareStep& step : table.share) {
    points.AddStep("profile.row.share", step.at_least_percent, step.points);
  }
  if (!table.share.empty()) {
    points.AddStep("profile.row.share_beyond", table.share.back().at_least_percent, 0);
  }
  points.AddKey("phrase.unknown", table.unknown);
  return {std::move(points).Take()};
}

std::vector<PageTable> TablesOf(const StartFitTable& table, const Texts& texts) {
  PointsTable points("profile.column.late", "table.points", texts);
  points.AddSteps("profile.row.weeks", table.weeks_late);
  points.AddKey("phrase.unknown", table.unknown);
  return {std::move(points).Take()};
}

std::vector<PageTable> TablesOf(const EmployerSupportTable& table, const Texts& texts) {
  PointsTable points("profile.column.support", "table.points", texts);
  points.AddEach<SupportItem>(table.item);
  points.AddKey("phrase.not_stated", table.not_stated);
  return {std::move(points).Take()};
}

}  // namespace passung::text
