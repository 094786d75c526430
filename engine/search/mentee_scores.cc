#include "engine/search/mentee_scores.h"

#include <algorithm>
#include <limits>

#include "engine/criteria/registry.h"
#include "engine/vocabulary/district_matrix.h"

namespace passung {
namespace {

MenteeScoreMemory& ThisThreadsScoreMemory() {
  thread_local MenteeScoreMemory memory;
  return memory;
}

}  // namespace

MenteeScores::MenteeScores(const Query& query, const SingleVacancy& single,
                           const MenteeIndex& index, CardFacts& facts, MenteeJobs& jobs)
    : query_(query),
      single_(single),
      index_(index),
      facts_(facts),
      jobs_(jobs),
      rows_(single.columns.row_count()),
      memory_(ThisThreadsScoreMemory()),
      support_(rows_, 0),
      asks_languages_(!single.vacancy.working_languages.empty()) {
  somebody_.day = query.as_of;
  for (uint32_t row = 0; row < rows_; ++row) jobs_of_rows_.push_back(CodeOf(ColumnId::kJob, row));
  SortCriteria();
  BeginMost();
  memory_.qualifications.Begin(index.parts().size(MenteePart::kQualifications), rows_);
}

void MenteeScores::SortCriteria() {
  for (const Criterion* criterion : AllCriteria()) {
    const int32_t weight = query_.applied.weights[Index(criterion->key())];
    if (weight == 0) continue;
    const ColumnId column = criterion->column();
    const Weighted of = {criterion, weight, column, query_.dictionaries.size(column)};
    all_.push_back(of);
    switch (criterion->key()) {
      case CriterionKey::kOccupationFit:
        occupation_ = of;
        break;
      case CriterionKey::kLanguageFit:
        Begin(language_, of, MenteePart::kGerman);
        break;
      case CriterionKey::kWorkingTimeFit:
        Begin(working_time_, of, MenteePart::kHours);
        break;
      case CriterionKey::kStartFit:
        Begin(start_, of, MenteePart::kStart);
        break;
      case CriterionKey::kDistrictFit:  // without travel times
        Begin(home_, of, MenteePart::kHome);
        elsewhere_most_ = Most(of, somebody_);
        break;
      case CriterionKey::kEmployerSupport:  // the vacancy alone
        AddTo(support_.data(), of, somebody_);
        support_most_ = Most(of, somebody_);
        break;
      case CriterionKey::kSkillsFit:
        BeginSkills(of);
        break;
      default:
        of_qualifications_.push_back(of);
    }
  }
}

// Of one key alone, what earlier questions worked out; of several, a table of this vacancy. Criteria
// without weight give everybody nothing.
template <class Key>
int32_t* MenteeScores::BeginTable(const Dictionary<Key>& keys, size_t codes, const Weighted& of,
                                  KeptTables<Key>& kept, std::vector<int32_t>& own) {
  rest_most_ += of.weight * kMaxPoints;
  if (of.criterion != nullptr && keys.size() == 1) {
    kept.BeginQuestion();
    return kept.Of(keys[0], codes).data();
  }
  own.assign(codes, of.criterion == nullptr ? 0 : -1);
  return own.data();
}

void MenteeScores::BeginMost() {
  if (!memory_.kept_for.Holds(query_, index_.number())) {
    memory_.kept_for = KeptFor::Of(query_, index_.number());
    memory_.kept_language.Forget();
    memory_.kept_working_time.Forget();
    memory_.kept_start.Forget();
    memory_.kept_ways.Forget();
  }
  const MenteeParts& parts = index_.parts();
  const Dictionaries& keys = query_.dictionaries;
  language_most_ = BeginTable(keys.language, size_t{parts.ever_size()} * 2, language_.of,
                              memory_.kept_language, memory_.language_most);
  working_time_.most = BeginTable(keys.hours, parts.size(MenteePart::kHours), working_time_.of,
                                  memory_.kept_working_time, memory_.working_time_most);
  start_.most = BeginTable(keys.start, parts.size(MenteePart::kStart), start_.of,
                           memory_.kept_start, memory_.start_most);
  working_time_.same_in_all_rows = keys.hours.size() == 1;
  start_.same_in_all_rows = keys.start.size() == 1;
  rest_most_ += support_most_;
  BeginWays();
  memory_.skills_most.assign(kSkillsUnknown + 1, skills_.criterion == nullptr ? 0 : -1);
  if (skills_.criterion == nullptr) return;
  rest_most_ += std::max(WorkOutSkillsMost(kSkillsUnknown), WorkOutSkillsMost(kSkillsUnknown - 1));
}

void MenteeScores::Begin(ByPart& by_part, const Weighted& of, MenteePart part) {
  const bool german = part == MenteePart::kGerman;
  const size_t numbers = german ? size_t{kLevelsKeys} * 2 : index_.parts().size(part);
  by_part = {.of = of, .part = part};
  switch (part) {
    case MenteePart::kGerman:
      by_part.values = &memory_.language;
      break;
    case MenteePart::kHours:
      by_part.values = &memory_.working_time;
      break;
    case MenteePart::kStart:
      by_part.values = &memory_.start;
      break;
    default:
      by_part.values = &memory_.home;
  }
  by_part.values->Begin(numbers, rows_);
}

void MenteeScores::FindNamedSkills() {
  memory_.named_skills.assign(index_.skill_count(), 0);
  const Dictionary<std::string>& ids = query_.dictionaries.skill_ids;
  for (uint32_t number = 0; number < ids.size(); ++number) {
    const auto in_index = index_.NumberOfSkill(ids[number]);
    if (!in_index) continue;
    named_skills_.push_back({*in_index, number});
    memory_.named_skills[*in_index] = static_cast<uint16_t>(named_skills_.size());
    if (skill_bits_.size() < kMostNamedSkills) {
      skill_bits_.push_back(MenteeIndex::SkillBit(*in_index));
    }
  }
}

void MenteeScores::BeginSkills(const Weighted& of) {
  skills_ = of;
  for (uint32_t code = 0; code < query_.dictionaries.skills.size(); ++code) {
    const SkillsKey& key = query_.dictionaries.skills[code];
    names_proofs_ = names_proofs_ || key.school || !key.licences.empty();
  }
  FindNamedSkills();
  // One number more: skills unknown.
  if (BySkillSets()) memory_.skills.Begin((size_t{1} << named_skills_.size()) + 1, rows_);
}

// Of somebody who has of the named skills at most this set of the first ones and all others. Whatever
// else is named they may have or not.
int32_t MenteeScores::WorkOutSkillsMost(uint32_t set) const {
  DayFacts somebody;
  somebody.day = query_.as_of;
  const int32_t undecided = Most(skills_, somebody);
  somebody.school = SchoolCertificate::kAbitur;
  somebody.school_years = std::numeric_limits<int32_t>::max();
  somebody.licences_known = true;
  somebody.licences_held = ~LicenceSet{0};
  somebody.skills_known = set != kSkillsUnknown;
  for (size_t nth = 0; nth < named_skills_.size(); ++nth) {
    const bool has = nth >= skill_bits_.size() || (set >> nth & 1U) != 0;
    if (has) somebody.skill_numbers.push_back(named_skills_[nth].in_vacancy);
  }
  return std::max(undecided, Most(skills_, somebody));
}

int32_t MenteeScores::Most(const Weighted& of, const DayFacts& facts) const {
  int32_t most = 0;
  for (uint32_t code = 0; code < of.codes; ++code) {
    most = std::max(most, of.criterion->Points(query_, facts, code));
  }
  return of.weight * most;
}

// Many vacancies have one place, and few of these are unlike all before.
void MenteeScores::BeginWays() {
  const Dictionary<PlaceKey>& places = query_.dictionaries.place;
  if (home_.of.criterion == nullptr || places.size() != 1) return;
  memory_.kept_ways.BeginQuestion();
  const size_t values = index_.homes().size() + DistrictMatrix::kMostMinutes + 1;
  known_ways_ = memory_.kept_ways.Of(places[0], values).data();
}

int32_t MenteeScores::HomeMost(size_t home) {
  if (home_.of.criterion == nullptr) return 0;
  if (known_ways_ == nullptr) return WorkOutHomeMost(index_.homes()[home]);
  int32_t& known = known_ways_[home];
  if (known < 0) known = WorkOutHomeMost(index_.homes()[home]);
  return known;
}

int32_t MenteeScores::MinutesMost(const std::string& postal_code, int32_t minutes) {
  if (home_.of.criterion == nullptr) return 0;
  if (known_ways_ == nullptr) return WorkOutMinutesMost(postal_code, minutes);
  int32_t& known = known_ways_[index_.homes().size() + static_cast<size_t>(minutes)];
  if (known < 0) known = WorkOutMinutesMost(postal_code, minutes);
  return known;
}

int32_t MenteeScores::WorkOutHomeMost(const MenteeIndex::Home& home) const {
  Home here;
  DayFacts facts;
  facts.day = query_.as_of;
  if (home) here.district = *home;
  if (home) facts.home = &here;
  return Most(home_.of, facts);
}

// Of the places elsewhere nobody knows anything more.
int32_t MenteeScores::WorkOutMinutesMost(const std::string& postal_code, int32_t minutes) {
  int32_t most = elsewhere_most_;
  somebody_.travel_minutes.clear();
  somebody_.travel_minutes.push_back({PostalNumber(postal_code), minutes});
  const Dictionary<PlaceKey>& places = query_.dictionaries.place;
  for (uint32_t code = 0; code < places.size(); ++code) {
    if (places[code].postal_code != postal_code) continue;
    most = std::max(most, home_.of.weight * home_.of.criterion->Points(query_, somebody_, code));
  }
  return most;
}

int32_t MenteeScores::WorkOutRestMost(const MenteeIndex::Entry& entry, uint32_t language,
                                      uint32_t skills) {
  const auto most = [](int32_t& known, auto&& work_out) {
    if (known < 0) known = work_out();
    return known;
  };
  return support_most_ +
         most(language_most_[language],
              [&] { return WorkOutLanguageMost(entry.german, language % 2 != 0); }) +
         most(working_time_.most[entry.hours],
              [&] { return WorkOutMost(working_time_, entry.hours); }) +
         most(start_.most[entry.start], [&] { return WorkOutMost(start_, entry.start); }) +
         most(memory_.skills_most[skills], [&] { return WorkOutSkillsMost(skills); });
}

int32_t MenteeScores::WorkOutMost(const ByPart& by_part, uint32_t number) {
  somebodys_card_.parts[Index(by_part.part)] = number;
  facts_.Take(somebodys_card_);
  return Most(by_part.of, facts_.With(by_part.part));
}

// For the one whose facts were taken.
const int32_t* MenteeScores::ValuesOf(const ByPart& by_part, uint32_t number) {
  return by_part.values->Get(number, [&](int32_t* values) {
    std::fill_n(values, rows_, 0);
    AddTo(values, by_part.of, facts_.With(by_part.part));
  });
}

// A key has all that language_fit looks at.
const int32_t* MenteeScores::LanguageValues(uint32_t key) {
  return language_.values->Get(key, [&](int32_t* values) {
    static const std::vector<std::string> kNone;
    somebody_.german = LevelsOfKey(key / 2);
    somebody_.other_languages = key % 2 == 0 ? &kNone : &single_.vacancy.working_languages;
    std::fill_n(values, rows_, 0);
    AddTo(values, language_.of, somebody_);
  });
}

int32_t MenteeScores::WorkOutLanguageMost(uint32_t ever, bool speaks) {
  int32_t most = 0;
  for (const uint32_t levels : index_.parts().KeysOfEver(ever)) {
    const int32_t* values = LanguageValues(LanguageKey(levels, speaks));
    most = std::max(most, *std::max_element(values, values + rows_));
  }
  return most;
}

void MenteeScores::AddTo(int32_t* scores, const Weighted& of, const DayFacts& facts) {
  contributions_.clear();
  for (uint32_t code = 0; code < of.codes; ++code) {
    contributions_.push_back(of.weight * of.criterion->Points(query_, facts, code));
  }
  for (uint32_t row = 0; row < rows_; ++row) scores[row] += contributions_[CodeOf(of.column, row)];
}

void MenteeScores::Add(const int32_t* values) {
  for (uint32_t row = 0; row < rows_; ++row) scores_[row] += values[row];
}

void MenteeScores::AddPart(const ByPart& by_part, uint32_t number) {
  if (by_part.of.criterion == nullptr) return;
  if (!by_part.same_in_all_rows) return Add(ValuesOf(by_part, number));
  int32_t& most = by_part.most[number];
  if (most < 0) most = Most(by_part.of, facts_.With(by_part.part));
  for (int32_t& score : scores_) score += most;
}

void MenteeScores::AddLanguage() {
  if (language_.of.criterion == nullptr) return;
  const uint32_t german = facts_.number(MenteePart::kGerman);
  Add(LanguageValues(
      LanguageKey(index_.parts().GermanKeyOn(german, query_.as_of), facts_.Speaks())));
}

void MenteeScores::AddClaims() {
  if (occupation_.criterion == nullptr) return;
  const std::vector<int32_t>& points = jobs_.OfClaims(index_.ClaimsOf(facts_.card()));
  for (uint32_t row = 0; row < rows_; ++row) scores_[row] += points[jobs_of_rows_[row]];
}

void MenteeScores::AddQualifications() {
  Add(memory_.qualifications.Get(facts_.number(MenteePart::kQualifications), [&](int32_t* values) {
    std::fill_n(values, rows_, 0);
    const DayFacts& facts = facts_.With(MenteePart::kQualifications);
    for (const Weighted& of : of_qualifications_) AddTo(values, of, facts);
  }));
}

void MenteeScores::AddSkills() {
  if (skills_.criterion == nullptr) return;
  const MenteeIndex::Card& card = facts_.card();
  DayFacts& facts = facts_.facts();
  size_t set = 0;
  facts.skills_known = card.skills_known;
  facts.skill_numbers.clear();
  for (const uint32_t skill : index_.SkillsOf(card)) {
    const uint16_t nth = memory_.named_skills[skill];
    if (nth == 0) continue;
    facts.skill_numbers.push_back(named_skills_[nth - 1U].in_vacancy);
    if (nth <= kMostNamedSkills) set |= size_t{1} << (nth - 1U);
  }
  if (!BySkillSets()) {
    if (names_proofs_) {
      facts_.With(MenteePart::kSchool);
      facts_.With(MenteePart::kLicences);
    }
    return AddTo(scores_.data(), skills_, facts);
  }
  if (!card.skills_known) set = size_t{1} << named_skills_.size();
  Add(memory_.skills.Get(set, [&](int32_t* values) {
    std::fill_n(values, rows_, 0);
    AddTo(values, skills_, facts);
  }));
}

void MenteeScores::AddDistrict() {
  if (home_.of.criterion == nullptr) return;
  if (!facts_.TakeTravelTimes()) return AddPart(home_, facts_.number(MenteePart::kHome));
  AddTo(scores_.data(), home_.of, facts_.With(MenteePart::kHome));
}

const std::vector<int32_t>& MenteeScores::OfCard() {
  scores_ = support_;
  AddLanguage();
  AddPart(working_time_, facts_.number(MenteePart::kHours));
  AddPart(start_, facts_.number(MenteePart::kStart));
  AddClaims();
  AddQualifications();
  AddSkills();
  AddDistrict();
  return scores_;
}

const std::vector<int32_t>& MenteeScores::Of(const Person& person) {
  scores_.assign(rows_, 0);
  for (const Weighted& of : all_) AddTo(scores_.data(), of, person.today);
  return scores_;
}

}  // namespace passung
