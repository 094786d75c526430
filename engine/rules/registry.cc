#include "engine/rules/registry.h"

namespace passung {
namespace {

// The explicit list, in the order of RuleKey.
std::array<std::unique_ptr<Rule>, kRuleCount> MakeRules() {
  return {MakeWorkAccess(),
          MakeRegulatedProfession(),
          MakeLanguageFloor(),
          MakeSchoolCertificate(),
          MakeLicenceRequired(),
          MakeWorkingTimePossible(),
          MakeReach(),
          MakeStartWindow(),
          MakeKindAndTrack(),
          MakeResidenceObligation(),
          MakeMovementRestriction(),
          MakeExcludedByPerson(),
          MakeVacancyOpen(),
          MakeBetterThanPresentJob()};
}

struct Registry {
  std::array<std::unique_ptr<Rule>, kRuleCount> owned = MakeRules();
  std::array<const Rule*, kRuleCount> rules{};

  Registry() {
    for (size_t i = 0; i < owned.size(); ++i) rules[i] = owned[i].get();
  }
};

}  // namespace

const std::array<const Rule*, kRuleCount>& AllRules() {
  static const auto* const registry = new Registry;
  return registry->rules;
}

}  // namespace passung
