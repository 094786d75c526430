#include <algorithm>

#include "engine/rules/registry.h"
#include "engine/vocabulary/lead_times.h"
#include "engine/vocabulary/residence_access.h"
#include "passung/residence.h"

namespace passung {
namespace {

constexpr int kDocumentMonths = 6;
constexpr int kDaysAWeek = 7;

// The values a fact can have: the known one, or all of them.
template <class T>
std::vector<T> Candidates(const std::optional<T>& known) {
  if (known) return {*known};
  std::vector<T> all;
  for (size_t i = 0; i < EnumCount<T>(); ++i) all.push_back(static_cast<T>(i));
  return all;
}

// One full set of what a row of the table asks for.
struct Situation {
  Housing housing;
  int months;
  AccessBar bar;
};

std::vector<Situation> Situations(const WorkAccessTable& table, const ResidenceFact& title,
                                  Date day) {
  std::vector<int> months;
  if (title.stay_since) {
    months = {std::max(0, FullMonthsBetween(*title.stay_since, day))};
  } else {
    months.assign(table.month_thresholds().begin(), table.month_thresholds().end());
    months.push_back(0);
  }
  std::vector<Situation> situations;
  for (const Housing housing : Candidates(title.housing)) {
    for (const AccessBar bar : Candidates(title.access_bar)) {
      for (const int month : months) situations.push_back({housing, month, bar});
    }
  }
  return situations;
}

bool Fits(const WorkAccessRow& row, const Situation& situation) {
  return (!row.housing || *row.housing == situation.housing) &&
         row.months_from <= situation.months &&
         (!row.months_below || situation.months < *row.months_below) &&
         (!row.bar || *row.bar == situation.bar);
}

AccessCell CellOf(const WorkAccessTable& table, ResidenceStatus status, const Situation& situation,
                  AccessColumn column, Date law_day) {
  for (const WorkAccessRow& row : table.rows()) {
    if (row.status == status && row.valid.Holds(law_day) && Fits(row, situation)) {
      return row.cell(column);
    }
  }
  return AccessCell::kUnknown;
}

// A side job depends on the hours that the vacancy asks for at least.
AccessCell WithHours(AccessCell cell, Known over_twenty) {
  if (cell != AccessCell::kTwentyHours) return cell;
  if (over_twenty == Known::kUnknown) return AccessCell::kUnknown;
  return over_twenty == Known::kYes ? AccessCell::kNo : AccessCell::kPass;
}

// The note in the document beats the table. School-based training is no employment.
AccessCell WithNote(AccessCell cell, std::optional<AccessNote> note, AccessColumn column) {
  if (!note) return cell;
  const bool school = column == AccessColumn::kSchoolTraining;
  switch (*note) {
    case AccessNote::kAllowed:
      return AccessCell::kPass;
    case AccessNote::kNotAllowed:
      return school ? cell : AccessCell::kNo;
    case AccessNote::kPermissionNeeded:
      return cell == AccessCell::kPass && !school ? AccessCell::kForeignersOffice : cell;
  }
  return cell;
}

Finding With(Verdict verdict, Reason reason, Step step = Step::kNone) {
  return {.verdict = verdict, .reason = reason, .step = step, .lead_days = LeadDays(step)};
}

Finding FindingOf(AccessCell cell) {
  switch (cell) {
    case AccessCell::kPass:
      return With(Verdict::kPass, Reason::kWorkAllowed);
    case AccessCell::kForeignersOffice:
      return With(Verdict::kPassAfter, Reason::kWorkPermissionNeeded, Step::kAskForeignersOffice);
    case AccessCell::kForeignersOfficeAndBa:
      return With(Verdict::kPassAfter, Reason::kWorkPermissionNeeded,
                  Step::kAskForeignersOfficeAndBa);
    case AccessCell::kWaiting:
    case AccessCell::kNo:
      return With(Verdict::kFail, Reason::kWorkNotAllowed);
    case AccessCell::kTwentyHours:  // resolved before
    case AccessCell::kUnknown:
      break;
  }
  return With(Verdict::kUnknown, Reason::kWorkAccessUnknown);
}

void AddJobColumns(const AccessKey& key, std::vector<AccessColumn>& columns) {
  if (key.agency != Known::kNo) columns.push_back(AccessColumn::kAgency);
  if (key.agency == Known::kYes) return;
  if (key.helper != Known::kNo) columns.push_back(AccessColumn::kHelperJob);
  if (key.helper != Known::kYes) columns.push_back(AccessColumn::kQualifiedJob);
}

// The columns of the table that a vacancy may stand in: one, unless its kind or agency is unknown.
std::vector<AccessColumn> ColumnsOf(const AccessKey& key) {
  std::vector<AccessColumn> columns;
  if (!key.kind) {
    columns = {AccessColumn::kQualifiedJob, AccessColumn::kDualTraining,
               AccessColumn::kSchoolTraining, AccessColumn::kEqInternship};
    AddJobColumns(key, columns);
    return columns;
  }
  switch (*key.kind) {
    case VacancyKind::kTrainingDual:
    case VacancyKind::kRetraining:
      return {AccessColumn::kDualTraining};
    case VacancyKind::kTrainingSchool:
      return {AccessColumn::kSchoolTraining};
    case VacancyKind::kEntryQualification:
    case VacancyKind::kInternship:
      return {AccessColumn::kEqInternship};
    case VacancyKind::kAdaptation:
    case VacancyKind::kPartQualification:
      return {AccessColumn::kQualifiedJob};
    default:
      AddJobColumns(key, columns);
      return columns;
  }
}

class WorkAccess final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kWorkAccess; }
  ColumnId column() const override { return ColumnId::kAccess; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const AccessKey& key = query.dictionaries.access[code];
    const std::vector<AccessColumn> columns = ColumnsOf(key);
    const Finding common = JudgeColumn(query, facts, key, columns.front());
    for (size_t i = 1; i < columns.size(); ++i) {
      if (JudgeColumn(query, facts, key, columns[i]) == common) continue;
      return With(Verdict::kUnknown, Reason::kWorkAccessUnknown);
    }
    return common;
  }

