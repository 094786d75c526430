#include "engine/search/mentee_rules.h"

#include <algorithm>

#include "engine/base/sort_unique.h"
#include "engine/rules/registry.h"

namespace passung {
namespace {

constexpr size_t kTracks = EnumCount<Track>() + 1;

MenteeRuleMemory& ThisThreadsRuleMemory() {
  thread_local MenteeRuleMemory memory;
  return memory;
}

}  // namespace

MenteeRules::MenteeRules(const Query& query, const SingleVacancy& single,
                         const SnapshotImpl& snapshot, CardFacts& facts)
    : query_(query),
      single_(single),
      snapshot_(snapshot),
      facts_(facts),
      rows_(single.columns.row_count()),
      for_all_(rows_, Verdict::kPass) {
  by_part_.reserve(kRuleCount);
  for (const Rule* rule : AllRules()) {
    if (query.profile().switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
    bool for_all = true;
    for (uint32_t row = 0; row < rows_; ++row) {
      const uint32_t code = single.columns.CodeAt(rule->column(), row);
      const std::optional<Verdict> verdict = rule->VerdictForAll(query, code);
      for_all = for_all && verdict;
      if (verdict) for_all_[row] = std::max(for_all_[row], *verdict);
    }
    if (!for_all) Sort(*rule);
  }
  verdicts_.resize(by_part_.size());
  // What fails most is asked first.
  std::stable_partition(by_part_.begin(), by_part_.end(), [](const ByPart& of) {
    return of.key == RuleKey::kKindAndTrack || of.key == RuleKey::kLanguageFloor;
  });
}

bool MenteeRules::FailEverybody() const {
  return std::all_of(for_all_.begin(), for_all_.end(),
                     [](Verdict verdict) { return verdict == Verdict::kFail; });
}

void MenteeRules::Sort(const Rule& rule) {
  const MenteeParts& parts = snapshot_.mentee_index().parts();
  const auto add = [&](size_t numbers, bool only_fails = false) {
    ByPart of = {.rule = &rule,
                 .key = rule.key(),
                 .verdicts = &ThisThreadsRuleMemory().verdicts[Index(rule.key())],
                 .only_fails = only_fails};
    of.verdicts->Begin(numbers, rows_);
    for (uint32_t row = 0; row < rows_; ++row) {
      of.codes.push_back(single_.columns.CodeAt(rule.column(), row));
      const auto first = std::find(of.codes.begin(), of.codes.end(), of.codes.back());
      of.like.push_back(static_cast<uint32_t>(first - of.codes.begin()));
    }
    by_part_.push_back(std::move(of));
  };
  switch (rule.key()) {
    case RuleKey::kLanguageFloor:
      return add(parts.size(MenteePart::kGerman) * 2);
    case RuleKey::kSchoolCertificate:
      return add(parts.size(MenteePart::kSchool));
    case RuleKey::kLicenceRequired:
      return add(parts.size(MenteePart::kLicences));
    case RuleKey::kWorkingTimePossible:
      return add(parts.size(MenteePart::kHours));
    case RuleKey::kStartWindow:
      return add(parts.size(MenteePart::kStart));
    case RuleKey::kKindAndTrack:
      return add(parts.size(MenteePart::kQualifications) * kTracks);
    case RuleKey::kResidenceObligation:
      return add(parts.size(MenteePart::kObligations));
    case RuleKey::kMovementRestriction:
      return add(parts.size(MenteePart::kMovement));
    case RuleKey::kExcludedByPerson:
      return add(parts.size(MenteePart::kExclusions));
    case RuleKey::kRegulatedProfession:  // whom no German would help
      add(parts.size(MenteePart::kQualifications), true);
      others_.push_back(&rule);
      return;
    case RuleKey::kWorkAccess:
    case RuleKey::kReach:
      others_.push_back(&rule);
      return;
    case RuleKey::kVacancyOpen:           // says the same of everybody
    case RuleKey::kBetterThanPresentJob:  // who has a job is not regular
      return;
  }
}

uint32_t MenteeRules::NumberOf(RuleKey rule) {
  switch (rule) {
    case RuleKey::kLanguageFloor:
      return facts_.number(MenteePart::kGerman) * 2 + (facts_.Speaks() ? 1 : 0);
    case RuleKey::kSchoolCertificate:
      return facts_.number(MenteePart::kSchool);
    case RuleKey::kLicenceRequired:
      return facts_.number(MenteePart::kLicences);
    case RuleKey::kWorkingTimePossible:
      return facts_.number(MenteePart::kHours);
    case RuleKey::kStartWindow:
      return facts_.number(MenteePart::kStart);
    case RuleKey::kKindAndTrack:
      return facts_.number(MenteePart::kQualifications) * static_cast<uint32_t>(kTracks) +
             static_cast<uint32_t>(facts_.card().track + 1);
    case RuleKey::kResidenceObligation:
      return facts_.number(MenteePart::kObligations);
    case RuleKey::kMovementRestriction:
      return facts_.number(MenteePart::kMovement);
    case RuleKey::kExcludedByPerson:
      return facts_.number(MenteePart::kExclusions);
    default:
      return facts_.number(MenteePart::kQualifications);
  }
}

// Everything that a rule looks at.
const DayFacts& MenteeRules::FactsFor(RuleKey rule, uint32_t slot) {
  switch (rule) {
    case RuleKey::kLanguageFloor:
      facts_.With(MenteePart::kLanguages);
      return facts_.With(MenteePart::kGerman);
    case RuleKey::kSchoolCertificate:
      return facts_.With(MenteePart::kSchool);
    case RuleKey::kLicenceRequired:
      return facts_.With(MenteePart::kLicences);
    case RuleKey::kWorkingTimePossible:
      return facts_.With(MenteePart::kHours);
    case RuleKey::kStartWindow:
      return facts_.With(MenteePart::kStart);
    case RuleKey::kKindAndTrack:
      facts_.With(MenteePart::kQualifications);
      return facts_.WithSingleFacts();
    case RuleKey::kResidenceObligation:
      facts_.With(MenteePart::kHome);
      return facts_.With(MenteePart::kObligations);
    case RuleKey::kMovementRestriction:
      return facts_.With(MenteePart::kMovement);
    case RuleKey::kExcludedByPerson:
      return facts_.With(MenteePart::kExclusions);
    case RuleKey::kRegulatedProfession:
      facts_.With(MenteePart::kQualifications);
      return facts_.With(MenteePart::kGerman);
    case RuleKey::kReach:
      facts_.TakeTravelTimes();
      facts_.With(MenteePart::kHome);
      return facts_.WithSingleFacts();
    case RuleKey::kWorkAccess:
    case RuleKey::kVacancyOpen:
    case RuleKey::kBetterThanPresentJob:
      break;
  }
  return facts_.WithResidenceOf(snapshot_.mentees()[slot]);
}

// What fails today fails on every day where nothing that the rule looks at will ever change.
bool MenteeRules::HoldsForGood(RuleKey rule) const {
  const auto is_steady = [&](MenteePart part) {
    return snapshot_.mentee_index().parts().IsSteady(part, facts_.number(part));
  };
  switch (rule) {
    case RuleKey::kLanguageFloor:
      return is_steady(MenteePart::kGerman);
    case RuleKey::kSchoolCertificate:
      return is_steady(MenteePart::kSchool);
    case RuleKey::kLicenceRequired:
      return is_steady(MenteePart::kLicences);
    case RuleKey::kWorkingTimePossible:
      return is_steady(MenteePart::kHours);
    case RuleKey::kKindAndTrack:
      return is_steady(MenteePart::kQualifications);
    case RuleKey::kResidenceObligation:
      return is_steady(MenteePart::kObligations);
    case RuleKey::kMovementRestriction:
      return is_steady(MenteePart::kMovement);
    case RuleKey::kExcludedByPerson:
      return true;
    case RuleKey::kRegulatedProfession:
      return is_steady(MenteePart::kQualifications) && is_steady(MenteePart::kGerman);
    case RuleKey::kReach:  // travel times of who is regular hold on every day
      return is_steady(MenteePart::kHome);
    default:
      return false;
  }
}

const Verdict* MenteeRules::VerdictsOf(ByPart& of, uint32_t slot) {
  return of.verdicts->Get(NumberOf(of.key),
                          [&](Verdict* verdicts) { WorkOut(of, slot, verdicts); });
}

void MenteeRules::WorkOut(const ByPart& of, uint32_t slot, Verdict* verdicts) {
  const MenteeParts& parts = snapshot_.mentee_index().parts();
  if (of.only_fails &&
      !parts.IsSteady(MenteePart::kQualifications, facts_.number(MenteePart::kQualifications))) {
    std::fill_n(verdicts, rows_, Verdict::kPass);
    return;
  }
  const DayFacts& facts = FactsFor(of.key, slot);
  if (of.only_fails) facts_.WithBestGerman();
  for (uint32_t row = 0; row < rows_; ++row) {
    if (of.like[row] < row) {
      verdicts[row] = verdicts[of.like[row]];
      continue;
    }
    const uint32_t code = of.codes[row];
    verdicts[row] = of.rule->Judge(query_, facts, code).verdict;
    if (verdicts[row] != Verdict::kFail) {
      if (of.only_fails) verdicts[row] = Verdict::kPass;
      continue;
    }
    if (!of.only_fails) verdicts[row] = LookAhead(*of.rule, slot, code);
  }
}

Verdict MenteeRules::LookAhead(const Rule& rule, uint32_t slot, uint32_t code) {
  if (!rule.LooksAhead() || HoldsForGood(rule.key())) return Verdict::kFail;
  if (rule.key() == RuleKey::kWorkAccess) return LookAheadOfAccess(rule, slot, code);
  if (!person_ || slot_of_person_ != slot) person_.emplace(query_, snapshot_.mentees()[slot]);
  slot_of_person_ = slot;
  return JudgeAhead(query_, *person_, rule, code).verdict;
}

// It looks at titles and the day alone, and says itself which days make a difference: those of all that
// a person ever is need not be worked out. As JudgeAhead.
Verdict MenteeRules::LookAheadOfAccess(const Rule& rule, uint32_t slot, uint32_t code) {
  if (query_.frozen) return Verdict::kFail;
  const Residence& residence = snapshot_.mentees()[slot].residence;
  dates_.clear();
  rule.AddEventDates(query_, residence, query_.as_of, dates_);
  base::SortUnique(dates_);
  DayFacts then;
  then.residence = &residence;
  for (const Date day : dates_) {
    then.day = day;
    const Verdict verdict = rule.Judge(query_, then, code).verdict;
    if (verdict == Verdict::kFail) continue;
    return verdict == Verdict::kUnknown ? Verdict::kFail : Verdict::kPassAfter;
  }
  return Verdict::kFail;
}

void MenteeRules::Prefetch(const MenteeIndex::Card& card) {
  facts_.Take(card);
  for (const ByPart& of : by_part_) of.verdicts->Prefetch(NumberOf(of.key));
}

std::span<const uint32_t> MenteeRules::RowsThatMayPass(uint32_t slot) {
  passing_.clear();
  for (uint32_t row = 0; row < rows_; ++row) {
    if (!FailEverybody(row)) passing_.push_back(row);
  }
  for (size_t nth = 0; nth < by_part_.size() && !passing_.empty(); ++nth) {
    const Verdict* verdicts = VerdictsOf(by_part_[nth], slot);
    verdicts_[nth] = verdicts;
    passing_.erase(std::remove_if(passing_.begin(), passing_.end(),
                                  [&](uint32_t row) { return verdicts[row] == Verdict::kFail; }),
                   passing_.end());
  }
  return passing_;
}

Verdict MenteeRules::Ask(const Rule& rule, uint32_t slot, uint32_t row) {
  const uint32_t code = single_.columns.CodeAt(rule.column(), row);
  const Verdict today = rule.Judge(query_, FactsFor(rule.key(), slot), code).verdict;
  return today == Verdict::kFail ? LookAhead(rule, slot, code) : today;
}

HitClass MenteeRules::ClassOf(uint32_t slot, uint32_t row) {
  Verdict worst = for_all_[row];
  for (size_t nth = 0; nth < by_part_.size(); ++nth) {
    worst = std::max(worst, verdicts_[nth][row]);
  }
  for (size_t nth = 0; nth < others_.size() && worst != Verdict::kFail; ++nth) {
    worst = std::max(worst, Ask(*others_[nth], slot, row));
  }
  return static_cast<HitClass>(worst);
}

}  // namespace passung
