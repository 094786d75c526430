#include <algorithm>

#include "engine/vocabulary/day_facts.h"
#include "passung/steps.h"

namespace passung {
namespace {

SkillLevels LevelsOf(const SingleStep& step, const MenteeFacts& facts, Date as_of) {
  SkillLevels levels;
  for (size_t i = 0; i < levels.size(); ++i) {
    if (step.skill && Index(*step.skill) != i) continue;
    const bool known = std::any_of(facts.german.begin(), facts.german.end(), [&](const auto& fact) {
      return fact.valid.Holds(as_of) && fact.levels[i].has_value();
    });
    if (known) levels[i] = step.level;
  }
  return levels;
}

// After those that hold on the day, so that it counts until a planned one begins.
void AddRecognition(const SingleStep& step, Date as_of, MenteeFacts& facts) {
  if (!step.recognition_step) return;  // await_decision
  Qualification& qualification = facts.qualifications[static_cast<size_t>(*step.qualification)];
  const Recognition* now = LatestOn(qualification.recognitions, as_of);
  Recognition then{.outcome = step.outcome,
                   .step = step.recognition_step,
                   .valid = {.from = as_of, .until = std::nullopt}};
  if (now != nullptr) then.reference = now->reference;
  qualification.recognitions.push_back(then);
}

void AddSkill(const std::string& id, MenteeFacts& facts) {
  for (SkillFact& skill : *facts.skills) {
    if (skill.id != id) continue;
    skill.valid = {};  // no longer, or not yet, held: now it is
    return;
  }
  facts.skills->push_back({id, {}});
}

void ChangeHours(const SingleStep& step, Date as_of, MenteeFacts& facts) {
  HoursFact then = *LatestOn(facts.hours, as_of);
  if (step.hours) then.hours = step.hours;
  if (!step.windows.empty()) then.windows = step.windows;
  then.valid = {.from = as_of, .until = std::nullopt};
  facts.hours.push_back(std::move(then));
}

}  // namespace

Mentee AfterStep(const Mentee& mentee, const SingleStep& step, Date as_of) {
  Mentee after = mentee;
  MenteeFacts& facts = after.facts;
  switch (step.act) {
    case Step::kLearnGerman:
      facts.german.push_back({.levels = LevelsOf(step, mentee.facts, as_of),
                              .proof = std::nullopt,
                              .proof_date = std::nullopt,
                              .valid = {}});
      break;
    case Step::kIssueOfPermit:
    case Step::kFileRecognition:
    case Step::kCompleteFile:
    case Step::kAwaitDecision:
    case Step::kTakeMeasure:
    case Step::kStatementOfComparability:
      AddRecognition(step, as_of, facts);
      break;
    case Step::kSchoolCertificate:
      facts.schools.push_back(
          {.certificate = step.certificate, .years = std::nullopt, .valid = {}});
      break;
    case Step::kGuardClearance:
    case Step::kCertificateOfConduct:
    case Step::kConvertLicence:
    case Step::kObtainLicence:
      facts.licences->push_back({*step.licence, {}});
      break;
    case Step::kAcquireSkill:
      AddSkill(step.skill_id, facts);
      break;
    case Step::kTravelFurther:
      facts.max_travel_minutes = step.minutes;
      break;
    case Step::kMoveHome:
      facts.homes.push_back({.district = *step.district,
                             .postal_code = "",
                             .point = {},
                             .valid = {.from = as_of, .until = std::nullopt}});
      facts.travel_times.clear();
      break;
    case Step::kWidenWindows:
    case Step::kChangeHours:
      ChangeHours(step, as_of, facts);
      break;
    case Step::kStartEarlier:
      facts.available_from = step.day;
      break;
    case Step::kAskForeignersOffice:
    case Step::kAskForeignersOfficeAndBa:
    case Step::kLiftResidenceObligation:
    case Step::kNone:
      break;
  }
  return after;
}

}  // namespace passung