  void Describe(const Query&, const DayFacts& facts, const Where&, const Finding& finding,
                std::vector<ReasonParameter>& parameters) const override {
    const ResidenceFact* title = LatestOn(facts.residence->titles, facts.day);
    if (title == nullptr) return;
    if (title->status) Add(parameters, "status", Name(*title->status));
    if (title->note) Add(parameters, "note", Name(*title->note));
    if (finding.reason == Reason::kWorkPermissionNeeded) {
      const bool ba = finding.step == Step::kAskForeignersOfficeAndBa;
      Add(parameters, "office", "foreigners_office");
      Add(parameters, "ba", ba ? "needed" : "not_needed");
      Add(parameters, "weeks", LeadDays(finding.step) / kDaysAWeek);
    }
    if (finding.from) Add(parameters, "until", finding.from->ToString());
  }

  void AddEventDates(const Query& query, const Residence& residence, Date after,
                     std::vector<Date>& dates) const override {
    for (const ResidenceFact& title : residence.titles) {
      passung::AddEventDates(title.valid, after, dates);
      if (!title.stay_since) continue;
      for (const int months : query.knowledge.work_access().month_thresholds()) {
        const Date reached = title.stay_since->PlusMonths(months);
        if (reached > after) dates.push_back(reached);
      }
    }
  }

  void AddFlags(const Query& query, const DayFacts& facts, const Where& where,
                std::vector<Flag>& flags) const override {
    if (where.vacancy.temporary_agency == true) flags.push_back(Flag::kTemporaryAgency);
    const ResidenceFact* title = LatestOn(facts.residence->titles, facts.day);
    if (title == nullptr || !title->document_until) return;
    const Date start = std::max(where.vacancy.start.value_or(query.as_of), query.as_of);
    if (*title->document_until < start.PlusMonths(kDocumentMonths)) {
      flags.push_back(Flag::kDocumentExpires);
    }
  }

 private:
  // Unknown facts of the person are tried out; only what they all agree on stands.
  static Finding JudgeColumn(const Query& query, const DayFacts& facts, const AccessKey& key,
                             AccessColumn column) {
    const ResidenceFact* title = LatestOn(facts.residence->titles, facts.day);
    if (title == nullptr || !title->status) {
      const bool school = column == AccessColumn::kSchoolTraining;
      const AccessCell cell = school ? AccessCell::kPass : AccessCell::kUnknown;
      return FindingOf(title == nullptr ? cell : WithNote(cell, title->note, column));
    }
    const WorkAccessTable& table = query.knowledge.work_access();
    std::optional<Finding> common;
    for (const Situation& situation : Situations(table, *title, facts.day)) {
      const AccessCell cell =
          WithHours(CellOf(table, *title->status, situation, column, query.as_of), key.over_twenty);
      const Finding finding = FindingOf(WithNote(cell, title->note, column));
      if (common && !(*common == finding)) return FindingOf(AccessCell::kUnknown);
      common = finding;
    }
    return *common;
  }
};

}  // namespace

std::unique_ptr<Rule> MakeWorkAccess() { return std::make_unique<WorkAccess>(); }

}  // namespace passung
