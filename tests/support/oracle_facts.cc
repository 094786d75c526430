#include "tests/support/oracle_facts.h"

#include <algorithm>
#include <set>

namespace passung::oracle {
namespace {

// Of the entries that hold, the one with the latest `from`; of equal ones the later in the list.
template <class Entry>
const Entry* Latest(const std::vector<Entry>& entries, Date day) {
  const Entry* best = nullptr;
  for (const Entry& entry : entries) {
    if (!entry.valid.Holds(day)) continue;
    // An absent `from` is the earliest; std::optional orders nullopt first.
    if (best == nullptr || entry.valid.from >= best->valid.from) best = &entry;
  }
  return best;
}

template <class Entry>
std::optional<Entry> LatestCopy(const std::vector<Entry>& entries, Date day) {
  const Entry* best = Latest(entries, day);
  return best == nullptr ? std::nullopt : std::optional<Entry>(*best);
}

ClaimKind ExperienceKind(int32_t months) {
  if (months >= 36) return ClaimKind::kExperience36;
  if (months >= 12) return ClaimKind::kExperience12;
  return ClaimKind::kExperience0;
}

HeldQualification Hold(const Qualification& qualification, Date day) {
  HeldQualification held{qualification.occupation, qualification.dqr_level,
                         qualification.occupation, std::nullopt};
  const Recognition* recognition = Latest(qualification.recognitions, day);
  if (recognition == nullptr) return held;
  held.reference = recognition->reference.value_or(qualification.occupation);
  held.status = Status(recognition->outcome, recognition->step);
  return held;
}

void HoldClaims(const MenteeFacts& facts, Date day, DayFacts& held) {
  for (const Qualification& qualification : facts.qualifications) {
    if (qualification.valid.Holds(day)) held.qualifications.push_back(Hold(qualification, day));
  }
  for (const Experience& experience : facts.experiences) {
    if (!experience.valid.Holds(day)) continue;
    held.other_claims.emplace_back(ExperienceKind(experience.months), experience.occupation);
  }
  for (const Wish& wish : facts.wishes) {
    if (wish.valid.Holds(day)) held.other_claims.emplace_back(ClaimKind::kWish, wish.occupation);
  }
}

// Every skill, the certificate and the years take their best stated value.
void HoldBest(const MenteeFacts& facts, Date day, DayFacts& held) {
  for (const GermanFact& fact : facts.german) {
    if (!fact.valid.Holds(day)) continue;
    for (size_t s = 0; s < 4; ++s) held.german[s] = std::max(held.german[s], fact.levels[s]);
  }
  for (const SchoolFact& fact : facts.schools) {
    if (!fact.valid.Holds(day)) continue;
    held.certificate = std::max(held.certificate, fact.certificate);
    held.school_years = std::max(held.school_years, fact.years);
  }
}

void HoldLists(const MenteeFacts& facts, Date day, DayFacts& held) {
  if (facts.licences) {
    held.licences.emplace();
    for (const LicenceFact& fact : *facts.licences) {
      if (fact.valid.Holds(day)) held.licences->push_back(fact.kind);
    }
  }
  if (facts.skills) {
    held.skills.emplace();
    for (const SkillFact& fact : *facts.skills) {
      if (fact.valid.Holds(day)) held.skills->push_back(fact.id);
    }
  }
  for (const TravelTime& fact : facts.travel_times) {
    if (fact.valid.Holds(day)) held.travel_times.push_back(fact);
  }
}

class ChangeDays {
 public:
  explicit ChangeDays(Date after) : after_(after) {}
  void Add(Date day) {
    if (day > after_) days_.insert(day);
  }
  void Add(const Validity& valid) {
    if (valid.from) Add(*valid.from);
    if (valid.until) Add(valid.until->PlusDays(1));
  }
  template <class Entry>
  void AddAll(const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) Add(entry.valid);
  }
  std::vector<Date> Rising() const { return {days_.begin(), days_.end()}; }

 private:
  Date after_;
  std::set<Date> days_;
};

}  // namespace

