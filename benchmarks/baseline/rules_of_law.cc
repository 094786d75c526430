#include <algorithm>
#include <vector>

#include "benchmarks/baseline/row.h"
#include "engine/vocabulary/residence_access.h"

namespace passung::baseline {
namespace {

bool KindUnknown(const Row& row) { return !row.vacancy().kind; }

// ---- Labour-market access -----------------------------------------------------------------------

// A verdict and who has to be asked for it.
struct Access {
  Verdict verdict = Verdict::kUnknown;
  Step step = Step::kNone;
  friend bool operator==(const Access&, const Access&) = default;
};

// A side job of at most twenty hours a week.
Access OfSideJob(const Vacancy& vacancy) {
  const bool employment =
      !vacancy.kind || *vacancy.kind == VacancyKind::kJob || *vacancy.kind == VacancyKind::kMinijob;
  if (!employment) return {Verdict::kPass};
  if (!vacancy.hours) return {Verdict::kUnknown};
  return {vacancy.hours->min <= 20 ? Verdict::kPass : Verdict::kFail};
}

Access OfCell(AccessCell cell, const Vacancy& vacancy) {
  switch (cell) {
    case AccessCell::kPass:
      return {Verdict::kPass};
    case AccessCell::kForeignersOffice:
      return {Verdict::kPassAfter, Step::kAskForeignersOffice};
    case AccessCell::kForeignersOfficeAndBa:
      return {Verdict::kPassAfter, Step::kAskForeignersOfficeAndBa};
    case AccessCell::kWaiting:
    case AccessCell::kNo:
      return {Verdict::kFail};
    case AccessCell::kTwentyHours:
      return OfSideJob(vacancy);
    case AccessCell::kUnknown:
      break;
  }
  return {Verdict::kUnknown};
}

// Several ways in which an unknown fact may turn out: one finding, or none that can be named.
class Merged {
 public:
  void Add(const Access& access) {
    if (!first_) {
      first_ = access;
    } else if (!(*first_ == access)) {
      differ_ = true;
    }
  }
  Access Get() const { return differ_ || !first_ ? Access{Verdict::kUnknown} : *first_; }

