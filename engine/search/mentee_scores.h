#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_SCORES_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_SCORES_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/criteria/criterion.h"
#include "engine/index/mentee_index.h"
#include "engine/search/card_facts.h"
#include "engine/search/mentee_jobs.h"
#include "engine/search/person.h"
#include "engine/search/row_values.h"
#include "engine/search/single_vacancy.h"

namespace passung {

// Memory that questions on one thread use one after the other.
struct MenteeScoreMemory {
  RowValues<int32_t> language, working_time, start, home, qualifications, skills;
  Memo language_most, working_time_most, start_most;
  std::vector<uint16_t> named_skills;  // by number of the skill: position + 1; 0: not named
};

// What the criteria give mentees for one vacancy, points × weight, by their cards: what depends on
// one part is worked out once per distinct part, the rest from the claims, skills and travel times
// that the index lists. Everything is decided by the criteria, from the same facts as ever.
class MenteeScores {
 public:
  // Uses this thread's memory as long as it lives: one at a time on each.
  MenteeScores(const Query& query, const SingleVacancy& single, const MenteeIndex& index,
               CardFacts& facts, MenteeJobs& jobs);

  // The most that anybody gets from all criteria but those of the job and district_fit …
  int32_t RestMost() const { return rest_most_; }
  // … somebody with these claims and skills …
  int32_t RestMost(uint32_t claims) const { return others_most_ + SkillsMost(claims); }
  // … and with this entry …
  int32_t RestMost(uint32_t claims, const MenteeIndex::Entry& entry) {
    return support_most_ + SkillsMost(claims) + LanguageMost(entry) +
           MostOf(working_time_, entry.hours) + MostOf(start_, entry.start);
  }
  // … and from district_fit who lives there, without travel times, or has a travel time to a place.
  int32_t HomeMost(const MenteeIndex::Home& home) const;
  int32_t MinutesMost(const std::string& postal_code, int32_t minutes);

  // The score of each row, of the one whose facts were taken, who is regular. Valid until called
  // again.
  const std::vector<int32_t>& OfCard();
  // The same of anybody.
  const std::vector<int32_t>& Of(const Person& person);

 private:
  struct Weighted {
    const Criterion* criterion = nullptr;  // null: without weight
    int32_t weight = 0;
  };
  // One criterion that looks at one part alone.
  struct ByPart {
    Weighted of;
    MenteePart part = MenteePart::kStart;
    RowValues<int32_t>* values = nullptr;  // by number
    Memo* most = nullptr;                  // by number
  };
  static constexpr size_t kMostNamedSkills = 6;  // of which each set is worked out once

  void SortCriteria();
  void Begin(ByPart& by_part, const Weighted& of, MenteePart part);
  void BeginSkills(const Weighted& of);
  void FindNamedSkills();
  uint32_t CodeOf(ColumnId column, uint32_t row) const {
    return single_.columns.CodeAt(column, row);
  }
  int32_t Most(const Weighted& of, const DayFacts& facts) const;

  // Levels of German on the day and, where the vacancy has working languages, whether one of them
  // is spoken: many plans come to few of these.
  uint32_t LanguageKey(uint32_t german, bool speaks) const {
    return index_.parts().GermanKeyOn(german, query_.as_of) * 2 + (speaks ? 1 : 0);
  }
  int32_t SkillsMost(uint32_t claims) const {
    return skills_most_[index_.claims()[claims].skills_known];
  }
  int32_t LanguageMost(const MenteeIndex::Entry& entry) {
    if (language_.of.criterion == nullptr) return 0;
    const bool asks = !single_.vacancy.working_languages.empty();
    if (asks) facts_.Take(index_.card(entry.slot));
    const uint32_t key = LanguageKey(entry.german, asks && facts_.Speaks());
    return language_.most->Get(key, [&] {
      facts_.Take(index_.card(entry.slot));
      return WorkOutMost(language_, key);
    });
  }
  int32_t MostOf(ByPart& by_part, uint32_t number) {
    if (by_part.of.criterion == nullptr) return 0;
    return by_part.most->Get(number, [&] {
      somebodys_card_.parts[Index(by_part.part)] = number;
      facts_.Take(somebodys_card_);
      return WorkOutMost(by_part, number);
    });
  }
  int32_t WorkOutMost(const ByPart& by_part, uint32_t number);
  const int32_t* ValuesOf(const ByPart& by_part, uint32_t number);

  // Adds a criterion of these facts to `scores`, a score for each row.
  void AddTo(int32_t* scores, const Weighted& of, const DayFacts& facts);
  void Add(const int32_t* values);
  void AddPart(const ByPart& by_part, uint32_t number);
  void AddLanguage();
  void AddClaims();
  void AddQualifications();
  void AddSkills();
  void AddDistrict();
  // Whether each set of named skills is worked out once; else somebody's skills and proofs are.
  bool BySkillSets() const { return !names_proofs_ && named_skills_.size() <= kMostNamedSkills; }

  const Query& query_;
  const SingleVacancy& single_;
  const MenteeIndex& index_;
  CardFacts& facts_;
  MenteeJobs& jobs_;
  const uint32_t rows_;
  MenteeScoreMemory& memory_;
  ByPart language_, working_time_, start_, home_;
  Weighted occupation_, skills_;
  std::vector<Weighted> of_qualifications_;
  std::vector<Weighted> all_;
  std::vector<uint32_t> jobs_of_rows_;  // codes
  std::vector<int32_t> support_;        // by row
  int32_t support_most_ = 0;
  int32_t elsewhere_most_ = 0;            // of district_fit who has no home
  std::array<int32_t, 2> skills_most_{};  // of those whose skills are unknown, known
  int32_t rest_most_ = 0;
  int32_t others_most_ = 0;  // of all that but skills_fit
  struct NamedSkill {
    uint32_t in_index;
    uint32_t in_vacancy;
  };
  std::vector<NamedSkill> named_skills_;
  bool names_proofs_ = false;  // a school certificate or a licence that skills_fit counts
  DayFacts somebody_;
  MenteeIndex::Card somebodys_card_;
  std::vector<int32_t> scores_;         // by row
  std::vector<int32_t> contributions_;  // by code
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_SCORES_H_