std::optional<RecognitionStatus> Status(std::optional<RecognitionOutcome> outcome,
                                        std::optional<RecognitionStep> step) {
  using O = RecognitionOutcome;
  using P = RecognitionStep;
  using S = RecognitionStatus;
  if (!outcome && (!step || step == P::kDecided)) return std::nullopt;
  if (step == P::kPermitPending) return S::kPermitPending;
  if (step == P::kTemporaryPermit) return S::kTemporaryPermit;
  if (outcome == O::kFull) return S::kFull;
  if (outcome == O::kGerman) return S::kGerman;
  if (outcome == O::kWithdrawn) return S::kWithdrawn;
  if (outcome == O::kNegative) return S::kNegative;
  if (outcome == O::kComparable) return S::kComparable;
  if (outcome == O::kPartialAccess) return S::kPartialAccess;
  if (step == P::kMeasureRunning) return S::kMeasureRunning;
  if (outcome == O::kCompensation) return S::kCompensation;
  if (outcome == O::kPartial) return S::kPartial;
  // The outcome is open or absent: the step alone speaks.
  if (!step) return S::kNone;
  if (step == P::kPermitGranted) return S::kFull;
  if (step == P::kFileComplete) return S::kFileComplete;
  if (step == P::kNotFiled) return S::kNotFiled;
  return S::kFiled;  // filed, or decided with an open outcome
}

DayFacts FactsOn(const Mentee& mentee, Date day) {
  const MenteeFacts& facts = mentee.facts;
  DayFacts held;
  held.day = day;
  held.undated = &facts;
  if (const Home* home = Latest(facts.homes, day)) held.home = home->district;
  HoldClaims(facts, day, held);
  HoldBest(facts, day, held);
  HoldLists(facts, day, held);
  if (const HoursFact* hours = Latest(facts.hours, day)) {
    held.hours = hours->hours;
    held.windows = hours->windows;
  }
  held.movement_limit = LatestCopy(facts.movement_limits, day);
  held.obligation = LatestCopy(mentee.residence.obligations, day);
  held.title = LatestCopy(mentee.residence.titles, day);
  held.job = LatestCopy(mentee.jobs, day);
  return held;
}

std::vector<Date> DaysOfChange(const OracleKnowledge& knowledge, const Mentee& mentee, Date day) {
  const MenteeFacts& facts = mentee.facts;
  ChangeDays days(day);
  days.AddAll(facts.homes);
  days.AddAll(facts.qualifications);
  for (const Qualification& qualification : facts.qualifications) {
    days.AddAll(qualification.recognitions);
  }
  days.AddAll(facts.experiences);
  days.AddAll(facts.wishes);
  days.AddAll(facts.german);
  days.AddAll(facts.schools);
  if (facts.licences) days.AddAll(*facts.licences);
  if (facts.skills) days.AddAll(*facts.skills);
  days.AddAll(facts.travel_times);
  days.AddAll(facts.hours);
  days.AddAll(facts.movement_limits);
  days.AddAll(mentee.residence.obligations);
  days.AddAll(mentee.residence.titles);
  days.AddAll(mentee.jobs);
  for (const ResidenceFact& title : mentee.residence.titles) {
    if (!title.stay_since) continue;
    for (const WorkAccessRow& row : knowledge.work_access) {
      days.Add(AddMonths(*title.stay_since, row.months_from));
      if (row.months_to) days.Add(AddMonths(*title.stay_since, *row.months_to));
    }
  }
  return days.Rising();
}

bool HoldsLicence(const std::vector<LicenceKind>& held, LicenceKind wanted) {
  using L = LicenceKind;
  struct Implied {
    L held;
    std::vector<L> also;
  };
  // § 6 FeV, as section 6 of SCORING.md lists it; read to the end of every chain.
  static const auto* const kImplied = new std::vector<Implied>{
      {L::kDrivingBE, {L::kDrivingB}},
      {L::kDrivingC1, {L::kDrivingB}},
      {L::kDrivingC, {L::kDrivingB, L::kDrivingC1}},
      {L::kDrivingD1, {L::kDrivingB}},
      {L::kDrivingD, {L::kDrivingB, L::kDrivingD1}},
      {L::kDrivingC1E, {L::kDrivingC1, L::kDrivingBE, L::kDrivingB}},
      {L::kDrivingCE, {L::kDrivingC, L::kDrivingC1, L::kDrivingC1E, L::kDrivingBE, L::kDrivingB}},
      {L::kDrivingD1E, {L::kDrivingD1, L::kDrivingBE, L::kDrivingB}},
      {L::kDrivingDE, {L::kDrivingD, L::kDrivingD1, L::kDrivingD1E, L::kDrivingBE, L::kDrivingB}},
      {L::kDrivingA, {L::kDrivingAM}},
      {L::kDrivingB, {L::kDrivingAM, L::kDrivingL}},
      {L::kDrivingT, {L::kDrivingL, L::kDrivingAM}}};
  for (L kind : held) {
    if (kind == wanted) return true;
    for (const Implied& row : *kImplied) {
      if (row.held == kind && HoldsLicence(row.also, wanted)) return true;
    }
  }
  return false;
}

}  // namespace passung::oracle