 private:
  std::optional<Access> first_;
  bool differ_ = false;
};

Access LookUp(const Row& row, AccessColumn column, Housing housing, int32_t months, AccessBar bar) {
  for (const WorkAccessRow& rule : row.knowledge.work_access().rows()) {
    if (rule.status != *row.person.title->status || !rule.valid.Holds(row.as_of)) continue;
    if (rule.housing && *rule.housing != housing) continue;
    if (rule.bar && *rule.bar != bar) continue;
    if (months < rule.months_from || (rule.months_below && months >= *rule.months_below)) continue;
    return OfCell(rule.cell(column), row.vacancy());
  }
  return {Verdict::kUnknown};
}

std::vector<int32_t> MonthsOfStay(const Row& row) {
  const std::optional<Date>& since = row.person.title->stay_since;
  if (since) return {std::max(0, FullMonthsBetween(*since, row.person.day))};
  std::vector<int32_t> months = {0};
  const auto thresholds = row.knowledge.work_access().month_thresholds();
  months.insert(months.end(), thresholds.begin(), thresholds.end());
  return months;
}

Access OfTable(const Row& row, AccessColumn column) {
  const ResidenceFact& title = *row.person.title;
  Merged merged;
  for (const Housing housing : {Housing::kMunicipality, Housing::kReceptionCentre}) {
    if (title.housing && *title.housing != housing) continue;
    for (const AccessBar bar : {AccessBar::kNone, AccessBar::kBarred}) {
      if (title.access_bar && *title.access_bar != bar) continue;
      for (const int32_t months : MonthsOfStay(row)) {
        merged.Add(LookUp(row, column, housing, months, bar));
      }
    }
  }
  return merged.Get();
}

Access OfColumn(const Row& row, AccessColumn column) {
  const ResidenceFact* title = row.person.title;
  const bool school = column == AccessColumn::kSchoolTraining;
  const std::optional<AccessNote> note = title == nullptr ? std::nullopt : title->note;
  if (note == AccessNote::kAllowed) return {Verdict::kPass};
  if (note == AccessNote::kNotAllowed && !school) return {Verdict::kFail};
  if (title == nullptr || !title->status) return {school ? Verdict::kPass : Verdict::kUnknown};
  const Access access = OfTable(row, column);
  if (note == AccessNote::kPermissionNeeded && !school && access.verdict == Verdict::kPass) {
    return {Verdict::kPassAfter, Step::kAskForeignersOffice};
  }
  return access;
}

void AddEmployment(const Row& row, std::vector<AccessColumn>& columns) {
  const std::optional<bool>& agency = row.vacancy().temporary_agency;
  if (agency.value_or(true)) columns.push_back(AccessColumn::kAgency);
  if (agency.value_or(false)) return;
  const std::optional<int32_t>& level = row.occupation.level;
  if (level.value_or(1) == 1) columns.push_back(AccessColumn::kHelperJob);
  if (level.value_or(2) != 1) columns.push_back(AccessColumn::kQualifiedJob);
}

std::vector<AccessColumn> AccessColumns(const Row& row) {
  std::vector<AccessColumn> columns;
  if (!row.vacancy().kind) {
    AddEmployment(row, columns);
    columns.insert(columns.end(), {AccessColumn::kDualTraining, AccessColumn::kSchoolTraining,
                                   AccessColumn::kEqInternship, AccessColumn::kQualifiedJob});
    return columns;
  }
  switch (*row.vacancy().kind) {
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
      AddEmployment(row, columns);
      return columns;
  }
}

// ---- Regulated professions ----------------------------------------------------------------------

// 3 practises, 2 waits for the permit, 1 nobody knows, 0 has nothing that helps.
int32_t Standing(const std::optional<RecognitionStatus>& status) {
  if (!status) return 1;
  switch (*status) {
    case RecognitionStatus::kFull:
    case RecognitionStatus::kGerman:
    case RecognitionStatus::kTemporaryPermit:
      return 3;
    case RecognitionStatus::kPermitPending:
      return 2;
    default:
      return 0;
  }
}

Verdict JudgePermit(const Row& row, const RegulatedRow& law) {
  if (!law.german_by_law) return Verdict::kPassAfter;
  bool unknown = false;
  for (const auto& has : row.person.german) {
    if (!has) {
      unknown = true;
    } else if (*has < *law.german_by_law) {
      return Verdict::kFail;
    }
  }
  return unknown ? Verdict::kUnknown : Verdict::kPassAfter;
}

Verdict JudgeProfession(const Row& row, const RegulatedRow& law) {
  if (law.kind != RegulationKind::kFull && law.kind != RegulationKind::kStaffing) {
    return Verdict::kPass;
  }
  if (row.person.claims.empty()) return Verdict::kUnknown;
  int32_t best = 0;
  for (const PersonQualification& qualification : row.person.qualifications) {
    if (Covers(row, qualification.reference)) {
      best = std::max(best, Standing(qualification.status));
    }
  }
  switch (best) {
    case 3:
      return Verdict::kPass;
    case 2:
      return JudgePermit(row, law);
    case 1:
      return Verdict::kUnknown;
    default:
      return Verdict::kFail;
  }
}

Verdict WorstOfLand(const Row& row, int land, bool& found) {
  Verdict worst = Verdict::kPass;
  for (const RegulatedRow* law : row.occupation.regulated) {
    if (law->land != land) continue;
    found = true;
    worst = std::max(worst, JudgeProfession(row, *law));
  }
  return worst;
}

// ---- German -------------------------------------------------------------------------------------

Verdict JudgeShortage(const std::optional<LanguageLevel>& has, LanguageLevel need,
                      int32_t fails_from) {
  const auto level = static_cast<int32_t>(need);
  if (!has) return level >= fails_from ? Verdict::kUnknown : Verdict::kPass;
  return level - static_cast<int32_t>(*has) >= fails_from ? Verdict::kFail : Verdict::kPass;
}

Verdict JudgeSkill(const Row& row, size_t skill, bool replaced) {
  const LanguageRequirement& german = row.vacancy().german;
  const auto& has = row.person.german[skill];
  const auto& stated = german.levels[skill];
  const bool stated_by_law = german.strength == RequirementStrength::kByLaw;
  std::optional<LanguageLevel> by_law = row.occupation.german_by_law;
  if (stated_by_law) by_law = std::max(by_law, stated);
  Verdict verdict = Verdict::kPass;
  if (by_law) verdict = JudgeShortage(has, *by_law, row.profile.rules.language_short_by_law);
  if (replaced) return verdict;
  if (stated && german.strength == RequirementStrength::kRequired) {
    verdict =
        std::max(verdict, JudgeShortage(has, *stated, row.profile.rules.language_short_required));
  }
  if (!stated && !by_law && !(has && *has >= LanguageLevel::kC1)) return Verdict::kUnknown;
  return verdict;
}

// ---- Licences -----------------------------------------------------------------------------------

Verdict JudgeLicence(const Row& row, LicenceKind kind) {
  if (row.person.facts->licences && row.person.licences[Index(kind)] == Held::kYes) {
    return Verdict::kPass;
  }
  if (kind == LicenceKind::kGuardClearance || kind == LicenceKind::kCertificateOfConduct) {
    return Verdict::kPassAfter;
  }
  return row.person.facts->licences ? Verdict::kFail : Verdict::kUnknown;
}

}  // namespace

Verdict JudgeWorkAccess(const Row& row) {
  Merged merged;
  for (const AccessColumn column : AccessColumns(row)) merged.Add(OfColumn(row, column));
  return merged.Get().verdict;
}

Verdict JudgeRegulatedProfession(const Row& row) {
  if (!IsWork(row.occupation.column)) return Verdict::kPass;
  if (!row.occupation.code) return Verdict::kUnknown;
  if (row.occupation.regulated.empty()) return Verdict::kPass;
  bool found = false;
  Verdict verdict = Verdict::kPass;
  if (row.place.district) verdict = WorstOfLand(row, row.place.district->land(), found);
  if (!found) verdict = WorstOfLand(row, 0, found);
  if (!found) return Verdict::kUnknown;
  const bool unsure = verdict == Verdict::kFail || verdict == Verdict::kPassAfter;
  return KindUnknown(row) && unsure ? Verdict::kUnknown : verdict;
}

Verdict JudgeLanguageFloor(const Row& row) {
  const bool replaced = row.person.Speaks(row.vacancy().working_languages);
  Verdict worst = Verdict::kPass;
  for (size_t skill = 0; skill < 4; ++skill) {
    worst = std::max(worst, JudgeSkill(row, skill, replaced));
  }
  return worst;
}

Verdict JudgeLicenceRequired(const Row& row) {
  if (!IsWork(row.occupation.column)) return Verdict::kPass;
  Verdict worst = Verdict::kPass;
  for (const LicenceRequirement& licence : row.vacancy().licences) {
    if (licence.strength == RequirementStrength::kByLaw) {
      worst = std::max(worst, JudgeLicence(row, licence.kind));
    }
  }
  if (!row.occupation.guard || row.vacancy().security_firm == false) return worst;
  const Verdict instruction = JudgeLicence(row, LicenceKind::kGuardInstruction);
  if (row.vacancy().security_firm) return std::max(worst, instruction);
  return instruction == Verdict::kPass ? worst : std::max(worst, Verdict::kUnknown);
}

}  // namespace passung::baseline
