#include "engine/offers/gaps_behind.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace passung {
namespace {

std::string ParameterOf(const ReasonParameters& parameters, ParameterName name) {
  for (const ReasonParameter& parameter : parameters) {
    if (parameter.name == name) return parameter.value.ToString();
  }
  return "";
}

std::optional<OccupationCode> OccupationOf(const ReasonParameters& parameters) {
  const auto code = OccupationCode::Parse(ParameterOf(parameters, ParameterName::kVacancy));
  if (!code.ok()) return std::nullopt;
  return *code;
}

// "speaking:B1<B2,writing:A2<B2": the levels behind "<".
SkillLevels NeededIn(absl::string_view skills) {
  SkillLevels needs;
  for (const absl::string_view item : absl::StrSplit(skills, ',', absl::SkipEmpty())) {
    const std::vector<absl::string_view> parts = absl::StrSplit(item, absl::ByAnyChar(":<"));
    if (parts.size() != 3) continue;
    const auto skill = FromName<LanguageSkill>(parts[0]);
    const auto level = FromName<LanguageLevel>(parts[2]);
    if (skill && level) needs[Index(*skill)] = level;
  }
  return needs;
}

// The work that a demand of German stands before, where the law makes it.
std::optional<Gap> GermanGap(const ReasonParameters& parameters, const DayFacts& facts) {
  Gap gap;
  gap.kind = GapKind::kGerman;
  gap.needs = NeededIn(ParameterOf(parameters, ParameterName::kSkills));
  if (gap.needs == SkillLevels{}) return std::nullopt;
  gap.has = facts.german;
  return gap;
}

// "german:B2" of a permit that is pending.
std::optional<Gap> PermitGap(const ReasonParameters& parameters, const DayFacts& facts) {
  const std::string missing = ParameterOf(parameters, ParameterName::kMissing);
  absl::string_view name = missing;
  if (!absl::ConsumePrefix(&name, "german:")) return std::nullopt;
  const auto level = FromName<LanguageLevel>(name);
  if (!level) return std::nullopt;
  Gap gap;
  gap.kind = GapKind::kGerman;
  gap.has = facts.german;
  for (size_t i = 0; i < gap.needs.size(); ++i) {
    if (!gap.has[i] || *gap.has[i] < *level) gap.needs[i] = level;
  }
  return gap;
}

Gap PlainGap(GapKind kind) {
  Gap gap;
  gap.kind = kind;
  return gap;
}

using Gaps = std::vector<Gap>;

Gaps Only(const std::optional<Gap>& gap) { return gap ? Gaps{*gap} : Gaps{}; }

Gaps OfWorkAccess(const RuleOutcome& outcome, const DayFacts& /*facts*/) {
  // What is not known is a question, no gap.
  if (outcome.verdict == Verdict::kUnknown) return {};
  return {PlainGap(GapKind::kWorkPermission)};
}

Gaps OfRegulation(const RuleOutcome& outcome, const DayFacts& facts) {
  if (outcome.reason == Reason::kPermitPending) return Only(PermitGap(outcome.parameters, facts));
  const bool measure = outcome.step == Step::kTakeMeasure;
  const bool filing =
      outcome.step == Step::kFileRecognition || outcome.reason == Reason::kRecognitionUnknown;
  if (!measure && !filing) return {};  // a decision is waited for
  return {PlainGap(measure ? GapKind::kMeasure : GapKind::kRecognition)};
}

Gaps OfLanguage(const RuleOutcome& outcome, const DayFacts& facts) {
  return Only(GermanGap(outcome.parameters, facts));
}

Gaps OfSchool(const RuleOutcome& outcome, const DayFacts& /*facts*/) {
  Gap gap = PlainGap(GapKind::kSchool);
  gap.school = FromName<SchoolCertificate>(ParameterOf(outcome.parameters, ParameterName::kNeed));
  if (!gap.school || outcome.verdict == Verdict::kUnknown) return {};
  return {gap};
}

Gaps OfLicences(const RuleOutcome& outcome, const DayFacts& /*facts*/) {
  if (outcome.verdict != Verdict::kFail) return {};
  Gaps gaps;
  const std::string licences = ParameterOf(outcome.parameters, ParameterName::kLicence);
  for (const absl::string_view name : absl::StrSplit(licences, ',', absl::SkipEmpty())) {
    Gap gap = PlainGap(GapKind::kLicence);
    gap.licence = FromName<LicenceKind>(name);
    if (gap.licence) gaps.push_back(gap);
  }
  return gaps;
}

Gaps IfFailed(const RuleOutcome& outcome, GapKind kind) {
  if (outcome.verdict != Verdict::kFail) return {};
  return {PlainGap(kind)};
}

Gaps OfReach(const RuleOutcome& outcome, const DayFacts& /*facts*/) {
  return IfFailed(outcome, GapKind::kTravel);
}

Gaps OfWorkingTime(const RuleOutcome& outcome, const DayFacts& /*facts*/) {
  return IfFailed(outcome, GapKind::kWorkingTime);
}

Gaps OfObligation(const RuleOutcome& outcome, const DayFacts& /*facts*/) {
  return IfFailed(outcome, GapKind::kWorkPermission);
}

// What no offer changes: when somebody can start, their own no, the state of the vacancy, work that
// they have.
Gaps OfNothing(const RuleOutcome& /*outcome*/, const DayFacts& /*facts*/) { return {}; }

// In the order of RuleKey.
using GapFinder = Gaps (*)(const RuleOutcome&, const DayFacts&);
constexpr std::array<GapFinder, kRuleCount> kFinders = {
    OfWorkAccess, OfRegulation, OfLanguage,   OfSchool,  OfLicences, OfWorkingTime, OfReach,
    OfNothing,    OfNothing,    OfObligation, OfNothing, OfNothing,  OfNothing,     OfNothing};

Gaps OfOutcome(const RuleOutcome& outcome, const DayFacts& facts) {
  Gaps gaps = kFinders.at(Index(outcome.rule))(outcome, facts);
  const bool by_law = ParameterOf(outcome.parameters, ParameterName::kStrength) ==
                      Name(RequirementStrength::kByLaw);
  for (Gap& gap : gaps) {
    gap.reason = outcome.reason;
    // The occupation whose rule it is; a demand of an employer has none.
    if (gap.kind != GapKind::kGerman || by_law || outcome.reason == Reason::kPermitPending) {
      gap.occupation = OccupationOf(outcome.parameters);
    }
  }
  return gaps;
}

// What recognition would lift in points, where nothing is barred.
Gaps OfRecognitionPoints(const Contribution& contribution) {
  const auto state =
      FromName<RecognitionStatus>(ParameterOf(contribution.parameters, ParameterName::kState));
  if (!state) return {};
  switch (*state) {
    case RecognitionStatus::kNotFiled:
    case RecognitionStatus::kWithdrawn:
    case RecognitionStatus::kNegative:
      return {PlainGap(GapKind::kRecognition)};
    case RecognitionStatus::kCompensation:
    case RecognitionStatus::kPartial:
    case RecognitionStatus::kPartialAccess:
      return {PlainGap(GapKind::kMeasure)};
    default:
      return {};
  }
}

Gaps OfContribution(const Contribution& contribution, const DayFacts& facts) {
  Gaps gaps;
  if (contribution.reason == Reason::kLanguageShort) {
    gaps = Only(GermanGap(contribution.parameters, facts));
  } else if (contribution.reason == Reason::kRecognitionStatus) {
    gaps = OfRecognitionPoints(contribution);
  }
  for (Gap& gap : gaps) {
    gap.reason = contribution.reason;
    if (gap.kind != GapKind::kGerman) gap.occupation = OccupationOf(contribution.parameters);
  }
  return gaps;
}

bool AboutTheSame(const Gap& a, const Gap& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case GapKind::kGerman:
    case GapKind::kWorkPermission:
      return true;
    default:
      return a.licence == b.licence && a.school == b.school && a.occupation == b.occupation;
  }
}

