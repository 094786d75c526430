// The rules on proofs: recognition, German, school certificate and licences.

#include <algorithm>

#include "tests/support/oracle_rules.h"

namespace passung::oracle {
namespace {

int32_t Short(LanguageLevel wanted, LanguageLevel has) {
  return static_cast<int32_t>(wanted) - static_cast<int32_t>(has);
}

// ---- regulated_profession -----------------------------------------------------------------------

Outcome PermitPending(const RegulatedRow& row, const DayFacts& facts) {
  bool unknown = false;
  for (size_t s = 0; s < 4; ++s) {
    if (!row.german[s]) continue;
    if (!facts.german[s]) {
      unknown |= *row.german[s] > LanguageLevel::kNone;
    } else if (Short(*row.german[s], *facts.german[s]) > 0) {
      return Fail(Step::kLearnGerman);
    }
  }
  return unknown ? Unclear() : After(Step::kIssueOfPermit);
}

// Of several covering recognitions the one that is furthest along.
Step WayToRecognition(const Question& q) {
  using S = RecognitionStatus;
  bool filed = false;
  bool measure = false;
  for (const HeldQualification& held : q.facts->qualifications) {
    if (!Covers(*q.knowledge, held.reference, *q.combination->code, q.as_of)) continue;
    filed |= held.status == S::kFiled || held.status == S::kFileComplete;
    measure |= held.status == S::kCompensation || held.status == S::kPartial ||
               held.status == S::kMeasureRunning || held.status == S::kPartialAccess;
  }
  if (measure) return Step::kTakeMeasure;
  return filed ? Step::kAwaitDecision : Step::kFileRecognition;
}

Outcome Barred(const Question& q, const RegulatedRow& row) {
  using S = RecognitionStatus;
  if (!q.facts->ClaimsKnown()) return Unclear();
  bool recognised = false;
  bool pending = false;
  bool unknown = false;
  for (const HeldQualification& held : q.facts->qualifications) {
    if (!Covers(*q.knowledge, held.reference, *q.combination->code, q.as_of)) continue;
    recognised |=
        held.status == S::kFull || held.status == S::kGerman || held.status == S::kTemporaryPermit;
    pending |= held.status == S::kPermitPending;
    unknown |= !held.status.has_value();
  }
  if (recognised) return Passed();
  if (pending) return PermitPending(row, *q.facts);
  return unknown ? Unclear() : Fail(WayToRecognition(q));
}

}  // namespace

Outcome RegulatedProfession(const Question& q) {
  if (!q.combination->IsWork()) return Passed();
  if (!q.combination->code) return Unclear();
  const RegulatedAt at =
      RegulationAt(*q.knowledge, *q.combination->code, q.combination->district, q.as_of);
  if (at.only_elsewhere) return Unclear();
  Outcome worst = Passed();
  for (const RegulatedRow* row : at.rows) {
    const bool bars = row->kind == RegulationKind::kFull || row->kind == RegulationKind::kStaffing;
    if (bars) worst = Worse(worst, Barred(q, *row));
  }
  // It may turn out to be a training, which the rule lets pass.
  if (!q.combination->kind && worst != Passed()) return Unclear();
  return worst;
}

namespace {

// ---- language_floor -----------------------------------------------------------------------------

Outcome Floor(std::optional<LanguageLevel> has, LanguageLevel wanted, int32_t fails_from) {
  if (has) return Short(wanted, *has) >= fails_from ? Fail(Step::kLearnGerman) : Passed();
  return Short(wanted, LanguageLevel::kNone) >= fails_from ? Unclear() : Passed();
}

}  // namespace

Outcome LanguageFloor(const Question& q) {
  const LanguageRequirement& wanted = VacancyOf(q).german;
  const RuleParameters& rules = q.profile->rules;
  const SkillLevels law = GermanByLaw(*q.knowledge, *q.combination, q.as_of);
  const bool spoken = SpeaksWorkingLanguage(*q.facts->undated, VacancyOf(q));
  Outcome worst = Passed();
  for (size_t s = 0; s < 4; ++s) {
    const auto has = q.facts->german[s];
    const auto stated = wanted.levels[s];
    if (law[s]) worst = Worse(worst, Floor(has, *law[s], rules.language_short_by_law));
    if (stated && wanted.strength == RequirementStrength::kByLaw) {
      worst = Worse(worst, Floor(has, *stated, rules.language_short_by_law));
    }
    if (spoken) continue;
    if (stated && wanted.strength == RequirementStrength::kRequired) {
      worst = Worse(worst, Floor(has, *stated, rules.language_short_required));
    }
    const bool enough_for_anything = has && *has >= LanguageLevel::kC1;
    if (!stated && !law[s] && !enough_for_anything) worst = Worse(worst, Unclear());
  }
  return worst;
}

// ---- school, licences ---------------------------------------------------------------------------

Outcome SchoolCertificateByLaw(const Question& q) {
  const auto& school = VacancyOf(q).school;
  if (!school || school->strength != RequirementStrength::kByLaw) return Passed();
  const std::optional<bool> met = SchoolMet(*q.facts, *school);
  if (!met) return Unclear();
  return *met ? Passed() : Fail(Step::kSchoolCertificate);
}

namespace {

// Held once, and nothing that is or implies it is still or again to come.
bool NoLongerValid(const DayFacts& facts, LicenceKind kind) {
  bool past = false;
  for (const LicenceFact& fact : *facts.undated->licences) {
    if (!HoldsLicence({fact.kind}, kind)) continue;
    if (!fact.valid.until || *fact.valid.until >= facts.day) return false;
    past = true;
  }
  return past;
}

Outcome Licence(const DayFacts& facts, LicenceKind kind) {
  if (facts.licences && HoldsLicence(*facts.licences, kind)) return Passed();
  if (kind == LicenceKind::kGuardClearance) return After(Step::kGuardClearance);
  if (kind == LicenceKind::kCertificateOfConduct) return After(Step::kCertificateOfConduct);
  if (!facts.licences) return Unclear();
  return Fail(NoLongerValid(facts, kind) ? Step::kConvertLicence : Step::kObtainLicence);
}

bool IsGuardWork(const Question& q) {
  if (!q.combination->code) return false;
  for (const RegulatedRow& row : q.knowledge->regulated) {
    if (row.kind == RegulationKind::kCertificate && row.valid.Holds(q.as_of) &&
        row.certificate == LicenceKind::kGuardInstruction &&
        Has(row.occupations, *q.combination->code)) {
      return true;
    }
  }
  return false;
}

}  // namespace

Outcome LicenceRequired(const Question& q) {
  if (!q.combination->IsWork()) return Passed();
  Outcome worst = Passed();
  for (size_t k = 0; k < EnumCount<LicenceKind>(); ++k) {  // of equal verdicts the first kind
    for (const LicenceRequirement& wanted : VacancyOf(q).licences) {
      if (wanted.strength != RequirementStrength::kByLaw || Index(wanted.kind) != k) continue;
      worst = Worse(worst, Licence(*q.facts, wanted.kind));
    }
  }
  if (!IsGuardWork(q) || VacancyOf(q).security_firm == false) return worst;
  const Outcome guard = Licence(*q.facts, LicenceKind::kGuardInstruction);
  if (!VacancyOf(q).security_firm && guard != Passed()) return Worse(worst, Unclear());
  return Worse(worst, guard);
}

}  // namespace passung::oracle
