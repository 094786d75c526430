// The rule work_access, section 7 of SCORING.md: every value of an unknown fact is tried in turn.

#include <algorithm>
#include <utility>
#include <vector>

#include "tests/support/oracle_rules.h"

namespace passung::oracle {
namespace {

AccessColumn ColumnOf(VacancyKind kind, bool agency, int32_t level) {
  switch (kind) {
    case VacancyKind::kJob:
    case VacancyKind::kMinijob:
      if (agency) return AccessColumn::kAgency;
      return level == 1 ? AccessColumn::kHelperJob : AccessColumn::kQualifiedJob;
    case VacancyKind::kTrainingDual:
    case VacancyKind::kRetraining:
      return AccessColumn::kDualTraining;
    case VacancyKind::kTrainingSchool:
      return AccessColumn::kSchoolTraining;
    case VacancyKind::kEntryQualification:
    case VacancyKind::kInternship:
      return AccessColumn::kEqInternship;
    case VacancyKind::kAdaptation:
    case VacancyKind::kPartQualification:
    case VacancyKind::kSelfEmployed:
      return AccessColumn::kQualifiedJob;
  }
  return AccessColumn::kQualifiedJob;
}

std::vector<AccessColumn> CandidatesOf(const Combination& combination) {
  std::vector<VacancyKind> kinds;
  for (size_t k = 0; k < EnumCount<VacancyKind>(); ++k) {
    const auto kind = static_cast<VacancyKind>(k);
    if (kind == VacancyKind::kSelfEmployed) continue;
    if (!combination.kind || combination.kind == kind) kinds.push_back(kind);
  }
  std::vector<bool> agencies = {false, true};
  const auto stated = combination.vacancy->temporary_agency;
  if (stated) agencies = {*stated};
  std::vector<int32_t> levels = {1, 2, 3, 4};
  if (combination.level) levels = {*combination.level};
  std::vector<AccessColumn> columns;
  for (VacancyKind kind : kinds) {
    for (bool agency : agencies) {
      for (int32_t level : levels) columns.push_back(ColumnOf(kind, agency, level));
    }
  }
  return columns;
}

Outcome OfCell(char cell, AccessColumn column, std::optional<AccessNote> note) {
  const bool school = column == AccessColumn::kSchoolTraining;
  if (note == AccessNote::kPermissionNeeded && cell == 'P' && !school) cell = 'A';
  switch (cell) {
    case 'P':
      return {Verdict::kPass, std::nullopt, Step::kNone, 0};
    case 'A':
      return {Verdict::kPassAfter, std::nullopt, Step::kAskForeignersOffice, 28};
    case 'B':
      return {Verdict::kPassAfter, std::nullopt, Step::kAskForeignersOfficeAndBa, 42};
    case 'D':  // a waiting period: not today
    case 'N':
      return {Verdict::kFail, std::nullopt, Step::kNone, 0};
    default:
      return {Verdict::kUnknown, std::nullopt, Step::kNone, 0};
  }
}

bool RowFits(const WorkAccessRow& row, Housing housing, AccessBar bar, int32_t months) {
  return (!row.housing || row.housing == housing) && (!row.bar || row.bar == bar) &&
         months >= row.months_from && (!row.months_to || months < *row.months_to);
}

char CellOf(const Question& q, AccessColumn column, Housing housing, AccessBar bar,
            int32_t months) {
  for (const WorkAccessRow& row : q.knowledge->work_access) {
    if (row.status != q.facts->title->status || !row.valid.Holds(q.as_of)) continue;
    if (RowFits(row, housing, bar, months)) return row.cells[static_cast<size_t>(column)];
  }
  return '?';
}

// H: a side job of at most 20 hours a week; kinds that are no job pass.
char SideJob(char cell, const Combination& combination) {
  if (cell != 'H') return cell;
  const bool job = !combination.kind || combination.kind == VacancyKind::kJob ||
                   combination.kind == VacancyKind::kMinijob;
  if (!job) return 'P';
  const auto& hours = combination.vacancy->hours;
  if (!hours) return '?';
  return hours->min > 20 ? 'N' : 'P';
}

std::vector<int32_t> MonthsToTry(const Question& q) {
  if (q.facts->title->stay_since) {
    return {std::max(0, FullMonths(*q.facts->title->stay_since, q.facts->day))};
  }
  int32_t last = 0;
  for (const WorkAccessRow& row : q.knowledge->work_access) {
    last = std::max({last, row.months_from, row.months_to.value_or(0)});
  }
  std::vector<int32_t> months;
  for (int32_t m = 0; m <= last; ++m) months.push_back(m);
  return months;
}

// Equal outcomes stand, different ones are UNKNOWN.
Outcome Common(const std::vector<Outcome>& outcomes) {
  for (const Outcome& outcome : outcomes) {
    if (outcome != outcomes.front()) return {Verdict::kUnknown, std::nullopt, Step::kNone, 0};
  }
  return outcomes.front();
}

Outcome ByTable(const Question& q, AccessColumn column) {
  const ResidenceFact& title = *q.facts->title;
  std::vector<Housing> housings = {Housing::kMunicipality, Housing::kReceptionCentre};
  if (title.housing) housings = {*title.housing};
  std::vector<AccessBar> bars = {AccessBar::kNone, AccessBar::kBarred};
  if (title.access_bar) bars = {*title.access_bar};
  std::vector<Outcome> outcomes;
  for (Housing housing : housings) {
    for (AccessBar bar : bars) {
      for (int32_t months : MonthsToTry(q)) {
        const char cell = SideJob(CellOf(q, column, housing, bar, months), *q.combination);
        outcomes.push_back(OfCell(cell, column, title.note));
      }
    }
  }
  return Common(outcomes);
}

Outcome InColumn(const Question& q, AccessColumn column) {
  const bool school = column == AccessColumn::kSchoolTraining;
  const auto& title = q.facts->title;
  if (title && title->note == AccessNote::kAllowed) return OfCell('P', column, title->note);
  if (title && title->note == AccessNote::kNotAllowed && !school) {
    return OfCell('N', column, title->note);
  }
  if (!title || !title->status) return OfCell(school ? 'P' : '?', column, std::nullopt);
  return ByTable(q, column);
}

}  // namespace

Outcome WorkAccess(const Question& question) {
  std::vector<Outcome> outcomes;
  for (AccessColumn column : CandidatesOf(*question.combination)) {
    outcomes.push_back(InColumn(question, column));
  }
  return Common(outcomes);
}

}  // namespace passung::oracle
