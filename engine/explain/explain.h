#ifndef PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_
#define PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "engine/criteria/criterion.h"
#include "engine/explain/distinct_codes.h"
#include "engine/explain/interval.h"
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
// Made for one person and one request; there is one at a time on each thread, because its memory is that
// of the one before.
class Explainer {
 public:
  // Works out what the codes of some combinations alone decide: one criterion and one rule after the
  // other, so that what it needs stays at hand. Query and person must outlive it.
  Explainer(const Query& query, const Person& person, absl::Span<const CodeTuple> codes);

  // Score, class, contributions, outcomes, flags and interval of each combination; not the ids.
  // REQUIRES: those whose codes these were, in the same order; called once.
  std::vector<Match> Explain(absl::Span<const Where> combinations);

 private:
  // What a criterion says of one code.
  struct Contributed {
    Told told;
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
    size_t first = 0;  // of its parts in contributed_, in the order of the column's distinct codes
  };
  struct Asked {
    const Rule* rule = nullptr;
    RuleKey key = RuleKey::kWorkAccess;
    RuleSwitch rule_switch = RuleSwitch::kOff;
    ColumnId column = ColumnId::kJob;
    bool has_evidence = false;
    size_t first = 0;  // likewise in judged_
  };

  // What questions on one thread use one after the other.
  struct Memory {
    DistinctCodes codes;
    std::vector<Weighted> criteria;  // those of weight > 0
    std::vector<Asked> rules;
    std::vector<Contributed> contributed;
    std::vector<Judged> judged;
  };
  static Memory& ThisThreadsMemory();

  void Contribute(const Criterion& criterion, int32_t weight);
  void Judge(const Rule& rule, RuleSwitch rule_switch);
  void AddContributions(size_t nth, const Where& where, Match& match);
  void AddOutcomes(size_t nth, const Where& where, Match& match);
  void Fill(const Asked& of, const Judged& judged, const Vacancy& vacancy, RuleOutcome& outcome);

  const Query& query_;
  const Person& person_;
  Memory& memory_;
  ParameterWriter parameters_;
  size_t outcome_count_ = 0;  // of rules not switched off
  JointInterval joint_;
};

// Of combinations whose records have been read already.
std::vector<Match> Explain(const Query& query, const Person& person,
                           absl::Span<const Where> combinations);

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_EXPLAIN_H_
