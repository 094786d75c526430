#include "engine/rules/registry.h"
#include "engine/vocabulary/lead_times.h"

namespace passung {
namespace {

// Bars only where a law asks for a certificate (§ 11 PflBG); what an employer wants is a matter of
// skills_fit.
class SchoolCertificateRule final : public Rule {
 public:
  RuleKey key() const override { return RuleKey::kSchoolCertificate; }
  ColumnId column() const override { return ColumnId::kSchool; }

  Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const override {
    const auto& by_law = query.dictionaries.school[code].by_law;
    if (!by_law) return {};
    switch (MetBySchool(facts, by_law->certificate, by_law->or_years)) {
      case Met::kYes:
        return {.reason = Reason::kSchoolEnough};
      case Met::kUndecided:
        return {.verdict = Verdict::kUnknown, .reason = Reason::kSchoolUnknown};
      case Met::kNo:
        break;
    }
    return {.verdict = Verdict::kFail,
            .reason = Reason::kSchoolRequiredByLaw,
            .step = Step::kSchoolCertificate,
            .lead_days = LeadDays(Step::kSchoolCertificate)};
  }

  std::optional<Verdict> VerdictForAll(const Query& query, uint32_t code) const override {
    if (!query.dictionaries.school[code].by_law) return Verdict::kPass;
    return std::nullopt;
  }

  void Describe(const Query& query, const DayFacts& facts, uint32_t code, const Finding&,
                ParameterWriter& parameters) const override {
    const auto& by_law = query.dictionaries.school[code].by_law;
    if (!by_law) return;
    Add(parameters, ParameterName::kNeed, by_law->certificate);
    if (facts.school) Add(parameters, ParameterName::kHave, *facts.school);
    if (by_law->or_years) Add(parameters, ParameterName::kYears, *by_law->or_years);
  }
};

}  // namespace

std::unique_ptr<Rule> MakeSchoolCertificate() { return std::make_unique<SchoolCertificateRule>(); }

}  // namespace passung
