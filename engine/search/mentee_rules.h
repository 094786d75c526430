#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_RULES_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_RULES_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "engine/index/snapshot_internal.h"
#include "engine/rules/rule.h"
#include "engine/search/card_facts.h"
#include "engine/search/person.h"
#include "engine/search/row_values.h"
#include "engine/search/single_vacancy.h"

namespace passung {

// Memory that questions on one thread use one after the other.
struct MenteeRuleMemory {
  std::array<RowValues<Verdict>, kRuleCount> verdicts;
};

// What the enforced rules say of mentees for one vacancy, by their cards. Where a rule looks at one
// part alone, it is asked once per distinct part, looking ahead with the facts of whoever has it
// first: days on which only other facts change make no difference. Everything is decided by the
// rules, from the same facts as ever.
class MenteeRules {
 public:
  // Uses this thread's memory as long as it lives: one at a time on each.
  MenteeRules(const Query& query, const SingleVacancy& single, const SnapshotImpl& snapshot,
              CardFacts& facts);

  // Whether a rule fails the nth row whoever is asked about.
  bool FailEverybody(uint32_t row) const { return for_all_[row] == Verdict::kFail; }
  bool FailEverybody() const;

  // Has brought nearer what was said of the parts of somebody regular who will be asked about soon.
  void Prefetch(const MenteeIndex::Card& card);
  // Rows which no rule fails that looks at parts: a cheap question. Of the one whose facts were
  // taken, who is regular; valid until asked about the next one.
  std::span<const uint32_t> RowsThatMayPass(uint32_t slot);
  // Of one of those rows, by all rules.
  HitClass ClassOf(uint32_t slot, uint32_t row);

 private:
  // A rule that looks at nothing but parts of a mentee.
  struct ByPart {
    const Rule* rule;
    RuleKey key;                   // of the rule
    RowValues<Verdict>* verdicts;  // by number
    bool only_fails;               // what does not fail is still to be asked: regulated_profession
    absl::InlinedVector<uint32_t, 4> codes;  // by row
    absl::InlinedVector<uint32_t, 4> like;   // by row: the first with the same code
  };

  void Sort(const Rule& rule);
  uint32_t NumberOf(RuleKey rule);
  const DayFacts& FactsFor(RuleKey rule, uint32_t slot);
  const Verdict* VerdictsOf(ByPart& of, uint32_t slot);
  void WorkOut(const ByPart& of, uint32_t slot, Verdict* verdicts);
  bool HoldsForGood(RuleKey rule) const;
  Verdict LookAhead(const Rule& rule, uint32_t slot, uint32_t code);
  Verdict LookAheadOfAccess(const Rule& rule, uint32_t slot, uint32_t code);
  Verdict Ask(const Rule& rule, uint32_t slot, uint32_t row);

  const Query& query_;
  const SingleVacancy& single_;
  const SnapshotImpl& snapshot_;
  CardFacts& facts_;
  const uint32_t rows_;
  std::vector<Verdict> for_all_;  // by row: the worst of what is said whoever is asked about
  std::vector<ByPart> by_part_;
  std::vector<const Rule*> others_;       // look at facts that hardly two mentees share
  std::vector<const Verdict*> verdicts_;  // in the order of by_part_: of whom was asked last
  std::vector<uint32_t> passing_;
  std::vector<Date> dates_;       // of whom is asked about
  std::optional<Person> person_;  // looks ahead for the slot below
  uint32_t slot_of_person_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_RULES_H_