void Join(const Gap& other, Gap& gap) {
  for (size_t i = 0; i < gap.needs.size(); ++i) {
    gap.needs[i] = std::max(gap.needs[i], other.needs[i]);
  }
  if (!gap.occupation) gap.occupation = other.occupation;
  const bool earlier = other.start && (!gap.start || *other.start < *gap.start);
  if (earlier) gap.start = other.start;
}

}  // namespace

void AddGap(const Gap& gap, std::vector<Gap>& gaps) {
  for (Gap& known : gaps) {
    if (AboutTheSame(known, gap)) return Join(gap, known);
  }
  gaps.push_back(gap);
}

std::vector<Gap> GapsBehindMatch(const Match& match, const DayFacts& facts,
                                 std::optional<Date> start) {
  std::vector<Gap> gaps;
  const auto add_all = [&](Gaps found) {
    for (Gap& gap : found) {
      gap.start = start;
      AddGap(gap, gaps);
    }
  };
  for (const Verdict verdict : {Verdict::kFail, Verdict::kUnknown, Verdict::kPassAfter}) {
    for (const RuleOutcome& outcome : match.outcomes) {
      if (outcome.verdict == verdict) add_all(OfOutcome(outcome, facts));
    }
  }
  for (const Contribution& contribution : match.contributions) {
    add_all(OfContribution(contribution, facts));
  }
  return gaps;
}

std::vector<Gap> GapsOfFacts(const MenteeFacts& mentee, const DayFacts& facts) {
  std::vector<Gap> gaps;
  if (facts.claims_known() && facts.qualifications.empty()) {
    Gap gap = PlainGap(GapKind::kQualification);
    for (const DayFacts::Claim& claim : facts.claims) {
      if (claim.kind == ClaimKind::kWish && !gap.occupation) gap.occupation = claim.occupation;
    }
    AddGap(gap, gaps);
    if (facts.school == SchoolCertificate::kNone) {
      Gap school = PlainGap(GapKind::kSchool);
      school.school = SchoolCertificate::kHauptschule;
      AddGap(school, gaps);
    }
  }
  if (!mentee.licences) return gaps;
  for (const LicenceFact& fact : *mentee.licences) {
    if ((facts.licences_past & LicenceBit(fact.kind)) == 0) continue;
    Gap gap = PlainGap(GapKind::kLicence);
    gap.licence = fact.kind;
    gap.reason = Reason::kLicenceNotValid;
    AddGap(gap, gaps);
  }
  return gaps;
}

}  // namespace passung
