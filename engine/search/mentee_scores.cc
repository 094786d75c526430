#include "engine/search/mentee_scores.h"

#include <algorithm>

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"
#include "engine/vocabulary/day_parts.h"

namespace passung {
namespace {

constexpr uint32_t kNoNumber = UINT32_MAX;
constexpr int kLevelBits = 3;  // a level, or that it is unknown
constexpr size_t kLevelsKeys = size_t{1} << (4 * kLevelBits + 1);

size_t LevelsKey(const SkillLevels& levels, bool speaks) {
  size_t key = speaks ? 1 : 0;
  for (const auto& level : levels) key = key << kLevelBits | (level ? Index(*level) + 1 : 0);
  return key;
}

MenteeMemory& ThisThreadsMemory() {
  thread_local MenteeMemory memory;
  return memory;
}

}  // namespace

MenteeScores::MenteeScores(const Query& query, const SingleVacancy& single,
                           const SnapshotImpl& snapshot)
    : query_(query),
      single_(single),
      snapshot_(snapshot),
      index_(snapshot.mentee_index()),
      rows_(single.columns.row_count()),
      memory_(ThisThreadsMemory()),
      support_(rows_, 0),
      by_levels_(MenteeMemory::Fresh(memory_.by_levels, kLevelsKeys, kNoNumber)) {
  if (!single.vacancy.working_languages.empty()) {
    speaks_.assign(index_.parts().size(MenteePart::kLanguages), kNotYet);
  }
  facts_.day = query.as_of;
  SortCriteria();
  SortRules();
}

void MenteeScores::SortCriteria() {
  const auto by_part = [&](const Weighted& of, MenteePart part, uint32_t numbers) {
    const uint32_t codes = query_.dictionaries.size(of.criterion->column());
    rest_most_ += of.weight * kMaxPoints;
    return ByPart{of.criterion,
                  of.weight,
                  codes,
                  part,
                  MenteeMemory::Fresh(memory_.most[Index(of.criterion->key())], numbers, kNotYet),
                  MenteeMemory::Fresh(memory_.values[Index(of.criterion->key())],
                                      size_t{numbers} * codes, 0)};
  };
  for (const Criterion* criterion : AllCriteria()) {
    const Weighted of = {criterion, query_.applied.weights[Index(criterion->key())]};
    if (of.weight == 0) continue;
    all_.push_back(of);
    switch (criterion->key()) {
      case CriterionKey::kLanguageFit:
        language_ = by_part(of, MenteePart::kGerman,
                            index_.parts().size(MenteePart::kGerman) * (speaks_.empty() ? 1 : 2));
        break;
      case CriterionKey::kWorkingTimeFit:
        working_time_ = by_part(of, MenteePart::kHours, index_.parts().size(MenteePart::kHours));
        break;
      case CriterionKey::kStartFit:
        start_ = by_part(of, MenteePart::kStart, index_.parts().size(MenteePart::kStart));
        break;
      case CriterionKey::kEmployerSupport:  // the vacancy alone
        scores_.assign(rows_, 0);
        AddCriterion(of, facts_);
        support_ = scores_;
        support_most_ = Most(of, facts_);
        break;
      default:
        others_.push_back(of);
        if (criterion->key() == CriterionKey::kSkillsFit) BoundSkills(of);
    }
  }
  rest_most_ += support_most_ + std::max(skills_most_[0], skills_most_[1]);
}

void MenteeScores::BoundSkills(const Weighted& of) {
  for (uint32_t code = 0; code < query_.dictionaries.skills.size(); ++code) {
    const SkillsKey& key = query_.dictionaries.skills[code];
    names_proofs_ = names_proofs_ || key.school || !key.licences.empty();
  }
  DayFacts somebody;
  somebody.day = query_.as_of;
  const int32_t undecided = Most(of, somebody);
  somebody.school = SchoolCertificate::kAbitur;
  somebody.school_years = std::numeric_limits<int32_t>::max();
  somebody.licences_known = true;
  somebody.licences_held = ~LicenceSet{0};
  skills_most_[0] = std::max(undecided, Most(of, somebody));
  somebody.skills_known = true;
  for (uint32_t number = 0; number < query_.dictionaries.skill_ids.size(); ++number) {
    somebody.skill_numbers.push_back(number);
    const auto in_index = index_.NumberOfSkill(query_.dictionaries.skill_ids[number]);
    if (in_index) named_skills_.push_back({*in_index, number});
  }
  skills_most_[1] = std::max(undecided, Most(of, somebody));
}

void MenteeScores::SortRules() {
  const auto add = [&](const Rule& rule, MenteePart part, uint32_t numbers) {
    const uint32_t codes = query_.dictionaries.size(rule.column());
    rules_.push_back({&rule, part, codes,
                      MenteeMemory::Fresh(memory_.fails[Index(rule.key())], size_t{numbers} * codes,
                                          int8_t{kNotYet})});
  };
  for (const Rule* rule : AllRules()) {
    if (query_.profile().switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
    const MenteeParts& parts = index_.parts();
    switch (rule->key()) {
      case RuleKey::kLanguageFloor:
        add(*rule, MenteePart::kGerman,
            parts.size(MenteePart::kGerman) * (speaks_.empty() ? 1 : 2));
        break;
      case RuleKey::kWorkingTimePossible:
        add(*rule, MenteePart::kHours, parts.size(MenteePart::kHours));
        break;
      case RuleKey::kStartWindow:
        add(*rule, MenteePart::kStart, parts.size(MenteePart::kStart));
        break;
      case RuleKey::kSchoolCertificate:
        add(*rule, MenteePart::kSchool, parts.size(MenteePart::kSchool));
        break;
      case RuleKey::kLicenceRequired:
        add(*rule, MenteePart::kLicences, parts.size(MenteePart::kLicences));
        break;
      default:
        break;
    }
  }
}

int32_t MenteeScores::Most(const Weighted& of, const DayFacts& facts) const {
  int32_t most = 0;
  for (uint32_t code = 0; code < query_.dictionaries.size(of.criterion->column()); ++code) {
    most = std::max(most, of.criterion->Points(query_, facts, code));
  }
  return of.weight * most;
}

int32_t MenteeScores::HomeMost(const MenteeIndex::Home& home) const {
  Home here;
  DayFacts facts;
  facts.day = query_.as_of;
  if (home) here.district = *home;
  if (home) facts.home = &here;
  for (const Weighted& of : others_) {
    if (of.criterion->key() == CriterionKey::kDistrictFit) return Most(of, facts);
  }
  return 0;
}

int32_t MenteeScores::MinutesMost(const std::string& postal_code, int32_t minutes) {
  facts_.travel_minutes.clear();
  facts_.travel_minutes.push_back({postal_code, minutes});
  for (const Weighted& of : others_) {
    if (of.criterion->key() == CriterionKey::kDistrictFit) return Most(of, facts_);
  }
  return 0;
}

bool MenteeScores::Speaks(uint32_t languages) {
  int8_t& speaks = speaks_[languages];
  if (speaks != kNotYet) return speaks != 0;
  DayFacts facts;
  facts.other_languages =
      &index_.parts().Get(MenteePart::kLanguages, languages).facts.other_languages;
  const std::string* spoken = facts.Speaks(single_.vacancy.working_languages);
  if (spoken != nullptr && languages_.empty()) languages_ = {*spoken};
  speaks = spoken != nullptr ? 1 : 0;
  return spoken != nullptr;
}

const Mentee& MenteeScores::SomebodyWith(MenteePart part, uint32_t number) {
  const uint32_t size = index_.parts().size(part);
  if (number < size) return index_.parts().Get(part, number);
  speaker_ = index_.parts().Get(part, number - size);
  speaker_.facts.other_languages = languages_;
  return speaker_;
}

// The facts that a part is about; all others stay as they are.
void MenteeScores::Resolve(MenteePart part, uint32_t number, DayFacts& facts) const {
  const uint32_t size = index_.parts().size(part);
  const bool speaks = number >= size;
  if (speaks) number -= size;
  switch (part) {
    case MenteePart::kGerman:
      facts.other_languages = speaks ? &languages_ : &no_languages_;
      if (const SkillLevels* steady = index_.parts().SteadyGerman(number)) {
        facts.german = *steady;
        break;
      }
      facts.german = SkillLevels();
      ResolveGerman(index_.parts().Get(part, number).facts.german, query_.as_of, facts);
      break;
    case MenteePart::kHours:
      facts.hours.reset();
      facts.windows.reset();
      ResolveHours(index_.parts().Get(part, number).facts.hours, query_.as_of, facts);
      break;
    case MenteePart::kStart:
      facts.available_from = index_.parts().Get(part, number).facts.available_from;
      break;
    default:
      break;
  }
}

void MenteeScores::WorkOut(ByPart& of, uint32_t number) {
  Resolve(of.part, number, facts_);
  if (of.part == MenteePart::kGerman) {
    // Most differ in plans alone.
    uint32_t& first = by_levels_[LevelsKey(facts_.german, facts_.other_languages == &languages_)];
    if (first != kNoNumber) {
      std::copy_n(of.values.begin() + first * of.codes, of.codes,
                  of.values.begin() + number * of.codes);
      of.most[number] = of.most[first];
      return;
    }
    first = number;
  }
  int32_t* values = of.values.data() + size_t{number} * of.codes;
  int32_t most = 0;
  for (uint32_t code = 0; code < of.codes; ++code) {
    values[code] = of.weight * of.criterion->Points(query_, facts_, code);
    most = std::max(most, values[code]);
  }
  of.most[number] = most;
}

bool MenteeScores::FailEverybody(uint32_t row) const {
  return std::any_of(AllRules().begin(), AllRules().end(), [&](const Rule* rule) {
    return query_.profile().switches[Index(rule->key())] == RuleSwitch::kEnforce &&
           rule->FailsEverybody(query_, CodeOf(rule->column(), row));
  });
}

bool MenteeScores::Fails(const MenteeIndex::Card& card, uint32_t row) {
  for (RuleByPart& of : rules_) {
    const uint32_t number =
        of.part == MenteePart::kGerman ? LanguageNumber(card) : card.parts[Index(of.part)];
    const uint32_t code = CodeOf(of.rule->column(), row);
    int8_t& fails = of.fails[size_t{number} * of.codes + code];
    if (fails == kNotYet) {
      const Mentee& somebody = SomebodyWith(of.part, number);
      const Finding finding = JudgeAhead(query_, Person(query_, somebody), *of.rule, code);
      fails = finding.verdict == Verdict::kFail ? 1 : 0;
    }
    if (fails != 0) return true;
  }
  return false;
}

void MenteeScores::AddPart(ByPart& of, uint32_t number) {
  if (MostOf(of, number) == 0) return;
  const int32_t* values = of.values.data() + size_t{number} * of.codes;
  const ColumnId column = of.criterion->column();
  for (uint32_t row = 0; row < rows_; ++row) scores_[row] += values[CodeOf(column, row)];
}

void MenteeScores::AddCriterion(const Weighted& of, const DayFacts& facts) {
  contributions_.clear();
  for (uint32_t code = 0; code < query_.dictionaries.size(of.criterion->column()); ++code) {
    contributions_.push_back(of.weight * of.criterion->Points(query_, facts, code));
  }
  for (uint32_t row = 0; row < rows_; ++row) {
    scores_[row] += contributions_[CodeOf(of.criterion->column(), row)];
  }
}

// Somebody regular's facts as criteria of the job, skills_fit and district_fit see them.
void MenteeScores::ListFacts(const MenteeIndex::Card& card, uint32_t slot) {
  facts_.claims.clear();
  facts_.qualifications.clear();
  for (const MenteeIndex::Claim& claim : index_.ClaimsOf(slot)) {
    const OccupationCode occupation = index_.occupations()[claim.occupation];
    facts_.claims.push_back({occupation, claim.kind, 0});
    if (claim.kind != ClaimKind::kQualification) continue;
    DayFacts::Qualified qualified = {
        .occupation = occupation,
        .reference = index_.occupations()[claim.reference],
        .level = claim.level,
    };
    if (claim.status > 0) qualified.status = static_cast<RecognitionStatus>(claim.status - 1);
    facts_.qualifications.push_back(qualified);
  }
  facts_.skills_known = card.skills_known;
  facts_.skill_numbers.clear();
  for (const uint32_t skill : index_.SkillsOf(slot)) {
    for (const NamedSkill& named : named_skills_) {
      if (named.in_index == skill) facts_.skill_numbers.push_back(named.in_vacancy);
    }
  }
  const auto part = [&](MenteePart which) -> const MenteeFacts& {
    return index_.parts().Get(which, card.parts[Index(which)]).facts;
  };
  facts_.home = LatestOn(part(MenteePart::kHome).homes, query_.as_of);
  facts_.travel_minutes.clear();
  if (card.travels) {
    ResolveTravelTimes(snapshot_.mentees()[slot].facts.travel_times, query_.as_of, facts_);
  }
  if (!names_proofs_) return;
  facts_.school.reset();
  facts_.school_years.reset();
  ResolveSchools(part(MenteePart::kSchool).schools, query_.as_of, facts_);
  facts_.licences_known = false;
  facts_.licences_held = 0;
  facts_.licences_past = 0;
  ResolveLicences(part(MenteePart::kLicences).licences, query_.as_of, facts_);
}

const std::vector<int32_t>& MenteeScores::Of(uint32_t slot) {
  const MenteeIndex::Card& card = index_.card(slot);
  if (!card.regular) return Of(Person(query_, snapshot_.mentees()[slot]));
  scores_ = support_;
  AddPart(language_, LanguageNumber(card));
  AddPart(working_time_, card.parts[Index(MenteePart::kHours)]);
  AddPart(start_, card.parts[Index(MenteePart::kStart)]);
  ListFacts(card, slot);
  for (const Weighted& of : others_) AddCriterion(of, facts_);
  return scores_;
}

const std::vector<int32_t>& MenteeScores::Of(const Person& person) {
  scores_.assign(rows_, 0);
  for (const Weighted& of : all_) AddCriterion(of, person.today);
  return scores_;
}

}  // namespace passung
