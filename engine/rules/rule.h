#ifndef PASSUNG_ENGINE_RULES_RULE_H_
#define PASSUNG_ENGINE_RULES_RULE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/index/query.h"
#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/lead_times.h"
#include "engine/vocabulary/parameter_writer.h"
#include "passung/judgement.h"

namespace passung {

// A set of Flag as bits.
using FlagSet = uint32_t;
constexpr FlagSet FlagBit(Flag flag) { return FlagSet{1} << Index(flag); }

// What a rule says of one code on one day. Small, because tables of them are filled.
struct Finding {
  Verdict verdict = Verdict::kPass;
  Reason reason = Reason::kNone;
  Step step = Step::kNone;
  int32_t lead_days = 0;
  std::optional<Date> from;  // PASS_AFTER a day

  friend bool operator==(const Finding&, const Finding&) = default;
};

// With the days that `step` usually takes.
inline Finding FindingWith(Verdict verdict, Reason reason, Step step = Step::kNone) {
  return {.verdict = verdict, .reason = reason, .step = step, .lead_days = LeadDays(step)};
}

// Keeps the worse of two findings; the first of equal ones.
inline void TakeWorse(Finding& worst, const Finding& other) {
  if (other.verdict > worst.verdict) worst = other;
}

// A rule is a table over the codes of one column: it judges each distinct value once. Stateless;
// any number of threads may use one. A rule looks at one day only; looking ahead is done above it.
class Rule {
 public:
  virtual ~Rule() = default;
  virtual RuleKey key() const = 0;
  virtual ColumnId column() const = 0;

  // By engine/SCORING.md section 5, with the facts of `facts.day` and the law of `query.as_of`.
  // REQUIRES: `code` is a code of `column()`.
  virtual Finding Judge(const Query& query, const DayFacts& facts, uint32_t code) const = 0;

  // Evidence of both sides for a code of which Judge said this, looking ahead: hits with one code
  // share it. Called for codes of hits only.
  virtual void Describe(const Query& query, const DayFacts& facts, uint32_t code,
                        const Finding& finding, ParameterWriter& parameters) const = 0;

  // False only where the rule fails no code at all for somebody with these facts, so that nobody need
  // ask it. True is always right.
  virtual bool MayFail(const Query& /*query*/, const DayFacts& /*facts*/) const { return true; }

  // True only where the rule passes every code for somebody with these facts, on this day and on every
  // other, so that no table of it need be filled. False is always right.
  virtual bool PassesAlways(const DayFacts& /*facts*/) const { return false; }

  // Whether a code that some rule's bin stands for is never worse off than the bin's representatives
  // (index/bins.h). Not so where a fact that a representative lacks can let a code pass on a later day: the
  // representative is UNKNOWN then, and what fails today needs a pass. Of such a rule bins tell only where each of
  // their codes represents itself.
  virtual bool IsBoundedByRepresentatives() const { return true; }

  // What an enforced rule says of a code whoever is asked about, looking ahead, so that nobody need
  // be looked at. Absent is always right.
  virtual std::optional<Verdict> VerdictForAll(const Query& /*query*/, uint32_t /*code*/) const {
    return std::nullopt;
  }

  // Whether it says the same of a code on one day whoever is asked about, whatever the profile and
  // the law: what one question found out, the next one need not.
  virtual bool LooksAtNobody() const { return false; }

  // Whether it looks at the vacancy itself; else nobody asks AddEvidence and FlagsOfVacancy.
  virtual bool HasEvidence() const { return false; }
  // What no key has but the vacancy itself, added to the parameters for this hit alone.
  virtual void AddEvidence(const Vacancy& /*vacancy*/, Reason /*reason*/,
                           ParameterWriter& /*parameters*/) const {}

  // Days after `after` on which something outside MenteeFacts that this rule looks at changes.
  virtual void AddEventDates(const Query& /*query*/, const Residence& /*residence*/, Date /*after*/,
                             std::vector<Date>& /*dates*/) const {}
  // False where a planned fact cannot lift a failure.
  virtual bool LooksAhead() const { return true; }
  // Remarks beside the verdict, whatever the rule's switch: of a code, and of what no key has but
  // the vacancy itself.
  virtual FlagSet Flags(const Query& /*query*/, const DayFacts& /*facts*/,
                        uint32_t /*code*/) const {
    return 0;
  }
  virtual FlagSet FlagsOfVacancy(const Query& /*query*/, const DayFacts& /*facts*/,
                                 const Vacancy& /*vacancy*/) const {
    return 0;
  }
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_RULES_RULE_H_
