#ifndef PASSUNG_ENGINE_RULES_REGISTRY_H_
#define PASSUNG_ENGINE_RULES_REGISTRY_H_

#include <array>
#include <memory>

#include "engine/rules/rule.h"

namespace passung {

std::unique_ptr<Rule> MakeWorkAccess();
std::unique_ptr<Rule> MakeRegulatedProfession();
std::unique_ptr<Rule> MakeLanguageFloor();
std::unique_ptr<Rule> MakeSchoolCertificate();
std::unique_ptr<Rule> MakeLicenceRequired();
std::unique_ptr<Rule> MakeWorkingTimePossible();
std::unique_ptr<Rule> MakeReach();
std::unique_ptr<Rule> MakeStartWindow();
std::unique_ptr<Rule> MakeKindAndTrack();
std::unique_ptr<Rule> MakeResidenceObligation();
std::unique_ptr<Rule> MakeMovementRestriction();
std::unique_ptr<Rule> MakeExcludedByPerson();
std::unique_ptr<Rule> MakeVacancyOpen();
std::unique_ptr<Rule> MakeBetterThanPresentJob();

// All rules in the order of RuleKey.
const std::array<const Rule*, kRuleCount>& AllRules();

}  // namespace passung

#endif  // PASSUNG_ENGINE_RULES_REGISTRY_H_
