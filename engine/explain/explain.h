#ifndef PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_
#define PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "engine/criteria/criterion.h"
#include "engine/explain/interval.h"
#include "engine/explain/memory.h"
#include "engine/index/query.h"
#include "engine/rules/rule.h"
#include "engine/search/person.h"
#include "engine/vocabulary/parameter_writer.h"
#include "passung/match.h"

namespace passung {

// Everything there is to say of combinations and one person. Asks the same rules and criteria that
// filled the tables, so that nothing can drift, and each of them once per distinct code: hits of one
// question have most codes in common.
//
// Made for one person and one request; not thread-safe.
class Explainer {
 public:
  // Both must outlive it. About `hits` combinations will be asked about.
  Explainer(const Query& query, const Person& person, size_t hits);

  // Score, class, contributions, outcomes, flags and interval of each combination, in this order; not
  // the ids. Asks one criterion and one rule after the other about all of them, so that what it needs
  // stays at hand.
  std::vector<Match> Explain(absl::Span<const Where> combinations);

 private:
  // What a criterion says of one code.
  struct Contributed {
    int32_t points = 0;
    Reason reason = Reason::kNone;
    ScoreInterval interval;  // of a criterion that adds its own, weighted
    ParameterWriter::List parameters;
  };
  // What a rule says of one code.
  struct Judged {
    Finding finding;
    FlagSet flags = 0;
    ParameterWriter::List parameters;
  };

  // What is the same for all hits.
  struct Weighted {
    const Criterion* criterion = nullptr;
    CriterionKey key = CriterionKey::kOccupationFit;
    ColumnId column = ColumnId::kJob;
    bool has_evidence = false;
    int32_t weight = 0;
  };
  struct Asked {
    const Rule* rule = nullptr;
    RuleKey key = RuleKey::kWorkAccess;
    RuleSwitch rule_switch = RuleSwitch::kOff;
    ColumnId column = ColumnId::kJob;
    bool has_evidence = false;
  };

  const Contributed& Contribute(const Weighted& of, uint32_t code);
  const Judged& Judge(const Asked& of, uint32_t code);
  void AddContributions(absl::Span<const Where> combinations, std::vector<Match>& matches);
  void AddContribution(const Weighted& of, const Where& where, Contribution& contribution,
                       Match& match);
  void AddOutcomes(absl::Span<const Where> combinations, std::vector<Match>& matches);
  void AddOutcome(const Asked& of, const Judged& judged, const Where& where, RuleOutcome& outcome,
                  Match& match);

  const Query& query_;
  const Person& person_;
  std::array<Weighted, kCriterionCount> criteria_;  // those of weight > 0
  size_t criterion_count_ = 0;
  std::array<Asked, kRuleCount> rules_;
  size_t outcome_count_ = 0;  // of rules not switched off
  ParameterWriter parameters_;
  PartMemory<Contributed> contributed_;
  PartMemory<Judged> judged_;
  JointInterval joint_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_
