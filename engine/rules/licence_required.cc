#include <algorithm>

#include "engine/rules/registry.h"

namespace passung {
namespace {

// The act by which these are had for the asking; kNone for what has to be learned.
Step OnRequest(LicenceKind kind) {
  if (kind == LicenceKind::kGuardClearance) return Step::kGuardClearance;
  if (kind == LicenceKind::kCertificateOfConduct) return Step::kCertificateOfConduct;
  return Step::kNone;
}

Finding JudgeLicence(const DayFacts& facts, LicenceKind kind) {
  const LicenceSet bit = LicenceBit(kind);
  if ((facts.licences_held & bit) != 0) return FindingWith(Verdict::kPass, Reason::kLicenceHeld);
  if (const Step step = OnRequest(kind); step != Step::kNone) {
    return FindingWith(Verdict::kPassAfter, Reason::kLicenceOnRequest, step);
  }
  if (!facts.licences_known) return FindingWith(Verdict::kUnknown, Reason::kLicenceUnknown);
  if ((facts.licences_past & bit) != 0) {
    return FindingWith(Verdict::kFail, Reason::kLicenceNotValid, Step::kConvertLicence);
  }
  return FindingWith(Verdict::kFail, Reason::kLicenceMissing, Step::kObtainLicence);
}

bool IsGuardOccupation(const Query& query, OccupationCode code) {
  const RegulatedOccupations& regulated = query.knowledge.regulated();
  const auto rows = regulated.RowsOf(code);
  return std::any_of(rows.begin(), rows.end(), [&](int32_t index) {
    const RegulatedRow& row = regulated.rows()[static_cast<size_t>(index)];
    return row.valid.Holds(query.as_of) && row.kind == RegulationKind::kCertificate &&
           row.certificate == LicenceKind::kGuardInstruction;
  });
}

// § 34a GewO binds security firms, not a firm's own porter.
Finding JudgeGuard(const Query& query, const DayFacts& facts, const LicenceKey& key) {
  if (!key.guard_code || key.security_firm == Known::kNo ||
      !IsGuardOccupation(query, *key.guard_code)) {
    return {};
  }
  const Finding demanded = JudgeLicence(facts, LicenceKind::kGuardInstruction);
  if (key.security_firm == Known::kYes || demanded.verdict == Verdict::kPass) return demanded;
  return FindingWith(Verdict::kUnknown, Reason::kGuardTradeUnknown);
}

// The class on the vacancy decides, never the occupation's code (guards apart).
class LicenceRequired final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kLicenceRequired; }
  ColumnId column() const override { return ColumnId::kLicence; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const LicenceKey& key = query.dictionaries.licence[code];
    Finding worst;
    for (size_t i = 0; i < EnumCount<LicenceKind>(); ++i) {
      const auto kind = static_cast<LicenceKind>(i);
      if ((key.by_law & LicenceBit(kind)) == 0) continue;
      const Finding finding = JudgeLicence(facts, kind);
      if (worst.reason == Reason::kNone) worst = finding;
      TakeWorse(worst, finding);
    }
    const Finding guard = JudgeGuard(query, facts, key);
    if (worst.reason == Reason::kNone) return guard;
    TakeWorse(worst, guard);
    return worst;
  }

  std::optional<Verdict> VerdictForAll(const Query& query, uint32_t code) const override {
    const LicenceKey& key = query.dictionaries.licence[code];
    const bool asks_guards = key.guard_code && key.security_firm != Known::kNo;
    if (key.by_law == 0 && !asks_guards) return Verdict::kPass;
    return std::nullopt;
  }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding& finding,
                ParameterWriter& parameters) const override {
    const LicenceKey& key = query.dictionaries.licence[code];
    LicenceSet kinds = 0;
    for (size_t i = 0; i < EnumCount<LicenceKind>(); ++i) {
      const auto kind = static_cast<LicenceKind>(i);
      if ((key.by_law & LicenceBit(kind)) == 0) continue;
      if (JudgeLicence(facts, kind).verdict == finding.verdict) kinds |= LicenceBit(kind);
    }
    if (kinds == 0 && key.guard_code && finding.reason != Reason::kNone) {
      kinds = LicenceBit(LicenceKind::kGuardInstruction);
    }
    if (kinds != 0) {
      Add(parameters, ParameterName::kLicence, ParameterValue::SetOf<LicenceKind>(kinds));
    }
  }
};

}  // namespace

std::unique_ptr<Rule> MakeLicenceRequired() { return std::make_unique<LicenceRequired>(); }

}  // namespace passung
