#include <algorithm>
#include <bit>

#include "engine/rules/registry.h"
#include "engine/vocabulary/lead_times.h"
#include "engine/vocabulary/period.h"
#include "engine/vocabulary/residence_access.h"
#include "passung/residence.h"

namespace passung {
namespace {

constexpr int kDocumentMonths = 6;

// One full set of what a row of the table asks for.
struct Situation {
  Housing housing;
  int months;
  AccessBar bar;
};

// The values a fact can have: the known one, or all of them.
template <class T, class F>
void ForEachCandidate(const std::optional<T>& known, F&& visit) {
  if (known) return visit(*known);
  for (size_t i = 0; i < EnumCount<T>(); ++i) visit(static_cast<T>(i));
}

template <class F>
void ForEachMonths(const WorkAccessTable& table, const ResidenceFact& title, Date day, F&& visit) {
  if (title.stay_since) return visit(std::max(0, FullMonthsBetween(*title.stay_since, day)));
  visit(0);
  for (const int months : table.month_thresholds()) visit(months);
}

template <class F>
void ForEachSituation(const WorkAccessTable& table, const ResidenceFact& title, Date day,
                      F&& visit) {
  ForEachMonths(table, title, day, [&](int months) {
    ForEachCandidate(title.housing, [&](Housing housing) {
      ForEachCandidate(title.access_bar, [&](AccessBar bar) {
        visit(Situation{housing, months, bar});
      });
    });
  });
}

bool Fits(const WorkAccessRow& row, const Situation& situation) {
  return (!row.housing || *row.housing == situation.housing) &&
         row.months_from <= situation.months &&
         (!row.months_below || situation.months < *row.months_below) &&
         (!row.bar || *row.bar == situation.bar);
}

AccessCell CellOf(const WorkAccessTable& table, ResidenceStatus status, const Situation& situation,
                  AccessColumn column, Date law_day) {
  for (const int32_t index : table.RowsOf(status)) {
    const WorkAccessRow& row = table.rows()[static_cast<size_t>(index)];
    if (row.valid.Holds(law_day) && Fits(row, situation)) return row.cell(column);
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

Finding FindingOf(AccessCell cell) {
  switch (cell) {
    case AccessCell::kPass:
      return FindingWith(Verdict::kPass, Reason::kWorkAllowed);
    case AccessCell::kForeignersOffice:
      return FindingWith(Verdict::kPassAfter, Reason::kWorkPermissionNeeded,
                         Step::kAskForeignersOffice);
    case AccessCell::kForeignersOfficeAndBa:
      return FindingWith(Verdict::kPassAfter, Reason::kWorkPermissionNeeded,
                         Step::kAskForeignersOfficeAndBa);
    case AccessCell::kWaiting:
    case AccessCell::kNo:
      return FindingWith(Verdict::kFail, Reason::kWorkNotAllowed);
    case AccessCell::kTwentyHours:  // resolved before
    case AccessCell::kUnknown:
      break;
  }
  return FindingWith(Verdict::kUnknown, Reason::kWorkAccessUnknown);
}

// Columns of the table as bits.
using ColumnSet = uint32_t;

template <class... Columns>
constexpr ColumnSet SetOf(Columns... columns) {
  return ((ColumnSet{1} << Index(columns)) | ...);
}

ColumnSet JobColumns(const AccessKey& key) {
  ColumnSet columns = 0;
  if (key.agency != Known::kNo) columns |= SetOf(AccessColumn::kAgency);
  if (key.agency == Known::kYes) return columns;
  if (key.helper != Known::kNo) columns |= SetOf(AccessColumn::kHelperJob);
  if (key.helper != Known::kYes) columns |= SetOf(AccessColumn::kQualifiedJob);
  return columns;
}

// The columns of the table that a vacancy may stand in: one, unless its kind or agency is unknown.
ColumnSet ColumnsOf(const AccessKey& key) {
  if (!key.kind) {
    return JobColumns(key) | SetOf(AccessColumn::kQualifiedJob, AccessColumn::kDualTraining,
                                   AccessColumn::kSchoolTraining, AccessColumn::kEqInternship);
  }
  switch (*key.kind) {
    case VacancyKind::kTrainingDual:
    case VacancyKind::kRetraining:
      return SetOf(AccessColumn::kDualTraining);
    case VacancyKind::kTrainingSchool:
      return SetOf(AccessColumn::kSchoolTraining);
    case VacancyKind::kEntryQualification:
    case VacancyKind::kInternship:
      return SetOf(AccessColumn::kEqInternship);
    case VacancyKind::kAdaptation:
    case VacancyKind::kPartQualification:
      return SetOf(AccessColumn::kQualifiedJob);
    default:
      return JobColumns(key);
  }
}

class WorkAccess final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kWorkAccess; }
  ColumnId column() const override { return ColumnId::kAccess; }
  bool HasEvidence() const override { return true; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const AccessKey& key = query.dictionaries.access[code];
    std::optional<Finding> common;
    for (ColumnSet left = ColumnsOf(key); left != 0; left &= left - 1) {
      const auto column = static_cast<AccessColumn>(std::countr_zero(left));
      const Finding finding = JudgeColumn(query, facts, key, column);
      if (common && !(*common == finding)) {
        return FindingWith(Verdict::kUnknown, Reason::kWorkAccessUnknown);
      }
      common = finding;
    }
    return *common;
  }

  bool MayFail(const Query& query, const DayFacts& facts) const override {
    const ResidenceFact* title = LatestOn(facts.residence->titles, facts.day);
    if (title == nullptr || title->note == AccessNote::kAllowed) return false;
    if (title->note == AccessNote::kNotAllowed) return true;
    return title->status && query.knowledge.work_access().MayBar(*title->status);
  }

  void Describe(const Query&, const DayFacts& facts, uint32_t, const Finding& finding,
                ParameterWriter& parameters) const override {
    const ResidenceFact* title = LatestOn(facts.residence->titles, facts.day);
    if (title == nullptr) return;
    if (title->status) Add(parameters, ParameterName::kStatus, *title->status);
    if (title->note) Add(parameters, ParameterName::kNote, *title->note);
    if (finding.reason == Reason::kWorkPermissionNeeded) {
      const bool ba = finding.step == Step::kAskForeignersOfficeAndBa;
      Add(parameters, ParameterName::kOffice, ParameterValue::Word("foreigners_office"));
      Add(parameters, ParameterName::kBa, ParameterValue::Word(ba ? "needed" : "not_needed"));
      Add(parameters, ParameterName::kWeeks, LeadDays(finding.step) / kDaysAWeek);
    }
    if (finding.from) Add(parameters, ParameterName::kUntil, ParameterValue::Of(*finding.from));
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

  FlagSet FlagsOfVacancy(const Query& query, const DayFacts& facts,
                         const Vacancy& vacancy) const override {
    const FlagSet agency = vacancy.temporary_agency == true ? FlagBit(Flag::kTemporaryAgency) : 0;
    const ResidenceFact* title = LatestOn(facts.residence->titles, facts.day);
    if (title == nullptr || !title->document_until) return agency;
    const Date start = std::max(vacancy.start.value_or(query.as_of), query.as_of);
    const bool expires = *title->document_until < start.PlusMonths(kDocumentMonths);
    return expires ? agency | FlagBit(Flag::kDocumentExpires) : agency;
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
    std::optional<AccessCell> common;
    bool differ = false;
    ForEachSituation(table, *title, facts.day, [&](const Situation& situation) {
      const AccessCell cell = WithNote(
          WithHours(CellOf(table, *title->status, situation, column, query.as_of), key.over_twenty),
          title->note, column);
      differ = differ || (common && !(FindingOf(*common) == FindingOf(cell)));
      common = cell;
    });
    return FindingOf(differ ? AccessCell::kUnknown : *common);
  }
};

}  // namespace

std::unique_ptr<Rule> MakeWorkAccess() { return std::make_unique<WorkAccess>(); }

}  // namespace passung
