#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_SCORES_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_SCORES_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/criteria/criterion.h"
#include "engine/index/mentee_index.h"
#include "engine/index/snapshot_internal.h"
#include "engine/rules/rule.h"
#include "engine/search/person.h"
#include "engine/search/single_vacancy.h"

namespace passung {

// Memory that questions on one thread use one after the other.
struct MenteeMemory {
  std::array<std::vector<int32_t>, kCriterionCount> most;
  std::array<std::vector<int32_t>, kCriterionCount> values;
  std::array<std::vector<int8_t>, kRuleCount> fails;
  std::vector<uint32_t> by_levels;

  // So many of them, all alike.
  template <class T>
  static std::span<T> Fresh(std::vector<T>& memory, size_t size, T value) {
    memory.assign(size, value);
    return memory;
  }
};

// What the criteria give mentees for one vacancy, points × weight, by their cards: what depends on
// one part is worked out once per distinct part, the rest from the claims and skills that the index
// lists. Everything is decided by the criteria and rules, from the same facts as ever.
class MenteeScores {
 public:
  // Uses this thread's memory as long as it lives: one at a time on each.
  MenteeScores(const Query& query, const SingleVacancy& single, const SnapshotImpl& snapshot);

  // The most that anybody gets from all criteria but those of the job and district_fit …
  int32_t RestMost() const { return rest_most_; }
  // … somebody with this entry …
  int32_t RestMost(const MenteeIndex::Entry& entry) {
    const uint32_t language =
        speaks_.empty() ? entry.german : LanguageNumber(index_.card(entry.slot));
    return support_most_ + skills_most_[entry.skills_known] + MostOf(language_, language) +
           MostOf(working_time_, entry.hours) + MostOf(start_, entry.start);
  }
  // … and from district_fit who lives there, without travel times, or has a travel time to a place.
  int32_t HomeMost(const MenteeIndex::Home& home) const;
  int32_t MinutesMost(const std::string& postal_code, int32_t minutes);

  // The score of each row. Valid until called again.
  const std::vector<int32_t>& Of(uint32_t slot);
  // The same without a card.
  const std::vector<int32_t>& Of(const Person& person);
  // Whether a rule fails the nth row whoever is asked about.
  bool FailEverybody(uint32_t row) const;
  // Whether a rule that looks at nothing but one part fails the nth row for this card, looking ahead.
  bool Fails(const MenteeIndex::Card& card, uint32_t row);

 private:
  static constexpr int32_t kNotYet = -1;
  // One criterion that looks at one part alone.
  struct ByPart {
    const Criterion* criterion = nullptr;  // null: without weight
    int32_t weight = 0;
    uint32_t codes = 0;  // of its column
    MenteePart part = MenteePart::kStart;
    std::span<int32_t> most;    // by number; kNotYet
    std::span<int32_t> values;  // by number and code
  };
  struct Weighted {
    const Criterion* criterion;
    int32_t weight;
  };
  // An enforced rule that looks at one part alone.
  struct RuleByPart {
    const Rule* rule;
    MenteePart part;
    uint32_t codes;
    std::span<int8_t> fails;  // by number and code; kNotYet
  };

  void SortCriteria();
  void SortRules();
  void FindNamedSkills();
  void BoundSkills(const Weighted& of);
  uint32_t CodeOf(ColumnId column, uint32_t row) const {
    return single_.columns.CodeAt(column, row);
  }
  int32_t Most(const Weighted& of, const DayFacts& facts) const;

  // German and, where the vacancy has working languages, whether one of them is spoken.
  uint32_t LanguageNumber(const MenteeIndex::Card& card) {
    const uint32_t german = card.parts[Index(MenteePart::kGerman)];
    return speaks_.empty() || !Speaks(card.parts[Index(MenteePart::kLanguages)])
               ? german
               : german + index_.parts().size(MenteePart::kGerman);
  }
  bool Speaks(uint32_t languages);
  // Somebody with a part of that number, as LanguageNumber has it. Valid until called again.
  const Mentee& SomebodyWith(MenteePart part, uint32_t number);

  int32_t MostOf(ByPart& of, uint32_t number) {
    if (of.criterion == nullptr) return 0;
    if (of.most[number] == kNotYet) [[unlikely]]
      WorkOut(of, number);
    return of.most[number];
  }
  void WorkOut(ByPart& of, uint32_t number);
  void Resolve(MenteePart part, uint32_t number, DayFacts& facts) const;
  void AddPart(ByPart& of, uint32_t number);
  void AddCriterion(const Weighted& of, const DayFacts& facts);
  void ListFacts(const MenteeIndex::Card& card, uint32_t slot);

  const Query& query_;
  const SingleVacancy& single_;
  const SnapshotImpl& snapshot_;
  const MenteeIndex& index_;
  const uint32_t rows_;
  MenteeMemory& memory_;
  ByPart language_, working_time_, start_;
  std::vector<Weighted> others_;  // criteria of the job, skills and district
  std::vector<Weighted> all_;
  std::vector<RuleByPart> rules_;
  std::vector<int32_t> support_;  // by row
  int32_t support_most_ = 0;
  int32_t skills_most_[2] = {0, 0};  // of those whose skills are unknown, known
  int32_t rest_most_ = 0;
  struct NamedSkill {
    uint32_t in_index;
    uint32_t in_vacancy;
  };
  std::vector<NamedSkill> named_skills_;
  bool names_proofs_ = false;   // a school certificate or a licence that skills_fit counts
  std::vector<int8_t> speaks_;  // by number of languages; kNotYet; empty where it does not matter
  std::vector<std::string> languages_;  // the first working language that somebody speaks
  // By levels and whether a working language is spoken: the first number that has them today.
  std::span<uint32_t> by_levels_;
  const std::vector<std::string> no_languages_;
  Mentee speaker_;
  DayFacts facts_;
  std::vector<int32_t> scores_;         // by row
  std::vector<int32_t> contributions_;  // by code
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_SCORES_H_
