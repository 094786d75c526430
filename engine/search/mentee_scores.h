#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_SCORES_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_SCORES_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/criteria/criterion.h"
#include "engine/index/mentee_index.h"
#include "engine/search/card_facts.h"
#include "engine/search/kept_for.h"
#include "engine/search/kept_tables.h"
#include "engine/search/mentee_jobs.h"
#include "engine/search/person.h"
#include "engine/search/row_values.h"
#include "engine/search/single_vacancy.h"

namespace passung {

// Memory that questions on one thread use one after the other.
struct MenteeScoreMemory {
  RowValues<int32_t> language, working_time, start, home, qualifications, skills;
  // What codes of entries allow at most; below 0: not asked yet. Where a vacancy has one key alone, the
  // kept table of that is asked instead.
  std::vector<int32_t> language_most, working_time_most, start_most, skills_most;
  KeptFor kept_for;
  KeptTables<LanguageKey> kept_language;
  KeptTables<HoursKey> kept_working_time;
  KeptTables<StartKey> kept_start;
  KeptTables<PlaceKey> kept_ways;      // by home and then by minutes
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

  static constexpr size_t kMostNamedSkills = 6;  // of which each set is worked out once
  static constexpr uint32_t kSkillsUnknown = 1U << kMostNamedSkills;

  // The most that anybody gets from all criteria but those of the job and district_fit …
  int32_t RestMost() const { return rest_most_; }
  // … those with one entry or another: for one group after the other, its own copy.
  class Rest {
   public:
    explicit Rest(MenteeScores& scores)
        : scores_(scores),
          language_(scores.language_most_),
          hours_(scores.working_time_.most),
          start_(scores.start_.most),
          skills_(scores.memory_.skills_most.data()),
          asks_languages_(scores.asks_languages_),
          support_most_(scores.support_most_) {
      std::copy(scores.skill_bits_.begin(), scores.skill_bits_.end(), bits_.begin());
    }
    int32_t Most(const MenteeIndex::Entry& entry) const {
      uint32_t language = entry.german * 2;
      if (asks_languages_ && scores_.facts_.Speaks(entry.languages)) ++language;
      const uint32_t skills = SkillSetOf(entry);
      const int32_t by_language = language_[language];
      const int32_t by_hours = hours_[entry.hours];
      const int32_t by_start = start_[entry.start];
      const int32_t by_skills = skills_[skills];
      if ((by_language | by_hours | by_start | by_skills) < 0) [[unlikely]] {
        return scores_.WorkOutRestMost(entry, language, skills);
      }
      return support_most_ + by_language + by_hours + by_start + by_skills;
    }

   private:
    // Of the first named skills a bit each, or kSkillsUnknown.
    uint32_t SkillSetOf(const MenteeIndex::Entry& entry) const {
      uint32_t set = 0;
      // Those that are not named have no bit: to leave them out takes longer than to look.
      for (size_t nth = 0; nth < kMostNamedSkills; ++nth) {
        set |= static_cast<uint32_t>((entry.skills & bits_[nth]) != 0) << nth;
      }
      return entry.claims.skills_known != 0 ? set : kSkillsUnknown;
    }

    MenteeScores& scores_;
    const int32_t* language_;
    const int32_t* hours_;
    const int32_t* start_;
    const int32_t* skills_;
    bool asks_languages_;
    int32_t support_most_;
    std::array<uint64_t, kMostNamedSkills> bits_{};
  };
  // … and from district_fit who lives in the nth home, without travel times, or has a travel time to a place.
  int32_t HomeMost(size_t home);
  int32_t MinutesMost(const std::string& postal_code, int32_t minutes);

  // Has brought nearer what there may be to know of somebody regular who will be scored soon.
  void Prefetch(const MenteeIndex::Card& card) const {
    memory_.qualifications.Prefetch(card.parts[Index(MenteePart::kQualifications)]);
  }
  // The score of each row, of the one whose facts were taken, who is regular. Valid until called
  // again.
  const std::vector<int32_t>& OfCard();
  // The same of anybody.
  const std::vector<int32_t>& Of(const Person& person);

 private:
  struct Weighted {
    const Criterion* criterion = nullptr;  // null: without weight
    int32_t weight = 0;
    ColumnId column = ColumnId::kJob;
    uint32_t codes = 0;  // how many the vacancy has in the column
  };
  // One criterion that looks at one part alone.
  struct ByPart {
    Weighted of;
    MenteePart part = MenteePart::kStart;
    RowValues<int32_t>* values = nullptr;  // by number
    int32_t* most = nullptr;               // by number, of all rows; below 0: not asked yet
    bool same_in_all_rows = false;         // that is what each of them has
  };

  void SortCriteria();
  void BeginMost();
  template <class Key>
  int32_t* BeginTable(const Dictionary<Key>& keys, size_t codes, const Weighted& of,
                      KeptTables<Key>& kept, std::vector<int32_t>& own);
  void Begin(ByPart& by_part, const Weighted& of, MenteePart part);
  void BeginSkills(const Weighted& of);
  void FindNamedSkills();
  uint32_t CodeOf(ColumnId column, uint32_t row) const {
    return single_.columns.CodeAt(column, row);
  }
  int32_t Most(const Weighted& of, const DayFacts& facts) const;

  // Levels of German and, where the vacancy has working languages, whether one of them is spoken:
  // many plans come to few of these.
  static uint32_t LanguageKey(uint32_t levels, bool speaks) {
    return levels * 2 + (speaks ? 1 : 0);
  }
  int32_t WorkOutRestMost(const MenteeIndex::Entry& entry, uint32_t language, uint32_t skills);
  int32_t WorkOutMost(const ByPart& by_part, uint32_t number);
  int32_t WorkOutLanguageMost(uint32_t ever, bool speaks);
  int32_t WorkOutSkillsMost(uint32_t set) const;
  void BeginWays();
  int32_t WorkOutHomeMost(const MenteeIndex::Home& home) const;
  int32_t WorkOutMinutesMost(const std::string& postal_code, int32_t minutes);
  const int32_t* LanguageValues(uint32_t key);
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
  int32_t* language_most_ = nullptr;  // as ByPart has it, by what somebody ever has and speaks
  Weighted occupation_, skills_;
  std::vector<Weighted> of_qualifications_;
  std::vector<Weighted> all_;
  std::vector<uint32_t> jobs_of_rows_;  // codes
  std::vector<int32_t> support_;        // by row
  int32_t support_most_ = 0;
  int32_t elsewhere_most_ = 0;  // of district_fit who has no home
  // Of homes, then of minutes, to the only place; null: there are several.
  int32_t* known_ways_ = nullptr;
  const bool asks_languages_;
  int32_t rest_most_ = 0;
  struct NamedSkill {
    uint32_t in_index;
    uint32_t in_vacancy;
  };
  std::vector<NamedSkill> named_skills_;
  std::vector<uint64_t> skill_bits_;  // of the first of them, as entries have them
  bool names_proofs_ = false;         // a school certificate or a licence that skills_fit counts
  DayFacts somebody_;
  MenteeIndex::Card somebodys_card_;
  std::vector<int32_t> scores_;         // by row
  std::vector<int32_t> contributions_;  // by code
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_SCORES_H_
