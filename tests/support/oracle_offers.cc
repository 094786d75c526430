#include "tests/support/oracle_offers.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace passung::oracle {
namespace {

[[noreturn]] void Stop(const std::string& what) {
  std::cerr << "offer_admission.csv: " << what << "\n";
  std::exit(1);
}

// The cells of a line; only quotes around a whole cell occur.
std::vector<std::string> CellsOf(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

std::optional<int32_t> NumberOf(const std::string& cell) {
  int32_t number = 0;
  if (cell.empty()) return std::nullopt;
  if (!absl::SimpleAtoi(cell, &number)) Stop(cell);
  return number;
}

std::optional<Date> DayIn(const std::string& cell) {
  if (cell.empty()) return std::nullopt;
  return Date::Parse(cell).value();
}

AdmissionRule RuleOf(const std::vector<std::string>& cells) {
  if (cells.size() != 9) Stop("a row without nine cells");
  AdmissionRule rule;
  rule.scheme = cells[0];
  if (cells[1] != "*") {
    for (const auto& name : absl::StrSplit(cells[1], ' ')) {
      const auto status = FromName<ResidenceStatus>(name);
      if (!status) Stop(std::string(name));
      rule.statuses.push_back(*status);
    }
  }
  rule.from = NumberOf(cells[2]).value_or(0);
  rule.below = NumberOf(cells[3]);
  if (!cells[4].empty()) rule.bar = FromName<AccessBar>(cells[4]).value();
  rule.letter = cells[5].at(0);
  rule.valid = {.from = DayIn(cells[6]), .until = DayIn(cells[7])};
  return rule;
}

// ---- Does it help? ------------------------------------------------------------------------------

std::set<GapKind> UsualFor(OfferKind kind) {
  switch (kind) {
    case OfferKind::kIntegrationCourse:
    case OfferKind::kVocationalGerman:
    case OfferKind::kJobGerman:
    case OfferKind::kGermanCourse:
      return {GapKind::kGerman};
    case OfferKind::kRecognitionAdvice:
      return {GapKind::kRecognition, GapKind::kMeasure, GapKind::kSkillsProof};
    case OfferKind::kAdaptation:
      return {GapKind::kMeasure};
    case OfferKind::kSkillsAnalysis:
      return {GapKind::kSkillsProof};
    case OfferKind::kEntryQualification:
    case OfferKind::kPartQualification:
    case OfferKind::kRetraining:
    case OfferKind::kTrainingSupport:
      return {GapKind::kQualification};
    case OfferKind::kSchoolCourse:
      return {GapKind::kSchool};
    case OfferKind::kLicenceGrant:
      return {GapKind::kLicence};
    case OfferKind::kResidenceAdvice:
      return {GapKind::kWorkPermission};
    case OfferKind::kLabourLawAdvice:
      return {GapKind::kLabourLaw};
    default:
      return {};
  }
}

bool HelpsWith(const Offer& offer, GapKind kind) {
  if (offer.gaps.empty()) return UsualFor(offer.kind).contains(kind);
  return std::find(offer.gaps.begin(), offer.gaps.end(), kind) != offer.gaps.end();
}

bool OneProfession(const OracleKnowledge& knowledge, OccupationCode a, OccupationCode b) {
  for (const RegulatedRow& row : knowledge.regulated) {
    const auto in = [&](OccupationCode code) {
      return Has(row.occupations, code) || Has(row.helpers, code);
    };
    if (in(a) && in(b)) return true;
  }
  return false;
}

// -1: no help.
int32_t PointsFor(const OracleKnowledge& knowledge, const Offer& offer, OccupationCode code) {
  static constexpr int32_t kPoints[] = {0, 5'000, 6'500, 8'000, 9'500, 10'000};
  int32_t best = -1;
  const std::string digits = code.ToString();
  for (const OccupationPrefix& prefix : offer.occupations) {
    const std::string start = prefix.ToString();
    if (digits.substr(0, start.size()) == start) {
      best = std::max(best, kPoints[start.size()]);
    } else if (start.size() == 5 &&
               OneProfession(knowledge, OccupationCode::Parse(start).value(), code)) {
      best = std::max(best, 9'500);
    }
  }
  return best;
}

int32_t ByOccupation(const OfferWorld& world, const DayFacts& facts, const Gap& gap,
                     const Offer& offer) {
  if (offer.occupations.empty()) return 7'000;
  if (gap.occupation) return PointsFor(world.knowledge, offer, *gap.occupation);
  if (!facts.ClaimsKnown()) return 5'000;
  int32_t best = -1;
  for (const HeldQualification& held : facts.qualifications) {
    best = std::max(best, PointsFor(world.knowledge, offer, held.code));
  }
  for (const auto& claim : facts.other_claims) {
    best = std::max(best, PointsFor(world.knowledge, offer, claim.second));
  }
  return best;
}

int32_t ByLevels(const Gap& gap, const Offer& offer) {
  if (!offer.level_to) return 2'000;
  int32_t missing = 0;
  int32_t brought = 0;
  bool unknown = false;
  for (size_t i = 0; i < 4; ++i) {
    const auto skill = static_cast<LanguageSkill>(i);
    const bool taught = offer.skills.empty() || std::find(offer.skills.begin(), offer.skills.end(),
                                                          skill) != offer.skills.end();
    if (!gap.needs[i]) continue;
    if (!gap.has[i]) {
      if (taught) unknown = true;
      continue;
    }
    for (int level = static_cast<int>(*gap.has[i]) + 1; level <= static_cast<int>(*gap.needs[i]);
         ++level) {
      ++missing;
      if (taught && level <= static_cast<int>(*offer.level_to)) ++brought;
    }
  }
  if (brought > 0) return 10'000 * brought / missing;
  return missing == 0 && unknown ? 5'000 : -1;
}

int32_t Help(const OfferWorld& world, const DayFacts& facts, const Gap& gap, const Offer& offer) {
  int32_t points = -1;
  if (HelpsWith(offer, gap.kind)) {
    const int32_t occupation = ByOccupation(world, facts, gap, offer);
    switch (gap.kind) {
      case GapKind::kGerman:
        points = occupation < 0 ? -1 : ByLevels(gap, offer);
        break;
      case GapKind::kLicence:
        points = offer.licences.empty()                       ? 5'000
                 : HoldsLicence(offer.licences, *gap.licence) ? 10'000
                                                              : -1;
        break;
      case GapKind::kSchool:
        points = !offer.school ? 5'000 : *offer.school >= *gap.school ? 10'000 : -1;
        break;
      case GapKind::kRecognition:
      case GapKind::kMeasure:
      case GapKind::kSkillsProof:
      case GapKind::kQualification:
      case GapKind::kSkill:
        points = occupation;
        break;
      default:
        points = 10'000;
    }
  }
  if (points >= 0) return points;
  const bool answers =
      gap.reason != Reason::kNone &&
      std::find(offer.reasons.begin(), offer.reasons.end(), gap.reason) != offer.reasons.end();
  return answers ? 8'000 : -1;
}

// ---- The way ------------------------------------------------------------------------------------

struct Reached {
  Verdict verdict;
  int32_t points;
};

Reached OnePlace(const OfferWorld& world, const DayFacts& facts,
                 const std::optional<DistrictCode>& district, const std::string& postal_code) {
  std::optional<int32_t> minutes;
  for (const TravelTime& travel : facts.travel_times) {
    const bool same = !postal_code.empty() && travel.postal_code == postal_code;
    if (same && (!minutes || travel.minutes < *minutes)) minutes = travel.minutes;
  }
  Reached reached{Verdict::kPass, 5'000};
  if (minutes) {
    reached.points = *minutes <= 30 ? 10'000 : *minutes <= 60 ? 7'500 : *minutes <= 90 ? 5'000 : 0;
    if (*minutes > facts.undated->max_travel_minutes.value_or(90)) reached.verdict = Verdict::kFail;
  } else if (!district || !facts.home) {
    return {Verdict::kUnknown, 5'000};
  } else {
    static constexpr int32_t kPoints[] = {10'000, 7'500, 5'500, 2'500, 0};
    const DistrictRelation relation = Relate(world.knowledge, *facts.home, *district);
    reached.points = kPoints[static_cast<int>(relation)];
    if (relation == DistrictRelation::kRegion || relation == DistrictRelation::kFar) {
      reached.verdict = Verdict::kFail;
    }
  }
  const bool outside = facts.movement_limit && facts.movement_limit->limited && district &&
                       !facts.movement_limit->area.Contains(*district);
  if (outside && reached.verdict == Verdict::kPass) reached.verdict = Verdict::kUnknown;
  return reached;
}

bool By(const Offer& offer, OfferChannel channel) {
  return std::find(offer.channels.begin(), offer.channels.end(), channel) != offer.channels.end();
}

Reached Reach(const OfferWorld& world, const DayFacts& facts, const Offer& offer) {
  if (!offer.districts.empty()) {
    if (!facts.home) return {Verdict::kUnknown, 5'000};
    if (std::find(offer.districts.begin(), offer.districts.end(), *facts.home) ==
        offer.districts.end()) {
      return {Verdict::kFail, 0};
    }
  }
  std::vector<Reached> ways;
  if (offer.channels.empty() || By(offer, OfferChannel::kOnSite)) {
    for (const Place& place : offer.places) {
      ways.push_back(OnePlace(world, facts, place.district, place.postal_code));
    }
    if (offer.places.empty()) {
      for (const DistrictCode district : offer.districts) {
        ways.push_back(OnePlace(world, facts, district, ""));
      }
      if (offer.districts.empty()) ways.push_back({Verdict::kUnknown, 5'000});
    }
  }
  if (By(offer, OfferChannel::kVisiting)) ways.push_back({Verdict::kPass, 9'000});
  if (By(offer, OfferChannel::kOnline) || By(offer, OfferChannel::kTelephone)) {
    ways.push_back({Verdict::kPass, 8'000});
  }
  Reached best = ways.at(0);
  for (const Reached& way : ways) {
    if (way.verdict < best.verdict || (way.verdict == best.verdict && way.points > best.points)) {
      best = way;
    }
  }
  return best;
}

// ---- The other gates ----------------------------------------------------------------------------

Verdict Available(const Offer& offer, Date day) {
  if (offer.closed) return Verdict::kFail;
  for (const auto& end : {offer.valid.until, offer.end, offer.apply_until}) {
    if (end && *end < day) return Verdict::kFail;
  }
  if (offer.start && *offer.start < day && !offer.any_time) return Verdict::kFail;
  return offer.valid.from && day < *offer.valid.from ? Verdict::kPassAfter : Verdict::kPass;
}

char Letter(const OfferWorld& world, const std::string& scheme, ResidenceStatus status,
            int32_t months, AccessBar bar, Date day) {
  bool named = false;
  char letter = '?';
  char others = '?';
  for (const AdmissionRule& rule : world.admission) {
    if (rule.scheme != scheme || !rule.valid.Holds(day)) continue;
    const bool mine =
        std::find(rule.statuses.begin(), rule.statuses.end(), status) != rule.statuses.end();
    if (!mine && !rule.statuses.empty()) continue;
    named = named || mine;
    const bool fits = months >= rule.from && (!rule.below || months < *rule.below) &&
                      (!rule.bar || *rule.bar == bar);
    if (fits) (mine ? letter : others) = rule.letter;
  }
  return named ? letter : others;
}

// All numbers of months and both bars that are possible.
std::set<char> Letters(const OfferWorld& world, const ResidenceFact& title,
                       const std::string& scheme, Date day) {
  std::set<char> letters;
  for (int32_t months = 0; months <= 60; ++months) {
    if (title.stay_since && months != std::max(0, FullMonths(*title.stay_since, day)) &&
        !(months == 60 && FullMonths(*title.stay_since, day) > 60)) {
      continue;
    }
    for (const AccessBar bar : {AccessBar::kNone, AccessBar::kBarred}) {
      if (title.access_bar && *title.access_bar != bar) continue;
      letters.insert(Letter(world, scheme, *title.status, months, bar, day));
    }
  }
  return letters;
}

Verdict Admitted(const OfferWorld& world, const DayFacts& facts, const Offer& offer,
                 std::optional<Date>& from) {
  if (offer.admission.empty()) return Verdict::kPass;
  if (!facts.title || !facts.title->status) return Verdict::kUnknown;
  const std::set<char> letters = Letters(world, *facts.title, offer.admission, facts.day);
  if (letters.size() != 1) return Verdict::kUnknown;
  switch (*letters.begin()) {
    case 'P':
      return Verdict::kPass;
    case 'A':
      return Verdict::kPassAfter;
    case 'N':
      return Verdict::kFail;
    case 'D':
      break;
    default:
      return Verdict::kUnknown;
  }
  // The first day on which it is no D any more.
  if (!facts.title->stay_since) return Verdict::kPassAfter;
  for (Date day = facts.day; day < facts.day.PlusDays(2'000); day = day.PlusDays(1)) {
    const char then = Letter(world, offer.admission, *facts.title->status,
                             std::max(0, FullMonths(*facts.title->stay_since, day)),
                             facts.title->access_bar.value_or(AccessBar::kNone), facts.day);
    if (then == 'D') continue;
    if (then == 'P' || then == 'A') from = day;
    break;
  }
  return Verdict::kPassAfter;
}

Verdict Enters(const DayFacts& facts, const Offer& offer) {
  if (!offer.level_from || *offer.level_from == LanguageLevel::kNone) return Verdict::kPass;
  int32_t by_one = 0;
  int32_t by_more = 0;
  bool unknown = false;
  for (const auto& has : facts.german) {
    if (!has) {
      unknown = true;
      continue;
    }
    const int32_t distance = static_cast<int>(*offer.level_from) - static_cast<int>(*has);
    if (distance == 1) ++by_one;
    if (distance > 1) ++by_more;
  }
  if (by_more > 0 || by_one > 1) return Verdict::kFail;
  return unknown || by_one == 1 ? Verdict::kUnknown : Verdict::kPass;
}

Verdict Employed(const Offer& offer, const Work& work) {
  if (work.hours && offer.hours && *work.hours + offer.hours->min > 48) return Verdict::kFail;
  if (!offer.employed) return Verdict::kPass;
  if (!work.employed) return Verdict::kUnknown;
  return *work.employed == *offer.employed ? Verdict::kPass : Verdict::kFail;
}

// ---- The other points ---------------------------------------------------------------------------

bool IsAdvice(OfferKind kind) {
  static const auto& advice = *new std::set<OfferKind>{
      OfferKind::kRecognitionAdvice, OfferKind::kSkillsAnalysis,  OfferKind::kLicenceGrant,
      OfferKind::kResidenceAdvice,   OfferKind::kLabourLawAdvice, OfferKind::kInformation,
      OfferKind::kEmployerSupport,   OfferKind::kPartner};
  return advice.contains(kind);
}

int32_t Language(const DayFacts& facts, const Offer& offer) {
  if (UsualFor(offer.kind).contains(GapKind::kGerman)) return 10'000;
  bool german = offer.languages.empty();
  for (const std::string& language : offer.languages) {
    german = german || language == "de";
    for (const std::string& spoken : facts.undated->other_languages) {
      if (spoken == language) return 10'000;
    }
  }
  if (!german) return 0;
  const auto speaking = facts.german[static_cast<size_t>(LanguageSkill::kSpeaking)];
  if (!speaking) return 5'000;
  return *speaking >= LanguageLevel::kB1 ? 7'000 : 2'500;
}

int32_t Start(const DayFacts& facts, const Offer& offer) {
  if (offer.places_left && *offer.places_left == 0) return 0;
  if (offer.any_time) return 10'000;
  if (!offer.start) return IsAdvice(offer.kind) ? 10'000 : 5'000;
  const int32_t days = offer.start->days() - facts.day.days();
  if (days <= 28) return 10'000;
  if (days <= 56) return 8'000;
  if (days <= 119) return 5'000;
  return days <= 182 ? 2'500 : 0;
}

int32_t PlacesLeft(const Offer& offer) {
  if (offer.places_left) return *offer.places_left > 0 ? 10'000 : 0;
  return IsAdvice(offer.kind) ? 10'000 : 7'000;
}

}  // namespace

std::vector<AdmissionRule> ReadAdmission() {
  std::ifstream in("engine/data/offer_admission.csv");
  if (!in.good()) Stop("is read from the source folder");
  std::vector<AdmissionRule> rules;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) rules.push_back(RuleOf(CellsOf(line)));
  return rules;
}

Work WorkOf(const Mentee& mentee, Date day, std::optional<bool> said) {
  Work work = {said, std::nullopt};
  if (said == false) return work;
  std::optional<Date> since;
  bool found = false;
  for (const Job& job : mentee.jobs) {
    const bool began = !job.valid.from || *job.valid.from <= day;
    const bool ended = job.valid.until && *job.valid.until < day;
    if (!began || ended || (found && job.valid.from < since)) continue;
    found = true;
    since = job.valid.from;
    // A training has hours, but is no work.
    const bool is_work = job.kind == VacancyKind::kJob || job.kind == VacancyKind::kMinijob ||
                         job.kind == VacancyKind::kSelfEmployed;
    work = {is_work ? true : said, job.weekly_hours};
  }
  return work;
}

std::optional<OfferJudgement> JudgeOffer(const OfferWorld& world, const DayFacts& facts,
                                         const Gap& gap, const Offer& offer, const Work& work) {
  OfferJudgement judgement;
  const int32_t help = Help(world, facts, gap, offer);
  if (help < 0) return std::nullopt;
  const Reached reached = Reach(world, facts, offer);
  judgement.points = {help, reached.points, Language(facts, offer), Start(facts, offer),
                      PlacesLeft(offer)};
  static constexpr int32_t kWeights[] = {4'000, 2'000, 1'500, 1'500, 1'000};
  for (size_t i = 0; i < 5; ++i) judgement.score += judgement.points[i] * kWeights[i];
  judgement.verdicts = {Available(offer, facts.day),
                        Admitted(world, facts, offer, judgement.admitted_from),
                        Enters(facts, offer), Employed(offer, work), reached.verdict};
  judgement.full = offer.places_left && *offer.places_left == 0;
  return judgement;
}

}  // namespace passung::oracle
